r"""Date expressions in football news, as spans: "on Saturday", "last month", "until June 2029", "next summer".

`find_dates` reads expressions from left to right, the longest at each place. A span holds the expression without the
preposition or article before it ("the end of the season" in "at the end of the season"); the preposition is kept
beside it, since "until 2027" bounds a state while "in 2027" places an event.

Seasons, windows and relative words stay as written: what they mean depends on the day of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["DateKind", "DateSpan", "find_dates"]

#: day: a date or weekday; month; year; season: "last season", "2023/24"; window: a summer, a transfer window;
#: relative: "last month", "two weeks ago"; end: "the end of the season".
DateKind = Literal["day", "month", "year", "season", "window", "relative", "end"]

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)(?![\d:.,%m]*[\d%])"
_YEAR = r"(?:19[2-9]\d|20[0-4]\d)"
_PART = r"(?:\s+(?:night|evening|afternoon|morning|lunchtime))?"
_WHICH = r"(?:last|this|next|the\s+(?:coming|past|previous|following|current)|coming)"
_COUNT = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a\s+few)"
_UNITS = r"(?:days?|fortnights?|weeks?|months?|years?|seasons?|weekends?|summers?)"
_SEASON = r"(?:season|campaign|term)"
_WINDOW = r"(?:(?:transfer\s+)?window|market)"

_NAMED_SEASON = rf"(?:{_YEAR}(?:\s?[/-]\s?\d\d(?:\d\d)?)?|current|coming)\s+"
_STRETCH = rf"(?:{_SEASON}|year|month|week|summer|(?:January\s+|summer\s+)?(?:transfer\s+)?window|{_MONTH})"
_EDGE = r"(?:the\s+)?(?:very\s+)?(?:end|start|beginning|middle|close)\s+of\s+(?:the|this|last|next)?\s*"
_REST = r"(?:the\s+)?(?:rest|remainder|(?:first|second)\s+half)\s+of\s+(?:the|this|last|next)\s+"
_QUARTER = r"(?:summer|winter|autumn|spring)"
_SPELL = r"(?:week|month|year|weekend|summer|decade|fortnight)"
_CLOCK = r"(?:night|evening|afternoon|morning)"

_FORMS: tuple[tuple[DateKind, str], ...] = (
    ("end", rf"{_EDGE}(?:{_NAMED_SEASON})?{_STRETCH}(?:\s+(?:{_YEAR}|(?:next|last|this)\s+year))?"),
    ("end", rf"{_REST}(?:{_NAMED_SEASON})?(?:{_SEASON}|year)"),
    ("day", rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?(?:[0-3]?\d/)?{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?"),
    ("day", rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}\b(?:,?\s+{_YEAR})?"),
    ("day", rf"\b{_YEAR}-[01]\d-[0-3]\d\b"),
    ("day", rf"(?:{_WHICH}\s+)?{_WEEKDAY}{_PART}"),
    ("month", rf"(?:(?:early|late|mid)[\s-])?{_MONTH}\s+(?:(?:of\s+)?{_YEAR}|(?:last|next|this)\s+year)"),
    ("window", rf"(?:{_WHICH}\s+|the\s+)?(?:January|summer|winter)(?:'s)?\s+{_WINDOW}"),
    ("month", rf"(?:(?:last|next|this|early|late|mid)[\s-])?(?<!\w){_MONTH}(?!\w)"),
    (
        "window",
        rf"(?:the\s+)?(?:(?:{_WHICH}|early|late|mid)[\s-])?{_QUARTER}(?:\s+(?:of\s+)?{_YEAR})?(?:\s+{_WINDOW})?",
    ),
    ("season", rf"(?:the\s+)?{_YEAR}\s?(?:/|-|\u2013)\s?(?:{_YEAR}|\d\d)(?!\d)(?:\s+{_SEASON})?"),
    ("window", r"(?:the\s+)?close\s+season"),
    ("season", rf"(?:{_WHICH}\s+(?:two\s+|three\s+)?){_SEASON}s?"),
    ("relative", rf"{_WHICH}[\s-](?:(?:{_COUNT}|few)\s+)?{_SPELL}s?(?:\s+or\s+so)?"),
    ("relative", rf"{_COUNT}\s+{_UNITS}\s+(?:ago|earlier)"),
    ("relative", r"(?:earlier|later)\s+(?:this|in\s+the)\s+(?:week|month|year|season|summer|window)"),
    ("relative", rf"(?:yesterday|today|tonight|tomorrow)(?:\s+{_CLOCK})?|(?:the\s+|over\s+the\s+)?weekend|midweek"),
    ("relative", r"(?:transfer\s+)?deadline\s+day"),
    ("year", rf"(?:(?:early|late|mid)[\s-])?\b{_YEAR}\b(?![-\u2013/]\d)"),
)
_BEFORE = "on|in|by|since|beyond|until|till|til|before|after|from|during|at|through|to|for|over|between|of"
_PREPOSITION = rf"(?:\b(?P<preposition>{_BEFORE})\s+)?"
_ANY = "|".join(f"(?P<k{number}>{form})" for number, (_, form) in enumerate(_FORMS))
_DATE = re.compile(rf"{_PREPOSITION}(?<![\w£€$.])(?:{_ANY})(?![\w%])", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|over\s+the)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression.

    Attributes:
        start, end: Offsets in the text that was searched, without preposition and article.
        text: Those characters.
        kind: What it names.
        preposition: The word before it, lower case, or empty.
    """

    start: int
    end: int
    text: str
    kind: DateKind
    preposition: str = ""


def find_dates(text: str) -> Iterator[DateSpan]:
    """Date expressions in a text, from left to right.

    >>> [(d.preposition, d.text) for d in find_dates("He left in May 2024; his deal ran until next summer.")]
    [('in', 'May 2024'), ('until', 'next summer')]
    """
    bounded = 0  # where the first date after "between" ends
    for match in _DATE.finditer(text):
        number = int((match.lastgroup or "k0")[1:])
        start = match.start(match.lastgroup or 0)
        article = _ARTICLE.match(text, start)
        start = article.end() if article and article.end() < match.end() else start
        words = text[start : match.end()]
        if _is_modal(words):
            continue
        preposition = (match["preposition"] or "").lower()
        if bounded and text[bounded : match.start()].strip() == "and":
            preposition = "between"
        bounded = match.end() if preposition == "between" and bounded == 0 else 0
        yield DateSpan(start, match.end(), words, _FORMS[number][0], preposition)


def _is_modal(words: str) -> bool:
    """Whether "may", "march" or the like, in lower case, is a verb rather than a month."""
    return words in ("may", "march", "dec", "sep", "oct", "nov", "jan", "feb", "aug")
