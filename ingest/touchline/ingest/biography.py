"""What is known of an article's persons: from its own words first, then from the knowledge base at its date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.ingest.document import EntityRecord
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import KnowledgeEntity
    from touchline.ingest.relations.noun_phrases import PersonPhrase

__all__ = ["Biographies", "Biography", "rules_out"]

_PLAYING = frozenset({"goalkeeper", "defender", "midfielder", "forward"})
#: Positions from the back to the front; sources and articles often differ by one ("winger").
_ORDER = ("goalkeeper", "defender", "midfielder", "forward")
_OFF_PITCH = frozenset({"journalist", "executive", "agent", "referee"})
_OFF_PITCH_ROLES = frozenset({"journalist", "staff", "agent", "owner"})


@dataclass(slots=True)
class Biography:
    """One person.

    Attributes:
        ages: Possible ages at the article's date, as numbers in words of digits.
        nations: Codes of countries.
        positions: goalkeeper, defender, midfielder, forward.
        roles: manager, or staff, owner, agent, journalist.
        teams: Ids of teams of the time.
        teams_known: Whether the knowledge base knows teams of the time at all.
        off_pitch: Neither player nor manager: a journalist, executive, agent or referee.
        gender: m, f or empty.
    """

    ages: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    positions: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    teams: set[str] = field(default_factory=set)
    teams_known: bool = False
    off_pitch: bool = False
    gender: str = ""


class Biographies:
    """The persons of one article.

    Args:
        kb: Knowledge base.
        published: ISO date of the article, or None.
    """

    def __init__(self, kb: KnowledgeBase, published: str | None) -> None:
        self._kb = kb
        self._date = date.fromisoformat(published) if published else None
        self._known: dict[str, Biography] = {}

    def learn(self, phrase: PersonPhrase, record: EntityRecord) -> None:
        """Remember what a phrase beside a name says of that person."""
        known = self.of(record)
        if phrase.age:
            known.ages = {phrase.age}
        known.nations |= self.nations_of(phrase)
        known.positions.update(value for kind, value, _ in phrase.heads if kind == "position")
        roles = {value for kind, value, _ in phrase.heads if kind == "role"}
        known.roles |= roles
        if not phrase.former:
            known.teams.update(t.entity.id for t in phrase.teams)
            known.off_pitch = known.off_pitch or (bool(roles & _OFF_PITCH_ROLES) and not known.positions)

    def of(self, record: EntityRecord) -> Biography:
        """What is known of this person so far."""
        known = self._known.get(record.id)
        if known is None:
            known = self._known[record.id] = Biography()
            entity = self._kb.entities.get(record.id)
            if entity is not None:
                self._fill(known, entity)
        return known

    def _fill(self, known: Biography, entity: KnowledgeEntity) -> None:
        posts = {post for post in entity.position.split("/") if post}
        known.gender = entity.gender
        known.positions |= posts & _PLAYING
        known.off_pitch = bool(posts & _OFF_PITCH) and not posts & (_PLAYING | {"manager"})
        if "manager" in posts:
            known.roles.add("manager")
        known.ages |= self._ages(entity.born)
        if entity.country:
            known.nations.add(entity.country)
        if self._date is not None:
            year = self._date.year
            current = {t for t, start, end in entity.affiliations if (start or 0) <= year <= (end or 9999)}
            known.teams |= current
            known.teams_known = any(i in self._kb.entities and self._kb.entities[i].type == "Club" for i in current)

    def _ages(self, born: str) -> set[str]:
        """Ages that a person born then may have at the article's date: one where both days are known, else two."""
        if self._date is None or not born:
            return set()
        if len(born) == 10:  # noqa: PLR2004
            year, month, day = (int(part) for part in born.split("-"))
            return {str(self._date.year - year - ((self._date.month, self._date.day) < (month, day)))}
        age = self._date.year - int(born[:4])
        return {str(age - 1), str(age)}

    def nations_of(self, phrase: PersonPhrase) -> set[str]:
        """Codes of the countries whose demonym or national side a phrase names."""
        named = [d.entity.id for d in phrase.demonyms] + [t.entity.id for t in phrase.teams if t.type == "NationalTeam"]
        codes = {self._kb.entities[i].country for i in named if i in self._kb.entities}
        return codes - {""}


def rules_out(said: set[str], known: set[str]) -> bool:
    """Whether positions that a phrase says cannot be those known of a person: more than one apart, or the goalkeeper.

    >>> rules_out({"forward"}, {"midfielder"}), rules_out({"forward"}, {"defender"})
    (False, True)
    >>> rules_out({"defender"}, {"goalkeeper"})
    True
    """
    pairs = [(_ORDER.index(a), _ORDER.index(b)) for a in said for b in known]
    return bool(pairs) and all(a != b and (abs(a - b) > 1 or 0 in (a, b)) for a, b in pairs)
