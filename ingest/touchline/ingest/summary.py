"""What a run found, counted: the tables that `touchline build` and `touchline ingest` end with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.graph.model import STATUSES, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from touchline.graph.model import Reading
    from touchline.ingest.report import SourceReport
    from touchline.ingest.skips import Caution, Skip

__all__ = ["Summary", "print_claims", "print_summary", "skip_and_caution_lines"]

_MOST_SKIPS = 100
_MOST_CAUTIONS = 5


@dataclass(slots=True)
class Summary:
    """Counts over readings.

    Attributes:
        articles: Readings counted.
        entities: Id of an entity -> its type.
        claims: (predicate, status) -> claims, one for each article that makes it.
    """

    articles: int = 0
    entities: dict[str, str] = field(default_factory=dict)
    claims: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        """Count one reading."""
        self.articles += 1
        self.entities.update({entity.id: entity.type for entity in reading.entities})
        self.claims.update((statement.predicate, statement.status) for statement in reading.statements)

    def entities_by_type(self) -> list[tuple[str, int]]:
        """(type, entities), the most frequent first."""
        return _most_first(Counter(self.entities.values()))

    def claims_by_predicate(self) -> list[tuple[str, int, dict[str, int]]]:
        """(predicate, claims, status -> claims), the most frequent first."""
        totals: Counter[str] = Counter()
        for (predicate, _), count in self.claims.items():
            totals[predicate] += count
        return [
            (predicate, total, {status: self.claims[predicate, status] for status in STATUSES})
            for predicate, total in _most_first(totals)
        ]


def _most_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _notice_lines(kind: str, notices: Sequence[Skip | Caution], most: int) -> Iterator[str]:
    """One line for each notice, at most this many, then how many more there are."""
    for notice in notices[:most]:
        yield f"{kind}: {notice}"
    if len(notices) > most:
        yield f"{kind}: and {len(notices) - most:,} more"


def skip_and_caution_lines(report: SourceReport) -> list[str]:
    """What was skipped and what is in doubt, as lines."""
    skips = _notice_lines("skipped", report.skips, _MOST_SKIPS)
    return [*skips, *_notice_lines("note", report.cautions, _MOST_CAUTIONS)]


def print_summary(console: Console, summary: Summary, report: SourceReport) -> None:
    """Print the tables, then what was skipped and why."""
    claims = sum(summary.claims.values())
    _line(
        console,
        f"{_count(summary.articles, 'article')}, {_count(len(summary.entities), 'entity', 'entities')}, "
        f"{_count(claims, 'claim')}, {len(report.skips):,} skipped",
    )
    if summary.entities:
        console.print(_entity_table(summary))
    if claims:
        console.print(_claim_table(summary))
    for line in skip_and_caution_lines(report):
        _line(console, line)


def _line(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _table(first: str, *columns: str) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _entity_table(summary: Summary) -> Table:
    table = _table("Entities", "number")
    for name, count in summary.entities_by_type():
        table.add_row(name, f"{count:,}")
    return table


def _claim_table(summary: Summary) -> Table:
    table = _table("Claims", "number", *STATUSES)
    for predicate, total, by_status in summary.claims_by_predicate():
        cells = (f"{count:,}" if count else "·" for count in by_status.values())
        table.add_row(predicate, f"{total:,}", *cells)
    return table


def print_claims(console: Console, reading: Reading) -> None:
    """Print the claims of one article: a line with its id and title, then one line for each claim."""
    from rich.text import Text  # noqa: PLC0415

    article = reading.article
    heading = " · ".join(filter(None, (article.id, article.published, article.title)))
    _line(console, heading)
    if not reading.statements:
        _line(console, "  no claims\n")
        return
    table = _table("subject")
    for column in ("predicate", "object", "status", "words"):
        table.add_column(column)
    for statement in reading.statements:
        end = statement.object.value if isinstance(statement.object, Value) else statement.object.name
        cells = (statement.subject.name, statement.predicate, end, statement.status, statement.evidence[0].quote)
        table.add_row(*(Text(" ".join(cell.split())) for cell in cells))
    console.print(table)
