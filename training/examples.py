"""Annotated articles as training examples of the reader.

An example is an article's candidates (`touchline.ingest.reader.windows`) with labels: for each couple of ends and each
predicate whether the annotation holds that claim, and with which status. Ends are matched as the measure matches them:
any name of the one equals any name of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from touchline.graph.vocab import PREDICATES
from touchline.ingest.evaluate import read_annotation
from touchline.ingest.evaluation.match import Claim, claims_of
from touchline.ingest.pipeline import Extractor
from touchline.ingest.reader.windows import PREDICATE_NAMES, STATUS_NAMES, Candidates, make_candidates
from touchline.ingest.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from touchline.ingest.reader.windows import End

__all__ = ["Example", "label", "read_examples"]


@dataclass(slots=True)
class Example:
    """One annotated article.

    Attributes:
        id: Of the article.
        candidates: What the reader judges.
        labels: (couples, predicates) float32, 1 where annotated.
        statuses: (couples, predicates) int64, the annotated status, -1 where not annotated.
    """

    id: str
    candidates: Candidates
    labels: NDArray[np.float32]
    statuses: NDArray[np.int64]


def _record(end: End) -> dict[str, Any]:
    if end.record is None:
        return {"value": end.value}
    return {"name": end.record.name, "type": end.type, "aliases": sorted(end.record.aliases)}


def label(candidates: Candidates, gold: dict[str, Any]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Labels and statuses of an article's couples."""
    labels = np.zeros(candidates.mask.shape, np.float32)
    statuses = np.full(candidates.mask.shape, -1, np.int64)
    records = [_record(end) for end in candidates.ends]
    for claim in claims_of(gold):
        column = PREDICATE_NAMES.index(claim.predicate)
        for row, (s, o) in enumerate(candidates.couples):
            if not candidates.mask[row, column]:
                continue
            pair = Claim.of({"subject": records[s], "object": records[o], "predicate": claim.predicate}, {})
            if claim.same_ends(pair):
                labels[row, column] = 1
                statuses[row, column] = STATUS_NAMES.index(claim.status or "fact")
    return labels, statuses


def read_examples(gold: Path, articles: Path) -> Iterator[Example]:
    """Examples of the annotated articles, in order; names are found and linked as they are in use."""
    from tokenizers import Tokenizer

    from touchline.ingest.reader.reader import tokenizer_text

    tokenizer = Tokenizer.from_str(tokenizer_text())
    extractor = Extractor.load(trained=False)
    annotation = read_annotation(gold)
    assert set(PREDICATES) == set(PREDICATE_NAMES)
    for document in extractor.documents(read_articles(articles)):
        extractor.proposals(document)
        candidates = make_candidates(document, extractor.knowledge, tokenizer)
        labels, statuses = label(candidates, annotation[document.article.id])
        yield Example(document.article.id, candidates, labels, statuses)
