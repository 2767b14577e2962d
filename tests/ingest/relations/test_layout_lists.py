"""Tables, fixtures, signings, match facts, gossip items and captions, each read from a text laid out as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.relations.proposal import Proposal

    ProposalsOf = Callable[..., list[Proposal]]

TABLE = "1. Liverpool 24 16 6 2 54\n2. Arsenal 24 16 4 4 51\n3. Manchester City 23 15 4 4 49"


def stated(proposals: list[Proposal], layout: str) -> set[str]:
    found = [p for p in proposals if p.extractor == f"touchline.{layout}.v1"]
    ends = [(p, p.object if isinstance(p.object, str) else p.object.name) for p in found]
    return {f"{p.subject.name} {p.predicate} {end} {p.status}" for p, end in ends}


def test_league_tables_place_each_team_in_the_competition_above(proposals_of: ProposalsOf) -> None:
    found = stated(proposals_of(f"Premier League table\n{TABLE}"), "league_tables")
    assert found == {f"{club} competes_in Premier League fact" for club in ("Liverpool", "Arsenal", "Manchester City")}


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        f"Premier League and FA Cup\n{TABLE}",
        "Premier League\nLiverpool 24 16\nArsenal 24 16",
        "Premier League\nLiverpool won 24\nArsenal won 16\nChelsea won 9",
    ],
    ids=["no heading", "two competitions", "two rows", "no figures"],
)
def test_league_tables_without_a_heading_or_rows_state_nothing(proposals_of: ProposalsOf, text: str) -> None:
    assert stated(proposals_of(text), "league_tables") == set()


def test_fixtures_under_a_competition(proposals_of: ProposalsOf) -> None:
    found = stated(proposals_of("FA Cup third round\nWatford v Fulham\nDerby or Hull v Wigan"), "fixtures")
    assert "Watford faces Fulham future" in found
    assert {"Derby County faces Wigan Athletic rumour", "Hull City faces Wigan Athletic rumour"} <= found
    assert {"Watford competes_in FA Cup fact", "Hull City competes_in FA Cup fact"} <= found


@pytest.mark.parametrize("text", ["Watford v Fulham", "FA Cup results\nWatford v Fulham\nDerby v Wigan"])
def test_fixtures_one_line_or_a_list_of_results_is_none(proposals_of: ProposalsOf, text: str) -> None:
    assert stated(proposals_of(text), "fixtures") == set()


def test_signings_in_and_out(proposals_of: ProposalsOf) -> None:
    arrivals = "In: Moises Caicedo (Brighton, £115m), Robert Sanchez (from Brighton, £25m)"
    text = f"Chelsea\n{arrivals}\nOut: Kai Havertz (Arsenal, £65m)"
    proposals = proposals_of(text)
    found = stated(proposals, "signings")
    assert {"Moisés Caicedo joined Chelsea fact", "Kai Havertz joined Arsenal fact"} <= found
    assert {"Kai Havertz left Chelsea fact", "Kai Havertz plays_for Chelsea former"} <= found
    assert {p.qualifiers["fee"] for p in proposals if p.rule == "signing-list"} == {"£115m", "£25m", "£65m"}


def test_signings_loans(proposals_of: ProposalsOf) -> None:
    found = stated(proposals_of("Chelsea loans out: Romelu Lukaku [Roma - loan]"), "signings")
    assert found == {"Romelu Lukaku loaned_to AS Roma fact", "Romelu Lukaku plays_for Chelsea fact"}


@pytest.mark.parametrize(
    "text",
    [
        "In: Moises Caicedo (Brighton, £115m)",
        "Chelsea\nMoises Caicedo (Brighton, £115m)",
        "Chelsea\nIn: Moises Caicedo",
    ],
)
def test_signings_without_club_heading_or_brackets_state_nothing(proposals_of: ProposalsOf, text: str) -> None:
    assert stated(proposals_of(text), "signings") == set()


def test_match_facts_scorers_belong_to_their_side(proposals_of: ProposalsOf) -> None:
    text = "Arsenal 2 Chelsea 1\nGoals:\nArsenal:\nBukayo Saka 12, 45, Ben White 80 og\nChelsea: Cole Palmer 60 pen"
    proposals = proposals_of(text)
    found = {one for one in stated(proposals, "match_facts") if "scored_against" in one}
    assert found == {"Bukayo Saka scored_against Chelsea fact", "Cole Palmer scored_against Arsenal fact"}
    assert [p.qualifiers for p in proposals if p.rule == "listed-scorer"] == [{"count": "2"}, {}]


def test_match_facts_numbers_elsewhere_are_no_goals(proposals_of: ProposalsOf) -> None:
    text = "Arsenal 2 Chelsea 1\nRatings\nBukayo Saka 8, Ben White 6"
    assert stated(proposals_of(text), "match_facts") == set()


def test_match_facts_venue_of_the_home_side(proposals_of: ProposalsOf) -> None:
    assert stated(proposals_of("Chelsea v Arsenal\nVenue: Stamford Bridge"), "match_facts") == {
        "Chelsea home_ground Stamford Bridge fact"
    }
    assert stated(proposals_of("Arsenal v Chelsea\nVenue: Stamford Bridge"), "match_facts") == set()


def test_gossip_items_carry_their_source(proposals_of: ProposalsOf) -> None:
    text = "Manchester United are keen on Everton's English defender Jarrad Branthwaite, 21. (Mirror)"
    found = [p for p in proposals_of(text) if p.extractor == "touchline.gossip.v1"]
    assert stated(found, "gossip") == {
        "Jarrad Branthwaite linked_to Manchester United rumour", "Jarrad Branthwaite plays_for Everton fact",
    }  # fmt: skip
    assert {p.qualifiers["source"] for p in found} == {"Mirror"}


@pytest.mark.parametrize("end", ["", " (Old Trafford)", " (19:45)", " (Everton)"])
def test_gossip_items_need_an_outlet(proposals_of: ProposalsOf, end: str) -> None:
    text = f"Manchester United are keen on Everton's Jarrad Branthwaite.{end}"
    assert stated(proposals_of(text), "gossip") == set()


@pytest.mark.parametrize(
    "text", ["Bukayo Saka of Arsenal celebrates his goal", "Arsenal's Bukayo Saka in action on Sunday"]
)
def test_captions_say_whose_player_is_seen(proposals_of: ProposalsOf, text: str) -> None:
    assert stated(proposals_of(text), "captions") == {"Bukayo Saka plays_for Arsenal fact"}


def test_captions_managers_do_not_play(proposals_of: ProposalsOf) -> None:
    found = stated(proposals_of("Arsenal's manager Mikel Arteta gestures from the touchline"), "captions")
    assert found == {"Mikel Arteta manages Arsenal fact"}


@pytest.mark.parametrize(
    "text",
    [
        "NBA\nArsenal 111111111111111111111111111111111111 x\nChelsea 222222222222222222222222222222222222222 x\n" * 20,
        "Lakers 24 16 6\nCeltics 24 16 4\nBulls 23 15 4",
        "Arsenal 4/6\nDraw 3/1\nChelsea 9/2",
        "<table><tr><td>Arsenal</td><td>24</td></tr></table>",
        "ARSENAL CHELSEA EVERTON " * 400,
        "Arsenal 2 Chelsea 1 Goals: " * 300,
    ],
    ids=["digits", "another sport", "odds", "markup", "capitals", "run together"],
)
def test_layout_lists_odd_text_states_nothing(proposals_of: ProposalsOf, text: str) -> None:
    layouts = ("league_tables", "fixtures", "signings", "match_facts", "gossip", "captions", "headlines", "line_ups")
    found = proposals_of(text)
    assert not [claim for layout in layouts for claim in stated(found, layout)]
