"""Lists of signings: "In: Moises Caicedo (Brighton, £115m)", "Arrivals", "Departures", "Loans out", "[Ajax - £5m]".

Whose list it is stands in the heading, in a line of its own above it, or in the headline. A list without a club, and a
name without brackets, state nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.proposal import Proposal, propose
from touchline.ingest.relations.rows import only_team, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Status
    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.rows import Row

__all__ = ["EXTRACTOR", "signings"]

EXTRACTOR = "touchline.signings.v1"
_HEAD = re.compile(
    r"\W*+(?:(?P<team>[^:\n]{0,40}?)[\s:\u2013-]++)?"
    r"(?P<kind>(?=[A-Za-z ]{2,24}+[^A-Za-z]|[A-Za-z ]{2,24}+$)[A-Za-z]++(?: ++[A-Za-z]++){0,4})\s*+(?P<colon>:|$)"
)
_BRACKET = re.compile(r"\s*(?:,\s*)?[(\[](?P<inside>[^()\[\]\n]{2,80})[)\]]")
_LOAN = re.compile(r"\bloan(?:ed)?\b", re.IGNORECASE)
_RETURN = re.compile(r"\b(?:end of|return(?:ed|s)?|back|recall\w*|expired)\b", re.IGNORECASE)
_RELEASED = re.compile(
    r"\b(?:released?|retired|free agent|end of contract|contract (?:expired|terminated))\b", re.IGNORECASE
)
_FEE = re.compile(
    r"(?:[£€$]\s?\d[\d.,]*\s?(?:m|mn|k|bn|million|billion)?\b|\bundisclosed(?: fee)?\b|\bfree(?: transfer)?\b)",
    re.IGNORECASE,
)


def signings(document: ArticleDocument) -> Iterator[Proposal]:
    """What the lists of an article say of arrivals, departures and loans."""
    lines = rows(document)
    title = only_team([row for row in lines if row.is_title])
    kind, team, above = "", None, None
    for row in lines:
        head = _heading(row)
        if head is not None:
            kind, start = head
            inside = [m for m in row.teams if m.end <= start]
            team = inside[0] if inside else above or title
            if not row.text[start - row.start :].strip():
                continue
        else:
            start = row.start
        if kind and team is not None and (found := list(_items(row, start, kind, team))):
            yield from found
        elif head is None:
            above = row.teams[0] if _is_name_alone(row) else above
            kind = ""


def _heading(row: Row) -> tuple[str, int] | None:
    """("in", "out", "loan-in" or "loan-out", the offset behind it) of a line that opens a list."""
    match = None if row.is_title else _HEAD.match(row.text)
    if match is None:
        return None
    words = " ".join(match["kind"].casefold().split())
    for kind, forms in read_toml("signings.toml")["heading"].items():
        if words in forms:
            return kind, row.start + match.end()
    return None


def _is_name_alone(row: Row) -> bool:
    return len(row.teams) == 1 and len(row.text.strip(" :*-\u2013")) <= row.teams[0].end - row.teams[0].start + 2


def _items(row: Row, start: int, kind: str, team: Mention) -> Iterator[Proposal]:
    for person in row.of_type("Person"):
        bracket = _BRACKET.match(row.text, person.end - row.start) if person.start >= start else None
        if bracket is None or person.kind != "name":
            continue
        inside = bracket["inside"]
        begin, stop = row.start + bracket.start("inside"), row.start + bracket.end("inside")
        clubs = [m for m in row.of_type("Club") if begin <= m.start and m.end <= stop and m.entity is not team.entity]
        loan = kind.startswith("loan") or bool(_LOAN.search(inside))
        yield from _Item(person, team, clubs[0] if clubs else None, inside, row).claims(kind.endswith("out"), loan=loan)


class _Item:
    """One player of a list."""

    def __init__(self, person: Mention, team: Mention, other: Mention | None, inside: str, row: Row) -> None:
        self.person, self.team, self.other, self.inside, self.row = person, team, other, inside, row

    def claims(self, out: bool, *, loan: bool) -> Iterator[Proposal]:
        source, target = (self.team, self.other) if out else (self.other, self.team)
        returning = bool(_RETURN.search(self.inside))
        if target is not None and source is not None:
            fee = _FEE.search(self.inside)
            said = {"from": source.entity.name} | ({"fee": fee.group()} if fee and not loan else {})
            if not returning:
                yield from self._claim("loaned_to" if loan else "joined", target, "fact", "signing-list", said)
                yield from self._claim("plays_for", source, "fact" if loan else "former", "signing-list-from", {})
        if out and not loan and (target is not None or _RELEASED.search(self.inside)):
            yield from self._claim("left", self.team, "fact", "signing-list-out", {})

    def _claim(
        self, predicate: str, team: Mention, status: Status, rule: str, said: dict[str, str]
    ) -> Iterator[Proposal]:
        ends = [self.person, *([self.other] if self.other else [])]
        proposal = propose(
            self.person, predicate, team, first=min(m.first for m in ends), last=max(m.last for m in ends),
            anchor=self.person.first, status=status, rule=rule, extractor=EXTRACTOR, qualifiers=said, fixed=True,
        )  # fmt: skip
        if proposal is not None:
            yield proposal
