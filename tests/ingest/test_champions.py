from __future__ import annotations

from importlib.resources import files

import pytest

from touchline.ingest.champions import holder
from touchline.ingest.knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("competition", "day", "team"),
    [
        ("Premier_League", "2016-09-01", "Leicester_City"),
        ("Bundesliga", "2025-03-01", "Bayer_Leverkusen"),
        ("UEFA_Champions_League", "2025-09-01", "Paris_Saint_Germain"),
        ("FIFA_World_Cup", "2024-01-01", "Argentina_national_football_team"),
        ("Premier_League", "1980-01-01", ""),
        ("FA_Cup", "2024-01-01", ""),
    ],
)
def test_champions_by_date(competition: str, day: str, team: str) -> None:
    assert holder(competition, day) == team


def test_champions_are_open_between_seasons_and_without_a_date() -> None:
    assert holder("Premier_League", "2025-05-20") == ""
    assert holder("Premier_League", None) == ""


def test_champions_table_names_known_entities_once_a_year() -> None:
    kb = KnowledgeBase.load()
    path = files("touchline.ingest.knowledge") / "handwritten" / "champions.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")][1:]
    assert all(kb.entities[row[0]].type == "Competition" for row in rows)
    assert all(kb.entities[row[1]].type in ("Club", "NationalTeam") for row in rows)
    titles = [(row[0], year) for row in rows for year in row[2].split(";")]
    assert len(titles) == len(set(titles)) > 100
