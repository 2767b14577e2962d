"""The packaged knowledge base: what it holds, how fast it loads, whom its names mean."""

from __future__ import annotations

from collections import Counter

import pytest

from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.knowledge.fold import fold


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.load()


def test_load_holds_the_promised_numbers(kb: KnowledgeBase) -> None:
    count = Counter(entity.type for entity in kb.entities.values())
    assert count["Club"] >= 3800
    assert count["Competition"] >= 150
    assert count["Venue"] >= 120
    assert count["Organisation"] >= 150
    teams = [e for e in kb.entities.values() if e.type == "NationalTeam"]
    assert sum(1 for t in teams if t.gender == "m" and not t.position) >= 200


def test_load_knows_nicknames_of_250_clubs(kb: KnowledgeBase) -> None:
    clubs = [e for e in kb.entities.values() if e.type == "Club"]
    assert sum(1 for club in clubs if any(kind == "nickname" for _, kind in club.aliases)) >= 250


def test_load_ties_every_national_team_to_its_country(kb: KnowledgeBase) -> None:
    for team in kb.entities.values():
        if team.type == "NationalTeam":
            place = kb.entities[team.tied_to]
            assert (place.type, place.position, place.country) == ("Place", "country", team.country)


def test_load_refers_only_to_entities_that_are_there(kb: KnowledgeBase) -> None:
    for entity in kb.entities.values():
        if entity.type != "Person":
            assert not entity.league or kb.entities[entity.league].type == "Competition", entity.id
            assert all(part in kb.entities for part in entity.tied_to.split("/") if part), entity.id


@pytest.mark.parametrize(
    ("alias", "entity"),
    [
        ("Liverpool", "Liverpool"),
        ("Arsenal", "Arsenal"),
        ("Man Utd", "Manchester_United"),
        ("the Gunners", "Arsenal"),
        ("Die Werkself", "Bayer_Leverkusen"),
        ("Barça", "Barcelona"),
        ("Bayern Munchen", "Bayern_Munich"),
        ("Internazionale", "Inter_Milan"),
        ("Gladbach", "Borussia_Monchengladbach"),
        ("Newcastle 's", "Newcastle_United"),
        ("Castilla", "Real_Madrid_Castilla"),
        ("Chelsea Women", "Chelsea_Women"),
        ("Carabao Cup", "EFL_Cup"),
        ("Les Bleus", "France_national_football_team"),
        ("Spaniard", "Spain"),
        ("Dutchman", "Netherlands"),
        ("L’Equipe", "LEquipe"),  # noqa: RUF001
        ("Steaua Bucharest", "FCSB"),
    ],
)
def test_candidates_puts_the_best_known_first(kb: KnowledgeBase, alias: str, entity: str) -> None:
    found = kb.candidates(alias)
    wanted = "Place" if entity in ("Spain", "Netherlands") else kb.entities[found[0].entity_id].type
    assert next(c.entity_id for c in found if c.type == wanted) == entity


def test_candidates_of_city_are_weak_and_many(kb: KnowledgeBase) -> None:
    clubs = [c for c in kb.candidates("City") if c.type == "Club"]
    assert len(clubs) >= 10
    assert {c.kind for c in clubs} == {"weak"}


def test_candidates_match_exactly_or_not_at_all(kb: KnowledgeBase) -> None:
    assert kb.candidates("Burnsley") == ()
    assert kb.candidates("Shrewsbur") == ()


def test_candidates_of_a_code_know_that_case_matters(kb: KnowledgeBase) -> None:
    assert next(c for c in kb.candidates("PSG") if c.entity_id == "Paris_Saint_Germain").code
    assert not next(c for c in kb.candidates("uefa") if c.entity_id == "UEFA").code


def test_no_two_clubs_of_a_country_share_a_plain_name(kb: KnowledgeBase) -> None:
    plain = {"official", "short", "code"}
    for key, found in kb.index():
        countries = Counter(kb.entities[c.entity_id].country for c in found if c.type == "Club" and c.kind in plain)
        assert all(number == 1 for country, number in countries.items() if country), key


def test_index_and_aliases_agree(kb: KnowledgeBase) -> None:
    listed = {(key, identifier) for key, _, identifier, _ in kb.aliases()}
    indexed = {(key, c.entity_id) for key, found in kb.index() for c in found}
    assert listed == indexed


def test_by_qid_finds_only_what_has_one(kb: KnowledgeBase) -> None:
    arsenal = kb.by_qid("Q9617")
    assert arsenal is not None
    assert arsenal.name == "Arsenal"
    assert kb.by_qid("") is None
    assert kb.by_qid("Q1") is None


def test_qids_belong_to_one_club_each(kb: KnowledgeBase) -> None:
    qids = Counter(e.qid for e in kb.entities.values() if e.type == "Club" and e.qid)
    assert max(qids.values()) == 1


def test_place_of_knows_countries_and_home_nations(kb: KnowledgeBase) -> None:
    places = {code: kb.place_of(code) for code in ("SCO", "DEU", "ATL")}
    assert places["SCO"] is not None
    assert places["SCO"].name == "Scotland"
    assert places["DEU"] is not None
    assert places["ATL"] is None


def test_common_words_hold_club_names(kb: KnowledgeBase) -> None:
    assert {fold(word) for word in ("Reading", "Hearts", "City")} <= kb.common_words
