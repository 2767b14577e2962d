"""Score lines: "Arsenal 2-1 Chelsea", "Everton 1 Newcastle 4", "Coventry 3-3 Man Utd (2-4 pens)".

Forecasts ("Prediction: …"), scores at half-time and scores while the match is on ("16' GOAL! …") are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.proposal import Proposal, propose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.relations.encode import EncodedSentence

__all__ = ["EXTRACTOR", "score_lines"]

EXTRACTOR = "touchline.score_lines.v1"
_DASH = r"(?:-|\u2013|:)"
_TEAM, _OTHER = r"<[CN](?P<home>\d+)> ", r"<[CN](?P<away>\d+)> "
_LATER = (
    rf"(?:\(\|[^ ]* )?(?P<pens_home>\d{{1,2}})(?:\|[^ ]* {_DASH}\|[^ ]* |{_DASH})(?P<pens_away>\d{{1,2}})\|[^ ]* "
    r"(?:on\|[^ ]* )?(?:pens?|penalties|pso)\|"
)
_PENALTIES = re.compile(_LATER)
_NUMBER = r"(?P<{}>\d{{1,2}})\|[^ ]* "
_HOME, _AWAY = _NUMBER.format("h"), _NUMBER.format("a")
_SCORES = (
    re.compile(rf"{_TEAM}{_HOME}(?:{_DASH}\|[^ ]* )?{_AWAY}{_OTHER}"),
    re.compile(rf"{_TEAM}(?P<h>\d{{1,2}}){_DASH}(?P<a>\d{{1,2}})\|[^ ]* {_OTHER}"),
    re.compile(rf"{_TEAM}[-\u2013]\|[^ ]* {_OTHER}(?P<h>\d{{1,2}}):(?P<a>\d{{1,2}})\|[^ ]* \(\|"),
    re.compile(rf"^{_TEAM}{_HOME}(?:[,;]\|[^ ]* )?{_OTHER}{_AWAY}(?=$|[-\u2013(:.|]\|)"),
)
_BEFORE = 200


def score_lines(document: ArticleDocument, sentence: EncodedSentence) -> Iterator[Proposal]:
    """Who beat whom, or drew, by the score lines of a sentence; the score is that of normal play."""
    if not sentence.letters & {"C", "N"}:
        return
    for pattern in _SCORES:
        for match in pattern.finditer(sentence.text):
            if not _is_unfinished(document, sentence, match.start()):
                proposal = _result(document, sentence, match)
                if proposal is not None:
                    yield proposal


def _is_unfinished(document: ArticleDocument, sentence: EncodedSentence, start: int) -> bool:
    """Whether words before the score, in its line or in the line above, say that it is no result."""
    offset = document.doc[sentence.token_range(start, start + 1)[0]].idx
    text = document.text.text
    line = text.rfind("\n", 0, offset) + 1
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    words = read_toml("score_lines.toml")
    here = text[max(line, offset - _BEFORE) : offset].casefold()
    over = text[max(above, line - _BEFORE) : line].casefold()
    later = text[offset : offset + _BEFORE].partition("\n")[0].casefold()
    return (
        any(word in here or word in over for word in words["forecast"])
        or any(here.rstrip().endswith(word) for word in words["running"])
        or any(word in later for word in words["running_after"])
    )


def _result(document: ArticleDocument, sentence: EncodedSentence, match: re.Match[str]) -> Proposal | None:
    home, away = document.mentions[int(match["home"])], document.mentions[int(match["away"])]
    first, last = sentence.token_range(match.start(), match.end())
    goals = int(match["h"]), int(match["a"])
    home_won, outcome = goals[0] > goals[1], {}
    level = goals[0] == goals[1]
    pens = _PENALTIES.match(sentence.text, match.end())
    if level and pens is not None and pens["pens_home"] != pens["pens_away"]:
        level, home_won = False, int(pens["pens_home"]) > int(pens["pens_away"])
        outcome = {"outcome": "penalties"}
    winner, loser = (home, away) if level or home_won else (away, home)
    return propose(
        winner, "drew_with" if level else "beat", loser, first=first, last=last, anchor=first, status="fact",
        rule="score-line", extractor=EXTRACTOR, qualifiers={"score": f"{max(goals)}-{min(goals)}", **outcome},
        fixed=True,
    )  # fmt: skip
