"""Building the table of persons: readers, joining, squads, lone surnames. Small tables are written for each test."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from touchline.ingest.knowledge.build.persons_corpus import count_names, family_name, lone_surnames
from touchline.ingest.knowledge.build.persons_handwritten import HandwrittenError, read_mentions, read_persons
from touchline.ingest.knowledge.build.persons_merge import add_handwritten, add_mentions, add_scorers, add_wikidata
from touchline.ingest.knowledge.build.persons_model import Person, Register, Spell, merge_spells
from touchline.ingest.knowledge.build.persons_readers import Record, read_world_players
from touchline.ingest.knowledge.build.persons_rows import to_rows
from touchline.ingest.knowledge.build.persons_squads import add_squad_players, read_squad_players
from touchline.ingest.knowledge.build.persons_teams import TeamIds

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = "name\taliases\tborn\tcountry\tgender\tposition\taffiliations\tprior\n"


def _register(*people: Person) -> Register:
    register = Register()
    for person in people:
        register.add(person)
    return register


def _squads(path: Path, text: str) -> Path:
    table = path / "persons_squads.tsv"
    table.write_text(f"# A comment.\nteam\tplayers\n{text}\n", encoding="utf-8")
    return table


def test_persons_handwritten_row_is_read(tmp_path: Path) -> None:
    line = "Pep Roe\tRoe~short\t1971-01-18\tSpain\tm\tmidfielder/manager\tBarcelona@1990-2001|Spain NT@-1999\t700\n"
    (tmp_path / "managers.tsv").write_text("# A comment.\n" + _HEAD + line, encoding="utf-8")
    (person,) = read_persons(tmp_path)
    assert person.positions == ["midfielder", "manager"]
    assert person.aliases == {"Roe": "short"}
    assert person.spells == [Spell("Barcelona", "1990", "2001"), Spell("Spain NT", "", "1999")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A Roe\tRoe~nick\t\tSpain\tm\tmanager\t\t1\n", "alias"),
        ("A Roe\t\t71\tSpain\tm\tmanager\t\t1\n", "born"),
        ("A Roe\t\t\tSpain\tm\tcoach\t\t1\n", "positions"),
        ("A Roe\t\t\tSpain\tm\tmanager\tBarcelona@90-01\t1\n", "affiliation"),
    ],
)
def test_persons_handwritten_refuses_a_bad_row(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "managers.tsv").write_text(_HEAD + line, encoding="utf-8")
    with pytest.raises(HandwrittenError, match=reason):
        list(read_persons(tmp_path))


def test_persons_merge_spells_keeps_two_times_with_one_club_apart() -> None:
    spells = [Spell("Chelsea", "2004", "2007"), Spell("Chelsea", "2013", "2015"), Spell("Chelsea", "2006", "2007")]
    assert merge_spells(spells) == [Spell("Chelsea", "2004", "2007"), Spell("Chelsea", "2013", "2015")]


def test_persons_merge_spells_takes_the_end_that_is_known() -> None:
    assert merge_spells([Spell("Leeds", "2018"), Spell("Leeds", "2019", "2022")]) == [Spell("Leeds", "2018", "2022")]


def test_persons_register_joins_by_exact_name_and_birth_only() -> None:
    register = _register(Person("Ábel Roe", born="1990-02-01"), Person("Abel Roe", born="1971-05-05"))
    found = register.find(["Abel Roe"], "1990-02-01")
    assert found is not None
    assert found.name == "Ábel Roe"
    assert register.find(["Abel Ro"], "1990-02-01") is None
    assert register.find(["Abel Roe"]) is None


def test_persons_squads_give_years_to_the_right_namesake(tmp_path: Path) -> None:
    register = _register(Person("Ben Roe", born="1993", fame=300), Person("Ben Roe", born="1960", fame=900))
    add_squad_players(register, read_squad_players(_squads(tmp_path, "Arsenal\tBen Roe@2014-2020")), TeamIds(None))
    young, old = register.people
    assert young.spells == [Spell("Arsenal", "2014", "2020")]
    assert old.spells == []


def test_persons_squads_country_and_year_part_namesakes(tmp_path: Path) -> None:
    register = _register(Person("Danilo", born="1991", countries=["Brazil"], fame=300))
    players = read_squad_players(_squads(tmp_path, "Rangers\tDanilo (Brazil;1999)@2023-"))
    add_squad_players(register, players, TeamIds(None))
    assert [(p.born, len(p.spells)) for p in register.people] == [("1991", 0), ("1999", 1)]


def test_persons_squads_refuse_a_bad_player(tmp_path: Path) -> None:
    with pytest.raises(HandwrittenError, match="Ben Roe 2014"):
        list(read_squad_players(_squads(tmp_path, "Arsenal\tBen Roe 2014-2020")))


def test_persons_handwritten_has_the_last_word() -> None:
    register = _register(Person("Carlos Casimiro", born="1992-02-23", countries=["Brazil"], fame=5))
    written = Person(
        "Casemiro", born="1992-02-23", countries=["Brazil"], fame=700, aliases={"Carlos Casimiro": "official"}
    )
    add_handwritten(register, [written])
    (person,) = register.people
    assert (person.name, person.fame) == ("Casemiro", 700)
    assert person.aliases == {"Carlos Casimiro": "official"}


def test_persons_wikidata_needs_a_team_in_common() -> None:
    mate = Person("Cy Roe", spells=[Spell("Fulham", "2016", "2020")])
    register = _register(mate, Person("Ed Roe", spells=[Spell("Leeds", "2016", "2020")]))
    records = [
        Record([name], qid=qid, teams=[("Fulham", 2015, 0)], years=(2015, 2015))
        for name, qid in (("Cy Roe", "Q1"), ("Ed Roe", "Q2"))
    ]
    add_wikidata(register, records, TeamIds(None))
    assert [person.qid for person in register.people] == ["Q1", ""]
    assert Spell("Fulham", "2015", "2016") in mate.spells


def test_persons_scorers_of_one_old_goal_stay_out() -> None:
    register = _register()
    records = [
        Record(["A Roe"], country="Wales", years=(1950, 1950), count=9),
        Record(["B Roe"], country="Wales", years=(2012, 2020), count=3),
    ]
    add_scorers(register, records)
    assert [person.name for person in register.people] == ["B Roe"]


def test_persons_mentions_go_to_the_best_known(tmp_path: Path) -> None:
    table = tmp_path / "persons_mentions.tsv"
    table.write_text("name\tarticles\tsurname\nJim Roe\t31\tRoe\n", encoding="utf-8")
    register = _register(Person("Jim Roe", fame=5), Person("Jim Roe", fame=80))
    add_mentions(register, read_mentions(table))
    assert [(p.fame, p.aliases) for p in register.people] == [(5, {}), (500, {"Roe": "short"})]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Virgil van Dijk", "van Dijk"),
        ("Alexis Mac Allister", "Mac Allister"),
        ("Son Heung-min", "Son"),
        ("Neymar", ""),
    ],
)
def test_persons_family_name(name: str, family: str) -> None:
    assert family_name(name) == family


def test_persons_counts_are_of_articles_not_of_times() -> None:
    texts = ["Jim Roe met Jim Roe.", "Roe said JIM ROE'S side won.", "Jimmy Roe"]
    assert count_names(texts, ["jim roe", "roe"]) == Counter({"jim roe": 2})


def test_persons_lone_surnames_need_a_clear_lead() -> None:
    articles = {"Jim Roe": 100, "Tom Roe": 5, "Al Doe": 100, "Bo Doe": 60, "Cy Rice": 500, "Di Fulham": 500}
    small = Counter({"rice": 300})
    assert lone_surnames(articles, small, {"fulham"}) == {"Jim Roe": "Roe"}


def test_persons_players_file_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "europe" / "wales"
    folder.mkdir(parents=True)
    line = "Jim Roe,    D|M,  1.80 m,    b. 1 Feb 1990\n"
    (folder / "wal.players.txt").write_text("= Wales =\n\n" + line + "no player\n", encoding="utf-8")
    (record,) = read_world_players(tmp_path)
    assert (record.names, record.born, record.country) == (["Jim Roe"], "1990-02-01", "Wales")
    assert record.positions == ("defender", "midfielder")


def test_persons_rows_hold_ids_and_mark_words_as_weak() -> None:
    person = Person(
        "Willie Young", countries=["England"], aliases={"Young": "short"}, spells=[Spell("Arsenal", "1977", "1981")]
    )
    person.sources = {"handwritten"}
    (row,) = to_rows(_register(person), lambda team, _: team.casefold(), lambda _: "ENG")
    assert row.affiliations == ["arsenal:1977-1981"]
    assert (row.country, row.aliases) == ("ENG", {"Young": "weak"})
