"""The build: reading sources, settling names, certain joins only, sides tied to their clubs, deterministic tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.ingest.knowledge.build.clubs import build_clubs
from touchline.ingest.knowledge.build.common import (
    DATA,
    HANDWRITTEN,
    Row,
    TeamIndex,
    assign_ids,
    country_code,
    read_handwritten,
    read_rows,
    write_rows,
)
from touchline.ingest.knowledge.build.openfootball import read_clubs
from touchline.ingest.knowledge.build.reep import ReepClub, join_qids, missing_clubs
from touchline.ingest.knowledge.build.sides import build_sides
from touchline.ingest.knowledge.build.weak import mark_weak, personal_names
from touchline.ingest.knowledge.model import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """\
= Utopia
Arcadia FC, 1899, @ Arc Park, Arcadia (North) \u203a Arc   ## comment
  | Arcadia | Arcadia C. | SC Arcadia | FC Arkadien [de]
ii) Arcadia FC B
Old Boys (1901-1950), Arcadia
"""
TABLES = ("clubs", "national_teams", "competitions", "venues", "places", "organisations", "awards", "persons")


@pytest.fixture
def clubs_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "openfootball_clubs" / "world" / "utopia"
    folder.mkdir(parents=True)
    (folder / "ut.clubs.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def reep(name: str, *, qid: str = "Q1", country: str = "UTO", founded: str = "", providers: int = 9) -> ReepClub:
    return ReepClub(qid, name, country, founded, providers)


def test_openfootball_reads_names_grounds_and_reserves(clubs_folder: Path) -> None:
    first, reserve, old = read_clubs(clubs_folder / "openfootball_clubs", {"ut": "UTO"})
    assert (first.name, first.founded, first.ground, first.city) == ("Arcadia FC", "1899", "Arc Park", "Arcadia")
    assert first.aliases == ["Arcadia", "SC Arcadia", "FC Arkadien"]
    assert reserve.parent is first
    assert (old.name, old.defunct) == ("Old Boys", True)


def test_clubs_keep_plain_names_apart_within_a_country(clubs_folder: Path) -> None:
    rows = [row for row in build_clubs(clubs_folder, {"ut": "UTO"}) if row.country == "UTO"]
    assert [row.name for row in rows] == ["Arcadia FC", "Arcadia FC B", "Old Boys"]
    assert rows[1].parent is rows[0]
    assert "Arcadia" in rows[0].aliases
    assert not set(rows[0].names()) & set(rows[1].names())


def test_reep_joins_a_unique_name_of_the_same_country() -> None:
    rows = [Row("Club", "Arcadia", country="UTO"), Row("Club", "Arcadia", country="DYS")]
    join_qids(rows, [reep("Arcadia F.C.")])
    assert [row.qid for row in rows] == ["Q1", ""]


@pytest.mark.parametrize(
    "clubs",
    [
        [reep("Arcadia F.C."), reep("Arcadia", qid="Q2")],
        [reep("Arcadia F.C.", founded="1950")],
        [reep("Arcadia F.C.", providers=1)],
        [reep("Arcadia W.F.C.")],
        [reep("Arcadia B")],
        [reep("Arcadia F.C.", country="")],
    ],
    ids=["namesake", "other age", "unknown namesake of a famous club", "women", "reserves", "no country"],
)
def test_reep_leaves_an_uncertain_join_open(clubs: list[ReepClub]) -> None:
    row = Row("Club", "Arcadia", country="UTO", born="1899", prior=500)
    join_qids([row], clubs)
    assert row.qid == ""


def test_reep_adds_known_clubs_but_none_that_may_be_one_of_ours() -> None:
    ours = [Row("Club", "Racing Arcadia", country="UTO"), Row("Club", "Sylvania", country="UTO", qid="Q9")]
    clubs = [
        reep("Dystopia F.C.", qid="Q2"),
        reep("Arcadia 1899", qid="Q3"),
        reep("Little Sylvania", qid="Q4"),
        reep("Obscuria", qid="Q5", providers=1),
        reep("Bygonia", qid="Q6", country="SUN"),
    ]
    assert [row.name for row in missing_clubs(ours, clubs)] == ["Dystopia FC", "Little Sylvania"]


def test_sides_are_tied_and_take_over_a_reserve_already_there() -> None:
    wanted = {(line["country"], line["club"]) for line in read_handwritten("sides.tsv")}
    clubs = [Row("Club", name, country=country, gender="m", prior=900) for country, name in sorted(wanted)]
    madrid = next(club for club in clubs if club.name == "Real Madrid")
    clubs.append(Row("Club", "Real Madrid B", country="ESP", gender="m", parent=madrid, position="B"))
    rows = build_sides(clubs)
    reserves = [row for row in rows if row.parent is madrid and row.position == "B"]
    assert [row.name for row in reserves] == ["Real Madrid Castilla"]
    assert "Real Madrid B" in reserves[0].aliases
    women = next(row for row in rows if row.name == "Chelsea Women")
    assert (women.gender, women.parent and women.parent.name) == ("f", "Chelsea")


def test_weak_marks_first_names_of_the_unknown_and_drops_function_words() -> None:
    unknown = Row("Club", "Noah", prior=90, aliases={"Noah Yerevan": "official", "Well": "nickname", "O's": "nickname"})
    famous = Row("Club", "Milan", prior=890, aliases={"Diavolo": "nickname"})
    mark_weak([unknown, famous], personal_names([Row("Person", f"Noah {s}") for s in ("Milan", "A", "B", "C")]))
    assert unknown.aliases == {"Noah Yerevan": "official", "Noah": "weak"}
    assert famous.aliases == {"Diavolo": "nickname"}


def test_assign_ids_gives_the_plain_id_to_the_better_known() -> None:
    small = Row("Club", "Liverpool", country="URY", prior=200, suffix="club URY")
    big = Row("Club", "Liverpool", country="ENG", prior=950)
    assign_ids([small, big], taken={"Everton"})
    assert (big.id, small.id) == ("Liverpool", "Liverpool_club_URY")


def test_write_rows_round_trips_and_drops_aliases_that_fold_alike(tmp_path: Path) -> None:
    row = Row("Club", "Bodø/Glimt", "Bodo_Glimt", {"Bodo Glimt": "short", "Glimt": "nickname", "BG": "code"}, prior=7)
    assert write_rows(tmp_path / "t.tsv", [row]) == 1
    (back,) = read_rows(tmp_path / "t.tsv")
    assert back.aliases == {"Glimt": "nickname", "BG": "code"}
    assert (back.id, back.name, back.prior) == ("Bodo_Glimt", "Bodø/Glimt", 7)


def test_write_rows_refuses_a_tab_in_a_cell(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tab"):
        write_rows(tmp_path / "t.tsv", [Row("Club", "A\tB", "A_B")])


def test_team_index_finds_clubs_and_refuses_doubt() -> None:
    index = TeamIndex.packaged()
    assert index.club("Manchester United FC") == "Manchester_United"
    assert index.club("Liverpool", country="URY") == "Liverpool_Montevideo"
    assert index.club("Atlantis Rovers") == ""
    assert index.national_team("Holland") == "Netherlands_national_football_team"
    assert index.national_team("England", level="U21") == ""


def test_country_code_knows_former_and_short_names() -> None:
    assert [country_code(n) for n in ("Holland", "Zaire", "USA", "Czechia", "Nowhere")] == [
        "NLD",
        "COD",
        "USA",
        "CZE",
        "",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_sorted_and_complete(table: str) -> None:
    header, *lines = (DATA / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    assert tuple(header.split("\t")) == COLUMNS
    ids = [line.split("\t", 1)[0] for line in lines]
    assert ids == sorted(set(ids))
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines)


def test_tables_share_no_id() -> None:
    ids = [row.id for table in TABLES for row in read_rows(DATA / f"{table}.tsv")]
    assert len(ids) == len(set(ids))


def test_handwritten_clubs_are_all_in_the_table() -> None:
    packaged = {(row.country, row.name) for row in read_rows(DATA / "clubs.tsv")}
    assert {(line["country"], line["name"]) for line in read_handwritten("clubs.tsv")} <= packaged
    assert (HANDWRITTEN / "clubs.tsv").read_text(encoding="utf-8").count("\r") == 0
