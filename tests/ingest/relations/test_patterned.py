from __future__ import annotations

from typing import Any

import pytest

from touchline.ingest.relations import patterned
from touchline.ingest.relations.dsl import PatternError
from touchline.ingest.relations.patterned import load_rules

GOOD: dict[str, Any] = {"name": "wants", "pattern": "{o:Club} want {s:Name}", "emit": ["s linked_to o"]}


def load(monkeypatch: pytest.MonkeyPatch, *rules: dict[str, Any]) -> list[str]:
    monkeypatch.setattr(patterned, "read_toml", lambda _: {"macros": {}, "rule": list(rules)})
    load_rules.cache_clear()
    try:
        return [rule.name for rule in load_rules("made.toml")]
    finally:
        load_rules.cache_clear()


def test_patterned_numbers_several_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    several = {**GOOD, "pattern": ["{o:Club} want {s:Name}", "{s:Name} to {o:Club}"]}
    assert load(monkeypatch, several) == ["wants-1", "wants-2"]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([GOOD, GOOD], "a name stands twice"),
        ([{**GOOD, "emit": ["s linked_to c"]}], "not bound"),
        ([{**GOOD, "emit": ["s admires o"]}], "no predicate"),
        ([{**GOOD, "pattern": "{o:Club want"}], "cannot read|missing|wants"),
    ],
)
def test_patterned_refuses_a_broken_file(
    monkeypatch: pytest.MonkeyPatch, rules: list[dict[str, Any]], said: str
) -> None:
    with pytest.raises(PatternError, match=said):
        load(monkeypatch, *rules)


@pytest.mark.parametrize("file", ["headlines.toml", "gossip.toml", "captions.toml"])
def test_patterned_packaged_files_compile(file: str) -> None:
    assert load_rules(file)
