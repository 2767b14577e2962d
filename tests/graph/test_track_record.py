"""Track records: whose reports count, what is settled, and the interval."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from touchline.graph.cli import cli
from touchline.graph.reports import Report
from touchline.graph.sagas import sagas_of
from touchline.graph.store import KnowledgeGraph
from touchline.graph.track_record import track_records, wilson

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.graph.model import Reading
    from touchline.graph.track_record import TrackRecord


def rumour(person: str, day: str, source: str = "", outlet: str = "Post", predicate: str = "linked_to") -> Report:
    return Report(person, predicate, "rovers", "rumour", f"{day}{outlet}", day, source=source, outlet=outlet,
                  authors=("A. Writer",))  # fmt: skip


def joined(person: str, day: str, club: str = "rovers") -> Report:
    return Report(person, "joined", club, "fact", f"b{day}", day, outlet="Wire")


def records(*reports: Report) -> dict[str, TrackRecord]:
    return {record.name: record for record in track_records(sagas_of(reports))}


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_track_record_interval_is_wilsons(hits: int, trials: int, low: float, high: float) -> None:
    """Published values: Newcombe (1998), table I, for 81 of 263."""
    assert wilson(hits, trials) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_track_record_interval_holds_the_share(counted: tuple[int, int]) -> None:
    low, high = wilson(*counted)
    assert 0 <= low <= counted[0] / counted[1] + 1e-12
    assert counted[0] / counted[1] - 1e-12 <= high <= 1


def test_track_record_counts_what_came_true() -> None:
    found = records(rumour("ann", "2024-01-01"), joined("ann", "2024-02-01"), rumour("bob", "2024-01-01"),
                    joined("bob", "2024-02-01", "city"), rumour("cat", "2024-01-01"))["Post"]  # fmt: skip
    assert (found.reports, found.settled, found.true, found.rate) == (3, 2, 1, 0.5)
    assert (found.roles, found.enough(2), found.enough(3)) == (("outlet",), True, False)


def test_track_record_saying_it_twice_is_saying_it_once() -> None:
    twice = records(rumour("ann", "2024-01-01"), rumour("ann", "2024-01-05", predicate="in_talks_with"))
    assert twice["Post"].reports == 1


def test_track_record_belongs_to_the_source_that_is_cited() -> None:
    found = records(rumour("ann", "2024-01-01", "Romano"), rumour("bob", "2024-01-01"))
    assert {name: record.reports for name, record in found.items()} == {"Romano": 1, "Post": 1, "A. Writer": 1}
    assert (found["Romano"].roles, found["A. Writer"].roles) == (("cited",), ("author",))


def test_track_record_news_of_the_same_day_settles_nothing() -> None:
    assert records(rumour("ann", "2024-02-01"), joined("ann", "2024-02-01"))["Post"].settled == 0


def test_sources_command_says_too_few(saga: list[Reading], tmp_path: Path) -> None:
    with KnowledgeGraph.open(tmp_path / "store") as kg:
        kg.add_all(saga)
    for least, remark, rate in (("2", "", "0.0"), ("3", "too few reports", "")):
        arguments = ["sources", "-s", str(tmp_path / "store"), "--min-reports", least, "-f", "csv"]
        rows = list(csv.DictReader(io.StringIO(CliRunner().invoke(cli, arguments).stdout)))
        sky = next(row for row in rows if row["source"] == "Sky Sports")
        assert (sky["settled"], sky["came_true"], sky["remark"], sky["rate"]) == ("2", "0", remark, rate)
