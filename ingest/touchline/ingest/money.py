r"""Amounts of money in football news: "£35m", "€100 million plus £4m in add-ons", "£250,000-a-week".

`find_money` reads stretches of text from left to right. Each is kept as written and, beside that, normalised: amount in
units of the currency, ISO code, and the period that a wage is paid for. A sum that is converted in brackets
("€100million (£87m)") is one stretch, whose amount is that of the first currency; so is a fee with its add-ons, whose
amount is the fixed part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Money", "find_money"]

_CODES = {
    "£": "GBP",
    "€": "EUR",
    "$": "USD",
    "eur": "EUR",
    "pou": "GBP",
    "gbp": "GBP",
    "dol": "USD",
    "usd": "USD",
    "ste": "GBP",
}
_SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mil": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
_PERIODS = {"week": "week", "w": "week", "month": "month", "season": "season", "year": "year", "annum": "year"}
_HEDGE = (
    r"(?:(?:an?\s+)?(?:initial|reported|estimated|fixed)|up\s+to|(?:just\s+)?(?:around|about|over|under)|more\s+than|less\s+than"
    r"|in\s+(?:excess|the\s+region)\s+of|close\s+to|at\s+least|nearly|almost|roughly|approximately|some|circa)"
)
_SCALE = r"(?:million|mln|mil|mn|m|billion|bn|thousand|k)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SYMBOL = r"(?:US|A|C)?[£€$]|\b(?:GBP|EUR|USD)\s?"
_UNIT = r"(?:euros?|pounds?(?:\s+sterling)?|sterling|dollars?|EUR|GBP|USD)"


def _sum(tag: str) -> str:
    number = rf"(?:{_NUMBER})"
    low = rf"(?P<low{tag}>{number})(?:\s?(?P<lowscale{tag}>{_SCALE}(?![A-Za-z])))?"
    high = rf"(?:\s?(?:-|\u2013|to)\s?(?:{_SYMBOL})?(?P<high{tag}>{number}))?"
    scale = rf"(?:[\s-]?(?P<scale{tag}>{_SCALE})(?![A-Za-z]))?"
    with_symbol = rf"(?P<symbol{tag}>{_SYMBOL})\s?{low}{high}{scale}\+?"
    top = rf"(?:\s?(?:-|\u2013|to)\s?(?P<top{tag}>{number}))?"
    word = rf"(?<![\w.,])(?P<plain{tag}>{number}){top}[\s-]?(?P<times{tag}>{_SCALE})?[\s-]?"
    return rf"(?:{with_symbol}|{word}(?P<unit{tag}>{_UNIT})\b)"


_CONVERTED = rf"(?:\s?\((?:{_HEDGE}\s+)?(?:{_SYMBOL})[^()]{{1,24}}\))?"
_ADD_ONS = (
    rf"(?:,?\s*(?:plus|with|and|\+)\s+(?:(?:a\s+)?further\s+|another\s+|an\s+additional\s+|up\s+to\s+)*"
    rf"(?:{_sum('2')}{_CONVERTED}\s+(?:available\s+)?(?:(?:in|of|as)\s+)?)?"
    r"(?:(?:potential|possible|performance-related|various|future|further)\s+)*(?:add-?ons?|bonus(?:es)?|variables)\b)?"
    rf"(?:,?\s+(?:(?:potentially|possibly)\s+)?rising\s+to\s+(?:{_SYMBOL})?[\d.,]*\d(?:\s?{_SCALE})?(?![A-Za-z]))?"
)
_PERIOD = r"(?:\s?(?:-?(?:a|per)[\s-]|/|p/|p)(?P<period>week|w|month|season|year|annum)\b)?"
_MONEY = re.compile(rf"(?:\b(?P<hedge>{_HEDGE})\s+)?{_sum('')}{_CONVERTED}{_ADD_ONS}{_PERIOD}", re.IGNORECASE)
_HAS_AMOUNT = re.compile(rf"[£€$]\s?\d|\d[\s-]?(?:{_SCALE})?[\s-]?{_UNIT}\b|\b(?:EUR|GBP|USD)\s?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as the text writes it, and normalised.

    Attributes:
        start, end: Offsets in the text that was searched.
        text: Those characters, with words such as "around" or "an initial".
        sum_start: Offset at which the sum itself starts, after such words.
        amount: In units of the currency; the lower end of a range.
        high: The upper end of a range; equal to `amount` otherwise.
        currency: ISO 4217 code.
        period: "week", "month", "season" or "year" for wages, else empty.
        add_ons: Add-ons in units of the currency; 0 without any, or where their sum is not said.
    """

    start: int
    end: int
    text: str
    sum_start: int
    amount: float
    high: float
    currency: str
    period: str = ""
    add_ons: float = 0.0


def find_money(text: str) -> Iterator[Money]:
    """Amounts of money in a text, from left to right.

    >>> [(m.amount, m.currency, m.period) for m in find_money("He earns £250,000-a-week after a €35m move.")]
    [(250000.0, 'GBP', 'week'), (35000000.0, 'EUR', '')]
    """
    if _HAS_AMOUNT.search(text) is None:
        return
    for match in _MONEY.finditer(text):
        low, high, currency = _read(match, "")
        extra = _read(match, "2")[0] if match["low2"] or match["plain2"] else 0.0
        first = match.start("symbol") if match["symbol"] else match.start("plain")
        period = _PERIODS[match["period"].lower()] if match["period"] else ""
        yield Money(match.start(), match.end(), match.group(), first, low, high, currency, period, extra)


def _read(match: re.Match[str], tag: str) -> tuple[float, float, str]:
    if match[f"symbol{tag}"]:
        scale = match[f"scale{tag}"] or match[f"lowscale{tag}"]
        low, high = match[f"low{tag}"], match[f"high{tag}"]
        low_scale = match[f"lowscale{tag}"] or scale
        sign = match[f"symbol{tag}"].strip()
        code = {"A$": "AUD", "C$": "CAD"}.get(sign.upper()) or _CODES.get(sign[-1]) or sign.upper()
    else:
        scale = low_scale = match[f"times{tag}"]
        low, high = match[f"plain{tag}"], match[f"top{tag}"]
        code = _CODES[match[f"unit{tag}"][:3].lower()]
    amount = _number(low, low_scale)
    return amount, _number(high, scale) if high else amount, code


def _number(digits: str, scale: str | None) -> float:
    return round(float(digits.replace(",", "")) * _SCALES[scale.lower() if scale else "k"] / (1 if scale else 1e3), 2)
