"""Hand-written squads: which player was with which club from when to when.

The table names a club once and all its players, so it is short and easy to check. A player is found among the persons
of the other sources by exact folded name and possible age; a club in common decides between namesakes, then fame.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.persons_handwritten import HandwrittenError
from touchline.ingest.knowledge.build.persons_model import Person, Register, Spell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["SquadPlayer", "add_squad_players", "read_squad_players"]

_PLAYER = re.compile(
    r"(?P<name>[^@|()]+?)(?: \((?P<country>[^;()]*);(?P<born>\d{4})?\))?@(?P<start>\d{4})?-(?P<end>\d{4})?"
)
#: Fame of a player of these clubs, and what a player needs who bears a single name that several persons may have.
_FAME, _KNOWN = 250, 6
_LAST_YEAR = 2026
#: Ages between which a spell may lie; wider than elsewhere, since the table is written by hand.
_YOUNGEST, _OLDEST = 14, 47


@dataclass(frozen=True, slots=True)
class SquadPlayer:
    """One spell of the table; country and year of birth are empty unless the name alone would not do."""

    team: str
    name: str
    country: str
    born: str
    start: str
    end: str


def read_squad_players(path: Path) -> Iterator[SquadPlayer]:
    """Spells of the table with the columns team and players, the players parted by `|`.

    Raises:
        HandwrittenError: A player is not written `NAME@FROM-TO`.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            for text in row["players"].split("|"):
                found = _PLAYER.fullmatch(text)
                if not found:
                    raise HandwrittenError(f"{path.name}: {row['team']}: {text!r} is not NAME@FROM-TO.")
                parts = found.groupdict("")
                yield SquadPlayer(row["team"], **parts)


def add_squad_players(register: Register, players: Iterable[SquadPlayer], team_id: Callable[[str], str]) -> None:
    """Each spell goes to the person it means; a player whom no source knows is added.

    Args:
        register: All persons.
        players: Spells, in the order of the table.
        team_id: Brings two spellings of a team to one form.
    """
    for player in sorted(players, key=lambda p: (p.name, p.country, p.born, p.start, p.team)):
        person = _meant(register, player, team_id)
        if person is None:
            person = register.add(Person(player.name, born=player.born))
            person.add_country(player.country)
        person.spells.append(Spell(player.team, player.start, player.end))
        person.see(int(player.start or player.end), int(player.end or _LAST_YEAR))
        person.fame = max(person.fame, _FAME)
        person.sources.add("handwritten")


def _meant(register: Register, player: SquadPlayer, team_id: Callable[[str], str]) -> Person | None:
    start = int(player.start or player.end)
    end = int(player.end or start)
    found = [p for p in register.named(player.name) if p.gender == "m" and _fits(p, player, start, end)]
    if " " not in player.name and not player.born:
        found = [p for p in found if p.fame >= _KNOWN] or (found if len(found) == 1 else [])
    team = team_id(player.team)
    mates = [p for p in found if any(team_id(spell.team) == team for spell in p.spells)]
    return max(mates or found, key=lambda p: (p.fame, p.born), default=None)


def _fits(person: Person, player: SquadPlayer, start: int, end: int) -> bool:
    if player.born and person.year and int(player.born) != person.year:
        return False
    if player.country and person.countries and player.country not in person.countries:
        return False
    if person.year:
        return start - person.year >= _YOUNGEST and end - person.year <= _OLDEST
    return person.could_play_in(start, end)
