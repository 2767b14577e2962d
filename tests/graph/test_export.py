"""Files of the whole store: suffixes, folders, what can be read back, filling an empty store at once."""

from __future__ import annotations

import csv
import importlib.util
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store, parse

from touchline.graph import flat
from touchline.graph.bulk import bulk_load
from touchline.graph.claim_files import read_claims
from touchline.graph.errors import InputError, OutputError, StoreError
from touchline.graph.export import FORMATS
from touchline.graph.iri import PREFIXES
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.graph.model import Reading


@pytest.fixture
def kg(saga: list[Reading]) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph() as graph:
        graph.add_all(saga)
        yield graph


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {".parquet"}))
def test_export_same_graph_gives_same_bytes(kg: KnowledgeGraph, saga: list[Reading], suffix: str) -> None:
    with KnowledgeGraph() as other:
        other.add_all(reversed(saga))
        assert FORMATS[suffix](other) == FORMATS[suffix](kg) != b""


def test_export_knows_the_longer_suffix_first(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "g.rdf12.trig")
    kg.save(tmp_path / "g.trig")
    assert b"rdf:reifies <<( ent:Arne_Slot" in (tmp_path / "g.rdf12.trig").read_bytes().replace(b"\t", b" ")
    assert b"<<(" not in (tmp_path / "g.trig").read_bytes()
    with pytest.raises(OutputError, match=r"the suffix must be one of .*\.gexf, \.neo4j"):
        kg.save(tmp_path / "g.docx")


def test_export_neo4j_folder_has_headers_and_the_command(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "g.neo4j")
    command = (tmp_path / "g.neo4j" / "import.txt").read_text("utf-8")
    tables = {path.name for path in (tmp_path / "g.neo4j").glob("*.csv")}
    assert tables == {word.partition("=")[2] for word in command.split() if word.endswith(".csv")}
    with (tmp_path / "g.neo4j" / "claims.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {"Xabi_Alonso", "Arne_Slot"} <= {row[":START_ID(entity)"] for row in rows}
    assert {"MANAGES", "LINKED_TO"} <= {row[":TYPE"] for row in rows}


def test_export_neo4j_folder_that_cannot_be_made(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "g.neo4j").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be made"):
        kg.save(tmp_path / "g.neo4j")


def test_export_parquet_without_its_package_says_what_to_install(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(flat, "import_module", missing)
    with pytest.raises(OutputError, match="needs the package pyarrow"):
        flat.parquet_bytes(kg)


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="pyarrow is not installed")
def test_export_parquet_gives_the_flat_table_back(kg: KnowledgeGraph) -> None:
    from importlib import import_module  # noqa: PLC0415

    table = import_module("pyarrow.parquet").read_table(BytesIO(flat.parquet_bytes(kg)))
    assert table.to_pylist() == list(flat.evidence_rows(kg))


def test_read_claims_refuses_the_union_of_several_articles(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "g.ttl")
    with pytest.raises(InputError, match=r"describes 4\. Of files with the union"):
        list(read_claims(tmp_path / "g.ttl"))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("g.trig", "<a:b> <a:b>", r"g\.trig: malformed"),
        ("g.nq", "_:x <a:b> <a:c> <a:g> .", "has a blank node"),
        ("g.nq", "<a:b> <a:b> <a:c> <a:g> .", "describes 0"),
        ("g.jsonld", "{", r"g\.jsonld: malformed"),
    ],
)
def test_read_claims_tells_what_is_wrong(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_claims(tmp_path / name))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_claims(tmp_path / f"missing-{name}"))


def test_bulk_load_gives_the_store_that_adding_gives(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "g.nq")
    with KnowledgeGraph.open(tmp_path / "store") as other:
        assert bulk_load(other, tmp_path / "g.nq") == 4
        assert set(other.engine) == set(kg.engine)
        with pytest.raises(StoreError, match="not empty"):
            bulk_load(other, tmp_path / "g.nq")


@pytest.mark.parametrize("text", ["<a:b> <a:b> <a:c> <a:g> .", "<a:b> <a:b> <a:c> .", "<a:b> <a:b"])
def test_bulk_load_of_a_strange_file_leaves_the_store_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "g.nq").write_text(text, encoding="utf-8")
    with KnowledgeGraph() as kg:
        with pytest.raises(InputError, match=r"g\.nq"):
            bulk_load(kg, tmp_path / "g.nq")
        assert len(kg.engine) == 0


def test_export_triple_terms_are_answered_by_sparql_of_rdf12(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "g.rdf12.ttl")
    store = Store()
    store.extend(parse(path=str(tmp_path / "g.rdf12.ttl")))
    text = "ASK { ?c rdf:reifies <<( ent:Xabi_Alonso tl:linked_to ent:Liverpool )>> ; tl:evidence ?e }"
    assert store.query(text, prefixes=PREFIXES)
