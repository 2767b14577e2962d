"""Marks names that need context as `weak`: common words and personal names that little known entities happen to have.

"Noah" is a club in Armenia and "Male" a capital, but an article that says "Noah" means neither. Well-known names stay
as they are ("Reading", "Wolves", "Milan"): there the reader, too, thinks of football first.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.fold import fold
from touchline.ingest.knowledge.words import common_words, function_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from touchline.ingest.knowledge.build.common import Row

__all__ = ["mark_weak", "personal_names"]

_WELL_KNOWN = 250
_COMMON_FIRST_NAME = 4
_TINY = 3
_NO_CLUB = frozenset({"Place", "NationalTeam", "Organisation"})


def personal_names(persons: Iterable[Row]) -> frozenset[str]:
    """Folded first names that at least four persons have, and all single-word surnames."""
    names = [parts for person in persons if len(parts := fold(person.name).split()) > 1]
    counts = Counter(parts[0] for parts in names)
    return frozenset(n for n, count in counts.items() if count >= _COMMON_FIRST_NAME) | {parts[-1] for parts in names}


def mark_weak(rows: Iterable[Row], personal: AbstractSet[str]) -> None:
    """Mark aliases, and names, of rows as weak in place; an alias that is a word like "well" or one letter goes.

    Args:
        rows: Rows of any type but persons.
        personal: Folded first names and surnames.
    """
    for row in rows:
        for text, kind in list(row.aliases.items()):
            key = fold(text)
            if len(key) < 2 or key in function_words():  # noqa: PLR2004
                del row.aliases[text]
                continue
            tiny = kind == "nickname" and len(key) <= _TINY
            if tiny or (kind in {"official", "short", "former"} and _needs_context(row, key, personal)):
                row.aliases[text] = "weak"
        if row.position != "country" and row.prior < _WELL_KNOWN and _needs_context(row, fold(row.name), personal):
            row.add(row.name, "weak")


def _needs_context(row: Row, key: str, personal: AbstractSet[str]) -> bool:
    if " " in key:
        return False
    if row.prior < _WELL_KNOWN:
        return key in common_words() or key in personal
    return row.type in _NO_CLUB and key in common_words()
