"""The sections of the report as tables of words, for a terminal or for Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.graph.track_record import wilson
from touchline.ingest.evaluate import LEVELS, Evaluation, Score
from touchline.ingest.evaluation import SECTIONS
from touchline.ingest.evaluation.distance import NO_TEXT
from touchline.ingest.evaluation.kinds import MISSED, WRONG

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from touchline.ingest.evaluation.bootstrap import Interval
    from touchline.ingest.evaluation.breakdown import Band, Breakdown
    from touchline.ingest.evaluation.match import Json

__all__ = ["Table", "headline_table", "interval_table", "section_json", "section_tables"]

_MOSTLY = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words.

    Attributes:
        title: What it shows.
        columns: Heads of the columns; all but the first hold figures, unless `words` says otherwise.
        rows: Cells by row, as many as there are columns.
        note: A sentence below it, empty where there is none.
        words: Numbers of the columns that hold words.
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""
    words: frozenset[int] = frozenset({0})


def headline_table(evaluation: Evaluation) -> Table:
    """The levels, and the shares of entities and qualifiers."""
    rows = [(level, *_figures(evaluation.levels[level], 3)) for level in LEVELS]
    shares = ", ".join(f"{name} {getattr(evaluation, name):.3f}" for name in ("found", "resolved", "qualifier"))
    return Table("Headline figures", ("level", *_SCORE), rows, f"Shares: {shares}.")


def interval_table(levels: Mapping[str, Mapping[str, Interval]]) -> Table:
    """The bootstrap intervals of the levels."""
    rows = [(level, *(f"{low:.3f} to {high:.3f}" for low, high in (found["p"], found["r"], found["f1"])))
            for level, found in levels.items()]  # fmt: skip
    return Table("95% interval over articles", ("level", "P", "R", "F1"), rows)


def section_tables(evaluation: Evaluation, found: Breakdown, sections: Iterable[str]) -> list[Table]:
    """The tables of these sections, in the order of `SECTIONS`."""
    wanted = set(sections)
    made = {
        "predicate": lambda: [_scores("By predicate", "predicate", evaluation.predicates)],
        "status": lambda: [_scores("By status", "status", found.statuses), _confusion(found.confusion)],
        "extractor": lambda: [_extractors(found)],
        "distance": lambda: [_distances(found.distances)],
        "kind": lambda: [
            _kinds("What was missed", found.missed, MISSED), _kinds("What is wrong", found.wrong, WRONG),
        ],
        "calibration": lambda: [_calibration(found.bands, found.unstated)],
    }  # fmt: skip
    return [table for name in SECTIONS if name in wanted for table in made[name]()]


def section_json(found: Breakdown, sections: Iterable[str]) -> Json:
    """The counts of these sections for a program; `predicate` is in the headline's JSON."""
    made: dict[str, Json] = {
        "status": {
            "statuses": {name: score.as_json() for name, score in found.statuses.items()},
            "status_confusion": {gold: dict(sorted(row.items())) for gold, row in found.confusion.items()},
        },
        "extractor": {
            "extractors": {
                name: {"claims": s.part, "right": s.part_right, "alone": s.alone, "alone_right": s.alone_right}
                for name, s in found.extractors.items()
            }
        },
        "distance": {
            "distances": {
                name: {"gold": score.annotated, "tp": score.right, "r": round(score.recall, 4)}
                for name, score in found.distances.items()
            }
        },
        "kind": {
            side: {kind: {"claims": counts.total(), "predicates": dict(counts.most_common())}
                   for kind, counts in kinds.items()}
            for side, kinds in (("missed", found.missed), ("wrong", found.wrong))
        },
        "calibration": {
            "calibration": [_band_json(band) for band in found.bands], "without_confidence": found.unstated,
        },
    }  # fmt: skip
    wanted = set(sections)
    return {key: value for name in SECTIONS if name in wanted for key, value in made.get(name, {}).items()}


