"""What each extractor adds: the score with it left out, and with it alone.

    python benchmarks/ablate_extractors.py GOLD.jsonl ARTICLES.jsonl [--fold 0 3]

Every article is parsed, read and judged once; its proposals are then settled again and again without those of one
extractor. Prints Markdown. What finds names and resolves pronouns stays as it is, and so does what the proposals of
one extractor bring another to (a match that was read tells later patterns who the opponent was).
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.graph.jsonl import to_line
from touchline.ingest.evaluate import evaluate_claims, read_annotation
from touchline.ingest.pipeline import Extractor, reading_of
from touchline.ingest.reader.plausible import plausible
from touchline.ingest.reader.reader import EXTRACTOR as READER
from touchline.ingest.reader.reader import ClaimReader
from touchline.ingest.relations.tenures import settle_tenures
from touchline.ingest.resolver import resolve_proposals
from touchline.ingest.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.graph.model import Article
    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.reader.reader import Judgements
    from touchline.ingest.relations.proposal import Proposal

Json = dict[str, Any]
Article_ = tuple["ArticleDocument", "list[Proposal]", "Judgements"]


def read_once(articles: Iterable[Article], extractor: Extractor, reader: ClaimReader) -> Iterator[Article_]:
    """Each article with every proposal, the reader's among them, and the reader's judgements."""
    for document in extractor.documents(articles):
        proposals = extractor.proposals(document)
        judgements = reader.judge(document, extractor.knowledge)
        read = plausible(judgements.propose(document), extractor.knowledge)
        yield document, [*proposals, *settle_tenures(document, read, extractor.knowledge)], judgements


def _copies(proposals: Iterable[Proposal], names: set[str]) -> list[Proposal]:
    """Fresh copies (settling changes them) of the proposals of some extractors."""
    found = []
    for proposal in proposals:
        if proposal.extractor in names:
            one = copy.copy(proposal)
            one.qualifiers = dict(proposal.qualifiers)
            found.append(one)
    return found


def settled(article: Article_, names: set[str]) -> Json:
    """The line of one article that some extractors alone would give."""
    document, proposals, judgements = article
    kept = _copies(proposals, names)
    claims = resolve_proposals(kept, None, judgements if READER in names else None)
    line: Json = json.loads(to_line(reading_of(document, claims)))
    return line


def in_fold(article: Article, fold: tuple[int, int] | None) -> bool:
    """Whether an article is in the fold that `training/train.py --fold` leaves out."""
    return fold is None or int(hashlib.sha256(article.id.encode()).hexdigest(), 16) % fold[1] == fold[0]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.argument("articles", type=click.Path(exists=True, path_type=Path))
@click.option("--fold", type=int, nargs=2, help="Only fold K of N, as training leaves it out.")
def main(gold: Path, articles: Path, fold: tuple[int, int] | None) -> None:
    """Print the table."""
    annotation = read_annotation(gold)
    extractor, reader = Extractor.load(trained=False), ClaimReader()
    chosen = [a for a in read_articles(articles) if in_fold(a, fold)]
    every: set[str] = set()
    lines: dict[str, dict[str, Json]] = defaultdict(dict)
    read = list(read_once(chosen, extractor, reader))
    for _, proposals, _ in read:
        every |= {p.extractor for p in proposals}
    for article in read:
        id_ = article[0].article.id
        lines["all"][id_] = settled(article, every)
        lines["all rules"][id_] = settled(article, every - {READER})
        for name in sorted(every):
            lines[f"without {name}"][id_] = settled(article, every - {name})
            lines[f"only {name}"][id_] = settled(article, {name})
    part = {a.id: annotation[a.id] for a in chosen}
    score = {name: evaluate_claims(part, found) for name, found in lines.items()}
    whole = score["all"].levels["claim"].f1
    print(f"| extractor | claim F1 without it | loses | moves F1 without it | it alone: P | R | F1 |\n|{' --- |' * 7}")
    for name in ("all", "all rules"):
        both = score[name].levels
        print(f"| {name} | {both['claim'].f1:.3f} | {whole - both['claim'].f1:+.3f} | {both['moves'].f1:.3f} | | | |")
    for name in sorted(every):
        out, alone = score[f"without {name}"].levels, score[f"only {name}"].levels["claim"]
        print(f"| `{name}` | {out['claim'].f1:.3f} | {whole - out['claim'].f1:+.4f} | {out['moves'].f1:.3f} "
              f"| {alone.precision:.2f} | {alone.recall:.3f} | {alone.f1:.3f} |")  # fmt: skip


if __name__ == "__main__":
    main()
