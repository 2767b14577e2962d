"""Processor time of mention finding and linking beside that of bare spaCy (tagger, parser, NER), on one corpus.

    python benchmarks/linking_speed.py ARTICLES.jsonl[.gz] [--articles 300] [--rounds 3]

Each round parses the articles with spaCy alone and then finds and links the names in the parses; the fastest round of
each counts. Loading the knowledge base and its indexes is timed apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.graph.model import Article
from touchline.ingest.article import parse_published
from touchline.ingest.document import ArticleDocument
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.language_model import load_model
from touchline.ingest.linking import Linker
from touchline.ingest.mentions import NameFinder
from touchline.ingest.normalise import normalise

if TYPE_CHECKING:
    from spacy.language import Language


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--articles", type=int, default=300, dest="count")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    articles = _read(options.articles, options.count)
    nlp = load_model(None)
    started = time.process_time()
    kb = KnowledgeBase.load()
    loaded = time.process_time()
    finder = NameFinder(kb)
    linker = Linker(kb, finder)
    indexed = time.process_time()
    rounds = [_round(nlp, finder, linker, articles) for _ in range(options.rounds)]
    bare, added = (min(column) for column in zip(*rounds, strict=True))
    words = sum(len(article.full_text.split()) for article in articles)
    print(f"articles {len(articles)}, words {words:,}")
    print(f"knowledge base {loaded - started:.2f} s, indexes of names {indexed - loaded:.2f} s")
    print(f"spaCy {bare:.2f} s, finding and linking {added:.2f} s: {added / bare:.1%} on top")
    return 0


def _read(path: Path, count: int) -> list[Article]:
    """The first articles of a JSON Lines file, packed or not; `body_text` and `date` do for `text` and `published`."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in islice(data.splitlines(), count)]
    return [
        Article(
            str(row.get("id", number)),
            row.get("text") or row.get("body_text") or "",
            row.get("title") or "",
            parse_published(row.get("published") or row.get("date")),
        )
        for number, row in enumerate(rows)
    ]


def _round(nlp: Language, finder: NameFinder, linker: Linker, articles: list[Article]) -> tuple[float, float]:
    """Seconds of processor time of spaCy alone, and of finding and linking."""
    texts = [normalise(article.full_text) for article in articles]
    started = time.process_time()
    docs = list(nlp.pipe((text.text for text in texts), batch_size=16, disable=["lemmatizer"]))
    parsed = time.process_time()
    for article, text, doc in zip(articles, texts, docs, strict=True):
        linker.link(ArticleDocument(article, text, doc), finder.find(doc))
    return parsed - started, time.process_time() - parsed


if __name__ == "__main__":
    sys.exit(main())
