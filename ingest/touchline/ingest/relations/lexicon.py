"""Word lists of the noun-phrase and coreference rules, read from `lexicon.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Lexicon", "load_lexicon", "read_toml"]


def read_toml(name: str) -> dict[str, Any]:
    """A data file beside this module."""
    return tomllib.loads(files("touchline.ingest.relations").joinpath(name).read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists.

    Attributes:
        heads: Run of words to (kind, value): ("position", "defender"), ("role", "manager"), ….
        longest: Length of the longest run in `heads`.
        sets: Names of the other lists to their words.
    """

    heads: Mapping[tuple[str, ...], tuple[str, str]]
    longest: int
    sets: Mapping[str, frozenset[str]]

    def head_at(self, words: Sequence[str], index: int) -> tuple[int, str, str] | None:
        """The longest head that starts at `index`: its length, kind and value."""
        for length in range(min(self.longest, len(words) - index), 0, -1):
            found = self.heads.get(tuple(words[index : index + length]))
            if found:
                return length, *found
        return None


@cache
def load_lexicon() -> Lexicon:
    """The packaged word lists."""
    data = read_toml("lexicon.toml")
    heads: dict[tuple[str, ...], tuple[str, str]] = {}
    for kind in ("role", "position"):
        for value, runs in data[kind].items():
            for run in runs:
                heads[tuple(run.replace("-", " - ").split())] = (kind, value)  # as the tokenizer cuts it
                heads[tuple(run.split())] = (kind, value)
    sets = {
        f"{table}.{name}": frozenset(words)
        for table in ("phrase", "pronoun", "competition")
        for name, words in data[table].items()
    }
    return Lexicon(heads, max(map(len, heads)), sets)
