"""The command line as a user meets it: answers, messages on one line, exit codes, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from touchline.graph import cli as module
from touchline.graph.cli import cli
from touchline.graph.model import Entity, Reading, Statement
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

OWN = ["export", "query", "remove", "restore", "validate"]


def run(*arguments: object, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=text, prog_name="touchline")


@pytest.fixture
def store(tmp_path: Path, saga: list[Reading]) -> Path:
    with KnowledgeGraph.open(tmp_path / "store") as kg:
        kg.add_all(saga)
    return tmp_path / "store"


def test_cli_version_and_help() -> None:
    assert run("--version").output.startswith("touchline, version ")
    text = run("--help").output
    assert "Exit codes:" in text
    assert all(f"  {name} " in text for name in [*OWN, "render", "build", "extract", "ingest"])


@pytest.mark.parametrize("name", OWN)
def test_cli_help_of_each_command_has_examples(name: str) -> None:
    text = run(name, "--help").output
    assert f"touchline {name}" in text
    assert "Example" in text


def test_cli_help_of_a_command_imports_nothing_heavy() -> None:
    code = (
        "import sys; from touchline.graph.cli import cli\n"
        "try: cli.main(['query', '--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('rdflib', 'spacy', 'pyvis', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_cli_command_that_cannot_be_imported_is_listed_and_fails_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module._OWN, "broken", "touchline.graph.no_such_module:command")
    assert "(cannot be loaded)" in run("--help").output
    result = run("broken", "x")
    assert result.exit_code == 2
    assert "touchline: the command broken cannot be loaded" in result.stderr


def test_cli_query_answers_in_each_format(store: Path) -> None:
    arguments = ["query", "--store", store, "linked-managers", "--param", "club=Liverpool", "--format"]
    assert "Xabi Alonso" in run(*arguments, "table").output
    assert run(*arguments, "csv").output.startswith("manager,link,status,")
    assert run(*arguments, "md").output.startswith("| manager | link |")
    assert {row["manager"] for row in json.loads(run(*arguments, "json").output)} == {"Xabi Alonso"}


def test_cli_query_takes_text_and_files(store: Path, tmp_path: Path) -> None:
    text = "# Who manages?\n# param club entity: the club\nSELECT ?who ?club { ?who tl:manages ?club }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    result = run("query", "-s", store, tmp_path / "q.rq", "-p", "club=Liverpool", "-f", "csv")
    assert result.output == (
        "who\nhttps://touchline.example/entity/Arne_Slot\nhttps://touchline.example/entity/Jurgen_Klopp\n"
    )
    assert "ent:Xabi_Alonso" in run("query", "-s", store, "SELECT ?who { ?who tl:manages ?club }").output


def test_cli_query_lists_the_shipped_ones() -> None:
    result = run("query", "--list")
    assert result.exit_code == 0
    assert "linked-managers\n    Which managers" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "--store", "nowhere", "entities"], "touchline: nowhere: no store is there"),
        (["query", "entities"], "Give --store and a query"),
        (["query", "--store", "STORE", "no-such"], "touchline: No query is named 'no-such'"),
        (["query", "--store", "STORE", "SELECT ?x {"], "touchline: The query fails in line 1"),
        (["query", "--store", "STORE", "no.rq"], "touchline: no.rq: the query file cannot be read"),
        (["query", "--store", "STORE", "entities", "-p", "club"], "--param wants NAME=VALUE"),
        (["export", "--store", "STORE", "-o", "g.doc"], "touchline: g.doc: the suffix must be one of"),
        (["remove", "--store", "STORE", "nix", "--yes"], "touchline: No article 'nix' is in the store"),
        (["restore", "--store", "STORE", "no.jsonl"], "touchline: no.jsonl: cannot be read"),
        (["nonsense"], "No such command 'nonsense'"),
    ],
)
def test_cli_mistake_is_one_line_and_exit_code_2(store: Path, arguments: list[str], message: str) -> None:
    result = run(*[str(store) if argument == "STORE" else argument for argument in arguments])
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_cli_validate_clean_store(store: Path) -> None:
    result = run("validate", "--store", store)
    assert (result.exit_code, result.output) == (0, "4 articles checked, 0 rules broken.\n")


def test_cli_validate_tells_what_broke_and_where(store: Path, saga: list[Reading]) -> None:
    said = saga[0].statements[0].evidence
    bad = Statement(Entity("Anfield", "Venue", "Anfield"), "manages", Entity("Liverpool", "Club", "Liverpool"), said)
    with KnowledgeGraph.open(store) as kg:
        kg.add(Reading(saga[0].article, (), (bad,)))
    result = run("validate", "--store", store)
    assert result.exit_code == 1
    assert result.stdout == (
        "Anfield: the subject of manages is a Person (jan: 'Jürgen Klopp manages Liverpool')\n"
        "    Jürgen Klopp manages Liverpool and will leave in May.\n"
    )


def test_cli_export_then_restore_gives_the_same_store(store: Path, tmp_path: Path) -> None:
    assert run("export", "-s", store, "-o", tmp_path / "c.jsonl").exit_code == 0
    assert run("restore", "-s", tmp_path / "other", tmp_path / "c.jsonl").exit_code == 0
    for place, name in ((store, "one.nq"), (tmp_path / "other", "two.nq")):
        assert run("export", "-s", place, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


def test_cli_remove_asks_and_can_be_undone(store: Path, tmp_path: Path) -> None:
    run("export", "-s", store, "-o", tmp_path / "before.nq")
    refused = run("remove", "-s", store, "mar", text="n\n")
    assert refused.exit_code == 130
    assert "Remove mar (Alonso stays) with 3 claims?" in refused.output
    assert run("remove", "-s", store, "mar", "--backup", tmp_path / "m.jsonl", text="y\n").exit_code == 0
    assert "Alonso stays" not in run("query", "-s", store, "claims-by-article").output
    assert run("restore", "-s", store, tmp_path / "m.jsonl").exit_code == 0
    run("export", "-s", store, "-o", tmp_path / "after.nq")
    assert (tmp_path / "before.nq").read_bytes() == (tmp_path / "after.nq").read_bytes()


def test_cli_article_is_named_as_tables_show_it(store: Path, saga: list[Reading]) -> None:
    with KnowledgeGraph.open(store) as kg:
        kg.add(Reading(replace(saga[0].article, id="news 1/ä"), (), ()))
    shown = run("query", "-s", store, "SELECT ?a { ?a schema:identifier 'news 1/ä' }", "-f", "md").output.split()[-2]
    assert shown == "art:news%201%2F%C3%A4"
    assert run("query", "-s", store, "claims-of-article", "-p", f"article={shown}").exit_code == 0
    assert run("remove", "-s", store, shown, "--yes").exit_code == 0
    with KnowledgeGraph.open(store, read_only=True) as kg:
        assert "news 1/ä" not in kg


def test_cli_interruption_is_exit_code_130(monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(KnowledgeGraph, "query", interrupt)
    result = run("query", "-s", store, "entities")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


def test_cli_reader_that_goes_away_is_no_error(store: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
    code = "import sys; from touchline.graph.cli import main; main()"
    with subprocess.Popen([sys.executable, "-c", code, "query", "-s", str(store), query, "-f", "csv"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"a,b,c,d,e,f\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_cli_is_a_click_group() -> None:
    assert isinstance(cli, click.Group)
