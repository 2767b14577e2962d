r"""Qualifiers in a form that programs can compare, beside the article's words: "35000000 GBP" for "£35m".

Each kind has its own form (docs/qualifiers.md). Dates are ISO 8601 days, months and years, or EDTF intervals of them,
no finer than the words; what is relative ("Saturday", "next summer") is counted from the day of publication, and has
no normal form where that is not known. A value that cannot be read has none: nothing is guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.money import find_money
from touchline.ingest.relations.qualifier_dates import normal_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from touchline.ingest.money import Money

__all__ = ["normal_money", "normalised"]

_SCORE = re.compile(r"(\d{1,2})\s?[-\u2013]\s?(\d{1,2})")
_FREE = re.compile(r"\bfree\s+(?:transfer|agent)\b|\bfor\s+free\b|\bon\s+a\s+free\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_COUNTS = {
    "once": "1", "one": "1", "twice": "2", "two": "2", "brace": "2", "three": "3", "thrice": "3", "hat-trick": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_ROLES = {
    "skipper": "captain", "caretaker": "caretaker manager", "caretaker boss": "caretaker manager",
    "interim": "interim manager", "interim boss": "interim manager", "interim coach": "interim manager",
    "ceo": "chief executive", "chief executive officer": "chief executive", "vice captain": "vice-captain",
    "vice president": "vice-president", "boss": "manager", "player-boss": "player-manager",
}  # fmt: skip


def normalised(
    qualifiers: Mapping[str, str], status: str, published: date | None, names: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The normal forms of a claim's qualifiers, under the same names; those without one are missing.

    Args:
        qualifiers: In the article's words.
        status: Status of the claim: a weekday of what is to come lies ahead.
        published: Day on which the article was published.
        names: Full names by the words that stand for them, for competitions and sources.

    >>> normalised({"fee": "around £35m", "score": "2\u20131", "until": "June 2029"}, "fact", None)
    {'fee': '35000000 GBP', 'score': '2-1', 'until': '2029-06'}
    """
    forms = {}
    for name, words in qualifiers.items():
        form = _form(name, words, status, published) if name not in _NAMED else (names or {}).get(words, words)
        if form:
            forms[name] = form
    return forms


_NAMED = frozenset({"from", "competition", "source"})


def _form(name: str, words: str, status: str, published: date | None) -> str:
    match name:
        case "fee":
            return normal_money(words)
        case "date" | "until":
            ahead = name == "until" or status in ("future", "rumour")
            return normal_date(words, published, ahead=ahead)
        case "score":
            found = _SCORE.fullmatch(words.strip())
            return f"{int(found[1])}-{int(found[2])}" if found else ""
        case "count":
            digits = _DIGITS.search(words)
            return str(int(digits[0])) if digits else _COUNTS.get(words.lower(), "")
        case "role":
            plain = " ".join(words.lower().split())
            return _ROLES.get(plain, plain)
        case _:
            return normal_money(words) or " ".join(words.lower().split())


def normal_money(words: str) -> str:
    """The first sum as amount and ISO 4217 code, with the period of a wage; "0" for a free transfer.

    >>> normal_money("£250,000-a-week"), normal_money("€60-70 million"), normal_money("a club record")
    ('250000 GBP/week', '60000000..70000000 EUR', '')
    """
    money = next(find_money(words), None)
    if money is None:
        return "0" if _FREE.search(words) else ""
    return f"{_amount(money)} {money.currency}" + (f"/{money.period}" if money.period else "")


def _amount(money: Money) -> str:
    low, high = (f"{value:.2f}".removesuffix(".00") for value in (money.amount, money.high))
    return low if low == high else f"{low}..{high}"
