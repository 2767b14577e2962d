"""Names that were found, and which of two that overlap is kept."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from touchline.ingest.knowledge.model import Candidate

__all__ = ["Find", "choose"]

_ORDER = {"gazetteer": 0, "ner": 1, "shape": 2}


@dataclass(frozen=True, slots=True)
class Find:
    """A name that was found.

    Attributes:
        start, end: Offsets in the text.
        words: Number of words.
        origin: gazetteer, ner or shape.
        candidates: Knowledge-base entities with this alias, most famous first.
        type: Entity type that the finder suggests, empty for a gazetteer find with several.
        listed: Stands in a line-up.
    """

    start: int
    end: int
    words: int
    origin: Literal["gazetteer", "ner", "shape"]
    candidates: tuple[Candidate, ...] = ()
    type: str = ""
    listed: bool = False


def choose(
    text: str,
    listed: Sequence[Find],
    gazetteer: Sequence[Find],
    others: Sequence[Find],
    first_name: Callable[[str], bool],
) -> list[Find]:
    """Keep one of each group of overlapping finds: the longest; at equal length the gazetteer's, then NER's.

    Names in a line-up are persons whatever else they might be. Another personal name may swallow a single word of the
    gazetteer: at its start where that is a first name ("Jordan Henderson"), within it, and at its end where just a
    first name stands before ("Jack Charlton"); else that word is cut off ("Barcelona Deco").

    Args:
        text: The article.
        listed: Names in line-ups.
        gazetteer: Exact aliases, in order, not overlapping.
        others: What named entities and the shape of names add, in any order.
        first_name: Whether a folded word is a first name.

    Returns:
        The finds that are kept, in order, not overlapping.
    """
    fitting = _Fitting(text, gazetteer, first_name)
    finds = [*map(fitting.listed, listed), *gazetteer, *(f for other in others for f in fitting.cut(other))]
    taken = bytearray(len(text))
    kept = []
    for find in sorted(finds, key=lambda f: (not f.listed, -f.words, _ORDER[f.origin], f.start)):
        if 1 not in taken[find.start : find.end]:
            taken[find.start : find.end] = b"\1" * (find.end - find.start)
            kept.append(find)
    return sorted(kept, key=lambda f: f.start)


class _Fitting:
    """Fits other finds to those of the gazetteer."""

    def __init__(self, text: str, gazetteer: Sequence[Find], first_name: Callable[[str], bool]) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._ends = [find.end for find in gazetteer]
        self._first_name = first_name

    def listed(self, find: Find) -> Find:
        """A name in a line-up, with the persons that the gazetteer knows by exactly this name."""
        for known in self._overlapping(find):
            if (known.start, known.end) == (find.start, find.end):
                return replace(find, candidates=tuple(c for c in known.candidates if c.type == "Person"))
        return find

    def cut(self, find: Find) -> Iterator[Find]:
        """A find as it may stand beside the gazetteer's: whole, cut, or not at all."""
        start, end, words = find.start, find.end, find.words
        for known in self._overlapping(find):
            inside = find.start <= known.start and known.end <= find.end
            if not inside or known.words >= find.words:
                return
            if any(c.type == "Person" for c in known.candidates) or (find.type == "Club" and known.words == 1):
                continue
            if find.type != "Person" or known.words > 1:
                return
            if known.start == start and not self._is_first(start):
                start, words = _skip(self._text, known.end), words - 1
            elif known.end == end and not (words == 2 and self._is_first(start)):  # noqa: PLR2004
                end, words = len(self._text[: known.start].rstrip(" -'")), words - 1
        if (words > 1 or (words == 1 and find.origin == "ner")) and start < end and self._text[start].isupper():
            yield replace(find, start=start, end=end, words=words)

    def _is_first(self, start: int) -> bool:
        """Whether the word at `start` is a first name or an initial."""
        end = start
        while end < len(self._text) and self._text[end].isalnum():
            end += 1
        return end - start == 1 or self._first_name(fold(self._text[start:end]))

    def _overlapping(self, find: Find) -> Iterator[Find]:
        index = bisect_right(self._ends, find.start)
        while index < len(self._gazetteer) and self._gazetteer[index].start < find.end:
            yield self._gazetteer[index]
            index += 1


def _skip(text: str, offset: int) -> int:
    while not text[offset].isalnum():
        offset += 1
    return offset
