"""What was left out, and what was taken in with a doubt: each with its file, its line and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from touchline.graph.errors import InputError

__all__ = ["Caution", "Skip", "UnreadableError", "printable"]


def printable(text: str) -> str:
    r"""The text on one line, safe for a terminal: control characters and undecodable bytes are written as escapes.

    >>> printable("goals\x1b[31m.txt")
    'goals\\x1b[31m.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


@dataclass(frozen=True, slots=True)
class _Notice:
    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}, line {self.line}"
        return printable(f"{place}: {self.reason}")


@dataclass(frozen=True, slots=True)
class Skip(_Notice):
    """A file or a line that was left out.

    Attributes:
        path: The file as the user knows it (`standard input` for `-`).
        line: Line from 1, None where the whole file is meant.
        reason: Why, and what to do, in a sentence.
    """

    __str__ = _Notice.__str__


@dataclass(frozen=True, slots=True)
class Caution(_Notice):
    """Something that was read with a doubt, such as a publication date that is no date. Same fields as `Skip`."""

    __str__ = _Notice.__str__


class UnreadableError(InputError):
    """A source's way to give up a whole file. The reader turns it into a `Skip` and goes on with the next file."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
