"""Coreference within an article: pronouns and phrases such as "the Spaniard" or "the 22-year-old".

Deterministic. A candidate is a person named before, in this sentence or in the three before it. One whose known age,
nationality, position, role or gender contradicts the phrase is ruled out; one that agrees is preferred; otherwise the
subject of the sentence before, then the person named last. A pronoun inside a quotation is never its speaker.

What an article says of a person in apposition ("Casemiro, the 32-year-old Brazilian") is remembered while it is read,
so that the article's own words decide before the knowledge base does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.ingest.document import Mention
from touchline.ingest.relations.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span, Token

    from touchline.ingest.document import ArticleDocument, EntityRecord
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.relations.noun_phrases import PersonPhrase

__all__ = ["Coreference"]

_SENTENCES_BACK = 3
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


@dataclass(slots=True)
class _Known:
    """What is known of a person: from the article first, then from the knowledge base."""

    ages: set[str] = field(default_factory=set)
    nationalities: set[str] = field(default_factory=set)
    positions: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    teams: set[str] = field(default_factory=set)
    gender: str = ""


class Coreference:
    """Resolves the pronouns and nominals of one article.

    Args:
        kb: Knowledge base: ages, nationalities, positions and gender of linked persons.
        document: The article, its names linked.
    """

    def __init__(self, kb: KnowledgeBase, document: ArticleDocument) -> None:
        self._kb = kb
        self._document = document
        self._doc = document.doc
        self._lexicon = load_lexicon()
        self._known: dict[str, _Known] = {}
        self._sentence_of = {t.i: n for n, s in enumerate(self._doc.sents) for t in s}
        self._quoted = _quotations(self._doc.text)
        self._year = int(document.article.published[:4]) if document.article.published else None

    def learn(self, phrase: PersonPhrase) -> None:
        """Remember what a phrase beside a name says of that person."""
        if phrase.person is None:
            return
        known = self._about(phrase.person.entity)
        if phrase.age:
            known.ages.add(phrase.age)
        known.nationalities.update(d.entity.id for d in phrase.demonyms)
        known.positions.update(value for kind, value, _ in phrase.heads if kind == "position")
        known.roles.update(value for kind, value, _ in phrase.heads if kind == "role")
        if not phrase.former:
            known.teams.update(t.entity.id for t in phrase.teams)

    def resolve(self, phrases: Sequence[PersonPhrase]) -> None:
        """Add a mention for each pronoun and each phrase that stands alone and whose person is found.

        Phrases that are resolved get their `person`.
        """
        alone = {p.first: p for p in phrases if p.person is None}
        covered = {i for p in phrases for i in range(p.first, p.last) if p.person is None}
        mentions = sorted(self._document.mentions, key=lambda m: m.first)
        for token in self._doc:
            if token.i in alone:
                phrase = alone[token.i]
                person = self._antecedent(mentions, token, self._phrase_filter(phrase))
                if person is not None:
                    phrase.person = self._mention(person, phrase.first, phrase.last, "nominal")
                    self._insert(mentions, phrase.person)
            elif token.i not in covered and (gender := self._pronoun_gender(token)):
                person = self._antecedent(mentions, token, self._gender_filter(gender, token))
                if person is not None:
                    self._insert(mentions, self._mention(person, token.i, token.i + 1, "pronoun"))
        self._document.mentions = mentions

    def _insert(self, mentions: list[Mention], new: Mention) -> None:
        """Put a mention in place, instead of the names inside it."""
        mentions[:] = [m for m in mentions if m.last <= new.first or m.first >= new.last]
        mentions.append(new)
        mentions.sort(key=lambda m: m.first)

    def _mention(self, person: EntityRecord, first: int, last: int, kind: str) -> Mention:
        span = self._doc[first:last]
        return Mention(span.start_char, span.end_char, first, last, person, "nominal" if kind == "nominal" else "pronoun")

    def _antecedent(self, mentions: Sequence[Mention], token: Token, accept: _Filter) -> EntityRecord | None:
        sentence = self._sentence_of[token.i]
        near = [
            m for m in mentions
            if m.type == "Person" and m.first < token.i and sentence - self._sentence_of[m.first] <= _SENTENCES_BACK
            and not self._document.is_ignored(m.start, m.end)
        ]  # fmt: skip
        scored = [(accept(m), self._salience(m, token, sentence), m.first, m) for m in near]
        scored = [s for s in scored if s[0] >= 0]
        if not scored:
            return None
        best = max(scored, key=lambda s: s[:3])
        return best[3].entity

    def _salience(self, mention: Mention, token: Token, sentence: int) -> int:
        """Nearer sentences first; within one, its subject before the others; the same clause's object last."""
        distance = sentence - self._sentence_of[mention.first]
        score = -2 * distance
        head = self._doc[mention.last - 1]
        if head.dep_ in _SUBJECT or (mention.kind != "name" and self._doc[mention.first].dep_ in _SUBJECT):
            score += 2 if distance else 1
        if mention.kind == "pronoun":
            score += 1
        if distance == 0 and head.dep_ == "poss" and token.i - mention.last < 2:  # noqa: PLR2004
            score -= 1
        return score

    def _about(self, record: EntityRecord) -> _Known:
        known = self._known.get(record.id)
        if known is None:
            known = self._known[record.id] = _Known()
            entity = self._kb.entities.get(record.id)
            if entity is not None:
                known.gender = entity.gender or ""
                known.positions.update(p for p in (entity.position or "").split("/") if p and p != "manager")
                if "manager" in (entity.position or ""):
                    known.roles.add("manager")
                if self._year and entity.born:
                    age = self._year - int(entity.born[:4])
                    known.ages.update((str(age - 1), str(age)))
                known.nationalities.update(self._country(entity.country))
        return known

    def _country(self, code: str | None) -> Iterable[str]:
        return (place.id for place in (self._kb.place_of(code),) if place is not None) if code else ()

    def _phrase_filter(self, phrase: PersonPhrase) -> _Filter:
        positions = {value for kind, value, _ in phrase.heads if kind == "position"}
        roles = {value for kind, value, _ in phrase.heads if kind == "role"}
        nations = {d.entity.id for d in phrase.demonyms}

        def accept(mention: Mention) -> int:
            known = self._about(mention.entity)
            score = 0
            for said, had in ((positions, known.positions), (nations, known.nationalities), ({phrase.age} - {""}, known.ages)):
                if said and had:
                    if not said & had:
                        return -1
                    score += 2
            if roles & {"manager"}:
                if known.roles and "manager" not in known.roles:
                    return -1
                score += 2 * ("manager" in known.roles)
            elif positions and "manager" in known.roles and not known.positions:
                return -1
            if phrase.teams and not phrase.former:
                score += bool({t.entity.id for t in phrase.teams} & known.teams)
            return score

        return accept

    def _gender_filter(self, gender: str, token: Token) -> _Filter:
        quote = self._quote_at(token.idx)
        speaker = self._speaker(quote) if quote else None

        def accept(mention: Mention) -> int:
            known = self._about(mention.entity)
            if (known.gender or "m") != gender or (speaker is not None and mention.entity is speaker):
                return -1
            return 0

        return accept

    def _pronoun_gender(self, token: Token) -> str:
        if token.lower_ in self._lexicon.sets["pronoun.male"]:
            return "m"
        return "f" if token.lower_ in self._lexicon.sets["pronoun.female"] else ""

    def _quote_at(self, offset: int) -> tuple[int, int] | None:
        return next((q for q in self._quoted if q[0] < offset < q[1]), None)

    def _speaker(self, quote: tuple[int, int]) -> EntityRecord | None:
        """The subject of a verb of saying in the sentence around a quotation, or just before or after it."""
        say = self._lexicon.sets["pronoun.say"]
        near = [m for m in self._document.mentions if m.type == "Person" and (quote[0] - 200 < m.start < quote[0] or quote[1] <= m.start < quote[1] + 100)]
        for mention in sorted(near, key=lambda m: min(abs(m.start - quote[1]), abs(quote[0] - m.end))):
            head = self._doc[mention.last - 1]
            if head.dep_ in _SUBJECT and head.head.lemma_.lower() in say:
                return mention.entity
        return None


def _quotations(text: str) -> list[tuple[int, int]]:
    """Spans between double quotation marks, paragraph by paragraph; an unclosed one runs to the paragraph's end."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split("\n"):
        marks = [offset + i for i, character in enumerate(paragraph) if character == '"']
        if len(marks) % 2:
            marks.append(offset + len(paragraph))
        spans += [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=True) if b - a > 25]  # noqa: PLR2004
        offset += len(paragraph) + 1
    return spans


if TYPE_CHECKING:
    from collections.abc import Callable

    _Filter = Callable[[Mention], int]
    _ = Span
