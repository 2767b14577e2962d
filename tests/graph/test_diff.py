"""What changed between two stores or two days: new, gone and changed claims, in Python and on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from touchline.graph.cli import cli
from touchline.graph.diff import Change, day_of, diff, until
from touchline.graph.errors import InputError
from touchline.graph.jsonl import write_jsonl
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.graph.model import Reading


def told(changes: list[Change]) -> list[tuple[str, str]]:
    return [(change.kind, change.claim.text) for change in changes]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)], prog_name="touchline")


@pytest.fixture
def store(tmp_path: Path, saga: list[Reading]) -> Path:
    with KnowledgeGraph.open(tmp_path / "store") as kg:
        kg.add_all(saga)
    return tmp_path / "store"


def test_diff_of_equal_states_is_empty(saga: list[Reading]) -> None:
    assert diff(saga, list(reversed(saga))) == []
    assert diff([], []) == []


def test_diff_mirrors_new_and_gone(saga: list[Reading]) -> None:
    forth, back = diff(saga[:1], saga[:2]), diff(saga[:2], saga[:1])
    assert {c.claim.key for c in forth if c.kind == "new"} == {c.claim.key for c in back if c.kind == "gone"}
    assert ("new", "Xabi Alonso linked to Bayern Munich") in told(forth)
    assert all(change.fields == {} for change in forth if change.kind == "new")


def test_diff_status_of_a_denied_rumour_changes(saga: list[Reading]) -> None:
    (change,) = [c for c in diff(saga[:2], saga[:3]) if c.claim.text == "Xabi Alonso linked to Liverpool"]
    assert change.kind == "changed"
    assert change.fields["status"] == ("rumour", "denied")
    assert change.fields["reports"] == ("2", "3")
    assert (change.claim.article, change.claim.published) == ("mar", "2024-03-29")


def test_diff_fee_that_rises_is_a_change(saga: list[Reading]) -> None:
    def priced(fee: str) -> list[Reading]:
        statement = saga[0].statements[2]
        said = replace(statement.evidence[0], qualifiers={"fee": fee})
        return [replace(saga[0], statements=(replace(statement, evidence=(said,)),))]

    (change,) = diff(priced("£10m"), priced("£12m"))
    assert change.fields == {"fee": ("£10m", "£12m")}


def test_diff_until_keeps_what_was_published_by_then(saga: list[Reading]) -> None:
    undated = replace(saga[0], article=replace(saga[0].article, id="x", published=None))
    kept = until([*saga, undated], "2024-02-15")
    assert [reading.article.id for reading in kept] == ["jan", "feb"]


@pytest.mark.parametrize("text", ["", "soon", "2024-02-30", "3 months ago", "99999999 days ago"])
def test_diff_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        day_of(text, date(2024, 3, 1))


def test_diff_command_compares_two_days(store: Path) -> None:
    result = run(store, "--from", "2024-02-15", "--to", "2024-03-29", "--format", "json")
    changes = json.loads(result.stdout)
    assert {(c["change"], c["predicate"]) for c in changes} == {("new", "contract_with"), ("changed", "linked_to")}
    assert changes[-1]["fields"]["status"] == {"before": "rumour", "after": "denied"}
    assert result.stderr == "1 new, 2 changed, 0 gone.\n"


def test_diff_command_compares_store_and_file(store: Path, tmp_path: Path, saga: list[Reading]) -> None:
    write_jsonl(saga[:3], tmp_path / "claims.jsonl")
    result = run(store, tmp_path / "claims.jsonl", "--format", "md")
    assert "| gone | Arne Slot | succeeds | Jürgen Klopp | fact |" in result.stdout
    assert result.stderr.endswith("4 gone.\n")
    assert run(store, store).stdout.splitlines()[0].startswith("change")


def test_diff_command_since_tells_all_that_is_newer(store: Path) -> None:
    assert "Arne Slot" in run(store, "--since", "2024-05-01").stdout
    assert run(store, "--since", "yesterday").stderr == "0 new, 0 changed, 0 gone.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["STORE"], "Give two stores, or one store and --from"),
        (["STORE", "STORE", "--since", "today"], "not both"),
        (["STORE", "--since", "today", "--from", "today"], "mean the same"),
        (["STORE", "--since", "soon"], "'soon' is not a day"),
        (["nowhere", "STORE"], "nowhere: no store is there"),
    ],
)
def test_diff_command_mistake_is_told(store: Path, arguments: list[str], message: str) -> None:
    result = run(*[store if argument == "STORE" else argument for argument in arguments])
    assert result.exit_code == 2
    assert message in result.stderr
