"""IRIs: one place that mints them, so that the same thing has the same IRI in every run.

See docs/decisions/0003-iri-policy.md.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

__all__ = ["ARTICLE", "CLAIM", "ENT", "EVIDENCE", "PREFIXES", "TL", "WD", "article_iri", "entity_iri", "slug"]

BASE = "https://touchline.example/"
TL = BASE + "ontology#"
ENT = BASE + "entity/"
ARTICLE = BASE + "article/"
CLAIM = BASE + "claim/"
EVIDENCE = BASE + "evidence/"
WD = "http://www.wikidata.org/entity/"

#: Prefixes known to every query and written into every Turtle file.
PREFIXES: dict[str, str] = {
    "tl": TL,
    "ent": ENT,
    "art": ARTICLE,
    "wd": WD,
    "wdt": "http://www.wikidata.org/prop/direct/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
                          "œ": "oe", "Œ": "Oe", "\u0131": "i", "þ": "th", "ð": "d"})  # fmt: skip


def slug(name: str) -> str:
    """An id that can stand after `ent:` in SPARQL without escaping: ASCII letters, digits, `_` and `-`.

    >>> slug("Rúben Amorim"), slug("Brighton & Hove Albion"), slug("Borussia M'gladbach")
    ('Ruben_Amorim', 'Brighton_Hove_Albion', 'Borussia_Mgladbach')

    A name without any Latin letter or digit keeps its own letters, which SPARQL allows as well.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).replace("'", "").replace("’", "")  # noqa: RUF001
    folded = re.sub(r"[^A-Za-z0-9]+", "_", "".join(c for c in plain if not unicodedata.combining(c))).strip("_")
    return folded or re.sub(r"\W+", "_", name).strip("_") or "unnamed"


def entity_iri(identifier: str) -> str:
    """IRI of the entity with this id."""
    return ENT + quote(identifier, safe="-_.~")


def article_iri(identifier: str) -> str:
    """IRI of the article with this id, which is the name of its graph in the store, too."""
    return ARTICLE + quote(identifier, safe="-_.~")
