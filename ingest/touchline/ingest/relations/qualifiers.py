"""Qualifiers of claims: fee, until, from, date, score, competition, role, count, outcome and source.

Claims come resolved, each a list of proposals with its lead first. For each qualifier that the predicate takes
(`qualifiers.toml`), the sentences of the evidence are read in order, lead first; a date, sum or competition counts only
where it stands in a clause of the evidence. Matches also read other sentences that name both sides, and claims of
transfer news the source that the article names before them. Values are the article's own words, except for counts
(digits), the club that somebody left and a person who says it (their full name). What a pattern has bound stays.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import (
    QualifierReader,
    Sentence,
    cue_pattern,
    cue_words,
    distance,
    in_own_clause,
)
from touchline.ingest.relations.qualifier_persons import count_of, from_club, role_of, source_of
from touchline.ingest.relations.qualifier_values import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from touchline.ingest.dates import DateSpan
    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.money import Money
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["add_qualifiers", "normal_forms"]

_MATCHES = frozenset({"beat", "drew_with", "faces", "scored_against"})
_SCORE = re.compile(
    r"(?<![\d/.,\u2013-])(\d{1,2})\s?[-\u2013]\s?(\d{1,2})"
    r"(?![\d/.,]*\d|\s?[-\u2013]\s?\d|m\b|\s+(?:on|lead on)\s+(?:aggregate|penalt))"
)
_MAX_GOALS = 15
_PREPOSITION = re.compile(r"^(?:on|in|at|during|over)\s+", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"(?<=day)\s+(?:night|evening|afternoon|morning|lunchtime)$", re.IGNORECASE)


def add_qualifiers(document: ArticleDocument, claims: Sequence[list[Proposal]]) -> None:
    """Fill the qualifiers of each claim's lead; those that it already has are kept.

    Args:
        document: Parsed, with linked mentions.
        claims: Lists of proposals, the lead first.
    """
    reader = QualifierReader(document, claims)
    takes = cue_words()["takes"]
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
    _share_matches(claims)


def _share_matches(claims: Sequence[list[Proposal]]) -> None:
    """A goal has the competition of the match, where the side that it was scored against played one match only."""
    matches: dict[str, list[Proposal]] = {}
    for lead in (claim[0] for claim in claims):
        if lead.predicate in ("beat", "drew_with") and not isinstance(lead.object, str):
            for side in (lead.subject.id, lead.object.id):
                matches.setdefault(side, []).append(lead)
    for lead in (claim[0] for claim in claims):
        played = matches.get(lead.key[2], ())
        if lead.predicate == "scored_against" and len(played) == 1:
            competition = played[0].qualifiers.get("competition")
            if competition:
                lead.qualifiers.setdefault("competition", competition)


def normal_forms(document: ArticleDocument, proposal: Proposal) -> dict[str, str]:
    """The qualifiers of a proposal as programs compare them, under the same names (docs/qualifiers.md)."""
    if not proposal.qualifiers:
        return {}
    published = document.article.published
    names = {form: e.name for e in document.entities.values() if e.type in _NAMED for form in (e.name, *e.aliases)}
    day = date.fromisoformat(published) if published else None
    return normalised(proposal.qualifiers, proposal.status, day, names)


_NAMED = frozenset({"Competition", "Organisation", "Person", "Club"})


def _date(reader: QualifierReader, claim: list[Proposal]) -> str:
    lead = claim[0]
    for proposal in claim:
        sentence = reader.sentence(proposal)
        when = _own_date(reader, lead, proposal, sentence) or _near_date(reader, lead, proposal, sentence)
        if when is not None:
            return _trimmed(sentence.words(when.start, when.end))
    for sentence, kinds in _elsewhere(reader, lead):
        found = [d for d in sentence.dates if d.kind in kinds and _fits(lead, d)]
        if len(found) == 1:
            return _trimmed(sentence.words(found[0].start, found[0].end))
    return _only_day(reader) if lead.predicate == "faces" and reader.fixtures >= _DRAW else ""


_DRAW = 4
_LEAVING = frozenset({"left", "set_to_join"})


def _own_date(reader: QualifierReader, lead: Proposal, proposal: Proposal, sentence: Sentence) -> DateSpan | None:
    """The nearest date in a clause of the evidence; for leagues and titles, near the competition."""
    found = [d for d in sentence.dates if _fits(lead, d) and in_own_clause(reader, proposal, sentence, d.start)]
    if lead.predicate in _STATES:
        found = [d for d in found if _beside_object(proposal, sentence, d)]
    titles = lead.predicate in _TITLES
    return min(found, key=lambda d: distance(proposal, sentence, d.start, from_object=titles), default=None)


def _near_date(reader: QualifierReader, lead: Proposal, proposal: Proposal, sentence: Sentence) -> DateSpan | None:
    """The only date of the sentence, or one near an end of the claim, unless a clause about something else has it."""
    if lead.predicate in _NEAR_ONLY:
        return None
    stop = _end_of(reader, proposal, sentence)
    found = [d for d in sentence.dates if _fits(lead, d) and not _OF_OTHERS.search(sentence.text, stop, d.start)]
    best = min(found, key=lambda d: distance(proposal, sentence, d.start), default=None)
    if best is None or (len(found) > 1 and distance(proposal, sentence, best.start)[0] > _NEAR):
        return None
    return best


def _elsewhere(reader: QualifierReader, lead: Proposal) -> Iterator[tuple[Sentence, frozenset[str]]]:
    """Other sentences that may date the claim, with the kinds of dates that count there."""
    if lead.predicate in _MATCHES:
        for sentence in (*reader.naming_both(lead), *reader.list_context(lead)):
            yield sentence, frozenset({"day"})
    elif lead.predicate in _LEAVING and lead.status != "fact":
        for sentence in reader.naming_both(lead):
            yield sentence, frozenset({"window", "end", "month"})


def _only_day(reader: QualifierReader) -> str:
    """The one day of the calendar that the article names, as the announcement of a draw does."""
    spans = ((s, d) for s in reader.all() for d in s.dates if d.kind == "day" and any(map(str.isdigit, d.text)))
    days = {_trimmed(sentence.words(when.start, when.end)) for sentence, when in spans}
    return days.pop() if len(days) == 1 else ""


#: What starts a clause about something else.
_OF_OTHERS = re.compile(r"\b(?:who|whom|whose|which|where|while|although|though|because|having)\b", re.IGNORECASE)


def _end_of(reader: QualifierReader, proposal: Proposal, sentence: Sentence) -> int:
    """Offset in the sentence's text at which the evidence ends."""
    return max(reader.document.doc[proposal.first : proposal.last].end_char - sentence.start, 0)


