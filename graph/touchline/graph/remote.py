"""Queries to a SPARQL 1.1 server by its address, over the protocol of the standard library's HTTP client.

`RemoteStore` answers `query` and `quads_for_pattern` as a store in a folder does, so that shipped queries, parameters
and the validation run on it unchanged. The server's default graph must be the union of the articles' graphs: what
`touchline export -o graph.ttl` holds, or a server's option such as Oxigraph's `--union-default-graph`.

1. A server binds no parameters. So terms take the places of their variables in the text, token by token: terms in the
   engine's own notation, which escapes all that could end them. Where a variable is only named (in SELECT, GROUP BY or
   ORDER BY), it is taken out.
2. The address is the user's own choice, private or not. An answer that leads to another server is refused.
3. An answer that takes too long or is too large ends in a message.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlencode, urlsplit

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from touchline.graph.errors import QueryError, StoreError
from touchline.graph.sparql_gate import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import BlankNode, Quad, QueryBoolean, Triple, Variable

    Terms = Mapping[Variable, NamedNode | BlankNode | Literal | Triple]

__all__ = ["RemoteStore", "is_address", "with_terms"]

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_LARGEST = 256 * 1024 * 1024
_LISTS, _LIST_ENDS = {"SELECT", "BY"}, {"WHERE", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}


def is_address(store: str) -> bool:
    """Whether a store is named by the address of a server."""
    return store.startswith(("http://", "https://"))


def with_terms(text: str, terms: Mapping[str, str]) -> str:
    """The query with each variable replaced by its term, and taken out where it is only named.

    >>> with_terms("SELECT ?who ?club { ?who tl:manages ?club }", {"club": "<urn:liverpool>"})
    'SELECT ?who  { ?who tl:manages <urn:liverpool> }'
    """
    out, at, listing, depth = [], 0, False, 0
    for token in TOKEN.finditer(text):
        out.append(text[at : token.start()])
        at, word = token.end(), token[0]
        upper = word.upper()
        listing = upper in _LISTS or (listing and upper not in _LIST_ENDS and word not in "{}")
        depth += (word == "(") - (word == ")")
        if word[0] in "?$" and word[1:] in terms:
            word = "" if listing and depth == 0 else terms[word[1:]]
        out.append(word)
    return "".join(out) + text[at:]


class _NoOtherServer(urllib.request.HTTPRedirectHandler):
    """Follows a redirect on the same server only."""

    def redirect_request(  # noqa: PLR0917 - the signature is urllib's
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            raise StoreError(f"{req.full_url}: the server leads to {newurl}; give that address if it is meant.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class RemoteStore:
    """A SPARQL 1.1 server, for reading.

    Args:
        address: Where its query service answers, such as `http://localhost:7878/query`.
        timeout: Seconds that an answer may take.
    """

    def __init__(self, address: str, *, timeout: float = 60.0) -> None:
        self.address = address
        self.timeout = timeout
        self._open = urllib.request.build_opener(_NoOtherServer()).open

    def query(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, substitutions: Terms | None = None
    ) -> QuerySolutions | QueryBoolean | Iterator[Triple]:
        """The answer: solutions, a truth value, or triples.

        Raises:
            QueryError: the server refuses the query.
            StoreError: the server cannot be reached, is too slow, or answers something else.
        """
        terms = {variable.value: str(term) for variable, term in (substitutions or {}).items()}
        head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in (prefixes or {}).items())
        kind, body = self._post(head + with_terms(query, terms))
        try:
            if kind == "application/sparql-results+json":
                return parse_query_results(body, QueryResultsFormat.JSON)
            return (quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.address}: the answer is cut short or is no SPARQL result ({error}).") from error

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any) -> Iterator[Quad]:  # noqa: A002 - as in pyoxigraph
        """The triples that fit; None fits everything."""
        places = zip(("?s", "?p", "?o"), (subject, predicate, object), strict=True)
        pattern = " ".join(name if term is None else str(term) for name, term in places)
        _, body = self._post(f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}")
        return iter(parse(body, format=RdfFormat.N_TRIPLES))

    def _post(self, query: str) -> tuple[str, bytes]:
        """Media type and body of the answer."""
        data = urlencode({"query": query}).encode()
        try:
            request = urllib.request.Request(self.address, data, {"Accept": _ACCEPT})  # noqa: S310 - http(s) only
            with self._open(request, timeout=self.timeout) as answer:
                kind, body = answer.headers.get_content_type(), answer.read(_LARGEST + 1)
        except urllib.error.HTTPError as error:
            self._refused(error)
        except TimeoutError as error:
            raise StoreError(f"{self.address}: no answer within {self.timeout:g} seconds; ask for less.") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise StoreError(f"{self.address}: no answer within {self.timeout:g} seconds; ask for less.") from error
            raise StoreError(f"{self.address}: the server cannot be reached ({reason}).") from error
        if len(body) > _LARGEST:
            raise StoreError(f"{self.address}: the answer is larger than {_LARGEST >> 20} MiB; ask for less.")
        if kind not in {"application/sparql-results+json", "application/n-triples"}:
            raise StoreError(f"{self.address}: answers {kind}, which is no SPARQL result; is this the query service?")
        return kind, body

    def _refused(self, error: urllib.error.HTTPError) -> NoReturn:
        said = " ".join(re.sub(r"<[^>]*>", " ", error.read(2000).decode("utf-8", "replace")).split())[:200]
        if error.code == 400:  # noqa: PLR2004 - what SPARQL 1.1 Protocol says for a malformed query
            raise QueryError(f"{self.address}: the server refuses the query: {said or error.reason}") from error
        raise StoreError(f"{self.address}: answers {error.code} {error.reason}. {said}".rstrip()) from error
