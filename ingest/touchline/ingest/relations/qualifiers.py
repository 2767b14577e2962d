"""Qualifiers of claims: fee, until, from, date, score, competition, role, count, outcome and source.

Claims come resolved, each a list of proposals with its lead first. For each qualifier that the predicate takes
(`qualifiers.toml`), the sentences of the evidence are read in order, lead first; a date, sum or competition counts only
where it stands in a clause of the evidence. Most are then looked for in the other sentences that name both ends, and
claims of transfer news also have the source that the article names before them. Values are the article's own words,
except for counts (digits), the club that somebody left and a person who says it (their full name). What a pattern has
bound stays, without the article or preposition before it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import QualifierReader, cue_words
from touchline.ingest.relations.qualifier_fees import fee_of
from touchline.ingest.relations.qualifier_matches import competition_of, outcome_of, score_of
from touchline.ingest.relations.qualifier_persons import count_of, from_club, role_of
from touchline.ingest.relations.qualifier_sources import source_of
from touchline.ingest.relations.qualifier_values import normalised
from touchline.ingest.relations.qualifier_when import date_of, until_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["add_qualifiers", "normal_forms"]

#: Words before a value that a pattern binds which are no part of it.
_LEADING = {
    "date": re.compile(r"^(?:(?:on|in|at|during|over)\s+)?(?:the\s+)?", re.IGNORECASE),
    "until": re.compile(r"^(?:the\s+)?", re.IGNORECASE),
    "fee": re.compile(r"^(?:an?\s+)?", re.IGNORECASE),
}
_LONE_NUMBER = re.compile(r"(?:\d{1,3}|[a-z]+)", re.IGNORECASE)
_NUMBER_WORDS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "eighteen"}
)


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
        _tidy_bound(lead, takes.get(lead.predicate, ()))
        stated = reader.stated(claim)
        for name in takes.get(lead.predicate, ()):
            if name in lead.qualifiers:
                continue
            value = _HANDLERS[name](reader, stated)
            if value:
                lead.qualifiers[name] = value
    _share_matches(claims)


def _tidy_bound(lead: Proposal, taken: Sequence[str]) -> None:
    """What a pattern has bound, without leading words; a number alone tells no end of a contract.

    A pattern binds a fee for the move that it reads; the claims of membership that it makes beside it have none.
    """
    if "fee" not in taken:
        lead.qualifiers.pop("fee", None)
    for name, words in list(lead.qualifiers.items()):
        if name in _LEADING:
            lead.qualifiers[name] = _LEADING[name].sub("", words)
        if name == "until" and _LONE_NUMBER.fullmatch(words) and (words.isdigit() or words.lower() in _NUMBER_WORDS):
            del lead.qualifiers[name]


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


_HANDLERS: Mapping[str, Callable[[QualifierReader, list[Proposal]], str]] = {
    "fee": fee_of, "until": until_of, "from": from_club, "date": date_of, "score": score_of, "role": role_of,
    "competition": competition_of, "count": count_of, "outcome": outcome_of, "source": source_of,
}  # fmt: skip
