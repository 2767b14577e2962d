"""A user's own knowledge-base files: CSV with a header line, or JSON Lines, in the columns of `model.COLUMNS`.

    id,type,name,aliases
    Dulwich_Hamlet,Club,Dulwich Hamlet,the Hamlet~nickname|Dulwich~short

`id`, `type` and `name` are required, the other columns may be left out; aliases in JSON may be a list of `text~kind`.
A row whose id is in the packaged tables replaces that row. Every row of every file is checked first: an id that occurs
twice, an unknown type or kind, a QID, country, birth date or prior that is none, an alias without a letter, one that is
a word like "the" or "after", or any common English word in lower case ("reading") is refused with file, line and
reason, and nothing is loaded.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.graph.errors import InputError
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.knowledge.model import COLUMNS, ENTITY_TYPES, KnowledgeEntity, parse_row
from touchline.ingest.knowledge.words import common_words, function_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["UserRow", "read_user_rows"]

_REQUIRED = ("id", "type", "name")
_PATTERNS = {
    "id": (r"[\w-]+", "may hold letters, digits, _ and - only"),
    "qid": (r"(?:Q\d+)?", "must be a Wikidata item such as Q9617, or empty"),
    "country": (r"(?:[A-Z]{3})?", "must be a three-letter code such as DEU or ENG, or empty"),
    "gender": (r"[mf]?", "must be m or f, or empty"),
    "born": (r"(?:\d{4}(?:-\d\d-\d\d)?)?", "must be a year or a date YYYY-MM-DD, or empty"),
    "prior": (r"(?:\d{1,3}|1000)?", "must be a number from 0 to 1000, or empty"),
}
_SUFFIXES = (".csv", ".jsonl", ".ndjson")
_USER_PRIOR = "500"


@dataclass(frozen=True, slots=True)
class UserRow:
    """A checked row: as a line of a table and as an entity."""

    line: str
    entity: KnowledgeEntity


def read_user_rows(paths: Iterable[Path]) -> dict[str, UserRow]:
    """Rows of all files by id.

    Raises:
        InputError: With file, line and reason, for the first row that is invalid.
    """
    rows: dict[str, UserRow] = {}
    where: dict[str, str] = {}
    for path in paths:
        for number, values in _records(path):
            place = f"{path}:{number}"
            row = _checked(values, place)
            identifier = row.entity.id
            if identifier in rows:
                raise InputError(f"{place}: duplicate id {identifier!r}, already given in {where[identifier]}")
            rows[identifier], where[identifier] = row, place
    return rows


def _records(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    if path.suffix.lower() not in _SUFFIXES:
        raise InputError(f"{path}: a knowledge-base file must end in {', '.join(_SUFFIXES)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start})") from error
    return _csv_records(path, text) if path.suffix.lower() == ".csv" else _json_records(path, text)


def _csv_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_columns(reader.fieldnames or (), f"{path}:1")
        for row in reader:
            if None in row or None in row.values():
                raise InputError(f"{path}:{reader.line_num}: the line does not have as many fields as the header")
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: {error}") from error


def _json_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{path}:{number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{place}: not valid JSON: {error}") from error
        if not isinstance(record, dict):
            raise InputError(f"{place}: not a JSON object")
        _check_columns(record, place)
        yield number, {key: _cell(value, key, place) for key, value in record.items()}


def _check_columns(names: Iterable[str], place: str) -> None:
    given = list(names)
    if missing := [name for name in _REQUIRED if name not in given]:
        raise InputError(f"{place}: missing column {', '.join(missing)}")
    if unknown := [name for name in given if name not in COLUMNS]:
        raise InputError(f"{place}: unknown column {', '.join(map(repr, unknown))}; known are {', '.join(COLUMNS)}")


def _cell(value: object, column: str, place: str) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "|".join(value)
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise InputError(f"{place}: {column} must be a text, a number or a list of texts")
    return "" if value is None else str(value)


def _checked(values: Mapping[str, str], place: str) -> UserRow:
    cells = {column: " ".join(values.get(column, "").split()) for column in COLUMNS}
    for column in _REQUIRED:
        if not cells[column]:
            raise InputError(f"{place}: {column} is empty")
    for column, (pattern, rule) in _PATTERNS.items():
        if not re.fullmatch(pattern, cells[column]):
            raise InputError(f"{place}: {column} {cells[column]!r} {rule}")
    if cells["type"] not in ENTITY_TYPES:
        raise InputError(f"{place}: unknown type {cells['type']!r}; known are {', '.join(ENTITY_TYPES)}")
    cells["prior"] = cells["prior"] or _USER_PRIOR
    cells["source"] = cells["source"] or "user"
    try:
        entity = parse_row([cells[column] for column in COLUMNS])
    except ValueError as error:
        raise InputError(f"{place}: {error}") from error
    for text in (entity.name, *(alias.text for alias in entity.aliases)):
        _check_alias(text, place)
    return UserRow("\t".join(cells[column] for column in COLUMNS), entity)


def _check_alias(text: str, place: str) -> None:
    key = fold(text)
    if not any(c.isalpha() for c in key):
        raise InputError(f"{place}: the alias {text!r} has no letter")
    if key in function_words() or (text == text.lower() and key in common_words()):
        raise InputError(
            f"{place}: the alias {text!r} would capture a common word; write it as a name, or leave it out"
        )
