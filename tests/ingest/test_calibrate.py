from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest import calibrate
from touchline.ingest.calibrate import rule_counts, smoothed
from touchline.ingest.document import EntityRecord
from touchline.ingest.relations.frames import load_frames
from touchline.ingest.relations.patterned import load_rules
from touchline.ingest.relations.phrases import load_phrases
from touchline.ingest.relations.proposal import Proposal
from touchline.ingest.resolver import rule_scores

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from touchline.ingest.pipeline import Extractor

GOLD = {
    "id": "a1",
    "entities": [
        {"id": "m", "type": "Person", "name": "Mikel Arteta", "aliases": ["Arteta"]},
        {"id": "a", "type": "Club", "name": "Arsenal"},
    ],
    "claims": [
        {"subject": "m", "predicate": "manages", "object": "a", "status": "fact", "evidence": "e"},
        {"subject": "m", "predicate": "age", "object": {"value": "41"}, "status": "fact", "evidence": "e"},
    ],
}


def proposal(predicate: str, end: str, rule: str, status: str = "fact", at: int = 0) -> Proposal:
    person, club = EntityRecord("m", "Person", "Mikel Arteta"), EntityRecord("a", "Club", "Arsenal")
    return Proposal(person, predicate, club if end == "Arsenal" else end, at, at + 2, at, status, rule, "t.v1")  # type: ignore[arg-type]


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_calibrate_share_is_drawn_towards_a_half(right: int, wrong: int) -> None:
    score, count = smoothed(right, right + wrong), right + wrong
    assert 0 <= score <= 1
    assert (score - 0.5) * (right - wrong) >= 0
    if count:
        assert abs(score - 0.5) <= abs(right / count - 0.5) + 0.001


@given(st.integers(1, 500))
def test_calibrate_more_of_the_same_is_surer(count: int) -> None:
    assert smoothed(count, count) <= smoothed(count + 1, count + 1) < 1.0005
    assert smoothed(0, count) >= smoothed(0, count + 1)


def test_calibrate_counts_right_and_wrong_by_rule() -> None:
    proposals = [
        proposal("manages", "Arsenal", "boss"), proposal("age", "41", "years"), proposal("age", "42", "years"),
        proposal("manages", "Arsenal", "was-boss", "former"),
    ]  # fmt: skip
    found = sorted(rule_counts(proposals, GOLD))
    assert found == [("boss", True), ("was-boss", False), ("years", False), ("years", True)]


def test_calibrate_counts_a_repeated_claim_once() -> None:
    proposals = [proposal("manages", "Arsenal", "boss", at=at) for at in (0, 5, 9)]
    assert list(rule_counts(proposals, GOLD)) == [("boss", True)]


def test_calibrate_command_writes_the_scores(
    tmp_path: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("touchline.ingest.pipeline.Extractor.load", lambda **_: extractor)
    text = "Arsenal manager Mikel Arteta, 41, spoke."
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD), "utf-8")
    line = {"id": "a1", "text": text, "published": "2024-02-15"}
    (tmp_path / "articles.jsonl").write_text(json.dumps(line), "utf-8")
    names = [str(tmp_path / name) for name in ("gold.jsonl", "articles.jsonl")]
    result = CliRunner().invoke(calibrate.main, [*names, "--output", str(tmp_path / "scores.json")])
    assert result.exit_code == 0, result.output
    written = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    assert written["articles"] == 1
    assert written["rules"]["np-manager-before"] == smoothed(1, 1)
    assert list(written["rules"]) == sorted(written["rules"])


def test_calibrate_packaged_scores_are_of_rules_that_are_there() -> None:
    """A rule that was renamed or taken away would leave a score that nothing reads."""
    frames = {frame.name for found in load_frames().values() for frame in found}
    phrases = {phrase.name for phrase in load_phrases()}
    names = {name.partition("~")[0].partition("+")[0] for name in rule_scores()}
    of_frames = {name.removeprefix("frame-").partition(":")[0] for name in names if name.startswith("frame-")}
    in_code = (
        "frame-", "np-", "supported-", "same-sentence-", "line-up", "score-line", "table-row", "fixture",
        "signing-list", "listed-",
    )  # fmt: skip
    patterned = {rule.name for file in ("headlines.toml", "gossip.toml", "captions.toml") for rule in load_rules(file)}
    assert of_frames - frames == set()
    assert {n for n in names if not n.startswith(in_code)} - phrases - patterned == set()


def test_calibrate_packaged_scores_rest_on_many_articles() -> None:
    written = json.loads(calibrate._OUTPUT.read_text("utf-8"))
    assert written["articles"] > 300
    assert written["claims"] > 3_000
