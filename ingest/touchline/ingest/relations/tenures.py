"""Who held a manager's post when, by the knowledge base's years: what claims of a post are past, and which are none.

News tells of managers of other days in the same words as of today's ("United were unbeaten under Ferguson"), and says
of players that they "led" their side. The knowledge base knows the years of many spells, and so `settle_tenures` makes
of a claim `manages` that is stated as a fact one of the past, or none. It makes no claim of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from touchline.ingest.relations.lexicon import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import KnowledgeEntity
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["SEASON_OVER", "YOUNGEST_MANAGER", "heads", "is_manager", "rivals", "settle_tenures", "spells_at"]

#: Spells that begin younger are a player's.
YOUNGEST_MANAGER = 33
#: Who leaves in the year of an article has left by this month, as a rule.
SEASON_OVER = 6
_OPEN = 9999
_NEAR = 8
_DIGITS = 4
_IN = frozenset({"in", "of", "during", "until", "between", "from"})
#: Rules that read a title ("Arsenal manager Mikel Arteta"), by how their names begin.
_TITLED = ("np-manager", "manager-of", "named-manager")
_Verdict = Literal["keep", "former", "drop"]


@cache
def _staff() -> Mapping[str, frozenset[str]]:
    return {person: frozenset(teams) for person, teams in read_toml("staff.toml")["staff"].items()}


def is_manager(person: KnowledgeEntity) -> bool:
    """Whether the knowledge base lists a person as a manager, not as a director who once was one."""
    roles = person.position.split("/")
    return "manager" in roles and "executive" not in roles


def heads(person: KnowledgeEntity, team: str) -> bool:
    """Whether a manager's spells at a team can be ones in charge, not those of an assistant."""
    return is_manager(person) and team not in _staff().get(person.id, ())


def spells_at(person: KnowledgeEntity, team: str) -> list[tuple[int, int]]:
    """First and last years of a person's spells at a team at a manager's age; an open end is far in the future."""
    youngest = int(person.born[:4]) + YOUNGEST_MANAGER if person.born else 0
    spells = [(a.start or a.end or 0, a.end or _OPEN) for a in person.affiliations if a.team == team]
    return [(start, end) for start, end in spells if start >= youngest]


def rivals(document: ArticleDocument, kb: KnowledgeBase, person: str, team: str) -> Iterator[tuple[int, int]]:
    """Spells in charge of a team, by other managers whom the article names."""
    for identifier in sorted({m.entity.id for m in document.mentions if m.type == "Person"} - {person}):
        other = kb.entities.get(identifier)
        if other is not None and heads(other, team):
            yield from spells_at(other, team)


@lru_cache(maxsize=1)
def _posts(kb: KnowledgeBase) -> tuple[Mapping[str, list[tuple[int, int]]], int]:
    """Spells in charge of each team, and the last year in which one begins."""
    posts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for person in kb.entities.values():
        if person.type == "Person" and is_manager(person):
            for team in sorted({a.team for a in person.affiliations}):
                posts[team] += spells_at(person, team) if heads(person, team) else []
    return posts, max((start for spells in posts.values() for start, _ in spells), default=0)


def _is_held(kb: KnowledgeBase, team: str, year: int) -> bool:
    """Whether the knowledge base knows who was in charge of a team all the year.

    An open end says so up to the last year that it knows of.
    """
    posts, horizon = _posts(kb)
    return year <= horizon and any(start < year < end for start, end in posts.get(team, ()))


def settle_tenures(document: ArticleDocument, proposals: Iterable[Proposal], kb: KnowledgeBase) -> list[Proposal]:
    """The proposals, those that someone manages a team put right by the knowledge base's years.

    Without the article's date nothing is changed.
    """
    published = document.article.published
    found = list(proposals)
    if not published:
        return found
    titled = frozenset(p.subject.id for p in found if p.rule.startswith(_TITLED))
    judge = _Judge(document, kb, int(published[:4]), int(published[5:7]), titled)
    kept: list[Proposal] = []
    for proposal in found:
        if proposal.predicate == "manages" and proposal.status == "fact":
            verdict = judge.verdict(proposal)
            if verdict == "drop":
                continue
            if verdict == "former":
                proposal.status = "former"
                proposal.rule += "+tenure"
        kept.append(proposal)
    return kept


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges the claims of one article; `titled` are the persons to whom it gives a manager's title."""

    document: ArticleDocument
    kb: KnowledgeBase
    year: int
    month: int
    titled: frozenset[str]

    def verdict(self, proposal: Proposal) -> _Verdict:
        """What becomes of a claim that someone manages a team."""
        team = proposal.key[2]
        person = self.kb.entities.get(proposal.subject.id)
        by_title = proposal.rule.startswith(_TITLED)
        others = list(rivals(self.document, self.kb, proposal.subject.id, team))
        held = any(start < self.year < end for start, end in others)
        if person is None or not is_manager(person):
            coach = proposal.subject.id in self.titled
            if not coach or (held and not by_title):
                return "drop"
            past = held or self._is_told_of_the_past(proposal) or _is_held(self.kb, team, self.year)
            return "former" if past else "keep"
        if not heads(person, team):
            return "drop"
        spells = spells_at(person, team)
        if spells:
            return self._by_years(spells, others, by_title=by_title)
        if not by_title and (held or any(self._holds(person, a.team) for a in person.affiliations)):
            return "drop"
        past = held or self._is_told_of_the_past(proposal) or _is_held(self.kb, team, self.year)
        return "former" if past else "keep"

    def _by_years(self, spells: list[tuple[int, int]], others: list[tuple[int, int]], *, by_title: bool) -> _Verdict:
        """The verdict on a manager whose spells at the team are known."""
        if any(start <= self.year < end for start, end in spells):
            return "keep"
        if any(end == self.year for _, end in spells):
            succeeded = self.month >= SEASON_OVER or any(start == self.year for start, _ in others)
            return "former" if succeeded and not by_title else "keep"
        return "former" if any(end < self.year for _, end in spells) else "keep"

    def _holds(self, person: KnowledgeEntity, team: str) -> bool:
        """Whether a person is in charge of a team for some of the year."""
        return heads(person, team) and any(start <= self.year <= end for start, end in spells_at(person, team))

    def _is_told_of_the_past(self, proposal: Proposal) -> bool:
        """Whether the words are of another time: a verb in the simple past, or an earlier year ("in 2015")."""
        doc = self.document.doc
        if proposal.rule.startswith("frame-manage") and doc[proposal.anchor].tag_ == "VBD":
            return True
        first, last = self.document.sentence_at(proposal.first)
        near = range(max(proposal.first - _NEAR, first + 1), min(proposal.last + _NEAR, last))
        years = [doc[i].text for i in near if doc[i - 1].lower_ in _IN]
        return any(len(y) == _DIGITS and y.isdecimal() and int(y) < self.year for y in years)
