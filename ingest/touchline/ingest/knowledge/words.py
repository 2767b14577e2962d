"""Common English words, as a guard against aliases that would turn ordinary prose into names."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["common_words", "function_words"]


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    text = (files("touchline.ingest.knowledge") / "data" / "common_words.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    strict = frozenset(word for line in lines if line.startswith("!") for word in line[1:].split())
    return strict, strict | {word for line in lines if not line.startswith("!") for word in line.split()}


def function_words() -> frozenset[str]:
    """Folded words that are no alias however they are written, since sentences and headlines begin with them."""
    return _lists()[0]


def common_words() -> frozenset[str]:
    """Folded words that are no alias where they are written in lower case; holds `function_words` too."""
    return _lists()[1]
