from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest.article import content_id, date_line, parse_published, storable


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2024-02-15", "2024-02-15"),
        (" 2024-2-5 ", "2024-02-05"),
        ("2024-01-29T11:10:00.000Z", "2024-01-29"),
        ("2024-01-29 23:59:00+05:30", "2024-01-29"),
        ("2024/03/09", "2024-03-09"),
        ("20260123", "2026-01-23"),
        ("20260123T2", "2026-01-23"),
        ("20260123T214500Z", "2026-01-23"),
        ("20260123214500", "2026-01-23"),
        (20240215, "2024-02-15"),
        ("Thu, 15 Feb 2024 10:00:00 GMT", "2024-02-15"),
        ("15 February 2024", "2024-02-15"),
        ("1st Sept 2025", "2025-09-01"),
        ("February 15, 2024", "2024-02-15"),
        ("Thursday, May 2nd, 2024 at 9.30pm", "2024-05-02"),
    ],
)
def test_article_reads_a_date_that_is_written_out(stated: object, expected: str) -> None:
    assert parse_published(stated) == expected


@pytest.mark.parametrize(
    "stated",
    [
        "2004/2005", "Publish time not found", "2 days ago", "17 hours ago", "11 Feb", "February 2024", "2024", "",
        "2024-02-30", "2024-13-01", "0001-01-01", "9999-12-31", "1707955200", 1707955200, 1707955200000, 12.5, True,
        None, {"date": "2024-02-15"}, "15/02/2024", "2024-02-155",
    ],
)  # fmt: skip
def test_article_takes_nothing_else_for_a_date(stated: object) -> None:
    assert parse_published(stated) is None


@given(st.dates(date(1850, 1, 1), date(2100, 12, 31)))
def test_article_reads_back_every_way_to_write_one_day(day: date) -> None:
    written = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%Y/%m/%d}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b %d, %Y}",
    )
    assert {parse_published(one) for one in written} == {day.isoformat()}


@given(st.text(max_size=40))
def test_article_never_fails_on_a_date(stated: str) -> None:
    found = parse_published(stated)
    assert found is None or date.fromisoformat(found).isoformat() == found


def test_article_finds_the_date_line_only_at_the_start() -> None:
    assert date_line(" date 2024-02-15 Milan go top.\n\nMore.") == "2024-02-15"
    assert date_line("\n date 2024-02-15\nMilan go top.") == "2024-02-15"
    assert date_line("Milan go top. date 2024-02-15 ") is None
    assert date_line("date 2024-02-31 Milan go top.") is None


def test_article_id_from_content_depends_on_the_content_alone() -> None:
    assert content_id("a-", "one") == content_id("a-", "one") != content_id("a-", "two")
    assert content_id("a-", "one").startswith("a-")
    assert len(content_id("", "one")) == 12


@given(st.text(alphabet=st.characters()))
def test_article_makes_any_text_storable_without_moving_offsets(text: str) -> None:
    broken = f"{text}\ud83d{text}"
    assert len(storable(broken)) == len(broken)
    storable(broken).encode("utf-8")
