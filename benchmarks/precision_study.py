"""How much of what touchline reads in unannotated news is right: claims drawn by predicate, read one by one.

    python benchmarks/precision_study.py draw CORPUS.jsonl[.gz] SHEETS_FOLDER [--articles 800] [--claims 300]
    python benchmarks/precision_study.py join SHEETS_FOLDER
    python benchmarks/precision_study.py score

`draw` reads articles drawn at random and draws claims from them: every predicate gets a share that grows with the root
of its frequency, so that rare ones are seen too. The sheets (JSON Lines with the article's text) are for the person
who judges and stay outside the repository. A judge adds to each line `verdict` ("right" or "wrong"), `why` (one of
`REASONS`, for wrong ones) and nothing else. A claim is right when a careful reader of the article accepts it with
its status; the guidelines are those of the annotation (docs/extraction.md).

`join` keeps the verdicts without the texts in `precision_study.tsv`. `score` prints the shares: overall by weighing
each predicate with its frequency in the articles drawn, with an interval from a stratified bootstrap.
"""

from __future__ import annotations

import csv
import json
import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from manages_calendar import draw_articles

from touchline.graph.model import Entity
from touchline.graph.track_record import wilson
from touchline.ingest.pipeline import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.graph.model import Article, Statement

TABLE = Path(__file__).with_suffix(".tsv")
#: Why a claim is wrong: an end is somebody else, the relation is another or none, its direction, its status, its value.
REASONS = ("entity", "relation", "direction", "status", "value", "boilerplate")
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
RESAMPLES = 2000
SHEETS = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judged claim, as a row of the table; `stratum` is the number of claims of its predicate in all articles."""

    article: str
    subject: str
    predicate: str
    object: str
    status: str
    confidence: float
    extractors: str
    stratum: int
    verdict: str
    why: str


def quotas(counts: Mapping[str, int], total: int) -> dict[str, int]:
    """How many claims to draw of each predicate: by the root of its frequency, no more than there are.

    >>> quotas({"a": 100, "b": 25, "c": 1}, 16)
    {'a': 10, 'b': 5, 'c': 1}
    """
    roots = {name: math.sqrt(count) for name, count in counts.items()}
    chosen = dict.fromkeys(counts, 0)
    low, high = 0.0, float(total)
    for _ in range(60):
        scale = (low + high) / 2
        chosen = {name: min(counts[name], max(1, round(scale * root))) for name, root in roots.items()}
        low, high = (scale, high) if sum(chosen.values()) < total else (low, scale)
    return chosen


def _row(article: Article, statement: Statement, count: int, number: int) -> dict[str, Any]:
    obj, lead = statement.object, statement.evidence[0]
    end = {"name": obj.name, "type": obj.type} if isinstance(obj, Entity) else {"value": obj.value}
    return {
        "number": number, "article": article.id, "published": article.published, "title": article.title,
        "subject": {"name": statement.subject.name, "type": statement.subject.type}, "predicate": statement.predicate,
        "object": end, "status": statement.status, "sentence": lead.sentence, "words": lead.quote,
        "confidence": max(e.confidence for e in statement.evidence), "stratum": count,
        "extractors": "+".join(sorted({e.extractor.removeprefix("touchline.") for e in statement.evidence})),
        "text": article.text, "verdict": "", "why": "",
    }  # fmt: skip


def drawn(articles: Iterable[Article], total: int, seed: int) -> list[dict[str, Any]]:
    """The claims to judge, in random order."""
    strata: dict[str, list[tuple[Article, Statement]]] = defaultdict(list)
    for reading in Extractor.load().read(articles):
        for statement in reading.statements:
            strata[statement.predicate].append((reading.article, statement))
    rng = random.Random(seed)
    counts = {name: len(strata[name]) for name in sorted(strata)}
    chosen = []
    for name, count in quotas(counts, total).items():
        chosen += [(a, s, counts[name]) for a, s in rng.sample(strata[name], count)]
    rng.shuffle(chosen)
    return [_row(*one, number) for number, one in enumerate(chosen, 1)]


def verdicts(path: Path = TABLE) -> list[Verdict]:
    """The rows of the table."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return [
            Verdict(
                row["article"], row["subject"], row["predicate"], row["object"], row["status"],
                float(row["confidence"]), row["extractors"], int(row["stratum"]), row["verdict"], row["why"],
            )
            for row in rows
        ]  # fmt: skip


