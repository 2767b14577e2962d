from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.ingest.relations.supported import EXTRACTOR, supported_by_article

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.pipeline import Extractor
    from touchline.ingest.relations.proposal import Proposal

    ClaimsOf = Callable[..., set[str]]


def supported(proposals: list[Proposal]) -> set[str]:
    return {
        f"{p.subject.name} {p.predicate} {p.object if isinstance(p.object, str) else p.object.name} {p.status}"
        for p in proposals
        if p.extractor == EXTRACTOR
    }


def test_supported_player_and_club_in_one_sentence(claims_of: ClaimsOf) -> None:
    assert "Bukayo Saka plays_for Arsenal fact" in claims_of("Bukayo Saka gave Arsenal the lead.")


def test_supported_player_and_club_in_two_sentences(claims_of: ClaimsOf) -> None:
    found = claims_of("Arsenal were patient all night. In the end Bukayo Saka found a way through.")
    assert "Bukayo Saka plays_for Arsenal fact" in found


def test_supported_nothing_without_the_club(claims_of: ClaimsOf) -> None:
    assert claims_of("In the end Bukayo Saka found a way through.") == set()


def test_supported_nothing_without_a_date(claims_of: ClaimsOf) -> None:
    assert claims_of("Bukayo Saka gave Arsenal the lead.", published=None) == set()


def test_supported_club_of_another_time_is_none(claims_of: ClaimsOf) -> None:
    """Kane left Tottenham in 2023."""
    text = "Harry Kane gave Tottenham the lead."
    assert "Harry Kane plays_for Tottenham Hotspur fact" in claims_of(text, published="2021-02-15")
    assert "Harry Kane plays_for Tottenham Hotspur fact" not in claims_of(text, published="2025-02-15")


def test_supported_manager_is_no_player(claims_of: ClaimsOf) -> None:
    found = claims_of("Mikel Arteta watched Arsenal from the stands.")
    assert "Mikel Arteta manages Arsenal fact" in found
    assert "Mikel Arteta plays_for Arsenal fact" not in found


def test_supported_club_and_its_league(claims_of: ClaimsOf) -> None:
    assert "Arsenal competes_in Premier League fact" in claims_of("Arsenal won again in the Premier League.")


def test_supported_club_is_in_no_competition_of_nations(claims_of: ClaimsOf) -> None:
    found = claims_of("Arsenal will lose three players to the World Cup.")
    assert not {claim for claim in found if "competes_in" in claim}


def test_supported_league_of_another_country_is_none(claims_of: ClaimsOf) -> None:
    assert "Arsenal competes_in Serie A fact" not in claims_of("Arsenal watched a Serie A game.")


def test_supported_evidence_is_where_both_are_named(proposals_of: Callable[..., list[Proposal]]) -> None:
    text = "It rained. Bukayo Saka gave Arsenal the lead."
    first, last = next((p.first, p.last) for p in proposals_of(text) if p.extractor == EXTRACTOR)
    assert text.split()[2:6] == ["Bukayo", "Saka", "gave", "Arsenal"]
    assert (first, last) == (3, 7)


def test_supported_knowledge_base_alone_makes_no_claim(proposals_of: Callable[..., list[Proposal]]) -> None:
    assert supported(proposals_of("Bukayo Saka and Erling Haaland met.")) == set()
    assert supported(proposals_of("Arsenal and Manchester City met.")) == set()


def test_supported_by_article_needs_a_team(make_document: Callable[..., ArticleDocument], extractor: Extractor) -> None:
    document = make_document([("Saka", "PROPN", "ROOT", 0)], [(0, 1, "Person", "Bukayo Saka")])
    assert list(supported_by_article(document, extractor._kb)) == []


@pytest.mark.parametrize(
    ("text", "published", "wrong"),
    [
        (
            "Manchester United are watching Sporting CP manager Ruben Amorim.",
            "2024-04-18",
            "Rúben Amorim manages Manchester United fact",
        ),
        ("Arne Slot will succeed Jurgen Klopp at Liverpool.", "2024-05-20", "Arne Slot manages Liverpool fact"),
        ("Kylian Mbappe will join Real Madrid in July.", "2024-06-03", "Kylian Mbappé plays_for Real Madrid fact"),
        (
            "Joshua Zirkzee is set to join Manchester United.",
            "2024-07-12",
            "Joshua Zirkzee plays_for Manchester United fact",
        ),
        ("Bayern Munich have made a bid for Harry Kane.", "2023-07-10", "Harry Kane plays_for Bayern Munich fact"),
        ("Sunderland have parted company with Michael Beale.", "2024-02-19", "Michael Beale manages Sunderland fact"),
        ("Chelsea have sacked Graham Potter.", "2023-04-02", "Graham Potter manages Chelsea fact"),
        (
            "Harry Kane has left Tottenham for Bayern Munich.",
            "2023-08-12",
            "Harry Kane plays_for Tottenham Hotspur fact",
        ),
    ],
)
def test_supported_yields_to_what_the_article_says_of_the_move(
    claims_of: ClaimsOf, text: str, published: str, wrong: str
) -> None:
    """The knowledge base knows years, not days: in the year of a move the article itself must decide."""
    assert wrong not in claims_of(text, published=published)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Jurgen Klopp praised Liverpool.", "2024-03-15", True),
        ("Jurgen Klopp praised Liverpool.", "2024-06-15", False),
        ("Jurgen Klopp praised Liverpool. Arne Slot listened.", "2024-03-15", False),
        ("Jurgen Klopp praised Liverpool.", "2021-06-15", True),
    ],
)
def test_supported_manager_in_the_last_year(
    proposals_of: Callable[..., list[Proposal]], text: str, published: str, expected: bool
) -> None:
    """Klopp left Liverpool in 2024, and Slot came."""
    assert ("Jürgen Klopp manages Liverpool fact" in supported(proposals_of(text, published))) == expected


def test_supported_manager_who_took_another_post_that_year(proposals_of: Callable[..., list[Proposal]]) -> None:
    """Lampard left Everton in January 2023 and had Chelsea from April."""
    found = supported(proposals_of("Frank Lampard had Everton before. Now he waits at Chelsea.", "2023-04-20"))
    assert "Frank Lampard manages Everton fact" not in found


def test_supported_assistant_and_director_manage_nothing(proposals_of: Callable[..., list[Proposal]]) -> None:
    found = proposals_of("Nicolas Jover drills Arsenal. Luis Campos flew in with Paris Saint-Germain.")
    assert not {claim for claim in supported(found) if "manages" in claim}


def test_supported_manager_of_a_team_named_in_passing(proposals_of: Callable[..., list[Proposal]]) -> None:
    """In his last year the team must be what the article is about."""
    text = "Arsenal won. Arsenal sang. Arsenal left. Liverpool lost. Jurgen Klopp smiled."
    assert "Jürgen Klopp manages Liverpool fact" not in supported(proposals_of(text, "2024-03-15"))
    assert "Jürgen Klopp manages Liverpool fact" in supported(proposals_of(text, "2023-03-15"))
