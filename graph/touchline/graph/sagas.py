"""Transfer sagas: the ladder that a person climbs towards a club, report by report, and how it ended.

A saga belongs to a person and a club (or national team). Its steps are the reports of the moves' predicates; each
stands on a rung of the ontology's ladder (`tl:ladder`). Its stage is derived:

1. steps are taken in the order of their days; what is reported, rumoured or planned puts the saga on its rung;
2. a denial (or `former`) of a rung takes that rung and all above it away: without talks there is no bid, but interest
   may stay. Where no rung is left, the stage is `off`;
3. a completed move (`joined`, `loaned_to` as fact) is `done`;
4. a report after `off` or after an outcome opens the next episode.

An episode is settled by what a later report says:

- `joined`: the person came to the club within a year of the last step;
- `elsewhere`: the person came to another club instead;
- `stayed`: the move was denied and the person is reported in a post elsewhere within half a year of that; or nothing
  more was heard and the person is in a post elsewhere, without having moved, after 213 days, by when a transfer window
  has opened and closed.

Undated reports are shown last. They decide the stage only where no report has a day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from touchline.graph.careers import Career
from touchline.graph.climb import Climb
from touchline.graph.iri import entity_iri
from touchline.graph.merge import checked_date
from touchline.graph.reports import select_reports
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.reports import Report
    from touchline.graph.saga_model import Saga
    from touchline.graph.store import KnowledgeGraph

__all__ = ["MOVES", "POSTS", "find_sagas", "sagas_of"]

#: Predicates that stand on the ladder.
MOVES = tuple(name for name, predicate in PREDICATES.items() if predicate.stage)
#: Predicates that tell where a person is meanwhile.
POSTS = ("manages", "plays_for", "contract_with")


def find_sagas(
    kg: KnowledgeGraph, *, person: str | None = None, club: str | None = None, as_of: str | date | None = None
) -> list[Saga]:
    """The sagas of the graph, the one with the newest step first.

    Args:
        kg: The graph.
        person: Id of a person, where only theirs are wanted.
        club: Id of a club or national team, where only its are wanted.
        as_of: Only what was published on that day or earlier; undated reports are left out then.

    Raises:
        InputError: `as_of` is no day.
        StoreError: the store cannot be read.
    """
    limit = as_of.isoformat() if isinstance(as_of, date) else checked_date(as_of, "as_of")
    about = None if person is None else NamedNode(entity_iri(person))
    reports = select_reports(kg.engine, (*MOVES, *POSTS), about=about)
    if limit is not None:
        reports = [report for report in reports if report.day is not None and report.day <= limit]
    return [saga for saga in sagas_of(reports) if person in (None, saga.person) and club in (None, saga.club)]


def sagas_of(reports: Iterable[Report]) -> list[Saga]:
    """The sagas in reports of moves and posts, the one with the newest step first."""
    moves: dict[tuple[str, str], list[Report]] = {}
    careers: dict[str, list[Report]] = {}
    names: dict[str, str] = {}
    for report in reports:
        person, club = _ends(report)
        careers.setdefault(person, []).append(report)
        names |= {report.subject: report.subject_name, report.object: report.object_name}
        if report.predicate in MOVES:
            moves.setdefault((person, club), []).append(report)
    known = {person: Career(careers[person]) for person in {person for person, _ in moves}}
    found = [
        Climb(known[person], club).saga(steps, person, (names[person], names[club]))
        for (person, club), steps in moves.items()
    ]
    return sorted(found, key=lambda saga: (-_newest(saga), saga.person, saga.club))


def _ends(report: Report) -> tuple[str, str]:
    """Person and club of a report, whichever is its subject."""
    return (report.object, report.subject) if report.predicate == "bid_for" else (report.subject, report.object)


def _newest(saga: Saga) -> int:
    return max((step.day.toordinal() for step in saga.steps if step.day is not None), default=0)
