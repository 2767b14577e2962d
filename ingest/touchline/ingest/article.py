"""From what a source says about an article to an `Article`: dates, ids, text that can be stored.

Dates. News states its date in many ways and sometimes in none. A date is taken only where day, month and year are all
written out; everything else ("2 days ago", "11 Feb", "2004/2005") is no date, since a wrong year would move every
claim of the article. The day is the one that is written: a time zone never shifts it.

Ids. The same article must get the same id on every machine, so an id is what the source calls the article, or the
file's path below the folder that was given, or a hash of the text where there is neither.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date

__all__ = ["MAX_CHARACTERS", "content_id", "date_line", "date_line_end", "parse_published", "storable"]

#: Longest article that is read, in characters (about 35,000 words). A longer text is no article, and its parse would
#: take gigabytes.
MAX_CHARACTERS = 200_000

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME = r"(?:$|[T\s,].*$)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})" + _TIME,
        r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})" + _TIME,
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:\d{6})?(?:$|T\d{0,6}Z?$)",
        r"(?:[a-z]{3,9},?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r",?\s+(?P<y>\d{4})" + _TIME,
        r"(?:[a-z]{3,9},?\s+)?" + _MONTH + r"\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})" + _TIME,
    )
)
_DATE_LINE = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})\s+")
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_published(value: object) -> str | None:
    """The ISO date `YYYY-MM-DD` that a source states, or None where it states none.

    Read are ISO dates and datetimes, their compact forms, and dates with the month in English words. A number is read
    by its digits (`20240215`); a Unix timestamp is not, since seconds and milliseconds cannot be told apart for sure.

    >>> parse_published("2024-01-29T11:10:00.000Z"), parse_published("20260123T2"), parse_published("15 February 2024")
    ('2024-01-29', '2026-01-23', '2024-02-15')
    >>> parse_published("2004/2005"), parse_published("2 days ago"), parse_published("2024-02-30")
    (None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    text = str(value).strip()
    found = next((match for pattern in _DATES if (match := pattern.match(text))), None)
    if found is None:
        return None
    month = found["m"].casefold()
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
    try:
        day = date(int(found["y"]), number, int(found["d"]))
    except ValueError:
        return None
    return day.isoformat() if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def date_line(text: str) -> str | None:
    """The date of a first line `date 2024-02-15 …`, which some crawls put before the text; it stays part of the text.

    >>> date_line(" date 2024-02-15 Leverkusen go top. ")
    '2024-02-15'
    """
    found = _DATE_LINE.match(text)
    return parse_published(found[1]) if found else None


def date_line_end(text: str) -> int:
    """Where the text goes on after such a line; 0 where there is none.

    >>> date_line_end("date 2024-02-15 Leverkusen go top.")
    16
    """
    found = _DATE_LINE.match(text)
    return found.end() if found else 0


def content_id(prefix: str, full_text: str) -> str:
    """An id from the text itself, for an article that comes without a name: the prefix and 12 hex digits of SHA-256."""
    return prefix + hashlib.sha256(full_text.encode("utf-8", "replace")).hexdigest()[:12]


def storable(text: str) -> str:
    """The text with unpaired surrogates (which UTF-8 cannot hold) replaced one by one, so that offsets stay."""
    return _SURROGATE.sub("\ufffd", text)
