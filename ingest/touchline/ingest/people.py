"""Surnames and first names: which person of the article, or of its clubs, they stand for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.ingest.context import ArticleContext
    from touchline.ingest.document import ArticleDocument, EntityRecord
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import KnowledgeEntity

__all__ = ["PersonIndex", "SurnameResolver", "surnames"]

_CANDIDATES = 5


def surnames(name: Sequence[str]) -> list[str]:
    """Forms of a folded name that stand for the person alone: each tail, and each word of three letters or more.

    >>> surnames(["trent", "alexander", "arnold"])
    ['alexander arnold', 'arnold', 'alexander', 'trent', 'trent alexander']
    """
    tails = [" ".join(name[i:]) for i in range(1, len(name))]
    heads = [w for w in reversed(name) if len(w) > 2 and w not in tails]  # noqa: PLR2004
    middle = [" ".join(name[:2])] if len(name) > 2 else []  # noqa: PLR2004
    return list(dict.fromkeys((*tails, *heads, *middle)))


class PersonIndex:
    """Persons of the knowledge base by surname.

    Args:
        kb: Knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        for identifier, name in kb.names("Person"):
            first, _, rest = fold(name).partition(" ")
            last = rest.rpartition(" ")[2]
            self._by_surname[rest or first].append(identifier)
            if last != rest:
                self._by_surname[last].append(identifier)

    def is_short(self, name: str) -> bool:
        """Whether a folded name is a surname of several words, or an initial with a surname: "de jong", "j navas"."""
        first, _, rest = name.partition(" ")
        return name in self._by_surname or (len(first) == 1 and rest in self._by_surname)

    def by_surname(self, surname: str) -> list[KnowledgeEntity]:
        """Persons whose surname this is, most famous first."""
        persons = [self._kb.entities[i] for i in self._by_surname.get(surname, ())]
        return sorted(persons, key=lambda p: (-p.prior, p.id))

    def by_surname_ids(self, surname: str) -> tuple[str, ...]:
        """Ids of the most famous persons of this surname, sorted: the candidates of an unlinked name."""
        return tuple(sorted(p.id for p in self.by_surname(surname)[:_CANDIDATES]))


class SurnameResolver:
    """Resolves short personal names in one article whose full names are linked.

    Args:
        people: Persons of the knowledge base by surname.
        context: Clubs, countries and date of the article.
        document: The article; its person mentions so far are full names.
    """

    def __init__(self, people: PersonIndex, context: ArticleContext, document: ArticleDocument) -> None:
        self._people = people
        self._context = context
        self._by_form: dict[str, list[tuple[int, EntityRecord]]] = defaultdict(list)
        self._first_names: set[tuple[str, int]] = set()
        for mention in sorted(document.mentions, key=lambda m: m.start):
            if mention.type == "Person":
                self._learn(mention.entity, mention.start, document.text.text[mention.start : mention.end])

    def _learn(self, record: EntityRecord, start: int, surface: str) -> None:
        forms = {*surnames(fold(record.name).split()), *surnames(fold(surface).split())}
        first, _, rest = fold(record.name).partition(" ")
        if rest:
            self._first_names.add((first, id(record)))
        for form in sorted(forms):
            self._by_form[form].append((start, record))

    def within_article(self, words: Sequence[str], start: int) -> EntityRecord | None:
        """The article's person whom this form names: the one named last before `start`, else the first after.

        A surname wins over a first name; a first name that several of the article's persons bear means none of them.
        """
        form = " ".join(words)
        known = self._by_form.get(form)
        if not known:
            return None
        named = [item for item in known if (form, id(item[1])) not in self._first_names]
        if not named and len({id(record) for _, record in known}) > 1:
            known = [item for item in known if item[0] < start]
            if len({id(record) for _, record in known}) != 1:
                return None
        known = named or known
        before = [record for position, record in known if position < start]
        return before[-1] if before else known[0][1]

    def linked(self, form: str) -> list[str]:
        """Ids of the linked persons of the article who bear this form."""
        return [record.id for _, record in self._by_form.get(form, ()) if record.linked]

    def by_context(self, surname: str, also: Sequence[KnowledgeEntity] = ()) -> KnowledgeEntity | None:
        """The one person of this surname who belongs, at the article's date, to a team that it names.

        Args:
            surname: Folded.
            also: Others whom the name means exactly.
        """
        initial, _, rest = surname.partition(" ")
        if len(initial) > 1 or not rest:
            initial, rest = "", surname
        named = [p for p in self._people.by_surname(rest) if not initial or fold(p.name).startswith(initial)]
        named += [p for p in also if p not in named]
        fitting = [(self._context.fits(p), p) for p in named]
        fitting = [(fit, p) for fit, p in fitting if fit > 1]
        if not fitting:
            return None
        fitting.sort(key=lambda item: (-item[0], -item[1].prior, item[1].id))
        if len(fitting) > 1 and fitting[0][0] == fitting[1][0] and fitting[0][1].prior < 2 * fitting[1][1].prior + 1:
            return None
        return fitting[0][1]
