"""Label articles of a news corpus without reading them: extra signal for `train.py --silver`.

    python training/silver.py CORPUS.jsonl.gz OUTPUT.pkl MODEL --articles N --seed S --apart FILE …

Three kinds of labels are made for the same articles, to be compared:

- `facts`: distant supervision (Mintz et al. 2009, "Distant supervision for relation extraction without labeled data"):
  the knowledge base's dated facts about two entities that the article names;
- `rules`: weak labels: what the rules read, by their measured confidence;
- `agreement`: self-training with an agreement filter: what rules and the present reader together hold for at least
  `SURE` probable is a claim, what both hold for improbable is none, and the rest is masked: it teaches nothing.

MODEL is the folder of the reader that labels (trained without the fold that will be held out). Articles named in
`--apart` (annotated ones) are left out, and so is whatever shares a tenth of its word runs with one of them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import random
import re
import sys
from pathlib import Path

import numpy as np
from own_articles import cleaned
from tokenizers import Tokenizer

from touchline.graph.vocab import PREDICATES
from touchline.ingest.combine import combined
from touchline.ingest.pipeline import Extractor
from touchline.ingest.reader.plausible import plausible
from touchline.ingest.reader.reader import EXTRACTOR as READER
from touchline.ingest.reader.reader import ClaimReader, tokenizer_text
from touchline.ingest.reader.values import VALUE_TYPES
from touchline.ingest.reader.windows import PREDICATE_NAMES, STATUS_NAMES, make_candidates
from touchline.ingest.relations.supported import EXTRACTOR as SUPPORTED
from touchline.ingest.relations.tenures import settle_tenures
from touchline.ingest.resolver import grouped, joint_confidence, judgement_of, rule_status, weighed
from touchline.ingest.sources import read_articles

#: From which confidence a claim counts as one, and below which it counts as none.
SURE, DOUBTFUL = 0.8, 0.15
WORDS = (150, 800)
RUN = 8
#: Predicates that the knowledge base has dated facts of.
KNOWN = frozenset({"plays_for", "manages", "competes_in", "nationality", "home_ground"})
SIGNALS = ("facts", "rules", "agreement")


def runs(text: str) -> set[str]:
    """Runs of eight words of a text."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN)}


def corpus_articles(corpus: Path, apart: list[Path], count: int, seed: int) -> list[dict[str, str]]:
    """Articles drawn at random, none of them annotated or nearly the same as an annotated one."""
    known_ids, known = set(), set()
    for path in apart:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            known_ids.add(row["id"])
            known |= runs(row["text"])
    found = []
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text = cleaned(row).strip()
            if f"news-{row['article_id']}" not in known_ids and WORDS[0] <= len(text.split()) <= WORDS[1]:
                found.append((f"news-{row['article_id']}", row["title"], text, row["date"][:10]))
    random.Random(seed).shuffle(found)
    chosen = []
    for id_, title, text, date in found:
        own = runs(text)
        if len(own & known) <= len(own) / 10:
            chosen.append({"id": id_, "title": title, "text": text, "published": date})
        if len(chosen) == count:
            break
    return chosen


def confidences(groups: dict, judgements) -> dict[str, dict]:
    """Per signal: claim key -> (status, confidence)."""
    found = {signal: {} for signal in SIGNALS}
    for key, group in groups.items():
        judgement = judgement_of(key, judgements)
        status, features = weighed(key, group, judgement, judgements.size)
        found["agreement"][key] = (status, combined(features))
        rules = [p for p in group if p.extractor != READER]
        if rules:
            status = rule_status(rules)
            found["rules"][key] = (status, joint_confidence(rules, status))
        if key[1] in KNOWN and any(p.extractor == SUPPORTED for p in rules):
            found["facts"][key] = ("fact", 1.0)
    return found


def labelled(candidates, claims: dict, signal: str, known: frozenset[str]):
    """(labels, statuses, mask) of an article's couples by one signal."""
    labels = np.zeros(candidates.mask.shape, np.float32)
    statuses = np.full(candidates.mask.shape, -1, np.int64)
    mask = candidates.mask.copy()
    if signal == "facts":
        column = np.array([name in KNOWN for name in PREDICATE_NAMES])
        row = np.array([candidates.ends[s].key in known and candidates.ends[o].key in known
                        for s, o in candidates.couples], bool)  # fmt: skip
        mask &= column[None, :] & row[:, None]
    place = {(candidates.ends[s].key, candidates.ends[o].key): n for n, (s, o) in enumerate(candidates.couples)}
    values = {(s, VALUE_TYPES.get(o.partition("=")[0]), o.partition("=")[2]): n for (s, o), n in place.items()}
    for (subject, predicate, obj), (status, confidence) in claims.items():
        column = PREDICATE_NAMES.index(predicate)
        if obj.startswith("="):
            rows = [values.get((subject, predicate, obj[1:].lower()))]
        else:
            rows = [place.get((subject, obj)), place.get((obj, subject)) if PREDICATES[predicate].symmetric else None]
        for row in rows:
            if row is None or not candidates.mask[row, column]:
                continue
            if confidence >= SURE:
                labels[row, column], statuses[row, column], mask[row, column] = 1, STATUS_NAMES.index(status), True
            elif confidence >= DOUBTFUL:
                mask[row, column] = False
    return labels, statuses, mask


def main() -> None:
    """Label and write `{signal: [Example, …]}`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--apart", type=Path, nargs="*", default=[], help="JSON Lines of articles to leave out")
    a = parser.parse_args()
    extractor, reader = Extractor.load(trained=False), ClaimReader(a.model)
    tokenizer, kb = Tokenizer.from_str(tokenizer_text()), extractor.knowledge
    found = {signal: [] for signal in SIGNALS}
    drawn = a.output.with_suffix(".jsonl")
    rows = corpus_articles(a.corpus, a.apart, a.articles, a.seed)
    drawn.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    for document in extractor.documents(read_articles(drawn)):
        proposals = extractor.proposals(document)
        candidates = make_candidates(document, kb, tokenizer)
        judgements = reader.judge(document, kb)
        groups = grouped([*proposals, *settle_tenures(document, plausible(judgements.propose(document), kb), kb)])
        known = frozenset(end.key for end in candidates.ends if end.key in kb.entities or "=" in end.key)
        for signal, claims in confidences(groups, judgements).items():
            labels, statuses, mask = labelled(candidates, claims, signal, known)
            found[signal].append((document.article.id, candidates, labels, statuses, mask))
    a.output.write_bytes(pickle.dumps(found))
    for signal, rows in found.items():
        print(signal, len(rows), "articles", int(sum(r[2].sum() for r in rows)), "claims of",
              int(sum(r[4].sum() for r in rows)), "decided", file=sys.stderr)  # fmt: skip


if __name__ == "__main__":
    main()
