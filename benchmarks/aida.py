"""Entity links on the football reports of AIDA-CoNLL (Reuters 1996), which are for measuring only and not kept here.

    python benchmarks/aida.py DEV.jsonl [--clubs TEAMS.csv] [--out PREDICTED.jsonl] [--errors N]

DEV.jsonl has an object a line: `id`, `text` and `labels`, each with `start`, `end` and `qid`. A mention counts when its
span and QID are the gold's; a label without a QID is neither hit nor miss; a QID on any other span is a false positive.
With --clubs the same over the QIDs of a table of clubs (column `key_wikidata`). The article's date is the one in its
dateline. A country that plays is its national team.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.graph.model import Article
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.language_model import load_model
from touchline.ingest.linking import Linker
from touchline.ingest.mentions import NameFinder
from touchline.ingest.pipeline import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")

Spans = dict[tuple[int, int], str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--clubs", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    predicted = dict(_predict(rows))
    if options.out:
        options.out.write_text("".join(_line(key, spans) for key, spans in predicted.items()), encoding="utf-8")
    print(_score("all", rows, predicted, None, options.errors if options.clubs is None else 0))
    if options.clubs:
        with options.clubs.open(encoding="utf-8", newline="") as table:
            clubs = {row["key_wikidata"] for row in csv.DictReader(table)}
        print(_score("clubs", rows, predicted, clubs, options.errors))
    return 0


def _predict(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Spans]]:
    kb = KnowledgeBase.load()
    linker = Linker(kb, NameFinder(kb))
    articles = []
    for row in rows:
        date = _DATE.search(row["text"])
        articles.append(Article(str(row["id"]), row["text"], published=date[0] if date else None))
    for document in Extractor(load_model(None), kb).documents(articles):
        linker.link(document, document.doc._.touchline_finds)
        named = [m for m in document.mentions if m.kind == "name" and m.entity.qid]
        yield document.article.id, {document.text.to_original(m.start, m.end): m.entity.qid for m in named}


def _line(key: str, spans: Spans) -> str:
    mentions = [{"start": start, "end": end, "qid": qid} for (start, end), qid in spans.items()]
    return json.dumps({"id": key, "mentions": mentions}) + "\n"


def _score(
    name: str, rows: list[dict[str, Any]], predicted: dict[str, Spans], only: set[str] | None, errors: int
) -> str:
    hits = extra = missed = 0
    notes = []
    for row in rows:
        gold = {(label["start"], label["end"]): label["qid"] for label in row["labels"] if label["qid"].startswith("Q")}
        found = predicted[str(row["id"])]
        for spans, others, sign in ((found, gold, "+"), (gold, found, "-")):
            for span, qid in spans.items():
                if only is not None and qid not in only:
                    continue
                right = others.get(span) == qid
                hits += right and sign == "+"
                extra += not right and sign == "+"
                missed += not right and sign == "-"
                if not right:
                    notes.append(f"{sign} {row['id']} {row['text'][slice(*span)]!r} {qid}")
    precision, recall = hits / max(hits + extra, 1), hits / max(hits + missed, 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    head = f"{name:6} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({hits} right, {extra} wrong, {missed} missed)"
    return "\n".join([head, *notes[:errors]])


if __name__ == "__main__":
    sys.exit(main())
