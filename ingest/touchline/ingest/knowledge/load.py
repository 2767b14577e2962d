"""The knowledge base in memory.

The packaged tables are read at once: every line is split only as far as the lookup by alias needs it, which takes
under a third of a second; the rest of a row is parsed when its entity is first asked for. There is no cache on disk
that could go stale.

A user's own files add rows or replace packaged ones (`read_user_rows` says what they look like). All files are checked
before anything is taken from any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.fold import fold, fold_all
from touchline.ingest.knowledge.model import (
    Alias,
    AliasKind,
    Candidate,
    EntityType,
    KnowledgeEntity,
    is_code,
    parse_row,
)
from touchline.ingest.knowledge.user_files import read_user_rows
from touchline.ingest.knowledge.words import common_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["TABLES", "KnowledgeBase"]

#: Packaged tables, in the order in which they are read.
TABLES = (
    "clubs",
    "national_teams",
    "competitions",
    "venues",
    "places",
    "organisations",
    "awards",
    "persons",
)


class _Entities(Mapping[str, KnowledgeEntity]):
    """Entities by id, each parsed when it is first asked for."""

    def __init__(self, lines: dict[str, str], own: Mapping[str, KnowledgeEntity]) -> None:
        self._lines = lines
        self._parsed = dict(own)

    def __getitem__(self, identifier: str) -> KnowledgeEntity:
        entity = self._parsed.get(identifier)
        if entity is None:
            entity = self._parsed[identifier] = parse_row(self._lines[identifier].split("\t"))
        return entity

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._lines


class KnowledgeBase:
    """Entities and the names by which articles call them; made by `KnowledgeBase.load`.

    >>> kb = KnowledgeBase.load()
    >>> kb.candidates("Man Utd")[0].entity_id, kb.candidates("the Gunners")[0].entity_id
    ('Manchester_United', 'Arsenal')
    """

    def __init__(self, lines: dict[str, str], own: Mapping[str, KnowledgeEntity]) -> None:
        self._lines = lines
        self._own = own
        self._entities = _Entities(lines, own)
        self._index = _index(lines)
        self._sorted: dict[str, tuple[Candidate, ...]] = {}
        self._qids: dict[str, str] | None = None
        self._places: dict[str, KnowledgeEntity] | None = None

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> KnowledgeBase:
        """The packaged knowledge base, with rows of the user's own files added or put in place of packaged ones.

        Args:
            extra: CSV or JSON Lines files; among them no id may occur twice.

        Raises:
            InputError: A file cannot be read or a row is invalid; nothing is loaded then.
        """
        own = read_user_rows(extra)
        folder = files("touchline.ingest.knowledge") / "data"
        lines: dict[str, str] = {}
        for table in TABLES:
            text = (folder / f"{table}.tsv").read_text(encoding="utf-8")
            for line in text.splitlines()[1:]:
                lines[line[: line.index("\t")]] = line
        for identifier, row in own.items():
            lines[identifier] = row.line
        return cls(lines, {identifier: row.entity for identifier, row in own.items()})

    @property
    def entities(self) -> Mapping[str, KnowledgeEntity]:
        """All entities by id."""
        return self._entities

    @property
    def common_words(self) -> frozenset[str]:
        """Folded common English words; an alias that is one ("Reading", "Wolves") deserves a look at its context."""
        return common_words()

    def candidates(self, alias_text: str) -> tuple[Candidate, ...]:
        """Entities that have exactly this name after folding, most famous first, then by id."""
        return self._candidates(fold(alias_text))

    def index(self) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
        """Every folded alias with its candidates."""
        for key in self._index:
            yield key, self._candidates(key)

    def aliases(self) -> Iterator[tuple[str, str, str, AliasKind]]:
        """Every folded alias, with the alias as written, the entity's id and the kind."""
        for entity in self._entities.values():
            own = () if Alias(entity.name, "weak") in entity.aliases else (Alias(entity.name, "official"),)
            for text, kind in (*own, *entity.aliases):
                for key in fold_all(text):
                    yield key, text, entity.id, kind

    def keys(self) -> Iterator[str]:
        """Every folded alias; quicker than `index`, since no candidate is looked up."""
        return iter(self._index)

    def names(self, kind: EntityType) -> Iterator[tuple[str, str]]:
        """(id, name) of every entity of one type, without parsing its row."""
        for identifier, line in self._lines.items():
            _, found, name, _ = line.split("\t", 3)
            if found == kind:
                yield identifier, name

    def by_qid(self, qid: str) -> KnowledgeEntity | None:
        """The entity that is this Wikidata item."""
        if self._qids is None:
            self._qids = {}
            for identifier, line in self._lines.items():
                item = line.split("\t", 5)[4]
                if item:
                    self._qids.setdefault(item, identifier)
        identifier = self._qids.get(qid, "")
        return self._entities[identifier] if identifier else None

    def place_of(self, code: str) -> KnowledgeEntity | None:
        """The country of a code such as DEU or SCO."""
        if self._places is None:
            places = (self._entities[i] for i, line in self._lines.items() if line.split("\t", 2)[1] == "Place")
            self._places = {place.country: place for place in places if place.position == "country"}
        return self._places.get(code)

    def _candidates(self, key: str) -> tuple[Candidate, ...]:
        found = self._sorted.get(key)
        if found is None:
            found = self._sorted[key] = tuple(_resolve(self._lines, self._index.get(key, ())))
        return found


def _index(lines: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Folded alias to (id, alias as written with its kind)."""
    index: dict[str, list[tuple[str, str]]] = {}
    for identifier, line in lines.items():
        _, _, name, aliases, _ = line.split("\t", 4)
        names = aliases.split("|") if aliases else []
        if f"{name}~weak" not in names:  # the name itself is an alias only where it needs context
            names.append(f"{name}~official")
        for item in names:
            text = item[: item.rindex("~")]
            if text.isascii():
                key = fold(text)
                if key in index:
                    index[key].append((identifier, item))
                elif key:
                    index[key] = [(identifier, item)]
            else:
                for key in fold_all(text):
                    index.setdefault(key, []).append((identifier, item))
    return index


def _resolve(lines: Mapping[str, str], entries: Sequence[tuple[str, str]]) -> list[Candidate]:
    """Candidates of one key; of several aliases of one entity the one with the freest case, then the first."""
    best: dict[str, Candidate] = {}
    for identifier, item in entries:
        text, _, kind = item.rpartition("~")
        known = best.get(identifier)
        if known is None or (known.code and not is_code(text)):
            cells = lines[identifier].split("\t")
            best[identifier] = Candidate(identifier, kind, cells[1], int(cells[12] or 0), is_code(text))  # type: ignore[arg-type]
    return sorted(best.values(), key=lambda c: (-c.prior, c.entity_id))
