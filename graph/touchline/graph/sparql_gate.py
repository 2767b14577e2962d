r"""Refuses queries that would reach outside the store, and tells where a malformed one breaks.

Oxigraph and rdflib both fetch what SERVICE and LOAD name, rdflib also what FROM names, and neither can be told not to.
So a query from outside goes through these steps before an engine sees it:

1. codepoint escapes (`\u0053ERVICE`) are resolved until none is left, and the result is what runs;
2. it is cut into tokens; a bare word SERVICE, LOAD, FROM, INSERT and their like is refused;
3. Oxigraph parses it over an empty store, which finds errors of syntax with line and column;
4. rdflib parses it, and its tree is searched for service and dataset clauses: a second, independent lock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from pyoxigraph import Store

from touchline.graph.errors import QueryError
from touchline.graph.iri import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TOKEN", "checked_query"]

_REFUSED = {
    "SERVICE": "it would fetch from another server",
    "LOAD": "it would fetch a file or an address",
    "FROM": "it would choose another dataset than the store's; use GRAPH <article> { … } for one article",
    **dict.fromkeys(
        ("INSERT", "DELETE", "DROP", "CLEAR", "CREATE", "COPY", "MOVE"),
        "queries only read; use the commands ingest and remove to change the store",
    ),
}
_MAX_LENGTH, _MAX_DEPTH = 100_000, 60
#: A token of SPARQL: text, IRI, comment, variable, name, word or other sign.
TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|\#[^\n\r]*"
    r"|[?$]\w+"
    r"|(?P<prefixed>(?P<prefix>\w[\w.-]*|):(?:[\w:%.-]|\\.)*)"
    r"|@[\w-]+"
    r"|(?P<word>\w+)"
    r"|(?P<other>\S)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def _fail(text: str, offset: int, problem: str) -> NoReturn:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    fragment = text[offset:].split("\n", maxsplit=1)[0][:30].strip()
    near = f" near {fragment!r}" if fragment else " at the end"
    raise QueryError(f"The query fails in line {line}, column {column}{near}: {problem}.")


def _unescaped(text: str) -> str:
    r"""The text with codepoint escapes resolved, again and again: `\u005Cu0053` is an escape, too."""
    while _ESCAPE.search(text):
        try:
            text = _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
        except (ValueError, OverflowError):
            raise QueryError("The query holds a codepoint escape that is no character.") from None
    return text


def _check_tokens(text: str) -> None:
    """Refused words, unknown prefixes, and nesting that would exhaust a parser's stack."""
    declared, previous, depth = set(PREFIXES), "", 0
    for token in TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "word":
            word = token[0].upper()
            if word in _REFUSED:
                _fail(text, token.start(), f"{word} is refused, because {_REFUSED[word]}")
            previous = word
        elif kind in {"prefixed", "prefix"}:
            if previous == "PREFIX":
                declared.add(token["prefix"])
            elif token["prefix"] not in declared and token["prefix"] != "_":
                known = ", ".join(f"{prefix}:" for prefix in PREFIXES)
                _fail(text, token.start(), f"the prefix {token['prefix']}: is not known; known are {known}")
            previous = ""
        elif kind == "other":
            depth += (token[0] in "{([") - (token[0] in "})]")
            if depth > _MAX_DEPTH:
                _fail(text, token.start(), f"it is nested more than {_MAX_DEPTH} deep")
            previous = ""


def _check_syntax(text: str) -> None:
    try:
        Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        found = _POSITION.match(str(error))
        if found is None:
            raise QueryError(f"The query is not SPARQL 1.1: {error}") from error
        lines = text.split("\n")
        line, column = int(found[1]), int(found[2])
        offset = sum(len(before) + 1 for before in lines[: line - 1]) + column - 1
        problem = " ".join(found[3].split())
        _fail(text, min(offset, len(text)), problem if len(problem) < 100 else "this is not expected here")  # noqa: PLR2004


def _parts(node: object) -> Iterator[object]:
    """A parse tree's nodes, each before its children."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, Iterable) and not isinstance(part, str):
            waiting.extend(part)


def _check_tree(text: str) -> None:
    from pyparsing.exceptions import ParseBaseException  # noqa: PLC0415
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    try:
        tree = parseQuery(text)
    except ParseBaseException as error:
        _fail(text, error.loc, "this goes beyond SPARQL 1.1")
    except RecursionError:
        raise QueryError("The query is nested too deep.") from None
    for part in _parts(tree):
        if getattr(part, "name", "") in {"ServiceGraphPattern", "DatasetClause"}:
            raise QueryError("The query is refused: it would reach outside the store (SERVICE or FROM).")


def checked_query(text: str) -> str:
    """The query as it may be run, with escapes resolved.

    Raises:
        QueryError: it is malformed (with line, column and what stands there), too large, or refused.
    """
    if len(text) > _MAX_LENGTH:
        raise QueryError(f"The query is longer than {_MAX_LENGTH:,} characters.")
    text = _unescaped(text)
    _check_tokens(text)
    _check_syntax(text)
    _check_tree(text)
    return text
