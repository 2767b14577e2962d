"""Readers of the openly licensed sources of persons: each yields plain records and knows nothing of the register.

openfootball players (country files: name, position, date of birth), openfootball World Cup squads (with clubs), Fantasy
Premier League players by season, AIrsenal's alternative names, Wikidata spells, and international goalscorers.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.persons_teams import NATIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "Record",
    "read_alternative_names",
    "read_premier_league",
    "read_same_names",
    "read_scorers",
    "read_squads",
    "read_wikidata",
    "read_world_players",
]

_PLAYER = re.compile(r"(?P<name>[^,|]+),\s*(?P<pos>[GDFM|]+),\s*(?:-|[\d.]+ m)\s*,?\s*b\. (?P<born>\d+ \w{3} \d{4})")
_SAME = re.compile(r"(?P<one>[^|,]+)\|(?P<other>[^|,]+),\s*b\. (?P<year>\d{4})")
_POSITIONS = {"G": "goalkeeper", "D": "defender", "M": "midfielder", "F": "forward"}
_ELEMENTS = {"1": "goalkeeper", "2": "defender", "3": "midfielder", "4": "forward"}


@dataclass(slots=True)
class Record:
    """What one source says of one person.

    Attributes:
        names: Full names, best first.
        keys: Further names to join by, too uncertain to be kept as aliases.
        known: The name that the source itself calls the usual one, or empty.
        born: ISO date or empty.
        country: Country or national team, as the source spells it.
        positions: Our words for positions.
        teams: (team as the source spells it, first year, last year), years 0 where unknown.
        years: First and last year in which the source sees the person.
        count: How often the source sees the person (seasons, goals).
        qid: Wikidata identifier or empty.
    """

    names: list[str]
    born: str = ""
    country: str = ""
    positions: tuple[str, ...] = ()
    teams: list[tuple[str, int, int]] = field(default_factory=list)
    years: tuple[int, int] = (0, 0)
    count: int = 0
    qid: str = ""
    keys: list[str] = field(default_factory=list)
    known: str = ""


def read_world_players(folder: Path) -> Iterator[Record]:
    """Players of `openfootball_players`; the headings name the country.

    The attic is left out: its dates are not kept up.
    """
    for path in sorted(folder.glob("*/*/*.players.txt")):
        country = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("=") and line.strip("= "):
                country = line.strip("= ")
            elif found := _PLAYER.match(line):
                born = datetime.strptime(found["born"], "%d %b %Y").replace(tzinfo=UTC).date().isoformat()
                positions = tuple(_POSITIONS[letter] for letter in found["pos"].split("|"))
                yield Record([found["name"].strip()], born, country, positions)


def read_same_names(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Pairs of names that openfootball holds to be one player, with the year of birth."""
    for path in sorted(folder.glob("*/players.up.txt")):
        for found in filter(None, map(_SAME.match, path.read_text(encoding="utf-8").splitlines())):
            if "typo" not in found.string:
                yield found["one"].strip(), found["other"].strip(), int(found["year"])


def read_squads(path: Path) -> Iterator[Record]:
    """The players of the 2026 World Cup squads, with the club of the summer of 2026."""
    for team in json.loads(path.read_text(encoding="utf-8")):
        for player in team["players"]:
            positions = (_POSITIONS[player["pos"][0]],)
            teams = [(player["club"]["name"], 0, 2026), (team["name"] + NATIONAL, 0, 2026)]
            yield Record([player["name"]], player["date_of_birth"], team["name"], positions, teams, (2026, 2026), 1)


def read_alternative_names(path: Path) -> dict[str, list[str]]:
    """Every name of AIrsenal's table with all the names of its row."""
    names: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            group = [name for name in row if name]
            for name in group:
                names[name] += [other for other in group if other not in names[name]]
    return dict(names)


