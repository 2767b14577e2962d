"""When a claim holds: states between their ends, events from their day, all else from the day it was said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from touchline.graph.reports import Report
from touchline.graph.validity import EVENTS, STATES, Timeline, happened, period
from touchline.graph.vocab import PREDICATES


def say(day: str, subject: str, predicate: str, target: str, status: str = "fact", **more: Any) -> Report:
    return Report(subject, predicate, target, status, f"a-{day}", day, object_class="Club", **more)  # type: ignore[arg-type]


def held(reports: list[Report], day: str) -> list[str]:
    """Subjects of the first kind of claim that holds on the day, in order."""
    timeline, wanted = Timeline(reports), date.fromisoformat(day)
    kind = reports[0].predicate
    found = [r for r in reports if r.predicate == kind and r.status == "fact" and timeline.holding(r, wanted)]
    return list(dict.fromkeys(f"{r.subject} {r.object}" for r in found))


ANN = say("2024-03-01", "ann", "manages", "rovers")


@pytest.mark.parametrize(
    ("form", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-10", ("2024-02-10", "2024-02-10")),
        ("2024-07/2025-06", ("2024-07-01", "2025-06-30")),
    ],
)
def test_validity_period_of_a_form(form: str, days: tuple[str, str]) -> None:
    found = period(form)
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat()) == days


@pytest.mark.parametrize("form", ["", "summer", "2024-13", "2023-02-29", "20240101", "2024/x", "0000"])
def test_validity_period_of_what_is_no_form(form: str) -> None:
    assert period(form) is None


def test_validity_knows_every_predicate_once() -> None:
    assert set(STATES) & EVENTS == set()
    assert set(STATES) | EVENTS <= set(PREDICATES)
    told = {"linked_to", "in_talks_with", "bid_for", "set_to_join", "faces"}
    assert set(PREDICATES) - set(STATES) - EVENTS == told


def test_validity_event_is_never_later_than_its_report() -> None:
    assert happened(say("2024-05-01", "ann", "joined", "rovers", date="2022-10")) == date(2022, 10, 31)
    assert happened(say("2024-05-01", "ann", "joined", "rovers", date="2024")) == date(2024, 5, 1)
    assert happened(Report("ann", "joined", "rovers", "fact", "a")) is None


@pytest.mark.parametrize(("day", "holds"), [("2023-02-27", 0), ("2023-03-01", 1), ("2025-03-01", 1), ("2025-03-03", 0)])
def test_validity_state_holds_within_its_horizon(day: str, holds: int) -> None:
    assert len(held([ANN], day)) == holds


@pytest.mark.parametrize(
    "end",
    [
        say("2024-05-01", "ann", "manages", "rovers", "former"),
        say("2024-05-01", "ann", "left", "rovers"),
        say("2024-05-01", "ann", "sacked_by", "rovers"),
        say("2024-03-01", "ann", "left", "rovers", "future", date="2024-05"),
        say("2024-05-01", "bob", "manages", "rovers"),
        say("2024-05-01", "ann", "manages", "city"),
        say("2024-05-01", "ann", "joined", "city"),
        say("2024-03-02", "bob", "manages", "rovers", "future", date="2024-05-01"),
    ],
)
def test_validity_state_ends_with_what_ends_it(end: Report) -> None:
    assert "ann rovers" in held([ANN, end], "2024-04-30")
    assert "ann rovers" not in held([ANN, end], "2024-06-01")


@pytest.mark.parametrize(
    "start",
    [
        say("2024-02-01", "ann", "joined", "rovers"),
        say("2024-03-01", "ann", "joined", "rovers", date="2024-02"),
        say("2024-01-20", "ann", "set_to_join", "rovers", "rumour"),
        say("2024-01-20", "ann", "manages", "rovers", "future"),
        say("2024-02-01", "bob", "manages", "rovers"),
    ],
)
def test_validity_state_does_not_begin_before_its_start(start: Report) -> None:
    assert "ann rovers" not in held([ANN, start], "2024-01-15")
    assert "ann rovers" in held([ANN, start], "2024-03-01")


def test_validity_predecessor_who_left_later_had_the_post() -> None:
    old = say("2024-01-01", "bob", "manages", "rovers")
    gone = say("2024-02-20", "bob", "left", "rovers")
    assert held([ANN, old, gone], "2024-02-01") == ["bob rovers"]


def test_validity_return_is_not_stretched_over_the_time_away() -> None:
    reports = [say("2024-06-01", "ann", "manages", "rovers"), say("2024-01-01", "ann", "left", "rovers")]
    assert held(reports, "2024-02-01") == []


def test_validity_two_of_one_day_both_stand() -> None:
    assert held([ANN, say("2024-03-01", "bob", "manages", "rovers")], "2024-03-01") == ["ann rovers", "bob rovers"]


def test_validity_contract_holds_to_its_end() -> None:
    contract = say("2024-03-01", "ann", "contract_with", "rovers", until="2028-06")
    assert held([contract], "2028-06-30") == ["ann rovers"]
    assert held([contract], "2028-07-01") == []


def test_validity_event_and_rumour_hold_from_their_day() -> None:
    joined, rumour = (
        say("2024-05-01", "ann", "joined", "city", date="2024-04"),
        say("2024-05-01", "ann", "linked_to", "u"),
    )
    timeline = Timeline([joined, rumour])
    assert timeline.holding(joined, date(2024, 4, 29)) is None
    early = timeline.holding(joined, date(2024, 4, 30))
    assert early is not None
    assert (early.basis, early.days) == ("said after", 1)
    assert timeline.holding(rumour, date(2024, 4, 30)) is None
    assert timeline.holding(rumour, date(2024, 5, 1)) is not None
