"""Qualifiers of claims: fee, until, from, date, score, competition, role, count, outcome and source.

Claims come resolved, each a list of proposals with its lead first. For each qualifier that the predicate takes
(`qualifiers.toml`), the sentences of the evidence are read in order, lead first; a date, sum or competition counts only
where it stands in a clause of the evidence. Matches also read other sentences that name both sides, and claims of
transfer news the source that the article names before them. Values are the article's own words, except for counts
(digits), the club that somebody left and a person who says it (their full name). What a pattern has bound stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from touchline.ingest.dates import DateSpan, find_dates
from touchline.ingest.money import find_money
from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.reported import NamedSource, named_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spacy.tokens import Span, Token

    from touchline.ingest.document import ArticleDocument, EntityRecord, Mention
    from touchline.ingest.money import Money
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["add_qualifiers"]

_MATCHES = frozenset({"beat", "drew_with", "faces", "scored_against"})
_MOVES = frozenset({"joined", "loaned_to", "set_to_join", "left"})
_SCORE = re.compile(r"(?<![\d/.,–-])(\d{1,2})\s?[-–]\s?(\d{1,2})(?![\d/.,]*\d|\s?[-–]\s?\d|m\b|\s+(?:on|lead on)\s+(?:aggregate|penalt))")  # noqa: RUF001
_MAX_GOALS = 15
_PREPOSITION = re.compile(r"^(?:on|in|at|during|over)\s+", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"(?<=day)\s+(?:night|evening|afternoon|morning|lunchtime)$", re.IGNORECASE)


def add_qualifiers(document: ArticleDocument, claims: Sequence[list[Proposal]]) -> None:
    """Fill the qualifiers of each claim's lead; those that it already has are kept.

    Args:
        document: Parsed, with linked mentions.
        claims: Lists of proposals, the lead first.
    """
    reader = _Reader(document, claims)
    takes = _cues()["takes"]
    for claim in claims:
        lead = claim[0]
        if "date" in lead.qualifiers:
            lead.qualifiers["date"] = _PREPOSITION.sub("", lead.qualifiers["date"])
        for name in takes.get(lead.predicate, ()):
            if name in lead.qualifiers:
                continue
            value = _HANDLERS[name](reader, claim)
            if value:
                lead.qualifiers[name] = value


@cache
def _cues() -> Mapping[str, Any]:
    return read_toml("qualifiers.toml")


@cache
def _any_of(*path: str) -> re.Pattern[str]:
    words: Any = _cues()
    for key in path:
        words = words[key]
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


class _Sentence:
    """A sentence and what has been found in it, each found once and only when asked for. Offsets count in the Doc."""

    def __init__(self, document: ArticleDocument, span: Span) -> None:
        self.document = document
        self.span = span
        self.start = span.start_char
        self.text = span.text

    @cached_property
    def dates(self) -> list[DateSpan]:
        return list(find_dates(self.text))

    @cached_property
    def money(self) -> list[Money]:
        return list(find_money(self.text))

    @cached_property
    def sources(self) -> list[NamedSource]:
        return list(named_sources(self.text))

    @cached_property
    def is_fixture(self) -> bool:
        """A short line such as "Arsenal v Stoke"."""
        return len(self.span) <= _LINE and _VERSUS.search(self.text) is not None

    @cached_property
    def mentions(self) -> list[Mention]:
        return [m for m in self.document.mentions if self.span.start <= m.first < self.span.end]

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


_LINE = 14
_VERSUS = re.compile(r"\s(?:v|vs|vs\.)\s|\d\s?-\s?\d", re.IGNORECASE)


def _heads_clause(token: Token) -> bool:
    if token.dep_ in ("xcomp", "aux", "auxpass"):
        return False
    return token.pos_ in ("VERB", "AUX")


@dataclass(slots=True)
class _Reader:
    document: ArticleDocument
    claims: Sequence[list[Proposal]]
    _sentences: list[_Sentence] = field(default_factory=list)
    _by_token: dict[int, int] = field(default_factory=dict)
    _teams: dict[str, list[EntityRecord]] = field(default_factory=dict)
    _managers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for number, span in enumerate(self.document.doc.sents):
            self._sentences.append(_Sentence(self.document, span))
            self._by_token.update(dict.fromkeys(range(span.start, span.end), number))
        for claim in self.claims:
            lead = claim[0]
            if lead.predicate in ("plays_for", "manages") and not isinstance(lead.object, str):
                self._teams.setdefault(lead.subject.id, []).append(lead.object)
                if lead.predicate == "manages":
                    self._managers.add(lead.subject.id)

    def sentence(self, proposal: Proposal) -> _Sentence:
        return self._sentences[self._by_token[proposal.first]]

    def near(self, proposal: Proposal, step: int) -> _Sentence | None:
        """The sentence that many places away."""
        number = self._by_token[proposal.first] + step
        return self._sentences[number] if 0 <= number < len(self._sentences) else None

    def before(self, proposal: Proposal) -> Iterator[_Sentence]:
        return reversed(self._sentences[: self._by_token[proposal.first]])

    def all(self) -> Sequence[_Sentence]:
        return self._sentences

    def naming_both(self, lead: Proposal) -> Iterator[_Sentence]:
        """Sentences that name both ends, apart from the evidence's own."""
        own = self.sentence(lead)
        ends = {lead.subject.id, lead.object if isinstance(lead.object, str) else lead.object.id}
        for sentence in self._sentences:
            if sentence is not own and ends <= {m.entity.id for m in sentence.mentions}:
                yield sentence

    def list_context(self, lead: Proposal) -> list[_Sentence]:
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

    def teams(self, person: str) -> list[EntityRecord]:
        """Teams that a person plays for or manages, or once did."""
        return self._teams.get(person, [])

    def manages(self, person: str) -> bool:
        return person in self._managers


