"""How far each rule can be trusted: its share of right claims over annotated articles.

    python -m touchline.ingest.calibrate GOLD.jsonl ARTICLES.jsonl [--kb FILE]

runs every extractor over the articles, compares each proposal with the annotation, and writes `rule_scores.json`,
which the resolver reads. A rule that was right r times in n scores (r + 2) / (n + 4): one that is rarely seen stays
near a half. Run it on training articles only, never on those that a score is published for.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.ingest.evaluate import read_annotation, right_claims
from touchline.ingest.pipeline import Extractor
from touchline.ingest.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.ingest.document import EntityRecord
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["proposal_line", "rule_counts", "smoothed"]

_OUTPUT = Path(__file__).with_name("rule_scores.json")
_WEIGHT = 4


def smoothed(right: int, count: int) -> float:
    """Share of right claims, drawn towards a half as if by four more claims.

    >>> smoothed(0, 0), smoothed(16, 16)
    (0.5, 0.9)
    """
    return round((right + _WEIGHT / 2) / (count + _WEIGHT), 3)


def rule_counts(proposals: Iterable[Proposal], gold: dict[str, Any]) -> Iterable[tuple[str, bool]]:
    """(rule, whether right) for each distinct proposal of one article."""
    unique = {(p.key, p.status, p.rule): p for p in proposals}
    rules = [p.rule for p in unique.values()]
    right = right_claims(gold, [proposal_line(p) for p in unique.values()])
    return [(rule, index in right) for index, rule in enumerate(rules)]


def proposal_line(proposal: Proposal) -> dict[str, object]:
    """A proposal as a line of `claims.jsonl` states a claim."""
    end = proposal.object
    return {
        "subject": _end(proposal.subject), "predicate": proposal.predicate,
        "object": {"value": end} if isinstance(end, str) else _end(end), "status": proposal.status,
    }  # fmt: skip


def _end(record: EntityRecord) -> dict[str, object]:
    return {"name": record.name, "type": record.type, "aliases": sorted(record.aliases)}


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.option("--output", type=click.Path(path_type=Path), default=_OUTPUT, show_default="rule_scores.json")
def main(gold: Path, articles: Path, output: Path) -> None:
    """Score every rule on annotated training articles."""
    annotation = read_annotation(gold)
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    extractor = Extractor.load(trained=False)
    for document in extractor.documents(read_articles(articles)):
        for rule, is_right in rule_counts(extractor.proposals(document), annotation[document.article.id]):
            counts[rule] += 1
            right[rule] += is_right
    rules = {rule: smoothed(right[rule], counts[rule]) for rule in sorted(counts)}
    payload = {"articles": len(annotation), "claims": sum(counts.values()), "rules": rules}
    output.write_text(json.dumps(payload, indent=1, ensure_ascii=False) + "\n", "utf-8")
    click.echo(f"{len(rules)} rules scored on {len(annotation)} articles: {output.name}")


if __name__ == "__main__":
    main()
