"""The trained reader at work: ONNX Runtime on one thread, numpy around it.

The network scores each pair of mentions of a window for every predicate and status; here the scores of the pairs that
are about the same two ends are summed by log-sum-exp, and what is known of the two ends adds to it. `Judgements` then
answers how probable a claim is, and `propose` lists those that are worth a look with the place that says so.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from touchline.graph.errors import ModelError
from touchline.ingest.reader.values import VALUE_TYPES
from touchline.ingest.reader.windows import NODE_TYPES, PREDICATE_NAMES, STATUS_NAMES, Candidates, make_candidates
from touchline.ingest.relations.proposal import Proposal

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from touchline.ingest.document import ArticleDocument, EntityRecord
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.reader.windows import Window

__all__ = ["EXTRACTOR", "FLOOR", "ClaimReader", "Judgement", "Judgements", "tokenizer_text"]

EXTRACTOR = "touchline.reader.v1"
#: Probability from which a claim is proposed; the resolver decides what is listed.
FLOOR = 0.1
_FOLDER = "touchline.ingest.reader"
_SPREAD = 60
_LOWEST = -1e4


class Judgement(NamedTuple):
    """How probable a claim is.

    Attributes:
        probability: That the article states it, in [0, 1].
        statuses: Probability of each of `STATUS_NAMES`, (statuses,).
    """

    probability: float
    statuses: NDArray[np.float32]


class Judgements:
    """What the reader makes of one article.

    Args:
        candidates: What it judged.
        probabilities: (couples, predicates).
        statuses: (couples, predicates, statuses).
        places: The pair of nodes that speaks most for each, (couples, predicates, 2).
    """

    def __init__(
        self, candidates: Candidates, probabilities: NDArray[np.float32], statuses: NDArray[np.float32],
        places: NDArray[np.int64],
    ) -> None:  # fmt: skip
        self._candidates = candidates
        self._probabilities = probabilities
        self._statuses = statuses
        self._places = places
        ends = candidates.ends
        self._rows = {(ends[s].key, ends[o].key): row for row, (s, o) in enumerate(candidates.couples)}

    @property
    def size(self) -> int:
        """Number of couples that were judged."""
        return len(self._rows)

    def of(self, key: tuple[str, str, str]) -> Judgement | None:
        """The judgement on a claim with a `Proposal.key`; None where its ends are no couple."""
        subject, predicate, obj = key
        if obj.startswith("="):
            rows = [row for (s, o), row in self._rows.items() if s == subject and _same_value(o, predicate, obj[1:])]
            row = rows[0] if rows else None
        else:
            row = self._rows.get((subject, obj))
        if row is None:
            return None
        column = PREDICATE_NAMES.index(predicate)
        return Judgement(float(self._probabilities[row, column]), self._statuses[row, column])

    def propose(self, document: ArticleDocument) -> list[Proposal]:
        """A proposal for each claim of at least `FLOOR`, in order of couples and predicates."""
        found = []
        for row, column in np.argwhere(self._probabilities >= FLOOR):
            subject, obj = (self._candidates.ends[i] for i in self._candidates.couples[row])
            if subject.record is None:
                continue
            first, last = _range(document, self._candidates, self._places[row, column])
            status = STATUS_NAMES[int(self._statuses[row, column].argmax())]
            end: EntityRecord | str = obj.value if obj.record is None else obj.record
            found.append(
                Proposal(
                    subject.record, PREDICATE_NAMES[column], end, first, last, first, status, "reader", EXTRACTOR,
                    fixed=True, confidence=round(float(self._probabilities[row, column]), 4),
                )
            )  # fmt: skip
        return found


def _same_value(key: str, predicate: str, value: str) -> bool:
    kind, mark, words = key.partition("=")
    return bool(mark) and VALUE_TYPES.get(kind) == predicate and words == value.lower()


def _range(document: ArticleDocument, candidates: Candidates, place: NDArray[np.int64]) -> tuple[int, int]:
    """Tokens (first, last exclusive) of both mentions, or of the subject's alone where they are far apart."""
    spans = []
    for index in place:
        node = candidates.nodes[index]
        spans.append(document.tokens_at(node.start, node.end))
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return (first, last) if last - first <= _SPREAD else spans[0]