def _own(reader: _Reader, proposal: Proposal, sentence: _Sentence, offset: int) -> bool:
    """Whether an offset of the sentence's text lies in a clause of the evidence."""
    clauses = sentence.clauses
    token = sentence.token_at(offset)
    if proposal.first <= token < proposal.last:
        return True
    if clauses.get(token) in {clauses[i] for i in range(proposal.first, proposal.last) if i in clauses}:
        return True
    return all(t.pos_ not in ("VERB", "AUX", "PUNCT") for t in reader.document.doc[proposal.last : token]) and token >= proposal.last


def _distance(proposal: Proposal, sentence: _Sentence, start: int) -> tuple[int, int]:
    """How far from the evidence, what follows before what precedes."""
    token = sentence.token_at(start)
    if proposal.first <= token < proposal.last:
        return 0, 0
    return (token - proposal.last + 1, 0) if token >= proposal.last else (proposal.first - token, 1)


# ---- dates ---------------------------------------------------------------------------------------------------------


def _date(reader: _Reader, claim: list[Proposal]) -> str:
    for proposal in claim:
        sentence = reader.sentence(proposal)
        found = [d for d in sentence.dates if _fits(claim[0], d) and _own(reader, proposal, sentence, d.start)]
        if claim[0].predicate in _STATES:
            found = [d for d in found if _beside_object(proposal, sentence, d)]
        if found:
            best = min(found, key=lambda d: _distance(proposal, sentence, d.start))
            return _PART_OF_DAY.sub("", sentence.words(best.start, best.end))
    if claim[0].predicate in _MATCHES:
        for sentence in (*reader.naming_both(claim[0]), *reader.list_context(claim[0])):
            found = [d for d in sentence.dates if d.kind == "day" and _fits(claim[0], d)]
            if len(found) == 1:
                return _PART_OF_DAY.sub("", sentence.words(found[0].start, found[0].end))
    return ""


_STATES = frozenset({"competes_in", "contends_for"})


def _beside_object(proposal: Proposal, sentence: _Sentence, date: DateSpan) -> bool:
    """Whether a date stands within a few words of the competition: "the 2018 World Cup", "Europa League next season"."""
    at = sentence.token_at(date.start)
    return any(m.entity is proposal.object and m.first - 3 <= at < m.last + 4 for m in sentence.mentions)