def _trimmed(words: str) -> str:
    """Without the part of a day, and without "season" after the years that name it."""
    return _SEASON_WORD.sub("", _PART_OF_DAY.sub("", words))


_SEASON_WORD = re.compile(r"(?<=\d)\s+(?:season|campaign|term)$", re.IGNORECASE)
_NEAR = 8
_TITLES = frozenset({"won", "competes_in", "contends_for"})
_NEAR_ONLY = frozenset({"competes_in", "contends_for", "linked_to", "manages", "won", "bid_for"})
_AFTER_OBJECT = 7
_NOT_WHEN = frozenset({"until", "till", "til", "beyond", "through", "since", "before", "after", "between"})
_STATES = frozenset({"competes_in", "contends_for"})


def _beside_object(proposal: Proposal, sentence: Sentence, when: DateSpan) -> bool:
    """Whether a date stands within a few words of the competition: "the 2018 World Cup"."""
    at = sentence.token_at(when.start)
    return any(m.entity is proposal.object and m.first - 3 <= at < m.last + _AFTER_OBJECT for m in sentence.mentions)


def _fits(lead: Proposal, when: DateSpan) -> bool:
    predicate, words = lead.predicate, when.text.lower()
    if when.preposition in _NOT_WHEN:
        return False
    if predicate in _MATCHES:
        return when.kind != "end"
    if predicate in _STATES:
        named = when.kind in ("season", "year") or words in ("last year", "next year", "last summer", "next summer")
        return named and not words.startswith("this") and (not words.startswith("last") or lead.status == "former")
    if predicate == "won" and lead.status == "fact" and words.startswith("next"):
        return False
    if predicate == "won":
        return when.kind in ("season", "year", "window") or words.endswith(("year", "summer"))
    return {
        "linked_to": when.kind in ("window", "month"),
        "manages": when.kind in ("year", "season") and lead.status == "former",
    }.get(predicate, True)


def _until(reader: QualifierReader, claim: list[Proposal]) -> str:
    for proposal in claim:
        for step in (0, 1, -1):
            sentence = reader.near(proposal, step)
            if sentence is None or (step and not _speaks_of(sentence, claim[0])):
                continue
            value = _until_in(sentence)
            if value:
                return value
    return ""


def _speaks_of(sentence: Sentence, lead: Proposal) -> bool:
    return any(m.entity.id == lead.subject.id for m in sentence.mentions) and bool(_CONTRACT.search(sentence.text))


_CONTRACT = re.compile(r"\b(?:contracts?|deal|terms|extension)\b", re.IGNORECASE)


