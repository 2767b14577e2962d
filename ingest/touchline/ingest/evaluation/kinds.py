"""What went wrong with a claim that was missed, and with one that is wrong: the first kind that fits, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.ingest.evaluation.distance import NO_TEXT, SAME
from touchline.ingest.evaluation.match import AGREE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.ingest.evaluation.match import Claim, Compared, End

__all__ = ["MISSED", "WRONG", "missed_kind", "wrong_kind"]

#: Key -> what it means, for annotated claims that were not predicted.
MISSED = {
    "counted": "agrees with a predicted claim that counts for another annotated one",
    "status": "read with another status",
    "reversed": "read in the other direction",
    "predicate": "another predicate was read between the two",
    "other value": "another value was read",
    "end": "an end was not found",
    "value": "a value was not read",
    "unread": "one sentence names both ends, and it was not read",
    "apart": "no sentence names both ends",
    "no text": "nothing was read between the two (articles not given)",
}
#: Key -> what it means, for predicted claims that are not annotated.
WRONG = {
    "counted": "agrees with an annotated claim that another predicted one counts for",
    "status": "annotated with another status",
    "reversed": "annotated in the other direction",
    "predicate": "another predicate is annotated between the two",
    "other value": "another value is annotated",
    "nowhere": "an end is annotated nowhere in the article",
    "nothing": "nothing is annotated between the two",
}


def missed_kind(claim: Claim, one: Compared, distance: str) -> str:
    """The key in `MISSED` of an annotated claim; `distance` is how far apart its ends are named."""
    kind = _against(claim, one.predicted)
    if kind:
        return kind
    if not all(_is_among(end, one.entities) for end in (claim.subject, claim.object) if not end.is_value):
        return "end"
    if claim.object.is_value:
        return "value"
    return {SAME: "unread", NO_TEXT: "no text"}.get(distance, "apart")


def wrong_kind(claim: Claim, one: Compared) -> str:
    """The key in `WRONG` of a predicted claim."""
    kind = _against(claim, one.annotated)
    if kind:
        return kind
    annotated = [end for other in one.annotated for end in (other.subject, other.object)]
    ends = (end for end in (claim.subject, claim.object) if not end.is_value)
    return "nothing" if all(any(end.agrees(other) for other in annotated) for end in ends) else "nowhere"


def _is_among(end: End, entities: Iterable[End]) -> bool:
    return any(end.same_entity(other) for other in entities)


def _against(claim: Claim, others: list[Claim]) -> str | None:
    """How a claim of one side is like some claim of the other side."""
    if any(AGREE["claim"](claim, other) for other in others):
        return "counted"
    if any(AGREE["triple"](claim, other) for other in others):
        return "status"
    if any(claim.predicate == other.predicate and claim.same_ends_reversed(other) for other in others):
        return "reversed"
    if any(AGREE["pair"](claim, other) for other in others):
        return "predicate"
    if any(claim.predicate == other.predicate and _other_value(claim, other) for other in others):
        return "other value"
    return None


def _other_value(claim: Claim, other: Claim) -> bool:
    return claim.object.is_value and other.object.is_value and claim.subject.agrees(other.subject)
