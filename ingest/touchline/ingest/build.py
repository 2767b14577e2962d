"""From readings to the files of a build, and into a store that is there already."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from touchline.graph.errors import InputError, OutputError
from touchline.ingest.output import CLAIMS, PAGE, STORE, TURTLE, OutputFolder
from touchline.ingest.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from touchline.graph.model import Reading
    from touchline.graph.store import KnowledgeGraph
    from touchline.ingest.report import SourceReport

__all__ = ["InterruptedBuildError", "Stored", "accepted", "build_graph", "store_readings"]

#: Articles that are written to the store at a time.
_BATCH = 16
DEFAULT_TITLE = "Football news as a graph"
#: How a reading says that its article could not be read at all.
_NOT_READ = "not read"


class InterruptedBuildError(KeyboardInterrupt):
    """A build was stopped by Ctrl-C. `kept` is the folder with what was stored, None where nothing was."""

    def __init__(self, kept: Path | None, articles: int) -> None:
        super().__init__()
        self.kept = kept
        self.articles = articles


@dataclass(slots=True)
class Stored:
    """What came of adding readings to a store.

    Attributes:
        summary: Counts over the readings.
        new, changed, unchanged: Ids of articles that were not there, that were there with other content, that were
            there with the same content.
    """

    summary: Summary = field(default_factory=Summary)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def accepted(readings: Iterable[Reading], report: SourceReport) -> Iterator[Reading]:
    """Hand on readings; one that the extractor could not make goes into the report, and so do warnings."""
    for reading in readings:
        lost = [warning for warning in reading.warnings if warning.startswith(_NOT_READ)]
        for warning in reading.warnings:
            if warning in lost:
                report.skip(reading.article.id, warning)
            else:
                report.caution(reading.article.id, warning)
        if not lost:
            yield reading


def build_graph(
    readings: Iterable[Reading],
    out: OutputFolder,
    report: SourceReport,
    *,
    title: str = DEFAULT_TITLE,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Write store, claims, Turtle and page, and swap them into the output folder.

    Args:
        readings: What the articles say, in the order in which `claims.jsonl` shall hold them.
        out: Where to; it is left as it was where no reading could be stored, or on an error.
        report: Readings that cannot be stored go there.
        title: Heading of the page.
        on_stage: Called with a few words as the work after reading goes on.

    Raises:
        InterruptedBuildError: On Ctrl-C, after what was stored has been kept aside.
        OutputError, StoreError: Something cannot be written.
    """
    from touchline.graph.page import to_html  # noqa: PLC0415
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415

    summary = Summary()
    try:
        with KnowledgeGraph.open(out.draft / STORE) as graph:
            _write_claims(graph, readings, out.draft / CLAIMS, summary, report)
            if summary.articles:
                on_stage("writing graph.ttl")
                graph.save(out.draft / TURTLE)
                on_stage("drawing graph.html")
                to_html(graph, out.draft / PAGE, title=title)
        if summary.articles:
            out.commit()
    except KeyboardInterrupt:
        kept = out.keep_interrupted() if summary.articles else None
        raise InterruptedBuildError(kept, summary.articles) from None
    finally:
        out.discard()
    return summary


def _write_claims(
    graph: KnowledgeGraph, readings: Iterable[Reading], path: Path, summary: Summary, report: SourceReport
) -> None:
    from touchline.graph.jsonl import to_line  # noqa: PLC0415

    iterator = iter(accepted(readings, report))
    try:
        with path.open("wb") as file:
            while batch := list(islice(iterator, _BATCH)):
                for reading in _added(graph, batch, report):
                    file.write(to_line(reading).encode() + b"\n")
                    summary.add(reading)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); make room and run again.") from error


def _added(graph: KnowledgeGraph, batch: list[Reading], report: SourceReport) -> list[Reading]:
    """Add a batch in one go; where one reading is refused, one by one, leaving that one out."""
    try:
        graph.add_all(batch)
    except InputError:
        return [reading for reading in batch if _add(graph, reading, report) is not None]
    return batch


def _add(graph: KnowledgeGraph, reading: Reading, report: SourceReport) -> bool | None:
    try:
        return graph.add(reading)
    except InputError as error:
        report.skip(reading.article.id, f"what was read in it cannot be stored: {error}")
        return None


def store_readings(graph: KnowledgeGraph, readings: Iterable[Reading], stored: Stored, report: SourceReport) -> None:
    """Add readings to a store one by one, each kept as soon as it is added; `stored` grows as they are."""
    for reading in accepted(readings, report):
        known = reading.article.id in graph
        changed = _add(graph, reading, report)
        if changed is None:
            continue
        (stored.unchanged if not changed else stored.changed if known else stored.new).append(reading.article.id)
        stored.summary.add(reading)
