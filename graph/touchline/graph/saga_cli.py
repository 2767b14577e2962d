"""The commands sagas, sources and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import click

from touchline.graph.time_cli import checked_day

if TYPE_CHECKING:
    from datetime import date

    from touchline.graph.saga_model import Saga, Step
    from touchline.graph.store import KnowledgeGraph
    from touchline.graph.track_record import TrackRecord

__all__ = ["sagas", "sources", "why"]

_STORE = click.option("--store", "-s", required=True, metavar="STORE", help="Folder of the store.")
_AS_OF = click.option(
    "--as-of", metavar="DATE", callback=checked_day, help="Only what was published on that day or earlier."
)
_FORM = click.option(
    "--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How it is written.",
)  # fmt: skip


@click.command(short_help="Transfer sagas: stages, denials, outcome, with sentences.")
@_STORE
@click.option("--person", metavar="NAME", help="Only sagas of this person.")
@click.option("--club", metavar="NAME", help="Only sagas about this club or national team.")
@_AS_OF
@_FORM
def sagas(store: str, person: str | None, club: str | None, as_of: str | None, form: str) -> None:
    """Show transfer sagas: who is linked with which club, step by step, and how it ended.

    Each step has its day, its rung of the ladder (interest, talks, bid, fee agreed, done), its status, who says so and
    the sentence. An outcome is joined, stayed or elsewhere, once an article settles it.

    \b
    Examples:
      touchline sagas --store news/store --person "Xabi Alonso"
      touchline sagas --store news/store --club Liverpool --as-of 2024-03-29
      touchline sagas --store news/store --format json
    """  # noqa: D301
    from touchline.graph.sagas import find_sagas  # noqa: PLC0415
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415

    with KnowledgeGraph.open(store, read_only=True) as kg:
        found = find_sagas(kg, person=_id(kg, person), club=_id(kg, club), as_of=as_of)
    if form == "json":
        click.echo(json.dumps([_saga_json(saga) for saga in found], ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(map(_saga_text, found)) if found else "No saga is told.")


def _id(kg: KnowledgeGraph, name: str | None) -> str | None:
    from touchline.graph.iri import ENT  # noqa: PLC0415
    from touchline.graph.terms import find_entity  # noqa: PLC0415

    return None if name is None else unquote(find_entity(kg.engine, name).value.removeprefix(ENT))


def _saga_text(saga: Saga) -> str:
    from touchline.graph.table import shortened  # noqa: PLC0415

    lines = [f"{saga.person_name} and {saga.club_name}: {_state(saga)}"]
    for step in saga.steps:
        report = step.report
        settled = f"; settled {step.settled}: {step.outcome}" if step.outcome and step.stage != "done" else ""
        day, rung = step.day or "undated   ", _words(step.stage)
        lines.append(f"  {day}  {rung:<10}  {report.status:<7} {shortened(report.who)}{settled}")
        lines += [f"              “{shortened(report.sentence)}”", f"              {shortened(report.article)}"]
    return "\n".join(lines) + "\n"


def _words(stage: str) -> str:
    return stage.replace("_", " ")


def _state(saga: Saga) -> str:
    since = f" since {saga.since}" if saga.since else ""
    place = f" ({saga.where})" if saga.where and saga.outcome != "joined" else ""
    return f"{_words(saga.stage)}{since}, {saga.outcome or 'no outcome known'}{place}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _saga_json(saga: Saga) -> dict[str, Any]:
    by = saga.settled_by
    return {
        "person": saga.person_name, "person_id": saga.person, "club": saga.club_name, "club_id": saga.club,
        "stage": saga.stage, "since": _iso(saga.since), "outcome": saga.outcome, "where": saga.where or None,
        "settled_by": None if by is None else {"article": by.article, "date": by.day, "sentence": by.sentence},
        "steps": [_step_json(step) for step in saga.steps],
    }  # fmt: skip


def _step_json(step: Step) -> dict[str, Any]:
    report = step.report
    return {
        "date": _iso(step.day), "stage": step.stage, "predicate": report.predicate, "status": report.status,
        "source": report.source or None, "outlet": report.outlet or None, "article": report.article,
        "published": report.day, "sentence": report.sentence, "episode": step.episode, "outcome": step.outcome,
        "settled": _iso(step.settled),
    }  # fmt: skip


@click.command(short_help="How often what each source reports comes true.")
@_STORE
@_AS_OF
@click.option(
    "--min-reports", type=click.IntRange(min=1), default=10, show_default=True,
    help="Settled reports below which it says: too few reports.",
)  # fmt: skip
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", "csv", "json", "md"]), default="table", show_default=True,
    help="How rows are written.",
)  # fmt: skip
def sources(store: str, as_of: str | None, min_reports: int, form: str) -> None:
    """Show how often the rumours of each outlet, journalist and cited source came true.

    Counted are rumours and announcements of moves, one for each source and saga. One came true when the person joined
    the club within a year. The interval is the 95% confidence interval by Wilson.

    \b
    Examples:
      touchline sources --store news/store
      touchline sources --store news/store --min-reports 5 --format csv
    """  # noqa: D301
    from touchline.graph.query import Rows  # noqa: PLC0415
    from touchline.graph.sagas import find_sagas  # noqa: PLC0415
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.graph.table import FORMATS  # noqa: PLC0415
    from touchline.graph.track_record import track_records  # noqa: PLC0415

    with KnowledgeGraph.open(store, read_only=True) as kg:
        records = track_records(find_sagas(kg, as_of=as_of))
    columns = ("source", "named_as", "reports", "settled", "came_true", "rate", "low", "high", "remark")
    click.echo(FORMATS[form](Rows(columns, (_record_row(record, min_reports) for record in records))), nl=False)


def _record_row(record: TrackRecord, least: int) -> dict[str, Any]:
    enough, (low, high) = record.enough(least), record.interval
    return {
        "source": record.name,
        "named_as": ", ".join(record.roles),
        "reports": record.reports,
        "settled": record.settled,
        "came_true": record.true,
        "rate": round(record.rate, 2) if enough and record.rate is not None else None,
        "low": round(low, 2) if enough else None,
        "high": round(high, 2) if enough else None,
        "remark": None if enough else "too few reports",
    }


@click.command(short_help="Why a claim is believed: sentences and derivation.")
@_STORE
@_AS_OF
@_FORM
@click.argument("subject", metavar="SUBJECT")
@click.argument("predicate", metavar="PREDICATE")
@click.argument("object_", metavar="OBJECT")
def why(*, store: str, subject: str, predicate: str, object_: str, as_of: str | None, form: str) -> None:
    """Show every sentence that speaks of a claim, and how far it is to be believed, step by step.

    SUBJECT and OBJECT are names, aliases, ids (ent:...), Wikidata ids or IRIs; OBJECT may be a value. PREDICATE is a
    word of the ontology, such as linked_to.

    \b
    Examples:
      touchline why --store news/store "Xabi Alonso" linked_to Liverpool
      touchline why --store news/store Alonso manages "Real Madrid" --as-of 2025-06-01
    """  # noqa: D301
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.graph.why import as_json, as_text  # noqa: PLC0415
    from touchline.graph.why import why as explain  # noqa: PLC0415

    with KnowledgeGraph.open(store, read_only=True) as kg:
        found = explain(kg, subject, predicate, object_, as_of=as_of)
    text = json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n" if form == "json" else as_text(found)
    click.echo(text, nl=False)
