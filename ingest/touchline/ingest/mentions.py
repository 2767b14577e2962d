"""Finding names: exact gazetteer matches, the parser's named entities and the shape of personal names.

The text is cut into words (runs of letters and digits); at each capitalised word the longest run of words that is an
alias in the knowledge base is taken. Named entities of the spaCy model, runs that begin with a known first name and
the lists of line-ups add persons that the knowledge base lacks. Where two finds overlap, `choose` keeps one. What a
name stands for is decided later (`touchline.ingest.linking`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from touchline.ingest.knowledge.fold import fold
from touchline.ingest.line_ups import player_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate

__all__ = ["PARTICLES", "Find", "NameFinder", "Word", "begins_name", "split_words"]

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r" ?(?:[-'.&/]|\. ?)? ?| \[")
#: Small words inside personal names: "Virgil van Dijk".
PARTICLES = frozenset(
    "van von der den de di da do dos del della la le el al ter ten bin ben ibn mac mc st saint y e i san abu ould".split()
)
_TITLES = frozenset(
    "mr mrs ms sir dr lord lady boss manager coach striker captain skipper midfielder defender goalkeeper keeper winger "
    "forward ex former chairman president director agent referee super king interim caretaker fans fan".split()
)
#: Capitalised words that open sentences or name days and months: no part of a personal name on their own.
_STOP = frozenset(
    "the a an and but or if in on at to for of with from by as it he she they we you i his her their its this that these "
    "those there here what when where who why how which while after before since until during despite although though "
    "however meanwhile also now then yet still only just even not no yes so such both either neither all some many most "
    "more less few one two three four five six seven eight nine ten first second third last next new old former monday "
    "tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december according speaking asked like unlike once again read image images getty follow my our your".split()
)
_NER_TYPES = {"PERSON": "Person", "ORG": "Organisation", "GPE": "Place", "LOC": "Place", "FAC": "Venue"}
_CLUB_WORDS = frozenset(
    "fc afc cf sc united city town rovers wanderers athletic albion county rangers hotspur villa academicals thistle "
    "argyle borough alexandra orient dynamo dinamo lokomotiv sporting racing real atletico deportivo".split()
)
#: Words that end the names of clubs and are aliases of clubs by themselves.
_CLUB_ENDS = frozenset("united city town rovers wanderers athletic albion county rangers villa thistle argyle".split())
_LONGEST_NER = 5
_ORDER = {"gazetteer": 0, "ner": 1, "shape": 2}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: its folded form and its place."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Find:
    """A name that was found.

    Attributes:
        start, end: Offsets in the text.
        words: Number of words.
        origin: gazetteer, ner or shape.
        candidates: Knowledge-base entities with this alias (gazetteer only), most famous first.
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


