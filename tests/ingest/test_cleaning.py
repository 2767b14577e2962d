from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest.cleaning import boilerplate_spans, is_boilerplate


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate_spans(text)]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Rovers line up a swoop for the City keeper",
        "Read next ~ Ten strikers who moved twice",
        "ALSO READ: Who takes the armband now?",
        "SEE ALSO | Our guide to the cup",
        "MORE ROVERS COVERAGE ON TOWN LIVE",
        "FOLLOW OUR ROVERS PAGE!",
        "Follow us on Facebook and X for all the Rovers gossip",
        "(Image: Getty)",
        "Photo: A. Snapper",
        "Featured image Jo Bloggs via Getty Images",
        "Sign up to our Rovers newsletter",
        "Subscribe now",
        "The best of the cup, straight to your inbox",
        "Please like and subscribe",
        "Download the Town Sports App",
        "Make us a preferred source",
        "Please use Chrome browser for a more accessible video player",
        "We use cookies and ask for your permission",
        "You have to accept cookies to see this",
        "Advertisement",
        "18+. Please gamble responsibly",
        "Claim £40 in free bets here",
        "Share your views in the comments below",
        "© Town Media 2025",
        "- Watch on YouTube",
        "Try BestVPN to see the match from abroad",
    ],
)
def test_cleaning_knows_a_boilerplate_line(line: str) -> None:
    assert is_boilerplate(line)
    assert cut(f"Rovers won.\n{line}\nThey go second.") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Rovers have signed a goalkeeper.",
        "Like the Spaniard, he posted a farewell on Instagram before he left.",
        "Read had more saves than the other keeper, said his manager.",
        "Odds-on favourite Silva is to take over at Rovers.",
        "Up next: Rovers face City in the cup on Saturday.",
        "Comments from his agent suggest that he will leave.",
        "City follow Rovers in the race for the winger on loan.",
        "The club was banned after a betting scandal.",
        "Formation: 4-4-2",
        "Milan are keen on the midfielder (Reuters)",
        "(Source: Gazzetta)",
        "Rovers subscribed to a simple idea: attack.",
        "They will sign up the teenager next week.",
        "Share of the gate: Rovers keep half.",
        "Popular midfielder Jones left for City.",
    ],
)
def test_cleaning_leaves_news_alone(line: str) -> None:
    assert cut(f"Rovers won.\n{line}\nThey go second.") == []


def test_cleaning_cuts_one_sentence_out_of_a_paragraph() -> None:
    text = "Rovers drew 1-1. Sign up to our newsletter for more. Jones scored late."
    assert cut(text) == ["Sign up to our newsletter for more."]


def test_cleaning_cuts_phrases_where_line_breaks_were_lost() -> None:
    text = (
        "Jones scored Please use Chrome browser for a more accessible video player and Rovers won (Photo: A. B/Getty)."
    )
    assert cut(text) == ["Please use Chrome browser for a more accessible video player", "(Photo: A. B/Getty)"]


def test_cleaning_takes_the_headline_after_a_bare_prompt() -> None:
    text = "Jones scored.\nGO DEEPER\nJones to City: what it means\nRovers then won.\nHe left."
    assert cut(text) == ["GO DEEPER", "Jones to City: what it means"]


def test_cleaning_takes_the_list_after_a_bare_prompt_and_stops_there() -> None:
    text = "Rovers won.\nALSO READ:\n- City lose\n- Town draw\nJones then left Rovers"
    assert cut(text) == ["ALSO READ:", "- City lose", "- Town draw"]


def test_cleaning_keeps_a_sentence_after_a_bare_prompt() -> None:
    assert cut("READ MORE\nJones has signed for City.\n") == ["READ MORE"]


@given(
    st.lists(st.sampled_from(["READ MORE: x", "Jones left.", "Sign up to us.", " ", "\n", "\r\n", "(Image: Getty) "]))
)
def test_cleaning_spans_are_sorted_apart_and_inside(pieces: list[str]) -> None:
    text = "".join(pieces)
    spans = boilerplate_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] < two[0] for one, two in pairwise(spans))


def test_cleaning_is_linear_in_a_long_line() -> None:
    assert cut("Jones passed to Smith, who shot " * 6000) == []
