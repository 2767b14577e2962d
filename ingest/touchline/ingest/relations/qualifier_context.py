"""What the qualifiers of claims are read from: the sentences of an article, each with its dates, sums and sources.

Offsets count in a sentence's text. A date, a sum or a competition belongs to a claim where it stands in a clause of the
claim's evidence (`in_own_clause`); of several, the nearest counts (`distance`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from touchline.ingest.dates import DateSpan, find_dates
from touchline.ingest.money import find_money
from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.reported import NamedSource, named_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Span, Token

    from touchline.ingest.document import ArticleDocument, EntityRecord, Mention
    from touchline.ingest.money import Money
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["QualifierReader", "Sentence", "cue_pattern", "cue_words", "distance", "end_of", "in_own_clause"]

_MOVES_TO = frozenset({"joined", "loaned_to", "set_to_join"})
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)


@cache
def cue_words() -> Mapping[str, Any]:
    """The packaged cue words (`qualifiers.toml`)."""
    return read_toml("qualifiers.toml")


@cache
def cue_pattern(*path: str) -> re.Pattern[str]:
    """A pattern of whole words for one list of cues, named by its tables and its key."""
    words: Any = cue_words()
    for key in path:
        words = words[key]
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


class Sentence:
    """A sentence and what has been found in it, each found once and only when asked for. Offsets count in the Doc."""

    def __init__(self, document: ArticleDocument, span: Span) -> None:
        self.document = document
        self.span = span
        self.start = span.start_char
        self.text = span.text

    @cached_property
    def dates(self) -> list[DateSpan]:
        """Its date expressions."""
        return list(find_dates(self.text))

    @cached_property
    def money(self) -> list[Money]:
        """Its sums of money."""
        return list(find_money(self.text))

    @cached_property
    def sources(self) -> list[NamedSource]:
        """Who it says reports or speaks."""
        return list(named_sources(self.text))

    @cached_property
    def is_fixture(self) -> bool:
        """A short line such as "Arsenal v Stoke"."""
        return len(self.span) <= _LINE and _VERSUS.search(self.text) is not None

    @cached_property
    def mentions(self) -> list[Mention]:
        """Its mentions, in order."""
        known = self.document.mentions
        first = bisect_left(known, self.span.start, key=_first)
        return known[first : bisect_left(known, self.span.end, key=_first)]

    @cached_property
    def clauses(self) -> dict[int, int]:
        """Token to the verb that heads its clause."""
        found: dict[int, int] = {}
        for token in self.span:
            path: list[int] = []
            walker = token
            while walker.i not in found and not _heads_clause(walker) and walker.head.i != walker.i:
                path.append(walker.i)
                walker = walker.head
            head = found.get(walker.i, walker.i)
            found.update(dict.fromkeys((*path, walker.i), head))
        return found

    def token_at(self, offset: int) -> int:
        """Token that holds an offset of the sentence's text."""
        span = self.document.doc.char_span(self.start + offset, self.start + offset + 1, alignment_mode="expand")
        return span.start if span else self.span.start

    def words(self, start: int, end: int) -> str:
        """The article's words behind offsets of the sentence's text; mended where their encoding was broken."""
        begin, stop = self.document.text.to_original(self.start + start, self.start + end)
        original = self.document.text.original[begin:stop]
        return (original if len(original) == end - start else self.text[start:end]).strip()


def _first(mention: Mention) -> int:
    return mention.first


_LINE = 14
_VERSUS = re.compile(r"\s(?:v|vs|vs\.)\s|\d\s?-\s?\d", re.IGNORECASE)


def _heads_clause(token: Token) -> bool:
    if token.dep_ in ("xcomp", "aux", "auxpass"):
        return False
    return token.pos_ in ("VERB", "AUX")


