"""Deciding what each name stands for.

Exact aliases alone give candidates. A club, competition or country named in full is taken first, by fame and by what
else the article names (`ArticleContext`). Short forms that many share ("United", "the Reds", "City") then stand for
the one that the article has named. A surname stands for the person whom the article names in full; failing that, for
the one person of that surname whom the knowledge base places, at the article's date, in a club or country that the
article names. What stays open is a local entity with its candidates listed (docs/DESIGN: no fuzzy match ever links).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from touchline.graph.iri import slug
from touchline.ingest.context import ArticleContext
from touchline.ingest.document import EntityRecord, Mention
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.mentions import Find, split_words
from touchline.ingest.people import PersonIndex, SurnameResolver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate
    from touchline.ingest.mentions import NameFinder

__all__ = ["Linker"]

#: Alias kinds that name an entity by themselves; the others need the entity to be named elsewhere in the article.
_PLAIN = frozenset({"official", "short", "former", "code", "nickname"})


class Linker:
    """Turns finds into mentions of entities.

    Args:
        kb: Knowledge base.
        finder: Knows first names, which keeps "Jordan" in "Jordan Henderson" from being a country.
    """

    def __init__(self, kb: KnowledgeBase, finder: NameFinder) -> None:
        self._kb = kb
        self._finder = finder
        self._people = PersonIndex(kb)

    def link(self, document: ArticleDocument, finds: Sequence[Find]) -> None:
        """Fill `document.mentions` and `document.entities` with names and demonyms."""
        _Linking(self._kb, self._people, document).run(finds)


class _Linking:
    """One article's linking."""

    def __init__(self, kb: KnowledgeBase, people: PersonIndex, document: ArticleDocument) -> None:
        self.kb = kb
        self.people = people
        self.document = document
        self.doc: Doc = document.doc
        self.context = ArticleContext(kb, document.article.published)
        self.local_scope = hashlib.sha256(document.article.id.encode()).hexdigest()[:8]

    def run(self, finds: Sequence[Find]) -> None:
        usable = [f for f in finds if not self.document.is_ignored(f.start, f.end)]
        rest = [f for f in usable if not self._link_plain(f)]
        rest = [f for f in rest if not self._link_full_name(f)]
        resolver = SurnameResolver(self.people, self.context, self.document)
        rest = [f for f in rest if not self._link_weak(f)]
        for find in rest:
            self._link_single_name(find, resolver)
        self._link_surnames(resolver)
        self.document.mentions.sort(key=lambda m: m.start)
        self._order_entities()

    # -- clubs, competitions, countries and the like ------------------------------------------------------------

    def _link_plain(self, find: Find) -> bool:
        plain = [c for c in find.candidates if c.kind in _PLAIN and c.type != "Person"]
        if not plain:
            return self._link_demonym(find)
        best = self.context.best(plain)
        if best.type == "Club" and find.words == 1 and self._is_in_place(find):
            place = next((c for c in find.candidates if c.type == "Place"), None)
            best = place or best
        record = self._kb_record(best.entity_id)
        alt = self._alternative(find, best)
        self._add(find, record, alt=alt)
        self.context.add(best.entity_id)
        return True

    def _is_in_place(self, find: Find) -> bool:
        """ "in Barcelona", "to London on Monday": the city, where it is not said to be a side."""
        before = self.doc.text[max(0, find.start - 4) : find.start].lower()
        after = self.doc.text[find.end : find.end + 2]
        return before.endswith(" in ") and not after.startswith("'s")

    def _alternative(self, find: Find, best: Candidate) -> EntityRecord | None:
        """The other reading of one name: a country for a national team, a club for its ground or city."""
        wanted = {"NationalTeam": "Place", "Venue": "Club", "Place": "Club", "Club": "Place"}.get(best.type)
        others = [c for c in find.candidates if c.type == wanted and c.kind != "demonym"]
        if best.type == "Place":
            teams = [c for c in find.candidates if c.type == "NationalTeam"]
            others = teams or others
        return self._kb_record(self.context.best(others).entity_id, mention=False) if others else None

    def _link_demonym(self, find: Find) -> bool:
        places = [c for c in find.candidates if c.kind == "demonym"]
        if not places:
            return False
        country = next((c for c in places if c.type == "Place"), places[0])
        team = next((c for c in places if c.type == "NationalTeam"), None)
        alt = self._kb_record(team.entity_id, mention=False) if team else None
        self._add(find, self._kb_record(country.entity_id), kind="demonym", alt=alt)
        return True

    def _link_weak(self, find: Find) -> bool:
        named = [c for c in find.candidates if c.type != "Person" and c.kind not in _PLAIN]
        if not named:
            return False
        known = [m for m in self.document.mentions if any(m.entity.id == c.entity_id for c in named)]
        if known:
            before = [m for m in known if m.start < find.start]
            chosen = max(before, key=lambda m: m.start) if before else min(known, key=lambda m: m.start)
            record = chosen.entity
        else:
            standing = [c for c in named if c.type in ("Venue", "Place", "NationalTeam")]
            unique = named if len({c.entity_id for c in named}) == 1 and named[0].kind in ("venue", "city") else []
            if not standing and not unique:
                return False
            record = self._kb_record((standing or unique)[0].entity_id)
        self._add(find, record)
        return True

    # -- persons --------------------------------------------------------------------------------------------------

    def _link_full_name(self, find: Find) -> bool:
        persons = [c for c in find.candidates if c.type == "Person"]
        surface = self.doc.text[find.start : find.end]
        if find.words < 2 and not persons:  # noqa: PLR2004
            return False
        if find.words < 2:  # noqa: PLR2004
            return False
        if persons:
            chosen = self.context.person([self.kb.entities[c.entity_id] for c in persons])
            if chosen is not None:
                self._add(find, self._kb_record(chosen.id))
                return True
            ids = tuple(sorted(c.entity_id for c in persons))
            self._add(find, self._local_record(surface, "Person", candidates=ids))
            return True
        self._add(find, self._local_record(surface, find.type or "Person"))
        return True

    def _link_single_name(self, find: Find, resolver: SurnameResolver) -> bool:
        """A single word that is a personal name: within the article, by context, by fame, or local."""
        persons = [c for c in find.candidates if c.type == "Person"]
        surface = self.doc.text[find.start : find.end]
        record = resolver.within_article(fold(surface).split(), find.start)
        if record is None:
            best = resolver.by_context(fold(surface)) or self.context.person(
                [self.kb.entities[c.entity_id] for c in persons]
            )
            record = self._kb_record(best.id) if best else None
        if record is None:
            if find.type and find.type != "Person":
                self._add(find, self._local_record(surface, find.type))
                return True
            if find.origin == "gazetteer" or not self._is_name_like(find):
                return False
            record = self._local_record(surface, "Person", candidates=self.people.by_surname_ids(fold(surface)))
        self._add(find, record)
        return True

    def _link_surnames(self, resolver: SurnameResolver) -> None:
        """Surnames of the article's persons, and of club-mates, in words that no finder took."""
        text = self.doc.text
        taken = sorted((m.start, m.end) for m in self.document.mentions)
        words = split_words(text)
        index = 0
        while index < len(words):
            step = 1
            word = words[index]
            if text[word.start].isupper() and not _overlaps(taken, word.start, word.end):
                for count in (3, 2, 1):
                    run = words[index : index + count]
                    if len(run) < count or _overlaps(taken, run[0].start, run[-1].end) or "\n" in text[run[0].start : run[-1].end]:
                        continue
                    find = Find(run[0].start, run[-1].end, count, "shape", type="Person")
                    record = resolver.within_article([w.folded for w in run], find.start)
                    if record is None and count == 1:
                        best = resolver.by_context(word.folded) if self._is_proper(find) else None
                        record = self._kb_record(best.id) if best else None
                    if record is not None and (count > 1 or self._is_proper(find)):
                        self._add(find, record)
                        step = count
                        break
            index += step

    def _is_proper(self, find: Find) -> bool:
        """Tagged as a name, or capitalised within a sentence."""
        span = self.doc.char_span(find.start, find.end, alignment_mode="expand")
        if span is None:
            return False
        return all(t.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB") for t in span) and (
            span[0].pos_ == "PROPN" or not span[0].is_sent_start
        )

    def _is_name_like(self, find: Find) -> bool:
        surface = self.doc.text[find.start : find.end]
        return len(surface) > 2 and surface[0].isupper() and not surface.isupper()  # noqa: PLR2004

    # -- records ----------------------------------------------------------------------------------------------------

    def _kb_record(self, identifier: str, *, mention: bool = True) -> EntityRecord:
        record = self.document.entities.get(identifier)
        if record is None:
            known = self.kb.entities[identifier]
            record = EntityRecord(known.id, known.type, known.name, known.qid or "", linked=True)
            if mention:
                self.document.entities[identifier] = record
        return record

    def _local_record(self, surface: str, kind: str, candidates: Iterable[str] = ()) -> EntityRecord:
        name = " ".join(surface.split())
        scope = "" if kind != "Person" or " " in name else f"{self.local_scope}-"
        identifier = f"x-{scope}{slug(name)}" + ("" if kind == "Person" else f"-{kind}")
        record = self.document.entities.get(identifier)
        if record is None:
            record = EntityRecord(identifier, kind, name, candidates=tuple(candidates))
            self.document.entities[identifier] = record
        return record

    def _add(self, find: Find, record: EntityRecord, *, kind: str = "name", alt: EntityRecord | None = None) -> None:
        span = self.doc.char_span(find.start, find.end, alignment_mode="expand")
        if span is None or span.end == span.start:
            return
        record.aliases.add(self._surface(find.start, find.end))
        self.document.entities.setdefault(record.id, record)
        self.document.mentions.append(
            Mention(find.start, find.end, span.start, span.end, record, "demonym" if kind == "demonym" else "name", alt)
        )

    def _surface(self, start: int, end: int) -> str:
        begin, stop = self.document.text.to_original(start, end)
        return " ".join(self.document.text.original[begin:stop].split())

    def _order_entities(self) -> None:
        order: dict[str, int] = defaultdict(lambda: len(self.doc.text))
        for mention in reversed(self.document.mentions):
            order[mention.entity.id] = mention.start
        self.document.entities = dict(sorted(self.document.entities.items(), key=lambda item: (order[item[0]], item[0])))


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < stop and begin < end for begin, stop in taken)