def _fits(lead: Proposal, date: DateSpan) -> bool:
    predicate, words = lead.predicate, date.text.lower()
    if date.preposition in ("until", "till", "til", "through"):
        return False
    if predicate in _MATCHES:
        return date.kind != "end"
    if predicate in _STATES:
        named = date.kind in ("season", "year", "window") or words.endswith(("year", "summer"))
        return named and not words.startswith("this") and (not words.startswith("last") or lead.status == "former")
    if predicate == "won":
        return date.kind in ("season", "year", "window") or words.endswith(("year", "summer"))
    if predicate == "manages":
        return date.kind in ("year", "season") and lead.status == "former"
    return True


def _until(reader: _Reader, claim: list[Proposal]) -> str:
    for proposal in claim:
        for step in (0, 1, -1):
            sentence = reader.near(proposal, step)
            if sentence is None or (step and not _speaks_of(sentence, claim[0])):
                continue
            value = _until_in(sentence)
            if value:
                return value
    return ""


def _speaks_of(sentence: _Sentence, lead: Proposal) -> bool:
    return any(m.entity.id == lead.subject.id for m in sentence.mentions) and bool(_CONTRACT.search(sentence.text))


_CONTRACT = re.compile(r"\b(?:contracts?|deal|terms|extension)\b", re.IGNORECASE)


def _until_in(sentence: _Sentence) -> str:
    prepositions = _cues()["until"]["prepositions"]
    for date in sentence.dates:
        if date.preposition in prepositions:
            return sentence.words(date.start, date.end)
    for cue in _any_of("until", "expiry").finditer(sentence.text):
        for date in sentence.dates:
            if 0 <= date.start - cue.end() <= _REACH:
                return sentence.words(date.start, date.end)
    return ""


_REACH = 25

# ---- money ---------------------------------------------------------------------------------------------------------


def _fee(reader: _Reader, claim: list[Proposal]) -> str:
    contract = claim[0].predicate == "contract_with"
    for proposal in claim:
        sentence = reader.sentence(proposal)
        if contract:
            value = _clause_fee(sentence)
        else:
            value = _price(reader, proposal, sentence)
        if value:
            return value
    return ""


def _clause_fee(sentence: _Sentence) -> str:
    cues = [c.start() for c in _any_of("fee", "clause").finditer(sentence.text)]
    for money in sentence.money:
        if any(abs(cue - money.start) <= 2 * _REACH for cue in cues):
            return sentence.words(money.start, money.end)
    return ""


def _price(reader: _Reader, proposal: Proposal, sentence: _Sentence) -> str:
    found = [
        (m.start, m.end) for m in sentence.money
        if not m.period and _own(reader, proposal, sentence, m.sum_start) and not _is_other_sum(sentence, m)
    ]  # fmt: skip
    if not found:
        found = [c.span() for c in _any_of("fee", "free").finditer(sentence.text) if _own(reader, proposal, sentence, c.start())]
    if not found:
        return ""
    start, end = min(found, key=lambda span: _distance(proposal, sentence, span[0]))
    return sentence.words(start, end)


