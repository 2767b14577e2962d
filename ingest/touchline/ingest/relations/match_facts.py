"""The facts of a match below its score: "Goals:" with a line for each team, and "Venue:".

    Newcastle 2 Brentford 1 - Wednesday 2 April
    Goals:
    Newcastle United:
    Isak 45+2, Tonali 74
    Brentford: Mbeumo 66 pen

The goals of a team's list are scored against the other team of the score line; own goals are left out. The venue is
the home ground of the team named first, where the knowledge base ties the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.proposal import Proposal, propose
from touchline.ingest.relations.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.relations.rows import Row

__all__ = ["EXTRACTOR", "match_facts"]

EXTRACTOR = "touchline.match_facts.v1"
_SCORE = re.compile(r"\s*\d{1,2}\s*[-\u2013:]\s*\d{1,2}\s*|\s+\d{1,2}[,;]?\s+")
_VERSUS = re.compile(r"\s+(?:v|vs)\.?\s+", re.IGNORECASE)
_GOALS = re.compile(r"\W*(?:goals?|scorers?|goal ?scorers?|scoring)\s*[:\u2013-]?\s*", re.IGNORECASE)
_VENUE = re.compile(r"\W*(?:venue|stadium|ground|where)\s*:", re.IGNORECASE)
_LABEL = re.compile(r"\s*(?:goals?|scorers?)?\s*[:\u2013-]")
_MINUTE = r"\d{1,3}(?:\+\d{1,2})?(?:'|\u2032|th)?\s*(?:min(?:ute)?s?)?(?:\s*\(?(?:pens?|p|h)\)?(?![a-z]))?"
_OWN = r"(?P<own>[,(]*\s*(?:og|o\.g\.|own goal))?"
_TIMES = re.compile(rf"\s*[(]?\s*(?P<times>{_MINUTE}(?:\s*(?:,|&|and)\s*{_MINUTE})*)\s*{_OWN}", re.IGNORECASE)
_REACH = 12


def match_facts(document: ArticleDocument, kb: KnowledgeBase) -> Iterator[Proposal]:
    """Scorers and grounds of the matches whose facts an article lists."""
    sides: tuple[Mention, Mention] | None = None
    at, listing, team = -_REACH, False, None
    for number, row in enumerate(rows(document)):
        if (found := _match(row)) is not None:
            sides, at, listing, team = found, number, False, None
            continue
        if sides is None or number - at > _REACH:
            continue
        if _VENUE.match(row.text):
            yield from _ground(row, sides[0], kb)
            continue
        head = _GOALS.match(row.text)
        listing = listing or head is not None
        label = _label(row, sides)
        if not listing and label is None:
            continue
        if label is not None:
            team = label[0]
        elif head is None and team is None:
            continue
        scored = list(_scorers(row, team, sides)) if team is not None else []
        yield from scored
        if not scored and head is None and label is None:
            listing, team = False, None


def _match(row: Row) -> tuple[Mention, Mention] | None:
    """The two sides of a score line or a fixture."""
    teams = row.teams
    if len(teams) < 2 or teams[0].entity is teams[1].entity:  # noqa: PLR2004
        return None
    between = row.between(teams[0].end, teams[1].start)
    return (teams[0], teams[1]) if _SCORE.fullmatch(between) or _VERSUS.fullmatch(between) else None


def _label(row: Row, sides: Sequence[Mention]) -> tuple[Mention] | None:
    """The side whose list a line is: "Brentford: …"."""
    first = row.teams[0] if row.teams else None
    if first is None or first.entity not in [side.entity for side in sides]:
        return None
    head = _GOALS.match(row.text)
    begins = first.start - row.start == (
        head.end() if head else len(row.text) - len(row.text.lstrip(" *-\u2013\u2022"))
    )
    return (first,) if begins and _LABEL.match(row.text, first.end - row.start) else None


def _scorers(row: Row, team: Mention, sides: tuple[Mention, Mention]) -> Iterator[Proposal]:
    other = sides[1] if team.entity is sides[0].entity else sides[0]
    for person in row.of_type("Person"):
        times = _TIMES.match(row.text, person.end - row.start)
        own = row.between(person.start, person.end).casefold().endswith((" og", "o.g."))
        if times is None or times["own"] or own or person.kind != "name":
            continue
        count = len(re.findall(r"\d{1,3}(?:\+\d{1,2})?", times["times"]))
        said = {"count": str(count)} if count > 1 else {}
        for predicate, end, rule, qualifiers in (
            ("scored_against", other, "listed-scorer", said), ("plays_for", team, "listed-scorer-team", {}),
        ):  # fmt: skip
            proposal = propose(
                person, predicate, end, first=person.first, last=person.last, anchor=person.first, status="fact",
                rule=rule, extractor=EXTRACTOR, qualifiers=qualifiers, fixed=True,
            )  # fmt: skip
            if proposal is not None:
                yield proposal


def _ground(row: Row, home: Mention, kb: KnowledgeBase) -> Iterator[Proposal]:
    for venue in row.of_type("Venue"):
        known = kb.entities.get(venue.entity.id)
        if known is None or home.entity.id not in known.tied_to.split("/"):
            continue
        proposal = propose(
            home, "home_ground", venue, first=venue.first, last=venue.last, anchor=venue.first, status="fact",
            rule="listed-venue", extractor=EXTRACTOR, fixed=True,
        )  # fmt: skip
        if proposal is not None:
            yield proposal
