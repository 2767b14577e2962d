"""Positions for the page, computed ahead, so that it opens still.

1. Force-directed placement after Fruchterman and Reingold (1991, doi:10.1002/spe.4380211102): all pairs repel with
   k²/d, edges attract with d²/k, a pull to the centre keeps separate parts together, stronger vertically so that the
   picture is wider than high; the longest step shrinks linearly to nothing.
2. The picture is stretched moderately towards the shape of a window, then boxes that hold a symbol and its label are
   pushed apart along the axis of the smaller overlap, rather sideways, until none overlap; this is done twice.
3. Entities without a claim to another entity stand in rows below.

Only additions, multiplications, divisions and square roots are used, and sums run in a fixed order, so the result is
the same to the last bit on every machine with IEEE 754 arithmetic; Graphviz and `networkx.spring_layout` (which also
needs SciPy from 500 nodes on) promise no such thing. Time and memory grow with the square of the number of nodes
(a row block at a time): 0.1 s for 100 nodes, a few seconds for 1,000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["place"]

#: Cosine and sine of the golden angle, written out because libraries differ in the last bit.
_COS, _SIN = -0.7373688780783197, 0.6754902942615238
_BLOCK = 512
#: Width of the picture for each unit of its height (a window of 1440 by 900 without its panels).
ASPECT = 1.45
_LEAST = 1e-3
#: Pull to the centre, as a share of the distance from it.
_GRAVITY = 0.22
#: Beyond this many ideal lengths repulsion falls off with the square of the distance, so that parts stay close.
_REACH = 2.5


def place(
    graph: nx.MultiDiGraph[str],
    order: Sequence[str],
    boxes: Mapping[str, tuple[float, float]],
    *,
    core: int = 0,
) -> dict[str, tuple[int, int]]:
    """A position for each node, in canvas units, centred near the origin.

    Args:
        graph: The graph; parallel edges pull a little more than single ones.
        order: All its nodes, the most important first: these start in the middle.
        boxes: Width and height that each node's symbol and label take, in canvas units.
        core: Where there are more nodes than this, so many of the first are placed by themselves and then held, drawn
            apart, while the others settle between them; 0 places all together.
    """
    linked = [n for n in order if any(m != n for m in (*graph.successors(n), *graph.predecessors(n)))]
    lone = sorted(set(order) - set(linked), key=list(order).index)
    size = np.array([boxes[n] for n in linked], dtype=np.float64).reshape(-1, 2)
    pairs = _pairs(graph, {n: i for i, n in enumerate(linked)})
    if 0 < core < len(linked):
        at = _around_core(_whole(core, pairs, size[:core]), pairs, size)
    else:
        at = _whole(len(linked), pairs, size)
    places = {n: (round(float(at[i, 0])), round(float(at[i, 1]))) for i, n in enumerate(linked)}
    return places | _rows(lone, boxes, top=max((y for _, y in places.values()), default=-120) + 120)


def _pairs(graph: nx.MultiDiGraph[str], index: Mapping[str, int]) -> dict[tuple[int, int], int]:
    """Number of edges between each two nodes, by their indices, the smaller first."""
    pairs: dict[tuple[int, int], int] = {}
    for u, v in sorted((index[u], index[v]) for u, v in graph.edges() if u != v):
        pair = (min(u, v), max(u, v))
        pairs[pair] = pairs.get(pair, 0) + 1
    return dict(sorted(pairs.items()))


def _whole(n: int, pairs: Mapping[tuple[int, int], int], size: Floats) -> Floats:
    """The first `n` nodes placed by themselves: steps 1 and 2."""
    inner = {pair: count for pair, count in pairs.items() if pair[1] < n}
    k = _ideal(size)
    at = _spread(_widen(_forces(_spiral(n) * k * 0.8, inner, k)), size)
    return _spread(_widen(at), size)


def _around_core(held: Floats, pairs: Mapping[tuple[int, int], int], size: Floats) -> Floats:
    """All nodes, the first of them held: each other one starts beside the neighbours that are already placed."""
    n, first = len(size), len(held)
    near: list[list[int]] = [[] for _ in range(n)]
    for u, v in pairs:
        near[v].append(u)
        near[u].append(v)
    k = _ideal(size)
    at = np.zeros((n, 2))
    area = (size[:, 0] * size[:, 1]).cumsum()
    at[:first] = held * float(np.sqrt(area[-1] / area[first - 1])) * 1.1
    turn = _spiral(n)
    for i in range(first, n):
        placed = [j for j in near[i] if j < i]
        middle = at[placed].cumsum(axis=0)[-1] / len(placed) if placed else at[0]
        at[i] = middle + turn[i] / float(np.sqrt(i)) * k * (1 + i % 3 * 0.5)
    return _spread(_forces(at, pairs, k, held=first), size, held=first)


def _ideal(size: Floats) -> float:
    """The length that an edge would like, from the mean area of the boxes."""
    return float(np.sqrt((size[:, 0] * size[:, 1]).cumsum()[-1] / len(size))) * 1.05 if len(size) else 1.0


def _spiral(n: int) -> Floats:
    """Starting points on a golden-angle spiral of unit spacing, made without sine or cosine."""
    x, y, points = 1.0, 0.0, np.zeros((n, 2))
    for i in range(n):
        radius = float(np.sqrt(i))
        points[i] = x * radius, y * radius
        x, y = _COS * x - _SIN * y, _SIN * x + _COS * y
    return points


def _forces(at: Floats, pairs: Mapping[tuple[int, int], int], k: float, *, held: int = 0) -> Floats:
    """Step 1: returns new points; `k` is the length that an edge would like; the first `held` points stay."""
    n = len(at)
    if n < 2:  # noqa: PLR2004 - one node alone stays where it is
        return at
    ends = np.array(list(pairs), dtype=np.intp).reshape(-1, 2)
    pull = np.array([1 + 0.15 * (count - 1) for count in pairs.values()])
    degree = np.bincount(ends.ravel(), minlength=n).astype(np.float64)
    steps = max(60, min(350, 130_000 // n))
    for step in range(steps):
        move = _repulsion(at, k, degree) + _attraction(at, ends, pull, degree, k)
        move -= at * np.array([_GRAVITY, _GRAVITY * ASPECT * ASPECT])
        move[:held] = 0
        length = np.sqrt(move[:, :1] * move[:, :1] + move[:, 1:] * move[:, 1:]) + _LEAST
        longest = k * 1.5 * (1 - step / steps)
        at = at + move / length * np.minimum(length, longest)
    return at


def _repulsion(at: Floats, k: float, degree: Floats) -> Floats:
    """k²/d from every other node, somewhat more from hubs, so that they get room for their neighbours."""
    total = np.zeros_like(at)
    strength = (k * k * (1 + np.minimum(degree, 12.0) / 12.0))[:, None]
    for start in range(0, len(at), _BLOCK):
        block = at[start : start + _BLOCK]
        dx, dy = block[None, :, 0] - at[:, None, 0], block[None, :, 1] - at[:, None, 1]
        square = dx * dx
        square += dy * dy
        square += _LEAST
        share = np.sqrt(square)
        share /= _REACH * k
        share += 1
        share *= square
        np.divide(strength, share, out=share)
        dx *= share
        dy *= share
        total[start : start + _BLOCK, 0] = dx.sum(axis=0)
        total[start : start + _BLOCK, 1] = dy.sum(axis=0)
    return total


def _attraction(at: Floats, ends: NDArray[np.intp], pull: Floats, degree: Floats, k: float) -> Floats:
    """d²/k along each edge, softened at hubs."""
    n = len(at)
    delta = at[ends[:, 1]] - at[ends[:, 0]]
    length = np.sqrt(delta[:, 0] * delta[:, 0] + delta[:, 1] * delta[:, 1])
    least = np.sqrt(np.minimum(degree[ends[:, 0]], degree[ends[:, 1]]))
    force = delta * (length * pull / k / least)[:, None]
    out = np.empty((n, 2))
    for axis in (0, 1):
        out[:, axis] = np.bincount(ends[:, 0], weights=force[:, axis], minlength=n)
        out[:, axis] -= np.bincount(ends[:, 1], weights=force[:, axis], minlength=n)
    return out


def _widen(at: Floats) -> Floats:
    """Stretch or squeeze moderately towards the shape of a window, the area kept."""
    if len(at) < 3:  # noqa: PLR2004 - two points have no shape
        return at
    wide, high = at.max(axis=0) - at.min(axis=0) + _LEAST
    factor = float(np.sqrt(min(1.8, max(0.6, float(ASPECT * high / wide)))))
    widened: Floats = at * np.array([factor, 1 / factor])
    return widened


def _spread(at: Floats, size: Floats, *, held: int = 0) -> Floats:
    """Step 2: push overlapping boxes apart; ends early when none overlap, and after 150 rounds in any case."""
    n = len(at)
    for _ in range(max(12, min(150, 60_000 // max(n, 1)))):
        move, clash = np.zeros_like(at), False
        for start in range(0, n, _BLOCK):
            part = slice(start, start + _BLOCK)
            shift, hit = _push(at, size, part)
            move[part] = shift
            clash = clash or hit
        if not clash:
            break
        move[:held] = 0
        at = at + move
    return at


def _push(at: Floats, size: Floats, part: slice) -> tuple[Floats, bool]:
    """How far the nodes of one block move away from the nodes that they overlap."""
    dx, dy = (at[None, part, i] - at[:, None, i] for i in (0, 1))
    over_x = (size[None, part, 0] + size[:, None, 0]) / 2 - np.abs(dx)
    over_y = (size[None, part, 1] + size[:, None, 1]) / 2 - np.abs(dy)
    hit = (over_x > 0) & (over_y > 0)
    own = np.arange(len(at))[part]
    hit[own, np.arange(len(own))] = False
    first = np.arange(len(at))[:, None] < own[None, :]
    sideways = over_x < over_y * 1.7
    step_x = np.where(hit & sideways, over_x * 0.4 + 0.5, 0.0) * _sign(dx, first)
    step_y = np.where(hit & ~sideways, over_y * 0.4 + 0.5, 0.0) * _sign(dy, first)
    return np.stack([step_x.sum(axis=0), step_y.sum(axis=0)], axis=1), bool(hit.any())


def _sign(delta: Floats, first: NDArray[Any]) -> Floats:
    """Direction of a push: along the difference; where two nodes coincide, the later one goes right or down."""
    tie = np.where(first, 1.0, -1.0)
    signs = np.where(delta > 0, 1.0, np.where(delta < 0, -1.0, tie))
    return signs.astype(np.float64)


def _rows(nodes: Sequence[str], boxes: Mapping[str, tuple[float, float]], *, top: int) -> dict[str, tuple[int, int]]:
    """Step 3: nodes in rows of equal length, centred, from `top` downwards."""
    columns = max(4, round(float(np.sqrt(len(nodes))) * 1.2))
    width = max((boxes[n][0] for n in nodes), default=0) + 16
    height = max((boxes[n][1] for n in nodes), default=0) + 16
    return {
        n: (round((i % columns - (min(columns, len(nodes)) - 1) / 2) * width), round(top + (i // columns) * height))
        for i, n in enumerate(nodes)
    }
