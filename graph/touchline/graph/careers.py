"""Where a person was and came to, by reports that state it as fact: what settles a transfer saga."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from touchline.graph.validity import happened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.graph.reports import Report

__all__ = ["Career", "Stay"]

#: Two reports of coming to one club within this time tell of one arrival.
_ONE_ARRIVAL = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Stay:
    """A club or national team that a person was at, or came to, on a day."""

    day: date
    team: str
    name: str
    report: Report


class Career:
    """Posts and arrivals of one person.

    A post is a dated fact of `manages`, `contract_with` or, at a club, `plays_for`. An arrival is a fact of `joined` or
    `loaned_to`, or the first report of managing or playing elsewhere than before. A look back ("he joined in 2015") is
    no arrival where the person was reported as manager or player there within the year before.

    Args:
        reports: Reports about the person, in the order in which they were said.
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        known = [report for report in reports if report.status == "fact"]
        self.posts = sorted(_posts(known), key=lambda stay: (stay.day, _is_contract(stay), stay.team))
        self.arrivals = self._arrivals(known)

    def _arrivals(self, reports: Iterable[Report]) -> list[Stay]:
        found = [
            Stay(day, report.object, report.object_name, report)
            for report in reports
            if report.predicate in ("joined", "loaned_to") and (day := happened(report)) is not None
        ]
        held = [post for post in self.posts if not _is_contract(post)]
        found += [post for post in held if any(self._moved(old, post) for old in held)]
        kept: list[Stay] = []
        for stay in sorted(found, key=lambda stay: (stay.day, stay.team, stay.report.order)):
            before = (*kept, *(post for post in held if post.day < stay.day))
            if not any(old.team == stay.team and stay.day - old.day < _ONE_ARRIVAL for old in before):
                kept.append(stay)
        return kept

    @staticmethod
    def _moved(old: Stay, new: Stay) -> bool:
        return old.day < new.day and old.team != new.team and old.report.predicate == new.report.predicate

    def arrival(self, first: date, last: date) -> Stay | None:
        """The first arrival between two days (both included)."""
        return next((stay for stay in self.arrivals if first <= stay.day <= last), None)

    def post_elsewhere(self, club: str, first: date, last: date) -> Stay | None:
        """The first post at another club that is reported between two days (both included)."""
        return next((stay for stay in self.posts if first <= stay.day <= last and stay.team != club), None)


def _is_contract(stay: Stay) -> bool:
    return stay.report.predicate == "contract_with"


def _posts(reports: Iterable[Report]) -> Iterator[Stay]:
    for report in reports:
        at_club = report.predicate == "plays_for" and report.object_class == "Club"
        if report.day is not None and (at_club or report.predicate in ("manages", "contract_with")):
            yield Stay(date.fromisoformat(report.day), report.object, report.object_name, report)
