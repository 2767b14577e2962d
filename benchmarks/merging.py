"""How often different clubs become one: the knowledge base beside merging by string distance.

    python benchmarks/merging.py DATA_FOLDER

DATA_FOLDER holds `openfootball_clubs` (see docs/data-sources.md). Over all pairs of the clubs that it lists for
England, Spain, Italy, Germany and France, the table counts the pairs that end up as one:

knowledge base   the most famous club of the country that has the club's full name as an alias is the same for both
substring        the short name of one, in lower case, is part of the other's
edit distance    the short names, longer than five letters, differ by fewer than three edits
WRatio           RapidFuzz's WRatio of the short names is at least 80 (only where rapidfuzz is installed)

The short name is the first alias that the source gives ("Bury" for "Bury FC"). Entries that the source itself lists
twice for one club are the same club, and so is an entry with the same name: such pairs are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from itertools import combinations
from pathlib import Path

from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.knowledge.build.openfootball import FootballClub, read_clubs

COUNTRIES = {"eng": "ENG", "es": "ESP", "it": "ITA", "de": "DEU", "fr": "FRA"}
TWICE = frozenset({"Real Madrid B", "Real Madrid Castilla"})

Pair = tuple[FootballClub, FootballClub]
Rule = Callable[[FootballClub, FootballClub], bool]


def clubs_of(folder: Path) -> list[FootballClub]:
    """The clubs of the five countries, in the source's order."""
    codes = dict.fromkeys((p.name.split(".")[0] for p in folder.glob("*/*/*.clubs.txt")), "")
    return [club for club in read_clubs(folder, codes | COUNTRIES) if club.country]


def pairs_of(clubs: list[FootballClub]) -> list[Pair]:
    """All pairs of different clubs."""
    return [(a, b) for a, b in combinations(clubs, 2) if a.name != b.name and not {a.name, b.name} <= TWICE]


def entity_of(kb: KnowledgeBase, club: FootballClub) -> str:
    """The entity that the club's full name stands for in its country, empty where none does."""
    named = (c.entity_id for c in kb.candidates(club.name) if c.type == "Club")
    return next((i for i in named if kb.entities[i].country == club.country), "")


def short_name(club: FootballClub) -> str:
    """The first alias, or the name where there is none, in lower case."""
    return (club.aliases[0] if club.aliases else club.name).lower()


def substring(one: FootballClub, other: FootballClub) -> bool:
    """Whether one short name is part of the other."""
    first, second = short_name(one), short_name(other)
    return first in second or second in first


def few_edits(one: FootballClub, other: FootballClub) -> bool:
    """Whether two short names of more than five letters differ by fewer than three edits."""
    first, second = short_name(one), short_name(other)
    return min(len(first), len(second)) > 5 and edits(first, second) < 3


def edits(one: str, other: str) -> int:
    """Levenshtein distance; 3 at once where the lengths alone differ by as much.

    >>> edits("burnley", "barnsley"), edits("napoli", "empoli")
    (2, 2)
    """
    if abs(len(one) - len(other)) >= 3:
        return 3
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]


def rules(kb: KnowledgeBase, clubs: list[FootballClub]) -> dict[str, Rule]:
    """The rules to compare, by the name that the table gives them."""
    entity = {id(club): entity_of(kb, club) for club in clubs}
    table: dict[str, Rule] = {
        "knowledge base": lambda a, b: bool(entity[id(a)]) and entity[id(a)] == entity[id(b)],
        "substring": substring,
        "edit distance below 3": few_edits,
    }
    try:
        ratio = import_module("rapidfuzz.fuzz").WRatio
    except ImportError:
        return table
    return table | {"RapidFuzz WRatio from 80": lambda a, b: ratio(short_name(a), short_name(b)) >= 80}


def main(data: Path) -> int:
    """Print the table; the exit status is 1 where the knowledge base merges a pair or does not know a club."""
    clubs = clubs_of(data / "openfootball_clubs")
    kb = KnowledgeBase.load()
    unknown = [club.name for club in clubs if not entity_of(kb, club)]
    pairs = pairs_of(clubs)
    print(f"{len(clubs)} clubs, {len(pairs)} pairs, {len(unknown)} not in the knowledge base {unknown[:5]}\n")
    print("| rule | pairs made one | examples |\n|---|---|---|")
    worst = 0
    for name, rule in rules(kb, clubs).items():
        merged = [(a, b) for a, b in pairs if rule(a, b)]
        worst = len(merged) if name == "knowledge base" else worst
        examples = ", ".join(f"{a.name} / {b.name}" for a, b in merged[:3])
        print(f"| {name} | {len(merged)} | {examples} |")
    return 1 if worst or unknown else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
