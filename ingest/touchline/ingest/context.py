"""What an article is about, as far as it decides between entities of one name.

Each candidate gets points, each with its reason, so that `touchline who` can show what was weighed: fame, the
countries and leagues of the clubs that the article names, whether it was named before, the date, and the words beside
the name. Points are whole numbers; the candidate with most wins if its lead is clear.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate, KnowledgeEntity

__all__ = ["ArticleContext", "Place", "Reason", "Weighed"]

#: A person below this fame is linked by full name only where club, country or date agree.
_KNOWN = 150
_OBSCURE = 120
_PLAYING_AGE = range(15, 46)
_OLDEST = 95
#: At more years than these a person who does not manage is no longer the player of that name.
_LAST_SEASON = 41
_LEAD = 40
_NAMED, _COUNTRY, _LEAGUE, _SIDE, _LOCATED, _WOMEN, _TOO_EARLY, _SAID = 400, 300, 150, 350, 1500, 300, -500, 800
#: So many clubs of one country make an article one about its football.
_MANY = 5
#: So many make it one that reports a league; there a name of less than this fame is a club of that league.
_TABLE, _FAMOUS = 8, 400
#: Points that an obscure club of one word needs from the article.
_SUPPORT = 90
#: Kinds of alias that do not by themselves mean an entity of little fame.
_LOOSE = frozenset({"short", "nickname", "former", "weak"})


class Reason(NamedTuple):
    """One thing that speaks for a candidate (points above 0) or against it."""

    text: str
    points: int


class Weighed(NamedTuple):
    """A candidate with everything that was weighed."""

    candidate: Candidate
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """Sum of the points."""
        return sum(reason.points for reason in self.reasons)

    @property
    def supported(self) -> bool:
        """Whether the article itself speaks clearly for the candidate."""
        return sum(reason.points for reason in self.reasons if reason.text != "fame") >= _SUPPORT


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands.

    Attributes:
        side: The words beside it speak of a side.
        located: The words beside it speak of a place, or it is a dateline.
        dateline: It heads the report.
        words: Number of words of the name.
        country: Code of the country said right before it: "Portugal's Sporting", "Scottish side Rangers".
    """

    side: bool = False
    located: bool = False
    dateline: bool = False
    words: int = 2
    country: str = ""


