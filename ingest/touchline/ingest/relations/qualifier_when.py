"""The qualifiers `date` and `until`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import cue_pattern, cue_words, distance, end_of, in_own_clause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.ingest.dates import DateSpan
    from touchline.ingest.relations.proposal import Proposal
    from touchline.ingest.relations.qualifier_context import QualifierReader, Sentence

__all__ = ["date_of", "until_of"]

_MATCHES = frozenset({"beat", "drew_with", "faces", "scored_against"})
_PART_OF_DAY = re.compile(r"(?<=day)\s+(?:night|evening|afternoon|morning|lunchtime)$", re.IGNORECASE)


def date_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """When it happened or is to happen, without preposition and article."""
    lead = claim[0]
    for proposal in claim:
        sentence = reader.sentence(proposal)
        years = _years_of(lead, sentence)
        when = (
            _own_date(reader, lead, proposal, sentence)
            or _near_date(reader, lead, proposal, sentence)
            or _past_year(reader, lead, sentence)
        )
        if years or when is not None:
            return years or _trimmed(sentence.words(when.start, when.end) if when else "")
    for sentence, kinds in _elsewhere(reader, lead):
        found = [d for d in sentence.dates if d.kind in kinds and _fits(lead, d)]
        if len(found) == 1:
            return _trimmed(sentence.words(found[0].start, found[0].end))
    if lead.predicate in _TOLD_AGAIN:
        for proposal in reader.retold(lead):
            sentence = reader.sentence(proposal)
            when = _own_date(reader, lead, proposal, sentence)
            if when is not None:
                return _trimmed(sentence.words(when.start, when.end))
    return _only_day(reader) if lead.predicate == "faces" and reader.fixtures >= _DRAW else ""


_TOLD_AGAIN = frozenset({"joined", "left", "loaned_to", "sacked_by", "beat", "drew_with", "faces", "succeeds"})
_YEARS = re.compile(r"\b(?:between|from)\s+((?:19|20)\d\d)\s+(?:and|to|until|till)\s+((?:19|20)\d\d)\b", re.IGNORECASE)


def _years_of(lead: Proposal, sentence: Sentence) -> str:
    """The years of a spell that is over: "between 2018 and 2021"."""
    if lead.predicate not in ("manages", "plays_for"):
        return ""
    found = _YEARS.findall(sentence.text) if lead.status == "former" else []
    return "-".join(found[0]) if len(found) == 1 else ""


_DRAW = 4
_LEAVING = frozenset({"left", "set_to_join"})


def _own_date(reader: QualifierReader, lead: Proposal, proposal: Proposal, sentence: Sentence) -> DateSpan | None:
    """The nearest date in a clause of the evidence; for leagues and titles, near the competition."""
    found = [d for d in sentence.dates if _fits(lead, d) and in_own_clause(reader, proposal, sentence, d.start)]
    if lead.predicate in _STATES:
        found = [d for d in found if _beside_object(proposal, sentence, d)]
    titles = lead.predicate in _TITLES

    def rank(when: DateSpan) -> tuple[bool, tuple[float, int]]:
        far = distance(proposal, sentence, when.start, from_object=titles)
        vague = lead.predicate in _MATCHES and when.kind not in ("day", "relative", "month")
        return vague, (0.5, 0) if _heads_line(proposal, sentence, when) else far

    return min(found, key=rank, default=None)


def _heads_line(proposal: Proposal, sentence: Sentence, when: DateSpan) -> bool:
    """Whether a day stands right before the side that is named first, as in lists: "Tuesday Luton 0-0 Hull"."""
    if proposal.predicate not in _MATCHES or when.kind != "day":
        return False
    starts = [m.start - sentence.start for m in sentence.mentions if m.entity in (proposal.subject, proposal.object)]
    return any(0 < start - when.end <= _GAP and not sentence.text[when.end : start].strip(" \n,:-") for start in starts)


_GAP = 3


def _near_date(reader: QualifierReader, lead: Proposal, proposal: Proposal, sentence: Sentence) -> DateSpan | None:
    """The only date of the sentence, or one near an end of the claim, unless a clause about something else has it."""
    if lead.predicate in _NEAR_ONLY:
        return None
    stop = end_of(reader, proposal, sentence)
    found = [d for d in sentence.dates if _fits(lead, d) and not _OF_OTHERS.search(sentence.text, stop, d.start)]
    best = min(found, key=lambda d: distance(proposal, sentence, d.start), default=None)
    if best is None or (len(found) > 1 and distance(proposal, sentence, best.start)[0] > _NEAR):
        return None
    return best


def _past_year(reader: QualifierReader, lead: Proposal, sentence: Sentence) -> DateSpan | None:
    """For leagues and titles, the one past year in which a sentence sets what it tells: "in 2010 his side …"."""
    published = reader.document.article.published
    years = [d for d in sentence.dates if d.kind == "year" and len(d.text) == len("2010")]
    if lead.predicate not in ("competes_in", "won") or not published or len(years) != 1:
        return None
    past = years[0].text < published[:4] and years[0].preposition == "in"
    return years[0] if past and not _names_other(lead, sentence, years[0]) else None


def _names_other(lead: Proposal, sentence: Sentence, when: DateSpan) -> bool:
    """Whether a date stands right before another competition: "a place in next season's Champions League"."""
    at = sentence.token_at(when.end - 1)
    return any(
        m.type == "Competition" and m.entity is not lead.object and 0 <= m.first - at <= _RIGHT_BEFORE
        for m in sentence.mentions
    )


_RIGHT_BEFORE = 2


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


def _trimmed(words: str) -> str:
    """Without the part of a day, and without "season" after the years that name it."""
    return _SEASON_WORD.sub(r"\1", _PART_OF_DAY.sub("", words))


_SEASON_WORD = re.compile(r"^(\d{4}(?:\s?[/\u2013-]\s?\d{2,4})?)\s+(?:season|campaign|term)$", re.IGNORECASE)
_NEAR = 8
_TITLES = frozenset({"won", "competes_in", "contends_for"})
_NEAR_ONLY = frozenset({"competes_in", "contends_for", "linked_to", "won", "bid_for", "injured", "succeeds"})
_AFTER_OBJECT = 7
_NOT_WHEN = frozenset({"until", "till", "til", "beyond", "through", "since", "before", "after", "between"})
_STATES = frozenset({"competes_in", "contends_for"})


def _beside_object(proposal: Proposal, sentence: Sentence, when: DateSpan) -> bool:
    """Whether a date stands within a few words of the competition: "the 2018 World Cup"."""
    at = sentence.token_at(when.start)
    if _names_other(proposal, sentence, when):
        return False
    return any(m.entity is proposal.object and m.first - 3 <= at < m.last + _AFTER_OBJECT for m in sentence.mentions)


def _fits(lead: Proposal, when: DateSpan) -> bool:
    predicate, words = lead.predicate, when.text.lower()
    if when.preposition in _NOT_WHEN or _wrong_side(lead, words):
        return False
    if predicate in _MATCHES:
        vague = when.kind in ("season", "window") and words.startswith(("this", "next", "summer", "january", "current"))
        return when.kind != "end" and not vague
    if predicate in _STATES:
        named = when.kind in ("season", "year") or words in ("last year", "next year", "last summer", "next summer")
        return named and not words.startswith("this") and (not words.startswith("last") or lead.status == "former")
    if predicate == "won":
        return when.kind in ("season", "year", "window") or words.endswith(("year", "summer"))
    return {
        "linked_to": when.kind in ("window", "month"),
        "manages": when.kind in ("year", "season") and lead.status == "former",
        "plays_for": False,
        "injured": when.kind not in ("end", "season", "year") and lead.status in ("fact", "former"),
    }.get(predicate, True)


_HAPPENED = frozenset(
    {"joined", "left", "beat", "drew_with", "scored_against", "loaned_to", "sacked_by", "won", "injured"}
)
_AHEAD = ("next ", "later ", "tomorrow", "coming ")
_BEHIND = ("last ", "yesterday", "earlier ", "previous ")


def _wrong_side(lead: Proposal, words: str) -> bool:
    """Whether what has happened would lie ahead, or what is to come behind."""
    if lead.status == "fact" and lead.predicate in _HAPPENED:
        return words.startswith(_AHEAD)
    coming = lead.predicate == "faces" or (lead.predicate in _LEAVING and lead.status in ("future", "rumour"))
    return coming and (words.startswith(_BEHIND) or words.endswith(("ago", "earlier")))


def until_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """When a contract, a loan, a ban or a lay-off ends."""
    if claim[0].predicate != "contract_with":
        return next((v for p in claim if (v := _bounded(reader, p))), "") or _bounded_again(reader, claim[0])
    for proposal in claim:
        for step in (0, 1, -1):
            sentence = reader.near(proposal, step)
            if sentence is None or (step and not _speaks_of(sentence, claim[0])):
                continue
            value = _until_in(sentence, proposal if step == 0 else None)
            if value:
                return value
    for sentence in reader.naming_both(claim[0]):
        value = _until_in(sentence, None) if _CONTRACT.search(sentence.text) else ""
        if value:
            return value
    return ""


def _bounded(reader: QualifierReader, proposal: Proposal) -> str:
    """The date after "until" in a clause of the evidence, or what somebody is out for."""
    sentence = reader.sentence(proposal)
    for when in sentence.dates:
        if when.preposition in ("until", "till", "til") and in_own_clause(reader, proposal, sentence, when.start):
            return sentence.words(when.start, when.end)
    lasting = _LASTING.search(sentence.text)
    if proposal.predicate == "loaned_to" and lasting and in_own_clause(reader, proposal, sentence, lasting.start(1)):
        return sentence.words(*lasting.span(1))
    return ""


def _bounded_again(reader: QualifierReader, lead: Proposal) -> str:
    if lead.predicate != "loaned_to":
        return ""
    return next((value for proposal in reader.retold(lead) if (value := _bounded(reader, proposal))), "")


#: How long a loan lasts: "for the rest of the season".
_LASTING = re.compile(
    r"\bfor\s+the\s+((?:rest|remainder)\s+of\s+the\s+(?:\S+\s+)?(?:season|campaign))\b", re.IGNORECASE
)


def _speaks_of(sentence: Sentence, lead: Proposal) -> bool:
    return any(m.entity.id == lead.subject.id for m in sentence.mentions) and bool(_CONTRACT.search(sentence.text))


_CONTRACT = re.compile(r"\b(?:contracts?|deal|terms|extension)\b", re.IGNORECASE)


def _until_in(sentence: Sentence, proposal: Proposal | None) -> str:
    """The end of a contract; of several, where the sentence states the claim, the one nearest to its evidence."""
    prepositions = cue_words()["until"]["prepositions"]
    bounds = [d for d in sentence.dates if d.preposition in prepositions or _at_least(sentence, d)]
    bounds.sort(key=lambda d: distance(proposal, sentence, d.start) if proposal else (0.0, d.start))
    for when in bounds:
        return sentence.words(when.start, when.end)
    for cue in cue_pattern("until", "expiry").finditer(sentence.text):
        term = _TERM.match(sentence.text, cue.end())
        if term:
            return sentence.words(*term.span(1))
        for when in sentence.dates:
            if 0 <= when.start - cue.end() <= _REACH:
                return sentence.words(when.start, when.end)
        before = [d for d in sentence.dates if 0 <= cue.start() - d.end <= _REACH and d.kind == "end"]
        if before:
            return sentence.words(before[-1].start, before[-1].end)
    left = _TIME_LEFT.search(sentence.text)
    return sentence.words(*left.span(1)) if left else ""


def _at_least(sentence: Sentence, when: DateSpan) -> bool:
    """Whether "until at least" stands before a date."""
    return _UNTIL_AT_LEAST.search(sentence.text, max(0, when.start - _REACH), when.start) is not None


_UNTIL_AT_LEAST = re.compile(r"\b(?:until|till|to|through)\s+(?:at\s+least|the)\s+(?:the\s+|in\s+)?$", re.IGNORECASE)


_TERM = re.compile(r"\s+in\s+((?:\d+|one|two|three|four|five|six)\s+(?:months|years))\b", re.IGNORECASE)
_TIME_LEFT = re.compile(
    r"\b((?:a|an|one|two|three|four|five|six|\d+)\s+(?:and\s+a\s+half\s+)?(?:\d+\s+)?(?:more\s+)?"
    r"(?:years?|months?|seasons?)(?:\s+(?:left|remaining|to\s+run))?)"
    r"(?=\s+(?:(?:left|remaining|to\s+run)\s+)?(?:on|of|in)\s+(?:his|her|their|the|a)\s+(?:\w+\s+){0,2}(?:contract|deal|terms))",
    re.IGNORECASE,
)


_REACH = 25
