"""The extraction gate: floors under the figures of extraction, which nothing may lower in silence.

    python -m touchline.ingest.gate                          measure and compare with the floors
    python -m touchline.ingest.gate --raise                  put the floors just under what is measured
    python -m touchline.ingest.gate --raise --lower REASON   the same, and let floors sink where figures sank
    python -m touchline.ingest.gate --raise --changed REASON the same, after annotation or articles were changed

Run it from the root of a checkout. `tests/ingest/gate/floors.json` holds a history of entries, the newest last: day,
reason, SHA-256 of the annotation and of the articles, what was measured, and the floors. `tests/ingest/test_gate.py`
fails where a figure is under its floor, where it is far above it (then the floor no longer holds anything), where an
entry lowers a floor or changes the annotated articles without a reason, and where the files are not the pinned ones.
The idea is trafilatura's evaluation gate.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from touchline.graph.errors import InputError, TouchlineError
from touchline.graph.jsonl import to_line
from touchline.ingest.evaluate import evaluate_claims, read_annotation
from touchline.ingest.language_model import folder_hash
from touchline.ingest.sample_files import sample_articles, sample_folder
from touchline.ingest.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from touchline.graph.model import Article
    from touchline.ingest.running import ReadsArticles

__all__ = [
    "FLOORS", "METRICS", "Entry", "GateError", "GateSet", "figure_problems", "fingerprints", "gate_sets",
    "history_problems", "just_under", "measure", "next_entry", "pin_problems", "read_history",
]  # fmt: skip

FLOORS = Path("tests/ingest/gate/floors.json")
METRICS = ("claim_precision", "claim_f1", "moves_f1", "triple_f1", "found", "resolved", "qualifier")
#: How far a new floor lies under the figure, and how far a figure may rise above its floor.
MARGIN, SLACK = 0.005, 0.03
_PLACES = 1000

Figures = dict[str, dict[str, float]]
Hashes = dict[str, dict[str, str]]


class GateError(TouchlineError):
    """A floor would sink, or the annotated articles changed, and no reason was given."""


class Entry(TypedDict):
    """One entry of the history; figures and floors by set and metric, hashes by set and file."""

    date: str
    reason: str
    hashes: Hashes
    measured: Figures
    floors: Figures


@dataclass(frozen=True, slots=True)
class GateSet:
    """Annotated articles that floors are kept for.

    Attributes:
        name: Short name, the key of its floors.
        annotation: Annotation files.
        articles: File with the articles; None for the sample articles inside the package.
    """

    name: str
    annotation: tuple[Path, ...]
    articles: Path | None = None

    def read(self) -> list[Article]:
        """The articles."""
        return sample_articles() if self.articles is None else list(read_articles(self.articles))


def gate_sets(root: Path) -> list[GateSet]:
    """The sets that are there: the samples in a checkout, and `dev` where the annotated news lies beside it."""
    gold = root.parent / "shared" / "gold"
    sets = [GateSet("samples", tuple(sorted((root / "tests" / "ingest" / "gold").glob("samples-*.jsonl"))))]
    if (gold / "dev.jsonl").is_file() and (gold / "dev_articles.jsonl").is_file():
        sets.append(GateSet("dev", (gold / "dev.jsonl",), gold / "dev_articles.jsonl"))
    return [one for one in sets if one.annotation]


def fingerprints(one: GateSet) -> dict[str, str]:
    """SHA-256 of the annotation files and of the articles, by file name (`samples/` for the packaged ones)."""
    files = (*one.annotation, one.articles) if one.articles else one.annotation
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    if one.articles is None:
        with sample_folder() as folder:
            hashes["samples/"] = folder_hash(folder)
    return hashes


def measure(one: GateSet, extractor: ReadsArticles) -> dict[str, float]:
    """The figures of a set, each in [0, 1], by metric."""
    annotation = {name: line for path in one.annotation for name, line in read_annotation(path).items()}
    articles = [article for article in one.read() if article.id in annotation]
    predictions = {r.article.id: json.loads(to_line(r)) for r in extractor.read(articles)}
    found = evaluate_claims(annotation, predictions)
    levels = found.levels
    figures = (
        levels["claim"].precision, levels["claim"].f1, levels["moves"].f1, levels["triple"].f1,
        found.found, found.resolved, found.qualifier,
    )  # fmt: skip
    return {name: round(figure, 4) for name, figure in zip(METRICS, figures, strict=True)}


def just_under(figure: float) -> float:
    """The floor for a figure: a little less, rounded down to three places.

    >>> just_under(0.5219), just_under(0.001)
    (0.516, 0.0)
    """
    return max(math.floor((round(figure, 4) - MARGIN) * _PLACES + 1e-6), 0) / _PLACES


def read_history(path: Path) -> list[Entry]:
    """The history in a floors file; empty where there is none. Raises InputError where it cannot be read."""
    if not path.exists():
        return []
    try:
        history: list[Entry] = json.loads(path.read_text("utf-8"))["history"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: this is no history of floors ({error!r})") from error
    return history


def figure_problems(floors: Mapping[str, float], measured: Mapping[str, float]) -> list[str]:
    """What is wrong with the figures of one set: under the floor, far above it, or without one."""
    problems = []
    for name, figure in measured.items():
        floor = floors.get(name)
        if floor is None:
            problems.append(f"{name} {figure:.4f} has no floor; run --raise")
        elif figure < floor:
            problems.append(f"{name} {figure:.4f} is under its floor {floor:.3f}")
        elif figure > floor + SLACK:
            problems.append(f"{name} {figure:.4f} is more than {SLACK} above its floor {floor:.3f}; run --raise")
    return problems


def pin_problems(pinned: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Files of one set that are not the pinned ones, are new, or are gone."""
    return [f"{name} is not what was pinned; run --raise --changed REASON" for name in _changed(pinned, found)]


