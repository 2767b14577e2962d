"""From the register to the rows of the table: which persons stay, their aliases, teams and fame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.common import Row
from touchline.ingest.knowledge.build.persons_model import Spell, merge_spells
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.knowledge.words import common_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.knowledge.build.persons_model import Person, Register

__all__ = ["to_rows"]

_EARLIEST_BIRTH = 1960
_UNKNOWN_PLAYER = 5
_MOST_FAME = 1000


def to_rows(register: Register, team_id: Callable[[str, str], str], country_code: Callable[[str], str]) -> list[Row]:
    """Rows without ids for all persons worth keeping, in the order of the register.

    Args:
        register: All persons.
        team_id: From a team's name (with the mark " NT" for a national team) and m or f to its id.
        country_code: From a country's name to its code.
    """
    return [_row(person, team_id, country_code) for person in register.people if _worth_keeping(person)]


def _worth_keeping(person: Person) -> bool:
    """A single word is too little for a player of whom nothing else is known; nor is long ago without fame."""
    if person.sources == {"openfootball_players"} and " " not in person.name and person.fame <= _UNKNOWN_PLAYER:
        return False
    return not person.year or person.year >= _EARLIEST_BIRTH or "handwritten" in person.sources


def _row(person: Person, team_id: Callable[[str, str], str], country_code: Callable[[str], str]) -> Row:
    spells = [Spell(team_id(spell.team, person.gender), spell.start, spell.end) for spell in person.spells]
    country = person.countries[0] if person.countries else ""
    row = Row(
        "Person",
        person.name,
        qid=person.qid,
        country=country_code(country) if country else "",
        gender=person.gender,
        born=person.born,
        position="/".join(person.positions),
        affiliations=[f"{spell.team}:{spell.start}-{spell.end}" for spell in merge_spells(spells)],
        prior=min(person.fame, _MOST_FAME),
        sources=set(person.sources),
        suffix=person.born[:4] or country,
    )
    for text, kind in sorted(person.aliases.items()):
        row.add(text, "weak" if kind == "short" and fold(text) in common_words() else kind)
    return row