class ClaimReader:
    """The network, loaded once.

    Args:
        folder: Where another model of one's own training lies; the packaged one by default.

    Raises:
        ModelError: A file of the model is missing or is not the one that this version was made with.
    """

    def __init__(self, folder: Path | None = None) -> None:
        from tokenizers import Tokenizer as Pieces  # noqa: PLC0415  (both imports take a while: only when it reads)

        self._tokenizer: Tokenizer = Pieces.from_str(tokenizer_text())
        self._pairs = _session("reader.onnx", folder)
        self._couples = _session("couples.onnx", folder)

    def judge(self, document: ArticleDocument, kb: KnowledgeBase) -> Judgements:
        """Judge every pair of an article whose names are linked and whose pronouns are resolved."""
        candidates = make_candidates(document, kb, self._tokenizer)
        count = len(candidates.couples)
        scores = np.full((count, len(PREDICATE_NAMES)), _LOWEST, np.float32)
        statuses = np.zeros((*scores.shape, len(STATUS_NAMES)), np.float32)
        places = np.zeros((*scores.shape, 2), np.int64)
        if not count:
            return Judgements(candidates, scores, statuses, places)
        rows: list[tuple[NDArray[np.float32], ...]] = []
        owners, nodes = [], []
        for window in candidates.windows:
            rows.append(self._run(window))
            owners.append(window.couples)
            nodes.append(np.array(window.nodes, np.int64)[window.pairs])
        _aggregate(
            np.concatenate([r[0] for r in rows]), np.concatenate([r[1] for r in rows]), np.concatenate(owners),
            np.concatenate(nodes), (scores, statuses, places),
        )  # fmt: skip
        kinds = _kinds(candidates)
        known = self._couples.run(None, {"features": candidates.features, "kinds": kinds})[0]
        scores += np.asarray(known, np.float32)
        return Judgements(candidates, _sigmoid(scores) * candidates.mask, _softmax(statuses), places)

    def _run(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        given = {name: getattr(window, name) for name in ("ids", "types", "spans", "pairs", "features")}
        scores, statuses = (np.asarray(part, np.float32) for part in self._pairs.run(None, given))
        return scores, statuses.reshape(len(scores), len(PREDICATE_NAMES), len(STATUS_NAMES))


def _aggregate(
    scores: NDArray[np.float32], statuses: NDArray[np.float32], owners: NDArray[np.int64], nodes: NDArray[np.int64],
    into: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]],
) -> None:  # fmt: skip
    """Log-sum-exp of the pairs of each couple, their statuses by each pair's share, and the strongest pair."""
    order = np.argsort(owners, kind="stable")
    bounds = np.searchsorted(owners[order], np.arange(len(into[0]) + 1))
    for couple, (a, b) in enumerate(pairwise(bounds)):
        rows = order[a:b]
        top = scores[rows].max(0)
        weights = np.exp(scores[rows] - top)
        total = weights.sum(0)
        into[0][couple] = top + np.log(total)
        into[1][couple] = ((weights / total)[..., None] * statuses[rows]).sum(0)
        into[2][couple] = nodes[rows[scores[rows].argmax(0)]]


def _kinds(candidates: Candidates) -> NDArray[np.float32]:
    kinds = np.zeros((len(candidates.couples), 2 * len(NODE_TYPES)), np.float32)
    for row, couple in enumerate(candidates.couples):
        for side, end in enumerate(couple):
            kinds[row, side * len(NODE_TYPES) + NODE_TYPES.index(candidates.ends[end].type)] = 1
    return kinds


def _sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def tokenizer_text() -> str:
    """The tokenizer's JSON: word pieces, uncased (the vocabulary of BERT)."""
    return files(_FOLDER).joinpath("tokenizer.json").read_text("utf-8")


def _session(name: str, folder: Path | None) -> InferenceSession:
    import onnxruntime  # noqa: PLC0415

    place = folder or files(_FOLDER)
    try:
        weights = place.joinpath(name).read_bytes()
        card = json.loads(place.joinpath("model.json").read_text("utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            f"{error.filename}: a file of the trained reader is missing: install touchline again"
        ) from error
    if hashlib.sha256(weights).hexdigest() != card["sha256"][name]:
        raise ModelError(f"{place.joinpath(name)} is not the file that model.json beside it names: install again")
    options = onnxruntime.SessionOptions()  # pyright: ignore[reportAttributeAccessIssue]  # made in C++
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
