"""What the encoder is given: windows of text, the mentions in them, and the pairs to judge.

An article is cut at sentence ends into windows of at most `MAX_PIECES` word pieces that overlap by a few sentences;
each begins with the headline. A window is encoded once. Its mentions (names, pronouns and nominals that coreference
has resolved, and value words) are nodes; two nodes whose types some predicate allows are a pair. The pairs of the same
two ends, over all windows, are judged together: `Candidates.ends` numbers them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import numpy as np

from touchline.graph.model import Status
from touchline.graph.vocab import CLASSES, PREDICATES, STATUSES
from touchline.ingest.reader.values import VALUE_TYPES, find_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from touchline.ingest.document import ArticleDocument, EntityRecord
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import KnowledgeEntity

__all__ = [
    "MAX_PIECES",
    "NODE_TYPES",
    "PREDICATE_NAMES",
    "STATUS_NAMES",
    "Candidates",
    "End",
    "Node",
    "Window",
    "allowed",
    "make_candidates",
]

MAX_PIECES = 448
_OVERLAP = 3
_CLOSEST = 8
_FAR = 4
_OPEN = 9999
_SUMMER = 7
_OLD = 37
_PLAYERS = frozenset({"goalkeeper", "defender", "midfielder", "forward"})

NODE_TYPES: tuple[str, ...] = (*CLASSES, *VALUE_TYPES)
PREDICATE_NAMES: tuple[str, ...] = tuple(PREDICATES)
STATUS_NAMES: tuple[Status, ...] = get_args(Status)
if set(STATUS_NAMES) != set(STATUSES):
    raise AssertionError("the statuses of the model and of the ontology differ")
_KINDS = ("name", "demonym", "pronoun", "nominal", "value")
_TYPE_INDEX = {name: index for index, name in enumerate(NODE_TYPES)}


@dataclass(frozen=True, slots=True)
class End:
    """One end of a possible claim: an entity of the article, or a value (`record` is then None)."""

    key: str
    type: str
    record: EntityRecord | None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A mention as the encoder sees it.

    Attributes:
        start, end: Offsets in the normalised text.
        end_index: Which end it stands for, an index into `Candidates.ends`.
        kind: How it names it.
        sentence: Number of its sentence.
        headline: Whether it stands in the headline.
    """

    start: int
    end: int
    end_index: int
    kind: str
    sentence: int
    headline: bool


@dataclass(frozen=True, slots=True)
class Window:
    """Arrays of one window.

    Attributes:
        ids, types: Word pieces and what stands at each (0 nothing, else 1 + 2·type + inside), (pieces,) int64.
        spans: Share of each piece in each node of the window, (nodes, pieces) float32; rows sum to 1.
        pairs: Rows (subject node, object node) of the window, (pairs, 2) int64.
        features: Of each pair, (pairs, PAIR_FEATURES) float32.
        couples: Which couple of ends each pair is about, (pairs,) int64.
        nodes: The window's nodes, as indices into `Candidates.nodes`.
    """

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    spans: NDArray[np.float32]
    pairs: NDArray[np.int64]
    features: NDArray[np.float32]
    couples: NDArray[np.int64]
    nodes: tuple[int, ...]


@dataclass(slots=True)
class Candidates:
    """Everything of one article that the reader judges.

    Attributes:
        ends: Entities and values.
        nodes: Mentions.
        couples: (subject, object) as indices into `ends`.
        features: Of each couple, (couples, COUPLE_FEATURES) float32.
        mask: Predicates that its types allow, (couples, predicates) bool.
        windows: What the encoder reads.
    """

    ends: list[End] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    couples: list[tuple[int, int]] = field(default_factory=list)
    features: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    mask: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), np.bool_))
    windows: list[Window] = field(default_factory=list)


def _signatures() -> dict[tuple[str, str], NDArray[np.bool_]]:
    found: dict[tuple[str, str], NDArray[np.bool_]] = defaultdict(lambda: np.zeros(len(PREDICATE_NAMES), np.bool_))
    values = {predicate: kind for kind, predicate in VALUE_TYPES.items()}
    for index, (name, predicate) in enumerate(PREDICATES.items()):
        for left in predicate.domain:
            for right in predicate.range or (values[name],):
                found[left, right][index] = True
    return dict(found)


_SIGNATURES = _signatures()


def allowed(subject: str, obj: str) -> NDArray[np.bool_] | None:
    """Predicates between two node types, (predicates,) bool; None where there is none."""
    return _SIGNATURES.get((subject, obj))


def make_candidates(document: ArticleDocument, kb: KnowledgeBase, tokenizer: Tokenizer) -> Candidates:
    """Windows, nodes and pairs of an article whose names are linked and whose pronouns are resolved."""
    found = Candidates()
    starts = [sentence.start_char for sentence in document.doc.sents]
    _add_nodes(document, found, starts)
    couples: dict[tuple[int, int], int] = {}
    for first, last in _cuts(document, tokenizer, starts):
        _add_window(document, found, tokenizer, couples, (first, last, starts))
    found.couples = list(couples)
    found.mask = (
        np.stack([_SIGNATURES[found.ends[s].type, found.ends[o].type] for s, o in couples])
        if couples
        else (np.zeros((0, len(PREDICATE_NAMES)), np.bool_))
    )
    found.features = _couple_features(document, kb, found)
    return found


