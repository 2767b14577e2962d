"""The graph as of a day: what held then, and what had been said by then.

Two days are kept apart. `day` is the day that is asked about: what held then, by whatever article, even a later one
(`touchline.graph.validity` tells when a claim holds). `known_by` is a day of publication: what was printed later is
left out, as if nobody had said it yet. An undated article tells of no day and is in no view.

    >>> from touchline.graph import KnowledgeGraph
    >>> with KnowledgeGraph() as kg:
    ...     held_on(kg, "manages", "2024-02-10", object="Real_Madrid")
    []
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from touchline.graph.errors import InputError
from touchline.graph.merge import checked_date
from touchline.graph.model import Entity
from touchline.graph.reports import report_of, select_reports
from touchline.graph.store import KnowledgeGraph
from touchline.graph.validity import EVENTS, STATES, Holding, Timeline
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.model import Reading, Statement
    from touchline.graph.reports import Report

__all__ = ["graph_as_of", "held_on", "readings_as_of"]


def _day(value: str | date, name: str) -> date:
    """The day itself.

    Raises:
        InputError: it is no day.
    """
    return value if isinstance(value, date) else date.fromisoformat(checked_date(value, name) or "")


def _known(day: str | None, limit: date | None) -> bool:
    """Whether what was said on that day was known by the limit; what has no day is not."""
    return day is not None and (limit is None or date.fromisoformat(day) <= limit)


def held_on(
    kg: KnowledgeGraph,
    predicate: str,
    day: str | date,
    *,
    subject: str | None = None,
    object: str | None = None,  # noqa: A002 - the word of the model
    known_by: str | date | None = None,
) -> list[Holding]:
    """Which claims with this predicate held on a day, according to whom.

    Args:
        kg: The graph.
        predicate: Local name, such as `manages`.
        day: The day asked about.
        subject: Id of an entity, where only its claims are wanted.
        object: Id of an entity, or a value, where only claims about it are wanted.
        known_by: Only what was published on that day or earlier.

    Returns:
        For each claim the report that is nearest to the day (an earlier one where two are as near), nearest first. What
        is denied or former does not hold; states and events hold only where they are stated as fact.

    Raises:
        InputError: the predicate is unknown or a day is none.
    """
    if predicate not in PREDICATES:
        raise InputError(f"The ontology has no predicate {predicate!r}; it has {', '.join(PREDICATES)}.")
    wanted, limit = _day(day, "day"), None if known_by is None else _day(known_by, "known_by")
    reports = [report for report in select_reports(kg.engine, PREDICATES) if _known(report.day, limit)]
    timeline = Timeline(reports)
    stated = {"fact"} if predicate in STATES or predicate in EVENTS else {"fact", "future", "rumour"}
    best: dict[tuple[str, str], Holding] = {}
    for report in reports:
        asked = report.predicate == predicate and subject in (None, report.subject) and object in (None, report.object)
        if asked and report.status in stated:
            holding = timeline.holding(report, wanted)
            key = report.subject, report.object
            if holding is not None and (key not in best or holding.days < best[key].days):
                best[key] = holding
    return sorted(best.values(), key=lambda holding: (holding.days, holding.report.order))


def readings_as_of(
    readings: Iterable[Reading], day: str | date | None, *, known_by: str | date | None = None
) -> list[Reading]:
    """The readings reduced to what held on a day.

    A statement stays in a reading where its lead evidence holds on the day; articles that were published later stay
    only with the statements that tell of it. Without a day, all that was published by `known_by` stays.

    Raises:
        InputError: a day is none.
    """
    limit = None if known_by is None else _day(known_by, "known_by")
    dated = [reading for reading in readings if _known(reading.article.published, limit)]
    if day is None:
        return dated
    wanted = _day(day, "day")
    timeline = Timeline(_lead(reading, statement) for reading in dated for statement in reading.statements)
    reduced = (_reduced(reading, timeline, wanted) for reading in dated)
    return [reading for reading in reduced if reading.statements or _known(reading.article.published, wanted)]


def _lead(reading: Reading, statement: Statement) -> Report:
    return report_of(reading, statement, statement.evidence[0])


def _reduced(reading: Reading, timeline: Timeline, day: date) -> Reading:
    kept = tuple(
        statement for statement in reading.statements if timeline.holding(_lead(reading, statement), day) is not None
    )
    if _known(reading.article.published, day):
        return replace(reading, statements=kept)
    stated = {end.id for statement in kept for end in (statement.subject, statement.object) if isinstance(end, Entity)}
    return replace(
        reading,
        statements=kept,
        entities=tuple(entity for entity in reading.entities if entity.id in stated),
        mentions={name: places for name, places in reading.mentions.items() if name in stated},
    )


def graph_as_of(kg: KnowledgeGraph, day: str | date | None, *, known_by: str | date | None = None) -> KnowledgeGraph:
    """A graph in memory that holds what held on a day (`readings_as_of`); the given graph is not changed.

    Raises:
        InputError: a day is none.
    """
    view = KnowledgeGraph()
    view.add_all(readings_as_of(kg.readings(), day, known_by=known_by))
    return view
