"""Values that a person types, as terms: an entity by its name, an article by its id, a date, a status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, QuerySolutions, Variable

from touchline.graph.errors import InputError, QueryError
from touchline.graph.iri import ARTICLE, ENT, PREFIXES, TL, article_iri, entity_iri
from touchline.graph.merge import checked_date
from touchline.graph.vocab import STATUSES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from touchline.graph.remote import RemoteStore

__all__ = ["article_id", "find_entity", "parameter_term"]

_PREFIXED = re.compile(r"([a-z]+):([\w.~%-]+)")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BY_QID = "SELECT DISTINCT ?e ?key WHERE { ?e owl:sameAs ?key } ORDER BY ?e"
_BY_LABEL = "SELECT DISTINCT ?e ?key WHERE { ?e rdfs:label ?key } ORDER BY ?e"
_BY_ALIAS = "SELECT DISTINCT ?e ?key WHERE { ?e skos:altLabel ?key } ORDER BY ?e"
_BY_ANY = """SELECT DISTINCT ?e ?key WHERE { ?e rdfs:label|skos:altLabel ?name .
  FILTER(LCASE(STR(?name)) = LCASE(?key)) }
ORDER BY ?e"""
_LABELS = "SELECT ?label ?e WHERE { ?e rdfs:label ?label } ORDER BY ?label LIMIT 1"


def article_id(text: str) -> str:
    """The id of the article that a text names: the id itself, `art:…` as tables show it, or the IRI.

    >>> article_id("a 1"), article_id("art:a%201"), article_id("https://touchline.example/article/a%201")
    ('a 1', 'a 1', 'a 1')
    """
    for prefix in ("art:", ARTICLE):
        if text.startswith(prefix):
            return unquote(text.removeprefix(prefix))
    return text


def _iri(text: str) -> NamedNode | None:
    """The IRI that a text writes out (with `<>` or without) or abbreviates with a known prefix."""
    plain = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    try:
        if (found := _PREFIXED.fullmatch(plain)) and found[1] in PREFIXES:
            return NamedNode(PREFIXES[found[1]] + found[2])
        return NamedNode(plain) if plain.startswith(("http://", "https://", "urn:")) else None
    except ValueError:
        raise QueryError(f"{text!r} is not an IRI.") from None


def _select(
    store: Store | RemoteStore, query: str, column: str, **terms: NamedNode | Literal
) -> list[NamedNode | Literal]:
    answer = store.query(
        query,
        prefixes=PREFIXES,
        substitutions={Variable(name): term for name, term in terms.items()},
    )
    if not isinstance(answer, QuerySolutions):
        raise TypeError("a SELECT was expected")
    values = (row[column] for row in answer)
    return [value for value in values if isinstance(value, NamedNode | Literal)]


def _told_apart(store: Store | RemoteStore, entity: NamedNode) -> str:
    label = next(iter(_select(store, _LABELS, "label", e=entity)), None)
    return f"{label.value if label else 'unnamed'} (ent:{entity.value.removeprefix(ENT)})"


def find_entity(store: Store | RemoteStore, text: str) -> NamedNode:
    """The entity that a text means: an IRI, `ent:…`, a Wikidata id, an id, a name, an alias, in this order.

    Raises:
        QueryError: no entity of the store has this name, or several have.
    """
    text = text.strip()
    if (iri := _iri(text)) is not None and not iri.value.startswith(PREFIXES["wd"]):
        return iri
    item = iri or (NamedNode(PREFIXES["wd"] + text) if re.fullmatch(r"Q[0-9]+", text) else None)
    own = NamedNode(entity_iri(text)) if text else None
    if item is None and own is not None and next(store.quads_for_pattern(own, None, None), None):
        return own
    key = item or Literal(text)
    for query in (_BY_QID,) if item else (_BY_LABEL, _BY_ALIAS, _BY_ANY):
        found = [term for term in _select(store, query, "e", key=key) if isinstance(term, NamedNode)]
        if len(found) == 1:
            return found[0]
        if found:
            names = " or ".join(_told_apart(store, entity) for entity in found[:5])
            raise QueryError(f"{text!r} may be {names}; give the one in brackets.")
    raise QueryError(f"Nothing in the store is named {text!r}; the query entities lists what is there.")


def parameter_term(store: Store | RemoteStore, name: str, kind: str, text: str) -> NamedNode | Literal:
    """The term for the value of a parameter.

    Args:
        store: Where entities are looked up.
        name: The parameter, for messages.
        kind: entity, article, date, status, text, or `any`: whatever the text looks like.
        text: What was typed.

    Raises:
        QueryError: the text is no value of that kind.
    """
    match kind:
        case "entity":
            return find_entity(store, text)
        case "article":
            return NamedNode(article_iri(article_id(text)))
        case "date":
            try:
                return Literal(checked_date(text, name) or "", datatype=NamedNode(PREFIXES["xsd"] + "date"))
            except InputError as error:
                raise QueryError(str(error)) from None
        case "status":
            if text not in STATUSES:
                raise QueryError(f"{name} must be one of {', '.join(STATUSES)}, not {text!r}.")
            return NamedNode(TL + text)
        case "text":
            return Literal(text)
        case _:
            return _guessed(store, name, text)


def _guessed(store: Store | RemoteStore, name: str, text: str) -> NamedNode | Literal:
    if (iri := _iri(text)) is not None:
        return iri
    if _INTEGER.fullmatch(text):
        return Literal(int(text))
    if _DATE.fullmatch(text):
        return parameter_term(store, name, "date", text)
    return Literal(text)
