"""Reports as rows: the same from both engines, and the same from a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, serialize
from rdflib import Dataset, URIRef
from rdflib.query import ResultRow

from touchline.graph.iri import ENT, PREFIXES
from touchline.graph.reports import report_of, reports_query, select_reports
from touchline.graph.store import KnowledgeGraph
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Reading


@pytest.fixture(scope="module")
def kg(saga: list[Reading]) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph() as graph:
        graph.add_all(saga)
        yield graph


@pytest.fixture(scope="module")
def memory(kg: KnowledgeGraph) -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(data=(serialize(kg.engine, format=RdfFormat.N_QUADS) or b"").decode(), format="nquads")
    return dataset


@pytest.mark.parametrize("about", [None, "Xabi_Alonso"])
@pytest.mark.parametrize("leads", [True, False])
def test_reports_query_gives_the_same_rows_in_rdflib(
    kg: KnowledgeGraph, memory: Dataset, about: str | None, *, leads: bool
) -> None:
    text = reports_query(PREDICATES, about=about is not None, leads=leads)
    bound = {} if about is None else {"who": URIRef(ENT + about)}
    rows = [row for row in memory.query(text, initNs=PREFIXES, initBindings=bound) if isinstance(row, ResultRow)]
    theirs = sorted((str(row["article"]), str(row["quote"]), str(row["day"])) for row in rows)
    node = None if about is None else NamedNode(ENT + about)
    mine = select_reports(kg.engine, PREDICATES, about=node, leads=leads)
    assert theirs == sorted((f"{PREFIXES['art']}{r.article}", r.quote, str(r.day)) for r in mine)
    assert len(mine) >= 10


def test_reports_from_readings_are_those_of_the_store(kg: KnowledgeGraph) -> None:
    made = [report_of(r, s, e) for r in kg.readings() for s in r.statements for e in s.evidence]
    assert sorted(made, key=lambda r: r.order) == select_reports(kg.engine, PREDICATES, leads=False)


def test_reports_are_in_the_order_in_which_they_were_said(kg: KnowledgeGraph) -> None:
    days = [report.day for report in select_reports(kg.engine, ["linked_to"])]
    assert days == ["2024-01-26", "2024-02-15", "2024-02-15", "2024-03-29", "2024-03-29"]


def test_reports_carry_outlet_source_and_sentence(kg: KnowledgeGraph) -> None:
    first = select_reports(kg.engine, ["linked_to"])[0]
    assert (first.subject_name, first.object_name, first.object_class) == ("Xabi Alonso", "Liverpool", "Club")
    assert (first.outlet, first.authors, first.source) == ("The Touchline Post", ("A. Writer",), "")
    assert first.sentence == "The Reds admire Xabi Alonso of Bayer Leverkusen."
    assert first.who == "The Touchline Post"


def test_reports_of_a_value_keep_its_text(kg: KnowledgeGraph) -> None:
    (age,) = select_reports(kg.engine, ["age"])
    assert (age.object, age.object_name, age.object_class) == ("42", "42", "")
