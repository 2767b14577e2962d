"""What the modules of the build share: rows on their way into a table, country codes, ids and the look-up of teams.

The build is deterministic: sources are read in sorted order, rows are written sorted by id, nothing depends on time.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.graph.iri import slug
from touchline.ingest.knowledge.fold import fold, fold_all
from touchline.ingest.knowledge.model import ALIAS_KINDS, COLUMNS, is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "DATA",
    "HANDWRITTEN",
    "Row",
    "TeamIndex",
    "assign_ids",
    "country_code",
    "read_handwritten",
    "read_rows",
    "write_rows",
]

_HERE = Path(__file__).resolve().parent.parent
#: Folder of the packaged tables, which the build writes.
DATA = _HERE / "data"
#: Folder of the tables that are written by hand.
HANDWRITTEN = _HERE / "handwritten"

_FIRST_KIND_WINS: dict[str, int] = {kind: rank for rank, kind in enumerate(ALIAS_KINDS)}


@dataclass(slots=True)
class Row:
    """A row that is being built; the fields are those of `KnowledgeEntity`, with lists not yet joined.

    Attributes:
        suffix: What tells the id apart where a more famous entity takes the plain one ("club_ecuador", "1985").
        parent: The club that a women's, B or youth side belongs to; `tied_to` takes its id once it has one.
        affiliations: Items written `team:start-end`.
    """

    type: str
    name: str
    id: str = ""
    aliases: dict[str, str] = field(default_factory=dict)
    qid: str = ""
    country: str = ""
    gender: str = ""
    league: str = ""
    tied_to: str = ""
    born: str = ""
    position: str = ""
    affiliations: list[str] = field(default_factory=list)
    prior: int = 0
    sources: set[str] = field(default_factory=set)
    suffix: str = ""
    parent: Row | None = None

    def add(self, text: str, kind: str) -> None:
        """Add an alias; the kind given first stays. The name itself is added only as `weak`, where it needs context."""
        text = " ".join(text.replace("|", " ").replace("~", " ").split())
        if text and (text != self.name or kind == "weak"):
            self.aliases.setdefault(text, kind)

    def names(self) -> Iterator[str]:
        """The name, then all aliases."""
        yield self.name
        yield from self.aliases

    def distinct_aliases(self) -> list[tuple[str, str]]:
        """The aliases sorted by kind, without those that fold to the name or to one before them."""
        seen = {(key, is_code(self.name)) for key in fold_all(self.name)}
        kept = []
        for text, kind in sorted(self.aliases.items(), key=lambda item: (_FIRST_KIND_WINS[item[1]], item[0])):
            keys = {(key, is_code(text)) for key in fold_all(text)}
            if text == self.name or not keys <= seen:
                kept.append((text, kind))
                seen |= keys | {(key, True) for key, _ in keys}
        return kept

    def cells(self) -> list[str]:
        """The row in the order of `COLUMNS`."""
        aliases = "|".join(f"{text}~{kind}" for text, kind in self.distinct_aliases())
        values = {
            "id": self.id,
            "type": self.type,
            "name": self.name,
            "aliases": aliases,
            "affiliations": "|".join(self.affiliations),
            "prior": str(self.prior),
            "source": " ".join(sorted(self.sources)),
        }
        return [values[c] if c in values else str(getattr(self, c)) for c in COLUMNS]


def write_rows(path: Path, rows: Iterable[Row]) -> int:
    """Write a table, sorted by id; returns the number of rows."""
    lines = ["\t".join(row.cells()) for row in sorted(rows, key=lambda row: row.id)]
    if bad := [line for line in lines if line.count("\t") != len(COLUMNS) - 1 or "\n" in line]:
        raise ValueError(f"{path.name}: a cell holds a tab or a line break: {bad[0]!r}")
    path.write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8", newline="\n")
    return len(lines)


def read_rows(path: Path) -> list[Row]:
    """Read a table that `write_rows` wrote."""
    rows = []
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            cell = dict(zip(COLUMNS, line.rstrip("\n").split("\t"), strict=True))
            pairs = (item.rpartition("~") for item in cell["aliases"].split("|") if item)
            row = Row(cell["type"], cell["name"], cell["id"], {text: kind for text, _, kind in pairs})
            for column in ("qid", "country", "gender", "league", "tied_to", "born", "position"):
                setattr(row, column, cell[column])
            row.affiliations = [item for item in cell["affiliations"].split("|") if item]
            row.prior = int(cell["prior"])
            row.sources = set(cell["source"].split())
            rows.append(row)
    return rows


def read_handwritten(name: str) -> Iterator[dict[str, str]]:
    """Lines of a hand-written table as dictionaries; lines that start with `#` are comments."""
    with (HANDWRITTEN / name).open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def assign_ids(rows: Iterable[Row], taken: set[str]) -> None:
    """Give every row without an id a slug of its name, the most famous first; a slug in `taken` gets the suffix.

    `taken` is widened by the ids that were given, so that tables built one after another never share an id.
    """
    waiting = [row for row in rows if not row.id]
    for row in sorted(waiting, key=lambda row: (-row.prior, row.name, row.country, row.suffix, row.qid, row.born)):
        tries = [slug(row.name)]
        tries += [slug(f"{row.name} {end}") for end in (row.suffix, row.country, row.born[:4], row.qid) if end]
        tries += [slug(f"{row.name} {number}") for number in range(2, 100)]
        row.id = next(t for t in tries if t not in taken)
        taken.add(row.id)


@cache
def _country_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in read_rows(DATA / "places.tsv"):
        if row.position == "country":
            for text, kind in [(row.name, "official"), *row.aliases.items()]:
                if kind in ("official", "short", "former", "code"):
                    for key in fold_all(text):
                        names.setdefault(key, row.country)
    return names


def country_code(name: str) -> str:
    """Code of a country by any of its English names, empty where unknown; reads the places table, so build that first.

    >>> country_code("Holland"), country_code("Côte d'Ivoire"), country_code("Atlantis")
    ('NLD', 'CIV', '')
    """
    return _country_names().get(fold(name), "")


class TeamIndex:
    """Finds the id of a team by its name.

    Args:
        rows: Clubs and national teams.
    """

    #: A name shared by several clubs means the one whose prior exceeds every other by this much.
    LEAD = 150

    def __init__(self, rows: Iterable[Row]) -> None:
        self._clubs: dict[str, list[Row]] = defaultdict(list)
        self._nations: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            index = self._clubs if row.type == "Club" else self._nations
            kinds = [("official", row.name), *((kind, text) for text, kind in row.aliases.items())]
            for kind, text in kinds:
                if kind in ("official", "short", "former", "code"):
                    for key in fold_all(text):
                        if row not in index[key]:
                            index[key].append(row)

    @classmethod
    def packaged(cls) -> TeamIndex:
        """An index over the tables in `DATA`."""
        return cls([*read_rows(DATA / "clubs.tsv"), *read_rows(DATA / "national_teams.tsv")])

    def club(self, name: str, country: str = "", gender: str = "m") -> str:
        """Id of the club of this exact folded name, empty where none or where several are as likely.

        Args:
            name: Any full, short or former name; "FC" and the like may be left out or added.
            country: Code of the club's country, where known: others are then ruled out.
            gender: m or f.
        """
        for key in _variants(fold(name)):
            found = [r for r in self._clubs.get(key, ()) if r.gender in (gender, "") and country in (r.country, "")]
            found.sort(key=lambda r: (-r.prior, r.id))
            if found and (len(found) == 1 or found[0].prior - found[1].prior >= self.LEAD):
                return found[0].id
        return ""

    def national_team(self, name: str, gender: str = "m", level: str = "senior") -> str:
        """Id of a national team by its country's name; `level` is senior, U21 and so on."""
        level = "" if level == "senior" else level
        found = [r for r in self._nations.get(fold(name), ()) if r.gender == gender and r.position == level]
        return found[0].id if found else ""


_CLUB_WORDS = ("fc", "afc", "cf", "sc", "ac", "club", "football club")


def _variants(key: str) -> Iterator[str]:
    """The key, then the key without a leading or trailing club word, then with one."""
    yield key
    for word in _CLUB_WORDS:
        if key.endswith(" " + word):
            yield key[: -len(word) - 1]
        if key.startswith(word + " "):
            yield key[len(word) + 1 :]
    yield from (key + " fc", "fc " + key)
