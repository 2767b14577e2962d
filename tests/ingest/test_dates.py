"""Date expressions."""

from __future__ import annotations

import pytest

from touchline.ingest.dates import find_dates


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Saturday", "day"), ("Tuesday January 30", "day"), ("Sunday, May 18", "day"), ("8/9 January", "day"),
        ("7 September 2025", "day"), ("January 2024", "month"), ("early March", "month"), ("2025", "year"),
        ("last season", "season"), ("2022/23", "season"), ("next summer", "window"), ("summer of 2022", "window"),
        ("January transfer window", "window"), ("last month", "relative"), ("two weeks ago", "relative"),
        ("end of the season", "end"), ("rest of the season", "end"), ("end of the 2024/25 season", "end"),
    ],
)  # fmt: skip
def test_dates_names_each_kind(text: str, kind: str) -> None:
    (found,) = find_dates(f"He did so {text}.")
    assert (found.text, found.kind) == (text, kind)


@pytest.mark.parametrize(
    ("text", "preposition", "words"),
    [
        ("a deal until June 2029", "until", "June 2029"),
        ("will leave at the end of the season", "at", "end of the season"),
        ("arrived in the summer", "in", "summer"), ("has been there since 2012", "since", "2012"),
        ("beat them on Saturday night", "on", "Saturday night"),
    ],
)  # fmt: skip
def test_dates_keeps_the_preposition_apart(text: str, preposition: str, words: str) -> None:
    (found,) = find_dates(text)
    assert (found.preposition, found.text) == (preposition, words)


@pytest.mark.parametrize(
    "text", ["He may leave.", "They march on.", "for £2025", "a 4-3-3", "24 goals", "lost 2-1 to them"]
)
def test_dates_leaves_other_words_alone(text: str) -> None:
    assert not list(find_dates(text))


def test_dates_come_in_order_and_are_cut_from_the_text() -> None:
    text = "Signed in January 2024, he was injured last month and returns on Friday."
    found = list(find_dates(text))
    assert [d.text for d in found] == ["January 2024", "last month", "Friday"]
    assert all(text[d.start : d.end] == d.text for d in found)


def test_dates_keep_both_ends_of_a_span_apart_from_single_dates() -> None:
    found = [(d.preposition, d.text) for d in find_dates("Between 2018 and 2021 he won it; in 2022 he left.")]
    assert found == [("between", "2018"), ("between", "2021"), ("in", "2022")]


def test_dates_read_the_close_season_and_midweek() -> None:
    assert [(d.kind, d.text) for d in find_dates("Bought in the close season, they lost midweek.")] == [
        ("window", "close season"), ("relative", "midweek"),
    ]  # fmt: skip
