"""Reader of the club files of openfootball (CC0): one line a club, its other names on lines that start with `|`.

    Arsenal FC, 1886, @ Emirates Stadium, London (Highbury)   ## a comment
      | Arsenal | FC Arsenal
    ii) Atlético Madrid B                                     a reserve side of the club above

The file's name begins with the country's code (`eng.clubs.txt`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["FootballClub", "read_clubs"]

_SPAN = re.compile(r"\s*\((?:\d{4})?-?(?:\d{4})?\)")
_TAG = re.compile(r"\s*\[\w\w\]")
_ABBREVIATED = re.compile(r"[^\W\d]{2,}\.(?:\s|$)|\s[^\W\d]\.$|^[^\W\d]\.\s")
_WHOLE = re.compile(r"\b(?:St|Sankt|Utd|Nr)\.")
_YEAR = re.compile(r"\d{4}")


@dataclass(slots=True)
class FootballClub:
    """A club as openfootball lists it.

    Attributes:
        country: Our code of the country in whose file it stands.
        name: Its name there.
        aliases: Other names, in order, without abbreviations such as "Tottenham H.".
        city: City, without the quarter.
        ground: Ground, empty where it is not given.
        founded: Year or empty.
        defunct: Whether the name carries the years of its life ("Thames AFC (1928-1932)").
        parent: The club of which this is a reserve side, None for a club of its own.
    """

    country: str
    name: str
    aliases: list[str] = field(default_factory=list)
    city: str = ""
    ground: str = ""
    founded: str = ""
    defunct: bool = False
    parent: FootballClub | None = None


def read_clubs(folder: Path, codes: Mapping[str, str]) -> Iterator[FootballClub]:
    """All clubs under a folder, in the order of sorted paths.

    Args:
        folder: The folder `openfootball_clubs`.
        codes: Our country code for each code that opens a file's name.
    """
    for path in sorted(folder.glob("*/*/*.clubs.txt")):
        yield from _read_file(path, codes[path.name.split(".")[0]])


def _read_file(path: Path, country: str) -> Iterator[FootballClub]:
    club: FootballClub | None = None
    first: FootballClub | None = None
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.split("#")[0].rstrip()
        if not line or (line.startswith(("=", " ")) and not line.lstrip().startswith("|")):
            continue
        if line.lstrip().startswith("|"):
            if club is not None:
                club.aliases += [name for name in map(_clean, line.split("|")) if name and name not in club.aliases]
            continue
        if club is not None:
            yield club
        reserve = re.match(r"i+\)\s*", line)
        club = _read_club(line[reserve.end() :] if reserve else line, country)
        if reserve:
            club.parent = first
        else:
            first = club
    if club is not None:
        yield club


def _read_club(line: str, country: str) -> FootballClub:
    name, *rest = [part.strip() for part in line.split(",")]
    club = FootballClub(country, " ".join(_SPAN.sub("", name).split()), defunct=bool(_SPAN.search(name)))
    for part in rest:
        if _YEAR.fullmatch(part):
            club.founded = part
        elif part.startswith("@"):
            club.ground = part[1:].replace("$", "").strip()
        elif not club.city:
            club.city = re.split(r"[(\u203a]", part)[0].strip()
    return club


def _clean(name: str) -> str:
    """An alias without its language tag and sponsor marks; empty where it is an abbreviation."""
    plain = " ".join(_SPAN.sub("", _TAG.sub("", name.replace("$", ""))).split())
    return "" if _ABBREVIATED.search(_WHOLE.sub("", plain)) or len(plain) < 2 else plain  # noqa: PLR2004
