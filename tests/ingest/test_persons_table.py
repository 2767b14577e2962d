"""The packaged table of persons: its format, its size and facts about football that it must know."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from touchline.ingest.knowledge.build.common import DATA
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.knowledge.model import COLUMNS, POSITIONS, parse_row

if TYPE_CHECKING:
    from touchline.ingest.knowledge.model import KnowledgeEntity

_MEGABYTE = 1_000_000


def _table(name: str) -> list[KnowledgeEntity]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == list(COLUMNS)
    return [parse_row(line.split("\t")) for line in lines[1:]]


@cache
def _people() -> list[KnowledgeEntity]:
    return _table("persons.tsv")


def _person(identifier: str) -> KnowledgeEntity:
    return next(person for person in _people() if person.id == identifier)


def _teams_in(identifier: str, year: int) -> set[str]:
    spells = _person(identifier).affiliations
    return {s.team for s in spells if s.start and s.start <= year and (s.end is None or year <= s.end)}


def test_persons_format_is_valid() -> None:
    people = _people()
    assert [p.id for p in people] == sorted(p.id for p in people)
    assert all(p.type == "Person" and p.name.strip() and p.source for p in people)
    assert all(p.gender in ("m", "f") and 0 <= p.prior <= 1000 for p in people)
    assert all(set(p.position.split("/")) <= {*POSITIONS, ""} for p in people)
    assert all(not p.born or p.born[:4].isdecimal() for p in people)
    assert all(s.start is None or s.end is None or s.start <= s.end for p in people for s in p.affiliations)


def test_persons_ids_unique_over_all_tables() -> None:
    tables = sorted(path.name for path in DATA.glob("*.tsv"))
    counts = Counter(entity.id for table in tables for entity in _table(table))
    assert [identifier for identifier, count in counts.items() if count > 1] == []


def test_persons_qids_unique() -> None:
    counts = Counter(person.qid for person in _people() if person.qid)
    assert counts
    assert max(counts.values()) == 1


def test_persons_affiliations_join_the_tables_of_teams() -> None:
    known = {team.id for table in ("clubs.tsv", "national_teams.tsv") for team in _table(table)}
    spells = [spell.team for person in _people() for spell in person.affiliations]
    assert sum(team in known for team in spells) / len(spells) > 0.98


def test_persons_size_within_bounds() -> None:
    assert 30_000 <= len(_people()) <= 45_000
    assert (DATA / "persons.tsv").stat().st_size < 6 * _MEGABYTE


@pytest.mark.parametrize(
    ("position", "least"),
    [("manager", 400), ("executive", 200), ("agent", 15), ("journalist", 150), ("referee", 60), ("goalkeeper", 3000)],
)
def test_persons_enough_of_each_position(position: str, least: int) -> None:
    assert sum(position in person.position.split("/") for person in _people()) >= least


def test_persons_enough_women_stars_and_short_names() -> None:
    people = _people()
    assert sum(p.gender == "f" for p in people) >= 180
    assert sum(p.prior >= 700 for p in people) >= 280
    assert sum(any(a.kind == "short" for a in p.aliases) for p in people) >= 900
    assert sum(len(p.affiliations) for p in people) >= 20_000


@pytest.mark.parametrize(
    ("identifier", "year", "team"),
    [
        ("Jurgen_Klopp", 2012, "Borussia_Dortmund"),
        ("Jurgen_Klopp", 2020, "Liverpool"),
        ("Pep_Guardiola", 2014, "Bayern_Munich"),
        ("Pep_Guardiola", 2024, "Manchester_City"),
        ("Jose_Mourinho", 2005, "Chelsea"),
        ("Jose_Mourinho", 2009, "Inter_Milan"),
        ("Arsene_Wenger", 2004, "Arsenal"),
        ("Alex_Ferguson", 1999, "Manchester_United"),
        ("Ruben_Amorim", 2025, "Manchester_United"),
        ("Xabi_Alonso", 2024, "Bayer_Leverkusen"),
        ("Thomas_Tuchel", 2025, "England_national_football_team"),
        ("Mauricio_Pochettino", 2017, "Tottenham_Hotspur"),
        ("Graeme_Souness", 2005, "Newcastle_United"),
        ("Alan_Pardew", 2005, "West_Ham_United"),
    ],
)
def test_persons_managers_by_year(identifier: str, year: int, team: str) -> None:
    assert "manager" in _person(identifier).position.split("/")
    assert team in _teams_in(identifier, year)


@pytest.mark.parametrize(
    ("identifier", "year", "team"),
    [
        ("Bukayo_Saka", 2024, "Arsenal"),
        ("Kylian_Mbappe", 2023, "Paris_Saint_Germain"),
        ("Kylian_Mbappe", 2025, "Real_Madrid"),
        ("Michael_Owen", 2004, "Real_Madrid"),
        ("Alan_Shearer", 2004, "Newcastle_United"),
        ("Cristiano_Ronaldo", 2024, "Al_Nassr"),
        ("Harry_Kane", 2024, "Bayern_Munich"),
        ("Arjen_Robben", 2005, "Chelsea"),
        ("Casemiro", 2021, "Real_Madrid"),
        ("Lamine_Yamal", 2025, "Barcelona"),
        ("Joey_Barton", 2005, "Manchester_City"),
        ("Leah_Williamson", 2023, "Arsenal_Women"),
    ],
)
def test_persons_players_by_year(identifier: str, year: int, team: str) -> None:
    assert team in _teams_in(identifier, year)


@pytest.mark.parametrize(
    ("alias", "identifier"),
    [
        ("Klopp", "Jurgen_Klopp"),
        ("Mbappe", "Kylian_Mbappe"),
        ("Haaland", "Erling_Haaland"),
        ("De Bruyne", "Kevin_De_Bruyne"),
        ("Carlos Henrique Casimiro", "Casemiro"),
        ("Vinicius", "Vinicius_Junior"),
        ("Heung-Min Son", "Son_Heung_min"),
        ("Emi Martinez", "Emiliano_Martinez"),
        ("Sir Alex Ferguson", "Alex_Ferguson"),
        ("Infantino", "Gianni_Infantino"),
    ],
)
def test_persons_aliases_lead_to_the_person(alias: str, identifier: str) -> None:
    person = _person(identifier)
    assert fold(alias) in {fold(person.name), *(fold(a.text) for a in person.aliases)}


@pytest.mark.parametrize(
    "name",
    [
        "Ronald Araújo",
        "Martin Ødegaard",
        "Kylian Mbappé",
        "İlkay Gündoğan",
        "Vinícius Júnior",
        "Pedri",
        "Gavi",
        "Rodri",
    ],
)
def test_persons_usual_names_with_accents(name: str) -> None:
    assert name in {person.name for person in _people() if person.prior >= 500}


def test_persons_common_words_are_nobodys_short_name() -> None:
    short = {fold(a.text) for p in _people() for a in p.aliases if a.kind == "short"}
    assert not short & {"rice", "white", "young", "wood", "son", "stones", "reading", "everton"}
