"""Rows as text: an aligned table, CSV, JSON or Markdown."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING, Any

from touchline.graph.iri import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.query import Rows

__all__ = ["FORMATS", "shortened"]

#: Columns of a cell in the aligned table; longer texts end in an ellipsis there, and only there.
_WIDEST = 72
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def shortened(value: Any) -> str:
    """A value for people: IRIs with their prefix, nothing for None, line ends as spaces."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    for prefix, namespace in _BY_LENGTH:
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return "".join(character if character.isprintable() else " " for character in text)


def _width(text: str) -> int:
    """Columns of a terminal: wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _aligned(rows: Rows) -> str:
    lines = [list(rows.variables), *([_cut(shortened(row[name])) for name in rows.variables] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["─" * width for width in widths])
    padded = ["  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
              for line in lines]  # fmt: skip
    return "\n".join(line.rstrip() for line in padded) + "\n"


def _csv(rows: Rows) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(rows.variables)
    cells = ([row[name] for name in rows.variables] for row in rows)
    writer.writerows([str(cell).lower() if isinstance(cell, bool) else cell for cell in line] for line in cells)
    return buffer.getvalue()


def _json(rows: Rows) -> str:
    return json.dumps(list(rows), ensure_ascii=False, indent=2) + "\n"


def _markdown(rows: Rows) -> str:
    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")

    lines = [list(rows.variables), ["---"] * len(rows.variables)]
    lines += [[escaped(shortened(row[name])) for name in rows.variables] for row in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


#: By name of the format.
FORMATS: dict[str, Callable[[Rows], str]] = {"table": _aligned, "csv": _csv, "json": _json, "md": _markdown}
