r"""How far a claim is to be believed, from independent reports, error rates and denials, with the derivation.

The formula is INDRA's (Gyori et al. 2017, doi:10.15252/msb.20177651, `SimpleScorer`):

    support = 1 - product over origins of (syst + product over its reports of rand)
    belief  = support * (1 - denial)

`denial` is the same sum over the denials. An *origin* is a source, however many outlets carry it
(`touchline.graph.origins`). `rand` is the chance that a report was read wrongly: 1 minus the reader's calibrated
confidence, for each article its surest sentence. `syst` is the chance that the origin is wrong however often it says
so.

`syst` depends on how the claim is put. `RATES` were counted on 486 annotated news articles: of what one article puts so
and a later one speaks of again, the share that did not hold, with one case of each kind added (Laplace). Where a source
has enough settled rumours of its own (`touchline.graph.track_record`), its own misses replace the rate for rumours and
announcements, drawn towards that rate by the weight of `WEIGHT` reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from touchline.graph.origins import by_origin
from touchline.graph.track_record import LEAST
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from touchline.graph.reports import Report
    from touchline.graph.track_record import TrackRecord

__all__ = ["RATES", "TENTATIVE", "WEIGHT", "Belief", "Origin", "believe"]

#: Chance that what is put so does not hold, with how it is known.
RATES: dict[str, tuple[float, str]] = {
    "fact": (0.01, "facts: none of 532 was denied later; 0.01"),
    "former": (0.01, "facts: none of 532 was denied later; 0.01"),
    "future": (0.05, "announcements: all of 20 came about; (0 + 1) / (20 + 2)"),
    "rumour": (0.15, "rumours: 2 of 18 did not hold; (2 + 1) / (18 + 2)"),
    "denied": (0.05, "denials: 1 of 41 was overtaken within a year; (1 + 1) / (41 + 2)"),
}
#: A rumour of interest, talks or a bid speaks of what nobody outside can settle: no count, an assumption.
TENTATIVE = (0.2, "rumours of interest, talks and bids cannot be settled; 0.2 is assumed")
#: A rumour that somebody takes a post is a rumour of interest in him.
_SUCCESSION = (0.87, "rumours of interest: 58 of 66 were not followed by the move; (58 + 1) / (66 + 2)")
#: Reports that the general rate weighs beside a source's own.
WEIGHT = 10


@dataclass(frozen=True, slots=True)
class Origin:
    """An origin with its reports and chances of error.

    Attributes:
        name: The source, outlet or article.
        reports: One for each article, in the order in which they were said; copies are among them.
        syst: Chance that the origin is wrong however often it says so.
        why: Where `syst` comes from, in words.
        rand: Chances that the reports were read wrongly, in the same order.
    """

    name: str
    reports: tuple[Report, ...]
    syst: float
    why: str
    rand: tuple[float, ...]

    @property
    def error(self) -> float:
        """Chance that all its reports are wrong."""
        return min(1.0, self.syst + prod(self.rand))


@dataclass(frozen=True, slots=True)
class Belief:
    """A belief with what it is derived from: the origins that state the claim and those that deny it."""

    stating: tuple[Origin, ...]
    denying: tuple[Origin, ...]

    @property
    def support(self) -> float:
        """Chance that at least one of the origins that state it is right."""
        return 1 - prod(origin.error for origin in self.stating) if self.stating else 0.0

    @property
    def denial(self) -> float:
        """Chance that at least one of the origins that deny it is right."""
        return 1 - prod(origin.error for origin in self.denying) if self.denying else 0.0

    @property
    def value(self) -> float:
        """The belief, from 0 to 1."""
        return self.support * (1 - self.denial)


def believe(reports: Iterable[Report], records: Mapping[str, TrackRecord] | None = None) -> Belief:
    """The belief in one claim.

    Args:
        reports: All reports of the claim (its evidence), in the order in which they were said.
        records: Track records by the name of the source; without them the general rates stand.
    """
    articles: dict[str, list[Report]] = {}
    for report in reports:
        articles.setdefault(report.article, []).append(report)
    each = [_of_article(evidence) for evidence in articles.values()]
    stating = by_origin(report for report in each if report.status != "denied")
    denying = by_origin(report for report in each if report.status == "denied")
    known = records or {}
    return Belief(
        tuple(_origin(name, found, known.get(name)) for name, found in stating.items()),
        tuple(_origin(name, found, None) for name, found in denying.items()),
    )


def _of_article(evidence: list[Report]) -> Report:
    """An article speaks once: its lead, or the surest sentence of the same status."""
    lead = next((report for report in evidence if report.lead), evidence[0])
    return max((report for report in evidence if report.status == lead.status), key=lambda report: report.confidence)


def _origin(name: str, reports: list[Report], record: TrackRecord | None) -> Origin:
    """The origin; of several ways in which it puts the claim the most certain one counts."""
    syst, why = min((_rate(report, record) for report in reports), key=lambda rate: rate[0])
    return Origin(name, tuple(reports), syst, why, tuple(1 - report.confidence for report in reports))


def _rate(report: Report, record: TrackRecord | None) -> tuple[float, str]:
    predicate, status = PREDICATES[report.predicate], report.status
    if status == "rumour" and predicate.tentative:
        return TENTATIVE
    general = _SUCCESSION if status == "rumour" and report.predicate == "succeeds" else RATES[status]
    if status not in ("rumour", "future") or predicate.tentative or record is None or not record.enough(LEAST):
        return general
    misses = record.settled - record.true
    own = (misses + general[0] * WEIGHT) / (record.settled + WEIGHT)
    return own, (
        f"{misses} of its {record.settled} settled rumours did not come true; "
        f"({misses} + {general[0]} * {WEIGHT}) / ({record.settled} + {WEIGHT})"
    )
