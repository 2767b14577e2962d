"""Women's, B and youth sides of clubs as entities of their own, tied to the club.

`handwritten/sides.tsv` names them; a line without a name takes the usual one ("Chelsea Women", "Chelsea Under-21s").
Every short form of the club makes an alias ("Man City Women", "Spurs U21s"). A reserve side that openfootball lists
("Real Madrid B") is the same entity as the line that finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.graph.iri import slug
from touchline.ingest.knowledge.build.common import Row, read_handwritten
from touchline.ingest.knowledge.build.simple import items
from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["build_sides"]

_FORMS = {
    "women": ("{} Women", "{} Ladies", "{} Women's", "{} WFC", "{} Women FC", "{} Women's team", "{} Féminines",
              "{} Frauen", "{} Femenino", "{} Femení", "{} LFC"),
    "B": ("{} B", "{} II", "{} reserves", "{} B team"),
    "U21": ("{} Under-21s", "{} U21s", "{} U21", "{} Under-21", "{} Under 21s", "{} U-21s", "{} Under-23s", "{} U23s",
            "{} U23", "{} Under-23"),
    "U18": ("{} Under-18s", "{} U18s", "{} U18", "{} Under-18", "{} Under 18s"),
    "U19": ("{} Under-19s", "{} U19s", "{} U19", "{} Under-19"),
    "legends": ("{} Legends", "{} legends"),
}  # fmt: skip
_USUAL = {
    "women": "{} Women",
    "B": "{} B",
    "U21": "{} Under-21s",
    "U18": "{} Under-18s",
    "U19": "{} Under-19s",
    "legends": "{} Legends",
}
_SHARE = {"women": 0.5, "B": 0.35, "U21": 0.3, "U18": 0.25, "U19": 0.25, "legends": 0.2}
#: Forms that only clubs abroad use, and those that only British and Irish clubs use.
_ABROAD, _BRITAIN = ("Féminines", "Frauen", "Femenino", "Femení"), ("Ladies", "LFC")
_BRITISH = frozenset({"ENG", "SCO", "WAL", "NIR", "IRL"})


def build_sides(clubs: Iterable[Row]) -> list[Row]:
    """The clubs with all sides among them; a reserve side that is already there is renamed, not doubled.

    Raises:
        ValueError: A line names a club that is not there.
    """
    rows = list(clubs)
    parents = {(row.country, row.name): row for row in rows if row.parent is None and row.gender == "m"}
    for line in read_handwritten("sides.tsv"):
        parent = parents.get((line["country"], line["club"]))
        if parent is None:
            raise ValueError(f"sides.tsv: {line['club']} ({line['country']}) is no club")
        for level in items(line["level"]):
            row, *same = _known(rows, parent, level, [line["name"], *items(line["aliases"])]) or [
                Row("Club", "", country=parent.country)
            ]
            row.parent, row.gender = parent, "f" if level == "women" else "m"
            for other in same:
                for text in other.names():
                    row.add(text, "official")
                row.sources |= other.sources
            _fill(row, parent, level, line)
            rows = [r for r in rows if r is not row and r not in same] + [row]
    return rows


def _known(rows: Iterable[Row], parent: Row, level: str, names: list[str]) -> list[Row]:
    """Rows that are this reserve side: those that bear one of its names, and the one listed below the club."""
    if level != "B":
        return []
    keys = {fold(name) for name in names if name}
    named = [row for row in rows if row.country == parent.country and fold(row.name) in keys]
    return named + [row for row in rows if row.parent is parent and row.position == "B" and row not in named]


def _fill(row: Row, parent: Row, level: str, line: dict[str, str]) -> None:
    old = row.name
    row.name = line["name"] or _USUAL[level].format(parent.name)
    row.aliases.pop(row.name, None)
    row.position = level
    row.prior = int(parent.prior * _SHARE[level])
    row.league = slug(line["league"]) if line["league"] else ""
    row.sources.add("handwritten")
    if old:
        row.add(old, "official")
    for text in items(line["aliases"]):
        row.add(text, "official")
    foreign = _ABROAD if parent.country in _BRITISH else _BRITAIN
    for stem in _stems(parent):
        for form in _FORMS[level]:
            if not form.endswith(foreign):
                row.add(form.format(stem), "official")


def _stems(parent: Row) -> Iterator[str]:
    """The club's name and its short forms, without codes."""
    seen = set()
    for text in (parent.name, *(t for t, kind in parent.aliases.items() if kind == "short")):
        if fold(text) not in seen and len(text) > 3:  # noqa: PLR2004
            seen.add(fold(text))
            yield text
