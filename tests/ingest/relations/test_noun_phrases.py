from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.ingest.relations.lexicon import load_lexicon
from touchline.ingest.relations.noun_phrases import EXTRACTOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.relations.proposal import Proposal

    ClaimsOf = Callable[..., set[str]]

KANE = {
    "Harry Kane plays_for England fact",
    "Harry Kane nationality England fact",
    "Harry Kane position forward fact",
}
ABRAHAM = {
    "Tammy Abraham plays_for Chelsea former",
    "Tammy Abraham plays_for England former",
    "Tammy Abraham nationality England fact",
    "Tammy Abraham position forward fact",
}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("England striker Harry Kane spoke.", KANE),
        ("England's striker Harry Kane spoke.", KANE),
        ("Harry Kane, the England striker, spoke.", KANE),
        ("Former Chelsea and England striker Tammy Abraham spoke.", ABRAHAM),
        ("Ex-Chelsea and England striker Tammy Abraham spoke.", ABRAHAM),
    ],
)
def test_noun_phrases_club_country_and_position(claims_of: ClaimsOf, text: str, claims: set[str]) -> None:
    assert claims <= claims_of(text)
    assert not {claim.replace(" former", " fact") for claim in claims if "former" in claim} & claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Arsenal manager Mikel Arteta spoke.", "Mikel Arteta manages Arsenal fact"),
        ("Arsenal's head coach Mikel Arteta spoke.", "Mikel Arteta manages Arsenal fact"),
        ("Mikel Arteta, the Arsenal manager, spoke.", "Mikel Arteta manages Arsenal fact"),
        ("The Arsenal manager, Mikel Arteta, spoke.", "Mikel Arteta manages Arsenal fact"),
        ("Former Chelsea manager Thomas Tuchel spoke.", "Thomas Tuchel manages Chelsea former"),
        ("Gary Neville, the former England defender, spoke.", "Gary Neville plays_for England former"),
        ("Liverpool captain Virgil van Dijk spoke.", "Virgil van Dijk plays_for Liverpool fact"),
        ("Chelsea legend Gianfranco Zola spoke.", "Gianfranco Zola plays_for Chelsea former"),
        ("Arsenal target Benjamin Sesko spoke.", "Benjamin Šeško linked_to Arsenal rumour"),
        ("Arsenal technical director Edu Gaspar spoke.", "Edu Gaspar works_for Arsenal fact"),
        ("Chelsea assistant manager Anthony Barry spoke.", "Anthony Barry works_for Chelsea fact"),
        ("Wrexham owner Ryan Reynolds spoke.", "Ryan Reynolds owns Wrexham fact"),
        ("Sky Sports reporter Rob Dorsett spoke.", "Rob Dorsett works_for Sky Sports fact"),
        ("The 22-year-old Bukayo Saka spoke.", "Bukayo Saka age 22 fact"),
        ("Spanish midfielder Rodri spoke.", "Rodri nationality Spain fact"),
        ("Spanish midfielder Rodri spoke.", "Rodri position midfielder fact"),
        ("The Spaniard Mikel Arteta spoke.", "Mikel Arteta nationality Spain fact"),
        ("Italian reporter Fabrizio Romano wrote it.", "Fabrizio Romano nationality Italy fact"),
        ("The Danish midfielder Christian Eriksen spoke.", "Christian Eriksen nationality Denmark fact"),
        ("Erling Haaland scored. The Norwegian had two chances.", "Erling Haaland nationality Norway fact"),
    ],
)
def test_noun_phrases_say(claims_of: ClaimsOf, text: str, claim: str) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Former Chelsea manager Thomas Tuchel spoke.", "Thomas Tuchel manages Chelsea fact"),
        ("Arsenal technical director Edu Gaspar spoke.", "Edu Gaspar manages Arsenal fact"),
        ("Chelsea assistant manager Anthony Barry spoke.", "Anthony Barry manages Chelsea fact"),
        ("Arsenal target Benjamin Sesko spoke.", "Benjamin Šeško plays_for Arsenal fact"),
        ("Arsenal manager Mikel Arteta spoke.", "Mikel Arteta plays_for Arsenal fact"),
        ("Wrexham owner Ryan Reynolds spoke.", "Ryan Reynolds plays_for Wrexham fact"),
        ("Mikel Arteta met the former Chelsea striker Didier Drogba.", "Mikel Arteta plays_for Chelsea former"),
        ("Erling Haaland's agent Rafaela Pimenta spoke.", "Rafaela Pimenta plays_for Norway fact"),
    ],
)
def test_noun_phrases_never_say(claims_of: ClaimsOf, text: str, wrong: str) -> None:
    assert wrong not in claims_of(text)


@pytest.mark.parametrize(
    ("word", "position"),
    [
        ("goalkeeper", "goalkeeper"), ("centre-back", "defender"), ("full-back", "defender"), ("defender", "defender"),
        ("playmaker", "midfielder"), ("midfielder", "midfielder"), ("winger", "forward"), ("striker", "forward"),
    ],
)  # fmt: skip
def test_noun_phrases_position_is_one_of_four(claims_of: ClaimsOf, word: str, position: str) -> None:
    assert f"Bukayo Saka position {position} fact" in claims_of(f"Arsenal {word} Bukayo Saka spoke.")


def test_noun_phrases_evidence_is_phrase_and_name(proposals_of: Callable[..., list[Proposal]]) -> None:
    found = [p for p in proposals_of("Yesterday Arsenal manager Mikel Arteta spoke.") if p.extractor == EXTRACTOR]
    (proposal,) = [p for p in found if p.predicate == "manages"]
    assert (proposal.first, proposal.last, proposal.fixed) == (1, 5, True)


def test_noun_phrases_lexicon_finds_the_longest_head() -> None:
    lexicon = load_lexicon()
    assert lexicon.head_at(["the", "assistant", "manager", "spoke"], 1) == (2, "role", "staff")
    assert lexicon.head_at(["manager"], 0) == (1, "role", "manager")
    assert lexicon.head_at(["table"], 0) is None


def test_noun_phrases_lexicon_gives_each_run_one_meaning() -> None:
    lexicon = load_lexicon()
    assert {kind for kind, _ in lexicon.heads.values()} == {"role", "position"}
    assert {value for kind, value in lexicon.heads.values() if kind == "position"} == {
        "goalkeeper", "defender", "midfielder", "forward",
    }  # fmt: skip


@pytest.mark.parametrize("side", ["youth", "women", "reserve", "academy"])
def test_noun_phrases_manager_of_another_side_manages_no_club(side: str, claims_of: ClaimsOf) -> None:
    """A club's youth coach is none of its first team's; in what status one is, the years of others decide."""
    claims = {f"Wilbur Trenchard manages Arsenal {status}" for status in ("fact", "former")}
    assert not claims & claims_of(f"Arsenal {side} manager Wilbur Trenchard spoke.")
    assert claims & claims_of("Arsenal manager Wilbur Trenchard spoke.")