def _is_other_sum(sentence: _Sentence, money: Money) -> bool:
    around = sentence.text[max(0, money.start - _REACH) : money.end + _REACH // 2]
    return _any_of("fee", "not_fee").search(around) is not None


# ---- matches -------------------------------------------------------------------------------------------------------


def _score(reader: _Reader, claim: list[Proposal]) -> str:
    lead = claim[0]
    for proposal in claim:
        sentence = reader.sentence(proposal)
        scores = [s for s in _scores(sentence, lead.predicate)]
        inside = [s for s in scores if _own(reader, proposal, sentence, s[0])] or scores
        if inside:
            return min(inside, key=lambda s: _distance(proposal, sentence, s[0]))[1]
    for sentence in reader.naming_both(lead):
        scores = _scores(sentence, lead.predicate)
        if scores:
            return scores[0][1]
    return ""


def _scores(sentence: _Sentence, predicate: str) -> list[tuple[int, str]]:
    """Offset and value of the scores that can be the result: winner's goals first."""
    found: list[tuple[int, str]] = []
    for match in _SCORE.finditer(sentence.text):
        high, low = sorted((int(match[1]), int(match[2])), reverse=True)
        if high <= _MAX_GOALS and (high == low) == (predicate == "drew_with"):
            found.append((match.start(), f"{high}-{low}"))
    if predicate == "drew_with" and not found and (goalless := _GOALLESS.search(sentence.text)):
        found.append((goalless.start(), "0-0"))
    return found


_GOALLESS = re.compile(r"\b(?:goalless|scoreless)\b", re.IGNORECASE)


def _competition(reader: _Reader, claim: list[Proposal]) -> str:
    for proposal in claim:
        sentence = reader.sentence(proposal)
        found = _competitions(sentence)
        own = [c for c in found if _own(reader, proposal, sentence, c[0])] or (found if len(found) == 1 else [])
        if own:
            start, end = min(own, key=lambda c: _distance(proposal, sentence, c[0]))
            return sentence.words(start, end)
    others = [*reader.naming_both(claim[0]), *reader.list_context(claim[0])]
    for sentence in others:
        found = _competitions(sentence)
        if len({sentence.text[a:b] for a, b in found}) == 1:
            return sentence.words(*found[0])
    return _only_competition(reader)


def _competitions(sentence: _Sentence) -> list[tuple[int, int]]:
    side = set(_cues()["competition"]["side"])
    doc, found = sentence.document.doc, []
    for mention in sentence.mentions:
        if mention.type != "Competition" or mention.kind != "name":
            continue
        if mention.last < len(doc) and doc[mention.last].lower_ in side:
            continue
        start = mention.start - sentence.start
        if sentence.text[start : start + 4].lower() == "the ":
            start += 4
        found.append((start, mention.end - sentence.start))
    if not found:
        found = [m.span() for m in _FRIENDLY.finditer(sentence.text)]
    return found


_FRIENDLY = re.compile(r"\b(?:friendly|friendlies|pre-season)\b", re.IGNORECASE)


def _only_competition(reader: _Reader) -> str:
    title_end = reader.document.title_end
    mentions = [m for m in reader.document.mentions if m.type == "Competition" and m.kind == "name"]
    mentions = [m for m in mentions if m.end <= title_end] or mentions
    if len({m.entity.id for m in mentions}) != 1:
        return ""
    mention = mentions[0]
    begin, stop = reader.document.text.to_original(mention.start, mention.end)
    return re.sub(r"(?i)^the\s+", "", reader.document.text.original[begin:stop])


def _outcome(reader: _Reader, claim: list[Proposal]) -> str:
    lead = claim[0]
    cues = _cues()["outcome"].get(lead.predicate)
    if cues is None:
        return ""
    for proposal in claim:
        sentence = reader.sentence(proposal)
        for value in cues:
            for match in _any_of("outcome", lead.predicate, value).finditer(sentence.text):
                if _own(reader, proposal, sentence, match.start()):
                    return str(value)
    return ""


# ---- persons -------------------------------------------------------------------------------------------------------


def _from(reader: _Reader, claim: list[Proposal]) -> str:
    lead = claim[0]
    clubs: list[EntityRecord] = []
    for proposal in claim:
        sentence = reader.sentence(proposal)
        for mention in sentence.mentions:
            if mention.type != "Club" or mention.entity is lead.object:
                continue
            before = sentence.text[: mention.start - sentence.start]
            if _FROM.search(before) and _own(reader, proposal, sentence, mention.start - sentence.start):
                return mention.entity.name
            clubs.append(mention.entity)
    theirs = [team for team in reader.teams(lead.subject.id) if team is not lead.object and team.type == "Club"]
    for club in clubs:
        if club in theirs:
            return club.name
    return theirs[0].name if lead.predicate in ("loaned_to", "set_to_join") and len(theirs) == 1 else ""


_FROM = re.compile(r"\b(?:from|leaving|left|leave|leaves)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)


def _role(reader: _Reader, claim: list[Proposal]) -> str:
    lead = claim[0]
    handler = {"plays_for": _captain, "manages": _caretaker, "linked_to": _post, "joined": _post}.get(lead.predicate)
    if handler is None:
        return ""
    return next((value for proposal in claim if (value := handler(reader, proposal))), "")


def _beside(sentence: _Sentence, proposal: Proposal, cues: re.Pattern[str]) -> str:
    """A cue inside the evidence or within three words of the subject."""
    doc = sentence.document.doc
    for mention in sentence.mentions:
        if mention.entity is not proposal.subject:
            continue
        first, last = max(mention.first - 4, sentence.span.start), min(mention.last + 4, sentence.span.end)
        window = doc[first:last]
        match = cues.search(window.text)
        if match and not any(m.type == "Person" and m.entity is not proposal.subject and first <= m.first < last for m in sentence.mentions):
            start = window.start_char - sentence.start
            return sentence.words(start + match.start(), start + match.end())
    return ""


def _captain(reader: _Reader, proposal: Proposal) -> str:
    return _beside(reader.sentence(proposal), proposal, _any_of("role", "captain"))


def _caretaker(reader: _Reader, proposal: Proposal) -> str:
    return _beside(reader.sentence(proposal), proposal, _any_of("role", "caretaker"))


def _post(reader: _Reader, proposal: Proposal) -> str:
    sentence = reader.sentence(proposal)
    named = re.search(rf"\bas\s+(?:(?:their|its|the|a|new|next|permanent|his)\s+)*({_any_of('role', 'appointed').pattern})", sentence.text)
    if named and _own(reader, proposal, sentence, named.start(1)):
        return sentence.words(named.start(1), named.end(1))
    if reader.manages(proposal.subject.id):
        job = _any_of("role", "appointed").search(sentence.text)
        return sentence.words(*job.span()) if job else "manager" if proposal.predicate == "linked_to" else ""
    return ""


# ---- counts --------------------------------------------------------------------------------------------------------


@cache
def _numbers() -> Mapping[str, str]:
    digits = {name: str(number) for number, name in enumerate(_cues()["count"], start=1)}
    return {word: digits[name] for name, words in _cues()["count"].items() for word in words}


_NUMBER = r"(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TITLES_BEFORE = re.compile(rf"\b{_NUMBER}(?:[\s-]times?)?(?:\s+(?:of|their|the|his|consecutive|straight|successive|more|[\w'-]+))?\s*$", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|(\d{1,2})(?:nd|rd|th))\s+(?:[\w'-]+\s+)?$", re.IGNORECASE)
_TIMES_AFTER = re.compile(rf"^[^.;,]{{0,40}}?\b(?:(once|twice|thrice)|(?:a\s+record\s+|record\s+)?{_NUMBER}\s+times)\b", re.IGNORECASE)
_GOALS = re.compile(rf"\b(?:(brace|double|twice|hat-?\s?trick|treble|both goals)|(?:all\s+)?{_NUMBER}\s*[-\s](?:goals?|times)\b)", re.IGNORECASE)
_GAMES = re.compile(
    r"\b(\d{1,4})\s+(?:(?:senior|competitive|first-team|league|total|official|Premier|League)\s+)*(?:appearances|games|matches|caps|times|outings)\b", re.IGNORECASE
)


def _count(reader: _Reader, claim: list[Proposal]) -> str:
    predicate = claim[0].predicate
    read = {"won": _titles, "scored_against": _goals, "plays_for": _games}[predicate]
    value = next((value for proposal in claim if (value := read(reader, proposal))), "")
    return value or ("1" if predicate == "scored_against" else "")


def _titles(reader: _Reader, proposal: Proposal) -> str:
    sentence = reader.sentence(proposal)
    for mention in sentence.mentions:
        if mention.entity is not proposal.object:
            continue
        before = sentence.text[: mention.start - sentence.start]
        after = sentence.text[mention.end - sentence.start :]
        match = _TITLES_BEFORE.search(before)
        if match:
            return _digits(match[1])
        match = _ORDINAL.search(before)
        if match:
            return match[2] or str(_ORDINALS.index(match[1].lower()) + 2)
        match = _TIMES_AFTER.search(after)
        if match:
            return _digits(match[1] or match[2])
    return ""


_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _digits(word: str) -> str:
    folded = " ".join(word.lower().replace("hattrick", "hat-trick").split())
    return _numbers().get(folded, folded)


def _goals(reader: _Reader, proposal: Proposal) -> str:
    sentence = reader.sentence(proposal)
    for match in _GOALS.finditer(sentence.text):
        if _own(reader, proposal, sentence, match.start()):
            return "2" if match[1] and match[1].lower().startswith("both") else _digits(match[1] or match[2])
    return ""


def _games(reader: _Reader, proposal: Proposal) -> str:
    sentence = reader.sentence(proposal)
    for match in _GAMES.finditer(sentence.text):
        side = _FOR_WHOM.match(sentence.text, match.end())
        at = sentence.start + side.end() if side else -1
        whose = next((m.entity for m in sentence.mentions if m.start <= at <= m.end), None)
        if whose in (None, proposal.object) and proposal.first < proposal.last and _own(reader, proposal, sentence, match.start()):
            return match[1] if whose or _only_team(sentence, proposal) else ""
    return ""


_FOR_WHOM = re.compile(r"[^.,;]{0,20}?\b(?:for|with|at)\s+(?:the\s+)?")


def _only_team(sentence: _Sentence, proposal: Proposal) -> bool:
    return all(m.entity is proposal.object for m in sentence.mentions if m.type in ("Club", "NationalTeam"))


# ---- sources -------------------------------------------------------------------------------------------------------


def _source(reader: _Reader, claim: list[Proposal]) -> str:
    lead = claim[0]
    for proposal in claim:
        sentence = reader.sentence(proposal)
        value = _source_in(sentence, lead) or _speaker(sentence, lead)
        if value:
            return value
    if lead.predicate not in _cues()["source"]["carried"]:
        return ""
    nearest = (s for s in (reader.near(lead, -1), reader.near(lead, 1)) if s is not None)
    for sentence in (*nearest, *reader.before(lead), *reader.all()):
        value = _source_in(sentence, lead)
        if value:
            return value
    return ""


def _source_in(sentence: _Sentence, lead: Proposal) -> str:
    """The first that a sentence names as reporting."""
    for source in sentence.sources:
        mention = _mention_at(sentence, source)
        if source.spoken or (mention is not None and (mention.type in _NOT_SOURCES or mention.entity is lead.subject)):
            continue
        if mention is not None and mention.type == "Person":
            return mention.entity.name
        return sentence.words(source.start, source.end)
    return ""


def _speaker(sentence: _Sentence, lead: Proposal) -> str:
    """The person whose words a sentence quotes."""
    if '"' not in sentence.text and lead.predicate != "injured":
        return ""
    for source in sentence.sources:
        mention = _mention_at(sentence, source)
        if mention is not None and mention.type == "Person" and mention.entity is not lead.subject:
            return mention.entity.name
    return ""


_NOT_SOURCES = frozenset({"Club", "NationalTeam", "Competition", "Place", "Venue"})


def _mention_at(sentence: _Sentence, source: NamedSource) -> Mention | None:
    """The mention that is the source's name, rather than a word of it ("Football Espana")."""
    start, end = sentence.start + source.start, sentence.start + source.end
    found = (m for m in sentence.mentions if m.start < end and start < m.end)
    return next((m for m in found if m.start <= start and m.end >= end), None)


_HANDLERS: Mapping[str, Callable[[_Reader, list[Proposal]], str]] = {
    "fee": _fee, "until": _until, "from": _from, "date": _date, "score": _score, "competition": _competition,
    "role": _role, "count": _count, "outcome": _outcome, "source": _source,
}  # fmt: skip