_SCORE = ("P", "R", "F1", "right", "annotated", "predicted")


def _figures(score: Score, places: int = 2) -> tuple[str, ...]:
    shares = (f"{share:.{places}f}" for share in (score.precision, score.recall, score.f1))
    return (*shares, f"{score.right:,}", f"{score.annotated:,}", f"{score.predicted:,}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "·"


def _scores(title: str, first: str, scores: Mapping[str, Score]) -> Table:
    return Table(title, (first, *_SCORE), [(name, *_figures(score)) for name, score in scores.items()])


def _confusion(table: Mapping[str, Counter[str]]) -> Table:
    read = list(dict.fromkeys([*table, *sorted({status for row in table.values() for status in row})]))
    rows = [(status, *(f"{row[name]:,}" if row[name] else "·" for name in read)) for status, row in table.items()]
    note = "Rows: as annotated; columns: as read; over triples that agree."
    return Table("Annotated and predicted status", ("annotated", *read), rows, note)


def _extractors(found: Breakdown) -> Table:
    rows = [
        (name, f"{s.part:,}", _share(s.part_right, s.part), f"{s.alone:,}", _share(s.alone_right, s.alone))
        for name, s in found.extractors.items()
    ]
    note = "Claims that an extractor takes part in, and those that it alone supports, with the share right of each."
    return Table("By extractor", ("extractor", "takes part", "right", "alone", "right"), rows, note)


def _distances(distances: Mapping[str, Score]) -> Table:
    total = sum(score.annotated for score in distances.values())
    rows = [
        (name, f"{s.annotated:,}", _share(s.annotated, total), f"{s.right:,}", f"{s.recall:.2f}")
        for name, s in distances.items()
    ]
    note = "Give ARTICLES, too, to tell distances apart." if NO_TEXT in distances else ""
    columns = ("where the article names the two ends", "annotated", "share", "found", "R")
    return Table("By distance between the two ends", columns, rows, note)


def _kinds(title: str, counts: Mapping[str, Counter[str]], meanings: Mapping[str, str]) -> Table:
    total = sum(by_predicate.total() for by_predicate in counts.values())
    most_first = sorted(counts.items(), key=lambda item: -item[1].total())
    rows = [
        (meanings[kind], f"{c.total():,}", _share(c.total(), total), _mostly(c.most_common(_MOSTLY)))
        for kind, c in most_first
    ]
    return Table(title, ("kind", "claims", "share", "mostly"), rows, words=frozenset({0, 3}))


def _mostly(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{predicate} {count:,}" for predicate, count in counts)


def _calibration(bands: Sequence[Band], unstated: int) -> Table:
    rows: list[tuple[str, ...]] = []
    for index, band in enumerate(bands):
        above = bands[index:]
        claims, right = sum(b.claims for b in above), sum(b.right for b in above)
        low, high = wilson(right, claims)
        span = f"{low:.2f} to {high:.2f}" if claims else "·"
        stated = f"{band.stated / band.claims:.2f}" if band.claims else "·"
        name = f"{band.low:.1f} to {band.high:.1f}" if index else f"below {band.high:.1f}"
        rows.append((name, f"{band.claims:,}", stated, _share(band.right, band.claims),
                     f"{claims:,}", _share(right, claims), span))  # fmt: skip
    note = "The last three columns count the band and all above it, with the 95% interval of the share right."
    if unstated:
        note += f" {unstated:,} claims state no confidence."
    columns = ("confidence", "claims", "stated", "right", "or above", "right", "interval")
    return Table("Calibration", columns, rows, note)


def _band_json(band: Band) -> Json:
    low, high = wilson(band.right, band.claims)
    return {
        "from": band.low, "to": band.high, "claims": band.claims, "right": band.right,
        "p": round(band.right / band.claims, 4) if band.claims else None,
        "stated": round(band.stated / band.claims, 4) if band.claims else None,
        "low": round(low, 4), "high": round(high, 4),
    }  # fmt: skip
