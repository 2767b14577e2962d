"""Countries: codes, names and demonyms, from mledoze/countries (ODbL), with the four home nations of Britain.

The news calls Bosnia and Herzegovina "Bosnia" and the Irish Republic "Republic of Ireland"; such names are written by
hand in `handwritten/countries.tsv`, which also lists the demonyms that the source lacks ("Spaniard", "Dutchman").
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.common import read_handwritten

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Country", "read_countries"]

_OWN = {"UNK": "XKX"}
_SAME_SCRIPT = 0x250


@dataclass(slots=True)
class Country:
    """A country or one of the four home nations.

    Attributes:
        code: ISO alpha-3, or ENG, SCO, WAL, NIR.
        name: Usual name in English football news.
        short_code: Lower-case code that opens the names of openfootball files ("de", "eng").
        names: Other names.
        demonyms: Nouns and adjectives ("Spanish", "Spaniard").
        nicknames: Nicknames of the men's team.
        women: Nicknames of the women's team.
        fame: Prior of the country as a place, 0 to 1000.
        team_fame: Prior of its men's national team; 0 where it has none.
        capital: Capital city, empty where not given.
        sources: Names of sources.
    """

    code: str
    name: str
    short_code: str = ""
    names: list[str] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    women: list[str] = field(default_factory=list)
    fame: int = 300
    team_fame: int = 0
    capital: str = ""
    sources: set[str] = field(default_factory=set)


def read_countries(data: Path) -> dict[str, Country]:
    """All countries by code; the hand-written table adds to the source and decides the usual name.

    Args:
        data: The folder of openly licensed data.
    """
    countries = {c.code: c for c in map(_from_source, json.loads(_path(data).read_text(encoding="utf-8")))}
    for row in read_handwritten("countries.tsv"):
        code = row["code"]
        country = countries.setdefault(code, Country(code, row["name"], row["code"].lower()))
        if country.name != row["name"]:
            country.names.append(country.name)
            country.name = row["name"]
        country.names += _items(row["names"])
        country.demonyms += _items(row["demonyms"])
        country.nicknames, country.women = _items(row["nicknames"]), _items(row["women"])
        country.fame = int(row["fame"] or country.fame)
        country.team_fame = int(row["team"] or 0)
        country.sources.add("handwritten")
    return countries


def _path(data: Path) -> Path:
    return data / "countries_demonyms" / "countries.json"


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(";") if item.strip()]


def _from_source(entry: dict[str, object]) -> Country:
    names = entry["name"]
    assert isinstance(names, dict)  # noqa: S101
    code = _OWN.get(str(entry["cca3"]), str(entry["cca3"]))
    spellings = [s for s in _strings(entry.get("altSpellings")) if len(s) > 3 and _latin(s)]  # noqa: PLR2004
    demonyms = entry.get("demonyms")
    english = demonyms.get("eng", {}) if isinstance(demonyms, dict) else {}
    people = [d for form in ("m", "f") for d in str(english.get(form, "")).replace(" or ", ",").split(",")]
    return Country(
        code,
        str(names["common"]),
        str(entry["cca2"]).lower(),
        [str(names["official"]), *spellings],
        list(dict.fromkeys(d.strip() for d in people if len(d.strip()) > 2)),  # noqa: PLR2004
        capital=next(iter(_strings(entry.get("capital"))), ""),
        sources={"mledoze"},
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _latin(text: str) -> bool:
    return all(ord(c) < _SAME_SCRIPT or not c.isalpha() for c in text)
