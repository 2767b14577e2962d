"""Text made ready for reading, with the way back to every original offset.

News text comes with mis-encoded punctuation, curly quotes, no-break spaces and sentences run together
("…this season.Option 1"). `normalise` mends these for the parser and keeps, for each character of the result, where it
came from: offsets in claims always count in the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

import ftfy

__all__ = ["NormalisedText", "normalise"]

_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}"
)
_CHARACTERS = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u00b4": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2028": "\n", "\u2029": "\n", "\t": " ", "\r": " ",
    "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00ad": "", "\u2011": "-", "\u2010": "-",
}  # fmt: skip
#: More spaces in a row than any table has say nothing, and patterns would try each of them.
_SPACE, _MOST_SPACES = " \\t\\r\u00a0\u2009\u202f", 40
_RULES = re.compile(
    "|".join(
        (
            f"(?P<mojibake>{_MOJIBAKE.pattern})",
            "(?P<surrogate>[\ud800-\udfff])",  # half a character, as broken JSON leaves it: no parser takes it
            f"(?P<spaces>(?<=[{_SPACE}]{{{_MOST_SPACES}}})[{_SPACE}]+)",
            f"(?P<character>[{''.join(map(re.escape, _CHARACTERS))}])",
            # A sentence glued to the next one, as aggregators leave them: "last season.Take a look", 'deal."He'.
            r"(?P<glued>(?<=[a-z0-9)\]][.!?])(?=[A-Z“\"])|(?<=[a-z][.!?][\"'”’])(?=[A-Z])|(?<=\d)(?=[A-Z][a-z]{2}))",  # noqa: RUF001
        )
    )
)

#: A run without a space, longer than any word: spaCy takes time in the square of its punctuation to cut it into tokens.
_LONG_RUN = re.compile(r"(?<!\S)\S{501,}")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """Mended text and its alignment with the original.

    Attributes:
        text: What the parser reads.
        original: The text as it was given.
        breaks: (offset in `text`, offset in `original`) at the start of each run that was copied or replaced.
    """

    text: str
    original: str
    breaks: tuple[tuple[int, int, bool], ...]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of `text` to the smallest span of `original` that holds what it came from."""
        return self._map(start, up=False), max(self._map(start, up=False), self._map(end, up=True))

    def _map(self, offset: int, *, up: bool) -> int:
        index = bisect_right(self.breaks, offset - up, key=lambda b: b[0]) - 1
        new, old, copied = self.breaks[max(index, 0)]
        if copied:
            return old + offset - new
        following = self.breaks[index + 1][1] if index + 1 < len(self.breaks) else len(self.original)
        return following if up else old


def normalise(original: str) -> NormalisedText:
    r"""Mend encoding, quotes, spaces and glued sentences.

    >>> normalise("Xavi\u2019s side won.They left.").text
    "Xavi's side won. They left."
    """
    parts: list[str] = []
    breaks: list[tuple[int, int, bool]] = []
    length = done = 0
    cut = _LONG_RUN.sub(_without_signs, original)
    for match in _RULES.finditer(cut):
        replacement = _replacement(match)
        if replacement is None:
            continue
        breaks.append((length, done, True))
        parts += (cut[done : match.start()], replacement)
        length += match.start() - done
        breaks.append((length, match.start(), False))
        length += len(replacement)
        done = match.end()
    breaks.append((length, done, True))
    parts.append(cut[done:])
    return NormalisedText("".join(parts), original, tuple(breaks))


def _without_signs(run: re.Match[str]) -> str:
    """A long run with a space for each punctuation mark and symbol: as many characters, so that offsets stay."""
    return "".join(" " if unicodedata.category(character)[0] in "PS" else character for character in run[0])


def _replacement(match: re.Match[str]) -> str | None:
    if match["mojibake"] is not None:
        fixed = ftfy.fix_encoding(match["mojibake"])
        if fixed == match["mojibake"]:
            return None
        return "".join(_CHARACTERS.get(character, character) for character in fixed)
    if match["surrogate"] is not None:
        return "\ufffd"
    if match["spaces"] is not None:
        return ""
    if match["character"] is not None:
        return _CHARACTERS[match["character"]]
    return " "
