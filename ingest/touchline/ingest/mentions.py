"""Finding names: exact gazetteer matches, the parser's named entities and the shape of personal names.

The text is cut into words (runs of letters and digits); at each capitalised word the longest run of words that is an
alias in the knowledge base is taken. Named entities of the spaCy model, runs that begin with a known first name and
the lists of line-ups add persons that the knowledge base lacks. Where two finds overlap, one is kept
(`touchline.ingest.finds`). What a name stands for is decided later (`touchline.ingest.linking`).
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from touchline.ingest.finds import Find, choose
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.listed import player_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate

__all__ = ["PARTICLES", "Find", "NameFinder", "Word", "begins_name", "split_words"]

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r" |-| ?['.&/] ?| \[|")
_WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(files("touchline.ingest").joinpath("name_words.toml").read_text("utf-8")).items()
}
#: Small words inside personal names: "Virgil van Dijk".
PARTICLES = _WORDS["particles"]
_TITLES = _WORDS["titles"]
_STOP = _WORDS["stop"]
_CLUB_WORDS = _WORDS["club_words"]
_CLUB_ENDS = _WORDS["club_ends"]
_NER_TYPES = {"PERSON": "Person", "ORG": "Organisation", "GPE": "Place", "LOC": "Place", "FAC": "Venue"}
_NO_FIRST = _STOP | PARTICLES | _TITLES
_LONGEST_NER = 5


class Word(NamedTuple):
    """A word of the text: its folded form and its place."""

    folded: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """Words of `text` with folded forms.

    >>> [w.folded for w in split_words("Bodø/Glimt beat Nott'm Forest")]
    ['bodo', 'glimt', 'beat', 'nott', 'm', 'forest']
    """
    return [Word(_fold_word(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def begins_name(character: str) -> bool:
    """Whether a name may begin with this character: a capital, a digit or a letter of a script without case."""
    return (
        character.isupper() or character.isdigit() or (character.isalpha() and character.lower() == character.upper())
    )


class NameFinder:
    """Finds names in parsed text.

    Args:
        kb: Knowledge base whose aliases are matched.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._longest: dict[str, int] = {}
        for key in kb.keys():  # noqa: SIM118  (no mapping)
            first = key.partition(" ")[0]
            count = key.count(" ") + 1
            if count > self._longest.get(first, 0):
                self._longest[first] = count
        self._first_names, self._last_names = _personal_names(kb)

    def find(self, doc: Doc) -> list[Find]:
        """Names in `doc`, in order, not overlapping."""
        text = doc.text
        words = split_words(text)
        starts = [word.start for word in words]
        listed = [_person(words, starts, span) for span in player_names(text)]
        gazetteer = [*self._gazetteer(text, words)]
        others = [*self._named_entities(doc, words, starts), *self._shapes(text, words), *_compounds(text, gazetteer)]
        return choose(text, [f for f in listed if f], gazetteer, others, self.first_name)

    def first_name(self, word: str) -> bool:
        """Whether a folded word is a first name of a person in the knowledge base."""
        return word in self._first_names

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        return self._kb.candidates(key)

    def _gazetteer(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        index = 0
        while index < len(words):
            match = self._longest_match(text, words, index)
            if match is None:
                index += 1
                continue
            last, candidates = match
            yield Find(words[index].start, words[last].end, last - index + 1, "gazetteer", candidates)
            index = last + 1

    def _longest_match(self, text: str, words: Sequence[Word], index: int) -> tuple[int, tuple[Candidate, ...]] | None:
        first = words[index]
        limit = self._longest.get(first.folded, 0)
        if not limit or not begins_name(text[first.start]):
            return None
        last = index
        while last + 1 < len(words) and last + 1 < index + limit and _joined(text, words[last], words[last + 1]):
            last += 1
        for end in range(last, index - 1, -1):
            candidates = self._candidates(" ".join(word.folded for word in words[index : end + 1]))
            if candidates and (kept := _case_agrees(text, first.start, words[end].end, candidates)):
                if end == index and _is_part(text, words, index):
                    return None
                return end, kept
        return None

    def _named_entities(self, doc: Doc, words: Sequence[Word], starts: Sequence[int]) -> Iterator[Find]:
        text = doc.text
        for entity in doc.ents:
            kind = _NER_TYPES.get(entity.label_)
            if kind is None:
                continue
            first, last = bisect_left(starts, entity.start_char), bisect_left(starts, entity.end_char)
            span = _trim([*words[first:last]], text)
            if not span or not begins_name(text[span[0].start]) or span[0].folded in _STOP:
                continue
            described = first > 0 and words[first - 1].folded in _TITLES and text[words[first - 1].start].islower()
            kind = "Person" if described and kind != "Venue" else self._corrected(kind, span, text)
            while kind == "Person" and len(span) > 1 and self._is_word(span[-1].folded):
                span.pop()
            if kind and len(span) <= _LONGEST_NER and "\n" not in text[span[0].start : span[-1].end]:
                yield Find(span[0].start, span[-1].end, len(span), "ner", type=kind)

    def _corrected(self, kind: str, span: Sequence[Word], text: str) -> str:
        """The type of a named entity, corrected by what names look like; empty where it is no name."""
        folded = [word.folded for word in span]
        if kind == "Person":
            return "" if self._is_phrase(folded) else kind
        if kind == "Organisation":
            if len(span) > 1 and set(folded) & _CLUB_WORDS:
                return "Club"
            if "and" in folded and all(word in self._last_names for word in folded if word != "and"):
                return ""
        title = all(text[w.start].isupper() and text[w.start + 1 : w.end].islower() for w in span)
        return "Person" if title and self._is_personal(folded) else kind

    def _is_personal(self, folded: Sequence[str]) -> bool:
        """Whether words that the model calls an organisation or a place look like a personal name."""
        if len(folded) == 1:
            return folded[0] in self._last_names and not self._candidates(folded[0])
        known = folded[0] in self._first_names and folded[-1] not in self._kb.common_words
        return known and len(folded) in (2, 3)

    def _is_phrase(self, folded: Sequence[str]) -> bool:
        """Whether words that the model calls a person are English words: "Match Of", "Super Cup", "Show"."""
        if len(folded) == 1:
            return self._is_word(folded[0])
        if folded[0] in self._first_names:
            return False
        return folded[-1] in _STOP or self._is_word(folded[-1]) or folded[0] in self._kb.common_words

    def _is_word(self, folded: str) -> bool:
        """Whether a word is an English word or a title, and no surname of the knowledge base."""
        return (folded in _TITLES or folded in self._kb.common_words) and folded not in self._last_names

    def _shapes(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        index = 0
        while index < len(words) - 1:
            last = self._name_end(text, words, index)
            if last > index:
                yield Find(words[index].start, words[last].end, last - index + 1, "shape", type="Person")
                index = last
            index += 1

    def _name_end(self, text: str, words: Sequence[Word], index: int) -> int:
        first = words[index]
        initial = (
            first.end - first.start == 1 and text[first.start].isupper() and text[first.end : first.end + 1] == "."
        )
        known = first.folded in self._first_names and first.folded not in _NO_FIRST
        if not (initial or known) or not begins_name(text[first.start]):
            return index
        last = index
        for position in range(index + 1, min(index + 5, len(words))):
            word = words[position]
            if not _joined(text, words[position - 1], word) or _possessive(text, words[position - 1], word):
                break
            if begins_name(text[word.start]):
                if word.folded in _STOP or word.folded in _TITLES or not _is_surname(text, word):
                    break
                last = position
            elif word.folded not in PARTICLES:
                break
        return last


@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    return fold(word)


def _personal_names(kb: KnowledgeBase) -> tuple[frozenset[str], frozenset[str]]:
    """First names and surnames of the persons of the knowledge base, folded."""
    first: set[str] = set()
    last: set[str] = set()
    for _, name in kb.names("Person"):
        parts = fold(name).split()
        if len(parts) > 1:
            last.add(parts[-1])
            if len(parts[0]) > 1 and parts[0] not in _STOP:
                first.add(parts[0])
    return frozenset(first), frozenset(last)


def _person(words: Sequence[Word], starts: Sequence[int], span: tuple[int, int]) -> Find | None:
    inside = words[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
    if not inside or inside[0].folded in _STOP:
        return None
    return Find(inside[0].start, inside[-1].end, len(inside), "shape", type="Person", listed=True)


def _joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words may belong to one name: a full stop joins only an initial or "St" to what follows."""
    if not _GAP.fullmatch(text, left.end, right.start):
        return False
    return "." not in text[left.end : right.start] or left.end - left.start <= 2  # noqa: PLR2004


def _possessive(text: str, left: Word, right: Word) -> bool:
    """Whether an apostrophe between two words parts them: in "Kane's England", not in "Keith O'Neill"."""
    return "'" in text[left.end : right.start] and not (left.end - left.start == 1 and text[left.start].isupper())


def _is_surname(text: str, word: Word) -> bool:
    """Whether a word is written like a part of a personal name: "Kane", "O" (of O'Neill), "McTominay", not "FC"."""
    rest = text[word.start + 1 : word.end]
    if not text[word.start].isupper():
        return False
    return (
        rest.islower()
        or not rest
        or (
            text[word.start : word.start + 2] in ("Mc", "De", "Di", "Le", "Ma")
            and rest[1:].isalpha()
            and not rest.isupper()
        )
    )


def _case_agrees(text: str, start: int, end: int, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Candidates whose alias may be written so: a code in capitals ("FA", "AS") must be in capitals."""
    if not any(c.code for c in candidates):
        return tuple(candidates)
    surface = text[start:end]
    capitals = surface.upper() == surface
    return tuple(c for c in candidates if not c.code or capitals)


def _is_part(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether a word is only the beginning of another name: "O" of O'Neill, "Van" of Van Moer."""
    word = words[index]
    if index + 1 == len(words) or not text[words[index + 1].start].isupper():
        return False
    gap = text[word.end : words[index + 1].start]
    return (word.end - word.start == 1 and gap == "'") or (word.folded in PARTICLES and gap in (" ", "-"))


def _compounds(text: str, gazetteer: Sequence[Find]) -> Iterator[Find]:
    """Clubs that the knowledge base lacks, named by a place and a club's word: "Inverness Thistle"."""
    for left, right in pairwise(gazetteer):
        if left.words != 1 or right.words != 1 or text[left.end : right.start] != " ":
            continue
        places = any(c.type in ("Place", "Club") and c.kind != "demonym" for c in left.candidates)
        if places and fold(text[right.start : right.end]) in _CLUB_ENDS:
            yield Find(left.start, right.end, 2, "shape", type="Club")


def _trim(span: list[Word], text: str) -> list[Word]:
    """Cut articles, titles, a possessive "s" and whatever follows a dash or a number off a named entity."""
    while span and (span[0].folded in _TITLES or span[0].folded in ("the", "s") or not text[span[0].start].isupper()):
        del span[0]
    for index, word in enumerate(span):
        possessive = word.folded == "s" and text[word.start - 1] == "'"
        if index and (possessive or word.folded.isdecimal() or not _joined(text, span[index - 1], word)):
            del span[index:]
            break
    while span and not begins_name(text[span[-1].start]):
        span.pop()
    return span
