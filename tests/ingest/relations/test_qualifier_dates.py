"""Date words grounded by the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest.relations.qualifier_dates import normal_date

THURSDAY = date(2024, 2, 15)


@pytest.mark.parametrize(
    ("words", "ahead", "behind"),
    [
        ("Saturday", "2024-02-17", "2024-02-10"),
        ("last Saturday", "2024-02-10", "2024-02-10"),
        ("Thursday night", "2024-02-15", "2024-02-15"),
        ("15 May", "2024-05-15", "2023-05-15"),
        ("January", "2025-01", "2024-01"),
        ("January transfer window", "2025-01", "2024-01"),
        ("summer", "2024-06/2024-08", "2023-06/2023-08"),
        ("this summer", "2024-06/2024-08", "2024-06/2024-08"),
        ("last summer", "2023-06/2023-08", "2023-06/2023-08"),
        ("this season", "2023-07/2024-06", "2023-07/2024-06"),
        ("end of next season", "2025-06", "2025-06"),
        ("weekend", "2024-02-17/2024-02-18", "2024-02-10/2024-02-11"),
        ("next week", "2024-02-19/2024-02-25", "2024-02-19/2024-02-25"),
        ("end of June next year", "2025-06", "2025-06"),
        ("two months ago", "2023-12", "2023-12"),
        ("three years ago", "2021", "2021"),
        ("tomorrow", "2024-02-16", "2024-02-16"),
    ],
)
def test_normal_date_counts_from_the_day_of_publication(words: str, ahead: str, behind: str) -> None:
    assert normal_date(words, THURSDAY, ahead=True) == ahead
    assert normal_date(words, THURSDAY, ahead=False) == behind
    assert normal_date(words, None, ahead=True) == ""


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("2025", "2025"),
        ("June 2029", "2029-06"),
        ("Sunday, May 18, 2025", "2025-05-18"),
        ("30th of June 2026", "2026-06-30"),
        ("2024/25 season", "2024-07/2025-06"),
        ("1999-2000", "1999-07/2000-06"),
        ("2010-14", "2010/2014"),
        ("end of the 2024/25 season", "2025-06"),
        ("summer of 2023", "2023-06/2023-08"),
        ("2024-03-09", "2024-03-09"),
    ],
)
def test_normal_date_that_names_its_year_needs_no_day_of_publication(words: str, form: str) -> None:
    assert normal_date(words, None, ahead=False) == form == normal_date(words, THURSDAY, ahead=True)


@pytest.mark.parametrize("words", ["31 February", "2024-13-01", "the near future", "deadline day", "", "99 May"])
def test_normal_date_guesses_nothing(words: str) -> None:
    assert normal_date(words, THURSDAY, ahead=True) == ""


def test_normal_date_of_a_leap_day_looks_for_the_year_that_has_it() -> None:
    assert normal_date("29 February", date(2025, 1, 10), ahead=False) == "2024-02-29"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["Monday", "Friday", "Sunday"]), st.booleans())
def test_normal_date_of_a_weekday_is_within_a_week_on_the_right_side(day: date, name: str, ahead: bool) -> None:
    found = date.fromisoformat(normal_date(name, day, ahead=ahead))
    assert f"{found:%A}" == name
    assert 0 <= (found - day).days * (1 if ahead else -1) < 7


@given(st.text(max_size=30))
def test_normal_date_takes_any_text(words: str) -> None:
    assert isinstance(normal_date(words, THURSDAY, ahead=True), str)
