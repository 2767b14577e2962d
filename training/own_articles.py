"""Put the texts back to our own annotation.

    python training/own_articles.py CORPUS.jsonl.gz OUTPUT_GOLD.jsonl OUTPUT_ARTICLES.jsonl

`annotation.jsonl` holds claims that we annotated in 130 articles of a news corpus (`docs/data-sources.md`), each
article by its id there and the number of characters that were read. The texts are their publishers' and stay outside
this repository; this writes the annotation and the texts in the format of the annotated articles.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

ANNOTATION = Path(__file__).with_name("annotation.jsonl")
_HEAD = re.compile(r"^\s*(- Published\s*)?")


def cleaned(article: dict[str, str]) -> str:
    """Body of a corpus article without the title that it may begin with."""
    return _HEAD.sub("", article["body_text"].removeprefix(article["title"]))


def main() -> None:
    """Write both files."""
    corpus, gold, articles = map(Path, sys.argv[1:4])
    lines = [json.loads(line) for line in ANNOTATION.read_text("utf-8").splitlines()]
    wanted = {line["id"].removeprefix("news-") for line in lines}
    found = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        for row in file:
            article = json.loads(row)
            if article["article_id"] in wanted:
                found["news-" + article["article_id"]] = article
    if len(found) < len(wanted):
        sys.exit(f"{corpus} lacks {len(wanted) - len(found)} of the {len(wanted)} annotated articles")
    with gold.open("w", encoding="utf-8") as out, articles.open("w", encoding="utf-8") as texts:
        for line in lines:
            article = found[line["id"]]
            text = cleaned(article)[: line.pop("characters")].strip()
            for claim in line["claims"]:
                claim.setdefault("evidence", "")
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            row = {"id": line["id"], "source": article["domain"], "published": article["date"][:10],
                   "title": article["title"], "text": text}  # fmt: skip
            texts.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(len(lines), "articles", sum(len(line["claims"]) for line in lines), "claims")


if __name__ == "__main__":
    main()
