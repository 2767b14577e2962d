"""What the build knows of one person, and the register in which the sources meet.

A source says who it means by name, date of birth and country. It meets a person already in the register only where
the folded names are equal and the birth dates agree, or, where one side has no date, where exactly one person of that
name has the same country and could have been active at the time. Names that merely resemble each other never meet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from touchline.ingest.knowledge.fold import fold

__all__ = ["Person", "Register", "Spell", "dates_agree", "merge_spells"]

_DATE_LENGTH = 10
_YOUNGEST, _OLDEST = 15, 43


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """Time with one team. Years are four digits or empty where unknown; an empty `end` may also mean "still there"."""

    team: str
    start: str = ""
    end: str = ""


def merge_spells(spells: list[Spell]) -> list[Spell]:
    """Join spells with one team that touch or overlap; keep the order of their starts.

    >>> merge_spells([Spell("Arsenal", "2019", "2020"), Spell("Arsenal", "2020", "2022")])
    [Spell(team='Arsenal', start='2019', end='2022')]
    """
    by_team: dict[str, list[Spell]] = defaultdict(list)
    for spell in sorted(set(spells), key=lambda s: (s.team, s.start or "9999", s.end or "9999")):
        known = by_team[spell.team]
        if known and _touch(known[-1], spell):
            known[-1] = Spell(spell.team, known[-1].start or spell.start, _later(known[-1].end, spell.end))
        else:
            known.append(spell)
    merged = [spell for group in by_team.values() for spell in group]
    return sorted(merged, key=lambda s: (s.start or "9999", s.team))


def _touch(first: Spell, second: Spell) -> bool:
    return not first.end or not second.start or int(second.start) <= int(first.end) + 1


def _later(first: str, second: str) -> str:
    return max(first, second)


@dataclass(slots=True)
class Person:
    """One person, as far as the sources read so far agree.

    Attributes:
        name: The usual full name in English-language news, with its accents.
        aliases: Other names, each with its kind (official, short, nickname, former).
        born: ISO date, or the year alone, or empty.
        countries: Names of countries, the first one for the row.
        positions: goalkeeper, defender, midfielder, forward, manager.
        active: First and last year in which a source saw the person, 0 where it does not say.
        fame: 0 to 1000.
        sources: Names of the sources that speak of the person.
    """

    name: str
    born: str = ""
    gender: str = "m"
    qid: str = ""
    aliases: dict[str, str] = field(default_factory=dict)
    countries: list[str] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    spells: list[Spell] = field(default_factory=list)
    active: tuple[int, int] = (0, 0)
    fame: int = 0
    sources: set[str] = field(default_factory=set)

    @property
    def year(self) -> int:
        """Year of birth, 0 where unknown."""
        return int(self.born[:4]) if self.born else 0

    def names(self) -> list[str]:
        """The name, then every alias that is a full name of its own and so may join a source."""
        return [self.name, *(text for text, kind in self.aliases.items() if kind in {"official", "former"})]

    def add_alias(self, text: str, kind: str = "official") -> None:
        """Add an alias, unless it folds to the name itself."""
        if text and fold(text) != fold(self.name):
            self.aliases.setdefault(text, kind)

    def rename(self, name: str) -> None:
        """Take another usual name; the former one stays as an official alias."""
        old, self.name = self.name, name
        self.aliases = {text: kind for text, kind in self.aliases.items() if fold(text) != fold(name)}
        self.add_alias(old)

    def add_country(self, country: str) -> None:
        """Add a country, keeping the order in which the sources named them."""
        if country and country not in self.countries:
            self.countries.append(country)

    def add_position(self, *positions: str) -> None:
        """Add positions, keeping the order in which the sources named them."""
        self.positions += [p for p in dict.fromkeys(positions) if p and p not in self.positions]

    def see(self, first: int, last: int) -> None:
        """Widen the years in which the person is known to have been active."""
        low, high = self.active
        self.active = (min(low, first) if low else first, max(high, last))

    def could_play_in(self, first: int, last: int) -> bool:
        """Whether the person was of playing age from one year to the other; true where nothing is known."""
        if self.year:
            return first - self.year >= _YOUNGEST and last - self.year <= _OLDEST
        return not self.active[0] or (first - self.active[1] <= _YOUNGEST and self.active[0] - last <= _YOUNGEST)


def dates_agree(one: str, other: str) -> bool:
    """Whether two birth dates say the same as far as both go; a bare year agrees with a date in it."""
    length = _DATE_LENGTH if len(one) == len(other) == _DATE_LENGTH else 4
    return bool(one) and bool(other) and one[:length] == other[:length]


class Register:
    """All persons, found by folded name."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        self._by_birth: dict[str, list[Person]] = defaultdict(list)

    def add(self, person: Person) -> Person:
        """Enter a new person."""
        self.people.append(person)
        self.index(person)
        return person

    def index(self, person: Person) -> None:
        """Make a person findable by every full name known by now."""
        for name in person.names():
            entry = self._by_name[fold(name)]
            if person not in entry:
                entry.append(person)
        if len(person.born) == _DATE_LENGTH and person not in self._by_birth[person.born]:
            self._by_birth[person.born].append(person)

    def named(self, name: str) -> list[Person]:
        """Everyone who has this full name, after folding."""
        return self._by_name.get(fold(name), [])

    def find(
        self, names: list[str], born: str = "", country: str = "", years: tuple[int, int] = (0, 0)
    ) -> Person | None:
        """The one person whom a source means, or None.

        Args:
            names: Full names that the source gives, best first.
            born: Birth date or year.
            country: Country or national team.
            years: First and last year in which the source sees the person; (0, 0) where it does not say.
        """
        found = list({id(p): p for name in names for p in self.named(name)}.values())
        if born and (same := [p for p in found if dates_agree(p.born, born)]):
            return self._only(same, country)
        open_ones = [p for p in found if not (p.born and born) and (not years[0] or p.could_play_in(*years))]
        if country:
            return self._unique([p for p in open_ones if country in p.countries])
        return None

    def born_on(self, date: str) -> list[Person]:
        """Everyone born on this day."""
        return self._by_birth.get(date, [])

    @staticmethod
    def _unique(found: list[Person]) -> Person | None:
        return found[0] if len(found) == 1 else None

    @classmethod
    def _only(cls, found: list[Person], country: str) -> Person | None:
        return cls._unique(found) or cls._unique([p for p in found if country and country in p.countries])
