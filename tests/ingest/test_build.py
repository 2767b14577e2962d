from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from touchline.graph.errors import OutputError
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement
from touchline.graph.store import KnowledgeGraph
from touchline.ingest.build import InterruptedBuildError, Stored, build_graph, store_readings
from touchline.ingest.output import OUTPUTS, OutputFolder, is_output
from touchline.ingest.report import SourceReport
from touchline.ingest.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def reading(number: int, club: str = "Rovers") -> Reading:
    """Article `a<number>`: Jo Bloggs manages a club."""
    text = f"Jo Bloggs manages {club}."
    article = Article(f"a{number}", text, published="2025-07-03")
    who, where = Entity("x-Jo_Bloggs", "Person", "Jo Bloggs"), Entity(f"x-{club}", "Club", club)
    evidence = Evidence(article.id, 0, len(text) - 1, text[:-1], text, "fact", published=article.published)
    return Reading(article, (who, where), (Statement(who, "manages", where, (evidence,)),), {who.id: ((0, 9),)})


def inconsistent(number: int) -> Reading:
    good = reading(number)
    statement = Statement(
        good.statements[0].subject, "no_such_predicate", good.statements[0].object, good.statements[0].evidence
    )
    return Reading(good.article, good.entities, (statement,), good.mentions)


def build(out: Path, *readings: Reading, report: SourceReport | None = None, force: bool = False) -> Summary:
    return build_graph(readings, OutputFolder(out, force=force), report or SourceReport())


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def stored(folder: Path) -> list[str]:
    with KnowledgeGraph.open(folder, read_only=True) as graph:
        return [article.id for article in graph.articles()]


def test_build_writes_its_four_outputs_and_nothing_else(tmp_path: Path) -> None:
    summary = build(tmp_path / "out", reading(1), reading(2))
    assert listing(tmp_path / "out") == sorted(OUTPUTS)
    assert stored(tmp_path / "out" / "store") == ["a1", "a2"]
    assert (summary.articles, len(summary.entities), summary.claims.total()) == (2, 2, 2)


def test_build_claims_are_in_the_order_read(tmp_path: Path) -> None:
    build(tmp_path, *(reading(number) for number in (30, 4, 100, *range(40, 60))))
    lines = (tmp_path / "claims.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines][:3] == ["a30", "a4", "a100"]
    assert len(lines) == 23


def test_build_same_input_gives_same_bytes_wherever_it_is(tmp_path: Path) -> None:
    for name in ("one", "two/deeper"):
        build(tmp_path / name, reading(1), reading(2, "City"))
    for name in ("claims.jsonl", "graph.ttl", "graph.html"):
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two/deeper"))
        assert one == two
        assert str(tmp_path).encode() not in one
        assert not re.search(rb"\b\d\d:\d\d:\d\d\b", one) or name == "graph.html"


def test_build_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    build(tmp_path / "one", *(reading(number, ("Rovers", "City")[number % 2]) for number in range(9)))
    code = (
        "import sys, pathlib as p; from touchline.graph.jsonl import read_jsonl;"
        "from touchline.ingest import build as b;"
        "from touchline.ingest.output import OutputFolder as O; from touchline.ingest.report import SourceReport as R;"
        "b.build_graph(read_jsonl(sys.argv[1]), O(p.Path(sys.argv[2])), R())"
    )
    for seed in ("1", "2"):
        arguments = [sys.executable, "-c", code, str(tmp_path / "one" / "claims.jsonl"), str(tmp_path / seed)]
        subprocess.run(arguments, check=True, env={"PYTHONHASHSEED": seed})
        for name in ("claims.jsonl", "graph.ttl", "graph.html"):
            assert (tmp_path / seed / name).read_bytes() == (tmp_path / "one" / name).read_bytes(), name


def test_build_again_holds_only_the_new_input_and_keeps_the_old(tmp_path: Path) -> None:
    build(tmp_path, reading(1))
    build(tmp_path, reading(2))
    assert listing(tmp_path) == sorted([*OUTPUTS, "previous"])
    assert stored(tmp_path / "store") == ["a2"]
    assert stored(tmp_path / "previous" / "store") == ["a1"]


def test_build_third_time_keeps_one_previous(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        build(tmp_path, reading(number))
    assert stored(tmp_path / "previous" / "store") == ["a2"]
    assert listing(tmp_path / "previous") == sorted(OUTPUTS)


def test_build_refuses_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="--force"):
        build(tmp_path, reading(1))
    assert listing(tmp_path) == ["thesis.txt"]


def test_build_by_force_leaves_other_files_and_loses_none(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    (tmp_path / "graph.html").write_text("mine, too")
    build(tmp_path, reading(1), force=True)
    assert (tmp_path / "thesis.txt").read_text() == "mine"
    assert (tmp_path / "previous" / "graph.html").read_text() == "mine, too"


def test_build_into_a_file_or_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="a file is in the way"):
        OutputFolder(tmp_path / "file")
    with pytest.raises(OutputError, match="cannot be written"):
        OutputFolder(tmp_path / "file" / "below")


def test_build_into_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(OutputError, match="change its permissions, or choose another folder"):
        OutputFolder(tmp_path)


def test_build_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, reading(1))
    before = (tmp_path / "graph.html").read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr("touchline.graph.page.to_html", fail)
    with pytest.raises(OutputError):
        build(tmp_path, reading(2))
    assert listing(tmp_path) == sorted(OUTPUTS)
    assert (tmp_path / "graph.html").read_bytes() == before
    assert stored(tmp_path / "store") == ["a1"]