def _until_in(sentence: Sentence) -> str:
    prepositions = cue_words()["until"]["prepositions"]
    for when in sentence.dates:
        if when.preposition in prepositions:
            return sentence.words(when.start, when.end)
    for cue in cue_pattern("until", "expiry").finditer(sentence.text):
        for when in sentence.dates:
            if 0 <= when.start - cue.end() <= _REACH:
                return sentence.words(when.start, when.end)
        term = _TERM.match(sentence.text, cue.end())
        if term:
            return sentence.words(*term.span(1))
        before = [d for d in sentence.dates if 0 <= cue.start() - d.end <= _REACH and d.kind == "end"]
        if before:
            return sentence.words(before[-1].start, before[-1].end)
    left = _TIME_LEFT.search(sentence.text)
    return sentence.words(*left.span(1)) if left else ""


_TERM = re.compile(r"\s+in\s+((?:\d+|one|two|three|four|five|six)\s+(?:months|years))\b", re.IGNORECASE)
_TIME_LEFT = re.compile(
    r"\b((?:a|an|one|two|three|four|five|six|\d+)\s+(?:and\s+a\s+half\s+)?(?:\d+\s+)?(?:more\s+)?"
    r"(?:years?|months?|seasons?)(?:\s+(?:left|remaining|to\s+run))?)"
    r"(?=\s+(?:(?:left|remaining|to\s+run)\s+)?(?:on|of|in)\s+(?:his|her|their|the|a)\s+(?:\w+\s+){0,2}(?:contract|deal|terms))",
    re.IGNORECASE,
)


_REACH = 25


def _fee(reader: QualifierReader, claim: list[Proposal]) -> str:
    contract = claim[0].predicate == "contract_with"
    for proposal in claim:
        sentence = reader.sentence(proposal)
        value = _clause_fee(sentence) if contract else _price(reader, proposal, sentence)
        if value:
            return value
    return _only_fee(reader, claim[0]) if claim[0].predicate in _PRICED else ""


_PRICED = frozenset({"joined", "set_to_join", "bid_for", "in_talks_with"})


def _only_fee(reader: QualifierReader, lead: Proposal) -> str:
    """The one sum of another sentence that names both ends, or of the next sentence where no other move is told."""
    following = reader.near(lead, 1) if reader.moves(lead.subject.id) <= 1 else None
    for sentence in (*reader.naming_both(lead), *filter(None, (following,))):
        sums = [m for m in sentence.money if not m.period and not _is_other_sum(sentence, m)]
        others = any(m.type == "Person" and m.entity not in (lead.subject, lead.object) for m in sentence.mentions)
        if len(sums) == 1 and not others and _PAID.search(sentence.text):
            return sentence.words(_fee_start(sums[0]), sums[0].end)
    return ""


_PAID = re.compile(r"\b(?:fees?|deals?|bids?|offers?|worth|paid|pay|cost|sign(?:ed|ing)?)\b", re.IGNORECASE)


def _clause_fee(sentence: Sentence) -> str:
    cues = [c.start() for c in cue_pattern("fee", "clause").finditer(sentence.text)]
    for money in sentence.money:
        if any(abs(cue - money.start) <= 2 * _REACH for cue in cues):
            return sentence.words(_fee_start(money), money.end)
    return ""


def _price(reader: QualifierReader, proposal: Proposal, sentence: Sentence) -> str:
    found = [
        (_fee_start(m), m.end) for m in sentence.money
        if not m.period and in_own_clause(reader, proposal, sentence, m.sum_start) and not _is_other_sum(sentence, m)
    ]  # fmt: skip
    if not found:
        found = [
            c.span()
            for c in cue_pattern("fee", "free").finditer(sentence.text)
            if in_own_clause(reader, proposal, sentence, c.start())
        ]
    if not found:
        return ""
    start, end = min(found, key=lambda span: distance(proposal, sentence, span[0]))
    return sentence.words(start, end)


def _fee_start(money: Money) -> int:
    """Where the sum starts, with "more than", "up to" or "around" but not with what tells how it was put together."""
    return money.sum_start if _PUT_TOGETHER.match(money.text) else money.start


_PUT_TOGETHER = re.compile(r"(?:an?\s+)?(?:initial|reported|estimated|fixed)|in\s+the\s+region", re.IGNORECASE)


