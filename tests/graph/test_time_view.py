"""The graph as of a day, from the library, from the commands query and render, and by the documented SPARQL pattern."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, serialize
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.query import ResultRow

from touchline.graph.cli import cli
from touchline.graph.errors import InputError
from touchline.graph.iri import ENT, PREFIXES
from touchline.graph.store import KnowledgeGraph
from touchline.graph.time_view import graph_as_of, held_on, readings_as_of
from touchline.graph.validity import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Reading

DOC = Path(__file__).parents[2] / "docs" / "time-and-belief.md"


@pytest.fixture(scope="module")
def kg(annotated_samples: list[Reading]) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph() as graph:
        graph.add_all(annotated_samples)
        yield graph


@pytest.fixture(scope="module")
def store(annotated_samples: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("annotated") / "store"
    with KnowledgeGraph.open(path) as graph:
        graph.add_all(annotated_samples)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="touchline")


#: Who managed whom on which day, as it was; the samples never say it in so many words for most of these days.
MANAGERS = [
    ("Real_Madrid", "2024-02-10", ["Carlo Ancelotti"]),
    ("Real_Madrid", "2025-05-01", ["Carlo Ancelotti"]),
    ("Real_Madrid", "2025-10-01", ["Xabi Alonso"]),
    ("Real_Madrid", "2026-01-20", ["Álvaro Arbeloa"]),
    ("Bayer_Leverkusen", "2024-10-01", ["Xabi Alonso"]),
    ("Liverpool", "2024-02-10", ["Jürgen Klopp"]),
    ("Liverpool", "2024-06-15", []),
    ("Liverpool", "2025-01-01", ["Arne Slot"]),
    ("Manchester_United", "2024-11-05", ["Ruud van Nistelrooy"]),
    ("Bayern_Munich", "2024-02-01", ["Thomas Tuchel"]),
]


@pytest.mark.parametrize(("team", "day", "managers"), MANAGERS)
def test_time_view_knows_who_managed_on_a_day(kg: KnowledgeGraph, team: str, day: str, managers: list[str]) -> None:
    assert [holding.report.subject_name for holding in held_on(kg, "manages", day, object=team)] == managers


def test_time_view_tells_according_to_whom(kg: KnowledgeGraph) -> None:
    (holding,) = held_on(kg, "manages", "2024-02-10", object="Real_Madrid")
    assert (holding.basis, holding.days) == ("said after", 2)
    assert holding.report.article == "2024-02-12-alonso-liverpool-race.txt"
    assert holding.report.sentence.startswith("But Carlo Ancelotti has just signed a new contract")


def test_time_view_known_by_leaves_out_what_was_said_later(kg: KnowledgeGraph) -> None:
    assert held_on(kg, "manages", "2024-02-10", object="Real_Madrid", known_by="2024-02-11") == []
    assert held_on(kg, "manages", "2024-02-10", object="Real_Madrid", known_by="2024-02-12") != []


def test_time_view_rumour_that_is_denied_does_not_hold(kg: KnowledgeGraph) -> None:
    linked = held_on(kg, "linked_to", "2024-03-01", subject="Xabi_Alonso")
    assert {holding.report.object_name for holding in linked} == {"Liverpool", "Bayern Munich"}


@pytest.mark.parametrize(
    ("predicate", "day", "message"), [("managed", "2024-02-10", "managed"), ("manages", "x", "day")]
)
def test_time_view_wrong_words_are_named(kg: KnowledgeGraph, predicate: str, day: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        held_on(kg, predicate, day)


def test_time_view_graph_has_only_what_held(kg: KnowledgeGraph) -> None:
    with graph_as_of(kg, "2025-10-01") as view:
        rows = view.query("SELECT ?name { ?who tl:manages ent:Real_Madrid ; rdfs:label ?name }")
        assert rows == [{"name": "Xabi Alonso"}]
        assert view.query("ASK { ?who tl:joined ent:Real_Madrid }") == [{"answer": True}]
    assert len(kg.query("SELECT ?who { ?who tl:manages ent:Real_Madrid }")) == 3


def test_time_view_of_a_day_before_all_articles_has_dated_events_only(annotated_samples: list[Reading]) -> None:
    view = readings_as_of(annotated_samples, "2016-01-01")
    timeless = {"nationality", "position", "home_ground", "based_in", "related_to"}
    assert {s.predicate for r in view for s in r.statements} <= EVENTS | timeless
    assert any(s.subject.name == "Jürgen Klopp" and s.predicate == "joined" for r in view for s in r.statements)


def test_time_view_without_a_day_is_what_was_known(annotated_samples: list[Reading]) -> None:
    known = readings_as_of(annotated_samples, None, known_by="2024-04-15")
    assert {reading.article.published for reading in known} <= {"2023-04-22", "2023-12-13", "2024-02-12", "2024-03-29",
                                                                "2024-04-15", "2023-11-17"}  # fmt: skip
    assert [r for r in annotated_samples if r.article.published == "2024-03-29"][0] in known  # noqa: RUF015


def test_time_view_query_takes_the_day(store: Path) -> None:
    result = run("query", "-s", store, "who-manages", "-p", "team=Real Madrid", "--as-of", "2024-02-10", "-f", "json")
    assert [(row["person"], row["published"]) for row in json.loads(result.stdout)] == [
        ("Carlo Ancelotti", "2024-02-12")
    ]
    assert "without a date are left out" in result.stderr
    both = run("query", "-s", store, "who-manages", "-p", "team=Real Madrid", "--as-of", "2024-02-10", "--known-by",
               "2024-02-10", "-f", "json")  # fmt: skip
    assert json.loads(both.stdout) == []


def test_time_view_query_refuses_what_is_no_day(store: Path) -> None:
    result = run("query", "-s", store, "entities", "--as-of", "10.2.2024")
    assert result.exit_code == 2
    assert result.stderr.startswith("touchline: --as-of: '10.2.2024' is not a date")


def test_time_view_render_draws_the_day(store: Path, tmp_path: Path) -> None:
    for day, there in (("2024-02-10", True), ("2025-10-01", False)):
        result = run("render", "--store", store, "-o", tmp_path / "page.html", "--as-of", day)
        assert result.exit_code == 0, result.output
        assert ("Xabi Alonso will still be in charge" in (tmp_path / "page.html").read_text("utf-8")) is there


@pytest.fixture(scope="module")
def pattern() -> str:
    found = re.search(r"```sparql\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(("team", "day", "managers"), [row for row in MANAGERS if row[0] != "Manchester_United"])
def test_time_view_sparql_pattern_of_the_docs_agrees(
    kg: KnowledgeGraph, pattern: str, team: str, day: str, managers: list[str]
) -> None:
    assert {row["person"] for row in kg.query(pattern, team=f"ent:{team}", day=day)} == set(managers)


def test_time_view_sparql_pattern_of_the_docs_gives_the_same_in_both_engines(saga: list[Reading], pattern: str) -> None:
    memory, given = Dataset(default_union=True), {"team": URIRef(ENT + "Liverpool")}
    with KnowledgeGraph() as kg:
        kg.add_all(saga)
        memory.parse(data=(serialize(kg.engine, format=RdfFormat.N_QUADS) or b"").decode(), format="nquads")
        for day, manager in (("2024-02-01", "Jürgen Klopp"), ("2024-08-01", "Arne Slot")):
            bound = {**given, "day": Literal(day, datatype=XSD.date)}
            rows = [r for r in memory.query(pattern, initNs=PREFIXES, initBindings=bound) if isinstance(r, ResultRow)]
            mine = kg.query(pattern, team="ent:Liverpool", day=day)
            assert [row["person"] for row in mine] == [str(row["person"]) for row in rows]
            assert mine[0]["person"] == manager
