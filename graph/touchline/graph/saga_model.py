"""What a transfer saga is made of: steps on the ladder, a stage, an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from touchline.graph.reports import Report

__all__ = ["DONE", "OFF", "Outcome", "Saga", "Step"]

Outcome = Literal["joined", "stayed", "elsewhere"]
#: The two ends of the ladder.
DONE, OFF = "done", "off"


@dataclass(frozen=True, slots=True)
class Step:
    """A report on the ladder.

    Attributes:
        report: The report.
        stage: Rung of the ladder that it speaks of.
        day: When it was said or, for a completed move, when it had happened; None where not known.
        denied: Whether it says that this is not, or no longer, so.
        episode: Number of the saga's episode, from 1; 0 for undated steps.
        outcome: How the episode ended; None while it is open, and for denials.
        settled: Day of what settled it.
    """

    report: Report
    stage: str
    day: date | None
    denied: bool
    episode: int = 0
    outcome: Outcome | None = None
    settled: date | None = None


@dataclass(frozen=True, slots=True)
class Saga:
    """All steps of a person towards a club, with the stage reached and the outcome of the last episode.

    Attributes:
        person: Id of the person.
        club: Id of the club or national team.
        person_name: Name of the person.
        club_name: Name of the club or national team.
        steps: In the order of their days, undated ones last.
        stage: Rung of the ladder, `done` or `off`.
        since: Day of the step that brought it there, None where not known.
        outcome: How the last episode ended, None while it is open.
        settled_by: The report that settles it.
        where: Name of the club that the person joined or stayed at, empty where that is not known.
    """

    person: str
    club: str
    person_name: str
    club_name: str
    steps: tuple[Step, ...]
    stage: str
    since: date | None
    outcome: Outcome | None = None
    settled_by: Report | None = None
    where: str = ""
