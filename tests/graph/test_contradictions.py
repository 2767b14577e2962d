"""The query contradictions: what is planted is found with both sentences, in both engines, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import Dataset
from rdflib.query import ResultRow

from touchline.graph.iri import PREFIXES
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement
from touchline.graph.query import named_queries
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from touchline.graph.model import Status

ANN, BOB = Entity("Ann", "Person", "Ann"), Entity("Bob", "Person", "Bob")
ROVERS, CITY = Entity("Rovers", "Club", "Rovers"), Entity("City", "Club", "City")
_Said = tuple[int, Entity, str, Entity, "Status", str]


def article(said: _Said, number: int) -> Reading:
    """An article with one claim; the first item is its day, counted from 1 January 2024."""
    day, subject, predicate, target, status, more = said
    published = (date(2024, 1, 1) + timedelta(days=day)).isoformat()
    name, _, value = more.partition("=")
    plain, normal = {name: value} if name else {}, {name: value} if name in ("fee", "until") else {}
    words = f"{subject.name} {predicate} {target.name}: {status} {more}."
    evidence = Evidence(f"p{number}", 0, len(words), words, words, status, plain, "", published, 0.9, "t.v1", normal)
    return Reading(
        Article(f"p{number}", words, "", published),
        (subject, target),
        (Statement(subject, predicate, target, (evidence,)),),
    )


def listed(*said: _Said) -> list[str]:
    with KnowledgeGraph() as kg:
        kg.add_all(article(one, number) for number, one in enumerate(said))
        return [row["kind"] for row in kg.query("contradictions")]


def fee(day: int, form: str, status: Status = "fact") -> _Said:
    return day, ANN, "joined", ROVERS, status, f"fee={form}"


def contract(day: int, until: str) -> _Said:
    return day, ANN, "contract_with", ROVERS, "fact", f"until={until}"


#: Pairs that contradict each other, by kind, and pairs that look alike and do not.
PLANTED: dict[str, tuple[_Said, ...]] = {
    "two managers": ((0, ANN, "manages", CITY, "fact", ""), (9, BOB, "manages", CITY, "fact", ""),
                     (30, ANN, "manages", CITY, "fact", "")),
    "stated and denied": ((0, ANN, "left", CITY, "fact", ""), (5, ANN, "left", CITY, "denied", "")),
    "joined though denied": ((0, ANN, "linked_to", ROVERS, "denied", ""), (9, ANN, "joined", ROVERS, "fact", "")),
    "two fees": (fee(0, "35000000 GBP"), fee(60, "40000000 GBP")),
    "two contract ends": (contract(0, "2026"), contract(9, "2027-06")),
    "left or sacked": ((0, ANN, "left", ROVERS, "fact", ""), (1, ANN, "sacked_by", ROVERS, "rumour", "")),
}  # fmt: skip
ALIKE: dict[str, tuple[_Said, ...]] = {
    "one after the other": ((0, ANN, "manages", CITY, "fact", ""), (9, BOB, "manages", CITY, "fact", "")),
    "left in between": ((0, ANN, "manages", CITY, "fact", ""), (5, ANN, "left", CITY, "fact", ""),
                        (9, BOB, "manages", CITY, "fact", ""), (30, ANN, "manages", CITY, "fact", "")),
    "caretaker": ((0, ANN, "manages", CITY, "fact", ""), (0, BOB, "manages", CITY, "fact", "role=caretaker manager")),
    "denied long after": ((0, ANN, "linked_to", ROVERS, "rumour", ""), (46, ANN, "linked_to", ROVERS, "denied", "")),
    "joined long after": ((0, ANN, "linked_to", ROVERS, "denied", ""), (90, ANN, "joined", ROVERS, "fact", "")),
    "fee in another currency": (fee(0, "35000000 GBP"), fee(1, "41000000 EUR")),
    "fee that was rounded": (fee(0, "65000000 GBP"), fee(1, "65500000 GBP")),
    "fee within a range": (fee(0, "30000000..40000000 GBP"), fee(1, "40000000 GBP")),
    "fee that was only rumoured": (fee(0, "30000000 GBP", "rumour"), fee(1, "40000000 GBP")),
    "end of one year": (contract(0, "2026"), contract(9, "2026-06")),
    "new contract": (contract(0, "2026"), contract(200, "2029")),
    "left twice": ((0, ANN, "left", ROVERS, "fact", ""), (400, ANN, "sacked_by", ROVERS, "fact", "")),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTED)
def test_contradictions_finds_each_kind(kind: str) -> None:
    assert listed(*PLANTED[kind]) == [kind]


@pytest.mark.parametrize("kind", ALIKE)
def test_contradictions_leaves_out_what_only_looks_alike(kind: str) -> None:
    assert listed(*ALIKE[kind]) == []


def test_contradictions_free_transfer_against_a_sum() -> None:
    free: _Said = fee(0, "0")
    assert listed(free, fee(1, "5000000 EUR")) == ["two fees"]


def test_contradictions_among_the_samples_are_the_planted_ones_and_two_real_ones(
    annotated_samples: list[Reading],
) -> None:
    planted = [one for number, kind in enumerate(PLANTED) for one in _moved(PLANTED[kind], number)]
    with KnowledgeGraph() as kg:
        kg.add_all(annotated_samples)
        real = kg.query("contradictions")
        kg.add_all(article(one, number) for number, one in enumerate(planted))
        rows = kg.query("contradictions")
    assert [(row["kind"], row["subject"], row["object"]) for row in real] == [
        ("joined though denied", "Eberechi Eze", "Arsenal"),
        ("left or sacked", "Xabi Alonso", "Real Madrid"),
    ]
    assert "They have since pulled out of the running" in real[0]["first_sentence"]
    assert "His £67.5m move from Crystal Palace is complete" in real[0]["second_sentence"]
    assert [row["kind"] for row in rows if row not in real] == sorted(PLANTED)
    assert all(row["first_sentence"] and row["second_sentence"] for row in rows)


def _moved(said: tuple[_Said, ...], number: int) -> list[_Said]:
    """The same about persons and clubs of its own, so that pairs do not meet."""
    own = {e.id: Entity(f"{e.id}{number}", e.type, e.name) for e in (ANN, BOB, ROVERS, CITY)}
    return [(day, own[one.id], predicate, own[end.id], status, more) for day, one, predicate, end, status, more in said]


def test_contradictions_are_the_same_in_rdflib() -> None:
    said = [one for number, kind in enumerate([*PLANTED, *ALIKE]) for one in _moved({**PLANTED, **ALIKE}[kind], number)]
    memory = Dataset(default_union=True)
    with KnowledgeGraph() as kg:
        kg.add_all(article(one, number) for number, one in enumerate(said))
        memory.parse(data=(serialize(kg.engine, format=RdfFormat.N_QUADS) or b"").decode(), format="nquads")
        mine = kg.query("contradictions")
    answer = memory.query(named_queries()["contradictions"].text, initNs=PREFIXES)
    theirs = [{k: str(v) for k, v in row.asdict().items()} for row in answer if isinstance(row, ResultRow)]
    assert theirs == list(mine)
    assert len(mine) == len(PLANTED)


def test_contradictions_show_both_sides_and_delete_nothing() -> None:
    said = PLANTED["stated and denied"]
    with KnowledgeGraph() as kg:
        kg.add_all(article(one, number) for number, one in enumerate(said))
        (row,) = kg.query("contradictions")
        assert (row["first"], row["first_sentence"]) == ("denied", "Ann left City: denied .")
        assert (row["second"], row["second_sentence"]) == ("fact", "Ann left City: fact .")
        assert len(kg) == 2
