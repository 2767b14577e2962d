"""Claims counted by status, extractor, distance, kind of error and confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from touchline.graph.model import STATUSES
from touchline.ingest.evaluate import Score, score_by
from touchline.ingest.evaluation.distance import DISTANCES, NO_TEXT, VALUE, NamedArticle, distance
from touchline.ingest.evaluation.kinds import MISSED, WRONG, missed_kind, wrong_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from touchline.graph.model import Article
    from touchline.ingest.evaluation.match import Claim, Compared, Json

__all__ = ["BANDS", "Band", "Breakdown", "ErrorCase", "Support", "break_down"]

#: Confidence at which a band ends and the next begins; the lower end belongs to a band, and 1 to the last.
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_NO_STATUS, _NO_EXTRACTOR = "none", "(no name)"


@dataclass(slots=True)
class Support:
    """What one extractor contributes.

    Attributes:
        part, part_right: Claims that it takes part in, and those of them that are right.
        alone, alone_right: Claims that no other extractor supports, and those of them that are right.
    """

    part: int = 0
    part_right: int = 0
    alone: int = 0
    alone_right: int = 0


@dataclass(slots=True)
class Band:
    """Predicted claims whose confidence lies in [low, high), the last band with its upper end.

    Attributes:
        low, high: Ends of the band.
        claims, right: How many there are, and how many are right.
        stated: Sum of their confidences: what a calibrated reader would have right.
    """

    low: float
    high: float
    claims: int = 0
    right: int = 0
    stated: float = 0.0


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """A missed or a wrong claim.

    Attributes:
        side: `missed` or `wrong`.
        kind: Key in `MISSED` or `WRONG`.
        article: Id of its article.
        claim: The claim.
    """

    side: str
    kind: str
    article: str
    claim: Claim

    def as_json(self) -> Json:
        """All of it, the claim in words."""
        claim = {"claim": str(self.claim), "evidence": self.claim.evidence}
        return {"side": self.side, "kind": self.kind, "article": self.article, **claim}


@dataclass(slots=True)
class Breakdown:
    """The counts.

    Attributes:
        statuses: Claim scores by status.
        confusion: Annotated status -> predicted status -> matched triples.
        extractors: What each extractor contributes, the busiest first.
        distances: Annotated claims and those of them found, by distance between the ends.
        missed, wrong: Kind of error -> predicate -> claims.
        bands: Predicted claims by confidence.
        unstated: Predicted claims without a confidence.
        errors: Every missed and wrong claim, article by article.
    """

    statuses: dict[str, Score]
    confusion: dict[str, Counter[str]]
    extractors: dict[str, Support]
    distances: dict[str, Score]
    missed: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: dict[str, Counter[str]] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)
    unstated: int = 0
    errors: list[ErrorCase] = field(default_factory=list)


def break_down(compared: Sequence[Compared], articles: Mapping[str, Article] | None = None) -> Breakdown:
    """Count the claims of matched articles (`match.compare`).

    Args:
        compared: The matched articles.
        articles: Their texts by id; without one, the distance between two ends is not known.
    """
    bands, unstated = _bands(compared)
    made = Breakdown(_statuses(compared), _confusion(compared), _extractors(compared), {}, bands=bands)
    made.unstated = unstated
    distances: Counter[tuple[str, bool]] = Counter()
    for one in compared:
        apart = _distances(one, (articles or {}).get(one.article))
        distances.update((name, index in one.found) for index, name in enumerate(apart))
        for index, claim in enumerate(one.annotated):
            if index not in one.found:
                made.errors.append(ErrorCase("missed", missed_kind(claim, one, apart[index]), one.article, claim))
        made.errors += [ErrorCase("wrong", wrong_kind(claim, one), one.article, claim) for claim in one.wrong()]
    for name in DISTANCES:
        annotated = distances[name, True] + distances[name, False]
        if annotated:
            made.distances[name] = Score(distances[name, True], annotated)
    made.missed, made.wrong = (_by_kind(made.errors, *side) for side in (("missed", MISSED), ("wrong", WRONG)))
    return made


def _status(claim: Claim) -> str:
    return claim.status or _NO_STATUS


def _statuses(compared: Sequence[Compared]) -> dict[str, Score]:
    return score_by(compared, _status)


def _confusion(compared: Iterable[Compared]) -> dict[str, Counter[str]]:
    """Triples that agree, those that agree in status first."""
    table: dict[str, Counter[str]] = {}
    for one in compared:
        rest = [(i, j) for i, j in one.pairs["triple"] if i not in one.found and j not in one.right]
        for i, j in (*one.pairs["claim"], *rest):
            table.setdefault(_status(one.annotated[i]), Counter())[_status(one.predicted[j])] += 1
    order = (*STATUSES, *sorted(set(table) - set(STATUSES)))
    return {status: table[status] for status in order if status in table}


def _extractors(compared: Iterable[Compared]) -> dict[str, Support]:
    found: dict[str, Support] = defaultdict(Support)
    for one in compared:
        for index, claim in enumerate(one.predicted):
            right = index in one.right
            names = claim.extractors or {_NO_EXTRACTOR}
            for support in (found[name] for name in sorted(names)):
                support.part += 1
                support.part_right += right
                support.alone += len(names) == 1
                support.alone_right += len(names) == 1 and right
    return dict(sorted(found.items(), key=lambda item: (-item[1].part, item[0])))


def _distances(one: Compared, article: Article | None) -> list[str]:
    """The distance of each annotated claim of an article."""
    if article is None:
        return [VALUE if claim.object.is_value else NO_TEXT for claim in one.annotated]
    named = NamedArticle.of(article, (end for claim in one.annotated for end in (claim.subject, claim.object)))
    return [distance(claim, named) for claim in one.annotated]


def _by_kind(errors: Iterable[ErrorCase], side: str, kinds: Iterable[str]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for error in errors:
        if error.side == side:
            counts[error.kind][error.claim.predicate] += 1
    return {kind: by_predicate for kind, by_predicate in counts.items() if by_predicate}


def _bands(compared: Iterable[Compared]) -> tuple[list[Band], int]:
    bands = [Band(low, high) for low, high in pairwise(BANDS)]
    unstated = 0
    for one in compared:
        for index, claim in enumerate(one.predicted):
            if claim.confidence is None:
                unstated += 1
                continue
            band = next((b for b in reversed(bands) if claim.confidence >= b.low), bands[0])
            band.claims += 1
            band.right += index in one.right
            band.stated += claim.confidence
    return bands, unstated
