"""Writes every table of the knowledge base: python -m touchline.ingest.knowledge.build DATA_FOLDER.

DATA_FOLDER holds the openly licensed sources that docs/data-sources.md lists, one folder each. The same sources and
hand-written tables give byte-identical tables.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.clubs import add_first_words, add_short_names, build_clubs
from touchline.ingest.knowledge.build.common import DATA, assign_ids, write_rows
from touchline.ingest.knowledge.build.countries import read_countries
from touchline.ingest.knowledge.build.nations import build_places, build_teams
from touchline.ingest.knowledge.build.persons import build_persons
from touchline.ingest.knowledge.build.reep import join_qids, missing_clubs, read_reep
from touchline.ingest.knowledge.build.sides import build_sides
from touchline.ingest.knowledge.build.simple import build_competitions, build_venues, handwritten_rows
from touchline.ingest.knowledge.build.weak import mark_weak, personal_names
from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.ingest.knowledge.build.common import Row
    from touchline.ingest.knowledge.build.countries import Country

_FILE_CODES = {"kos": "XKX", "eng": "ENG", "sco": "SCO", "wal": "WAL", "nir": "NIR", "mc": "FRA"}
_REEP_NAMES = {
    "united kingdom": "GBR",
    "ireland": "IRL",
    "the gambia": "GMB",
    "the bahamas": "BHS",
    "monaco": "FRA",  # its club plays in France
}


def main(data: Path) -> None:
    """Build all tables from the sources under `data`."""
    taken: set[str] = set()
    countries = read_countries(data)
    places = build_places(countries)
    assign_ids([row for row in places if row.position == "country"], taken)
    clubs = _clubs(data, countries, taken)
    teams = build_teams(countries, places, data / "martj42_international" / "former_names.csv")
    assign_ids(teams, taken)
    tables = {
        "places": places,
        "clubs": clubs,
        "national_teams": teams,
        "competitions": build_competitions(data),
        "venues": build_venues(clubs),
        "organisations": list(handwritten_rows("organisations.tsv", "Organisation")),
        "awards": list(handwritten_rows("awards.tsv", "Award")),
    }
    for name, rows in tables.items():
        assign_ids(rows, taken)
        write_rows(DATA / f"{name}.tsv", rows)  # the persons look their teams up there
    persons = build_persons(data, taken)
    personal = personal_names(persons)
    for name, rows in tables.items():
        mark_weak(rows, personal)
        print(f"{name}: {write_rows(DATA / f'{name}.tsv', rows)}")
    print(f"persons: {write_rows(DATA / 'persons.tsv', persons)}")
    print(f"clubs with a QID: {sum(1 for club in clubs if club.qid)}")


def _clubs(data: Path, countries: Mapping[str, Country], taken: set[str]) -> list[Row]:
    """All clubs and their sides, with ids and QIDs."""
    codes = {c.short_code: c.code for c in countries.values() if c.short_code} | _FILE_CODES
    clubs = build_clubs(data, codes)
    names = {fold(name): c.code for c in countries.values() for name in [c.name, *c.names]} | _REEP_NAMES
    reep = read_reep(data / "reep" / "teams.csv", names)
    join_qids(clubs, reep)
    clubs += missing_clubs(clubs, reep)
    add_short_names(clubs)
    add_first_words(clubs)
    clubs = build_sides(clubs)
    assign_ids(clubs, taken)
    for club in clubs:
        club.tied_to = club.parent.id if club.parent else ""
    return clubs


if __name__ == "__main__":
    main(Path(sys.argv[1]))
