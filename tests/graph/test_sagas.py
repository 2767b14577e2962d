"""Transfer sagas: the Alonso saga of the samples on five dates, and each rule by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from touchline.graph.cli import cli
from touchline.graph.errors import InputError
from touchline.graph.reports import Report
from touchline.graph.sagas import find_sagas, sagas_of
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.graph.model import Reading
    from touchline.graph.saga_model import Saga


@pytest.fixture(scope="module")
def kg(annotated_samples: list[Reading]) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph() as graph:
        graph.add_all(r for r in annotated_samples if any(s.subject.id == "Xabi_Alonso" for s in r.statements))
        yield graph


# -- the Alonso saga ----------------------------------------------------------------------------------------------

STAYED = ("off", "2024-03-29", "stayed", "Bayer Leverkusen")
#: By day of publication and club: stage, since when, outcome, where, and words of the newest sentence.
ALONSO = [
    ("2024-02-12", "Liverpool", ("interest", "2024-02-12", None, ""), "Alonso heads Liverpool's list"),
    ("2024-02-12", "Bayern_Munich", ("interest", "2024-02-12", None, ""), "could become a candidate in Munich"),
    ("2024-02-12", "Real_Madrid", ("off", "2024-02-12", "stayed", "Bayer Leverkusen"), "that door looks shut"),
    ("2024-03-29", "Liverpool", STAYED, "That race is now run without him"),
    ("2024-03-29", "Bayern_Munich", STAYED, "Bayern Munich must think again too"),
    ("2025-04-19", "Liverpool", STAYED, "He put an end to that at the end of March"),
    ("2025-04-19", "Real_Madrid", ("interest", "2025-04-19", None, ""), "is the only real target"),
    ("2025-05-31", "Liverpool", STAYED, "once failed to tempt"),
    ("2025-05-31", "Real_Madrid", ("done", "2025-05-31", "joined", "Real Madrid"), "was presented this week"),
    ("2026-01-13", "Liverpool", ("fee_agreed", "2026-01-13", None, ""), "a preliminary agreement with Liverpool"),
    ("2026-01-13", "Real_Madrid", ("done", "2025-05-31", "joined", "Real Madrid"), "had arrived from Bayer Leverkusen"),
]


@pytest.mark.parametrize(("day", "club", "state", "words"), ALONSO)
def test_sagas_alonso_on_five_dates(
    kg: KnowledgeGraph, day: str, club: str, state: tuple[str, str, str | None, str], words: str
) -> None:
    (saga,) = find_sagas(kg, person="Xabi_Alonso", club=club, as_of=day)
    assert (saga.stage, str(saga.since), saga.outcome, saga.where) == state
    assert words in saga.steps[-1].report.sentence
    assert all(step.report.day is not None and step.report.day <= day for step in saga.steps)


def test_sagas_alonso_rumour_of_february_is_settled_in_march(kg: KnowledgeGraph) -> None:
    (saga,) = find_sagas(kg, person="Xabi_Alonso", club="Liverpool")
    first = saga.steps[0]
    assert (first.report.source, first.outcome, str(first.settled)) == ("Fabrizio Romano", "stayed", "2024-03-29")
    assert [step.episode for step in saga.steps if step.day] == [1, 1, 1, 1, 2]
    assert saga.steps[-1].day is None


def test_sagas_before_the_first_report_there_is_none(kg: KnowledgeGraph) -> None:
    assert find_sagas(kg, person="Xabi_Alonso", as_of="2024-02-11") == []
    with pytest.raises(InputError, match="as_of: 'today' is not a date"):
        find_sagas(kg, as_of="today")


# -- the rules ----------------------------------------------------------------------------------------------------


def say(day: str | None, predicate: str, club: str = "rovers", status: str = "rumour", **more: Any) -> Report:
    ends = (club, "ann") if predicate == "bid_for" else ("ann", club)
    return Report(ends[0], predicate, ends[1], status, f"a{day}", day, *ends, object_class="Club", **more)  # type: ignore[arg-type]


def told(*reports: Report, club: str = "rovers") -> Saga:
    return next(saga for saga in sagas_of(sorted(reports, key=lambda r: r.order)) if saga.club == club)


def state(saga: Saga) -> tuple[str, str, str | None, str]:
    return saga.stage, str(saga.since), saga.outcome, saga.where


INTEREST, TALKS, BID = say("2024-01-01", "linked_to"), say("2024-01-05", "in_talks_with"), say("2024-01-09", "bid_for")
AT_HOME = say("2024-01-03", "plays_for", "home", "fact")


def test_sagas_climb_the_ladder() -> None:
    assert [told(*steps).stage for steps in ([INTEREST], [INTEREST, TALKS], [INTEREST, TALKS, BID])] == [
        "interest",
        "talks",
        "bid",
    ]
    assert told(INTEREST, say("2024-01-20", "joined", status="rumour")).stage == "fee_agreed"


def test_sagas_denial_takes_its_rung_and_those_above() -> None:
    no_talks = say("2024-01-12", "in_talks_with", status="denied")
    assert state(told(INTEREST, TALKS, BID, no_talks)) == ("interest", "2024-01-01", None, "")
    assert state(told(INTEREST, TALKS, say("2024-01-12", "linked_to", status="denied")))[:2] == ("off", "2024-01-12")


def test_sagas_outcome_joined() -> None:
    saga = told(INTEREST, say("2024-02-01", "joined", status="fact"))
    assert state(saga) == ("done", "2024-02-01", "joined", "rovers")
    assert (saga.steps[0].outcome, str(saga.steps[0].settled)) == ("joined", "2024-02-01")


def test_sagas_outcome_joined_is_told_by_a_new_post() -> None:
    saga = told(AT_HOME, INTEREST, say("2024-08-20", "plays_for", status="fact"))
    assert state(saga) == ("done", "2024-08-20", "joined", "rovers")


def test_sagas_outcome_elsewhere() -> None:
    saga = told(INTEREST, TALKS, say("2024-02-01", "joined", "city", "fact"))
    assert state(saga) == ("off", "2024-02-01", "elsewhere", "city")
    assert {step.outcome for step in saga.steps} == {"elsewhere"}


def test_sagas_outcome_stayed_after_a_denial() -> None:
    off = say("2024-01-12", "linked_to", status="denied")
    assert state(told(INTEREST, off)) == ("off", "2024-01-12", None, "")
    assert state(told(INTEREST, off, AT_HOME)) == ("off", "2024-01-12", "stayed", "home")


@pytest.mark.parametrize(("day", "outcome"), [("2024-07-30", None), ("2024-08-01", "stayed")])
def test_sagas_outcome_stayed_after_a_window(day: str, outcome: str | None) -> None:
    assert told(AT_HOME, INTEREST, say(day, "plays_for", "home", "fact")).outcome == outcome


def test_sagas_look_back_is_no_arrival() -> None:
    back = say("2024-02-01", "joined", "home", "fact")
    assert told(AT_HOME, INTEREST, back).outcome is None
    dated = say("2024-02-01", "joined", "city", "fact", date="2020")
    assert told(INTEREST, dated).outcome is None


def test_sagas_rumour_after_the_end_opens_an_episode() -> None:
    off, again = say("2024-01-12", "linked_to", status="denied"), say("2025-06-01", "in_talks_with")
    saga = told(INTEREST, off, AT_HOME, again)
    assert (saga.stage, saga.outcome) == ("talks", None)
    assert [step.episode for step in saga.steps] == [1, 1, 2]


def test_sagas_echo_after_the_move_changes_nothing() -> None:
    saga = told(INTEREST, say("2024-02-01", "joined", status="fact"), say("2024-02-03", "in_talks_with"))
    assert (saga.stage, saga.outcome) == ("done", "joined")


def test_sagas_undated_reports_decide_only_alone() -> None:
    undated = say(None, "joined", status="fact")
    assert told(undated).stage == "done"
    saga = told(INTEREST, undated)
    assert (saga.stage, saga.steps[-1].report) == ("interest", undated)


def test_sagas_do_not_depend_on_the_order_of_reports() -> None:
    reports = [INTEREST, TALKS, BID, AT_HOME, say("2024-02-01", "joined", "city", "fact")]
    assert sagas_of(reports) == sagas_of(sorted(reports, key=lambda r: r.order))


# -- the commands -------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="touchline")


@pytest.fixture(scope="module")
def store(saga: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saga") / "store"
    with KnowledgeGraph.open(path) as graph:
        graph.add_all(saga)
    return path


def test_sagas_command_tells_steps_with_sentences(store: Path) -> None:
    text = run("sagas", "-s", store, "--person", "alonso", "--club", "The Reds").stdout
    assert text.startswith("Xabi Alonso and Liverpool: off since 2024-03-29, stayed (Bayer Leverkusen)\n")
    assert "2024-02-15  interest    rumour  Sky Sports; settled 2024-03-29: stayed" in text
    assert "“Xabi Alonso has told Liverpool no.”" in text
    assert run("sagas", "-s", store, "--as-of", "2020-01-01").stdout == "No saga is told.\n"


def test_sagas_command_writes_json(store: Path) -> None:
    found = json.loads(run("sagas", "-s", store, "--club", "Liverpool", "--as-of", "2024-02-20", "-f", "json").stdout)
    assert [(saga["person"], saga["stage"], saga["outcome"]) for saga in found] == [("Xabi Alonso", "interest", None)]
    assert [step["date"] for step in found[0]["steps"]] == ["2024-01-26", "2024-02-15"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--person", "Nobody"], "Nothing in the store is named 'Nobody'"),
        (["--as-of", "May"], "--as-of: 'May' is not a date"),
    ],
)
def test_sagas_command_names_what_is_wrong(store: Path, options: list[str], message: str) -> None:
    result = run("sagas", "-s", store, *options)
    assert result.exit_code == 2
    assert message in result.stderr
