"""How often what an outlet, a journalist or another source reports comes true.

Counted are rumours and announcements of moves (steps of `touchline.graph.sagas` below `done`), one for each source and
episode of a saga: saying it twice is saying it once. One is settled when a later report tells how the episode ended,
and came true when the person joined the club within a year, on whatever rung the report stood: a report of interest may
have been right about the interest and still not have come true.

A report belongs to the source that the article cites. Only where it cites none does it belong to the outlet and to the
authors. The share comes with a 95% confidence interval by Wilson (1927, doi:10.1080/01621459.1927.10502953), which
stays sensible for few reports and for shares near 0 and 1. Below `LEAST` settled reports it is "too few reports".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.graph.saga_model import DONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.graph.reports import Report
    from touchline.graph.saga_model import Saga, Step

__all__ = ["LEAST", "TrackRecord", "track_records", "wilson"]

#: Settled reports below which a share says nothing.
LEAST = 10
_Z = 1.959963984540054


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """The 95% confidence interval of a share by Wilson; (0, 1) where nothing was counted.

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, _Z * _Z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = _Z / (1 + square / trials) * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What became of a source's reports.

    Attributes:
        name: Name of the source.
        roles: How articles bear its name: `cited`, `outlet`, `author`; sorted.
        reports: Rumours and announcements, one for each episode of a saga.
        settled: Those whose episode a later report settled.
        true: Those that came true.
        steps: The settled steps, for looking up.
    """

    name: str
    roles: tuple[str, ...]
    reports: int
    settled: int
    true: int
    steps: tuple[tuple[Saga, Step], ...] = field(default=(), repr=False)

    @property
    def rate(self) -> float | None:
        """Share of the settled ones that came true, None where none is settled."""
        return self.true / self.settled if self.settled else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% confidence interval of the share."""
        return wilson(self.true, self.settled)

    def enough(self, least: int = LEAST) -> bool:
        """Whether there are enough settled reports to speak of a share."""
        return self.settled >= least


def _names(report: Report) -> Iterator[tuple[str, str]]:
    """(name, role) of whom a report belongs to."""
    if report.source:
        yield report.source, "cited"
        return
    if report.outlet:
        yield report.outlet, "outlet"
    yield from ((author, "author") for author in report.authors if author != report.outlet)


def _is_settled(step: Step) -> bool:
    return step.settled is not None and step.day is not None and step.settled > step.day


def track_records(sagas: Iterable[Saga]) -> list[TrackRecord]:
    """The track record of every source in the sagas, the one with the most settled reports first, then by name."""
    firsts: dict[str, dict[tuple[str, str, int], tuple[Saga, Step]]] = {}
    roles: dict[str, set[str]] = {}
    for saga in sagas:
        for step in saga.steps:
            if step.denied or step.day is None or step.stage == DONE:
                continue
            for name, role in _names(step.report):
                firsts.setdefault(name, {}).setdefault((saga.person, saga.club, step.episode), (saga, step))
                roles.setdefault(name, set()).add(role)
    found = []
    for name, reports in firsts.items():
        settled = tuple((saga, step) for saga, step in reports.values() if _is_settled(step))
        true = sum(step.outcome == "joined" for _, step in settled)
        found.append(TrackRecord(name, tuple(sorted(roles[name])), len(reports), len(settled), true, settled))
    return sorted(found, key=lambda record: (-record.settled, -record.reports, record.name))
