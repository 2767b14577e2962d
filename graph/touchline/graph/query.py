"""Queries over the graph: SPARQL text, or a shipped query by its name.

A shipped query is a file in `queries/`. Its header says in words what it answers and declares its parameters:

    # Which managers are linked with a club?
    #
    # param club entity: the club, by name, alias, id, Wikidata id or IRI
    # param since date 1800-01-01: only what was published on that day or later

After the kind may stand a default; `*` means "any". Values are bound to the variable of that name as terms, never
pasted into the text; the engine wants such a variable among those selected, and a declared one is not shown in the
answer. A query file of the user's own may have such a header, too.
"""

from __future__ import annotations

import difflib
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Variable

from touchline.graph.errors import QueryError, StoreError
from touchline.graph.folder import store_errors
from touchline.graph.iri import PREFIXES
from touchline.graph.sparql_gate import checked_query
from touchline.graph.terms import parameter_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import BlankNode, Store, Triple

    from touchline.graph.remote import RemoteStore

__all__ = ["NamedQuery", "Parameter", "Rows", "named_queries", "parse_query", "run"]

_Terms = dict[Variable, "NamedNode | BlankNode | Literal | Triple"]
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_PARAMETER = re.compile(r"# param (\w+) (entity|article|date|status|text)(?: (\S+))?: (.+)")
_NUMBERS = {"integer", "int", "long", "nonNegativeInteger"}
_DECIMALS = {"decimal", "double", "float"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query: its variable, kind (entity, article, date, status or text), default and meaning."""

    name: str
    kind: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header taken apart."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    text: str


class Rows(list[dict[str, Any]]):
    """The rows of an answer: one dict each, from variable to value (None where unbound).

    IRIs and texts are `str`, numbers `int` or `float`, truth values `bool`, dates `str` in ISO form. `pandas.DataFrame`
    takes it as it is. `variables` keeps the columns where there is no row.
    """

    def __init__(self, variables: Iterable[str], rows: Iterable[dict[str, Any]]) -> None:
        super().__init__(rows)
        self.variables: tuple[str, ...] = tuple(variables)


def parse_query(name: str, text: str) -> NamedQuery:
    """A query text with its header taken apart; the question is the header's first line."""
    header = [line for line in text.splitlines() if line.startswith("#")]
    found = [match for line in header if (match := _PARAMETER.fullmatch(line.rstrip()))]
    question = header[0].lstrip("# ").strip() if header else ""
    return NamedQuery(name, question, tuple(Parameter(*match.groups()) for match in found), text)


@lru_cache(maxsize=1)
def named_queries() -> dict[str, NamedQuery]:
    """The shipped queries by name, in order of their names."""
    folder = files("touchline.graph") / "queries"
    texts = {
        item.name.removesuffix(".rq"): item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".rq")
    }
    return {name: parse_query(name, texts[name]) for name in sorted(texts)}


def _chosen(text_or_name: str) -> NamedQuery:
    """The shipped query of that name, or the text itself, checked."""
    wanted = text_or_name.strip()
    if _NAME.fullmatch(wanted):
        if wanted in named_queries():
            return named_queries()[wanted]
        near = difflib.get_close_matches(wanted, named_queries(), 3, 0.5)
        advice = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(named_queries())}."
        raise QueryError(f"No query is named {wanted!r}; {advice}")
    query = parse_query("", text_or_name)
    return NamedQuery("", query.question, query.parameters, checked_query(text_or_name))


def _substitutions(query: NamedQuery, store: Store | RemoteStore, given: Mapping[str, object]) -> _Terms:
    """Terms for the parameters, given ones and defaults."""
    declared = {parameter.name: parameter for parameter in query.parameters}
    if (query.parameters or query.name) and (unknown := sorted(set(given) - set(declared))):
        known = ", ".join(declared) or "none"
        raise QueryError(f"{query.name or 'The query'} has no parameter {unknown[0]!r}; it has {known}.")
    values: dict[str, object] = {name: parameter.default for name, parameter in declared.items()} | dict(given)
    if missing := [name for name, value in values.items() if value is None]:
        parameter = declared[missing[0]]
        raise QueryError(f"{query.name or 'The query'} needs {parameter.name}: {parameter.meaning}.")
    kinds = {name: declared[name].kind if name in declared else "any" for name in values}
    return {
        Variable(name): parameter_term(store, name, kinds[name], str(value))
        for name, value in values.items()
        if value != "*"
    }  # fmt: skip


def _value(term: NamedNode | BlankNode | Literal | Triple | None) -> Any:
    """A term as a Python value."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    datatype = term.datatype.value.removeprefix(PREFIXES["xsd"])
    try:
        if datatype in _NUMBERS:
            return int(term.value)
        if datatype in _DECIMALS:
            return float(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if datatype == "boolean" else term.value


def _triples(answer: Iterable[Triple]) -> Iterator[dict[str, Any]]:
    for triple in answer:
        yield {
            "subject": _value(triple.subject),
            "predicate": _value(triple.predicate),
            "object": _value(triple.object),
        }


def _answer(query: NamedQuery, answer: QuerySolutions) -> Rows:
    """The rows without the columns of declared parameters, and without the repetitions that this makes."""
    hidden = {parameter.name for parameter in query.parameters}
    variables = [variable.value for variable in answer.variables if variable.value not in hidden]
    rows = [tuple(_value(row[name]) for name in variables) for row in answer]
    kept = dict.fromkeys(rows) if hidden else rows
    return Rows(variables, (dict(zip(variables, row, strict=True)) for row in kept))


def run(store: Store | RemoteStore, text_or_name: str, parameters: Mapping[str, object]) -> Rows:
    """Answer a query over the union of all articles, in a store or at a server; `GRAPH ?article { … }` looks into one.

    ASK gives one row with the column `answer`; CONSTRUCT and DESCRIBE give the columns subject, predicate, object.

    Raises:
        QueryError: the query is malformed or refused, its name unknown, or a parameter missing or wrong.
        StoreError: the store cannot be read.
    """
    query = _chosen(text_or_name)
    terms = _substitutions(query, store, parameters)
    with _parameter_errors(), store_errors("read"):
        answer = store.query(query.text, prefixes=PREFIXES, substitutions=terms)
        if isinstance(answer, QueryBoolean):
            return Rows(("answer",), [{"answer": bool(answer)}])
        if isinstance(answer, QuerySolutions):
            return _answer(query, answer)
        return Rows(("subject", "predicate", "object"), _triples(answer))


@contextmanager
def _parameter_errors() -> Iterator[None]:
    """The engine binds only variables that a SELECT shows; say so in words."""
    try:
        yield
    except StoreError as error:
        found = re.search(r"does not contains variable \?(\w+)", str(error.__cause__))
        if found is None:
            raise
        raise QueryError(
            f"The parameter {found[1]} must be among the variables of a SELECT: write ?{found[1]} there."
        ) from None
