"""Clubs: openfootball's, with what is written by hand on top, QIDs of reep where the join is certain, and their sides.

Names of a club are settled within its country. A hand-written name or alias wins over one of openfootball; a name of
openfootball wins over its aliases; an alias that two clubs of a country share is dropped, unless it is written by hand
(there "City" may stand for many). So no two clubs of a country ever answer to the same plain name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.graph.iri import slug
from touchline.ingest.knowledge.build.common import Row, read_handwritten
from touchline.ingest.knowledge.build.nations import with_article
from touchline.ingest.knowledge.build.openfootball import FootballClub, read_clubs
from touchline.ingest.knowledge.build.simple import items
from touchline.ingest.knowledge.fold import fold, fold_all
from touchline.ingest.knowledge.model import is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["add_first_words", "add_short_names", "build_clubs", "strip_club_words"]

_HOME_NATIONS = frozenset({"ENG", "SCO", "WAL", "NIR", "IRL"})
_END = re.compile(r"\s(?:AFC|FC|CF|SC|F\.C\.|A\.F\.C\.|C\.F\.)$")
_START = re.compile(r"^(?:AFC|FC|CF|SC|AC|AS|SV|FK|NK|SK|KS|CD|UD|SD|CA|EC|US|IF|BK|HNK|MKS|GKS|TSV|VfB|VfL)\s")
_LOW = 40
#: Words of club names that many clubs share: alone they stand for each of them, and need context.
_OPENING = frozenset({"Real", "Sporting", "Racing", "Dynamo", "Dinamo", "Lokomotiv", "CSKA", "Deportivo", "Olympique",
                      "Rapid", "Sparta", "Spartak", "Eintracht", "Borussia", "Fortuna", "Union", "Hapoel", "Maccabi",
                      "Universidad", "Independiente", "Nacional", "Estudiantes"})  # fmt: skip
_CLOSING = frozenset({"City", "United", "Town", "Rovers", "Wanderers", "Athletic", "County", "Albion", "Thistle",
                      "Rangers", "Sporting", "Juniors"})  # fmt: skip


@dataclass(slots=True)
class _Club:
    """A row with the club of openfootball behind it and the keys that are its own."""

    row: Row
    source: FootballClub | None = None
    line: dict[str, str] = field(default_factory=dict)


def strip_club_words(name: str) -> str:
    """A name without "FC" and the like at its start or end.

    >>> strip_club_words("Leeds United AFC"), strip_club_words("FC Utrecht"), strip_club_words("Villarreal CF")
    ('Leeds United', 'Utrecht', 'Villarreal')
    """
    return _START.sub("", _END.sub("", name)) or name


def build_clubs(data: Path, codes: Mapping[str, str]) -> list[Row]:
    """All clubs of openfootball and of the hand-written table, without ids and without QIDs.

    Args:
        data: The folder of openly licensed data.
        codes: Our country code for each code that opens a file's name.
    """
    by_country: dict[str, list[FootballClub]] = defaultdict(list)
    for club in read_clubs(data / "openfootball_clubs", codes):
        by_country[club.country].append(club)
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in read_handwritten("clubs.tsv"):
        lines[line["country"]].append(line)
    rows = []
    for country in sorted({*by_country, *lines}):
        clubs = _match(country, by_country[country], lines[country])
        _tie_reserves(clubs)
        _settle_names(clubs)
        rows += [club.row for club in clubs]
    return rows


def _match(country: str, clubs: list[FootballClub], lines: Iterable[dict[str, str]]) -> list[_Club]:
    """Join the hand-written lines to the clubs of openfootball; the rest of both stands alone."""
    free = list(clubs)
    found = []
    for line in lines:
        wanted = fold(line["find"] or line["name"])
        club = next((c for c in free if fold(c.name) == wanted), None)
        club = club or next((c for c in free if wanted in {fold(a) for a in c.aliases}), None)
        if club is not None:
            free = [c for c in free if c is not club]
        found.append(_Club(_hand_row(country, line), club, line))
    return found + [_Club(_plain_row(country, club), club) for club in free]


def _tie_reserves(clubs: list[_Club]) -> None:
    rows = {id(club.source): club.row for club in clubs if club.source is not None}
    for club in clubs:
        if club.source is not None and club.source.parent is not None:
            club.row.parent = rows.get(id(club.source.parent))


def _hand_row(country: str, line: dict[str, str]) -> Row:
    row = Row("Club", line["name"], country=country, gender=line["gender"], prior=int(line["prior"]))
    row.league = slug(line["league"].replace("_", " ")) if line["league"] else ""
    row.sources.add("handwritten")
    for text in items(line["short"]):
        row.add(text, "code" if is_code(text) else "official" if strip_club_words(text) != text else "short")
    for text in items(line["nickname"]):
        row.add(text, "nickname")
        row.add(with_article(text), "nickname")
    for text in items(line["weak"]):
        row.add(text, "weak")
        row.add(with_article(text), "weak")
    for column in ("venue", "city"):
        for text in items(line[column]):
            row.add(text, column)
    first, *_, last = row.name.split() if " " in row.name else ("", "")
    for word in {first} & _OPENING | {last} & _CLOSING:
        row.add(word, "weak")
    return row


def _plain_row(country: str, club: FootballClub) -> Row:
    row = Row("Club", club.name, country=country, gender="m", prior=_LOW)
    row.suffix = f"club {country}"
    if club.parent is not None:
        row.position = "B"
    return row


def _settle_names(clubs: list[_Club]) -> None:
    """Choose usual names and drop aliases that another club of the country has a better right to."""
    owner: dict[str, _Club] = {}
    for club in clubs:
        if club.line:
            _claim(club, owner)
    for club in clubs:
        if not club.line:
            _own_name(club, owner)
    for club in clubs:
        if club.source is not None:
            _take_source(club, owner)
    _add_short_forms(clubs, owner)


def _claim(club: _Club, owner: dict[str, _Club]) -> None:
    """Let a club written by hand own its plain names."""
    plain = [text for text, kind in club.row.aliases.items() if kind in {"official", "short", "code"}]
    for text in [club.row.name, *plain]:
        for key in fold_all(text):
            owner.setdefault(key, club)


def _add_short_forms(clubs: list[_Club], owner: dict[str, _Club]) -> None:
    """Add the names without and with "FC" that no other club of the country has."""
    shared = Counter(key for club in clubs for key in {fold(text) for text in _short_forms(club)})
    for club in clubs:
        for text in _short_forms(club):
            key = fold(text)
            if key not in owner and shared[key] == 1:
                club.row.add(text, "short" if strip_club_words(text) == text else "official")


def _own_name(club: _Club, owner: dict[str, _Club]) -> None:
    """Give a club without a hand-written line the name without "FC" where nobody else in the country has it."""
    source = club.source
    assert source is not None  # noqa: S101
    bare = _END.sub("", source.name)
    choices = [bare, source.name] if source.country in {*_HOME_NATIONS, "ESP", "USA", "BRA"} else [source.name]
    choices.append(f"{source.name} ({source.city or source.country})")
    name = next((n for n in choices if fold(n) not in owner), f"{source.name} ({source.country})")
    club.row.name = name
    for key in fold_all(name):
        owner.setdefault(key, club)


def _take_source(club: _Club, owner: dict[str, _Club]) -> None:
    source = club.source
    assert source is not None  # noqa: S101
    club.row.sources.add("openfootball")
    club.row.born = source.founded
    for text in [source.name, *source.aliases]:
        key = fold(text)
        if key and owner.setdefault(key, club) is club:
            club.row.add(text, _kind(text, source))


def _kind(text: str, source: FootballClub) -> str:
    if is_code(text):
        return "code"
    longer = len(text) >= len(source.name) or strip_club_words(text) != text
    return "official" if longer else "short"


def _short_forms(club: _Club) -> list[str]:
    """The name without club words, and with "FC"."""
    name = club.row.name
    bare = strip_club_words(name)
    forms = [bare] if len(bare) > 3 else []  # noqa: PLR2004
    if (bare == name and " " in name) or club.line:
        forms.append(f"{name} FC")
    if "&" in name:
        forms.append(name.replace("&", "and"))
    return [f for f in forms if f != name]


def add_short_names(rows: Iterable[Row]) -> None:
    """Give clubs that have no short name yet the one without club words, where nobody else in the country has it."""
    rows = list(rows)
    taken = Counter((row.country, fold(name)) for row in rows for name in row.names())
    bare = Counter((row.country, fold(strip_club_words(row.name))) for row in rows if row.sources == {"reep"})
    for row in rows:
        short = strip_club_words(row.name)
        key = (row.country, fold(short))
        if row.sources == {"reep"} and short != row.name and not taken[key] and bare[key] == 1:
            row.add(short, "short")


def add_first_words(rows: Iterable[Row]) -> None:
    """Add the first of two words of a name, as in "Spartak Subotica", as an alias that needs context."""
    for row in rows:
        words = strip_club_words(row.name).split()
        if len(words) == 2 and len(words[0]) > 3 and not row.position and row.country not in _HOME_NATIONS:  # noqa: PLR2004
            row.add(words[0], "weak")
