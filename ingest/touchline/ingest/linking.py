"""Deciding what each name stands for.

Exact aliases alone give candidates. A club, competition or country named in full is taken first, by the points of
`ArticleContext`. Short forms that many share ("United", "the Reds", "City") then stand for the one that the article
has named. A surname stands for the person whom the article names in full; failing that, for the one person of that
surname whom the knowledge base places, at the article's date, in a club or country that the article names. What stays
open is a local entity with its candidates listed: no fuzzy match ever links (docs/linking.md).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from touchline.graph.iri import slug
from touchline.ingest.context import ArticleContext, Place
from touchline.ingest.document import EntityRecord, Mention
from touchline.ingest.finds import Find
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.leagues import Leagues
from touchline.ingest.mentions import split_words
from touchline.ingest.people import PersonIndex, SurnameResolver
from touchline.ingest.surroundings import (
    is_dateline,
    is_located,
    is_other_sport,
    is_player_of,
    is_side,
    is_tabled,
    women_share,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate
    from touchline.ingest.mentions import NameFinder, Word

__all__ = ["PLAIN", "Linker"]

#: Alias kinds that name an entity by themselves; the others need the entity to be named elsewhere in the article.
PLAIN = frozenset({"official", "short", "former", "code", "nickname"})
_TEAMS = frozenset({"Club", "NationalTeam"})
_WOMEN = 0.6
#: How many times oftener another club (in full, or one of its people) must be named to be meant rather than the last.
_MUCH_OFTENER = 2
_FAMOUS = 500
_MARK = re.compile(r" ?\( ?([A-Z]{1,2}) ?\)")
_BEFORE = re.compile(
    r"(?: ?'s)?(?: (?:[a-z-]+ )?(?:sides?|clubs?|giants?|champions|outfit|team|rivals|leaders|minnows|strugglers))? "
)


class Linker:
    """Turns finds into mentions of entities.

    Args:
        kb: Knowledge base.
        finder: Knows first names.
    """

    def __init__(self, kb: KnowledgeBase, finder: NameFinder) -> None:
        self._kb = kb
        self._finder = finder
        self._people = PersonIndex(kb)
        self._leagues = Leagues(kb)

    @property
    def people(self) -> PersonIndex:
        """Persons of the knowledge base by surname."""
        return self._people

    def link(self, document: ArticleDocument, finds: Sequence[Find]) -> ArticleContext:
        """Fill `document.mentions` and `document.entities` with names and demonyms; returns what decided."""
        linking = _Linking(self._kb, self._finder, self._people, self._leagues, document)
        linking.run(finds)
        return linking.context


class _Linking:
    """One article's linking."""

    def __init__(
        self,
        kb: KnowledgeBase,
        finder: NameFinder,
        people: PersonIndex,
        leagues: Leagues,
        document: ArticleDocument,
    ) -> None:
        self.kb = kb
        self.finder = finder
        self.people = people
        self.leagues = leagues
        self.document = document
        self.doc: Doc = document.doc
        self.text: str = document.text.text
        women = women_share(self.text) > _WOMEN
        self.context = ArticleContext(
            kb, document.article.published, women=women, other_sport=is_other_sport(self.text)
        )
        self.local_scope = hashlib.sha256(document.article.id.encode()).hexdigest()[:8]
        self.taken = bytearray(len(self.text) + 1)
        self.nations: dict[int, str] = {}

    def run(self, finds: Sequence[Find]) -> None:
        usable = [f for f in finds if not self.document.is_ignored(f.start, f.end)]
        self.context.prepare(f.candidates for f in usable if f.candidates)
        usable = [f for f in usable if f.listed or not self._is_word(f, self._place(f))]
        usable = self._without_namesakes(usable)
        later = [f for f in usable if not f.listed and self._is_shared(f)]
        rest = [f for f in usable if f.listed or f in later or not self._link_plain(f)]
        rest = [f for f in rest if f not in later or not (self._link_shared(f) or self._link_plain(f))]
        rest = [f for f in rest if not self._link_full_name(f)]
        resolver = SurnameResolver(self.people, self.context, self.document)
        rest = [f for f in rest if f.listed or not self._link_weak(f)]
        for find in rest:
            self._link_single_name(find, resolver)
        self._link_surnames(resolver)
        self.document.mentions.sort(key=lambda m: m.start)
        self._scope_persons()
        self._order_entities()

    def _without_namesakes(self, finds: Sequence[Find]) -> list[Find]:
        """One word that is also a name of a person named in full is that person: "Everton" beside Everton Soares."""
        full = {c.entity_id for f in finds if f.words > 1 for c in f.candidates if c.type == "Person"}
        kept = []
        for find in finds:
            persons = tuple(c for c in find.candidates if c.type == "Person" and c.entity_id in full)
            meant = find.words == 1 and persons and len(persons) < len(find.candidates)
            kept.append(replace(find, candidates=persons) if meant else find)
        return kept

    # -- clubs, competitions, countries and the like ------------------------------------------------------------

    def _place(self, find: Find) -> Place:
        dateline = is_dateline(self.text, find.start, find.end)
        side = not (dateline or self.text.startswith("-based", find.end)) and is_side(self.text, find.start, find.end)
        located = dateline or (not side and is_located(self.text, find.start, find.end))
        return Place(side, located, dateline, find.words, self._country_before(find))

    def _country_before(self, find: Find) -> str:
        """Code of the country whose name or demonym stands right before: "Portugal's Sporting", "Spanish side Real"."""
        end = next((n for n in range(find.start, max(0, find.start - 25), -1) if n in self.nations), 0)
        return self.nations[end] if end and _BEFORE.fullmatch(self.text, end, find.start) else ""

    def _link_plain(self, find: Find) -> bool:
        place = self._place(find)
        plain = self._plain(find, place)
        if not plain:
            return self._link_demonym(find)
        if place.dateline and not any(c.type == "Place" for c in plain):
            self._add(find, self._local_record(self.text[find.start : find.end].title(), "Place"))
            return True
        best = self.context.decide(plain, place)
        if best is None or not self._agrees_with_mark(find, best):
            return False
        if best.type == "NationalTeam" and self._is_country(find):
            best = next((c for c in find.candidates if c.type == "Place"), best)
        alt = self._alternative(find, best)
        record = self._kb_record(self._womens(best.entity_id))
        self._add(find, record, alt=alt)
        self.context.add(best.entity_id)
        if best.type == "NationalTeam" or self.kb.entities[best.entity_id].position == "country":
            self.nations[find.end] = self.kb.entities[best.entity_id].country
        if best.type == "NationalTeam" and alt is not None and is_player_of(self.text, find.end):
            self._also(find, alt)
        return True

    def _is_shared(self, find: Find) -> bool:
        """Whether a short form or nickname of one team is a weaker name of others, too: "the Reds", "Inter"."""
        kinds = {c.kind for c in find.candidates if c.type in _TEAMS}
        return "weak" in kinds and bool(kinds & {"nickname", "short"})

    def _link_shared(self, find: Find) -> bool:
        """Such a form stands for another team than the usual one where the article names only that team."""
        teams = [c for c in find.candidates if c.type in _TEAMS]
        named = [c for c in teams if {c.entity_id, self._womens(c.entity_id)} & self.context.teams.keys()]
        if not named or any(c.kind != "weak" for c in named):
            return False
        record = self._named_before(find, named)
        if record is not None:
            self._add(find, record)
        return record is not None

    def _plain(self, find: Find, place: Place) -> list[Candidate]:
        """Candidates that need no other mention: by the kind of alias, or by the words beside it."""
        plain = [c for c in find.candidates if c.kind in PLAIN and c.type != "Person"]
        loose = [c for c in find.candidates if c.kind in ("city", "venue", "weak")]
        if place.located and not any(c.type in ("Place", "Venue") for c in plain):
            plain += [c for c in loose if c.type in ("Place", "Venue")]
        if place.side and not any(c.type in _TEAMS for c in plain):
            plain += [c for c in loose if c.kind == "city" and c.type == "Club"]
        home = [c for c in loose if c.type == "Club" and self.context.is_home(c.entity_id)] if place.side else []
        known = any(c.type == "Club" and self.context.is_home(c.entity_id) for c in plain)
        if len(home) == 1 and not known and is_tabled(self.text, find.start, find.end):
            plain = [c for c in plain if c.type != "Club" or self.context.is_home(c.entity_id)] + home
        return plain

    def _is_word(self, find: Find, place: Place) -> bool:
        """Whether a name is just an English word where it stands: "Reading about…", "Sport is…"."""
        surface = self.text[find.start : find.end]
        if (
            find.words > 1
            or not find.candidates
            or place.side
            or place.located
            or fold(surface) not in self.kb.common_words
            or any(c.kind == "code" for c in find.candidates)
        ):
            return False
        span = self.doc.char_span(find.start, find.end, alignment_mode="expand")
        if span is None or not span[0].is_sent_start or span[0].pos_ == "PROPN":
            return False
        return span[0].pos_ != "NOUN" or find.candidates[0].prior < _FAMOUS

    def _agrees_with_mark(self, find: Find, best: Candidate) -> bool:
        """Whether letters in brackets, by which tables tell towns apart, may mean this club: "Mladost (BJ)"."""
        mark = _MARK.match(self.text, find.end)
        if mark is None or best.type != "Club":
            return True
        entity = self.kb.entities[best.entity_id]
        names = (entity.name, *(alias.text for alias in entity.aliases))
        return any(word.startswith(mark[1].lower()[0]) for name in names for word in fold(name).split())

    def _is_country(self, find: Find) -> bool:
        """Whether a country's name means the land, not its side: "in Spain", "Turin, Italy", "Al-Rayyan of Qatar"."""
        if is_located(self.text, find.start, find.end, country=True):
            return True
        last = self.document.mentions[-1] if self.document.mentions else None
        if last is None or find.start - last.end > 4:  # noqa: PLR2004
            return False
        gap = self.text[last.end : find.start]
        return (last.type == "Place" and gap.strip() == "," and gap != "\n") or (last.type == "Club" and gap == " of ")

    def _womens(self, identifier: str) -> str:
        return self.leagues.womens(identifier) if self.context.women else identifier

    def _alternative(self, find: Find, best: Candidate) -> EntityRecord | None:
        """The other reading of one name: a country for a national team, a club for its ground or city."""
        wanted = {"NationalTeam": "Place", "Venue": "Club", "Place": "Club", "Club": "Place"}.get(best.type)
        others = [c for c in find.candidates if c.type == wanted and c.kind != "demonym"]
        if best.type == "Place":
            teams = [c for c in find.candidates if c.type == "NationalTeam"]
            others = teams or others
        return self._kb_record(self._womens(self.context.best(others).entity_id), mention=False) if others else None

    def _also(self, find: Find, record: EntityRecord) -> None:
        """List another entity that the same words name."""
        record.aliases.add(self._surface(find.start, find.end))
        self.document.entities.setdefault(record.id, record)

    def _link_demonym(self, find: Find) -> bool:
        places = [c for c in find.candidates if c.kind == "demonym"]
        if not places:
            return False
        country = next((c for c in places if c.type == "Place"), places[0])
        code = self.nations[find.end] = self.kb.entities[country.entity_id].country
        if league := self.leagues.meant(code, self.text[find.end : find.end + 30]):
            place = self._kb_record(country.entity_id, mention=False)
            self._add(find, self._kb_record(self._womens(league)), alt=place)
            return True
        team = next((c for c in places if c.type == "NationalTeam"), None)
        alt = self._kb_record(self._womens(team.entity_id), mention=False) if team else None
        self._add(find, self._kb_record(country.entity_id), kind="demonym", alt=alt)
        if alt is not None and self.leagues.is_national(self.text[find.end : find.end + 30]):
            self._also(find, alt)
        return True

    def _link_weak(self, find: Find) -> bool:
        named = [
            c for c in find.candidates if c.type != "Person" and c.kind != "demonym" and self._agrees_with_mark(find, c)
        ]
        if not named:
            return False
        record = self._named_before(find, named) or self._unnamed(find, named)
        if record is None:
            return False
        self._add(find, record)
        return True

    def _named_before(self, find: Find, named: Sequence[Candidate]) -> EntityRecord | None:
        ids = {self._womens(c.entity_id) for c in named} | {c.entity_id for c in named}
        known = [m for m in self.document.mentions if m.entity.id in ids]
        form = fold(self.text[find.start : find.end]).removeprefix("the ")
        known = [m for m in known if form in fold(self.text[m.start : m.end]).split()] or known
        # Only fuller names count: "City" that was linked already must not make the next one of the same club.
        known = [m for m in known if fold(self.text[m.start : m.end]).removeprefix("the ") != form] or known
        if not known:
            return None
        before = [m for m in known if m.start < find.start]
        nearest = (max(before, key=lambda m: m.start) if before else min(known, key=lambda m: m.start)).entity
        counts = Counter(m.entity.id for m in known)
        counts.update({club: self._members_named(club) for club in list(counts)})
        often, count = max(counts.items(), key=lambda item: (item[1], item[0] == nearest.id, item[0]))
        if count >= _MUCH_OFTENER * counts[nearest.id]:
            return next(m.entity for m in known if m.entity.id == often)
        return nearest

    def _members_named(self, club: str) -> int:
        """How many persons that the article names have belonged to a club."""
        persons = (self.kb.entities[i] for i, r in self.document.entities.items() if r.linked and r.type == "Person")
        return sum(any(spell.team == club for spell in person.affiliations) for person in persons)

    def _unnamed(self, find: Find, named: Sequence[Candidate]) -> EntityRecord | None:
        """What a short form means that the article does not name otherwise, where just one thing can be meant."""
        standing = [c for c in named if c.type in ("Venue", "Place", "NationalTeam")]
        place = self._place(find)
        if standing and not (place.side and any(c.type == "Club" for c in named)):
            return self._kb_record(self.context.best(standing).entity_id)
        weighed = self.context.weigh(named, place)
        if self.context.decide(named, place) is None:
            return None
        clear = len(weighed) == 1 or weighed[0].score - weighed[1].score >= 150  # noqa: PLR2004
        if weighed[0].candidate.kind in ("venue", "city") and clear:
            return self._kb_record(self._womens(weighed[0].candidate.entity_id))
        if weighed[0].candidate.type == "Club" and clear and place.side and weighed[0].score > 500:  # noqa: PLR2004
            return self._kb_record(self._womens(weighed[0].candidate.entity_id))
        if place.side and weighed[0].candidate.type == "Club" and weighed[0].candidate.kind != "weak":
            surface = self.text[find.start : find.end]
            return self._local_record(surface, "Club", candidates=sorted({c.entity_id for c in named})[:5])
        return None

    # -- persons --------------------------------------------------------------------------------------------------

    def _link_full_name(self, find: Find) -> bool:
        if find.words < 2:  # noqa: PLR2004
            return False
        persons = [c for c in find.candidates if c.type == "Person"]
        surface = self.text[find.start : find.end]
        if persons:
            chosen = self.context.person([self.kb.entities[c.entity_id] for c in persons])
            if chosen is not None:
                self._add(find, self._kb_record(chosen.id))
                return True
            ids = tuple(sorted(c.entity_id for c in persons))
            self._add(find, self._local_record(surface, "Person", candidates=ids))
            return True
        if find.candidates or self.people.is_short(fold(surface)):
            return False
        self._add(find, self._local_record(surface, find.type or "Person"))
        return True

    def _link_single_name(self, find: Find, resolver: SurnameResolver) -> None:
        """A name without first name: within the article, by context, by fame, or local."""
        persons = [c for c in find.candidates if c.type == "Person"]
        entities = [self.kb.entities[c.entity_id] for c in persons]
        surface = self.text[find.start : find.end]
        key = fold(surface)
        if find.origin == "gazetteer" and not persons:
            return
        record = resolver.within_article(key.split(), find.start)
        if record is None:
            best = resolver.by_context(key, entities) or self.context.person(entities, full_name=False)
            record = self._kb_record(best.id) if best else None
        if record is None and find.type and find.type != "Person":
            record = self._local_record(surface, find.type)
        if record is None:
            if not self._is_name_like(find) or (find.origin == "gazetteer" and not self._is_proper(find)):
                return
            known = sorted({c.entity_id for c in persons} | {*self.people.by_surname_ids(key), *resolver.linked(key)})
            record = self._local_record(surface, "Person", candidates=known)
        self._add(find, record)

    def _link_surnames(self, resolver: SurnameResolver) -> None:
        """Surnames of the article's persons, and of club-mates, in words that no finder took."""
        words = split_words(self.text)
        index = 0
        while index < len(words):
            index += self._surname_at(words, index, resolver) if self.text[words[index].start].isupper() else 1

    def _surname_at(self, words: Sequence[Word], index: int, resolver: SurnameResolver) -> int:
        """Link a surname of up to three words that begins here; returns how many words were used."""
        if self.taken[words[index].start] or self._in_longer_name(words, index):
            return 1
        for count in (3, 2, 1):
            run = words[index : index + count]
            start, end = run[0].start, run[-1].end
            if len(run) < count or 1 in self.taken[start:end] or "\n" in self.text[start:end]:
                continue
            if self.document.is_ignored(start, end):
                continue
            find = Find(start, end, count, "shape", type="Person")
            record = resolver.within_article([w.folded for w in run], start)
            if record is None and count == 1 and self._is_proper(find):
                best = resolver.by_context(run[0].folded)
                record = self._kb_record(best.id) if best else None
            if record is not None and (count > 1 or self._is_proper(find)):
                self._add(find, record)
                return count
        return 1

    def _in_longer_name(self, words: Sequence[Word], index: int) -> bool:
        """Whether the word right before is somebody else's first name that no mention covers: "Joe | Cole"."""
        before, word = words[index - 1], words[index]
        if not index or self.text[before.end : word.start] != " " or self.taken[before.start]:
            return False
        return (
            self.text[before.start].isupper()
            and self.finder.first_name(before.folded)
            and before.folded not in self.kb.common_words
        )

    def _is_proper(self, find: Find) -> bool:
        """Tagged as a name, or capitalised within a sentence."""
        span = self.doc.char_span(find.start, find.end, alignment_mode="expand")
        if span is None:
            return False
        return all(t.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB") for t in span) and (
            span[0].pos_ == "PROPN" or not span[0].is_sent_start
        )

    def _is_name_like(self, find: Find) -> bool:
        surface = self.text[find.start : find.end]
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
        if span is None or span.end == span.start or 1 in self.taken[find.start : find.end]:
            return
        self.taken[find.start : find.end] = b"\1" * (find.end - find.start)
        record.aliases.add(self._surface(find.start, find.end))
        self.document.entities.setdefault(record.id, record)
        self.document.mentions.append(
            Mention(find.start, find.end, span.start, span.end, record, "demonym" if kind == "demonym" else "name", alt)
        )

    def _surface(self, start: int, end: int) -> str:
        begin, stop = self.document.text.to_original(start, end)
        return " ".join(self.document.text.original[begin:stop].split())

    def _scope_persons(self) -> None:
        """Give unlinked persons of two words and more an id that holds the team which the article names most."""
        teams = Counter(m.entity.id for m in self.document.mentions if m.entity.linked and m.type in _TEAMS)
        if not teams:
            return
        team = min(teams, key=lambda i: (-teams[i], i))
        for record in self.document.entities.values():
            if record.type == "Person" and not record.linked and " " in record.name:
                record.id = f"{record.id}-{team}"
        self.document.entities = {record.id: record for record in self.document.entities.values()}

    def _order_entities(self) -> None:
        order: dict[str, int] = defaultdict(lambda: len(self.text))
        for mention in reversed(self.document.mentions):
            order[mention.entity.id] = mention.start
        self.document.entities = dict(
            sorted(self.document.entities.items(), key=lambda item: (order[item[0]], item[0]))
        )