@dataclass(slots=True)
class QualifierReader:
    """An article whose claims get their qualifiers: its sentences, and what its claims say of whom.

    Attributes:
        document: Parsed, with linked mentions.
        claims: Lists of proposals, the lead first.
        competitions: Mentions of competitions by name, in order.
        fixtures: How many matches to come its claims tell of.
        matches: How many played matches they tell of.
    """

    document: ArticleDocument
    claims: Sequence[list[Proposal]]
    _sentences: list[Sentence] = field(default_factory=list)
    _by_token: dict[int, int] = field(default_factory=dict)
    _teams: dict[str, list[EntityRecord]] = field(default_factory=dict)
    _present: dict[str, list[EntityRecord]] = field(default_factory=dict)
    _managers: set[str] = field(default_factory=set)
    _naming: dict[str, list[int]] = field(default_factory=dict)
    _moves: Counter[str] = field(default_factory=Counter)
    competitions: list[Mention] = field(default_factory=list)
    fixtures: int = 0
    matches: int = 0

    def __post_init__(self) -> None:
        for number, span in enumerate(self.document.doc.sents):
            self._sentences.append(Sentence(self.document, span))
            self._by_token.update(dict.fromkeys(range(span.start, span.end), number))
        for mention in self.document.mentions:
            places = self._naming.setdefault(mention.entity.id, [])
            number = self._by_token[mention.first]
            if not places or places[-1] != number:
                places.append(number)
            if mention.type == "Competition" and mention.kind == "name":
                self.competitions.append(mention)
        for claim in self.claims:
            lead = claim[0]
            self.fixtures += lead.predicate == "faces"
            self.matches += lead.predicate in ("beat", "drew_with")
            self._moves[lead.subject.id] += lead.predicate in _MOVES_TO
            if lead.predicate in ("plays_for", "manages") and not isinstance(lead.object, str):
                self._teams.setdefault(lead.subject.id, []).append(lead.object)
                if lead.status == "fact":
                    self._present.setdefault(lead.subject.id, []).append(lead.object)
                if lead.predicate == "manages":
                    self._managers.add(lead.subject.id)

    def sentence(self, proposal: Proposal) -> Sentence:
        """The sentence in which a proposal's evidence starts."""
        return self._sentences[self._by_token[proposal.first]]

    def stated(self, claim: Sequence[Proposal]) -> list[Proposal]:
        """The claim's evidence, cut where sentences end; of evidence that runs over several, the last is read first.

        A pair of mentions that the trained reader has put together may span sentences: "They began well. He scored".
        """
        found: list[Proposal] = []
        for proposal in claim:
            first, last = self._by_token[proposal.first], self._by_token[proposal.last - 1]
            for number in sorted({first, last}, reverse=True):
                span = self._sentences[number].span
                begin, end = max(proposal.first, span.start), min(proposal.last, span.end)
                found.append(proposal if first == last else replace(proposal, first=begin, last=end))
        return found

    def retold(self, lead: Proposal) -> Iterator[Proposal]:
        """The claim as other sentences that name both ends may state it: from the one mention to the other."""
        for sentence in self.naming_both(lead):
            ends = [[m for m in sentence.mentions if m.entity is end] for end in (lead.subject, lead.object)]
            pairs = [(min(a.first, b.first), max(a.last, b.last)) for a in ends[0] for b in ends[1]]
            if pairs:
                first, last = min(pairs, key=lambda pair: (pair[1] - pair[0], pair[0]))
                yield replace(lead, first=first, last=min(last, sentence.span.end))

    def in_title(self, proposal: Proposal) -> bool:
        """Whether the evidence is the headline."""
        return self.document.doc[proposal.first].idx < self.document.title_end

    def near(self, proposal: Proposal, step: int) -> Sentence | None:
        """The sentence that many places away."""
        number = self._by_token[proposal.first] + step
        return self._sentences[number] if 0 <= number < len(self._sentences) else None

    def before(self, proposal: Proposal) -> Iterator[Sentence]:
        """The sentences before it, nearest first."""
        return reversed(self._sentences[: self._by_token[proposal.first]])

    def all(self) -> Sequence[Sentence]:
        """Every sentence of the article, in order."""
        return self._sentences

    def naming_both(self, lead: Proposal) -> Iterator[Sentence]:
        """Sentences that name both ends, apart from the evidence's own."""
        own = self._by_token[lead.first]
        there = set(self._naming.get(lead.object if isinstance(lead.object, str) else lead.object.id, ()))
        for number in self._naming.get(lead.subject.id, ()):
            if number != own and number in there:
                yield self._sentences[number]

    def naming(self, entity: EntityRecord) -> Iterator[Sentence]:
        """Sentences that name an entity, in order."""
        return (self._sentences[number] for number in self._naming.get(entity.id, ()))

    def list_context(self, lead: Proposal) -> list[Sentence]:
        """For a line of a list of fixtures, the sentences before and after the list."""
        number = self._by_token[lead.first]
        if not self._sentences[number].is_fixture:
            return []
        first = last = number
        while first > 0 and self._sentences[first].is_fixture:
            first -= 1
        while last + 1 < len(self._sentences) and self._sentences[last].is_fixture:
            last += 1
        return [self._sentences[i] for i in (first, first - 1, last, last + 1) if 0 <= i < len(self._sentences)]

    def name(self, mention: Mention) -> str:
        """A mention in the article's words, without an article before it."""
        begin, stop = self.document.text.to_original(mention.start, mention.end)
        return _ARTICLE.sub("", self.document.text.original[begin:stop])

    def teams(self, person: str, *, present: bool = False) -> list[EntityRecord]:
        """Teams that a person plays for or manages, or once did; with `present` only those of now."""
        return (self._present if present else self._teams).get(person, [])

    def moves(self, person: str) -> int:
        """How many moves of a person the claims hold."""
        return self._moves[person]

    def manages(self, person: str) -> bool:
        """Whether a claim has a person manage a team."""
        return person in self._managers


def in_own_clause(reader: QualifierReader, proposal: Proposal, sentence: Sentence, offset: int) -> bool:
    """Whether an offset of the sentence's text lies in a clause of the evidence."""
    clauses = sentence.clauses
    token = sentence.token_at(offset)
    if proposal.first <= token < proposal.last:
        return True
    if clauses.get(token) in {clauses[i] for i in range(proposal.first, proposal.last) if i in clauses}:
        return True
    return (
        all(t.pos_ not in ("VERB", "AUX", "PUNCT") for t in reader.document.doc[proposal.last : token])
        and token >= proposal.last
    )


def end_of(reader: QualifierReader, proposal: Proposal, sentence: Sentence) -> int:
    """Offset in the sentence's text at which the evidence ends."""
    return max(reader.document.doc[proposal.first : proposal.last].end_char - sentence.start, 0)


def distance(proposal: Proposal, sentence: Sentence, start: int, *, from_object: bool = False) -> tuple[float, int]:
    """How far from the nearer end of the claim, in tokens: what follows counts as nearer than what precedes.

    In "France on 7 September and Switzerland on 12 October" each side has the date that follows it. Where the sentence
    names neither end, the distance is that from the evidence; `from_object` looks at the object alone.
    """
    token = sentence.token_at(start)
    ends = (proposal.object,) if from_object else (proposal.subject, proposal.object)
    spans = [(m.first, m.last) for m in sentence.mentions if m.entity in ends]
    return min(_apart(token, first, last) for first, last in spans or [(proposal.first, proposal.last)]), token


_BACKWARDS = 1.6


def _apart(token: int, first: int, last: int) -> float:
    if first <= token < last:
        return 0.0
    return float(token - last + 1) if token >= last else (first - token) * _BACKWARDS
