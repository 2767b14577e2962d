"""JSON Lines: one article a line, with `text` and, where known, `id`, `title`, `published`, `source`, `url`, `authors`.

A few other names that feeds and crawls use for the same fields are understood (`FIELDS`). A line that cannot be read
is skipped with its number; the others are read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from touchline.ingest.skips import UnreadableError
from touchline.ingest.sources.base import make_draft
from touchline.ingest.sources.decode import decode, refuse_binary
from touchline.ingest.sources.lines import MAX_LINE_BYTES, bounded_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from touchline.ingest.report import SourceReport
    from touchline.ingest.sources.base import Draft, SourceFile

__all__ = ["FIELDS", "JsonLinesSource", "read_lines"]

#: Field of an article -> names under which it is looked for, first found counts.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "article_id"),
    "text": ("text", "body_text", "body"),
    "title": ("title", "headline"),
    "published": ("published", "date", "datePublished"),
    "source": ("source", "domain", "publisher"),
    "url": ("url", "link"),
    "authors": ("authors", "author"),
}


class JsonLinesSource:
    """JSON Lines, read line by line: a file of any size."""

    label = "JSON Lines"
    suffixes = (".jsonl", ".ndjson")

    def supports(self, path: Path) -> bool:
        """Whether the name ends like a JSON Lines file."""
        return path.suffix.lower() in self.suffixes

    def read(self, file: SourceFile, report: SourceReport) -> Iterator[Draft]:
        """The articles of the lines that can be read."""
        with file.open() as stream:
            yield from read_lines(bounded_lines(stream), file.shown, report)


def read_lines(lines: Iterable[tuple[bytes, int]], shown: str, report: SourceReport) -> Iterator[Draft]:
    """The articles of (line, length) pairs, as `bounded_lines` makes them.

    Raises:
        UnreadableError: There is no line, or the first holds binary data.
    """
    written = False
    for number, (line, length) in enumerate(lines, start=1):
        report.bytes_read += length
        if number == 1:
            refuse_binary(line)
        try:
            if length > MAX_LINE_BYTES or line.strip():
                written = True
                yield _draft(_json_object(line, length), number)
        except UnreadableError as error:
            report.skip(shown, str(error), number)
    if not written:
        raise UnreadableError("the file is empty")


def _json_object(line: bytes, length: int) -> dict[str, Any]:
    if length > MAX_LINE_BYTES:
        raise UnreadableError(
            f"the line has {length:,} bytes, more than the {MAX_LINE_BYTES:,} that are read; shorten it"
        )
    try:
        record = json.loads(decode(line).strip())
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"this is not JSON: {error.msg} at column {error.colno}; mend or remove the line"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError("this JSON cannot be read: a number too long, or nested too deep") from error
    if not isinstance(record, dict):
        raise UnreadableError('a line must be an object such as {"id": "a1", "text": "…"}')
    return record


def _draft(record: dict[str, Any], number: int) -> Draft:
    found = {field: _first(record, names) for field, names in FIELDS.items()}
    text = found["text"]
    if not isinstance(text, str) or not text.strip():
        state = "is missing" if text is None else "is empty" if isinstance(text, str) else "is not a string"
        raise UnreadableError(f"the field text {state}; each line needs the article's text")
    doubts: list[str] = []
    return make_draft(
        text,
        id=_identifier(found["id"]),
        title=_string(found, "title", doubts),
        published=found["published"],
        source=_string(found, "source", doubts),
        url=_string(found, "url", doubts),
        authors=_authors(found["authors"]),
        line=number,
        doubts=doubts,
    )


def _first(record: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name) is not None), None)


def _identifier(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not str(value).strip():
        raise UnreadableError("the field id must be a string or a whole number")
    return str(value).strip()


def _string(found: dict[str, Any], field: str, doubts: list[str]) -> str:
    value = found[field]
    if isinstance(value, str) or value is None:
        return value or ""
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    doubts.append(f"the field {field} is not a string; it is left empty")
    return ""


def _authors(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    names = (one.get("name") if isinstance(one, dict) else one for one in several)
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())
