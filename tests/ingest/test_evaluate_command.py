from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from touchline.graph.model import Article, Entity, Evidence, Reading, Statement
from touchline.ingest import running
from touchline.ingest.evaluation import SECTIONS
from touchline.ingest.evaluation.command import evaluate
from touchline.ingest.evaluation.render import markdown
from touchline.ingest.evaluation.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT = "Ruben Amorim manages Manchester United. He came from Lisbon. Sporting let him go."
AMORIM = {"id": "a", "type": "Person", "name": "Ruben Amorim", "aliases": ["Amorim"]}
UNITED = {"id": "u", "type": "Club", "name": "Manchester United", "aliases": []}
SPORTING = {"id": "s", "type": "Club", "name": "Sporting CP", "aliases": ["Sporting"]}
TITLES = [
    "By predicate", "By status", "Annotated and predicted status", "By extractor", "By distance between the two ends",
    "What was missed", "What is wrong", "Calibration",
]  # fmt: skip


class OneClaimReader:
    """Reads that Amorim manages United in every article, with a warning."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        who, club = Entity("x-a", "Person", "Ruben Amorim"), Entity("x-u", "Club", "Manchester United")
        for article in articles:
            place = Evidence(article.id, 0, 12, "Ruben Amorim", "", "fact", confidence=0.93, extractor="x.v1")
            yield Reading(article, (who, club), (Statement(who, "manages", club, (place,)),), warnings=("an odd one",))


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "load_extractor", lambda *_: OneClaimReader())
    claims = [
        {"subject": "a", "predicate": "manages", "object": "u", "status": "fact", "evidence": "Amorim manages"},
        {"subject": "a", "predicate": "left", "object": "s", "status": "fact", "evidence": "let him go"},
    ]
    gold = {"id": "n1", "entities": [AMORIM, UNITED, SPORTING], "claims": claims}
    Path("gold.jsonl").write_text(json.dumps(gold), "utf-8")
    dates = ["two days ago", "last 'Friday'", "soon"]
    lines = [json.dumps({"id": f"n{i}", "text": TEXT, "published": date}) for i, date in enumerate(dates, start=1)]
    Path("news.jsonl").write_text("\n".join(lines), "utf-8")


def run(*args: str) -> Result:
    return CliRunner().invoke(evaluate, ["gold.jsonl", *args])


def record(*args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("news.jsonl", "--json", *args).stdout)
    return found


def test_evaluate_command_prints_the_headline_then_every_section() -> None:
    lines = run("news.jsonl").stdout.splitlines()
    assert lines[0] == "claim      P 1.000  R 0.500  F1 0.667   (1 of 2 annotated, 1 predicted)"
    assert [line for line in lines if line in TITLES] == TITLES


def test_evaluate_command_shows_the_sections_asked_for() -> None:
    lines = run("news.jsonl", "--by", "calibration, status").stdout.splitlines()
    assert [line for line in lines if line in TITLES] == [TITLES[1], TITLES[2], TITLES[7]]
    assert len(run("news.jsonl", "--by", "none").stdout.splitlines()) == 7
    refused = run("news.jsonl", "--by", "status,weather")
    assert (refused.exit_code, "'weather' is no section" in refused.stderr) == (2, True)


def test_evaluate_command_counts_doubts_in_one_line() -> None:
    result = run("news.jsonl")
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith("note: 3 times: published … is no date")
    assert line.endswith("; 3 times: an odd one")


def test_evaluate_command_json_holds_every_section() -> None:
    found = record("--bootstrap", "--errors", "-1")
    assert found["statuses"]["fact"]["tp"] == 1
    assert found["status_confusion"] == {"fact": {"fact": 1}}
    assert found["extractors"] == {"x.v1": {"claims": 1, "right": 1, "alone": 1, "alone_right": 1}}
    assert found["distances"]["2-3 sentences"] == {"gold": 1, "tp": 0, "r": 0.0}
    assert found["missed"] == {"end": {"claims": 1, "predicates": {"left": 1}}}
    assert found["calibration"][-1]["p"] == 1.0
    assert found["intervals"]["claim"]["p"] == [1.0, 1.0]
    assert [(error["side"], error["kind"]) for error in found["errors"]] == [("missed", "end")]


def test_evaluate_command_json_holds_only_the_sections_asked_for() -> None:
    assert set(record("--by", "kind")) - set(record("--by", "none")) == {"missed", "wrong"}
    assert set(record()) - set(record("--by", "none")) == {
        "predicates", "statuses", "status_confusion", "extractors", "distances", "missed", "wrong", "calibration",
        "without_confidence",
    }  # fmt: skip


def test_evaluate_command_markdown_is_tables_alone() -> None:
    lines = run("news.jsonl", "--markdown", "--bootstrap").stdout.splitlines()
    headings = [line.removeprefix("### ") for line in lines if line.startswith("### ")]
    assert headings == ["Headline figures", "95% interval over articles", *TITLES]
    assert "| fact | 1.00 | 0.50 | 0.67 | 1 | 2 | 1 |" in lines
    assert run("news.jsonl", "--markdown", "--json").exit_code == 2


def test_evaluate_command_written_claims_with_and_without_articles() -> None:
    claim = {"subject": AMORIM, "predicate": "manages", "object": UNITED, "status": "fact"}
    Path("claims.jsonl").write_text(json.dumps({"id": "n1", "claims": [claim], "entities": [SPORTING]}), "utf-8")
    alone, beside = (
        json.loads(run(*files, "--claims", "claims.jsonl", "--json").stdout) for files in ((), ("news.jsonl",))
    )
    assert (list(alone["missed"]), list(beside["missed"])) == (["no text"], ["apart"])
    assert (alone["claim"], alone["without_confidence"]) == (beside["claim"], 1)
    assert "Give ARTICLES, too" in run("--claims", "claims.jsonl").stdout


def test_evaluate_command_help_names_every_section_and_shows_examples() -> None:
    text = CliRunner().invoke(evaluate, ["--help"]).stdout
    assert all(name in text for name in SECTIONS)
    assert text.count("  touchline evaluate gold.jsonl") == 4


def test_evaluate_command_skipped_file_is_named_and_told_by_the_exit_code() -> None:
    with Path("news.jsonl").open("a", encoding="utf-8") as file:
        file.write("\nno json")
    result = run("news.jsonl", "--by", "none")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith("skipped: news.jsonl, line 4")


def test_evaluate_render_markdown_escapes_bars_and_aligns_figures() -> None:
    table = Table("T", ("kind", "n"), [("a|b", "1")], "A note.")
    assert markdown(table).splitlines() == [
        "### T",
        "",
        "| kind | n |",
        "| --- | ---: |",
        "| a\\|b | 1 |",
        "",
        "A note.",
    ]
