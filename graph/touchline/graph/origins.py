"""Which reports have one origin, so that a story counts once however many outlets carry it.

The origin of a report is the source that the article cites, else its outlet, else the article itself. Two origins are
one where their articles say it in the same words: syndicated and lightly edited copies. The store keeps the sentences
that carry evidence and not the articles, so sentences are compared, as sets of three words in a row; sentences of fewer
than eight words are too short to tell a copy from chance.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.reports import Report

__all__ = ["SAME_WORDS", "by_origin", "same_words"]

#: Share of common runs of words from which two sentences count as copies of each other.
SAME_WORDS = 0.5
_RUN, _LEAST = 3, 8
_WORD = re.compile(r"\w+")


def _runs(sentence: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(sentence.casefold())
    if len(words) < _LEAST:
        return frozenset()
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def same_words(one: str, other: str) -> bool:
    """Whether a sentence is a copy of another, word for word or lightly edited.

    >>> same_words("Alonso has told Liverpool that he will stay in Leverkusen next season.",
    ...            "Xabi Alonso has told Liverpool that he will stay in Leverkusen next season, sources say.")
    True
    """
    first, second = _runs(one), _runs(other)
    return bool(first and second) and len(first & second) >= SAME_WORDS * len(first | second)


def _name(report: Report) -> str:
    return report.source or report.outlet or report.article


def by_origin(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """The reports by their origin, in order; a copy goes to the origin that said it first."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        name = _name(report)
        if name not in found:
            name = next(
                (origin for origin, others in found.items() if any(_is_copy(report, other) for other in others)), name
            )
        found.setdefault(name, []).append(report)
    return found


def _is_copy(report: Report, other: Report) -> bool:
    return report.article != other.article and same_words(report.sentence, other.sentence)
