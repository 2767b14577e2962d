"""Line-ups: "Arsenal (4-3-3): Raya; White, …", "Newcastle team v Chelsea:" and the names below it, substitutes.

Everybody named until the line ends, and in the lines of substitutes below it, plays for the side; who stands behind
"Manager:" or "Coach:" manages it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.proposal import Proposal, propose
from touchline.ingest.relations.rows import TEAMS, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.rows import Row

__all__ = ["EXTRACTOR", "line_ups"]

EXTRACTOR = "touchline.line_ups.v1"
_KIND = r"(?:(?:predicted|probable|possible|expected|confirmed|likely|starting|provisional|full|our)\s+){0,3}"
_FORMATION = r"[(\[]?\s*\d(?:\s*-\s*\d){1,4}\s*[)\]]?"
_HEAD = re.compile(
    rf"(?:'s)?\s*(?:{_FORMATION})?\s*:?\s*{_KIND}(?:XI|eleven|line-?\s?up|team|side)?(?:\s+(?:today|tonight))?"
    rf"(?:\s+(?:v|vs\.?|against|to face)\s+[^:\n,;]{{2,30}})?\s*(?:{_FORMATION})?\s*:",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:v|vs\.?|against|to face)\s+$", re.IGNORECASE)
_SUBSTITUTES = re.compile(r"\W*(?:unused |used )?(?:subs|substitutes|bench|replacements)\b[^:\n]{0,20}:", re.IGNORECASE)
_MANAGER = re.compile(r"\b(?:manager|(?:head )?coach|boss)\s*:\s*$", re.IGNORECASE)
#: What ends a line-up within its line: the other side's line-up, or another fact of the match.
_STOP = re.compile(
    r"\bXI\s*:|(?:Goals?|Scorers?|Goalscorers?|Cards?|Booked|Bookings|Sent off|Referee|Att(?:endance)?|Venue)\s*:"
)
#: Home, away or neutral: a list of matches to come, not of players.
_GROUND = re.compile(r"\((?:H|A|N|home|away)\)", re.IGNORECASE)
_MIN_PLAYERS = 5


def line_ups(document: ArticleDocument) -> Iterator[Proposal]:
    """Who plays for a side by its line-up, and who manages it."""
    lines = rows(document)
    for number, row in enumerate(lines):
        for index, team in enumerate(row.mentions):
            head = _HEAD.match(row.text, team.end - row.start) if team.type in TEAMS and team.kind == "name" else None
            if head is None or _AGAINST.search(row.text, 0, team.start - row.start):
                continue
            if _GROUND.search(row.text, head.end()):
                continue
            stop = _STOP.search(row.text, head.end())
            end = row.start + stop.start() if stop else row.end
            named = list(_named(row.mentions[index + 1 :], row.start + head.end(), end))
            following = lines[number + 1 : number + 4]
            if not named and not row.text[head.end() :].strip() and following:
                named, following = list(_named(following[0].mentions, 0, following[0].end)), following[1:]
            if len(named) >= _MIN_PLAYERS:
                yield from _claims(document, team, [*named, *_substitutes(following)])


def _named(mentions: Sequence[Mention], start: int, end: int) -> Iterator[Mention]:
    """The persons between two offsets, until another team is named."""
    for mention in mentions:
        if mention.start < start:
            continue
        if mention.end > end or mention.type in TEAMS:
            return
        if mention.type == "Person" and mention.kind == "name":
            yield mention


def _substitutes(following: Sequence[Row]) -> Iterator[Mention]:
    for row in following:
        if _SUBSTITUTES.match(row.text) is None:
            return
        yield from _named(row.mentions, 0, row.end)


def _claims(document: ArticleDocument, team: Mention, named: Sequence[Mention]) -> Iterator[Proposal]:
    text = document.text.text
    for person in named:
        manager = _MANAGER.search(text, max(person.start - 20, 0), person.start) is not None
        proposal = propose(
            person, "manages" if manager else "plays_for", team, first=person.first, last=person.last,
            anchor=person.first, status="fact", rule="line-up-manager" if manager else "line-up", extractor=EXTRACTOR,
            fixed=True,
        )  # fmt: skip
        if proposal is not None:
            yield proposal
