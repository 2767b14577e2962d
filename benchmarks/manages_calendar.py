"""Claims that someone manages a club, checked against a calendar of who held which post.

    python benchmarks/manages_calendar.py ARTICLES.jsonl[.gz] [--articles 1500] [--seed 1] [--calendar TABLE.tsv]

Draws dated articles from a corpus in JSON Lines, reads them, and takes each claim `manages` with status `fact` whose
club is in the calendar. It counts where the calendar names a manager for the day of the article:

- right: the person is who held the post that day;
- at a change: the person held it at most three days earlier or later (reported apart, in neither count);
- wrong: anybody else.

Printed are the share that is right with its 95% interval (Wilson), the shares by extractor, and every wrong claim with
its rules. The calendar is for checking only; nothing of it goes into the knowledge base, and no text is printed.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from touchline.graph.model import Article, Entity
from touchline.graph.track_record import wilson
from touchline.ingest.article import parse_published
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.pipeline import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.graph.model import Statement

CALENDAR = Path(__file__).with_suffix(".tsv")
TOLERANCE = timedelta(days=3)
Outcome = Literal["right", "at a change", "wrong"]


@dataclass(frozen=True, slots=True)
class Spell:
    """Days, both included, for which the calendar vouches that a manager held a post."""

    manager: str
    first: date
    last: date

    def covers(self, day: date, tolerance: timedelta = timedelta(0)) -> bool:
        """Whether the day lies in the spell, or at most so far outside it."""
        return self.first - tolerance <= day <= self.last + tolerance

    def is_of(self, person: Entity) -> bool:
        """Whether a person is the manager: the same name, or a surname alone that is his."""
        forms = {fold(name) for name in (person.name, *person.aliases)}
        name = fold(self.manager)
        return name in forms or (person.qid is None and name.split()[-1] == fold(person.name))


Calendar = dict[str, list[Spell]]


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim that the calendar can judge."""

    article: Article
    statement: Statement
    outcome: Outcome

    @property
    def extractors(self) -> str:
        """The extractors that read it, sorted."""
        return " + ".join(sorted({evidence.extractor for evidence in self.statement.evidence}))


def read_calendar(path: Path) -> Calendar:
    """Spells by id of the club; lines that start with # are remarks."""
    calendar: Calendar = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for row in rows:
            spell = Spell(row["manager"], date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
            calendar[row["club"]].append(spell)
    return dict(calendar)


def judge(spells: Iterable[Spell], person: Entity, day: date) -> Outcome | None:
    """What the calendar says of a person in a post on a day; None where it does not know the day."""
    known = [spell for spell in spells if spell.covers(day, TOLERANCE)]
    if any(spell.covers(day) and spell.is_of(person) for spell in known):
        return "right"
    if any(spell.is_of(person) for spell in known):
        return "at a change"
    return "wrong" if any(spell.covers(day) for spell in known) else None


def draw_articles(path: Path, count: int, seed: int) -> list[Article]:
    """Dated articles drawn by chance, the same ones for the same seed, in the order of the file."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.splitlines() if line.strip()]
    articles = [
        Article(
            str(row.get("id") or row.get("article_id") or number),
            row.get("text") or row.get("body_text") or "",
            row.get("title") or "",
            parse_published(row.get("published") or row.get("date")),
        )
        for number, row in enumerate(rows)
    ]
    dated = [article for article in articles if article.published and article.text]
    chosen = sorted(random.Random(seed).sample(range(len(dated)), min(count, len(dated))))
    return [dated[index] for index in chosen]


def check(extractor: Extractor, articles: Iterable[Article], calendar: Calendar) -> Iterator[Checked]:
    """The claims that the calendar can judge."""
    for reading in extractor.read(articles):
        day = date.fromisoformat(reading.article.published or "")
        for statement in reading.statements:
            club = statement.object
            if statement.predicate != "manages" or statement.status != "fact" or not isinstance(club, Entity):
                continue
            outcome = judge(calendar.get(club.id, ()), statement.subject, day)
            if outcome is not None:
                yield Checked(reading.article, statement, outcome)


def rules_of(extractor: Extractor, checked: Checked) -> str:
    """The rules that proposed a claim, found by reading its article once more."""
    (document,) = extractor.documents([checked.article])
    end = checked.statement.object
    key = (checked.statement.subject.id, "manages", end.id if isinstance(end, Entity) else "")
    rules = {p.rule for p in extractor.proposals(document) if p.key == key}
    return ", ".join(sorted(rules)) or "-"


def summary(found: list[Checked]) -> Iterator[str]:
    """The figures, overall and by extractor."""
    outcomes = Counter(one.outcome for one in found)
    right, judged = outcomes["right"], outcomes["right"] + outcomes["wrong"]
    yield f"{len(found)} claims can be judged, {outcomes['at a change']} of them at a change of manager"
    if not judged:
        return
    low, high = wilson(right, judged)
    yield f"right {right} of {judged}: {right / judged:.1%} (95% interval {low:.1%} to {high:.1%})"
    by_extractor: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for one in found:
        by_extractor[one.extractors][one.outcome] += 1
    for name, counts in sorted(by_extractor.items(), key=lambda item: (-item[1].total(), item[0])):
        yield f"  {name}: right {counts['right']}, at a change {counts['at a change']}, wrong {counts['wrong']}"


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--articles", "count", default=1500, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--calendar", "table", type=click.Path(path_type=Path, exists=True), default=CALENDAR)
def main(corpus: Path, count: int, seed: int, table: Path) -> None:
    """Check who manages whom against the calendar."""
    calendar = read_calendar(table)
    spells = sum(map(len, calendar.values()))
    articles = draw_articles(corpus, count, seed)
    click.echo(f"{spells} spells of {len(calendar)} clubs, {len(articles)} articles (seed {seed})")
    extractor = Extractor.load()
    found = list(check(extractor, articles, calendar))
    click.echo("\n".join(summary(found)))
    for one in found:
        if one.outcome == "wrong":
            club = one.statement.object
            name = club.name if isinstance(club, Entity) else ""
            click.echo(
                f"wrong  {one.article.published}  {one.article.id}  {one.statement.subject.name} | {name}"
                f"  [{one.extractors}: {rules_of(extractor, one)}]"
            )


if __name__ == "__main__":
    main()
