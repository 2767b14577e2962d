"""What an extractor proposes: one candidate claim and where it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.model import Status
    from touchline.ingest.document import EntityRecord, Mention

__all__ = ["Proposal", "fitting", "propose"]

_AGES = range(12, 100)


@dataclass(slots=True)
class Proposal:
    """A candidate claim.

    Attributes:
        subject: Its subject.
        predicate: Name of an ontology predicate.
        object: Entity, or the words of a value.
        first, last: Tokens of the evidence, `last` exclusive.
        anchor: Token at which negation, hedging and tense are read; -1 where the status is fixed.
        status: Status that the pattern states, before cues.
        rule: Name of the pattern.
        extractor: Versioned name of the extractor.
        qualifiers: In the article's words.
        fixed: Cues around the anchor do not change the status.
        confidence: Share of this rule's claims that are right on the training articles; set by the resolver.
    """

    subject: EntityRecord
    predicate: str
    object: EntityRecord | str
    first: int
    last: int
    anchor: int
    status: Status
    rule: str
    extractor: str
    qualifiers: dict[str, str] = field(default_factory=dict)
    fixed: bool = False
    confidence: float = 0.5

    @property
    def key(self) -> tuple[str, str, str]:
        """Subject, predicate and object, as they identify a statement."""
        end = "=" + self.object if isinstance(self.object, str) else self.object.id
        return self.subject.id, self.predicate, end


def fitting(mention: Mention, types: Iterable[str]) -> EntityRecord | None:
    """The reading of a mention whose type is allowed: its entity, else the other one that its name has."""
    allowed = tuple(types)
    if mention.entity.type in allowed:
        return mention.entity
    if mention.place is not None and mention.place.type in allowed:
        return mention.place
    return None


def propose(
    subject: Mention, predicate: str, obj: Mention | str, *, first: int, last: int, anchor: int, status: Status,
    rule: str, extractor: str, qualifiers: dict[str, str] | None = None, fixed: bool = False,
) -> Proposal | None:  # fmt: skip
    """A proposal, or None where the types do not fit the predicate or both ends are one entity."""
    definition = PREDICATES[predicate]
    left = fitting(subject, definition.domain)
    right: EntityRecord | str | None = obj if isinstance(obj, str) else fitting(obj, definition.range)
    if isinstance(right, str) == bool(definition.range):
        return None
    if left is None or right is None or left is right or (predicate == "age" and not _plausible_age(right)):
        return None
    rule += _variant(subject, obj, right)
    return Proposal(left, predicate, right, first, last, anchor, status, rule, extractor, dict(qualifiers or {}), fixed)


def _plausible_age(value: EntityRecord | str) -> bool:
    return isinstance(value, str) and value.isdecimal() and int(value) in _AGES


def _variant(subject: Mention, obj: Mention | str, right: EntityRecord | str) -> str:
    """What else bears on how far a rule can be trusted: an end found by coreference, a country for a team."""
    referred = any(not isinstance(end, str) and end.kind in ("pronoun", "nominal") for end in (subject, obj))
    nation = not isinstance(right, str) and right.type == "NationalTeam"
    return ("~ref" if referred else "") + ("~nation" if nation else "")