class ArticleContext:
    """Clubs, countries and the date that an article names.

    Args:
        kb: Knowledge base.
        published: ISO date of the article, or None.
        women: Whether the article is about women's football.
        other_sport: Whether it is about another sport; short names and persons then need a team of theirs.
    """

    def __init__(
        self, kb: KnowledgeBase, published: str | None, *, women: bool = False, other_sport: bool = False
    ) -> None:
        self._kb = kb
        self.other_sport = other_sport
        self.year = int(published[:4]) if published else None
        self.women = women
        self.teams: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        self.leagues: Counter[str] = Counter()

    def prepare(self, names: Iterable[Sequence[Candidate]]) -> None:
        """Learn countries and leagues from the names that only one club has; each club counts once."""
        clubs = {
            c[0].entity_id
            for c in names
            if len({x.entity_id for x in c}) == 1 and c[0].type == "Club" and c[0].kind != "weak"
        }
        for identifier in sorted(clubs):
            self._count(self._kb.entities[identifier])

    def add(self, identifier: str) -> None:
        """Note that the article names this entity."""
        entity = self._kb.entities[identifier]
        if entity.type in ("Club", "NationalTeam"):
            self.teams[identifier] += 1
        if entity.type == "Competition" or (entity.type == "Club" and self.teams[identifier] == 1):
            self._count(entity)

    def _count(self, entity: KnowledgeEntity) -> None:
        if entity.country:
            self.countries[entity.country] += 1
        if entity.league:
            self.leagues[entity.league] += 1

    def weigh(self, candidates: Iterable[Candidate], place: Place) -> list[Weighed]:
        """Candidates that are no persons with their reasons, best first."""
        weighed = [Weighed(c, tuple(self._reasons(c, place))) for c in candidates]
        return sorted(weighed, key=lambda w: (-w.score, w.candidate.kind == "nickname", w.candidate.entity_id))

    def best(self, candidates: Sequence[Candidate], place: Place | None = None) -> Candidate:
        """The candidate with most points, however small its lead."""
        return self.weigh(candidates, place or Place())[0].candidate

    def decide(self, candidates: Sequence[Candidate], place: Place) -> Candidate | None:
        """The candidate that a name stands for, or None where that is not sure."""
        weighed = self.weigh(candidates, place)
        first = weighed[0]
        if self.other_sport and first.candidate.type == "Club" and first.candidate.kind in _LOOSE:
            return None
        if (
            place.words == 1
            and first.candidate.type == "Club"
            and first.candidate.prior < _OBSCURE
            and not first.supported
        ):
            return None
        if (len(weighed) > 1 or first.candidate.kind == "weak") and self._is_foreign(first, place):
            return None
        rivals = [
            w
            for w in weighed[1:]
            if w.candidate.type == first.candidate.type and w.candidate.entity_id != first.candidate.entity_id
        ]
        if (
            rivals
            and first.candidate.type == "Club"
            and first.candidate.kind in _LOOSE
            and first.score - rivals[0].score < _LEAD
        ):
            return None
        return first.candidate

    def is_home(self, identifier: str) -> bool:
        """Whether an entity is of the country whose football most clubs of the article play."""
        home = self._kb.entities[identifier].country
        return bool(home) and 2 * self.countries[home] > sum(self.countries.values()) and self.countries[home] >= _MANY

    def _is_foreign(self, weighed: Weighed, place: Place) -> bool:
        """Whether a little or a vague name would mean a club from abroad in the tables of one country's league."""
        candidate = weighed.candidate
        if candidate.type != "Club" or not place.side or place.words > 1 or candidate.entity_id in self.teams:
            return False
        country, count = self.countries.most_common(1)[0] if self.countries else ("", 0)
        home = self._kb.entities[candidate.entity_id].country
        if home in (country, place.country) or count < _TABLE or 2 * count <= sum(self.countries.values()):
            return False
        return candidate.kind == "weak" or candidate.prior < _FAMOUS

    def _reasons(self, candidate: Candidate, place: Place) -> Iterable[Reason]:
        entity = self._kb.entities[candidate.entity_id]
        yield Reason("fame", entity.prior)
        if entity.country and self.countries[entity.country]:
            yield Reason(f"country {entity.country} in the article", self._country_points(entity.country))
        if place.country and entity.country == place.country:
            yield Reason(f"country {entity.country} said right before", _SAID)
        if entity.league and self.leagues[entity.league]:
            yield Reason(
                "its league in the article", _LEAGUE * self.leagues[entity.league] // sum(self.leagues.values())
            )
        if candidate.entity_id in self.teams:
            yield Reason("named in the article", _NAMED)
        if entity.gender == "f" and not self.women:
            yield Reason("women's side, the article is about men", -_WOMEN)
        if place.side and entity.type in ("Club", "NationalTeam"):
            yield Reason("words of a side beside it", _SIDE)
        if place.located and entity.type in ("Place", "Venue"):
            yield Reason("words of a place beside it", _LOCATED)
        if self.year and entity.type == "Club" and entity.born[:4].isdigit() and self.year < int(entity.born[:4]):
            yield Reason("founded after the article", _TOO_EARLY)

    def _country_points(self, country: str) -> int:
        """By the country's share of the clubs named; more where the article is clearly about its football."""
        count, total = self.countries[country], sum(self.countries.values())
        clear = count >= _MANY and 2 * count > total
        return 2 * _COUNTRY if clear else _COUNTRY * count // total

    # -- persons --------------------------------------------------------------------------------------------------

    def person_reasons(self, person: KnowledgeEntity) -> tuple[Reason, ...]:
        """What speaks for and against a person: 2 for a team at its date, 1 for one of another time, age, gender."""
        reasons = []
        for team, start, end in person.affiliations:
            if team in self.teams:
                current = self.year is None or (start or 0) - 1 <= self.year <= (end or 9999) + 1
                reasons.append(
                    Reason(f"team {team} named, {'at' if current else 'not at'} its date", 2 if current else 1)
                )
        if self.year and person.born:
            age = self.year - int(person.born[:4])
            if age < _PLAYING_AGE.start or age > _OLDEST:
                reasons.append(Reason(f"aged {age} then", -3))
            elif age >= _PLAYING_AGE.stop and "manager" not in person.position:
                reasons.append(Reason(f"aged {age} then", -1))
        if self.women and person.gender == "f":
            reasons.append(Reason("the article is about women", 1))
        return tuple(reasons)

    def fits(self, person: KnowledgeEntity) -> int:
        """Sum of the points of `person_reasons`."""
        return sum(reason.points for reason in self.person_reasons(person))

    def fame_then(self, person: KnowledgeEntity) -> int:
        """Fame, a third of it where no team of the person is of the article's time or they were past playing."""
        spells = person.affiliations
        if self.year is None or not spells:
            return person.prior
        year = self.year
        active = any((start or 0) < year <= (end or 9999) + 1 for _, start, end in spells)
        retired = person.born and year - int(person.born[:4]) > _LAST_SEASON and "manager" not in person.position
        return person.prior // 3 if retired or not active else person.prior

    def person(self, persons: Sequence[KnowledgeEntity], *, full_name: bool = True) -> KnowledgeEntity | None:
        """The person that a name stands for, or None where none or two fit alike.

        Args:
            persons: Who bears exactly this name.
            full_name: It is a name and surname, which few share; one word alone needs more to be sure.
        """
        ranked = sorted(persons, key=lambda p: (-self.fits(p), -self.fame_then(p), p.id))
        if not ranked:
            return None
        first = ranked[0]
        fit = self.fits(first)
        at_home = full_name and fit == 0 and bool(first.country) and self.countries[first.country] > 0
        known = self.fame_then(first)
        if fit < 0 or (fit == 0 and (known < _KNOWN or self.other_sport) and not at_home):
            return None
        if len(ranked) > 1:
            second = ranked[1]
            if fit == self.fits(second) and known < 2 * self.fame_then(second) + 1:
                return None
        return first
