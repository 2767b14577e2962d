"""Readings in canonical form, and statements merged over articles.

The canonical form of a reading is the one that the JSON line and the store hold, so that both give it back unchanged:

1. an entity id stands for one entity: the first description wins and takes on the aliases of the others;
2. aliases, candidates, authors, warnings and mentions are sorted and without repetition;
3. statements with one key are one, its evidence in the order given, the lead first;
4. entities are ordered by their first mention, statements by where their lead stands;
5. who says so is `Evidence.source`, never the qualifier `source`; qualifiers and normal forms are sorted by name;
6. the address is http or https, or empty.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from touchline.graph.errors import InputError
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Value, merge_statements

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["canonical", "checked_date", "merge_readings", "web_address"]

#: What RFC 3987 forbids in an IRI, and characters that no address holds unescaped.
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\s]")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)


def web_address(url: str) -> str:
    """The address with forbidden characters percent-encoded; empty where it is not http or https.

    >>> web_address("https://news.example/a|b"), web_address("javascript:alert(1)")
    ('https://news.example/a%7Cb', '')
    """
    if not _WEB.match(url):
        return ""
    return _FORBIDDEN.sub(lambda found: quote(found[0], safe=""), url)


def checked_date(value: str | None, where: str) -> str | None:
    """The date itself if it is None or a real day written YYYY-MM-DD.

    Raises:
        InputError: it is anything else; the message starts with `where`.
    """
    if value is not None:
        try:
            day = date.fromisoformat(value).isoformat()
        except ValueError:
            day = None
        if day != value:
            raise InputError(
                f"{where}: {value!r} is not a date of the form YYYY-MM-DD; leave it out if it is not known."
            )
    return value


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _entities(reading: Reading) -> dict[str, Entity]:
    """Every entity of the reading by its id, in its lists or in a statement only."""
    known: dict[str, Entity] = {}
    ends = [end for statement in reading.statements for end in (statement.subject, statement.object)]
    for entity in (*reading.entities, *(end for end in ends if isinstance(end, Entity))):
        if not entity.id:
            raise InputError(f"article {reading.article.id}: the entity {entity.name!r} needs an id that is not empty.")
        first = known.get(entity.id, entity)
        known[entity.id] = replace(
            first,
            aliases=_sorted((*first.aliases, *entity.aliases)),
            candidates=_sorted((*first.candidates, *entity.candidates)),
        )
    return known


def _evidence(evidence: Evidence, article: Article) -> Evidence:
    if evidence.article != article.id:
        raise InputError(
            f"article {article.id}: evidence of another article ({evidence.article}) is among its statements."
        )
    checked_date(evidence.published, f"article {article.id}")
    qualifiers = {name: evidence.qualifiers[name] for name in sorted(evidence.qualifiers) if name != "source"}
    return replace(
        evidence,
        qualifiers=qualifiers,
        normalised=dict(sorted(evidence.normalised.items())),
        source=evidence.source or evidence.qualifiers.get("source", ""),
    )


def _statement(statement: Statement, entities: dict[str, Entity], article: Article) -> Statement:
    if not statement.evidence:
        raise InputError(f"article {article.id}: a statement ({statement.predicate}) has no evidence.")
    end = statement.object
    return replace(
        statement,
        subject=entities[statement.subject.id],
        object=end if isinstance(end, Value) else entities[end.id],
        evidence=tuple(_evidence(evidence, article) for evidence in statement.evidence),
    )


def _place(statement: Statement) -> tuple[int, int, str]:
    lead = statement.evidence[0]
    return lead.start, lead.end, statement.key


def canonical(reading: Reading) -> Reading:
    """The reading in canonical form (see the module); applying it twice changes nothing.

    Raises:
        InputError: no article id, a date that is none, a statement without evidence or with another article's.
    """
    article = reading.article
    if not article.id:
        raise InputError("An article needs an id that is not empty.")
    checked_date(article.published, f"article {article.id}")
    entities = _entities(reading)
    mentions = {name: tuple(sorted(set(reading.mentions[name]))) for name in sorted(reading.mentions)
                if reading.mentions[name] and name in entities}  # fmt: skip
    last = ((1 << 62, 1 << 62),)
    merged = merge_statements(_statement(statement, entities, article) for statement in reading.statements)
    return Reading(
        article=replace(article, authors=_sorted(article.authors), url=web_address(article.url)),
        entities=tuple(sorted(entities.values(), key=lambda entity: (mentions.get(entity.id, last)[0], entity.id))),
        statements=tuple(sorted(merged, key=_place)),
        mentions=mentions,
        warnings=_sorted(reading.warnings),
    )


def merge_readings(readings: Iterable[Reading]) -> list[Statement]:
    """The statements of all readings, one for each key, with the evidence of all.

    Evidence is in order of publication (undated articles last, then by id); within one article the lead comes first.
    An entity takes its name from the first article and its aliases from all. Statements are in order of their keys.
    """
    by_date = sorted(readings, key=lambda reading: (reading.article.published or "9999-99-99", reading.article.id))
    merged = merge_statements(statement for reading in by_date for statement in reading.statements)
    entities = _entities(Reading(Article("all", ""), (), tuple(s for r in by_date for s in r.statements)))
    return sorted((_described(statement, entities) for statement in merged), key=lambda statement: statement.key)


def _described(statement: Statement, entities: dict[str, Entity]) -> Statement:
    end = statement.object
    return replace(
        statement, subject=entities[statement.subject.id], object=end if isinstance(end, Value) else entities[end.id]
    )
