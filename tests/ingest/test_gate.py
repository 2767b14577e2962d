"""The extraction gate: figures over annotated articles stay above their floors, and floors sink by reason only."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from touchline.graph.errors import InputError
from touchline.ingest import gate
from touchline.ingest.gate import (
    FLOORS,
    METRICS,
    Entry,
    GateError,
    GateSet,
    figure_problems,
    fingerprints,
    gate_sets,
    history_problems,
    just_under,
    measure,
    next_entry,
    pin_problems,
    read_history,
)

if TYPE_CHECKING:
    from touchline.ingest.pipeline import Extractor

ROOT = Path(__file__).parents[2]
#: What the first version must reach on the annotated news, whatever reason there may be to lower a floor.
LEAST = {"claim_precision": 0.55, "claim_f1": 0.25}
LEAST_ARTICLES = 12
DAY = "2026-02-01"


def the_set(name: str) -> GateSet:
    for one in gate_sets(ROOT):
        if one.name == name:
            return one
    pytest.skip(f"{name}: the annotated articles are not beside this checkout")


def newest() -> Entry:
    return read_history(ROOT / FLOORS)[-1]


def entry(floor: float, *, reason: str = "", digest: str = "aa") -> Entry:
    """An entry with one set and one metric."""
    floors = {"dev": {"found": floor}}
    return Entry(date=DAY, reason=reason, hashes={"dev": {"dev.jsonl": digest}}, measured=floors, floors=floors)


# -- the gate itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["samples", "dev"])
def test_gate_figures_stand_on_their_floors(name: str, whole_extractor: Extractor) -> None:
    measured = measure(the_set(name), whole_extractor)
    assert tuple(measured) == METRICS
    assert figure_problems(newest()["floors"][name], measured) == []


@pytest.mark.parametrize("name", ["samples", "dev"])
def test_gate_files_are_the_pinned_ones(name: str) -> None:
    assert pin_problems(newest()["hashes"][name], fingerprints(the_set(name))) == []


def test_gate_history_lowers_nothing_in_silence() -> None:
    history = read_history(ROOT / FLOORS)
    assert history
    assert history_problems(history) == []
    assert sorted(e["date"] for e in history) == [e["date"] for e in history]
    assert all(sorted(e["floors"]) == sorted(e["hashes"]) == ["dev", "samples"] for e in history)


def test_gate_floors_reach_what_was_promised() -> None:
    floors = newest()["floors"]["dev"]
    assert {name: floor for name, floor in LEAST.items() if floors[name] < floor} == {}


def test_gate_samples_are_always_measured() -> None:
    samples = the_set("samples")
    annotated = [line for path in samples.annotation for line in path.read_text("utf-8").splitlines() if line]
    assert len(annotated) >= LEAST_ARTICLES
    assert {json.loads(line)["id"] for line in annotated} <= {article.id for article in samples.read()}


# -- its rules ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "words"),
    [(0.499, "is under its floor 0.500"), (0.5301, "more than 0.03 above its floor 0.500"), (0.5, ""), (0.53, "")],
)
def test_gate_figure_must_be_near_its_floor(figure: float, words: str) -> None:
    problems = figure_problems({"found": 0.5}, {"found": figure})
    assert len(problems) == bool(words)
    assert all(words in problem for problem in problems)


def test_gate_figure_without_a_floor_is_a_problem() -> None:
    assert figure_problems({}, {"found": 0.5}) == ["found 0.5000 has no floor; run --raise"]


@pytest.mark.parametrize("found", [{"dev.jsonl": "bb"}, {}, {"dev.jsonl": "aa", "more.jsonl": "cc"}])
def test_gate_file_that_differs_is_gone_or_new_is_a_problem(found: dict[str, str]) -> None:
    assert len(pin_problems({"dev.jsonl": "aa"}, found)) == 1
    assert pin_problems({"dev.jsonl": "aa"}, {"dev.jsonl": "aa"}) == []


def test_gate_history_must_give_a_reason_for_a_lower_floor() -> None:
    assert history_problems([entry(0.5), entry(0.5), entry(0.6)]) == []
    assert history_problems([entry(0.5), entry(0.4)]) == ["entry 2 lowers dev found without a reason"]
    assert history_problems([entry(0.5), entry(0.6), entry(0.5, reason=" ")]) == [
        "entry 3 lowers dev found without a reason"
    ]
    assert history_problems([entry(0.5), entry(0.4, reason="annotation was wrong")]) == []


def test_gate_history_must_not_drop_a_floor_or_change_a_file() -> None:
    dropped = Entry(date=DAY, reason="", hashes=entry(0.5)["hashes"], measured={}, floors={})
    assert history_problems([entry(0.5), dropped]) == ["entry 2 lowers dev found without a reason"]
    changed = history_problems([entry(0.5), entry(0.5, digest="bb")])
    assert changed == ["entry 2 pins another dev dev.jsonl without a reason"]


@pytest.mark.parametrize("figure", [0.0, 0.004, 0.0051, 0.25, 0.7519, 1.0])
def test_gate_floor_is_just_under_the_figure(figure: float) -> None:
    floor = just_under(figure)
    assert 0 <= floor <= figure
    assert figure - floor < gate.SLACK
    assert figure_problems({"found": floor}, {"found": figure}) == []


def test_gate_raise_lifts_floors_and_keeps_those_that_stand() -> None:
    after = next_entry(entry(0.5), {"dev": {"found": 0.6}}, entry(0.5)["hashes"], day=DAY)
    assert after is not None
    assert (after["floors"], after["reason"]) == ({"dev": {"found": 0.595}}, "")
    assert next_entry(entry(0.5), {"dev": {"found": 0.503}}, entry(0.5)["hashes"], day=DAY) is None


def test_gate_raise_refuses_to_lower_without_a_reason() -> None:
    hashes = entry(0.5)["hashes"]
    with pytest.raises(GateError, match=r"dev found \(0.4900 under 0.500\).*--lower REASON"):
        next_entry(entry(0.5), {"dev": {"found": 0.49}}, hashes, day=DAY)
    after = next_entry(entry(0.5), {"dev": {"found": 0.49}}, hashes, day=DAY, lower="a rule read too much")
    assert after is not None
    assert (after["floors"], after["reason"]) == ({"dev": {"found": 0.485}}, "a rule read too much")
    assert history_problems([entry(0.5), after]) == []


def test_gate_raise_refuses_changed_files_without_a_reason() -> None:
    hashes = {"dev": {"dev.jsonl": "bb"}}
    with pytest.raises(GateError, match=r"dev.jsonl changed.*--changed REASON"):
        next_entry(entry(0.5), {"dev": {"found": 0.51}}, hashes, day=DAY)
    after = next_entry(entry(0.5), {"dev": {"found": 0.51}}, hashes, day=DAY, changed="two claims added")
    assert after is not None
    assert (after["hashes"], after["reason"]) == (hashes, "two claims added")


def test_gate_raise_keeps_the_floors_of_a_set_that_is_not_there() -> None:
    after = next_entry(entry(0.5), {"samples": {"found": 0.8}}, {"samples": {"a": "aa"}}, day=DAY)
    assert after is not None
    assert after["floors"] == {"dev": {"found": 0.5}, "samples": {"found": 0.795}}
    assert after["hashes"] == {"dev": {"dev.jsonl": "aa"}, "samples": {"a": "aa"}}


def test_gate_sets_are_those_that_are_there(tmp_path: Path) -> None:
    root, gold = tmp_path / "checkout", tmp_path / "shared" / "gold"
    assert gate_sets(root) == []
    (root / "tests" / "ingest" / "gold").mkdir(parents=True)
    gold.mkdir(parents=True)
    (root / "tests" / "ingest" / "gold" / "samples-a.jsonl").write_text("{}")
    (gold / "dev.jsonl").write_text("{}")
    assert [one.name for one in gate_sets(root)] == ["samples"]
    (gold / "dev_articles.jsonl").write_text("[]")
    assert [one.name for one in gate_sets(root)] == ["samples", "dev"]
    assert fingerprints(gate_sets(root)[1])["dev_articles.jsonl"] == hashlib.sha256(b"[]").hexdigest()


def test_gate_history_that_is_none_names_the_file(tmp_path: Path) -> None:
    assert read_history(tmp_path / "floors.json") == []
    (tmp_path / "floors.json").write_text("[1")
    with pytest.raises(InputError, match=r"floors\.json: this is no history"):
        read_history(tmp_path / "floors.json")


# -- its command --------------------------------------------------------------------------------------------------


def command(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(gate.main, ["--root", str(root), *arguments])


def test_gate_command_raises_once_then_guards(
    tmp_path: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("touchline.ingest.pipeline.Extractor.load", lambda **_: extractor)
    folder = tmp_path / "tests" / "ingest" / "gold"
    folder.mkdir(parents=True)
    source = (ROOT / "tests" / "ingest" / "gold" / "samples-c.jsonl").read_text("utf-8").splitlines()
    (folder / "samples-c.jsonl").write_text(source[0] + "\n", "utf-8")
    assert command(tmp_path).exit_code == 1
    assert "1 entries" in command(tmp_path, "--raise").stdout
    assert command(tmp_path).exit_code == 0
    floors = tmp_path / FLOORS
    floors.write_text(floors.read_text("utf-8").replace('"found": 0', '"found": 1'), "utf-8")
    refused = command(tmp_path, "--raise")
    assert (refused.exit_code, "samples found" in refused.stderr) == (1, True)
    assert len(read_history(floors)) == 1