def _changed(pinned: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*pinned, *found} if pinned.get(name) != found.get(name))


def history_problems(history: Sequence[Entry]) -> list[str]:
    """Entries that lower or drop a floor, or that pin other files, without giving a reason."""
    problems = []
    for number, (before, after) in enumerate(pairwise(history), start=2):
        if after["reason"].strip():
            continue
        lowered = _lowered(before["floors"], after["floors"])
        problems += [f"entry {number} lowers {name} without a reason" for name in lowered]
        for group, pinned in before["hashes"].items():
            other = _changed(pinned, after["hashes"].get(group, {}))
            problems += [f"entry {number} pins another {group} {name} without a reason" for name in other]
    return problems


def _lowered(before: Figures, after: Figures) -> list[str]:
    return [
        f"{group} {name}"
        for group, floors in before.items()
        for name, floor in floors.items()
        if after.get(group, {}).get(name, -1.0) < floor
    ]


def next_entry(
    before: Entry | None, measured: Figures, hashes: Hashes, *, day: str, lower: str = "", changed: str = ""
) -> Entry | None:
    """The entry that pins what is measured now, None where nothing moves.

    Floors rise to just under the figures and never sink on their own; sets that were not measured keep theirs.

    Args:
        before: The newest entry, None for the first.
        measured: Figures by set.
        hashes: SHA-256 of the measured sets' files.
        day: ISO date of the entry.
        lower: Why floors may sink.
        changed: Why annotation or articles changed.

    Raises:
        GateError: A figure is under its floor and `lower` is empty, or a file changed and `changed` is empty.
    """
    old: Figures = before["floors"] if before else {}
    pinned: Hashes = before["hashes"] if before else {}
    other = [name for group in pinned if group in hashes for name in _changed(pinned[group], hashes[group])]
    if other and not changed.strip():
        raise GateError(f"{', '.join(other)} changed since the floors were set; say why with --changed REASON")
    under = [
        f"{group} {name} ({figures[name]:.4f} under {floor:.3f})"
        for group, figures in measured.items()
        for name, floor in old.get(group, {}).items()
        if figures.get(name, 0.0) < floor
    ]
    if under and not lower.strip():
        raise GateError(f"figures sank: {'; '.join(under)}; mend the extraction, or say why with --lower REASON")
    floors = {**old, **{group: _floors(old.get(group, {}), figures) for group, figures in measured.items()}}
    if before and floors == old and pinned == {**pinned, **hashes}:
        return None
    reason = "; ".join(text.strip() for text in (lower, changed) if text.strip())
    kept = before["measured"] if before else {}
    return Entry(
        date=day, reason=reason, hashes={**pinned, **hashes}, measured={**kept, **measured},
        floors=floors,
    )  # fmt: skip


def _floors(old: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, float]:
    """New floors: the old one wherever the figure still stands on it and a new one would not be higher."""
    return {
        name: max(just_under(figure), old.get(name, 0.0)) if figure >= old.get(name, 0.0) else just_under(figure)
        for name, figure in figures.items()
    }


def _write(path: Path, history: Iterable[Entry]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"history": list(history)}, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _show(name: str, measured: Mapping[str, float], floors: Mapping[str, float]) -> None:
    click.echo(name)
    for metric, figure in measured.items():
        click.echo(f"  {metric:16} {figure:.4f}   floor {floors.get(metric, 0.0):.3f}")


@click.command()
@click.option("--raise", "raises", is_flag=True, help="Append an entry with floors just under what is measured.")
@click.option("--lower", default="", metavar="REASON", help="Let floors sink where figures sank.")
@click.option("--changed", default="", metavar="REASON", help="Pin annotation or articles that were changed.")
@click.option("--root", type=click.Path(path_type=Path, exists=True), default=Path(), help="Root of the checkout.")
def main(*, raises: bool, lower: str, changed: str, root: Path) -> None:
    """Compare extraction with its floors, or raise them."""
    from touchline.ingest.pipeline import Extractor  # noqa: PLC0415

    root = root.resolve()
    history = read_history(root / FLOORS)
    before = history[-1] if history else None
    sets, extractor = gate_sets(root), Extractor.load()
    measured = {one.name: measure(one, extractor) for one in sets}
    hashes = {one.name: fingerprints(one) for one in sets}
    problems: list[str] = []
    for name, figures in measured.items():
        floors = before["floors"].get(name, {}) if before else {}
        _show(name, figures, floors)
        problems += [f"{name} {problem}" for problem in figure_problems(floors, figures)]
        problems += pin_problems(before["hashes"].get(name, {}) if before else {}, hashes[name])
    if not raises:
        for problem in problems:
            click.echo(problem, err=True)
        raise SystemExit(bool(problems))
    try:
        entry = next_entry(before, measured, hashes, day=date.today().isoformat(), lower=lower, changed=changed)  # noqa: DTZ011
    except GateError as error:
        raise click.ClickException(str(error)) from error
    if entry is None:
        click.echo("Nothing to raise.")
        return
    _write(root / FLOORS, [*history, entry])
    click.echo(f"{len(history) + 1} entries are in {FLOORS}.")


if __name__ == "__main__":
    main()