def weighted_share(rows: Iterable[Verdict]) -> float:
    """Share right, each predicate weighing as much as it has claims in all the articles."""
    strata: dict[str, list[Verdict]] = defaultdict(list)
    for row in rows:
        strata[row.predicate].append(row)
    total = sum(part[0].stratum for part in strata.values())
    return sum(part[0].stratum / total * _share(part) for part in strata.values())


def _share(rows: list[Verdict]) -> float:
    return sum(row.verdict == "right" for row in rows) / len(rows)


def interval(rows: list[Verdict], seed: int = 1) -> tuple[float, float]:
    """95% interval of `weighted_share`, by a bootstrap within each predicate."""
    strata: dict[str, list[Verdict]] = defaultdict(list)
    for row in rows:
        strata[row.predicate].append(row)
    rng = random.Random(seed)
    shares = sorted(
        weighted_share([row for part in strata.values() for row in rng.choices(part, k=len(part))])
        for _ in range(RESAMPLES)
    )
    return shares[RESAMPLES // 40], shares[-RESAMPLES // 40]


def report(rows: list[Verdict]) -> Iterator[str]:
    """The figures as Markdown."""
    low, high = interval(rows)
    share = weighted_share(rows)
    yield f"{len(rows)} claims, weighed by predicate: {share:.1%} right (95% interval {low:.1%} to {high:.1%})"
    yield "\n| predicate | in all articles | judged | right | share | interval |\n|---|---:|---:|---:|---:|---:|"
    strata = Counter(row.predicate for row in rows)
    of = {row.predicate: row.stratum for row in rows}
    for name in sorted(strata, key=lambda name: -of[name]):
        part = [row for row in rows if row.predicate == name]
        right = sum(row.verdict == "right" for row in part)
        low, high = wilson(right, len(part))
        yield f"| {name} | {of[name]} | {len(part)} | {right} | {_share(part):.2f} | {low:.2f} to {high:.2f} |"
    yield "\n| confidence | judged | right, weighed |\n|---|---:|---:|"
    for low, high in zip(BANDS, (*BANDS[1:], 1.01), strict=True):
        part = [row for row in rows if low <= row.confidence < high]
        if part:
            yield f"| {low:.1f} to {min(high, 1):.1f} | {len(part)} | {weighted_share(part):.2f} |"
    wrong = Counter(row.why for row in rows if row.verdict == "wrong")
    yield "\nWrong because of: " + ", ".join(f"{name} {count}" for name, count in wrong.most_common())


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Draw claims, join the verdicts, print the shares."""


@main.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--articles", "count", default=800, show_default=True)
@click.option("--claims", "total", default=300, show_default=True)
@click.option("--seed", default=3, show_default=True)
def draw(corpus: Path, folder: Path, count: int, total: int, seed: int) -> None:
    """Write the sheets to judge."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = drawn(draw_articles(corpus, count, seed), total, seed)
    for number in range(SHEETS):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows[number::SHEETS]]
        (folder / f"sheet-{number + 1}.jsonl").write_text("".join(lines), "utf-8")
    click.echo(f"{len(rows)} claims in {SHEETS} sheets")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
def join(folder: Path) -> None:
    """Keep the verdicts of the sheets, without the texts."""
    names = [field.name for field in fields(Verdict)]
    rows = [json.loads(line) for path in folder.glob("sheet-*.jsonl") for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        if row["verdict"] not in ("right", "wrong") or (row["verdict"] == "wrong") != (row["why"] in REASONS):
            raise click.ClickException(f"claim {row['number']}: verdict {row['verdict']!r}, why {row['why']!r}")
        row["subject"] = row["subject"]["name"]
        row["object"] = row["object"].get("name") or row["object"]["value"]
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, delimiter="\t", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["number"]))
    click.echo(f"{len(rows)} verdicts in {TABLE.name}")


@main.command()
def score() -> None:
    """Print the shares."""
    click.echo("\n".join(report(verdicts())))


if __name__ == "__main__":
    main()