def _add_nodes(document: ArticleDocument, found: Candidates, starts: Sequence[int]) -> None:
    ends: dict[str, int] = {}
    rows: list[tuple[int, int, End, str]] = []
    for mention in document.mentions:
        if document.is_ignored(mention.start, mention.end):
            continue
        rows += [
            (mention.start, mention.end, End(record.id, record.type, record), mention.kind)
            for record in filter(None, (mention.entity, mention.place))
        ]
    text = document.text.text
    rows += [
        (v.start, v.end, End(f"{v.type}={v.value.lower()}", v.type, None, v.value), "value")
        for v in find_values(text)
        if not document.is_ignored(v.start, v.end)
    ]
    for start, stop, end, kind in sorted(rows, key=lambda row: (row[0], row[1], row[2].key)):
        index = ends.setdefault(end.key, len(found.ends))
        if index == len(found.ends):
            found.ends.append(end)
        sentence = bisect_right(starts, start) - 1
        found.nodes.append(Node(start, stop, index, kind, sentence, start < document.title_end))


def _cuts(document: ArticleDocument, tokenizer: Tokenizer, starts: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Sentences (first, last exclusive) of each window."""
    text = document.text.text
    bounds = [*starts, len(text)]
    parts = [text[a:b] for a, b in pairwise(bounds)]
    encodings = tokenizer.encode_batch(parts, add_special_tokens=False)
    sizes = [len(encoding.ids) for encoding in encodings]
    head = bisect_left(starts, document.title_end) if document.title_end > 0 else 0
    room = MAX_PIECES - 2 - min(sum(sizes[:head]), MAX_PIECES // 4)
    first = head
    while first < len(sizes):
        last, used = first, 0
        while last < len(sizes) and (used + sizes[last] <= room or last == first):
            used += sizes[last]
            last += 1
        yield first, last
        if last >= len(sizes):
            return
        first = max(last - _OVERLAP, first + 1)


def _add_window(
    document: ArticleDocument, found: Candidates, tokenizer: Tokenizer, couples: dict[tuple[int, int], int],
    cut: tuple[int, int, Sequence[int]],
) -> None:  # fmt: skip
    first, last, starts = cut
    text = document.text.text
    title = max(document.title_end, 0)
    begin = max(starts[first], title)
    stop = starts[last] if last < len(starts) else len(text)
    spans: list[tuple[int, int]] = []
    ids: list[int] = [_marks(tokenizer)[0]]
    for offset, part, limit in ((0, text[:title], MAX_PIECES // 4), (begin, text[begin:stop], MAX_PIECES)):
        encoding = tokenizer.encode(part, add_special_tokens=False)
        room = min(limit, MAX_PIECES - 1 - len(ids))
        ids += encoding.ids[:room]
        spans += [(offset + a, offset + b) for a, b in encoding.offsets[:room]]
    ids.append(_marks(tokenizer)[1])
    inside = _inside(found, spans)
    pairs = _pairs(found, list(inside), couples)
    if not pairs:
        return
    types = np.zeros(len(ids), np.int64)
    matrix = np.zeros((len(inside), len(ids)), np.float32)
    for row, (node, (a, b)) in enumerate(inside.items()):
        matrix[row, a + 1 : b + 1] = 1 / (b - a)
        code = 1 + 2 * _TYPE_INDEX[found.ends[found.nodes[node].end_index].type]
        types[a + 1] = code
        types[a + 2 : b + 1] = code + 1
    place = {node: row for row, node in enumerate(inside)}
    features = np.stack([_pair_features(found, s, o, inside[s][0] - inside[o][0]) for s, o, _ in pairs])
    found.windows.append(
        Window(
            np.array(ids, np.int64), types, matrix, np.array([(place[s], place[o]) for s, o, _ in pairs], np.int64),
            features, np.array([c for _, _, c in pairs], np.int64), tuple(inside),
        )
    )  # fmt: skip


def _marks(tokenizer: Tokenizer) -> tuple[int, int]:
    """The pieces that open and close what BERT reads."""
    return int(tokenizer.token_to_id("[CLS]") or 0), int(tokenizer.token_to_id("[SEP]") or 0)


def _inside(found: Candidates, spans: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Nodes that lie in the window -> their pieces (first, last exclusive)."""
    begins, stops = [a for a, _ in spans], [b for _, b in spans]
    inside = {}
    for index, node in enumerate(found.nodes):
        a = bisect_right(stops, node.start)
        b = bisect_left(begins, node.end)
        if a < b:
            inside[index] = (a, b)
    return inside


def _pairs(found: Candidates, nodes: Sequence[int], couples: dict[tuple[int, int], int]) -> list[tuple[int, int, int]]:
    """(subject node, object node, couple): of each couple of ends the closest few."""
    by_end: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        by_end[found.nodes[node].end_index].append(node)
    chosen = []
    for left, subjects in by_end.items():
        for right, objects in by_end.items():
            if left == right or (found.ends[left].type, found.ends[right].type) not in _SIGNATURES:
                continue
            close = sorted((*_gaps(found.nodes[s], found.nodes[o]), s, o) for s in subjects for o in objects)[:_CLOSEST]
            near = [(s, o) for gap, _, s, o in close if gap < _FAR] or [close[0][2:]]
            couple = couples.setdefault((left, right), len(couples))
            chosen += [(s, o, couple) for s, o in near]
    return chosen


def _gaps(left: Node, right: Node) -> tuple[int, int]:
    """How many sentences, and how many characters, lie between two nodes."""
    return abs(left.sentence - right.sentence), abs(left.start - right.start)


def _pair_features(found: Candidates, subject: int, obj: int, pieces: int) -> NDArray[np.float32]:
    left, right = found.nodes[subject], found.nodes[obj]
    gap = min(abs(left.sentence - right.sentence), _FAR)
    row = [float(gap == g) for g in range(_FAR + 1)]
    row += [float(pieces < 0), math.log1p(abs(pieces)) / 6, float(left.headline), float(right.headline)]
    row += [float(left.kind == kind) for kind in _KINDS] + [float(right.kind == kind) for kind in _KINDS]
    row += [float(found.ends[left.end_index].type == name) for name in NODE_TYPES]
    row += [float(found.ends[right.end_index].type == name) for name in NODE_TYPES]
    return np.array(row, np.float32)


PAIR_FEATURES = _FAR + 1 + 4 + 2 * len(_KINDS) + 2 * len(NODE_TYPES)


def _couple_features(document: ArticleDocument, kb: KnowledgeBase, found: Candidates) -> NDArray[np.float32]:
    counts = Counter(node.end_index for node in found.nodes)
    heads = {node.end_index for node in found.nodes if node.headline}
    order = {end: rank for rank, end in enumerate(dict.fromkeys(node.end_index for node in found.nodes))}
    most: dict[str, int] = defaultdict(int)
    for index, count in counts.items():
        most[found.ends[index].type] = max(most[found.ends[index].type], count)
    sentences: dict[int, set[int]] = defaultdict(set)
    for node in found.nodes:
        sentences[node.end_index].add(node.sentence)
    published = document.article.published
    date = (int(published[:4]), int(published[5:7])) if published else None
    rows = []
    for s, o in found.couples:
        left, right = found.ends[s], found.ends[o]
        row = [math.log1p(counts[s]) / 3, math.log1p(counts[o]) / 3]
        row += [counts[s] / most[left.type], counts[o] / most[right.type]]
        row += [float(s in heads), float(o in heads)]
        row += [math.log1p(len(sentences[s] & sentences[o])), 1 / (1 + order[s]), 1 / (1 + order[o])]
        rows.append(row + _known(kb, left, right, date))
    return np.array(rows, np.float32).reshape(len(rows), COUPLE_FEATURES)


_KNOWN = 19
COUPLE_FEATURES = 9 + _KNOWN


def _known(kb: KnowledgeBase, left: End, right: End, date: tuple[int, int] | None) -> list[float]:
    """What the knowledge base knows of two ends at a date."""
    row = [0.0] * _KNOWN
    subject = kb.entities.get(left.record.id) if left.record else None
    obj = kb.entities.get(right.record.id) if right.record else None
    row[0], row[1] = float(subject is not None), float(obj is not None)
    if subject is None:
        return row
    if subject.type == "Person":
        roles = subject.position.split("/")
        row[2], row[3] = float("manager" in roles), float(not _PLAYERS.isdisjoint(roles))
        row[4] = float(right.type == "Position" and right.value in roles)
        born = int(subject.born[:4]) if subject.born[:4].isdigit() else 0
        if date and born:
            row[5] = float(date[0] - born > _OLD)
            row[6] = float(right.type == "Age" and date[0] - born - int(right.value) in (0, 1))
        row[7:13] = _spells(subject, obj, date)
        row[13] = float(bool(subject.affiliations))
        if obj is not None:
            row[14] = float(bool(obj.country) and obj.country == subject.country)
    elif obj is not None:
        row[15] = float(subject.league == obj.id or obj.tied_to == subject.id)
        row[16] = float(bool(obj.country) and obj.country == subject.country)
        row[17] = float(subject.tied_to == obj.id)
        row[18] = float(not obj.country)
    return row


def _spells(person: KnowledgeEntity, team: KnowledgeEntity | None, date: tuple[int, int] | None) -> list[float]:
    """Within a spell, at its first year, at its last, before, after, none."""
    row = [0.0] * 6
    spells = [a for a in person.affiliations if team is not None and a.team == team.id]
    if not spells or date is None:
        row[5] = 1.0
        return row
    for spell in spells:
        start, end = spell.start or spell.end or 0, spell.end or _OPEN
        if date[0] < start:
            row[3] = 1.0
        elif date[0] > end:
            row[4] = 1.0
        elif date[0] == start:
            row[1] = 1.0 if date[1] >= _SUMMER else 0.5
        elif date[0] == end:
            row[2] = 1.0 if date[1] >= _SUMMER else 0.5
        else:
            row[0] = 1.0
    return row
