"""Qualifiers that tell of persons and titles: `from`, `role` and `count`.

Each function takes the reader and a claim (its proposals, lead first) and gives the value, or "" where none is stated.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import Sentence, cue_pattern, cue_words, distance, in_own_clause

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.ingest.document import EntityRecord
    from touchline.ingest.relations.proposal import Proposal
    from touchline.ingest.relations.qualifier_context import QualifierReader

__all__ = ["count_of", "from_club", "role_of"]


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
    for proposal in (*claim, *reader.retold(lead)):
        sentence = reader.sentence(proposal)
        left = _moved_from(sentence, proposal) or _played_before(sentence, proposal)
        if left is not None:
            return left.name
    present = [team for team in reader.teams(lead.subject.id, present=True) if team in theirs]
    only = {team.id: team for team in (present if lead.predicate == "set_to_join" and present else theirs)}
    if len(only) == 1 and (lead.predicate != "joined" or reader.moves(lead.subject.id) == 1):
        return next(iter(only.values())).name
    return ""


def _moved_from(sentence: Sentence, proposal: Proposal) -> EntityRecord | None:
    """The club after a word for a move and "from"."""
    for mention in sentence.mentions:
        before = sentence.text[: max(mention.start - sentence.start, 0)]
        if mention.type == "Club" and mention.entity is not proposal.object and _MOVE_FROM.search(before):
            return mention.entity
    return None


def _played_before(sentence: Sentence, proposal: Proposal) -> EntityRecord | None:
    """The club of the career that a sentence goes through: "… 110 games for Chelsea before joining Everton"."""
    for mention in sentence.mentions:
        if mention.entity is not proposal.object:
            continue
        step = _BEFORE_JOINING.search(sentence.text[: mention.start - sentence.start])
        if step:
            clubs = [m for m in sentence.mentions if m.type == "Club" and m.end - sentence.start <= step.start()]
            return clubs[-1].entity if clubs and clubs[-1].entity is not proposal.object else None
    return None


_BEFORE_JOINING = re.compile(
    r"\bbefore\s+(?:\w+ly\s+)?(?:joining|signing|moving|transferring|leaving|switching|heading)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
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
    if lead.predicate == "works_for":
        return found or _in_evidence(reader, claim, cues) or ("journalist" if _reports(reader, claim) else "")
    return found or _role_of_only_team(reader, lead, cues)


def _role_of_only_team(reader: QualifierReader, lead: Proposal, cues: re.Pattern[str]) -> str:
    """A role said in a sentence without any team, of somebody whom the article has in one alone."""
    if lead.status not in ("fact", "former") or {team.id for team in reader.teams(lead.subject.id)} != {lead.key[2]}:
        return ""
    for sentence in reader.naming(lead.subject):
        if not any(m.type in ("Club", "NationalTeam") for m in sentence.mentions):
            value = _beside(sentence, lead.subject, cues)
            if value:
                return value
    return ""


def _reports(reader: QualifierReader, claim: list[Proposal]) -> bool:
    """Whether a sentence names the person as its source, with the outlet: "reports the Guardian's Fabrizio Romano"."""
    lead = claim[0]
    if isinstance(lead.object, str) or lead.object.type != "Organisation":
        return False
    for sentence in map(reader.sentence, claim):
        for source in sentence.sources:
            at = sentence.start + source.start
            if not source.spoken and any(m.entity is lead.subject and m.start <= at < m.end for m in sentence.mentions):
                return True
    return False


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
    job = cue_pattern("role", "appointed").search(sentence.text)
    if proposal.predicate == "linked_to":
        if reader.manages(proposal.subject.id) or cue_pattern("role", "dugout").search(sentence.text):
            vacant = cue_pattern("role", "vacancy").search(sentence.text)
            return sentence.words(*job.span()) if job and vacant else "manager"
        return ""
    return sentence.words(*job.span()) if job and reader.manages(proposal.subject.id) else ""


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
    r"\b(\d{1,4})\s+(?:(?:senior|competitive|first-team|league|total|official|international|Premier|League)\s+)*"
    r"(?:appearances|games|matches|caps|outings|times(?=\s+for\b))\b",
    re.IGNORECASE,
)


def count_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Titles won, goals against a side (one where no number is said) or games played, in digits."""
    predicate = claim[0].predicate
    read = {"won": _titles, "scored_against": _goals, "plays_for": _games}[predicate]
    places = claim if predicate == "scored_against" else (*claim, *reader.retold(claim[0]))
    value = next((value for proposal in places if (value := read(reader, proposal))), "")
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
        years = _YEARS_AFTER.match(after)
        if years:
            return str(len(re.findall(r"\d{4}", years[0])))
    return ""


#: The years of several titles: "the Champions League titles in 1992, 2006 and 2009".
_YEARS_AFTER = re.compile(
    r"(?:\s+titles?)?\s+in\s+(?:19|20)\d\d(?:(?:\s*,|,?\s+and)\s+(?:in\s+)?(?:19|20)\d\d)+", re.IGNORECASE
)


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
        theirs = whose in (None, proposal.object) and _is_theirs(sentence, proposal, match.start())
        if theirs and in_own_clause(reader, proposal, sentence, match.start()):
            return match[1] if whose or _only_team(sentence, proposal) else ""
    return ""


_FOR_WHOM = re.compile(r"[^.,;]{0,20}?\b(?:for|with|at)\s+(?:the\s+)?")


def _only_team(sentence: Sentence, proposal: Proposal) -> bool:
    return all(m.entity is proposal.object for m in sentence.mentions if m.type in ("Club", "NationalTeam"))
