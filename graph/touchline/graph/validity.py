"""When a claim holds, apart from when it was said.

An article is published on one day and speaks of others. From its status, predicate and dates follows what its claim
says about a given day D (p is the day of publication):

1. **States** (`manages`, `plays_for`, …), stated as fact, hold on p. They are taken to hold on D as well, as long as D
   is within the predicate's horizon (a year for a post, three months for an injury, no limit for a nationality) and
   nothing known lies between p and D that would end or begin them:
   - p before D: that it is `former`, that the person left, was sacked or took another post, or that somebody else has
     it; the day on which a departure is planned; the end of what has one (`until`);
   - p after D: the day on which the person joined; a report that it is yet to come; another holder of the post, or
     the departure of one; a departure of the person before D after which nobody reports a return.
2. **Events** (`joined`, `beat`, …), stated as fact, hold from the day on which they happened: the end of the period
   that the qualifier `date` names, but not later than p.
3. **All else** (rumours, denials, what is planned, `linked_to` and its like) holds from p on: it has been said.

Nothing is settled by this: two persons may hold one post on D, if articles of the same day say so.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.reports import Report

__all__ = ["EVENTS", "STATES", "Holding", "Timeline", "happened", "period"]

_YEAR, _HALF_YEAR, _SEASON_PART = 366, 183, 92
#: States with the days for which a report of one is taken to hold before and after; None without limit.
STATES: dict[str, int | None] = {
    **dict.fromkeys(("manages", "plays_for", "works_for", "contract_with", "represents", "owns", "competes_in"), _YEAR),
    **dict.fromkeys(("age", "contends_for"), _HALF_YEAR),
    **dict.fromkeys(("injured", "suspended"), _SEASON_PART),
    **dict.fromkeys(("nationality", "position", "home_ground", "based_in", "related_to"), None),
}
#: What happened once and stays true.
EVENTS = frozenset(
    ("joined", "loaned_to", "left", "sacked_by", "succeeds", "beat", "drew_with", "scored_against", "won",
     "promoted_to", "relegated_from", "charged_by")
)  # fmt: skip
_POSTS = frozenset(("manages", "plays_for", "works_for", "contract_with"))
_PART = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def period(form: str) -> tuple[date, date] | None:
    """First and last day of a date in EDTF, or None where it has no such form.

    >>> [day.isoformat() for day in period("2024-06/2024-08") or ()]
    ['2024-06-01', '2024-08-31']
    """
    first, _, last = form.partition("/")
    start, end = _days(first), _days(last or first)
    return (start[0], end[1]) if start and end else None


def _days(part: str) -> tuple[date, date] | None:
    found = _PART.fullmatch(part)
    if found is None:
        return None
    year, month, day = (int(group) if group else None for group in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        return first, date(first.year, last_month, day or monthrange(first.year, last_month)[1])
    except ValueError:
        return None


def happened(report: Report) -> date | None:
    """The day by which an event that is stated as fact had happened, None where neither is known."""
    said = date.fromisoformat(report.day) if report.day else None
    named = period(report.date)
    if named is None or (said is not None and named[1] > said):
        return said
    return named[1]


@dataclass(frozen=True, slots=True)
class Holding:
    """A report that tells of a day.

    Attributes:
        report: The report.
        basis: `said that day`, `said before` or `said after` the day that was asked for.
        days: Days between the two.
    """

    report: Report
    basis: Literal["said that day", "said before", "said after"]
    days: int


_Pair = tuple[str, str]


class Timeline:
    """What reports say of the time before and after each other.

    Args:
        reports: Lead reports of all predicates; undated ones say nothing about time and are left out.
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        self._facts: dict[tuple[str, str, str], list[date]] = {}
        self._ends: dict[_Pair, list[date]] = {}
        self._formers: dict[tuple[str, str, str], list[date]] = {}
        self._starts: dict[_Pair, list[date]] = {}
        self._coming: dict[_Pair, list[date]] = {}
        self._posts: dict[_Pair, list[tuple[date, _Pair]]] = {}
        self._gone: dict[str, list[tuple[date, str]]] = {}
        for report in reports:
            if report.day is not None:
                self._note(report, date.fromisoformat(report.day))

    def _note(self, report: Report, said: date) -> None:
        pair = report.subject, report.object
        match report.predicate, report.status:
            case "left" | "sacked_by", "fact":
                self._ends.setdefault(pair, []).append(happened(report) or said)
                self._gone.setdefault(report.object, []).append((happened(report) or said, report.subject))
            case "left", "future":
                if (planned := period(report.date)) is not None:
                    self._ends.setdefault(pair, []).append(planned[1])
            case "joined" | "loaned_to", "fact":
                self._starts.setdefault(pair, []).append(happened(report) or said)
                self._post(report, happened(report) or said)
            case "set_to_join", "future" | "rumour" | "fact":
                self._coming.setdefault(pair, []).append(said)
            case predicate, "fact" if predicate in STATES:
                self._facts.setdefault((report.subject, predicate, report.object), []).append(said)
                self._post(report, said)
            case predicate, "former" | "denied" if predicate in STATES:
                self._formers.setdefault((report.subject, predicate, report.object), []).append(said)
            case predicate, "future" if predicate in _POSTS:
                planned = period(report.date)
                self._coming.setdefault(pair, []).append(max(said, planned[0]) if planned else said)
                if planned is not None:
                    self._post(report, max(said, planned[0]))

    def _post(self, report: Report, day: date) -> None:
        """Posts exclude each other: a person manages one team, a team has one manager, a player has one club."""
        entry = day, (report.subject, report.object)
        if report.predicate == "manages":
            self._posts.setdefault(("manager of", report.object), []).append(entry)
        if report.predicate == "manages" or (report.predicate == "joined" and report.object_class != ""):
            self._posts.setdefault(("manager", report.subject), []).append(entry)
        if report.predicate in ("plays_for", "joined") and report.object_class == "Club":
            self._posts.setdefault(("player", report.subject), []).append(entry)

    def holding(self, report: Report, day: date) -> Holding | None:
        """What the report tells of that day, or None where it does not hold then (or is undated)."""
        if report.day is None:
            return None
        said = date.fromisoformat(report.day)
        if report.status == "fact" and report.predicate in STATES:
            if not self._persists(report, said, day):
                return None
        else:
            known = happened(report) if report.status == "fact" and report.predicate in EVENTS else said
            if known is None or known > day:
                return None
        basis: Literal["said that day", "said before", "said after"] = (
            "said that day" if said == day else "said before" if said < day else "said after"
        )
        return Holding(report, basis, abs((day - said).days))

    def _persists(self, report: Report, said: date, day: date) -> bool:
        horizon = STATES[report.predicate]
        bound = period(report.until)
        if said <= day and bound is not None:
            return day <= bound[1] and not self._ended(report, said, day)
        if horizon is None or said == day:
            return True
        if abs((day - said).days) > horizon or self._rival(report, min(said, day), max(said, day), said):
            return False
        return not (self._ended(report, said, day) if said < day else self._begun_later(report, day, said))

    def _ended(self, report: Report, said: date, day: date) -> bool:
        ends = list(self._formers.get((report.subject, report.predicate, report.object), ()))
        if report.predicate in _POSTS:
            ends += self._ends.get((report.subject, report.object), ())
        return any(said < end <= day for end in ends)

    def _begun_later(self, report: Report, day: date, said: date) -> bool:
        key, pair = (report.subject, report.predicate, report.object), (report.subject, report.object)
        if report.predicate in _POSTS:
            if any(day < start <= said for start in self._starts.get(pair, ())):
                return True
            if any(day <= coming < said for coming in self._coming.get(pair, ())):
                return True
        if report.predicate == "manages" and any(
            day < left <= said and self._managed(person, report.object)
            for left, person in self._gone.get(report.object, ())
            if person != report.subject
        ):
            return True
        before = [end for end in (*self._formers.get(key, ()), *self._ends.get(pair, ())) if end <= day]
        if not before or report.predicate not in _POSTS:
            return False
        last = max(before)
        return (day - last).days <= _YEAR and not any(last < fact <= day for fact in self._facts.get(key, ()))

    def _managed(self, person: str, team: str) -> bool:
        key = person, "manages", team
        return key in self._facts or key in self._formers

    def _rival(self, report: Report, first: date, last: date, said: date) -> bool:
        """Whether somebody else has the post, or the person another one, by a report nearer to the day asked for."""
        pair = report.subject, report.object
        places: list[_Pair] = []
        if report.predicate == "manages":
            places = [("manager of", report.object), ("manager", report.subject)]
        elif report.predicate == "plays_for" and report.object_class == "Club":
            places = [("player", report.subject)]
        return any(
            first <= day <= last and day != said and other != pair
            for place in places
            for day, other in self._posts.get(place, ())
        )
