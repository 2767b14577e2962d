"""Qualifiers that tell of persons and titles: `from`, `role`, `count` and `source`.

Each function takes the reader and a claim (its proposals, lead first) and gives the value, or "" where none is stated.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import Sentence, cue_pattern, cue_words, distance, in_own_clause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.ingest.document import EntityRecord, Mention
    from touchline.ingest.relations.proposal import Proposal
    from touchline.ingest.relations.qualifier_context import QualifierReader
    from touchline.ingest.relations.reported import NamedSource

__all__ = ["count_of", "from_club", "role_of", "source_of"]


def from_club(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Full name of the club that somebody moves from."""
    lead = claim[0]
    clubs: list[EntityRecord] = []
    for proposal in claim:
        sentence = reader.sentence(proposal)
        for mention in sentence.mentions:
            if mention.type != "Club" or mention.entity is lead.object:
                continue
            before = sentence.text[: mention.start - sentence.start]
            if _FROM.search(before) and in_own_clause(reader, proposal, sentence, mention.start - sentence.start):
                return mention.entity.name
            clubs.append(mention.entity)
    theirs = [team for team in reader.teams(lead.subject.id) if team is not lead.object and team.type == "Club"]
    for club in clubs:
        if club in theirs:
            return club.name
    for sentence in reader.naming_both(lead):
        for mention in sentence.mentions:
            before = sentence.text[: max(mention.start - sentence.start, 0)]
            if mention.type == "Club" and mention.entity is not lead.object and _MOVE_FROM.search(before):
                return mention.entity.name
    only = len({team.id for team in theirs}) == 1
    return theirs[0].name if only and (lead.predicate == "loaned_to" or reader.moves(lead.subject.id) == 1) else ""


