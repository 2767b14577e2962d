"""Claims that the layout of an article states: line-ups and score lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.proposal import Proposal, propose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.encode import EncodedSentence

__all__ = ["EXTRACTOR", "line_ups", "score_lines"]

EXTRACTOR = "touchline.layout.v1"
_FORMATION = re.compile(
    r"\s*(?:\(\s*\d(?:\s*-\s*\d){1,4}\s*\))?\s*(?:XI|line-?up|starting XI|team)?\s*:", re.IGNORECASE
)
_MIN_PLAYERS = 5
_SCORE = re.compile(r"<([CN])(\d+)> (\d{1,2})\|[^ ]* (?:(?:-|\u2013|:)\|[^ ]* )?(\d{1,2})\|[^ ]* <([CN])(\d+)> ")
_JOINED_SCORE = re.compile(r"<([CN])(\d+)> (\d{1,2})[-\u2013:](\d{1,2})\|[^ ]* <([CN])(\d+)> ")


def line_ups(document: ArticleDocument) -> Iterator[Proposal]:
    """Line-ups, "Arsenal (4-3-3): Raya; White, Saliba, …": each person before the line ends plays for the side."""
    text = document.text.text
    mentions = document.mentions
    for index, team in enumerate(mentions):
        if team.type not in ("Club", "NationalTeam") or team.kind != "name":
            continue
        match = _FORMATION.match(text, team.end)
        if match is None or document.is_ignored(team.start, match.end()):
            continue
        players = list(_players(document, index + 1, match.end()))
        if len(players) < _MIN_PLAYERS:
            continue
        for player in players:
            proposal = propose(
                player, "plays_for", team, first=team.first, last=player.last, anchor=player.first, status="fact",
                rule="line-up", extractor=EXTRACTOR, fixed=True,
            )  # fmt: skip
            if proposal is not None:
                proposal.first = player.first
                yield proposal


def _players(document: ArticleDocument, index: int, start: int) -> Iterator[Mention]:
    text = document.text.text
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    for mention in document.mentions[index:]:
        if mention.start >= end or mention.type in ("Club", "NationalTeam"):
            return
        if mention.type == "Person" and mention.kind == "name":
            yield mention


def score_lines(document: ArticleDocument, sentence: EncodedSentence) -> Iterator[Proposal]:
    """Score lines, "Arsenal 2-1 Chelsea": who scored more has won."""
    for pattern in (_SCORE, _JOINED_SCORE):
        for match in pattern.finditer(sentence.text):
            home, away = document.mentions[int(match[2])], document.mentions[int(match[6])]
            first, last = sentence.token_range(match.start(), match.end())
            goals = int(match[3]), int(match[4])
            winner, loser = (home, away) if goals[0] >= goals[1] else (away, home)
            predicate = "drew_with" if goals[0] == goals[1] else "beat"
            proposal = propose(
                winner, predicate, loser, first=first, last=last, anchor=first, status="fact", rule="score-line",
                extractor=EXTRACTOR, qualifiers={"score": f"{max(goals)}-{min(goals)}"}, fixed=True,
            )  # fmt: skip
            if proposal is not None:
                yield proposal
