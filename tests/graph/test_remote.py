"""Queries to a SPARQL server: a real HTTP server in the test answers from Oxigraph, and misbehaves where asked to."""

from __future__ import annotations

import gc
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat

from touchline.graph.cli import cli
from touchline.graph.errors import QueryError, StoreError, TouchlineError
from touchline.graph.query import named_queries, run
from touchline.graph.remote import RemoteStore, with_terms
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Reading

GIVEN = {"club": "Liverpool", "team": "Liverpool", "entity": "Jürgen Klopp", "article": "jan", "person": "Alonso",
         "one": "Klopp", "other": "Arne Slot", "since": "2024-02-01", "year": "2026", "about": "Alonso"}  # fmt: skip


JSON = "application/sparql-results+json"
ODD = {
    "/html": (200, "text/html", b"<p>hello"),
    "/cut": (200, JSON, b'{"head":{"vars":["a"]},"res'),
    "/away": (302, "text/plain", b""),
}


class Handler(BaseHTTPRequestHandler):
    """The query service of SPARQL 1.1 Protocol by POST, over the graph that the server carries."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path != "/query":
            self.answer(*ODD.get(self.path, (500, "text/plain", b"out of order")))
            return
        graph: KnowledgeGraph = self.server.graph  # type: ignore[attr-defined]
        try:
            found = graph.engine.query(parse_qs(body)["query"][0])
        except SyntaxError as error:
            self.answer(400, "text/plain", str(error).encode())
            return
        triples = isinstance(found, QueryTriples)
        text = found.serialize(format=RdfFormat.N_TRIPLES if triples else QueryResultsFormat.JSON)  # type: ignore[arg-type]
        self.answer(200, "application/n-triples" if triples else JSON, text or b"")

    def answer(self, code: int, kind: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if code == 302:
            self.send_header("Location", "http://elsewhere.example/query")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def kg(saga: list[Reading]) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph() as graph:
        graph.add_all(saga)
        yield graph


@pytest.fixture(scope="module")
def address(kg: KnowledgeGraph) -> Iterator[str]:
    gc.collect()
    gc.disable()  # in the server's threads it would end answers of the main thread, which pyoxigraph does not allow
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.graph = kg  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
    gc.enable()


@pytest.mark.parametrize("name", sorted(set(named_queries()) - {"contradictions"}))
def test_remote_gives_the_rows_of_the_store(kg: KnowledgeGraph, address: str, name: str) -> None:
    given = {p.name: GIVEN[p.name] for p in named_queries()[name].parameters if p.name in GIVEN}
    assert run(RemoteStore(f"{address}/query"), name, given) == kg.query(name, **given)


def test_remote_query_that_tells_truth_or_triples(kg: KnowledgeGraph, address: str) -> None:
    server = RemoteStore(f"{address}/query")
    assert run(server, 'ASK { ?e rdfs:label "Liverpool" }', {}) == [{"answer": True}]
    text = "CONSTRUCT { ?s tl:manages ?o } WHERE { ?s tl:manages ?o }"
    assert sorted(map(str, run(server, text, {}))) == sorted(map(str, kg.query(text)))


def test_remote_parameter_cannot_smuggle_sparql(address: str) -> None:
    text = "SELECT ?e ?name { ?e rdfs:label ?name }"
    assert run(RemoteStore(f"{address}/query"), text, {"name": 'x" } ; DROP ALL ; INSERT DATA { "\\'}) == []


def test_with_terms_leaves_texts_comments_and_other_names_alone() -> None:
    text = 'SELECT ?a (MAX(?x) AS ?m) ?x { ?a ?p "?x" ; ?q ?x , ?xy . FILTER(?x > 1) } # ?x\nGROUP BY ?a ?x ORDER BY ?m'
    assert with_terms(text, {"x": "7"}) == (
        'SELECT ?a (MAX(7) AS ?m)  { ?a ?p "?x" ; ?q 7 , ?xy . FILTER(7 > 1) } # ?x\nGROUP BY ?a  ORDER BY ?m'
    )


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/html", "answers text/html, which is no SPARQL result"),
        ("/cut", "cut short or is no SPARQL result"),
        ("/away", "the server leads to http://elsewhere.example/query"),
        ("/broken", "answers 500 .*out of order"),
    ],
)
def test_remote_server_that_misbehaves_is_told_in_words(address: str, path: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        run(RemoteStore(address + path), "most-linked", {})


def test_remote_server_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(TouchlineError, match="cannot be reached"):
        run(RemoteStore("http://127.0.0.1:1/query", timeout=2), "most-linked", {})


def test_remote_query_that_the_server_refuses(address: str) -> None:
    with pytest.raises(QueryError, match="the server refuses the query"):
        RemoteStore(f"{address}/query").query("SELECT")


def test_cli_query_asks_a_server(address: str) -> None:
    arguments = ["query", "--store", f"{address}/query", "linked-managers", "--param", "club=the reds"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert "Xabi Alonso" in result.output
    result = CliRunner().invoke(cli, [*arguments, "--as-of", "2024-02-01"])
    assert (result.exit_code, "need a store in a folder" in result.output) == (2, True)
