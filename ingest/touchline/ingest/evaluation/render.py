"""Tables on a terminal, and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from touchline.ingest.evaluation.tables import Table

__all__ = ["markdown", "print_table"]


def markdown(table: Table) -> str:
    """The table as GitHub Markdown under a heading, columns of figures aligned to the right."""
    rules = ("---" if index in table.words else "---:" for index in range(len(table.columns)))
    rows = [table.columns, tuple(rules), *table.rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([f"### {table.title}", "", *lines, *(["", table.note] if table.note else []), ""])


def print_table(console: Console, table: Table) -> None:
    """Print the table with its title and note."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table as RichTable  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = RichTable(box=SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(table.columns):
        words = index in table.words
        shown.add_column(Text(column), justify="left" if words else "right", no_wrap=not words)
    for row in table.rows:
        shown.add_row(*map(Text, row))
    console.print(Text(f"\n{table.title}", style="bold"))
    console.print(shown if table.rows else Text("  nothing to count"))
    if table.note:
        console.print(Text(table.note))
