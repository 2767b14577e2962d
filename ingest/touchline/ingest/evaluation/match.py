"""When two claims agree.

Two names agree when any form of the one equals any form of the other after folding case, accents, punctuation and the
words that clubs drop. Two values agree when equal so folded, or when one contains the other ("hamstring" and
"hamstring injury"), unless both are numbers. Claims are matched one to one, in the order of the annotation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["AGREE", "Claim", "Compared", "End", "Json", "claims_of", "compare", "fold", "one_to_one"]

Json = dict[str, Any]
_EITHER_WAY = frozenset({"drew_with", "faces", "related_to"})
_DROPPED = frozenset({"fc", "afc", "cf", "sc", "the"})
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l"})
_NOT_WORD = re.compile(r"[^a-z0-9£€$.]+")


def fold(text: object) -> str:
    """Case, accents, punctuation and club suffixes folded away.

    >>> fold("F.C. København"), fold("Málaga CF")
    ('f.c kobenhavn', 'malaga')
    """
    decomposed = unicodedata.normalize("NFKD", str(text).translate(_LETTERS))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    words = _NOT_WORD.sub(" ", plain).split()
    return " ".join([word.strip(".") for word in words if word not in _DROPPED] or words)


@dataclass(frozen=True)
class End:
    """Subject or object of a claim: an entity's record (name, type, aliases), or `{"value": …}`."""

    record: Mapping[str, Any]

    @property
    def is_value(self) -> bool:
        """Whether it is a value, such as an age."""
        return "value" in self.record

    @cached_property
    def label(self) -> str:
        """The full name or the value, folded."""
        return "=" + fold(self.record["value"]) if self.is_value else fold(self.record["name"])

    @property
    def names(self) -> tuple[str, ...]:
        """Full name and aliases as they are written; nothing for a value."""
        if self.is_value:
            return ()
        return tuple(str(name) for name in (self.record["name"], *(self.record.get("aliases") or ())) if name)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every name, or the value, folded."""
        return frozenset({self.label}) if self.is_value else frozenset(map(fold, self.names))

    @property
    def kind(self) -> tuple[str, Any]:
        """What tells one entity of an article from another: name and type."""
        return self.label, self.record.get("type")

    def agrees(self, other: End) -> bool:
        """Whether both stand for the same, going by names or by value."""
        if self.forms & other.forms:
            return True
        if not (self.is_value and other.is_value):
            return False
        mine, theirs = self.label[1:], other.label[1:]
        return bool(mine and theirs) and not (mine + theirs).isdigit() and (mine in theirs or theirs in mine)

    def same_entity(self, other: End) -> bool:
        """Whether a name and the type agree."""
        return bool(self.forms & other.forms) and self.record.get("type") == other.record.get("type")

    def __str__(self) -> str:
        return repr(self.record["value"]) if self.is_value else str(self.record["name"])


@dataclass(frozen=True)
class Claim:
    """A claim of an article, annotated or predicted.

    Attributes:
        subject, object: Its ends.
        predicate, status, qualifiers: As stated.
        evidence: The words that state it, empty where none are given.
        confidence: Probability in [0, 1] that it is right, None where no such number is given.
        extractors: Names of the components that read it, each once.
    """

    subject: End
    predicate: str
    object: End
    status: str | None
    qualifiers: Mapping[str, Any]
    evidence: str
    confidence: float | None = None
    extractors: frozenset[str] = frozenset()

    @classmethod
    def of(cls, record: Json, entities: Mapping[str, Json]) -> Claim:
        """A claim whose ends are written out, or are ids of the entities (annotation)."""
        subject, end = (
            one if isinstance(one, dict) else entities[one] for one in (record["subject"], record["object"])
        )
        places = (record, *(record.get("more") or ()))
        sure = record.get("confidence")
        return cls(
            End(subject), record["predicate"], End(end), record.get("status"), record.get("qualifiers") or {},
            str(record.get("evidence", "")), None if sure is None or not 0 <= float(sure) <= 1 else float(sure),
            frozenset(str(place["extractor"]) for place in places if place.get("extractor")),
        )  # fmt: skip

    @property
    def identity(self) -> tuple[str, str, str, str | None]:
        """What tells it from the other claims of its article."""
        return self.subject.label, self.predicate, self.object.label, self.status

    def same_ends(self, other: Claim) -> bool:
        """Whether both ends agree; in either direction where the predicate has none."""
        if self.subject.agrees(other.subject) and self.object.agrees(other.object):
            return True
        return self.predicate in _EITHER_WAY and self.same_ends_reversed(other)

    def same_ends_reversed(self, other: Claim) -> bool:
        """Whether each end agrees with the other end of the other claim."""
        return self.subject.agrees(other.object) and self.object.agrees(other.subject)

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} [{self.status}]"


#: Level -> whether an annotated and a predicted claim agree at it, from the strictest.
AGREE: dict[str, Callable[[Claim, Claim], bool]] = {
    "claim": lambda a, b: a.predicate == b.predicate and a.status == b.status and a.same_ends(b),
    "triple": lambda a, b: a.predicate == b.predicate and a.same_ends(b),
    "pair": lambda a, b: a.same_ends(b) or a.same_ends_reversed(b),
}


def claims_of(line: Json) -> list[Claim]:
    """The claims of an article, each (subject, predicate, object, status) once."""
    entities = {entity["id"]: entity for entity in line.get("entities", ()) if "id" in entity}
    claims = (Claim.of(record, entities) for record in line.get("claims", ()))
    unique: dict[tuple[str, str, str, str | None], Claim] = {}
    for claim in claims:
        unique.setdefault(claim.identity, claim)
    return list(unique.values())


def one_to_one(
    annotated: Sequence[Claim], predicted: Sequence[Claim], agree: Callable[[Claim, Claim], bool]
) -> list[tuple[int, int]]:
    """Index pairs, in the order of the annotation: each takes the first free predicted claim that agrees."""
    free = dict.fromkeys(range(len(predicted)))
    pairs: list[tuple[int, int]] = []
    for index, claim in enumerate(annotated):
        partner = next((other for other in free if agree(claim, predicted[other])), None)
        if partner is not None:
            del free[partner]
            pairs.append((index, partner))
    return pairs


@dataclass(frozen=True)
class Compared:
    """One article, annotated and predicted.

    Attributes:
        article: Its id.
        annotated, predicted: Its claims.
        pairs: Level -> (index annotated, index predicted) of the claims that agree.
        listed: Entities that the prediction lists, in a claim or not.
    """

    article: str
    annotated: list[Claim]
    predicted: list[Claim]
    pairs: dict[str, list[tuple[int, int]]]
    listed: list[End] = field(default_factory=list)

    @cached_property
    def found(self) -> frozenset[int]:
        """Indices of the annotated claims that were predicted."""
        return frozenset(i for i, _ in self.pairs["claim"])

    @cached_property
    def right(self) -> frozenset[int]:
        """Indices of the predicted claims that are annotated."""
        return frozenset(j for _, j in self.pairs["claim"])

    @cached_property
    def entities(self) -> list[End]:
        """Every entity of the prediction, listed or in a claim."""
        ends = (end for claim in self.predicted for end in (claim.subject, claim.object) if not end.is_value)
        return [*self.listed, *ends]

    def missed(self) -> list[Claim]:
        """Annotated claims that were not predicted."""
        return [claim for i, claim in enumerate(self.annotated) if i not in self.found]

    def wrong(self) -> list[Claim]:
        """Predicted claims that are not annotated."""
        return [claim for j, claim in enumerate(self.predicted) if j not in self.right]


def compare(annotation: Mapping[str, Json], predictions: Mapping[str, Json]) -> list[Compared]:
    """Match the claims of each annotated article; one that the predictions lack counts as one without claims."""
    compared = []
    for article, gold in annotation.items():
        line = predictions.get(article, {})
        annotated, predicted = claims_of(gold), claims_of(line)
        pairs = {level: one_to_one(annotated, predicted, agree) for level, agree in AGREE.items()}
        compared.append(Compared(article, annotated, predicted, pairs, [*map(End, line.get("entities", ()))]))
    return compared