_MOVE_FROM = re.compile(
    r"\b(?:sign|move|join|switch|transfer|arriv|bought|loan|deal)[^.;]{0,80}\bfrom\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|leaving|left|leave|leaves)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)


def role_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Post or office: "captain", "interim manager", "sporting director"."""
    lead = claim[0]
    if lead.predicate not in _BESIDE:
        return next((value for proposal in claim if (value := _post(reader, proposal))), "")
    cues = cue_pattern("role", _BESIDE[lead.predicate])
    sentences = [*map(reader.sentence, claim), *reader.naming_both(lead)]
    if lead.predicate == "works_for":
        sentences += reader.naming(lead.subject)
    found = next((value for sentence in sentences if (value := _beside(sentence, lead.subject, cues))), "")
    return found or (_in_evidence(reader, claim, cues) if lead.predicate == "works_for" else "")


def _in_evidence(reader: QualifierReader, claim: list[Proposal], cues: re.Pattern[str]) -> str:
    """A post among the words of the evidence: "the president of the club", said of somebody named elsewhere."""
    for proposal in claim:
        sentence = reader.sentence(proposal)
        span = reader.document.doc[proposal.first : proposal.last]
        posts = list(cues.finditer(span.text))
        if len(posts) == 1:
            start = span.start_char - sentence.start
            return sentence.words(start + posts[0].start(), start + posts[0].end())
    return ""


_BESIDE = {"plays_for": "captain", "manages": "caretaker", "works_for": "post"}


def _beside(sentence: Sentence, subject: EntityRecord, cues: re.Pattern[str]) -> str:
    """A cue within four words of the subject, with no other person between: "Barcelona captain Carles Puyol"."""
    doc = sentence.document.doc
    for mention in sentence.mentions:
        if mention.entity is not subject:
            continue
        before = doc[max(mention.first - _BESIDE_WORDS, sentence.span.start) : mention.first]
        after = doc[mention.last : min(mention.last + _BESIDE_WORDS, sentence.span.end)]
        for window in (doc[mention.first : mention.last], before, after):
            match = cues.search(window.text)
            others = (
                m for m in sentence.mentions
                if m is not mention and m.type == "Person" and window.start <= m.first < window.end
            )  # fmt: skip
            if match and not any(others):
                start = window.start_char - sentence.start
                return _plain_role(sentence.words(start + match.start(), start + match.end()))
    return ""


_BESIDE_WORDS = 6


def _plain_role(words: str) -> str:
    """One word for those that mean the same: a skipper is a captain, a caretaker boss a caretaker."""
    return _SAME_ROLE.get(words.lower(), words)


_SAME_ROLE = {
    "skipper": "captain", "captained": "captain", "caretaker boss": "caretaker", "caretaker manager": "caretaker",
    "caretaker coach": "caretaker", "interim boss": "interim",
}  # fmt: skip


def _post(reader: QualifierReader, proposal: Proposal) -> str:
    sentence = reader.sentence(proposal)
    named = re.search(
        rf"\bas\s+(?:(?:their|its|the|a|new|next|permanent|his)\s+)*({cue_pattern('role', 'appointed').pattern})",
        sentence.text,
    )
    if named and in_own_clause(reader, proposal, sentence, named.start(1)):
        return sentence.words(named.start(1), named.end(1))
    if reader.manages(proposal.subject.id) and (
        proposal.predicate != "linked_to" or cue_pattern("role", "vacancy").search(sentence.text)
    ):
        job = cue_pattern("role", "appointed").search(sentence.text)
        return sentence.words(*job.span()) if job else "manager" if proposal.predicate == "linked_to" else ""
    return ""


@cache
def _numbers() -> Mapping[str, str]:
    digits = {name: str(number) for number, name in enumerate(cue_words()["count"], start=1)}
    return {word: digits[name] for name, words in cue_words()["count"].items() for word in words}


_NUMBER = r"(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TITLES_BEFORE = re.compile(
    rf"\b{_NUMBER}(?:[\s-]times?)?(?:\s+(?:of|their|the|his|consecutive|straight|successive|more|[\w'-]+))?\s*$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|(\d{1,2})(?:nd|rd|th))\s+(?:[\w'-]+\s+)?$",
    re.IGNORECASE,
)
_TIMES_AFTER = re.compile(
    rf"^[^.;,]{{0,40}}?\b(?:(once|twice|thrice)|(?:a\s+record\s+|record\s+)?{_NUMBER}\s+times)\b", re.IGNORECASE
)
_GOALS = re.compile(
    rf"\b(?:(brace|double|twice|hat-?\s?trick|treble|both goals)|(?:all\s+)?{_NUMBER}\s*[-\s](?:goals?|times)\b"
    rf"|\b(?:scor(?:ed|es|ing|e)|netted|got|struck)\s+{_NUMBER}\b)(?!\s+(?:came|come|fell))",
    re.IGNORECASE,
)
_GAMES = re.compile(
    r"\b(\d{1,4})\s+(?:(?:senior|competitive|first-team|league|total|official|Premier|League)\s+)*(?:appearances|games|matches|caps|times|outings)\b",
    re.IGNORECASE,
)


def count_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Titles won, goals against a side (one where no number is said) or games played, in digits."""
    predicate = claim[0].predicate
    read = {"won": _titles, "scored_against": _goals, "plays_for": _games}[predicate]
    value = next((value for proposal in claim if (value := read(reader, proposal))), "")
    return value or ("1" if predicate == "scored_against" else "")


def _titles(reader: QualifierReader, proposal: Proposal) -> str:
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


def _goals(reader: QualifierReader, proposal: Proposal) -> str:
    sentence = reader.sentence(proposal)
    found = [
        match for match in _GOALS.finditer(sentence.text)
        if in_own_clause(reader, proposal, sentence, match.start()) and _is_theirs(sentence, proposal, match.start())
    ]  # fmt: skip
    if not found:
        return ""
    match = min(found, key=lambda m: distance(proposal, sentence, m.start()))
    if match[3]:
        return _digits(match[3])
    return "2" if match[1] and match[1].lower().startswith("both") else _digits(match[1] or match[2])


def _is_theirs(sentence: Sentence, proposal: Proposal, start: int) -> bool:
    """Whether no other person stands nearer to a number of goals than the one who scored them."""
    token = sentence.token_at(start)
    persons = [m for m in sentence.mentions if m.type == "Person"]
    nearest = min(persons, key=lambda m: min(abs(m.first - token), abs(m.last - token)), default=None)
    return (
        nearest is None or nearest.entity is proposal.subject or all(m.entity is not proposal.subject for m in persons)
    )


def _games(reader: QualifierReader, proposal: Proposal) -> str:
    sentence = reader.sentence(proposal)
    for match in _GAMES.finditer(sentence.text):
        side = _FOR_WHOM.match(sentence.text, match.end())
        at = sentence.start + side.end() if side else -1
        whose = next((m.entity for m in sentence.mentions if m.start <= at <= m.end), None)
        if whose in (None, proposal.object) and in_own_clause(reader, proposal, sentence, match.start()):
            return match[1] if whose or _only_team(sentence, proposal) else ""
    return ""


_FOR_WHOM = re.compile(r"[^.,;]{0,20}?\b(?:for|with|at)\s+(?:the\s+)?")


def _only_team(sentence: Sentence, proposal: Proposal) -> bool:
    return all(m.entity is proposal.object for m in sentence.mentions if m.type in ("Club", "NationalTeam"))


def source_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Outlet or person that reports or says it."""
    lead = claim[0]
    for proposal in claim:
        sentence = reader.sentence(proposal)
        value = _source_in(sentence, lead) or _speaker(sentence, lead)
        if value:
            return value
    evidence = reader.document.doc[lead.first : lead.last].text
    cues = cue_words()["source"]
    carried = lead.predicate in cues["carried"] or (
        lead.status == "rumour" and lead.predicate in cues["carried_rumours"]
    )
    if not carried or lead.status == "denied" or _KNOWN.search(evidence):
        return ""
    nearest = (s for s in (reader.near(lead, -1), reader.near(lead, 1)) if s is not None)
    further = (*reader.before(lead), *reader.all()) if lead.predicate in cues["carried"] else ()
    for sentence in (*nearest, *further):
        value = _source_in(sentence, lead)
        if value:
            return value
    return ""


#: What is common knowledge is not what the article's source reports.
_KNOWN = re.compile(r"\b(?:linked|target|speculation|rumou?rs)\b", re.IGNORECASE)


def _source_in(sentence: Sentence, lead: Proposal) -> str:
    """The first that a sentence names as reporting."""
    for source in sentence.sources:
        mention = _mention_at(sentence, source)
        if source.spoken or (mention is not None and (mention.type in _NOT_SOURCES or mention.entity is lead.subject)):
            continue
        if mention is not None and mention.type == "Person":
            return mention.entity.name
        return sentence.words(source.start, source.end)
    return ""


_SPOKEN_OF = frozenset({"injured", "left", "succeeds", "linked_to", "set_to_join"})


def _speaker(sentence: Sentence, lead: Proposal) -> str:
    """The person whose words a sentence quotes."""
    if '"' not in sentence.text and lead.predicate not in _SPOKEN_OF:
        return ""
    denied = lead.status == "denied"
    for source in sentence.sources:
        mention = _mention_at(sentence, source)
        if mention is not None and mention.type == "Person" and (denied or mention.entity is not lead.subject):
            return mention.entity.name
    return ""


_NOT_SOURCES = frozenset({"Club", "NationalTeam", "Competition", "Place", "Venue"})


def _mention_at(sentence: Sentence, source: NamedSource) -> Mention | None:
    """The mention that is the source's name, rather than a word of it ("Football Espana")."""
    start, end = sentence.start + source.start, sentence.start + source.end
    found = (m for m in sentence.mentions if m.start < end and start < m.end)
    return next((m for m in found if m.start <= start and m.end >= end), None)
