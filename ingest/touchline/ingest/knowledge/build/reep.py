"""QIDs of clubs from reep (CC0), joined only where it is certain.

A club of ours and a club of reep are the same where both are of one country, a full name of ours equals the reep name
after folding and dropping "F.C." and the like, nobody else on either side has that name, and the founding years, where
both are known, differ by at most two. Everything else stays without a QID, or `handwritten/qids.tsv` names it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.common import Row, read_handwritten
from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["ReepClub", "join_qids", "missing_clubs", "read_reep"]

_YEARS = 2
#: A club that is famous by hand must be known to some data providers, else the item is a namesake.
_FAMOUS, _PROVIDERS = 250, 3
#: Clubs that openfootball lacks are taken over where this many data providers know them.
_KNOWN = 2
#: A word that at most this many clubs of a country have in their names tells a club apart.
_RARE = 5
#: No country of its own clubs, or one that is gone and whose clubs play on in its successors.
_NO_COUNTRY = frozenset({"", "GBR", "SUN", "YUG", "SCG", "CSK", "DDR"})
_HOME_NATIONS = frozenset({"ENG", "SCO", "WAL", "NIR"})
_WORDS = frozenset({"fc", "f", "c", "afc", "a", "cf", "sc", "s", "ac", "as", "football", "club"})
_OTHER_SIDE = re.compile(
    r"\b(?:women|ladies|femen\w*|femin\w*|féminin\w*|feminas|frauen|vrouwen|academy|reserves?|youth|juniors?|under|"
    r"u-?\d\d|futsal|beach|wfc|w\.f\.c|lfc|l\.f\.c|ii|iii|basketball|handball|season|men's)\b|\s[BC]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReepClub:
    """A club of reep.

    Attributes:
        qid: Wikidata item.
        name: English label of the item.
        country: Our code; GBR for all of the United Kingdom; empty where unknown.
        founded: Year or empty.
        providers: Number of data providers that know the club, a sign of its fame.
    """

    qid: str
    name: str
    country: str
    founded: str
    providers: int


def read_reep(path: Path, codes: Mapping[str, str]) -> list[ReepClub]:
    """Clubs of `teams.csv`.

    Args:
        path: The file.
        codes: Our code for a folded country name.
    """
    clubs = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            providers = sum(1 for key, value in row.items() if key.startswith("key_") and value) - 1
            country = codes.get(fold(row["country"]), "")
            if re.fullmatch(r"Q\d+", row["name"]):  # an item without an English label
                continue
            clubs.append(ReepClub(row["key_wikidata"], row["name"], country, row["founded"][:4], providers))
    return clubs


def _core(name: str) -> str:
    """A folded name without "FC" and the like at its ends.

    >>> _core("Arsenal F.C."), _core("FC Bayern Munich"), _core("AFC Wimbledon")
    ('arsenal', 'bayern munich', 'wimbledon')
    """
    words = fold(re.sub(r"\s*\([^)]*\)$", "", name)).split()
    while len(words) > 1 and words[-1] in _WORDS:
        words.pop()
    while len(words) > 1 and words[0] in _WORDS:
        words.pop(0)
    return " ".join(words)


def join_qids(rows: Iterable[Row], clubs: Iterable[ReepClub]) -> int:
    """Set the QID of every row whose join is certain; returns their number."""
    rows = list(rows)
    by_qid = {club.qid: club for club in clubs}
    by_hand = {(line["country"], line["name"]): line["qid"] for line in read_handwritten("qids.tsv")}
    wanted = _wanted(rows, by_qid.values())
    claims = Counter(qid for qids in wanted for qid in qids)
    taken = set(by_hand.values())
    for row, qids in zip(rows, wanted, strict=True):
        only = next(iter(qids)) if len(qids) == 1 else ""
        free = claims[only] == 1 and only not in taken
        qid = by_hand.get((row.country, row.name)) or (only if free else "")
        if qid:
            _set_qid(row, qid, by_qid)
    return sum(1 for row in rows if row.qid)


def _wanted(rows: list[Row], clubs: Iterable[ReepClub]) -> list[set[str]]:
    """For each row the items that have one of its names to themselves."""
    theirs: dict[tuple[str, str], list[ReepClub]] = defaultdict(list)
    for club in clubs:
        if club.country and not _OTHER_SIDE.search(club.name):
            theirs[club.country, _core(club.name)].append(club)
    wanted = []
    for row in rows:
        keys = {(_zone(row.country), _core(name)) for name in _full_names(row)}
        alone = [theirs[key][0] for key in keys if len(theirs.get(key, ())) == 1]
        wanted.append({club.qid for club in alone if _same_age(row, club) and _same_fame(row, club)})
    return wanted


def _set_qid(row: Row, qid: str, by_qid: Mapping[str, ReepClub]) -> None:
    """Set the QID and, for a club that is not written by hand, its fame."""
    row.qid = qid
    if qid in by_qid:
        row.sources.add("reep")
        if "handwritten" not in row.sources:
            row.prior = min(200, 40 + 10 * by_qid[qid].providers)


def _zone(country: str) -> str:
    return "GBR" if country in _HOME_NATIONS else country


def _full_names(row: Row) -> list[str]:
    """The name and full aliases; a reserve side is never joined by a bare city."""
    return (
        []
        if row.position
        else [row.name, *(text for text, kind in row.aliases.items() if kind in {"official", "short"})]
    )


def _same_age(row: Row, club: ReepClub) -> bool:
    return not (row.born and club.founded) or abs(int(row.born) - int(club.founded)) <= _YEARS


def _same_fame(row: Row, club: ReepClub) -> bool:
    return row.prior < _FAMOUS or club.providers >= _PROVIDERS


def missing_clubs(rows: Iterable[Row], clubs: Iterable[ReepClub]) -> list[Row]:
    """Rows for the better known clubs of reep that openfootball lacks.

    At least two data providers know such a club, and its name is its own: no other club of the country has it, in reep
    or among `rows`, and no club of `rows` that is still without a QID shares a word with it that few clubs of the
    country have, since the two might be one club under two names.
    """
    rows = list(rows)
    names = {(_zone(row.country), _core(name)) for row in rows for name in row.names()}
    open_words = {
        (_zone(row.country), w) for row in rows if not row.qid for name in row.names() for w in fold(name).split()
    }
    used = {row.qid for row in rows}
    found: dict[tuple[str, str], list[ReepClub]] = defaultdict(list)
    for club in clubs:
        if club.country not in _NO_COUNTRY and not _OTHER_SIDE.search(club.name):
            found[club.country, _core(club.name)].append(club)
    words = Counter((country, w) for country, name in found for w in name.split())
    new = []
    for (country, name), namesakes in sorted(found.items()):
        club = namesakes[0]
        doubtful = any((country, w) in open_words and words[country, w] <= _RARE for w in name.split())
        known = club.providers >= _KNOWN and club.qid not in used and (country, name) not in names
        if len(namesakes) == 1 and known and not doubtful:
            new.append(_new_row(club))
    return new


def _new_row(club: ReepClub) -> Row:
    row = Row("Club", club.name.replace("F.C.", "FC").replace("S.C.", "SC"), qid=club.qid, country=club.country)
    row.gender, row.born, row.prior = "m", club.founded, min(160, 40 + 10 * club.providers)
    row.suffix = f"club {club.country}"
    row.sources.add("reep")
    return row
