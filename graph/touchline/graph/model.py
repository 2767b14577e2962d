"""The claim model: articles, entities, statements and the evidence for them.

A `Statement` is (subject, predicate, object); its key is a hash of the three. It carries `Evidence`, one for each
sentence that speaks of it. What one article says is a `Reading`: the article, every entity it mentions, and its
statements. Within a reading the first evidence of a statement is its lead: the lead's status is the one that holds
for the whole article.

The split of a statement from its evidence follows INDRA (Gyori et al. 2017, doi:10.15252/msb.20177651): merging adds
evidence and never changes what was said. Only the standard library is imported here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Article", "Entity", "Evidence", "Reading", "Statement", "Status", "Value", "merge_statements"]

Status = Literal["fact", "former", "future", "rumour", "denied"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it was given.

    Attributes:
        id: Stable name of the article; the same id is the same article.
        text: Body, exactly as it came (a `date 2024-02-15` line included).
        title: Headline, empty where there is none.
        published: ISO date `YYYY-MM-DD`, or None where it is not known.
        source: Outlet, empty where it is not known.
        url: Where it was published, empty where it is not known.
        authors: Names of the writers.
    """

    id: str
    text: str
    title: str = ""
    published: str | None = None
    source: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()

    @property
    def full_text(self) -> str:
        """Title, blank line, text (the text alone without a title): what all offsets count in, in code points."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, club or other named thing.

    Attributes:
        id: Local name of its IRI, such as `Xabi_Alonso`; ids that start with `x-` are local (not in a knowledge base).
        type: Local name of an ontology class: Person, Club, NationalTeam, Competition, Venue, Place, Organisation
            or Award.
        name: Fullest usual name.
        aliases: The forms in which articles name it, sorted.
        qid: Wikidata item (`Q12345`), only where the link is certain.
        candidates: Ids of knowledge-base entities that an unlinked name might stand for, sorted.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    qid: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """An object that is no entity: an age, a position, an injury, a ban. Always in the article's words or a number."""

    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that states a statement.

    Attributes:
        article: Id of the article.
        start, end: Offsets of `quote` in `Article.full_text`, in Unicode code points, end exclusive.
        quote: The shortest run that states it, verbatim.
        sentence: The sentence around it, verbatim.
        status: fact, former, future, rumour or denied.
        qualifiers: fee, until, from, date, score, competition, role, count, outcome, source; in the article's words,
            save that a club or person is named in full and a count is in digits.
        source: Who says so (outlet, journalist, official), empty where the article itself does.
        published: ISO date of the article, None where unknown.
        confidence: Calibrated probability in [0, 1] that the claim is right.
        extractor: Versioned name of the component that read it, such as `touchline.phrases.v1`.
        normalised: Qualifiers in a form that programs can compare ("35000000 GBP" for "£35m"), under the same names;
            only those that have one. docs/qualifiers.md tells the forms.
    """

    article: str
    start: int
    end: int
    quote: str
    sentence: str
    status: Status
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    published: str | None = None
    confidence: float = 1.0
    extractor: str = ""
    normalised: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.article, self.start, self.end, self.status, tuple(sorted(self.qualifiers.items()))))


@dataclass(frozen=True, slots=True)
class Statement:
    """(subject, predicate, object) with the evidence for it."""

    subject: Entity
    predicate: str
    object: Entity | Value
    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> str:
        """16 hex digits of SHA-256 over subject id, predicate and object: the same in every run and process."""
        end = f"={self.object.value}" if isinstance(self.object, Value) else self.object.id
        return hashlib.sha256(f"{self.subject.id}\x1f{self.predicate}\x1f{end}".encode()).hexdigest()[:16]

    @property
    def status(self) -> Status:
        """Status of the lead evidence (the first)."""
        return self.evidence[0].status


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: its entities (each that is mentioned, in a statement or not) and its statements."""

    article: Article
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    mentions: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def merge_statements(statements: Iterable[Statement]) -> list[Statement]:
    """Merge statements with one key into one with all their evidence, in order of first appearance.

    Idempotent: evidence that is already there (equal in every field) is not added again.
    """
    merged: dict[str, Statement] = {}
    for statement in statements:
        known = merged.get(statement.key)
        evidence = (*(known.evidence if known else ()), *statement.evidence)
        merged[statement.key] = replace(known or statement, evidence=tuple(dict.fromkeys(evidence)))
    return list(merged.values())
