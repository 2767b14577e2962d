"""Lists of fixtures: two or more lines "Watford v Fulham" under a date or a round, and the competition they are of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from touchline.ingest.relations.proposal import Proposal, propose
from touchline.ingest.relations.rows import TEAMS, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.rows import Row

__all__ = ["EXTRACTOR", "fixtures"]

EXTRACTOR = "touchline.fixtures.v1"
_VERSUS = re.compile(r"\s+(?:v|vs)\.?\s+", re.IGNORECASE)
_OR = re.compile(r"\s*(?:or|/)\s*", re.IGNORECASE)
_BEFORE = re.compile(
    r"[^A-Za-z]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[^A-Za-z]*)?(?:(?:game|tie|match) \d+)?\W*",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[\s,(\u2013|:-]*(?:[^.!?\n]{0,50})$")
_PAST = re.compile(
    r"\b(?:results?|scores|played|previous|past|last (?:five|ten|meetings)|head[- ]to[- ]head)\b", re.IGNORECASE
)
_MIN_ROWS = 2
_GAP = 3


def fixtures(document: ArticleDocument) -> Iterator[Proposal]:
    """Who meets whom, and in what, by the lists of fixtures of an article."""
    lines = rows(document)
    found = [(number, sides) for number, row in enumerate(lines) if (sides := _sides(row))]
    for block in _blocks(found):
        heading = _heading(lines, block[0][0])
        if len(block) < _MIN_ROWS or any(
            _PAST.search(row.text) for row in lines[max(block[0][0] - _GAP, 0) : block[0][0]]
        ):
            continue
        for _, (home, away) in block:
            yield from _claims(home, away, heading)


def _sides(row: Row) -> tuple[list[Mention], list[Mention]] | None:
    """Home and away of a line that is a fixture; two for a side that is not settled ("Hull or Leeds v Luton")."""
    teams = row.teams
    if row.is_title or not teams or len(teams) > 4 or any(m.type == "Person" for m in row.mentions):  # noqa: PLR2004
        return None
    before, after = row.text[: teams[0].start - row.start], row.text[teams[-1].end - row.start :]
    if _BEFORE.fullmatch(before) is None or _AFTER.fullmatch(after) is None:
        return None
    sides: tuple[list[Mention], list[Mention]] = ([teams[0]], [])
    for left, right in pairwise(teams):
        between = row.between(left.end, right.start)
        if _VERSUS.fullmatch(between) and not sides[1]:
            sides[1].append(right)
        elif _OR.fullmatch(between):
            sides[1 if sides[1] else 0].append(right)
        else:
            return None
    return sides if sides[1] else None


_Fixture = tuple[int, tuple[list["Mention"], list["Mention"]]]


def _blocks(found: Sequence[_Fixture]) -> list[list[_Fixture]]:
    """Fixtures that stand near one another."""
    blocks: list[list[_Fixture]] = []
    for one in found:
        if blocks and one[0] - blocks[-1][-1][0] <= _GAP:
            blocks[-1].append(one)
        else:
            blocks.append([one])
    return blocks


def _heading(lines: Sequence[Row], first: int) -> Mention | None:
    """The competition named in the lines above a list, in the headline, or alone in the article."""
    near = [*reversed(lines[max(first - _GAP, 0) : first]), *(row for row in lines if row.is_title)]
    for row in near:
        named = {m.entity.id: m for m in row.of_type("Competition")}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    named = {m.entity.id: m for row in lines for m in reversed(row.of_type("Competition"))}
    return next(iter(named.values())) if len(named) == 1 else None


def _claims(home: list[Mention], away: list[Mention], competition: Mention | None) -> Iterator[Proposal]:
    settled = len(home) == len(away) == 1
    named = {"competition": competition.entity.name} if competition else {}
    for left in home:
        for right in away:
            proposal = propose(
                left, "faces", right, first=min(left.first, right.first), last=max(left.last, right.last),
                anchor=left.first, status="future" if settled else "rumour", extractor=EXTRACTOR, fixed=True,
                rule="fixture" if settled else "fixture-or", qualifiers=named,
            )  # fmt: skip
            if proposal is not None:
                yield proposal
    for team in (*home, *away):
        if competition is not None and team.type in TEAMS:
            proposal = propose(
                team, "competes_in", competition, first=team.first, last=team.last, anchor=team.first, status="fact",
                rule="fixture-competition", extractor=EXTRACTOR, fixed=True,
            )  # fmt: skip
            if proposal is not None:
                yield proposal
