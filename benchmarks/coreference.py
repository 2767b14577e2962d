"""How often a pronoun or a phrase such as "the 22-year-old" is resolved to the person whom the annotation means.

    python benchmarks/coreference.py GOLD.jsonl ARTICLES.jsonl [--errors N]

A claim about a person whose evidence is annotated with a pronoun or a nominal, and does not name that person, says what
the words stand for. Every mention of kind pronoun or nominal inside such evidence that comes first in it is compared:
right if the entity behind it bears one of the annotated names, wrong if it is another person, open if nothing was
resolved there. GOLD and ARTICLES have the format of `touchline evaluate`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.graph.model import Article
from touchline.ingest.knowledge.fold import fold
from touchline.ingest.pipeline import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.ingest.document import ArticleDocument, Mention

_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|herself)\b", re.IGNORECASE)
_HEADS = (
    r"\d\d-year-old|striker|forward|winger|midfielder|defender|goalkeeper|keeper|boss|manager|coach|star|ace|playmaker"
    r"|captain|teenager|youngster|international|Spaniard|[A-Z]\w+(?:an|ian|ish|ese|man|i)"
)
_NOMINAL = re.compile(rf"\b[Tt]he (?:[\w'-]+ ){{0,3}}?(?:{_HEADS})\b")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    extractor = Extractor.load()
    gold = {row["id"]: row for row in _rows(options.gold)}
    articles = [_article(row) for row in _rows(options.articles)]
    counts: Counter[tuple[str, str]] = Counter()
    notes: list[str] = []
    for document in extractor.documents(articles):
        extractor.proposals(document)
        for kind, outcome, note in _judge(document, gold[document.article.id]):
            counts[kind, outcome] += 1
            if outcome != "right":
                notes.append(f"{document.article.id} {kind} {outcome}: {note}")
    for kind in ("pronoun", "nominal"):
        right, wrong, open_ = (counts[kind, o] for o in ("right", "wrong", "open"))
        total = right + wrong + open_
        if total:
            print(f"{kind:8} {total:4}  right {right / total:.3f}  wrong {wrong / total:.3f}  open {open_ / total:.3f}")
    print("\n".join(notes[: options.errors]))
    return 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _article(row: dict[str, Any]) -> Article:
    date = str(row.get("published") or "")[:10]
    published = date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else None
    return Article(row["id"], row["text"], row.get("title") or "", published, row.get("source") or "")


def _judge(document: ArticleDocument, gold: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    people = {
        e["id"]: {fold(n) for n in (e["name"], *e.get("aliases", []))}
        for e in gold["entities"]
        if e["type"] == "Person"
    }
    done: set[int] = set()
    for claim in gold["claims"]:
        names, evidence = people.get(claim["subject"]), claim.get("evidence", "")
        start = document.text.original.find(evidence) if evidence else -1
        if names is None or start < 0 or any(name in fold(evidence) for name in names):
            continue
        pronoun, nominal = _PRONOUN.match(evidence), _NOMINAL.match(evidence)
        found = nominal or pronoun
        if found is None or start in done:
            continue
        done.add(start)
        mention = _mention_at(document, start, start + found.end())
        kind = "nominal" if nominal else "pronoun"
        where = f"{evidence!r} is {min(names)}"
        if mention is None:
            yield kind, "open", where
        else:
            forms = {fold(n) for n in (mention.entity.name, *mention.entity.aliases)}
            yield kind, "right" if forms & names else "wrong", f"{where}, not {mention.entity.name}"


def _mention_at(document: ArticleDocument, start: int, end: int) -> Mention | None:
    for mention in document.mentions:
        if mention.type == "Person" and mention.kind in ("pronoun", "nominal"):
            begin, stop = document.text.to_original(mention.start, mention.end)
            if begin < end and start < stop:
                return mention
    return None


if __name__ == "__main__":
    sys.exit(main())
