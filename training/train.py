"""Train the reader: writes `reader.pt`, which `export.py` turns into ONNX, and `card.json`.

    python training/train.py GOLD ARTICLES --encoder model.safetensors --output FOLDER [--more …] [--fold K N]

Needs the dependency group `train` (torch, safetensors, onnx). See docs/extraction.md, "Retraining".
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from examples import Example
from network import Reader, aggregate
from torch.nn import functional as F  # noqa: N812

from touchline.ingest.reader.windows import (
    COUPLE_FEATURES,
    NODE_TYPES,
    PAIR_FEATURES,
    PREDICATE_NAMES,
    STATUS_NAMES,
)

STATUSES = len(STATUS_NAMES)


def examples(gold: Path, articles: Path, cache: Path | None):
    """Examples, from the cache where there is one."""
    from examples import read_examples

    if cache and cache.exists():
        return pickle.loads(cache.read_bytes())
    found = list(read_examples(gold, articles))
    if cache:
        cache.write_bytes(pickle.dumps(found))
    return found


def tensors(example):
    """An example's arrays as tensors."""
    c = example.candidates
    kinds = np.zeros((len(c.couples), 2 * len(NODE_TYPES)), np.float32)
    for row, (s, o) in enumerate(c.couples):
        kinds[row, NODE_TYPES.index(c.ends[s].type)] = 1
        kinds[row, len(NODE_TYPES) + NODE_TYPES.index(c.ends[o].type)] = 1
    windows = [
        tuple(map(torch.from_numpy, (w.ids, w.types, w.spans, w.pairs, w.features, w.couples))) for w in c.windows
    ]
    return (windows, torch.from_numpy(c.features), torch.from_numpy(kinds), torch.from_numpy(c.mask),
            torch.from_numpy(example.labels), torch.from_numpy(example.statuses))  # fmt: skip


def forward(net, item, masking=0.0, rng=None):
    """Scores (couples, predicates) and statuses (couples, predicates, statuses) of one article."""
    windows, features, kinds = item[:3]
    scores, statuses, couples = [], [], []
    for ids, types, spans, pairs, pair_features, owner in windows:
        if masking and rng is not None:
            hidden = torch.from_numpy(rng.random(spans.shape[0]) < masking)
            if hidden.any():
                ids = torch.where((spans[hidden] > 0).any(0), torch.tensor(103), ids)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=AMP):
            p, s = net(ids, types, spans, pairs, pair_features)
        scores.append(p.float())
        statuses.append(s.float().reshape(-1, len(PREDICATE_NAMES), STATUSES))
        couples.append(owner)
    total, mixed = aggregate(torch.cat(scores), torch.cat(statuses), torch.cat(couples), len(features))
    drop = (
        features if rng is None else features * torch.from_numpy((rng.random(features.shape) > 0.1).astype(np.float32))
    )
    return total + net.couples(drop, kinds), mixed


AMP = True


def loss_of(net, item, rng):
    """Cross entropy of every predicate that the types allow, and of the status where one is annotated."""
    scores, statuses = forward(net, item, 0.1, rng)
    mask, labels, gold = item[3], item[4], item[5]
    bce = F.binary_cross_entropy_with_logits(scores[mask], labels[mask], reduction="sum")
    hit = gold >= 0
    ce = F.cross_entropy(statuses[hit], gold[hit], reduction="sum") if hit.any() else 0.0
    return bce + 0.5 * ce


def silver_items(path: Path, signal: str, limit: int | None = None):
    """Items that `silver.py` labelled, as `tensors` gives them."""
    rows = pickle.loads(path.read_bytes())[signal][:limit]
    items = []
    for id_, candidates, labels, statuses, mask in rows:
        candidates.mask = mask
        items.append(tensors(Example(id_, candidates, labels, statuses)))
    return [item for item in items if item[3].any()]


def new_network(encoder: Path, seed: int) -> Reader:
    """The pretrained encoder under new heads."""
    from safetensors.torch import load_file

    torch.manual_seed(seed)
    state = load_file(str(encoder))
    net = Reader(state["embeddings.word_embeddings.weight"].shape[0], 1 + 2 * len(NODE_TYPES), PAIR_FEATURES,
                 COUPLE_FEATURES, len(PREDICATE_NAMES), STATUSES)  # fmt: skip
    net.encoder.load(state)
    net.encoder.words.weight.requires_grad_(requires_grad=False)
    return net


def train(net, items, *, epochs, seed, rate, batch=4, report=None):
    """Train a network in place, with a rate that rises over a twelfth of the steps and falls to 0."""
    random.seed(seed)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    body = [p for p in net.encoder.parameters() if p.requires_grad]
    head = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": head, "lr": 8 * rate}], weight_decay=0.01)
    items = [item for item in items if item[0]]
    steps = epochs * ((len(items) + batch - 1) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.08 * steps), max(0.0, (steps - n) / (0.92 * steps)))
    )
    begin = time.time()
    for epoch in range(epochs):
        net.train()
        order = list(range(len(items)))
        random.shuffle(order)
        total = 0.0
        for start in range(0, len(order), batch):
            chosen = [items[i] for i in order[start : start + batch]]
            scale = max(1.0, sum(float(i[4].sum()) for i in chosen))
            for item in chosen:
                loss = loss_of(net, item, rng) / scale
                loss.backward()
                total += float(loss.detach())
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
        print(f"epoch {epoch} loss {total / (len(items) / batch):.3f} {time.time() - begin:.0f}s", flush=True)
        if report:
            report(net, epoch)


