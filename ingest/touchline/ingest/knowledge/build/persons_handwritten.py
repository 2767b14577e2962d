"""Reader of the hand-written tables of persons, and of the table of how often the news names each.

`handwritten/*.tsv` that begin with executives, journalists, managers, persons, referees or women have the columns name,
aliases, born, country, gender, position, affiliations, prior. Aliases are written as in the generated table,
affiliations `TEAM@FROM-TO`; `#` begins a comment line. Teams have their usual English names, national teams have ` NT`
after the name of the country.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.persons_model import Person, Spell
from touchline.ingest.knowledge.model import POSITIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["HandwrittenError", "read_mentions", "read_persons"]

_TABLES = ("executives", "journalists", "managers", "persons", "referees", "women")
_OTHER = ("persons_mentions.tsv", "persons_squads.tsv")
_KINDS = {"official", "short", "nickname", "former", "code"}
_SPELL = re.compile(r"(?P<team>[^@|]+?)(?:@(?P<start>\d{4})?-(?P<end>\d{4})?)?")
_BORN = re.compile(r"\d{4}(-\d{2}-\d{2})?")


class HandwrittenError(ValueError):
    """A hand-written row breaks the format; the message names file, row and reason."""


def read_persons(folder: Path) -> Iterator[Person]:
    """Persons of the hand-written tables, in the order of file names and lines."""
    paths = [path for path in sorted(folder.glob("*.tsv")) if path.name.startswith(_TABLES)]
    for path in paths:
        if path.name not in _OTHER:
            with path.open(encoding="utf-8", newline="") as lines:
                rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
                for row in rows:
                    yield _person(row, path.name)


def read_mentions(path: Path) -> dict[str, tuple[int, str]]:
    """In how many articles of a news corpus each full name occurs, and the surname that alone means this person.

    Empty where the table, which `persons_corpus` writes, is absent.
    """
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["name"]: (int(row["articles"]), row["surname"]) for row in csv.DictReader(lines, delimiter="\t")}


def _person(row: dict[str, str], where: str) -> Person:
    person = Person(row["name"], born=row["born"], gender=row["gender"] or "m", fame=int(row["prior"] or 0))
    if row["born"] and not _BORN.fullmatch(row["born"]):
        raise HandwrittenError(f"{where}: {person.name}: born {row['born']!r} is neither a date nor a year.")
    person.add_country(row["country"])
    person.add_position(*filter(None, row["position"].split("/")))
    if unknown := set(person.positions) - set(POSITIONS):
        raise HandwrittenError(f"{where}: {person.name}: unknown positions {sorted(unknown)}.")
    for alias in filter(None, row["aliases"].split("|")):
        text, _, kind = alias.partition("~")
        if kind not in _KINDS:
            raise HandwrittenError(f"{where}: {person.name}: alias {alias!r} has no known kind.")
        person.add_alias(text, kind)
    person.spells = [_spell(text, person.name, where) for text in filter(None, row["affiliations"].split("|"))]
    person.sources = {"handwritten"}
    return person


def _spell(text: str, name: str, where: str) -> Spell:
    found = _SPELL.fullmatch(text)
    if not found:
        raise HandwrittenError(f"{where}: {name}: affiliation {text!r} is not TEAM@FROM-TO.")
    return Spell(found["team"], found["start"] or "", found["end"] or "")
