"""Counts in how many articles of a news corpus each person is named, and which surname alone means one person.

Run once after the table of persons is built, then build it again: the counts become fame, the surnames aliases.

    python -m touchline.ingest.knowledge.build.persons_corpus ARTICLES.jsonl.gz

A surname alone means a person where that person is in many articles, all namesakes together in far fewer, and the
word is neither written small in the news ("rice", "white"), nor a first name, nor the name of a team or place. Only
counts are written, never text.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.common import DATA, HANDWRITTEN, read_rows
from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.ingest.knowledge.build.common import Row

__all__ = ["count_names", "family_name", "lone_surnames", "main"]

_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "kolo", "la", "le", "lo",
     "mac", "ten", "ter", "van", "von")
)  # fmt: skip
#: Family names that come first, as in Son Heung-min.
_FIRST = frozenset(["cho", "hong", "hwang", "ji", "jung", "kim", "lee", "oh", "park", "son", "yang"])
_NO_SURNAMES = frozenset(["filho", "jr", "junior", "neto", "sr"])
_LONGEST, _FEWEST = 4, 2
#: Articles that a person needs to own a surname, and how many times as many as all namesakes together.
_ENOUGH, _LEAD = 12, 4
#: Share of articles in which a word may be written small and still be a name.
_SMALL = 0.01
_LOWER = re.compile(r"\b[a-zà-ÿ]{3,}\b")


def family_name(name: str) -> str:
    """The part of a full name by which news calls the person; empty for a single name and where it is not clear.

    >>> family_name("Kevin De Bruyne"), family_name("Declan Rice"), family_name("Vinícius Júnior"), family_name("Pedri")
    ('De Bruyne', 'Rice', '', '')
    """
    words = name.split()
    if len(words) < 2 or fold(words[-1]) in _NO_SURNAMES:  # noqa: PLR2004
        return ""
    if fold(words[0]) in _FIRST and "-" in words[-1]:
        return words[0]
    start = next((i for i, word in enumerate(words) if i and fold(word) in _PARTICLES), len(words) - 1)
    return " ".join(words[start:])


def count_names(texts: Iterable[str], names: Iterable[str]) -> Counter[str]:
    """In how many texts each folded name of two to four words occurs.

    Args:
        texts: Articles.
        names: Folded names.
    """
    wanted = {tuple(name.split()) for name in names if 1 < len(name.split()) <= _LONGEST}
    starts = {name[:2] for name in wanted}
    counts: Counter[str] = Counter()
    for text in texts:
        words = fold(text).split()
        found: set[tuple[str, ...]] = set()
        for i, pair in enumerate(pairwise(words)):
            if pair in starts:
                found.update(g for n in range(2, _LONGEST + 1) if (g := tuple(words[i : i + n])) in wanted)
        counts.update(" ".join(name) for name in found)
    return counts


def lone_surnames(articles: dict[str, int], small: Counter[str], taken: set[str]) -> dict[str, str]:
    """Surnames that stand for one person each, by the person's name.

    Args:
        articles: Number of articles by full name.
        small: In how many articles a word is written small, by folded word.
        taken: Folded first names and names of teams and places.
    """
    bearers: dict[str, list[str]] = defaultdict(list)
    for name in articles:
        if surname := family_name(name):
            bearers[fold(surname)].append(name)
    owners = {}
    for surname, names in bearers.items():
        first, *others = sorted(names, key=lambda n: (-articles[n], n))
        rest = sum(articles[n] for n in others)
        clear = articles[first] >= max(_ENOUGH, _LEAD * rest)
        if clear and surname not in taken and small[surname] <= _SMALL * max(articles[first], 1 / _SMALL):
            owners[first] = family_name(first)
    return owners


def _texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield f"{article['title']}\n{article['body_text']}"


def _small_words(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({fold(word) for word in _LOWER.findall(text)})
    return counts


def _best_known(people: Iterable[Row]) -> dict[str, str]:
    """The usual name of the most famous person for every folded name."""
    best: dict[str, str] = {}
    for row in sorted(people, key=lambda r: (-r.prior, r.id)):
        for name in (row.name, *(text for text, kind in row.aliases.items() if kind == "official")):
            best.setdefault(fold(name), row.name)
    return best


def main(path: Path) -> None:
    """Write `handwritten/persons_mentions.tsv` from the packaged persons and a corpus."""
    people = read_rows(DATA / "persons.tsv")
    best = _best_known(people)
    articles: Counter[str] = Counter()
    for key, count in count_names(_texts(path), best).items():
        articles[best[key]] = max(articles[best[key]], count)
    kept = {name: count for name, count in sorted(articles.items()) if count >= _FEWEST}
    taken = Counter(fold(name.split()[0]) for name in kept)
    tables = [row for table in ("clubs", "national_teams", "places") for row in read_rows(DATA / f"{table}.tsv")]
    others = {fold(name) for row in tables for name in row.names()}
    firsts = {word for word, count in taken.items() if count > 1}
    owners = lone_surnames(kept, _small_words(_texts(path)), firsts | others)
    lines = [f"{name}\t{count}\t{owners.get(name, '')}" for name, count in kept.items()]
    target = HANDWRITTEN / "persons_mentions.tsv"
    target.write_text("\n".join(["name\tarticles\tsurname", *lines]) + "\n", encoding="utf-8", newline="\n")
    print(f"persons: {len(kept)}, surnames: {len(owners)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
