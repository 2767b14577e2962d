r"""Date words as ISO 8601 or EDTF, grounded by the day of publication.

A day, a month and a year stay as fine as they are said: "2025" is `2025`, "June 2029" is `2029-06`. A season and a
span of days are intervals: `2024-07/2025-06`, `2024-02-17/2024-02-18`; a summer is June to August, a transfer window
of January its month, that of the summer June to August. A weekday or a month without a year is the nearest one on the
side that the claim speaks of: ahead for what is to come, behind for what has been. Without a day of publication only
what names its year has a form.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["normal_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\.?"
)
_YEAR = r"(?P<year>19\d\d|20\d\d)"
_WHICH = r"(?:(?P<which>last|this|next|coming|current|previous|past|following)[\s-]+)?"
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
_WEEKEND = 5
_SUMMER = ("06", "08")
_SEASON_STARTS = 7
_HALF_YEAR = 183
_CENTURY = 100


def normal_date(words: str, published: date | None, *, ahead: bool) -> str:
    """The ISO or EDTF form of a date expression, or "" where it has none.

    Args:
        words: Without the preposition: "Saturday", "end of the season", "2024/25".
        published: Day from which relative words are counted.
        ahead: Whether a weekday or month without a year lies after that day rather than before.

    >>> day = date(2024, 2, 15)
    >>> [normal_date(words, day, ahead=True) for words in ("Saturday", "next season", "June 2029", "2025")]
    ['2024-02-17', '2024-07/2025-06', '2029-06', '2025']
    """
    plain = re.sub(r"^(?:the|in|on|at|by|over)\s+(?:the\s+)?", "", " ".join(words.lower().split()))
    for pattern, read in _FORMS:
        found = pattern.fullmatch(plain)
        if found:
            try:
                return read(found, published, ahead)
            except (ValueError, OverflowError):  # 31 February, or a year that the calendar lacks
                return ""
    return ""


def _year_of(found: re.Match[str], month: int, published: date | None, *, ahead: bool) -> int | None:
    """The year that is said, else that of the nearest such month on the side that counts."""
    if found["year"]:
        return int(found["year"])
    if published is None:
        return None
    which = found.groupdict().get("which")
    if which == "this":
        return published.year
    if ahead or which == "next":
        return published.year + (month < published.month or (which == "next" and month == published.month))
    return published.year - (month > published.month or (which == "last" and month == published.month))


def _number_of(month: str) -> int:
    return _MONTHS.index(month[:3]) + 1


def _day(found: re.Match[str], published: date | None, ahead: bool) -> str:
    month = _number_of(found["month"])
    if found["year"]:
        days = [date(int(found["year"]), month, int(found["day"]))]
    elif published is None:
        return ""
    else:
        years = (published.year - 1, published.year, published.year + 1)
        days = [date(year, month, int(found["day"])) for year in years if _exists(year, month, int(found["day"]))]
    return _nearest(days, published, ahead=ahead)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _nearest(days: list[date], published: date | None, *, ahead: bool) -> str:
    if published is None or len(days) == 1:
        return days[0].isoformat() if days else ""
    fitting = [day for day in days if (day >= published if ahead else day <= published)]
    return min(fitting or days, key=lambda day: abs((day - published).days)).isoformat()


def _month(found: re.Match[str], published: date | None, ahead: bool) -> str:
    month = _number_of(found["month"])
    year = _year_of(found, month, published, ahead=ahead)
    return f"{year:04}-{month:02}" if year else ""


def _month_of_year(found: re.Match[str], published: date | None, ahead: bool) -> str:
    del ahead
    if published is None:
        return ""
    return f"{published.year + _step(found['which']):04}-{_number_of(found['month']):02}"


def _step(which: str | None) -> int:
    return {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(which or "", 0)


def _weekday(found: re.Match[str], published: date | None, ahead: bool) -> str:
    if published is None:
        return ""
    forward = found["which"] in ("next", "coming", "this") or (ahead and found["which"] not in ("last", "past"))
    number = _DAYS.index(found["day"])
    gap = (number - published.weekday()) % 7 if forward else -((published.weekday() - number) % 7)
    return (published + timedelta(days=gap)).isoformat()


def _weekend(found: re.Match[str], published: date | None, ahead: bool) -> str:
    if published is None:
        return ""
    saturday = published + timedelta(days=_WEEKEND - published.weekday())
    if found["which"] == "next":
        saturday += timedelta(days=7)
    elif published < saturday and (found["which"] in ("last", "past") or (not ahead and found["which"] != "this")):
        saturday -= timedelta(days=7)
    return f"{saturday}/{saturday + timedelta(days=1)}"


def _year(found: re.Match[str], published: date | None, ahead: bool) -> str:
    del ahead
    if found["year"]:
        return found["year"]
    return f"{published.year + _step(found['which']):04}" if published else ""


def _season(found: re.Match[str], published: date | None, ahead: bool) -> str:
    """A season that is named by its years, or counted from the one of the day: July to June."""
    del ahead
    named = found.groupdict().get("first")
    if named:
        start, digits = int(named), found["second"]
        if int(digits) % _CENTURY != (start + 1) % _CENTURY:
            return f"{start}/{start // _CENTURY}{digits}" if len(digits) == 2 else f"{start}/{digits}"  # noqa: PLR2004
    elif published is None:
        return ""
    else:
        start = published.year - (published.month < _SEASON_STARTS) + _step(found["which"])
    return f"{start:04}-07/{start + 1:04}-06"


def _end_of_season(found: re.Match[str], published: date | None, ahead: bool) -> str:
    interval = _season(found, published, ahead)
    return interval.partition("/")[2] if re.fullmatch(r"\d{4}-07/\d{4}-06", interval) else ""


def _summer(found: re.Match[str], published: date | None, ahead: bool) -> str:
    first, last = _SUMMER
    if found["year"]:
        year = int(found["year"])
    elif published is None:
        return ""
    else:
        year = published.year
        over, before = published.month > int(last), published.month < int(first)
        step = _step(found["which"])
        year += (over and step == 0 and ahead) - (before and (step < 0 or (found["which"] is None and not ahead)))
        year += step > 0 and not before
        year -= step < 0 and not over and not before
    return f"{year:04}-{first}/{year:04}-{last}"


def _ago(found: re.Match[str], published: date | None, ahead: bool) -> str:
    del ahead
    if published is None:
        return ""
    number = _NUMBERS.get(found["number"]) or int(found["number"])
    if found["unit"] == "year":
        return f"{published.year - number:04}"
    if found["unit"] == "month":
        return _months_from(published, -number)
    return (published - timedelta(days=number)).isoformat() if found["unit"] == "day" else _week(published, -number)


def _months_from(published: date, step: int) -> str:
    year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
    return f"{year:04}-{month + 1:02}"


def _week(published: date, step: int) -> str:
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
    return f"{monday}/{monday + timedelta(days=6)}"


def _spell(found: re.Match[str], published: date | None, ahead: bool) -> str:
    del ahead
    if published is None:
        return ""
    step = _step(found["which"])
    return _months_from(published, step) if found["unit"] == "month" else _week(published, step)


def _near_day(found: re.Match[str], published: date | None, ahead: bool) -> str:
    del ahead
    step = {"yesterday": -1, "tomorrow": 1}.get(found["word"], 0)
    return (published + timedelta(days=step)).isoformat() if published else ""


def _iso(found: re.Match[str], published: date | None, ahead: bool) -> str:
    del published, ahead
    return date.fromisoformat(found[0]).isoformat()


_PART = r"(?:\s+(?:night|evening|afternoon|morning|lunchtime))?"
_DAY_NAME = rf"(?:{'|'.join(_DAYS)})"
_ORDINAL = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_SEASON = r"(?:season|campaign|term)"
_NAMED_SEASON = r"(?P<first>19\d\d|20\d\d)\s?[/\u2013-]\s?(?P<second>\d\d(?:\d\d)?)"
_PART_OF = r"(?:(?:very\s+)?(?:end|close|start|beginning|middle)\s+of\s+(?:the\s+)?|(?:early|late|mid)[\s-])?"
_EDGE = r"(?:very\s+)?(?:end|close)\s+of\s+(?:the\s+)?"
_READERS: tuple[tuple[str, Callable[[re.Match[str], date | None, bool], str]], ...] = (
    (r"(?:19|20)\d\d-[01]\d-[0-3]\d", _iso),
    (rf"(?:{_DAY_NAME},?\s+)?{_ORDINAL}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?", _day),
    (rf"(?:{_DAY_NAME},?\s+)?{_MONTH}\s+{_ORDINAL}(?:,?\s+{_YEAR})?", _day),
    (rf"{_WHICH}(?P<day>{'|'.join(_DAYS)}){_PART}", _weekday),
    (rf"(?:{_EDGE}|(?:early|late|mid)[\s-])?{_MONTH}\s+(?P<which>last|this|next)\s+year", _month_of_year),
    (rf"{_PART_OF}{_WHICH}{_MONTH}(?:\s+(?:of\s+)?{_YEAR})?(?:\s+(?:transfer\s+)?window|'s\s+window)?", _month),
    (rf"(?:{_EDGE})?{_WHICH}summer(?:\s+(?:of\s+)?{_YEAR})?(?:\s+(?:transfer\s+)?window)?", _summer),
    (rf"{_EDGE}{_NAMED_SEASON}(?:\s+{_SEASON})?", _end_of_season),
    (rf"{_EDGE}{_WHICH}{_SEASON}", _end_of_season),
    (rf"{_NAMED_SEASON}(?:\s+{_SEASON})?", _season),
    (rf"{_WHICH}{_SEASON}", _season),
    (rf"{_YEAR}(?P<which>(?!))?", _year),
    (r"(?P<which>last|this|next)[\s-]year(?P<year>(?!))?", _year),
    (rf"{_WHICH}weekend", _weekend),
    (r"(?P<which>last|this|next)\s+(?P<unit>week|month)", _spell),
    (rf"(?P<number>{'|'.join(_NUMBERS)}|\d{{1,3}})\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier)", _ago),
    (r"(?P<word>yesterday|today|tonight|tomorrow)(?:\s+(?:night|evening|afternoon|morning))?", _near_day),
)  # fmt: skip
_FORMS = tuple((re.compile(pattern), read) for pattern, read in _READERS)
