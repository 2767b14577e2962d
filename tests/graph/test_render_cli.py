"""`touchline render`, over a store in a folder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from touchline.graph.errors import InputError, OutputError, StoreError
from touchline.graph.render_cli import render
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from touchline.graph.model import Reading


@pytest.fixture
def store(saga: list[Reading], tmp_path: Path) -> Path:
    with KnowledgeGraph.open(tmp_path / "store") as kg:
        kg.add_all(saga)
    return tmp_path / "store"


def run(*args: object) -> Result:
    return CliRunner().invoke(render, [str(arg) for arg in args])


def data_of(path: Path) -> dict[str, Any]:
    found = re.findall(r'id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    data: dict[str, Any] = json.loads(found[0])
    return data


def test_render_writes_the_page_and_says_where(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "out" / "page.html"
    result = run("--store", store, "-o", page)
    assert result.exit_code == 0, result.output
    assert f"The page is {page}" in result.output
    assert page.as_uri() in result.output
    assert {node["entity"] for node in data_of(page)["nodes"]} >= {"Xabi_Alonso", "Liverpool"}


def test_render_writes_graph_html_by_default(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--store", store).exit_code == 0
    assert data_of(tmp_path / "graph.html")["page"]["title"] == "Football news as a graph"


def test_render_twice_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.html", tmp_path / "2.html"
    run("--store", store, "-o", one)
    run("--store", store, "-o", two)
    assert one.read_bytes() == two.read_bytes()


def test_render_around_an_entity_keeps_its_neighbourhood(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = run("--store", store, "-o", page, "--around", "anfield", "--depth", 2)
    assert result.exit_code == 0, result.output
    data = data_of(page)
    entities = {node["entity"] for node in data["nodes"]}
    assert "Xabi_Alonso" in entities
    assert "Bundesliga" not in entities
    assert data["page"]["title"] == "Anfield in football news"


def test_render_options_reach_the_page(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run("--store", store, "-o", page, "--title", "My <title>", "--max-entities", 3, "--min-confidence", 0.5)
    data = data_of(page)
    assert data["page"]["title"] == "My <title>"
    assert len(data["nodes"]) == 3
    assert run("--store", store, "-o", page, "--min-confidence", 0.99).exit_code == 0
    assert data_of(page)["page"]["claims"] == []


def test_render_unknown_entity_is_an_input_error(store: Path, tmp_path: Path) -> None:
    result = run("--store", store, "-o", tmp_path / "p.html", "--around", "Nobody")
    assert isinstance(result.exception, InputError)
    assert "No entity is called 'Nobody'" in str(result.exception)


def test_render_without_a_store_is_a_store_error(tmp_path: Path) -> None:
    result = run("--store", tmp_path / "nowhere", "-o", tmp_path / "p.html")
    assert isinstance(result.exception, StoreError)
    assert "nowhere" in str(result.exception)
    assert not (tmp_path / "nowhere").exists()


def test_render_output_that_cannot_be_written_is_an_output_error(store: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    blocked = run("--store", store, "-o", tmp_path / "file" / "page.html")
    assert isinstance(blocked.exception, OutputError)
    folder = run("--store", store, "-o", tmp_path)
    assert isinstance(folder.exception, OutputError)
    assert "it is a folder" in str(folder.exception)


def test_render_depth_without_around_is_a_usage_error(store: Path) -> None:
    result = run("--store", store, "--depth", 2)
    assert result.exit_code == 2
    assert "--around ENTITY" in result.output


def test_render_help_has_examples() -> None:
    result = run("--help")
    assert result.output.count("touchline render --store") == 4
    assert all(option in result.output for option in ("--around", "--depth", "--min-confidence", "--max-entities"))
