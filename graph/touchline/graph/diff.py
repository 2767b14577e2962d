"""What changed between two states of the graph: claims that are new, gone, or told otherwise.

1. Each state is merged: a claim stands once, told by its newest lead evidence (the article's status for it).
2. A claim in one state only is new or gone.
3. A claim in both changed where its status, a qualifier or the number of articles that report it differs. A qualifier
   that the newest report leaves out keeps the value of the newest report that has one.

Two stores are two states; so are two days of one store, each being what was published on that day or before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from touchline.graph.errors import InputError
from touchline.graph.merge import checked_date, merge_readings
from touchline.graph.model import Value
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.model import Evidence, Reading, Statement

__all__ = ["Change", "ClaimState", "claim_states", "day_of", "diff", "until"]

Kind = Literal["new", "gone", "changed"]
_ORDER: dict[Kind, int] = {"new": 0, "changed": 1, "gone": 2}
_AGO = re.compile(r"([0-9]{1,9}) ?(d|day|days|w|week|weeks)(?: ago)?")


@dataclass(frozen=True, slots=True)
class ClaimState:
    """A claim as one state of the graph tells it.

    Attributes:
        key: Key of the statement.
        subject, predicate, object: Names of the ends and the predicate's local name.
        status: Status that the newest article gives it.
        qualifiers: By name, the value of the newest report that has one.
        reports: Number of articles.
        article, published, sentence: Where the newest lead evidence stands.
    """

    key: str
    subject: str
    predicate: str
    object: str
    status: str
    qualifiers: dict[str, str]
    reports: int
    article: str
    published: str | None
    sentence: str

    @property
    def text(self) -> str:
        """The claim for people: `Xabi Alonso linked to Liverpool`."""
        return f"{self.subject} {PREDICATES[self.predicate].label} {self.object}"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        kind: new, gone or changed.
        claim: The claim as it is after (before, where it is gone).
        fields: What differs, by name: the value before and after, None where there was none. Empty unless changed.
    """

    kind: Kind
    claim: ClaimState
    fields: dict[str, tuple[str | None, str | None]]


def day_of(text: str, today: date | None = None) -> str:
    """The ISO date that a text names: itself, `today`, `yesterday`, `3 days ago`, `2w`.

    >>> day_of("yesterday", date(2024, 3, 1)), day_of("2 weeks ago", date(2024, 3, 1)), day_of("2024-02-15")
    ('2024-02-29', '2024-02-16', '2024-02-15')

    Raises:
        InputError: it names no day.
    """
    today = today or date.today()  # noqa: DTZ011 - the reader's own calendar day
    words = " ".join(text.lower().split())
    if words in {"today", "yesterday"}:
        return (today - timedelta(days=words == "yesterday")).isoformat()
    if ago := _AGO.fullmatch(words):
        try:
            return (today - timedelta(days=int(ago[1]) * (7 if ago[2].startswith("w") else 1))).isoformat()
        except OverflowError:
            raise InputError(f"{text!r} lies before the calendar begins.") from None
    try:
        if day := checked_date(text, ""):
            return day
    except InputError:
        pass
    raise InputError(f"{text!r} is not a day; write 2024-02-15, today, yesterday, 3 days ago or 2 weeks ago.")


def until(readings: Iterable[Reading], day: str) -> list[Reading]:
    """The readings of articles published on that ISO day or before; undated ones are left out."""
    return [reading for reading in readings if reading.article.published and reading.article.published <= day]


def _newest_first(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Newest first; undated last; within one article the lead first (the order given)."""
    return sorted(evidence, key=lambda item: item.published or "", reverse=True)


def _leads(statement: Statement) -> list[Evidence]:
    """The first evidence of each article."""
    leads: dict[str, Evidence] = {}
    for evidence in statement.evidence:
        leads.setdefault(evidence.article, evidence)
    return list(leads.values())


def _state(statement: Statement) -> ClaimState:
    leads = _newest_first(_leads(statement))
    qualifiers: dict[str, str] = {}
    for evidence in _newest_first(statement.evidence):
        for name, value in evidence.qualifiers.items():
            qualifiers.setdefault(name, value)
    end = statement.object
    return ClaimState(
        key=statement.key,
        subject=statement.subject.name,
        predicate=statement.predicate,
        object=end.value if isinstance(end, Value) else end.name,
        status=leads[0].status,
        qualifiers=dict(sorted(qualifiers.items())),
        reports=len(leads),
        article=leads[0].article,
        published=leads[0].published,
        sentence=leads[0].sentence,
    )


def claim_states(readings: Iterable[Reading]) -> dict[str, ClaimState]:
    """The claims of all readings by their keys."""
    return {statement.key: _state(statement) for statement in merge_readings(readings)}


def _differing(old: ClaimState, new: ClaimState) -> dict[str, tuple[str | None, str | None]]:
    before: dict[str, str] = {"status": old.status, "reports": str(old.reports), **old.qualifiers}
    after: dict[str, str] = {"status": new.status, "reports": str(new.reports), **new.qualifiers}
    names = dict.fromkeys((*before, *after))
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def diff(before: Iterable[Reading], after: Iterable[Reading]) -> list[Change]:
    """What changed from one state to another: new claims, then changed, then gone, each in order of their words."""
    old, new = claim_states(before), claim_states(after)
    changes = [Change("new", new[key], {}) for key in new.keys() - old.keys()]
    changes += [Change("gone", old[key], {}) for key in old.keys() - new.keys()]
    for key in old.keys() & new.keys():
        if fields := _differing(old[key], new[key]):
            changes.append(Change("changed", new[key], fields))
    return sorted(changes, key=lambda change: (_ORDER[change.kind], change.claim.text, change.claim.key))
