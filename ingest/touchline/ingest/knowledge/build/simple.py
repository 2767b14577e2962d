"""Rows that come from one hand-written table each: competitions, venues, organisations, awards, cities."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.common import Row, read_handwritten
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.knowledge.model import is_code
from touchline.ingest.knowledge.words import common_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["build_competitions", "build_venues", "handwritten_rows", "items"]


def items(cell: str) -> list[str]:
    """Entries of a cell that are parted by `;`."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def handwritten_rows(table: str, kind: str) -> Iterator[Row]:
    """Rows of a table with the columns name, country, prior and, where it has them, the lists short, nickname, weak.

    Args:
        table: File name under `handwritten/`.
        kind: Entity type.
    """
    for line in read_handwritten(table):
        row = Row(kind, line["name"], country=line.get("country", ""), gender=line.get("gender", ""))
        row.prior = int(line.get("prior") or 0)
        row.tied_to = line.get("tied_to", "")
        row.sources.add("handwritten")
        add_aliases(row, line)
        yield row


def add_aliases(row: Row, line: dict[str, str]) -> None:
    """Add the lists of a hand-written line to a row: short forms, codes, nicknames and words that need context."""
    for text in items(line.get("short", "")):
        row.add(text, "code" if is_code(text) else "short")
    for text in items(line.get("former", "")):
        row.add(text, "former")
    for column in ("nickname", "weak"):
        for text in items(line.get(column, "")):
            row.add(text, column)
    if fold(row.name) in common_words():
        row.add(row.name, "weak")
    for text, kind in row.aliases.items():
        if kind == "short" and fold(text) in common_words():
            row.aliases[text] = "weak"


def build_competitions(data: Path) -> list[Row]:
    """Competitions of the hand-written table, with QIDs of reep where name and country agree and are unique."""
    rows = list(handwritten_rows("competitions.tsv", "Competition"))
    names: dict[str, list[Row]] = {}
    for row in rows:
        names.setdefault(fold(row.name), []).append(row)
    with (data / "reep" / "competitions.csv").open(encoding="utf-8", newline="") as lines:
        for entry in csv.DictReader(lines):
            found = names.get(fold(entry["name"]), [])
            if len(found) == 1 and not found[0].qid and entry["name"] not in _SHARED:
                found[0].qid = entry["key_wikidata"]
                found[0].sources.add("reep")
    return rows


#: Names that several countries' competitions share in the source, so that a QID would not be certain.
_SHARED = frozenset({"Premier League", "National League"})


def build_venues(clubs: Iterable[Row]) -> list[Row]:
    """Venues, tied to the clubs that play there (ids parted by `/`).

    Raises:
        ValueError: A club that `venues.tsv` names is not among the clubs.
    """
    ids = {row.name: row.id for row in sorted(clubs, key=lambda row: row.prior)}
    rows = list(handwritten_rows("venues.tsv", "Venue"))
    for row, line in zip(rows, read_handwritten("venues.tsv"), strict=True):
        homes = items(line["home"])
        if unknown := [name for name in homes if name not in ids]:
            raise ValueError(f"venues.tsv: {row.name} is said to be the home of {unknown[0]}, which is no club")
        row.tied_to = "/".join(ids[name] for name in homes)
    return rows
