"""Why a claim is believed: every sentence that speaks of it, and the belief step by step."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pyoxigraph import NamedNode

from touchline.graph.belief import Belief, believe
from touchline.graph.errors import QueryError
from touchline.graph.iri import ENT
from touchline.graph.merge import checked_date
from touchline.graph.model import Entity, Statement, Value
from touchline.graph.rdf import claim_iri
from touchline.graph.reports import select_reports
from touchline.graph.sagas import find_sagas
from touchline.graph.table import shortened
from touchline.graph.terms import find_entity
from touchline.graph.track_record import track_records
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from touchline.graph.belief import Origin
    from touchline.graph.reports import Report
    from touchline.graph.store import KnowledgeGraph

__all__ = ["Why", "as_json", "as_text", "why"]


@dataclass(frozen=True, slots=True)
class Why:
    """A claim with all its reports, in the order in which they were said, and the belief that follows."""

    reports: tuple[Report, ...]
    belief: Belief

    @property
    def claim(self) -> str:
        """The claim in words."""
        first = self.reports[0]
        return f"{first.subject_name} {PREDICATES[first.predicate].label} {first.object_name}"


def why(kg: KnowledgeGraph, subject: str, predicate: str, object: str, *, as_of: str | None = None) -> Why:  # noqa: A002
    """The evidence for a claim and the belief in it.

    Args:
        kg: The graph.
        subject: Name, alias, id, Wikidata id or IRI of an entity.
        predicate: Local name, such as `linked_to`.
        object: As the subject, or the text of a value.
        as_of: Only what was published on that day or earlier; undated reports are left out then.

    Raises:
        InputError: `as_of` is no day.
        QueryError: a name or the predicate is unknown, or nobody speaks of the claim (by then).
        StoreError: the store cannot be read.
    """
    limit, name = checked_date(as_of, "as_of"), _predicate(predicate)
    claim = _claim(kg, subject, name, object)
    reports = select_reports(kg.engine, (name,), claim=claim, leads=False)
    if limit is not None:
        reports = [report for report in reports if report.day is not None and report.day <= limit]
    if not reports:
        raise QueryError(f"No dated article of {limit} or earlier says that {subject} {name} {object}.")
    records = {record.name: record for record in track_records(find_sagas(kg, as_of=limit))}
    return Why(tuple(reports), believe(reports, records))


def _predicate(text: str) -> str:
    name = text.strip().removeprefix("tl:").replace(" ", "_").lower()
    if name in PREDICATES:
        return name
    near = difflib.get_close_matches(name, PREDICATES, 3, 0.5)
    advice = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(PREDICATES)}."
    raise QueryError(f"No predicate is named {text!r}; {advice}")


def _claim(kg: KnowledgeGraph, subject: str, predicate: str, text: str) -> NamedNode:
    """The node of the claim; where there is none, the message tells what is said of the two."""
    start = _entity(kg, subject)
    end = Value(text) if PREDICATES[predicate].datatype else _entity(kg, text)
    directions = [(start, end)]
    if isinstance(end, Entity):
        directions.append((end, start))
    for one, other in directions if PREDICATES[predicate].symmetric else directions[:1]:
        if (node := _node(kg, one, predicate, other)) is not None:
            return node
    said = [
        f"{one.name} {name} {other.name if isinstance(other, Entity) else other.value}"
        for one, other in directions
        for name in PREDICATES
        if _node(kg, one, name, other) is not None
    ]
    hint = f"what is said of the two: {'; '.join(said)}." if said else "nothing is said of the two together."
    raise QueryError(f"No article says that {subject} {predicate} {text}; {hint}")


def _entity(kg: KnowledgeGraph, text: str) -> Entity:
    """The entity of this name, with no more than its id and the name that was given."""
    return Entity(unquote(find_entity(kg.engine, text).value.removeprefix(ENT)), "", text)


def _node(kg: KnowledgeGraph, subject: Entity | Value, predicate: str, end: Entity | Value) -> NamedNode | None:
    if not isinstance(subject, Entity):
        return None
    node = NamedNode(claim_iri(Statement(subject, predicate, end)))
    return node if next(kg.engine.quads_for_pattern(node, None, None, None), None) is not None else None


def as_text(found: Why) -> str:
    """The explanation for people."""
    lines = [f"{shortened(found.claim)}: belief {found.belief.value:.3f}", ""]
    for report in found.reports:
        carrier, day = report.outlet or report.article, report.day or "undated   "
        said = f"{carrier} citing {report.source}" if report.source else carrier
        lines.append(f"{day}  {report.status:<7} {shortened(said)}, read with {report.confidence:.2f}")
        lines += [f"            “{shortened(report.sentence)}”", f"            {shortened(report.article)}"]
    lines += ["", "How the belief comes about:"]
    belief = found.belief
    lines += _side("State it", belief.stating, "support", belief.support)
    lines += _side("Deny it", belief.denying, "denial", belief.denial)
    lines.append(f"  belief = {belief.support:.4f} * (1 - {belief.denial:.4f}) = {belief.value:.4f}")
    return "\n".join(lines) + "\n"


def _side(title: str, origins: tuple[Origin, ...], name: str, value: float) -> list[str]:
    if not origins:
        return [f"  {title}: nobody; {name} = 0"]
    lines = [f"  {title} ({len(origins)} independent):"]
    for origin in origins:
        read = " * ".join(f"{chance:.2f}" for chance in origin.rand)
        count = len(origin.reports)
        lines.append(f"    {shortened(origin.name)}: {count} {'article' if count == 1 else 'articles'}")
        lines.append(f"      wrong however often it says so: {origin.syst:.3f} ({origin.why})")
        lines.append(f"      error = {origin.syst:.3f} + {read} = {origin.error:.4f}")
    product = " * ".join(f"{origin.error:.4f}" for origin in origins)
    return [*lines, f"    {name} = 1 - {product} = {value:.4f}"]


def as_json(found: Why) -> dict[str, Any]:
    """The explanation for programs."""
    return {
        "claim": found.claim,
        "belief": round(found.belief.value, 6),
        "support": round(found.belief.support, 6),
        "denial": round(found.belief.denial, 6),
        "evidence": [
            {
                "date": report.day, "status": report.status, "source": report.source, "outlet": report.outlet,
                "article": report.article, "sentence": report.sentence, "quote": report.quote,
                "confidence": report.confidence,
            }
            for report in found.reports
        ],
        "stating": [_origin_json(origin) for origin in found.belief.stating],
        "denying": [_origin_json(origin) for origin in found.belief.denying],
    }  # fmt: skip


def _origin_json(origin: Origin) -> dict[str, Any]:
    return {
        "name": origin.name, "articles": [report.article for report in origin.reports], "syst": round(origin.syst, 6),
        "why": origin.why, "rand": [round(chance, 6) for chance in origin.rand], "error": round(origin.error, 6),
    }  # fmt: skip
