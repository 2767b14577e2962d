"""Builds the table of persons from openly licensed sources and hand-written rows.

Order matters and is fixed: dated sources first (openfootball players, World Cup squads, Premier League), then sources
without dates (scorers), then the hand-written tables, then Wikidata's identifiers, then fame from how often the news
names a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build import persons_merge as merge
from touchline.ingest.knowledge.build import persons_readers as readers
from touchline.ingest.knowledge.build.common import DATA, HANDWRITTEN, TeamIndex, assign_ids, country_code
from touchline.ingest.knowledge.build.persons_handwritten import read_mentions, read_persons
from touchline.ingest.knowledge.build.persons_model import Register
from touchline.ingest.knowledge.build.persons_rows import to_rows
from touchline.ingest.knowledge.build.persons_squads import add_squad_players, read_squad_players
from touchline.ingest.knowledge.build.persons_teams import TeamIds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from touchline.ingest.knowledge.build.common import Row

__all__ = ["build_persons", "build_register"]


def build_persons(data_folder: Path, taken: Iterable[str] = ()) -> list[Row]:
    """The rows of the table of persons with their ids, sorted by id.

    Reads the packaged tables of clubs, national teams and places for ids and codes, so build those first.

    Args:
        data_folder: Folder with one sub-folder for each source.
        taken: Ids that belong to the other tables and that no person may have.
    """
    tables = all((DATA / name).exists() for name in ("clubs.tsv", "national_teams.tsv"))
    teams = TeamIds(TeamIndex.packaged() if tables else None)
    codes = country_code if (DATA / "places.tsv").exists() else lambda _: ""
    rows = to_rows(build_register(data_folder, HANDWRITTEN, teams), teams, codes)
    assign_ids(rows, set(taken))
    return sorted(rows, key=lambda row: row.id)


def build_register(data_folder: Path, handwritten: Path, teams: TeamIds) -> Register:
    """All persons of all sources, merged.

    Args:
        data_folder: Folder with one sub-folder for each source.
        handwritten: Folder of the hand-written tables.
        teams: Tells whether two spellings mean one team.
    """
    register = Register()
    world = data_folder / "openfootball_players"
    merge.add_world_players(register, readers.read_world_players(world))
    merge.add_same_names(register, readers.read_same_names(world))
    merge.add_squads(register, readers.read_squads(data_folder / "openfootball_worldcup2026" / "worldcup.squads.json"))
    alternatives = readers.read_alternative_names(data_folder / "airsenal" / "alternative_player_names.csv")
    merge.add_premier_league(register, readers.read_premier_league(data_folder / "fpl_players", alternatives))
    merge.add_scorers(register, readers.read_scorers(data_folder / "martj42_international" / "goalscorers.csv"))
    merge.add_handwritten(register, read_persons(handwritten))
    squads = read_squad_players(handwritten / "persons_squads.tsv")
    add_squad_players(register, squads, teams)
    wikidata = readers.read_wikidata(data_folder / "wikidata_players" / "stale_entries.csv")
    merge.add_wikidata(register, wikidata, teams)
    merge.add_mentions(register, read_mentions(handwritten / "persons_mentions.tsv"))
    return register
