"""The qualifiers of matches: `score`, `competition` and `outcome`."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import cue_pattern, cue_words, distance, end_of, in_own_clause

if TYPE_CHECKING:
    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.proposal import Proposal
    from touchline.ingest.relations.qualifier_context import QualifierReader, Sentence

__all__ = ["competition_of", "outcome_of", "score_of"]

_SCORE = re.compile(
    r"(?<![\d/.,\u2013-])(\d{1,2})\s?[-\u2013]\s?(\d{1,2})"
    r"(?![\d/.,]*\d|\s?[-\u2013]\s?\d|m\b|\s+(?:on|lead on)\s+(?:aggregate|penalt))"
)
_MAX_GOALS = 15


def score_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Result, the subject's goals first, or the winner's."""
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
    return _only_score(reader, lead)


def _only_score(reader: QualifierReader, lead: Proposal) -> str:
    """The score of the one match that the article tells of, where all sentences that name a side of it agree."""
    if reader.matches != 1:
        return ""
    ends = [end for end in (lead.subject, lead.object) if not isinstance(end, str)]
    sentences = [sentence for end in ends for sentence in reader.naming(end)]
    found = {value for sentence in sentences for _, value in _scores(sentence, lead.predicate)}
    return found.pop() if len(found) == 1 else ""


def _scores(sentence: Sentence, predicate: str) -> list[tuple[int, str]]:
    """Offset and value of the scores that can be the result: winner's goals first; level where penalties decided."""
    found: list[tuple[int, str]] = []
    level = predicate == "drew_with" or (predicate == "beat" and _ON_PENALTIES.search(sentence.text) is not None)
    for match in _SCORE.finditer(sentence.text):
        high, low = sorted((int(match[1]), int(match[2])), reverse=True)
        fits = high == low if level else high > low
        if high <= _MAX_GOALS and fits and not _PART_TIME.match(sentence.text, match.end()):
            found.append((match.start(), f"{high}-{low}"))
    if predicate == "drew_with" and not found and (goalless := _GOALLESS.search(sentence.text)):
        found.append((goalless.start(), "0-0"))
    return found


_ON_PENALTIES = re.compile(r"\b(?:penalt(?:y|ies)|pens|shoot-?out|spot-kicks)\b", re.IGNORECASE)
#: What follows the score of a part of the match, or of both legs.
_PART_TIME = re.compile(
    r"\s+(?:at\s+(?:half[\s-]?time|the\s+break|the\s+interval)|up\b|lead\b|deficit\b|advantage\b)", re.IGNORECASE
)
_GOALLESS = re.compile(r"\b(?:goalless|scoreless)\b", re.IGNORECASE)


def competition_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Cup, league or friendly of a match."""
    for proposal in claim:
        value = _stated_competition(reader, proposal, alone=True)
        if value:
            return value
    if claim[0].predicate == "scored_against":
        return ""
    for proposal in reader.retold(claim[0]):
        value = _stated_competition(reader, proposal, alone=False)
        if value:
            return value
    for sentence in (*reader.naming_both(claim[0]), *reader.list_context(claim[0])):
        found = _competitions(sentence)
        if len({sentence.text[a:b] for a, b in found}) == 1:
            return _competition_name(reader, sentence, found[0])
    return _only_competition(reader)


def _stated_competition(reader: QualifierReader, proposal: Proposal, *, alone: bool) -> str:
    """The nearest in a clause of the evidence; with `alone` also the only one of its sentence."""
    sentence = reader.sentence(proposal)
    stop = end_of(reader, proposal, sentence)
    found = [c for c in _competitions(sentence) if not _ELSEWHERE.search(sentence.text, stop, c[0])]
    own = [c for c in found if in_own_clause(reader, proposal, sentence, c[0])]
    if not own and alone and len(found) == 1:
        own = found
    nearest = min(own, key=lambda c: distance(proposal, sentence, c[0]), default=None)
    return _competition_name(reader, sentence, nearest) if nearest else ""


_ELSEWHERE = re.compile(r"\b(?:before|ahead\s+of|due\s+to|after|while|where|but|upcoming|having)\b", re.IGNORECASE)


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
    found = []
    for mention in sentence.mentions:
        if mention.type != "Competition" or mention.kind != "name":
            continue
        if _describes_side(sentence.document, mention):
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


def _describes_side(document: ArticleDocument, mention: Mention) -> bool:
    """Whether a competition says what a side is: "Premier League leaders"."""
    doc = document.doc
    following = doc[mention.last].lower_ if mention.last < len(doc) else ""
    if following in _ROUNDS:  # "semi-finalists" are sides, a "semi-final" is a match
        return doc[mention.last : mention.last + 3].text.lower().endswith(("finalist", "finalists"))
    return following in _sides()


_ROUNDS = frozenset({"semi", "quarter"})


@cache
def _sides() -> frozenset[str]:
    return frozenset(cue_words()["competition"]["side"])


_STAGE = re.compile(r"\s+(?:qualifiers?|qualifying)\b(?!\s+(?:campaign|group|round))", re.IGNORECASE)
_FRIENDLY = re.compile(r"\b(?:friendly|friendlies|pre-season)\b", re.IGNORECASE)


def _only_competition(reader: QualifierReader) -> str:
    """The one competition of the headline, else the one that most of the article's mentions of competitions name."""
    title_end = reader.document.title_end
    named = [m for m in reader.competitions if not _describes_side(reader.document, m)]
    mentions = [m for m in named if m.end <= title_end] or named
    counts = Counter(m.entity.id for m in mentions)
    if not counts:
        return ""
    (most, count), total = counts.most_common(1)[0], counts.total()
    if count / total < _MOSTLY:
        return ""
    names = [reader.name(m) for m in named if m.entity.id == most]
    return next((name for name in names if not name.isupper()), "")


_MOSTLY = 0.7


def outcome_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """How a bid, a match or a charge ended, in a few words."""
    lead = claim[0]
    cues = cue_words()["outcome"].get(lead.predicate)
    if cues is None:
        return ""
    for proposal in (*claim, *reader.retold(lead)):
        sentence = reader.sentence(proposal)
        for value in cues:
            for match in cue_pattern("outcome", lead.predicate, value).finditer(sentence.text):
                if in_own_clause(reader, proposal, sentence, match.start()):
                    return str(value)
    return ""
