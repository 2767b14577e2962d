"""The store as its users meet it: in a folder, with errors that say what to do, and files with the same bytes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from touchline.graph import folder
from touchline.graph.errors import InputError, OutputError, StoreError
from touchline.graph.jsonl import read_jsonl
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Value
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

ALONSO = Entity("Xabi_Alonso", "Person", "Xabi Alonso", ("Alonso",), qid="Q1")
CLUB = Entity("Liverpool", "Club", "Liverpool")


def reading(name: str, *, status: str = "rumour", title: str = "") -> Reading:
    def said(status: str) -> tuple[Evidence, ...]:
        return (Evidence(name, 0, 4, "link", "A link.", status, {"fee": "£5m"}, "BBC", "2024-02-15"),)  # type: ignore[arg-type]

    linked = Statement(ALONSO, "linked_to", CLUB, said(status))
    return Reading(
        Article(name, "", title, "2024-02-15"),
        (ALONSO, CLUB),
        (linked, Statement(ALONSO, "age", Value("42"), said("fact"))),
    )


def test_store_in_folder_is_there_again(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "s") as kg:
        assert kg.add_all([reading("b"), reading("a")]) == 2
    with KnowledgeGraph.open(tmp_path / "s", read_only=True) as kg:
        assert [article.id for article in kg.articles()] == ["a", "b"]
        assert [len(item.evidence) for item in kg.statements()] == [2, 2]


def test_store_acknowledged_articles_survive_a_kill(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from touchline.graph import *\n"
        "kg = KnowledgeGraph.open(sys.argv[1])\n"
        "kg.add_all(Reading(Article(f'a{n}', '')) for n in range(20))\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "s")], check=False).returncode == -9
    with KnowledgeGraph.open(tmp_path / "s") as kg:
        assert len(kg) == 20


def test_store_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path), pytest.raises(StoreError, match="another program is writing"):
        KnowledgeGraph.open(tmp_path)


def test_store_damaged_is_told_to_be_built_again(tmp_path: Path) -> None:
    KnowledgeGraph.open(tmp_path).close()
    (tmp_path / "CURRENT").write_text("garbage", encoding="utf-8")
    with pytest.raises(StoreError, match=r"damaged.*build it again"):
        KnowledgeGraph.open(tmp_path)


def test_store_of_newer_format_is_refused(tmp_path: Path) -> None:
    KnowledgeGraph.open(tmp_path).close()
    (tmp_path / "touchline-store.json").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(StoreError, match="format 99"):
        KnowledgeGraph.open(tmp_path)


def test_store_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StoreError, match="holds other files"):
        KnowledgeGraph.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(("place", "message"), [("nothing", "no store is there"), ("file", "a file is in the way")])
def test_store_that_is_none_cannot_be_read(tmp_path: Path, place: str, message: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        KnowledgeGraph.open(tmp_path / place, read_only=True)


def test_store_read_only_folder_gives_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise OSError(f"IO error: While mkdir: {path}: Permission denied")

    monkeypatch.setattr(folder, "Store", refuse)
    with pytest.raises(StoreError, match="cannot be written; change its permissions"):
        KnowledgeGraph.open(tmp_path / "s")


def test_store_opened_for_reading_refuses_to_write(tmp_path: Path) -> None:
    KnowledgeGraph.open(tmp_path).close()
    with KnowledgeGraph.open(tmp_path, read_only=True) as kg, pytest.raises(StoreError, match="for reading only"):
        kg.add(reading("a"))


def test_store_closed_says_so() -> None:
    kg = KnowledgeGraph()
    kg.close()
    kg.close()
    with pytest.raises(StoreError, match="closed"):
        len(kg)


def test_store_keeps_all_of_an_article_or_nothing() -> None:
    with KnowledgeGraph() as kg:
        kg.add(reading("a", title="old"))
        broken = Reading(
            Article("a", ""), statements=(Statement(ALONSO, "likes", CLUB, reading("a").statements[0].evidence),)
        )
        with pytest.raises(InputError, match="no predicate 'likes'"):
            kg.add(broken)
        assert kg.reading("a").article.title == "old"


def test_store_dataset_answers_over_the_union() -> None:
    with KnowledgeGraph() as kg:
        kg.add_all([reading("a"), reading("b")])
        rows = list(
            kg.dataset.query("SELECT ?o { ?s tl:linked_to ?o }", initNs={"tl": "https://touchline.example/ontology#"})
        )
        assert [str(row[0]) for row in rows] == ["https://touchline.example/entity/Liverpool"]  # type: ignore[index]


@pytest.mark.parametrize("suffix", ["nq", "nt", "ttl", "trig", "jsonl"])
def test_save_gives_the_same_bytes_in_any_order(tmp_path: Path, suffix: str) -> None:
    written = []
    for number, order in enumerate((["a", "b", "c"], ["c", "a", "b"])):
        with KnowledgeGraph() as kg:
            kg.add_all(map(reading, order))
            kg.save(tmp_path / f"{number}.{suffix}")
        written.append((tmp_path / f"{number}.{suffix}").read_bytes())
    assert written[0] == written[1]
    assert b"Xabi Alonso" in written[0]


def test_save_turtle_is_readable_by_rdflib_and_equals_the_union(tmp_path: Path) -> None:
    with KnowledgeGraph() as kg:
        kg.add_all([reading("a"), reading("b", title='quote " and \\ and\nline')])
        kg.save(tmp_path / "g.ttl")
        kg.save(tmp_path / "g.nt")
        kg.save(tmp_path / "g.nq")
    assert len(Graph().parse(tmp_path / "g.ttl")) == len(Graph().parse(tmp_path / "g.nt"))
    quads = list(parse(path=str(tmp_path / "g.nq"), format=RdfFormat.N_QUADS))
    assert {quad.graph_name.value for quad in quads} == {f"https://touchline.example/article/{name}" for name in "ab"}


def test_save_jsonl_builds_the_same_store_again(tmp_path: Path) -> None:
    with KnowledgeGraph() as one, KnowledgeGraph() as two:
        one.add_all([reading("a"), reading("b", status="denied")])
        one.save(tmp_path / "c.jsonl")
        two.add_all(read_jsonl(tmp_path / "c.jsonl"))
        assert set(map(str, one.engine)) == set(map(str, two.engine))


@pytest.mark.parametrize("name", ["g.pdf", "no/such/folder/g.nq"])
def test_save_that_cannot_be_written_says_so(tmp_path: Path, name: str) -> None:
    with KnowledgeGraph() as kg, pytest.raises(OutputError, match=r"g\.(pdf|nq)"):
        kg.save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
