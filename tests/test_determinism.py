"""The same articles give the same bytes: in one process, in several, alone or among others, in any place."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from touchline.graph.jsonl import to_line
from touchline.graph.store import KnowledgeGraph
from touchline.ingest import extract, sample_articles
from touchline.ingest.sample_files import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.graph.model import Reading

#: One of each format, and the longest; enough to meet every extractor.
SAMPLES = (
    "2024-02-12-alonso-liverpool-race.txt",
    "2024-04-15-leverkusen-champions.html",
    "2025-02-25-treatment-room.txt",
    "2025-08-25-eze-arsenal.html",
    "tuchel-first-england-squad.txt",
    "wire-a.jsonl",
)
BUILD = """
import sys
from touchline.graph.cli import cli
from touchline.graph.store import KnowledgeGraph
folder, out = sys.argv[1:]
try:
    cli.main(["build", folder, "--out", out, "--quiet"])
except SystemExit as stop:
    assert stop.code == 0, stop.code
with KnowledgeGraph.open(out + "/store", read_only=True) as graph:
    graph.save(out + "/graph.nq")
"""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with copies of a few sample files."""
    folder = tmp_path_factory.mktemp("news")
    with sample_folder() as samples:
        for name in SAMPLES:
            (folder / name).write_bytes((samples / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def outputs(news: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The output of two processes with different hash seeds, each into another folder."""
    folders = [tmp_path_factory.mktemp("one") / "out", tmp_path_factory.mktemp("two") / "deeper" / "out"]
    for seed, out in enumerate(folders):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed), "OMP_NUM_THREADS": "1"}
        done = subprocess.run([sys.executable, "-c", BUILD, str(news), str(out)], env=environment, check=False)
        assert done.returncode == 0
    return folders


def readings() -> Iterator[Reading]:
    wanted = {article for article in SAMPLES if not article.endswith(".jsonl")}
    return extract(article for article in sample_articles() if article.id in wanted)


def lines(found: list[Reading]) -> list[str]:
    return [to_line(reading) for reading in found]


def nquads(found: list[Reading], folder: Path) -> bytes:
    with KnowledgeGraph() as graph:
        graph.add_all(found)
        graph.save(folder / "graph.nq")
    return (folder / "graph.nq").read_bytes()


@pytest.mark.parametrize("name", ["claims.jsonl", "graph.nq", "graph.ttl", "graph.html"])
def test_determinism_two_processes_write_the_same_bytes(outputs: list[Path], name: str) -> None:
    one, two = ((folder / name).read_bytes() for folder in outputs)
    assert len(one) > 10_000
    assert one == two


def test_determinism_nquads_come_sorted(outputs: list[Path]) -> None:
    rows = (outputs[0] / "graph.nq").read_text("utf-8").splitlines()
    assert len(rows) > 1_000
    assert rows == sorted(rows)


def test_determinism_outputs_name_no_place_of_this_machine(outputs: list[Path], news: Path) -> None:
    for name in ("claims.jsonl", "graph.nq", "graph.ttl", "graph.html"):
        written = (outputs[0] / name).read_bytes()
        assert not [place for place in (news, outputs[0]) if str(place).encode() in written]


def test_determinism_one_process_twice_gives_the_same(tmp_path: Path) -> None:
    first, second = list(readings()), list(readings())
    assert len(first) == len(SAMPLES) - 1
    assert sum(len(reading.statements) for reading in first) > 50
    assert lines(first) == lines(second)
    assert nquads(first, tmp_path) == nquads(second, tmp_path)


def test_determinism_order_of_reading_does_not_reach_the_store(tmp_path: Path) -> None:
    found = list(readings())
    assert nquads(found, tmp_path) == nquads(found[::-1], tmp_path)


def test_determinism_an_article_reads_the_same_alone_as_among_others() -> None:
    together = list(readings())
    alone = [next(extract(article)) for article in (reading.article for reading in together)]
    assert lines(alone) == lines(together)


def test_determinism_of_names_and_claims_follows_the_article_alone() -> None:
    """What was read before leaves no trace: the same article first, then last."""
    articles = [reading.article for reading in readings()]
    forward = {reading.article.id: to_line(reading) for reading in extract(articles)}
    backward = {reading.article.id: to_line(reading) for reading in extract(articles[::-1])}
    assert forward == backward
