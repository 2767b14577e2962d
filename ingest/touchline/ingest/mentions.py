"""Finding names: exact gazetteer matches, the parser's named entities and the shape of personal names.

The text is cut into words (runs of letters and digits); at each capitalised word the longest run of words that is an
alias in the knowledge base is taken. Named entities of the spaCy model and runs that begin with a known first name
add persons that the knowledge base lacks. Where two finds overlap, `_choose` keeps one. What a name stands for is
decided later (`touchline.ingest.linking`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate

__all__ = ["Find", "NameFinder", "Word", "split_words"]

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r" ?(?:[-'.&/]|\. ?)? ?")
_PARTICLES = frozenset(
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
    """

    start: int
    end: int
    words: int
    origin: Literal["gazetteer", "ner", "shape"]
    candidates: tuple[Candidate, ...] = ()
    type: str = ""


def split_words(text: str) -> list[Word]:
    """Words of `text` with folded forms.

    >>> [w.folded for w in split_words("Bodø/Glimt beat Nott'm Forest")]
    ['bodo', 'glimt', 'beat', 'nott', 'm', 'forest']
    """
    return [Word(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


class NameFinder:
    """Finds names in parsed text.

    Args:
        kb: Knowledge base whose aliases are matched.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._longest: dict[str, int] = {}
        self._keys: dict[str, tuple[Candidate, ...]] = {}
        for key, candidates in kb.index():
            words = key.split()
            if words:
                self._keys[" ".join(words)] = candidates
                self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
        self._first_names = _first_names(kb)

    def find(self, doc: Doc) -> list[Find]:
        """Names in `doc`, in order, not overlapping."""
        text = doc.text
        words = split_words(text)
        finds = [*self._gazetteer(text, words)]
        finds += self._named_entities(doc, text)
        finds += self._shapes(text, words)
        return _choose(finds)

    def first_name(self, word: str) -> bool:
        """Whether a folded word is a first name of a person in the knowledge base."""
        return word in self._first_names

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
        if not limit or not _begins_name(text[first.start]):
            return None
        last = index
        while last + 1 < len(words) and last + 1 < index + limit and _joined(text, words[last], words[last + 1]):
            last += 1
        for end in range(last, index - 1, -1):
            key = " ".join(word.folded for word in words[index : end + 1])
            candidates = self._keys.get(key)
            if candidates and (kept := _case_agrees(text[first.start : words[end].end], candidates)):
                return end, kept
        return None

    def _named_entities(self, doc: Doc, text: str) -> Iterator[Find]:
        for entity in doc.ents:
            kind = _NER_TYPES.get(entity.label_)
            if kind is None:
                continue
            span = _trim([*_words_between(text, entity.start_char, entity.end_char)], text)
            if not span or not _begins_name(text[span[0].start]) or span[0].folded in _STOP:
                continue
            if kind == "Organisation" and len(span) > 1 and {w.folded for w in span} & _CLUB_WORDS:
                kind = "Club"
            if len(span) <= 5 and (kind != "Person" or "\n" not in text[span[0].start : span[-1].end]):  # noqa: PLR2004
                yield Find(span[0].start, span[-1].end, len(span), "ner", type=kind)

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
        if first.folded in _STOP or first.folded not in self._first_names or not _begins_name(text[first.start]):
            return index
        last = index
        for position in range(index + 1, min(index + 5, len(words))):
            word = words[position]
            if not _joined(text, words[position - 1], word) or "'" in text[words[position - 1].end : word.start]:
                break
            if _begins_name(text[word.start]):
                if word.folded in _STOP or word.folded in _TITLES or not text[word.start : word.end][1:].islower():
                    break
                last = position
            elif word.folded not in _PARTICLES:
                break
        return last


def _first_names(kb: KnowledgeBase) -> frozenset[str]:
    names = (fold(e.name).split() for e in kb.entities.values() if e.type == "Person")
    return frozenset(parts[0] for parts in names if len(parts) > 1 and len(parts[0]) > 1 and parts[0] not in _STOP)


def _begins_name(character: str) -> bool:
    return character.isupper() or character.isdigit() or (character.isalpha() and character.lower() == character.upper())


def _joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words may belong to one name: a full stop joins only an initial or "St" to what follows."""
    if not _GAP.fullmatch(text, left.end, right.start):
        return False
    return "." not in text[left.end : right.start] or left.end - left.start <= 2  # noqa: PLR2004


def _case_agrees(surface: str, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Candidates whose alias may be written so: a code in capitals ("FA", "AS") must be in capitals."""
    capitals = surface.upper() == surface
    return tuple(c for c in candidates if not c.code or capitals)


def _words_between(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        yield Word(fold(match.group()), match.start(), match.end())


def _trim(span: list[Word], text: str) -> list[Word]:
    """Cut articles, titles and a possessive "s" off a named entity."""
    while span and (span[0].folded in _TITLES or span[0].folded in ("the", "s") or not text[span[0].start].isupper()):
        del span[0]
    while span and not _begins_name(text[span[-1].start]) and not (span[-1].folded == "s" and text[span[-1].start - 1] == "'"):
        span.pop()
    for index, word in enumerate(span):
        cut = index and (word.folded == "s" and text[word.start - 1] == "'" or not _joined(text, span[index - 1], word))
        if cut:
            return span[:index]
    return span


def _choose(finds: list[Find]) -> list[Find]:
    """Keep one of each group of overlapping finds: the longest; at equal length the gazetteer's, then NER's.

    A personal name may swallow a one-word gazetteer find at its start ("Jordan Henderson", "Everton Soares"); it may
    not swallow a longer one ("Manchester United Amad") nor one that ends it ("Sky Sports" in a name).
    """
    order = {"gazetteer": 0, "ner": 1, "shape": 2}
    kept: list[Find] = []
    gazetteer = [f for f in finds if f.origin == "gazetteer"]
    for find in sorted(finds, key=lambda f: (-f.words, order[f.origin], f.start)):
        if any(find.start < k.end and k.start < find.end for k in kept):
            continue
        if find.origin != "gazetteer" and _swallows(find, gazetteer):
            continue
        kept.append(find)
    return sorted(kept, key=lambda f: f.start)


def _swallows(find: Find, gazetteer: Iterable[Find]) -> bool:
    for known in gazetteer:
        if known.start < find.end and find.start < known.end and known.words < find.words:
            inside = known.start >= find.start and known.end <= find.end
            if inside and any(c.type == "Person" for c in known.candidates):
                continue
            if not inside or known.words > 1 or find.type != "Person" or known.start > find.start:
                return True
    return False
