"""The qualifier `source`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import cue_words

if TYPE_CHECKING:
    from touchline.ingest.document import EntityRecord, Mention
    from touchline.ingest.relations.proposal import Proposal
    from touchline.ingest.relations.qualifier_context import QualifierReader, Sentence
    from touchline.ingest.relations.reported import NamedSource

__all__ = ["source_of"]


def source_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """Outlet or person that reports or says it."""
    lead = claim[0]
    for proposal in claim:
        sentence = reader.sentence(proposal)
        value = _source_in(sentence, lead) or _speaker(reader, proposal, sentence)
        if value:
            return value
    evidence = reader.document.doc[lead.first : lead.last].text
    cues = cue_words()["source"]
    carried = lead.predicate in cues["carried"]
    if not (carried or lead.predicate in cues["carried_rumours"]):
        return ""
    if lead.status != "rumour" and not (carried and lead.status in ("fact", "future")):
        return ""
    if _KNOWN.search(evidence) and not reader.in_title(lead):
        return ""
    near = (s for s in (reader.near(lead, -1), reader.near(lead, 1)) if s is not None)
    value = next((value for s in near if (value := _source_in(s, lead))), "")
    return value or (_nearest(reader, lead) if carried else _only(reader, lead))


def _nearest(reader: QualifierReader, lead: Proposal) -> str:
    """What the nearest sentence before names as its source, else the article's first."""
    return next((value for s in (*reader.before(lead), *reader.all()) if (value := _source_in(s, lead))), "")


def _only(reader: QualifierReader, lead: Proposal) -> str:
    """The article's source, where it names one alone."""
    found = {value for sentence in reader.all() if (value := _source_in(sentence, lead))}
    return found.pop() if len(found) == 1 else ""


#: What is common knowledge is not what the article's source reports.
_KNOWN = re.compile(r"\b(?:linked|target|speculation|rumou?rs)\b", re.IGNORECASE)


def _source_in(sentence: Sentence, lead: Proposal) -> str:
    """The first that a sentence names as reporting."""
    for source in sentence.sources:
        mention = _mention_at(sentence, source)
        if source.spoken or (mention is not None and (mention.type in _NOT_SOURCES or mention.entity is lead.subject)):
            continue
        if source.closing and sentence.start < sentence.document.title_end:
            continue  # the name of the site, at the end of a headline
        if mention is not None and mention.type == "Person":
            return mention.entity.name
        return sentence.words(source.start, source.end)
    return ""


_SPOKEN_OF = frozenset({"injured", "left", "succeeds", "linked_to", "set_to_join"})


def _speaker(reader: QualifierReader, proposal: Proposal, sentence: Sentence) -> str:
    """The person whose words a sentence quotes; of an injury also the one whose quotation goes on in it."""
    if '"' in sentence.text or proposal.predicate in _SPOKEN_OF:
        own = proposal.status == "denied" or (proposal.predicate == "left" and proposal.status == "future")
        found = _person_saying(sentence)
        if found is not None and (own or found is not proposal.subject):
            return found.name
    if proposal.predicate != "injured":
        return ""
    for step in (1, -1):
        beside = reader.near(proposal, step)
        if beside is not None and '"' in beside.text and ('"' in sentence.text or step == 1):
            found = _person_saying(beside)
            if found is not None and found is not proposal.subject:
                return found.name
    return ""


def _person_saying(sentence: Sentence) -> EntityRecord | None:
    """The person whom a sentence has speak, by name or as "he"."""
    for source in sentence.sources:
        mention = _mention_at(sentence, source)
        if mention is not None and mention.type == "Person":
            return mention.entity
    for mention in sentence.mentions:
        if mention.kind == "pronoun" and mention.type == "Person" and _says(sentence, mention.last):
            return mention.entity
    return None


def _says(sentence: Sentence, token: int) -> bool:
    doc = sentence.document.doc
    return token < sentence.span.end and doc[token].lower_ in cue_words()["source"]["say_verbs"]


_NOT_SOURCES = frozenset({"Club", "NationalTeam", "Competition", "Place", "Venue"})


def _mention_at(sentence: Sentence, source: NamedSource) -> Mention | None:
    """The mention that is the source's name, rather than a word of it ("Football Espana")."""
    start, end = sentence.start + source.start, sentence.start + source.end
    found = (m for m in sentence.mentions if m.start < end and start < m.end)
    return next((m for m in found if m.end >= end and (m.start <= start or m.type == "Person")), None)
