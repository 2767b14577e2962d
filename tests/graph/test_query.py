"""Queries: the shipped ones, parameters, what is refused, and how answers are written."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from touchline.graph.errors import QueryError
from touchline.graph.iri import ENT
from touchline.graph.query import named_queries
from touchline.graph.store import KnowledgeGraph
from touchline.graph.table import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Reading


@pytest.fixture(scope="module")
def kg(saga: list[Reading]) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph() as graph:
        graph.add_all(saga)
        yield graph


def test_query_shipped_ones_ask_something_and_describe_parameters() -> None:
    assert len(named_queries()) >= 8
    for name, query in named_queries().items():
        assert query.question.endswith("?"), name
        assert all(len(parameter.meaning) > 5 for parameter in query.parameters), name


def test_query_who_is_linked_with_a_club_by_its_nickname(kg: KnowledgeGraph) -> None:
    rows = kg.query("linked-managers", club="the reds")
    assert {row["manager"] for row in rows} == {"Xabi Alonso"}
    assert {row["status"] for row in rows} == {"rumour", "denied"}


def test_query_counts_a_triple_of_many_articles_once(kg: KnowledgeGraph) -> None:
    rows = kg.query('SELECT (COUNT(*) AS ?n) { ?e rdfs:label "Liverpool" }')
    assert rows == [{"n": 1}]
    assert kg.query('ASK { GRAPH art:jan { ?e rdfs:label "Liverpool" } }') == [{"answer": True}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { SERVICE <http://n.example/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { service <http://n.example/> { ?s ?p ?o } }", "service|SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is refused"),
        ("SELECT * FROM NAMED <http://n.example/> { ?s ?p ?o }", "FROM is refused"),
        ("LOAD <http://n.example/>", "LOAD is refused"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "INSERT is refused"),
        ("SELECT * { \\u0053ERVICE <http://n.example/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { \\u005Cu0053ERVICE <http://n.example/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { ?s ?p '\\u0027 . SERVICE <http://n.example/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT ?s\nWHERE { ?s ?p FOO }", r"line 2, column \d+ near '}'"),
        ("SELECT * { ?s foaf:name ?o }", "line 1, column 15 near 'foaf:name.*the prefix foaf: is not known"),
        ("SELECT * {" + "{" * 100, "nested"),
        ("SELECT * { ?s ?p ?o", "at the end"),
        ("rumour", "did you mean rumours"),
        ("zzz", "No query is named 'zzz'"),
    ],
)
def test_query_refuses_with_a_reason(kg: KnowledgeGraph, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kg.query(text)


def test_query_words_in_texts_comments_and_names_are_no_reason_to_refuse(kg: KnowledgeGraph) -> None:
    assert kg.query('SELECT ?e { ?e tl:from "SERVICE <x>" ; rdfs:label ?from } # LOAD') == []


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({}, "needs club: the club"),
        ({"klub": "x"}, "has no parameter 'klub'; it has club, since"),
        ({"club": "Nowhere United"}, "Nothing in the store is named 'Nowhere United'"),
        ({"club": "Liverpool", "since": "yesterday"}, "since: 'yesterday' is not a date"),
    ],
)
def test_query_parameter_that_is_wrong_says_so(kg: KnowledgeGraph, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kg.query("linked-managers", **parameters)


@pytest.mark.parametrize(
    "name", ["Liverpool", "LIVERPOOL", "The Reds", "ent:Liverpool", f"<{ENT}Liverpool>", "Q1130849"]
)
def test_query_entity_parameter_may_be_written_in_many_ways(kg: KnowledgeGraph, name: str) -> None:
    assert kg.query("who-manages", team=name) == kg.query("who-manages", team="Liverpool") != []


def test_query_parameter_cannot_smuggle_sparql(kg: KnowledgeGraph) -> None:
    before = len(kg.engine)
    rows = kg.query("SELECT ?e ?name { ?e rdfs:label ?name }", name='x" } ; DROP ALL ; INSERT DATA { "')
    assert rows == []
    assert len(kg.engine) == before


def test_query_parameter_may_have_any_name(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="has no parameter 'text_or_name'"):
        kg.query("entities", text_or_name="x")


def test_query_parameter_must_be_selected(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r"write \?name there"):
        kg.query("SELECT ?e { ?e rdfs:label ?name }", name="Liverpool")


def test_table_formats_hold_the_same_cells(kg: KnowledgeGraph) -> None:
    rows = kg.query("claims-of-article", article="jan")
    assert json.loads(FORMATS["json"](rows)) == rows
    cells = list(csv.DictReader(io.StringIO(FORMATS["csv"](rows))))
    assert [cell["subject"] for cell in cells] == [row["subject"] for row in rows]
    assert len(FORMATS["md"](rows).splitlines()) == len(FORMATS["table"](rows).splitlines()) == len(rows) + 2


def test_table_without_rows_keeps_its_columns(kg: KnowledgeGraph) -> None:
    rows = kg.query("SELECT ?a ?b { ?a tl:nothing ?b }")
    assert FORMATS["csv"](rows) == "a,b\n"
    assert FORMATS["md"](rows) == "| a | b |\n| --- | --- |\n"
    assert FORMATS["json"](rows) == "[]\n"


def test_table_markdown_escapes_what_would_break_it(kg: KnowledgeGraph) -> None:
    text = FORMATS["md"](kg.query('SELECT ("a|b\\n<i>" AS ?x) {}'))
    assert text.splitlines()[-1] == "| a\\|b &lt;i> |"