@torch.no_grad()
def predict(net, items):
    """Probabilities (couples, predicates) and statuses of each article."""
    net.eval()
    out = []
    for item in items:
        if not item[0]:
            out.append((np.zeros(item[3].shape, np.float32), np.zeros((*item[3].shape, STATUSES), np.float32)))
            continue
        scores, statuses = forward(net, item)
        out.append(((torch.sigmoid(scores) * item[3]).numpy(), torch.softmax(statuses, -1).numpy()))
    return out


def quick_score(found, items, annotated):
    """Best F1 over thresholds of (couple, predicate, status), of couples that exist; recall against all annotated."""
    rows = []
    for (p, s), item in zip(found, items, strict=True):
        hit = p > 0.05
        right = (item[4].numpy() > 0) & (s.argmax(-1) == item[5].numpy())
        rows += [(p[i, j], right[i, j]) for i, j in zip(*np.nonzero(hit), strict=True)]
    rows.sort(reverse=True)
    best = (0.0, 0.0, 0.0, 0.0)
    right = 0
    for n, (p, r) in enumerate(rows, 1):
        right += r
        best = max(best, (2 * right / (n + annotated), float(p), right / n, right / annotated))
    return best


def main() -> None:
    """Train on all or on folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--dev", nargs=2, type=Path)
    parser.add_argument("--more", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--batch", type=int, default=4, help="articles a step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, nargs=2, metavar=("K", "N"), help="leave out fold K of N and predict it")
    parser.add_argument("--size", type=int, help="train on this many articles of GOLD only (for a learning curve)")
    parser.add_argument("--silver", nargs=2, metavar=("FILE", "SIGNAL"), help="begin with what silver.py labelled")
    parser.add_argument("--silver-epochs", type=int, default=2)
    parser.add_argument("--fp32", action="store_true")
    a = parser.parse_args()
    global AMP
    AMP = not a.fp32
    torch.set_num_threads(1)
    a.output.mkdir(parents=True, exist_ok=True)

    def cache(gold: Path) -> Path | None:
        return a.cache and a.cache / f"{gold.stem}.pkl"

    main_set = examples(a.gold, a.articles, cache(a.gold))
    more = [e for g, t in a.more for e in examples(g, t, cache(g))]
    dev = examples(*a.dev, cache(a.dev[0])) if a.dev else []
    held = []
    if a.fold:
        k, n = a.fold
        place = [int(hashlib.sha256(e.id.encode()).hexdigest(), 16) % n for e in main_set]
        held = [e for e, p in zip(main_set, place, strict=True) if p == k]
        main_set = [e for e, p in zip(main_set, place, strict=True) if p != k]
    if a.size:
        main_set = sorted(main_set, key=lambda e: hashlib.sha256(e.id.encode()).hexdigest()[::-1])[: a.size]
    items = [tensors(e) for e in (*main_set, *more)]
    dev_items, held_items = [tensors(e) for e in dev], [tensors(e) for e in held]
    print(len(items), "articles", len(held_items), "held", len(dev_items), "dev", flush=True)

    def report(net, epoch):
        if epoch % 3 == 2 or epoch == a.epochs - 1:
            for name, part in (("dev", dev_items), ("held", held_items)):
                if part:
                    print(name, quick_score(predict(net, part), part, sum(float(i[4].sum()) for i in part)), flush=True)

    net = new_network(a.encoder, a.seed)
    if a.silver:
        silver = silver_items(Path(a.silver[0]), a.silver[1])
        print(len(silver), "silver articles", flush=True)
        train(net, silver, epochs=a.silver_epochs, seed=a.seed, rate=a.rate, batch=a.batch)
    train(net, items, epochs=a.epochs, seed=a.seed, rate=a.rate, batch=a.batch, report=report)
    torch.save(net.state_dict(), a.output / "reader.pt")
    (a.output / "card.json").write_text(json.dumps(card(a, items), indent=1) + "\n", "utf-8")


def card(a: argparse.Namespace, items: list) -> dict:
    """What the network was trained on, and how, to be kept beside the weights."""
    files = [a.gold, a.articles, *(path for pair in a.more for path in pair), a.encoder]
    data = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {
        "data": data, "articles": len(items), "claims": int(sum(float(item[4].sum()) for item in items)),
        "silver": a.silver and [Path(a.silver[0]).name, a.silver[1], a.silver_epochs],
        "fold left out": a.fold, "seed": a.seed, "epochs": a.epochs, "rate": a.rate, "batch": a.batch,
        "torch": torch.__version__,
    }  # fmt: skip


if __name__ == "__main__":
    main()
