"""Normal forms of qualifiers, beside the article's words."""

from __future__ import annotations

from datetime import date

import pytest

from touchline.ingest.relations.qualifier_values import normal_money, normalised


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("£35m", "35000000 GBP"),
        ("more than €100 million", "100000000 EUR"),
        ("€60-70 million", "60000000..70000000 EUR"),
        ("£250,000-a-week", "250000 GBP/week"),
        ("$1.5m", "1500000 USD"),
        ("free transfer", "0"),
        ("club record", ""),
    ],
)
def test_normal_money_is_an_amount_and_a_currency(words: str, form: str) -> None:
    assert normal_money(words) == form


@pytest.mark.parametrize(
    ("name", "words", "form"),
    [
        ("score", "2\u20131", "2-1"),
        ("score", "02 - 1", "2-1"),
        ("count", "hat-trick", "3"),
        ("count", "50 appearances", "50"),
        ("role", "Skipper", "captain"),
        ("role", "Sporting  Director", "sporting director"),
        ("outcome", "Rejected", "rejected"),
        ("outcome", "£150,000 fine", "150000 GBP"),
        ("from", "Roma", "Roma"),
    ],
)
def test_normalised_has_one_form_for_each_kind(name: str, words: str, form: str) -> None:
    assert normalised({name: words}, "fact", None) == {name: form}


def test_normalised_leaves_out_what_has_no_form() -> None:
    words = {"fee": "undisclosed fee", "score": "goalless", "count": "multiple", "date": "Saturday"}
    assert normalised(words, "fact", None) == {}


def test_normalised_looks_ahead_for_what_is_to_come() -> None:
    day = date(2024, 2, 15)
    assert normalised({"date": "Saturday"}, "future", day) == {"date": "2024-02-17"}
    assert normalised({"date": "Saturday"}, "fact", day) == {"date": "2024-02-10"}
    assert normalised({"until": "end of the season"}, "fact", day) == {"until": "2024-06"}


def test_normalised_names_competition_and_source_in_full() -> None:
    names = {"Serie A": "Serie A", "Sky": "Sky Sports"}
    found = normalised({"competition": "Serie A", "source": "Sky"}, "rumour", None, names)
    assert found == {"competition": "Serie A", "source": "Sky Sports"}
