"""Fit how rules and reader are weighed against each other: writes `combination.json`.

    python training/fit_combination.py GOLD ARTICLES MODEL K N

MODEL is a folder with the exported network that was trained without fold K of N of these articles; the fold is read
with it. Logistic regression by Newton's method with an L2 penalty; the two status weights by a grid.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np

from touchline.ingest import combine
from touchline.ingest.calibrate import proposal_line
from touchline.ingest.evaluate import read_annotation, right_claims
from touchline.ingest.pipeline import Extractor
from touchline.ingest.reader.plausible import plausible
from touchline.ingest.reader.reader import ClaimReader
from touchline.ingest.relations.tenures import settle_tenures
from touchline.ingest.resolver import grouped, weighed_together
from touchline.ingest.sources import read_articles

PENALTY = 1.0
OUTPUT = Path(combine.__file__).with_name("combination.json")


def rows(gold, articles, model, fold, folds):
    """(annotation, groups of proposals, judgements) of each article of the fold."""
    annotation = read_annotation(gold)
    extractor = Extractor.load(trained=False)
    reader = ClaimReader(model)
    held = [a for a in read_articles(articles) if int(hashlib.sha256(a.id.encode()).hexdigest(), 16) % folds == fold]
    for document in extractor.documents(held):
        proposals = extractor.proposals(document)
        judgements = reader.judge(document, extractor.knowledge)
        kb = extractor.knowledge
        read = settle_tenures(document, plausible(judgements.propose(document), kb), kb)
        yield annotation[document.article.id], grouped([*proposals, *read]), judgements


def dataset(articles):
    """Feature rows and whether each claim is right with the status that the present weights settle."""
    found, right = [], []
    for gold, groups, judgements in articles:
        lines = []
        for key, (status, features) in weighed_together(groups, judgements).items():
            group = groups[key]
            found.append(features)
            lines.append({**proposal_line(group[0]), "status": status})
        hits = right_claims(gold, lines)
        right += [index in hits for index in range(len(lines))]
    return found, np.array(right, float)


def fit(found, right):
    """Weights by name."""
    names = sorted({name for row in found for name in row})
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for i, row in enumerate(found):
        for name, value in row.items():
            x[i, index[name]] = value
    w = np.zeros(len(names))
    penalty = np.where([n.startswith("predicate=") for n in names], 4.0, 0.1) * PENALTY
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - right) + penalty * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip(names, w.round(4).tolist(), strict=True)), 1 / (1 + np.exp(-x @ w))


def main() -> None:
    """Fit and write."""
    gold, articles, model = map(Path, sys.argv[1:4])
    fold, folds = map(int, sys.argv[4:6])
    read = list(rows(gold, articles, model, fold, folds))
    annotated = sum(len(g["claims"]) for g, *_ in read)
    best = None
    for slope, bias in itertools.product((0.0, 0.5, 1.0, 1.5), (-1.0, 0.0, 0.5, 1.0, 2.0)):
        weights = {"status": slope, "status.bias": bias, "weights": {}}
        combine._weights = lambda weights=weights: weights
        found, right = dataset(read)
        if best is None or right.sum() > best[0]:
            best = (right.sum(), slope, bias, found, right)
    _, slope, bias, found, right = best
    weights, p = fit(found, right)
    order = np.argsort(-p)
    hits = np.cumsum(right[order])
    f1 = 2 * hits / (np.arange(1, len(p) + 1) + annotated)
    top = int(f1.argmax())
    print("claims", len(p), "annotated", annotated, "status", slope, bias)
    print("best F1", f1[top].round(4), "at", p[order][top].round(3), "P", (hits[top] / (top + 1)).round(3),
          "R", (hits[top] / annotated).round(3))  # fmt: skip
    for low in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
        part = p >= low
        print(low, int(part.sum()), "right", right[part].mean().round(3), "expected", p[part].mean().round(3))
    logloss = -np.mean(right * np.log(p + 1e-9) + (1 - right) * np.log(1 - p + 1e-9))
    print("log loss", round(float(logloss), 4), math.isfinite(logloss))
    OUTPUT.write_text(json.dumps({"articles": len(read), "claims": len(p), "status": slope, "status.bias": bias,
                                  "weights": weights}, indent=1) + "\n", "utf-8")  # fmt: skip


if __name__ == "__main__":
    main()
