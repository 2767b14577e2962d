"""The review file: names that no article could link, by frequency, for a person to settle.

`review_rows` lists them with suggestions, `write_review` writes them as CSV, and `accepted_rows` turns the rows that
the user has accepted into rows of the user's own knowledge base (`touchline.ingest.knowledge.user_files` says what
those look like). Suggestions come from exact surnames, from shared words and from similar spelling. They are
suggestions only: nothing is ever linked by them until a person writes an id into the column `accept`.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from touchline.graph.errors import InputError
from touchline.graph.iri import slug
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.knowledge.model import COLUMNS, ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from touchline.graph.model import Reading
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import EntityType, KnowledgeEntity

__all__ = ["REVIEW_COLUMNS", "ReviewRow", "accepted_rows", "review_rows", "write_accepted", "write_review"]

#: `accept` is the user's: empty for no, `new` for a new entity, or the id of the entity that the name stands for.
REVIEW_COLUMNS = ("accept", "name", "type", "articles", "forms", "suggestions")
_SUGGESTIONS = 4
_SIMILAR = 0.84


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A name that stayed local.

    Attributes:
        name, type: Of the local entity.
        articles: Number of articles that name it.
        forms: Other forms of the name in those articles.
        suggestions: Ids of entities of the knowledge base that it may be, likeliest first.
    """

    name: str
    type: str
    articles: int
    forms: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def review_rows(readings: Iterable[Reading], kb: KnowledgeBase | None = None) -> list[ReviewRow]:
    """Unlinked names by number of articles, then by name; without `kb` only exact candidates are suggested."""
    counts: Counter[tuple[str, str]] = Counter()
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    candidates: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: dict[tuple[str, str], str] = {}
    for reading in readings:
        for key in {(fold(e.name), e.type) for e in reading.entities if e.id.startswith("x-")}:
            counts[key] += 1
        for entity in reading.entities:
            if entity.id.startswith("x-"):
                key = fold(entity.name), entity.type
                names[key] = min(names.get(key, entity.name), entity.name)
                forms[key].update(entity.aliases)
                candidates[key].update(entity.candidates)
    similar = _Similar(kb) if kb is not None else None
    rows = []
    for key in sorted(counts, key=lambda k: (-counts[k], k)):
        exact = [i for i, _ in sorted(candidates[key].items(), key=lambda item: (-item[1], item[0]))]
        more = similar.to(*key) if similar is not None else ()
        suggested = tuple(dict.fromkeys((*exact, *more)))[:_SUGGESTIONS]
        rows.append(ReviewRow(names[key], key[1], counts[key], tuple(sorted(forms[key] - {names[key]})), suggested))
    return rows


def write_review(rows: Iterable[ReviewRow]) -> str:
    """The review file as CSV, its column `accept` empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(REVIEW_COLUMNS)
    for row in rows:
        writer.writerow(("", row.name, row.type, row.articles, "|".join(row.forms), "|".join(row.suggestions)))
    return buffer.getvalue()


def accepted_rows(kb: KnowledgeBase, path: Path) -> list[dict[str, str]]:
    """The accepted rows of a review file as rows of a user's knowledge base, by id.

    A name accepted for an entity becomes an alias of it: the row is the entity's own with that alias added. `new` makes
    an entity of its own, with the other forms as aliases.

    Raises:
        InputError: A column is missing, a type is unknown, or `accept` is neither `new` nor an id; with the line.
    """
    rows: dict[str, dict[str, str]] = {}
    for line, record in _records(path):
        accept = record["accept"].strip()
        if not accept:
            continue
        if accept == "new":
            made = _new(kb, record, f"{path}:{line}")
            rows[made["id"]] = made
        elif accept in kb.entities:
            row = rows.setdefault(accept, _cells(kb.entities[accept]))
            row["aliases"] = "|".join(dict.fromkeys(filter(None, (row["aliases"], _alias(record["name"])))))
        else:
            raise InputError(
                f"{path}:{line}: accept is {accept!r}; write new, or the id of an entity, or leave it empty"
            )
    return [rows[identifier] for identifier in sorted(rows)]


def write_accepted(rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as a knowledge-base file that `--kb` reads."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([row[column] for column in COLUMNS] for row in rows)
    return buffer.getvalue()


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 (byte {error.start})") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if missing := [c for c in ("accept", "name", "type", "forms") if c not in (reader.fieldnames or ())]:
        raise InputError(f"{path}:1: missing column {', '.join(missing)}")
    try:
        for record in reader:
            yield reader.line_num, {key: value or "" for key, value in record.items() if key}
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: {error}") from error


def _new(kb: KnowledgeBase, record: Mapping[str, str], place: str) -> dict[str, str]:
    name, kind = record["name"].strip(), record["type"].strip()
    if not name or kind not in ENTITY_TYPES:
        raise InputError(f"{place}: a new entity needs a name and a type of {', '.join(ENTITY_TYPES)}")
    identifier = slug(name)
    if identifier in kb.entities:
        identifier = f"{identifier}_{kind}"
    aliases = [_alias(form) for form in record["forms"].split("|") if form.strip() and fold(form) != fold(name)]
    return {**dict.fromkeys(COLUMNS, ""), "id": identifier, "type": kind, "name": name, "aliases": "|".join(aliases)}


def _alias(text: str) -> str:
    return f"{text.strip()}~{'official' if ' ' in text.strip() else 'short'}"


def _cells(entity: KnowledgeEntity) -> dict[str, str]:
    spells = (f"{a.team}:{a.start or ''}-{a.end or ''}" for a in entity.affiliations)
    return {
        "id": entity.id, "type": entity.type, "name": entity.name, "qid": entity.qid, "country": entity.country,
        "gender": entity.gender, "league": entity.league, "tied_to": entity.tied_to, "born": entity.born,
        "position": entity.position, "prior": str(entity.prior), "source": entity.source,
        "aliases": "|".join(f"{alias.text}~{alias.kind}" for alias in entity.aliases),
        "affiliations": "|".join(spells),
    }  # fmt: skip


class _Similar:
    """Names of the knowledge base by type and the beginning of each word, for suggestions."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._names: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for kind in ENTITY_TYPES:
            self._add(kb, kind)

    def _add(self, kb: KnowledgeBase, kind: EntityType) -> None:
        for identifier, name in kb.names(kind):
            folded = fold(name)
            for start in sorted({word[:3] for word in folded.split()}):
                self._names[kind, start].append((folded, identifier))

    def to(self, folded: str, kind: str) -> list[str]:
        """Ids of entities of this type whose name is spelt much alike, likeliest first."""
        found: dict[str, float] = {}
        for start in sorted({word[:3] for word in folded.split()}):
            for name, identifier in self._names.get((kind, start), ()):
                if identifier in found or abs(len(name) - len(folded)) > len(folded) // 3:
                    continue
                matcher = SequenceMatcher(None, folded, name)
                if matcher.quick_ratio() >= _SIMILAR and (ratio := matcher.ratio()) >= _SIMILAR:
                    found[identifier] = ratio
        return sorted(found, key=lambda i: (-found[i], i))
