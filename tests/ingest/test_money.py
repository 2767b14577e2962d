"""Amounts of money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest.money import find_money


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("£35m", 35e6, "GBP"), ("€500k", 5e5, "EUR"), ("£60million", 60e6, "GBP"), ("$1.2bn", 1.2e9, "USD"),
        ("8 million euros", 8e6, "EUR"), ("£150,000", 150_000, "GBP"), ("€2.25m", 2.25e6, "EUR"), ("A$5m", 5e6, "AUD"),
    ],
)  # fmt: skip
def test_money_is_normalised(text: str, amount: float, currency: str) -> None:
    (found,) = find_money(f"They paid {text} for him.")
    assert (found.text, found.amount, found.high, found.currency) == (text, amount, amount, currency)


def test_money_keeps_add_ons_with_their_fee() -> None:
    (found,) = find_money("An offer of €100 million plus £4m in add-ons was made.")
    assert found.text == "€100 million plus £4m in add-ons"
    assert (found.amount, found.currency, found.add_ons) == (100e6, "EUR", 4e6)


def test_money_keeps_the_sum_converted_in_brackets() -> None:
    (found,) = find_money("a bid of €100million (£87m) for the striker")
    assert found.text == "€100million (£87m)"
    assert (found.amount, found.currency) == (100e6, "EUR")


@pytest.mark.parametrize("text", ["£40m to £50m", "£40m-£50m", "£40-50m", "£40-50 million"])
def test_money_reads_both_ends_of_a_range(text: str) -> None:
    (found,) = find_money(f"valued at {text} by the club")
    assert (found.text, found.amount, found.high) == (text, 40e6, 50e6)


@pytest.mark.parametrize(
    ("text", "period"), [("£250,000-a-week", "week"), ("€6m per season", "season"), ("£4m a year", "year")]
)
def test_money_knows_the_period_of_a_wage(text: str, period: str) -> None:
    (found,) = find_money(f"on {text} until 2027")
    assert (found.text, found.period) == (text, period)


def test_money_tells_hedging_words_from_the_sum() -> None:
    text = "Spurs would pay an initial £60million."
    (found,) = find_money(text)
    assert found.text == "an initial £60million"
    assert text[found.sum_start : found.end] == "£60million"


@pytest.mark.parametrize(
    "text", ["They won 2-1.", "He scored 35 goals.", "in 2024", "5 million people", "41 m from goal"]
)
def test_money_leaves_other_numbers_alone(text: str) -> None:
    assert not list(find_money(text))


@given(st.text(alphabet="£€$0123456789.,-() mkbnplusaweekto"))
def test_money_spans_are_cut_from_the_text(text: str) -> None:
    end = 0
    for found in find_money(text):
        assert text[found.start : found.end] == found.text
        assert end <= found.start <= found.sum_start < found.end
        end = found.end
