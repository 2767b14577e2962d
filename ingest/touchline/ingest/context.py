"""What an article is about, as far as it decides between entities of one name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate, KnowledgeEntity

__all__ = ["ArticleContext"]

#: A person below this fame is linked by full name only where club, country or date agree.
_KNOWN = 300
_PLAYING_AGE = range(15, 46)


class ArticleContext:
    """Clubs, countries and the date that an article names.

    Args:
        kb: Knowledge base.
        published: ISO date of the article, or None.
    """

    def __init__(self, kb: KnowledgeBase, published: str | None) -> None:
        self._kb = kb
        self.year = int(published[:4]) if published else None
        self.teams: set[str] = set()
        self.countries: Counter[str] = Counter()

    def add(self, identifier: str) -> None:
        """Note that the article names this entity."""
        entity = self._kb.entities[identifier]
        if entity.type in ("Club", "NationalTeam"):
            self.teams.add(identifier)
        if entity.type in ("Club", "Competition") and entity.country:
            self.countries[entity.country] += 1

    def best(self, candidates: Sequence[Candidate]) -> Candidate:
        """The candidate that fits best: fame, and the countries of what was named before."""

        def score(candidate: Candidate) -> tuple[float, str]:
            entity = self._kb.entities[candidate.entity_id]
            bonus = 250 if entity.country and self.countries[entity.country] else 0
            bonus += 400 if candidate.entity_id in self.teams else 0
            women = -300 if entity.gender == "f" else 0
            return entity.prior + bonus + women, candidate.entity_id

        return max(candidates, key=lambda c: (score(c)[0], c.kind != "nickname", _reverse(c.entity_id)))

    def fits(self, person: KnowledgeEntity) -> int:
        """How well a person fits the article: 2 for each of their teams named at a fitting date, 1 for another time."""
        fit = 0
        for team, start, end in person.affiliations:
            if team not in self.teams:
                continue
            current = self.year is None or (start or 0) - 1 <= self.year <= (end or 9999) + 1
            fit += 2 if current else 1
        if self.year and person.born and not (person.position or "").startswith("manager"):
            age = self.year - int(person.born[:4])
            fit -= 3 * (age < _PLAYING_AGE.start) + 1 * (age >= _PLAYING_AGE.stop)
        return fit

    def person(self, persons: Sequence[KnowledgeEntity]) -> KnowledgeEntity | None:
        """The person that a full name stands for, or None where none or two fit alike."""
        ranked = sorted(persons, key=lambda p: (-self.fits(p), -p.prior, p.id))
        if not ranked:
            return None
        first = ranked[0]
        if self.fits(first) <= 0 and first.prior < _KNOWN:
            return None
        if len(ranked) > 1:
            second = ranked[1]
            if self.fits(first) == self.fits(second) and first.prior < 2 * second.prior + 1:
                return None
        return first


def _reverse(text: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in text)