def read_premier_league(folder: Path, alternatives: dict[str, list[str]]) -> Iterator[Record]:
    """Premier League players, one record for each player code over all seasons."""
    rows: dict[str, list[tuple[int, str, dict[str, str]]]] = defaultdict(list)
    teams = _team_names(folder)
    for path in sorted(folder.glob("players_*.csv")):
        season = path.stem.removeprefix("players_")
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["element_type"] in _ELEMENTS:
                    rows[row["code"]].append((int(season[:4]), teams[season, row["team"]], row))
    for code in sorted(rows, key=int):
        yield _premier_league_record(rows[code], alternatives)


def _premier_league_record(rows: list[tuple[int, str, dict[str, str]]], alternatives: dict[str, list[str]]) -> Record:
    newest_first = [row for _, _, row in reversed(rows)]
    names: dict[str, None] = {}
    for row in newest_first:
        full = _full_name(row)
        for name in (row.get("known_name") or "", *alternatives.get(full, []), _usual_name(row), full):
            if (name and not set(name) & set("'\"")) or name.count("'") == 1:
                names.setdefault(name)
    return Record(
        names=list(names),
        born=_newest(newest_first, "birth_date"),
        country=_newest(newest_first, "region"),
        positions=tuple(dict.fromkeys(_ELEMENTS[row["element_type"]] for row in newest_first))[:2],
        teams=[(team, season, season + 1) for season, team, _ in rows],
        years=(rows[0][0], rows[-1][0] + 1),
        count=len(rows),
        keys=[f"{row['first_name']} {row['second_name'].split(' ')[0]}" for row in newest_first],
        known=_newest(newest_first, "known_name"),
    )


def _newest(rows: list[dict[str, str]], column: str) -> str:
    return next((value for row in rows if (value := row.get(column) or "") not in {"", "None"}), "")


def _full_name(row: dict[str, str]) -> str:
    return " ".join(f"{row['first_name']} {row['second_name']}".split())


def _usual_name(row: dict[str, str]) -> str:
    """A long legal name cut to the part that stands on the shirt, where the shirt tells.

    "Renato Palma Veiga" with the shirt name "Veiga" is Renato Veiga; "Kayky da Silva Chagas" with "Kayky" is Kayky.
    """
    full, shirt, first = _full_name(row), row["web_name"], row["first_name"].split(" ")[0]
    if len(full.split()) <= 2 or "." in shirt or shirt not in full:  # noqa: PLR2004
        return full
    return shirt if shirt.startswith(first) else f"{first} {shirt}"


def _team_names(folder: Path) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    with (folder / "master_team_list.csv").open(encoding="utf-8", newline="") as lines:
        names.update({(row["season"], row["team"]): row["team_name"] for row in csv.DictReader(lines)})
    for path in sorted(folder.glob("teams_*.csv")):
        season = path.stem.removeprefix("teams_")
        with path.open(encoding="utf-8", newline="") as lines:
            names.update({(season, row["id"]): row["name"] for row in csv.DictReader(lines)})
    return names


def read_wikidata(path: Path) -> Iterator[Record]:
    """Players of Wikidata with the teams and first years of their spells; no birth dates, no countries."""
    players: dict[str, Record] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            start = int(row["start_year"])
            record = players.setdefault(row["player_qid"], Record([row["player_name"]], qid=row["player_qid"]))
            record.teams.append((row["team_name"], start, 0))
            record.years = (min(record.years[0] or start, start), max(record.years[1], start))
    yield from (players[qid] for qid in sorted(players, key=lambda q: int(q[1:])))


def read_scorers(path: Path) -> Iterator[Record]:
    """Scorers of international goals (own goals left out), one record for each name and national team."""
    goals: dict[tuple[str, str], list[int]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["own_goal"] == "FALSE" and row["scorer"] not in {"", "NA"}:
                goals[row["scorer"], row["team"]].append(int(row["date"][:4]))
    for (name, team), years in sorted(goals.items()):
        span = (min(years), max(years))
        yield Record([name], country=team, teams=[(team + NATIONAL, *span)], years=span, count=len(years))