def split_words(text: str) -> list[Word]:
    """Words of `text` with folded forms.

    >>> [w.folded for w in split_words("Bodø/Glimt beat Nott'm Forest")]
    ['bodo', 'glimt', 'beat', 'nott', 'm', 'forest']
    """
    return [Word(_fold_word(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def begins_name(character: str) -> bool:
    """Whether a name may begin with this character: a capital, a digit or a letter of a script without case."""
    return character.isupper() or character.isdigit() or (character.isalpha() and character.lower() == character.upper())


class NameFinder:
    """Finds names in parsed text.

    Args:
        kb: Knowledge base whose aliases are matched.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._longest: dict[str, int] = {}
        for key in kb.keys():
            first = key.partition(" ")[0]
            count = key.count(" ") + 1
            if count > self._longest.get(first, 0):
                self._longest[first] = count
        self._first_names, self._last_names = _personal_names(kb)

    def find(self, doc: Doc) -> list[Find]:
        """Names in `doc`, in order, not overlapping."""
        text = doc.text
        words = split_words(text)
        listed = [_person(words, span, listed=True) for span in player_names(text)]
        gazetteer = [*self._gazetteer(text, words)]
        others = [*self._named_entities(doc, text, words), *self._shapes(text, words), *_compounds(text, gazetteer)]
        return self._choose([f for f in listed if f], gazetteer, others)

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

    def _longest_match(
        self, text: str, words: Sequence[Word], index: int
    ) -> tuple[int, tuple[Candidate, ...]] | None:
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

    def _named_entities(self, doc: Doc, text: str, words: Sequence[Word]) -> Iterator[Find]:
        starts = [word.start for word in words]
        for entity in doc.ents:
            kind = _NER_TYPES.get(entity.label_)
            if kind is None:
                continue
            first, last = bisect_left(starts, entity.start_char), bisect_left(starts, entity.end_char)
            span = _trim([*words[first:last]], text)
            if not span or not begins_name(text[span[0].start]) or span[0].folded in _STOP:
                continue
            kind = self._corrected(kind, span, text)
            if kind and len(span) <= _LONGEST_NER and "\n" not in text[span[0].start : span[-1].end]:
                yield Find(span[0].start, span[-1].end, len(span), "ner", type=kind)

    def _corrected(self, kind: str, span: Sequence[Word], text: str) -> str:
        """The type of a named entity, corrected by what names look like; empty where it is no name."""
        folded = [word.folded for word in span]
        if kind == "Person":
            if len(span) > 1 and folded[0] not in self._first_names and self._is_phrase(folded):
                return ""
            return kind
        if kind == "Organisation" and len(span) > 1 and set(folded) & _CLUB_WORDS:
            return "Club"
        title = all(text[w.start].isupper() and text[w.start + 1 : w.end].islower() for w in span)
        if len(span) in (2, 3) and title and folded[0] in self._first_names and folded[-1] not in self._kb.common_words:
            return "Person"
        if len(span) == 1 and title and folded[0] in self._last_names and not self._candidates(folded[0]):
            return "Person"
        return kind

    def _is_phrase(self, folded: Sequence[str]) -> bool:
        """Whether words that the model calls a person are English words: "Match Of", "Super Cup"."""
        common = self._kb.common_words
        return folded[-1] in _STOP or (folded[-1] in common and folded[-1] not in self._last_names) or folded[0] in common

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
        initial = first.end - first.start == 1 and text[first.start].isupper() and text[first.end : first.end + 1] == "."
        known = first.folded in self._first_names and first.folded not in _STOP and first.folded not in PARTICLES
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

    def _choose(self, listed: list[Find], gazetteer: list[Find], others: list[Find]) -> list[Find]:
        """Keep one of each group of overlapping finds: the longest; at equal length the gazetteer's, then NER's.

        Names in a line-up are persons whatever else they might be. Another personal name may swallow a single word of
        the gazetteer: at its start where that is a first name ("Jordan Henderson"), within it, and at its end where
        just a first name stands before ("Jack Charlton"); else that word is cut off ("Barcelona Deco").
        """
        taken = bytearray(max((f.end for f in (*listed, *gazetteer, *others)), default=0) + 1)
        starts = [f.start for f in gazetteer]
        kept = []
        candidates = [*(self._listed(f, gazetteer, starts) for f in listed), *gazetteer]
        candidates += [c for f in others for c in self._fitted(f, gazetteer, starts)]
        for find in sorted(candidates, key=lambda f: (not f.listed, -f.words, _ORDER[f.origin], f.start)):
            if 1 not in taken[find.start : find.end]:
                taken[find.start : find.end] = b"\1" * (find.end - find.start)
                kept.append(find)
        return sorted(kept, key=lambda f: f.start)

    def _listed(self, find: Find, gazetteer: Sequence[Find], starts: Sequence[int]) -> Find:
        """A name in a line-up with the persons that the gazetteer knows by exactly this name."""
        for known in _overlapping(find, gazetteer, starts):
            if (known.start, known.end) == (find.start, find.end):
                return replace(find, candidates=tuple(c for c in known.candidates if c.type == "Person"))
        return find

    def _fitted(self, find: Find, gazetteer: Sequence[Find], starts: Sequence[int]) -> Iterator[Find]:
        """A find as it may stand beside the gazetteer's: whole, cut, or not at all."""
        start, end, words = find.start, find.end, find.words
        for known in _overlapping(find, gazetteer, starts):
            if known.words >= find.words and not (known.start == find.start and known.end == find.end):
                return
            if any(c.type == "Person" for c in known.candidates) and find.start <= known.start and known.end <= find.end:
                continue
            if find.type != "Person":
                if find.type == "Club" and known.words == 1:
                    continue
                return
            if known.words > 1 or known.start < find.start or known.end > find.end:
                return
            if known.start == start and fold(find_text(known)) not in self._first_names:
                start, words = known.end + 1, words - 1
            elif known.end == end and not (words == 2 and known.start > start):  # noqa: PLR2004
                end, words = known.start - 1, words - 1
        if words > 1 or (words == 1 and (start, end) == (find.start, find.end)):
            yield replace(find, start=start, end=end, words=words)
