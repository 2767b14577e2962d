"""Properties of readings on their way through JSON Lines, RDF and the store (DESIGN 3, rules 1, 2, 3, 6 and 7)."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple, parse

from touchline.graph import rdf
from touchline.graph.claim_files import read_claims
from touchline.graph.flat import csv_bytes, evidence_rows
from touchline.graph.jsonl import from_line, to_line
from touchline.graph.merge import canonical, merge_readings
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Status, Value
from touchline.graph.neo4j import neo4j_files
from touchline.graph.network_files import flat_network, gexf_bytes, graphml_bytes
from touchline.graph.rdf12 import from_triple_terms, to_triple_terms
from touchline.graph.store import KnowledgeGraph
from touchline.graph.vocab import CLASSES, PREDICATES, QUALIFIERS

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
DAY = st.none() | st.dates().map(str)
OFFSET = st.integers(0, 10_000)
ENTITY = st.builds(
    Entity,
    id=st.sampled_from(["Xabi_Alonso", "x-Ærø", "a/b#c", "Q d", "é%20"]) | NAME,
    type=st.sampled_from(sorted(CLASSES)),
    name=TEXT,
    aliases=st.lists(TEXT, max_size=3).map(tuple),
    qid=st.none() | st.integers(1, 10**9).map("Q{}".format),
    candidates=st.lists(NAME, max_size=2).map(tuple),
)


QUALIFIED = st.dictionaries(st.sampled_from(sorted(QUALIFIERS)), TEXT, max_size=3)


def evidence(article: str) -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence, article=st.just(article), start=OFFSET, end=OFFSET, quote=TEXT, sentence=TEXT,
        status=st.sampled_from(get_args(Status)), qualifiers=QUALIFIED, normalised=QUALIFIED,
        source=TEXT, published=DAY, confidence=st.floats(0, 1), extractor=TEXT,
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn, article: str | None = None) -> Reading:
    name = article or draw(NAME)
    entities = draw(st.lists(ENTITY, min_size=1, max_size=4))
    statement = st.builds(
        Statement, subject=st.sampled_from(entities), predicate=st.sampled_from(sorted(PREDICATES)),
        object=st.sampled_from(entities) | TEXT.map(Value) | st.integers(0, 99).map(lambda n: Value(str(n))),
        evidence=st.lists(evidence(name), min_size=1, max_size=3).map(tuple),
    )  # fmt: skip
    spans = st.lists(st.tuples(OFFSET, OFFSET), max_size=3).map(tuple)
    return Reading(
        Article(name, "", draw(TEXT), draw(DAY), draw(TEXT), draw(st.sampled_from(["", "https://n.example/a b", "ftp://x"])),
                draw(st.lists(TEXT, max_size=2).map(tuple))),
        tuple(entities), tuple(draw(st.lists(statement, max_size=4))),
        {entity.id: draw(spans) for entity in entities}, draw(st.lists(TEXT, max_size=2).map(tuple)),
    )  # fmt: skip


def content(kg: KnowledgeGraph) -> set[str]:
    return set(map(str, kg.engine))


@given(readings())
def test_jsonl_line_gives_reading_back(reading: Reading) -> None:
    line = to_line(reading)
    assert from_line(line) == canonical(reading)
    assert to_line(from_line(line.encode())) == line


@given(readings())
def test_merge_canonical_is_idempotent(reading: Reading) -> None:
    assert canonical(canonical(reading)) == canonical(reading)


@given(readings())
def test_rdf_quads_give_reading_back(reading: Reading) -> None:
    assert rdf.reading(rdf.quads(reading)) == canonical(reading)


@settings(max_examples=50)
@given(readings())
def test_store_gives_reading_back(reading: Reading) -> None:
    with KnowledgeGraph() as kg:
        kg.add(reading)
        assert kg.reading(reading.article.id) == canonical(reading)


@settings(max_examples=50)
@given(readings("a"), readings("b"))
def test_store_adding_twice_changes_nothing(first: Reading, second: Reading) -> None:
    with KnowledgeGraph() as kg:
        assert kg.add_all([first, second]) == 2
        before = content(kg)
        assert kg.add_all([second, first, first]) == 0
        assert content(kg) == before


@settings(max_examples=50)
@given(st.lists(readings("a"), min_size=1, max_size=1), readings("b"), readings("c"))
def test_store_removing_leaves_store_that_never_saw_it(kept: list[Reading], gone: Reading, other: Reading) -> None:
    with KnowledgeGraph() as one, KnowledgeGraph() as two:
        one.add_all([*kept, other])
        two.add_all([gone, *kept, other])
        assert two.remove("b")
        assert content(two) == content(one)
        assert len(two) == len(one) == 2


@settings(max_examples=50)
@given(readings("a"), readings("a"), readings("b"))
def test_store_replacing_leaves_store_that_saw_only_the_new(old: Reading, new: Reading, other: Reading) -> None:
    with KnowledgeGraph() as one, KnowledgeGraph() as two:
        one.add_all([other, new])
        two.add_all([old, other, new])
        assert content(two) == content(one)


@settings(max_examples=50)
@given(readings("a"), readings("b"))
def test_store_default_graph_is_union_of_articles(first: Reading, second: Reading) -> None:
    with KnowledgeGraph() as kg:
        kg.add_all([first, second])
        union = {quad.triple for quad in kg.engine if quad.graph_name == DefaultGraph()}
        assert union == {quad.triple for quad in kg.engine if quad.graph_name != DefaultGraph()}


@given(readings())
def test_rdf_plain_triple_stands_only_where_it_misleads_nobody(reading: Reading) -> None:
    reading = canonical(reading)
    names = {rdf.tl(name) for name in PREDICATES}
    plain = {(quad.subject, quad.predicate, quad.object) for quad in rdf.quads(reading) if quad.predicate in names
             and not str(quad.subject).startswith("<https://touchline.example/evidence/")}  # fmt: skip
    tentative = {"linked_to", "in_talks_with", "bid_for", "contends_for"}
    wanted = [s for s in reading.statements
              if s.status == "fact" or (s.predicate in tentative and s.status != "denied")]  # fmt: skip
    assert len(plain) == len(wanted)


@given(readings())
def test_rdf_uses_no_blank_node_and_literals_for_values(reading: Reading) -> None:
    for quad in rdf.quads(reading):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
    claims = [quad for quad in rdf.quads(reading) if str(quad.predicate).endswith("#object>")]
    values = [s for s in canonical(reading).statements if isinstance(s.object, Value)]
    assert sum(isinstance(quad.object, Literal) for quad in claims) == len(values)


@given(readings("a"), readings("b"))
def test_merge_readings_unites_evidence_of_one_statement(first: Reading, second: Reading) -> None:
    first, second = canonical(first), canonical(second)
    merged = merge_readings([first, second, first])
    places = {(s.key, e.article) for r in (first, second) for s in r.statements for e in s.evidence}
    assert {(s.key, e.article) for s in merged for e in s.evidence} == places
    assert len({s.key for s in merged}) == len(merged)
    assert merge_readings([second, first]) == merged


def test_merge_readings_keeps_published_order_and_aliases() -> None:
    def reading(name: str, day: str | None, alias: str) -> Reading:
        alonso = Entity("Xabi_Alonso", "Person", "Xabi Alonso", (alias,))
        said = Evidence(name, 0, 5, "at 42", "at 42", "fact", published=day)
        return Reading(Article(name, "", published=day), (alonso,), (Statement(alonso, "age", Value("42"), (said,)),))

    statement, = merge_readings([reading("a", None, "Xabi"), reading("c", "2024-01-02", "Alonso"),
                                 reading("b", "2024-01-03", "Alonso")])  # fmt: skip
    assert [item.article for item in statement.evidence] == ["c", "b", "a"]
    assert statement.subject.aliases == ("Alonso", "Xabi")
    assert replace(statement, evidence=()).key == statement.key


def _written(kg: KnowledgeGraph, suffix: str, folder: Path) -> Path:
    kg.save(folder / f"graph{suffix}")
    return folder / f"graph{suffix}"


@pytest.mark.parametrize("suffix", [".jsonl", ".nq", ".trig", ".jsonld", ".rdf12.nq", ".rdf12.trig"])
@settings(max_examples=15, deadline=None)
@given(first=readings("a"), second=readings("b"))
def test_export_gives_store_back(suffix: str, first: Reading, second: Reading) -> None:
    with KnowledgeGraph() as one, KnowledgeGraph() as two, TemporaryDirectory() as folder:
        one.add_all([first, second])
        two.add_all(read_claims(_written(one, suffix, Path(folder))))
        assert content(two) == content(one)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".rdf12.ttl"])
@settings(max_examples=15, deadline=None)
@given(reading=readings("a"))
def test_export_of_one_article_gives_it_back_without_graphs(suffix: str, reading: Reading) -> None:
    with KnowledgeGraph() as kg, TemporaryDirectory() as folder:
        kg.add(reading)
        assert list(read_claims(_written(kg, suffix, Path(folder)))) == [canonical(reading)]


@settings(max_examples=15, deadline=None)
@given(readings("a"), readings("b"))
def test_export_turtle_holds_the_union(first: Reading, second: Reading) -> None:
    with KnowledgeGraph() as kg, TemporaryDirectory() as folder:
        kg.add_all([first, second])
        parsed = {quad.triple for quad in parse(path=str(_written(kg, ".ttl", Path(folder))))}
        assert parsed == {quad.triple for quad in kg.engine if quad.graph_name == DefaultGraph()}


@given(readings())
def test_rdf12_triple_terms_lose_nothing(reading: Reading) -> None:
    quads = set(rdf.quads(reading))
    terms = to_triple_terms(quads)
    assert set(from_triple_terms(terms)) == quads
    assert sum(isinstance(quad.object, Triple) for quad in terms) == len(canonical(reading).statements)


@pytest.mark.parametrize(("make", "read"), [(graphml_bytes, nx.read_graphml), (gexf_bytes, nx.read_gexf)])
@settings(max_examples=8, deadline=None)
@given(first=readings("a"), second=readings("b"))
def test_export_network_file_gives_nodes_and_edges_back(make: Any, read: Any, first: Reading, second: Reading) -> None:
    with KnowledgeGraph() as kg:
        kg.add_all([first, second])
        wanted, text = flat_network(kg), make(kg)
        found = read(BytesIO(text))
        assert make(kg) == text
    assert list(found.nodes(data=True)) == list(wanted.nodes(data=True))
    edges = {data["claim"]: (s, o, {k: v for k, v in data.items() if k != "id"})
             for s, o, data in found.edges(data=True)}  # fmt: skip
    assert edges == {key: (s, o, data) for s, o, key, data in wanted.edges(keys=True, data=True)}


@settings(max_examples=15, deadline=None)
@given(readings("a"), readings("b"))
def test_export_flat_table_gives_every_evidence_back(first: Reading, second: Reading) -> None:
    with KnowledgeGraph() as kg:
        kg.add_all([first, second])
        rows = list(csv.DictReader(StringIO(csv_bytes(kg).decode(), newline="")))
        wanted = [{k: str(v).lower() if k == "lead" else str(v) for k, v in row.items()} for row in evidence_rows(kg)]
    assert rows == wanted
    assert len(rows) == sum(len(s.evidence) for r in (first, second) for s in canonical(r).statements)


@settings(max_examples=15, deadline=None)
@given(readings("a"), readings("b"))
def test_export_neo4j_relationships_join_nodes_that_are_there(first: Reading, second: Reading) -> None:
    with KnowledgeGraph() as kg:
        kg.add_all([first, second])
        files = {name: list(csv.reader(StringIO(text.decode(), newline=""))) for name, text in neo4j_files(kg).items()
                 if name.endswith(".csv")}  # fmt: skip
    nodes = {head[0].partition(":ID")[2]: {row[0] for row in rows}
             for head, *rows in files.values() if ":ID(" in head[0]}  # fmt: skip
    ends = [(column.partition("_ID")[2], row[at]) for head, *rows in files.values() if ":START_ID" in head[0]
            for row in rows for at, column in enumerate(head) if "_ID(" in column]  # fmt: skip
    assert [end for space, end in ends if end not in nodes[space]] == []
    assert len(files["evidence.csv"]) == len(files["evidence-in.csv"]) == len(files["evidence-subject.csv"])
