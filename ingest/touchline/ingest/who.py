"""Explaining a link: what a name may stand for, what was weighed, and what was chosen or why nothing was.

The same `ArticleContext` that links names in articles does the weighing here, so the explanation cannot differ from
what the pipeline does. Without an article only fame and the date speak.

>>> from touchline.ingest.knowledge import KnowledgeBase
>>> answer = explain(KnowledgeBase.load(), "the Gunners")
>>> answer.chosen, answer.considered[0].alias
('Arsenal', 'nickname')
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.ingest.context import ArticleContext, Place, Reason
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.linking import PLAIN
from touchline.ingest.people import PersonIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from touchline.graph.model import Reading
    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Candidate

__all__ = ["Answer", "Considered", "InStore", "explain", "explain_in", "in_store"]

_POINT = 100


@dataclass(frozen=True, slots=True)
class Considered:
    """An entity that the name may stand for.

    Attributes:
        id, name, type: As in the knowledge base.
        alias: Kind of the alias that matched exactly; `surname` for a person of that surname.
        score: Sum of the points; comparable within one answer only.
        reasons: What was weighed, with points.
        chosen: Whether the name is linked to it.
    """

    id: str
    name: str
    type: str
    alias: str
    score: int
    reasons: tuple[Reason, ...]
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name stands for.

    Attributes:
        name: As asked.
        chosen: Id of the entity, local ids included; empty where nothing was chosen.
        why: One sentence.
        considered: Candidates, best first.
    """

    name: str
    chosen: str
    why: str
    considered: tuple[Considered, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON."""
        rows = [
            {
                "id": c.id, "name": c.name, "type": c.type, "alias": c.alias, "score": c.score, "chosen": c.chosen,
                "reasons": [{"text": r.text, "points": r.points} for r in c.reasons],
            }
            for c in self.considered
        ]  # fmt: skip
        return {"name": self.name, "chosen": self.chosen, "why": self.why, "candidates": rows}


@dataclass(frozen=True, slots=True)
class InStore:
    """An entity of a store that bears the name: in how many articles, and as which other forms."""

    id: str
    name: str
    type: str
    articles: int
    candidates: tuple[str, ...] = ()


def explain(kb: KnowledgeBase, name: str, *, published: str | None = None) -> Answer:
    """What a name stands for by itself, at a date.

    Args:
        kb: Knowledge base.
        name: As an article would write it.
        published: ISO date of the article that one has in mind.
    """
    context = ArticleContext(kb, published)
    words = len(fold(name).split())
    found = kb.candidates(name)
    things = [c for c in found if c.type != "Person"]
    persons = [c for c in found if c.type == "Person"]
    plain = [c for c in things if c.kind in PLAIN]
    considered = _considered(kb, context, found, Place(words=words), name)
    if plain:
        best = context.decide(plain, Place(words=words))
        if best is not None:
            return _answer(name, best.entity_id, considered, "most points among those that bear the name by itself")
    if persons:
        chosen = context.person([kb.entities[c.entity_id] for c in persons], full_name=words > 1)
        if chosen is not None:
            return _answer(
                name, chosen.id, considered, "the only person of this name who fits, or by far the best known then"
            )
    return _answer(name, "", considered, _why_none(things, persons, considered))


def explain_in(kb: KnowledgeBase, name: str, document: ArticleDocument, context: ArticleContext) -> Answer:
    """What a name stands for in an article whose names are linked.

    Args:
        kb: Knowledge base.
        name: As the article writes it.
        document: The article after `Linker.link`; after `Coreference.resolve`, phrases such as "his side" are
            explained, too.
        context: What `Linker.link` returned.
    """
    key = fold(name)
    text = document.text.text
    mentions = [m for m in document.mentions if fold(text[m.start : m.end]) == key]
    considered = _considered(kb, context, kb.candidates(name), Place(words=len(key.split())), name)
    if not mentions:
        why = (
            "the article does not use this name"
            if key not in fold(text)
            else "its words were not taken for a name there"
        )
        return _answer(name, "", considered, why)
    entity, count = Counter(m.entity.id for m in mentions).most_common(1)[0]
    record = document.entities[entity]
    times = "once" if count == 1 else f"{count} times"
    if mentions[0].kind in ("pronoun", "nominal"):
        why = f"said {times} of {record.name}, who of those named before agrees with the words and stands nearest"
        return _answer(name, entity, considered, why)
    if record.linked:
        others = sorted(record.aliases - {name})
        why = f"named so {times} in the article" + (f", which also says {', '.join(others[:4])}" if others else "")
        return _answer(name, entity, considered, why)
    why = f"named so {times} in the article, but no candidate is sure; it stays a local entity"
    return _answer(name, entity, considered, why)


def in_store(name: str, readings: Iterable[Reading]) -> list[InStore]:
    """Entities of a store's readings that bear a name, those of most articles first."""
    key = fold(name)
    counts: Counter[str] = Counter()
    seen: dict[str, InStore] = {}
    for reading in readings:
        for entity in reading.entities:
            if key in {fold(form) for form in (entity.name, *entity.aliases)}:
                counts[entity.id] += 1
                seen[entity.id] = InStore(entity.id, entity.name, entity.type, counts[entity.id], entity.candidates)
    return sorted(seen.values(), key=lambda e: (-e.articles, e.id))


def _considered(
    kb: KnowledgeBase, context: ArticleContext, found: Sequence[Candidate], place: Place, name: str
) -> list[Considered]:
    things = context.weigh([c for c in found if c.type != "Person"], place)
    rows = [_row(kb, w.candidate.entity_id, w.candidate.kind, w.reasons) for w in things]
    persons: Mapping[str, str] = {c.entity_id: c.kind for c in found if c.type == "Person"}
    if not persons:
        persons = dict.fromkeys(PersonIndex(kb).by_surname_ids(fold(name)), "surname")
    for identifier, kind in persons.items():
        person = kb.entities[identifier]
        points = tuple(Reason(r.text, r.points * _POINT) for r in context.person_reasons(person))
        past = context.fame_then(person) - person.prior
        then = (Reason("not playing or managing then", past),) if past else ()
        rows.append(_row(kb, identifier, kind, (Reason("fame", person.prior), *then, *points)))
    return sorted(rows, key=lambda r: (-r.score, r.id))


def _row(kb: KnowledgeBase, identifier: str, kind: str, reasons: tuple[Reason, ...]) -> Considered:
    entity = kb.entities[identifier]
    return Considered(entity.id, entity.name, entity.type, kind, sum(r.points for r in reasons), reasons)


def _answer(name: str, chosen: str, considered: Sequence[Considered], why: str) -> Answer:
    marked = [Considered(c.id, c.name, c.type, c.alias, c.score, c.reasons, chosen=c.id == chosen) for c in considered]
    return Answer(name, chosen, why, tuple(sorted(marked, key=lambda c: not c.chosen)))


def _why_none(things: Sequence[Candidate], persons: Sequence[Candidate], considered: Sequence[Considered]) -> str:
    if not considered:
        return "no entity of the knowledge base bears this name"
    if not things and not persons:
        return "only a surname: an article must name the person in full or a team of theirs"
    if things and all(c.kind not in PLAIN for c in things):
        return "a form that several share or that is a word: an article must name the entity otherwise, too"
    return "two or more fit alike, or the only one is too little known to be sure: an article must tell them apart"