def _is_other_sum(sentence: Sentence, money: Money) -> bool:
    around = sentence.text[max(0, money.start - _REACH) : money.end + _REACH // 2]
    return cue_pattern("fee", "not_fee").search(around) is not None


def _score(reader: QualifierReader, claim: list[Proposal]) -> str:
    lead = claim[0]
    for proposal in claim:
        sentence = reader.sentence(proposal)
        scores = _scores(sentence, lead.predicate)
        inside = [s for s in scores if in_own_clause(reader, proposal, sentence, s[0])] or scores
        if inside:
            return min(inside, key=lambda s: distance(proposal, sentence, s[0]))[1]
    for sentence in reader.naming_both(lead):
        scores = _scores(sentence, lead.predicate)
        if scores:
            return scores[0][1]
    return ""


def _scores(sentence: Sentence, predicate: str) -> list[tuple[int, str]]:
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


def _competition(reader: QualifierReader, claim: list[Proposal]) -> str:
    for proposal in claim:
        sentence = reader.sentence(proposal)
        stop = _end_of(reader, proposal, sentence)
        found = [c for c in _competitions(sentence) if not _ELSEWHERE.search(sentence.text, stop, c[0])]
        own = [c for c in found if in_own_clause(reader, proposal, sentence, c[0])]
        own = own or (found if len(found) == 1 else [])
        if own:
            return _competition_name(reader, sentence, min(own, key=lambda c: distance(proposal, sentence, c[0])))
    if claim[0].predicate == "scored_against":
        return ""
    others = [*reader.naming_both(claim[0]), *reader.list_context(claim[0])]
    for sentence in others:
        found = _competitions(sentence)
        if len({sentence.text[a:b] for a, b in found}) == 1:
            return _competition_name(reader, sentence, found[0])
    return _only_competition(reader)


_ELSEWHERE = re.compile(r"\b(?:before|ahead\s+of|after|while|where|but|upcoming|having)\b", re.IGNORECASE)


def _competition_name(reader: QualifierReader, sentence: Sentence, span: tuple[int, int]) -> str:
    """The words there or, for an abbreviation, the name that the article itself gives the competition in full."""
    words = sentence.words(*span)
    if words.lower() == "friendlies":
        return "friendly"
    if not words.isupper():
        return words
    at = sentence.start + span[0]
    entity = next((m.entity for m in sentence.mentions if m.start <= at < m.end), None)
    return next(
        (name for m in reader.competitions if m.entity is entity and not (name := reader.name(m)).isupper()), words
    )


def _competitions(sentence: Sentence) -> list[tuple[int, int]]:
    side = set(cue_words()["competition"]["side"])
    doc, found = sentence.document.doc, []
    for mention in sentence.mentions:
        if mention.type != "Competition" or mention.kind != "name":
            continue
        if mention.last < len(doc) and doc[mention.last].lower_ in side:
            continue
        start = mention.start - sentence.start
        if sentence.text[start : start + 4].lower() == "the ":
            start += 4
        end = mention.end - sentence.start
        stage = _STAGE.match(sentence.text, end)
        found.append((start, stage.end() if stage else end))
    if not found:
        found = [m.span() for m in _FRIENDLY.finditer(sentence.text)]
    return found


_STAGE = re.compile(r"\s+(?:qualifiers?|qualifying)\b(?!\s+(?:campaign|group|round))", re.IGNORECASE)
_FRIENDLY = re.compile(r"\b(?:friendly|friendlies|pre-season)\b", re.IGNORECASE)


def _only_competition(reader: QualifierReader) -> str:
    """The one competition of the headline, else the one that most of the article's mentions of competitions name."""
    title_end = reader.document.title_end
    mentions = [m for m in reader.competitions if m.end <= title_end] or reader.competitions
    counts = Counter(m.entity.id for m in mentions)
    if not counts:
        return ""
    (most, count), total = counts.most_common(1)[0], counts.total()
    if count / total < _MOSTLY:
        return ""
    names = [reader.name(m) for m in reader.competitions if m.entity.id == most]
    return next((name for name in names if not name.isupper()), "")


_MOSTLY = 0.7


def _outcome(reader: QualifierReader, claim: list[Proposal]) -> str:
    lead = claim[0]
    cues = cue_words()["outcome"].get(lead.predicate)
    if cues is None:
        return ""
    for proposal in claim:
        sentence = reader.sentence(proposal)
        for value in cues:
            for match in cue_pattern("outcome", lead.predicate, value).finditer(sentence.text):
                if in_own_clause(reader, proposal, sentence, match.start()):
                    return str(value)
    return ""


_HANDLERS: Mapping[str, Callable[[QualifierReader, list[Proposal]], str]] = {
    "fee": _fee, "until": _until, "from": from_club, "date": _date, "score": _score, "competition": _competition,
    "role": role_of, "count": count_of, "outcome": _outcome, "source": source_of,
}  # fmt: skip