def test_build_without_any_reading_leaves_what_was_there(tmp_path: Path) -> None:
    build(tmp_path / "out", reading(1))
    assert build(tmp_path / "out").articles == 0
    assert build(tmp_path / "new").articles == 0
    assert listing(tmp_path / "out") == sorted(OUTPUTS)
    assert not (tmp_path / "new").exists()


def test_build_interrupted_keeps_the_old_output_and_what_was_stored(tmp_path: Path) -> None:
    build(tmp_path, reading(1))

    def stop_after(count: int) -> Iterator[Reading]:
        yield from map(reading, range(10, 10 + count))
        raise KeyboardInterrupt

    with pytest.raises(InterruptedBuildError) as stop:
        build_graph(stop_after(20), OutputFolder(tmp_path), SourceReport())
    assert stop.value.kept == tmp_path / "interrupted"
    assert stop.value.articles == len(stored(tmp_path / "interrupted" / "store")) == 16
    assert stored(tmp_path / "store") == ["a1"]
    assert listing(tmp_path) == sorted([*OUTPUTS, "interrupted"])


def test_build_clears_away_the_draft_of_a_build_that_died(tmp_path: Path) -> None:
    dead = tmp_path / ".touchline-draft-dead" / "store"
    KnowledgeGraph.open(dead).close()
    build(tmp_path, reading(1))
    assert listing(tmp_path) == sorted(OUTPUTS)


def test_build_leaves_the_draft_of_a_build_that_runs(tmp_path: Path) -> None:
    running = tmp_path / ".touchline-draft-running" / "store"
    with KnowledgeGraph.open(running):
        build(tmp_path, reading(1))
        assert running.is_dir()


@pytest.mark.parametrize(("age", "kept"), [(0, True), (7200, False)])
def test_build_leaves_a_draft_that_has_just_been_made(tmp_path: Path, age: int, kept: bool) -> None:
    (tmp_path / ".touchline-draft-new").mkdir()
    then = time.time() - age
    os.utime(tmp_path / ".touchline-draft-new", (then, then))
    build(tmp_path, reading(1))
    assert (tmp_path / ".touchline-draft-new").is_dir() == kept


def test_build_leaves_out_one_reading_that_cannot_be_stored(tmp_path: Path) -> None:
    report = SourceReport(articles=3)
    build(tmp_path, reading(1), inconsistent(2), reading(3), report=report)
    assert stored(tmp_path / "store") == ["a1", "a3"]
    assert (tmp_path / "claims.jsonl").read_text().count("\n") == 2
    assert [skip.path for skip in report.skips] == ["a2"]
    assert report.exit_code == 1


def test_build_reports_warnings_and_articles_that_were_not_read(tmp_path: Path) -> None:
    report = SourceReport(articles=2)
    odd = Reading(Article("a1", "x"), warnings=("odd quotes",))
    lost = Reading(Article("a2", "x"), warnings=("not read: ValueError: boom",))
    assert build(tmp_path, odd, lost, report=report).articles == 1
    assert [str(caution) for caution in report.cautions] == ["a1: odd quotes"]
    assert [str(skip) for skip in report.skips] == ["a2: not read: ValueError: boom"]


def test_build_store_readings_tells_new_from_changed(tmp_path: Path) -> None:
    count, report = Stored(), SourceReport()
    with KnowledgeGraph.open(tmp_path / "store") as graph:
        store_readings(graph, [reading(1), reading(2)], Stored(), report)
        store_readings(graph, [reading(1), reading(2, "City"), reading(3)], count, report)
    assert (count.new, count.changed, count.unchanged) == (["a3"], ["a2"], ["a1"])
    assert stored(tmp_path / "store") == ["a1", "a2", "a3"]


def test_build_knows_its_own_output(tmp_path: Path) -> None:
    build(tmp_path / "out", reading(1))
    assert is_output(tmp_path / "out")
    assert is_output(tmp_path / "out" / "store")
    assert not is_output(tmp_path)


def test_build_summary_counts_each_entity_once() -> None:
    summary = Summary()
    for one in (reading(1), reading(2), reading(3, "City")):
        summary.add(one)
    assert summary.entities_by_type() == [("Club", 2), ("Person", 1)]
    assert [(name, total, status["fact"]) for name, total, status in summary.claims_by_predicate()] == [
        ("manages", 3, 3)
    ]
