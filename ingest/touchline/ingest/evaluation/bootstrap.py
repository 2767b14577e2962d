"""Intervals of the figures over articles, by the percentile bootstrap.

Articles are drawn with replacement as often as there are articles, and each figure is computed anew from the summed
counts; the interval holds the middle 95% of what comes out. The draw is seeded, so the same counts give the same
interval.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.ingest.evaluate import Score

__all__ = ["RESAMPLES", "Interval", "intervals"]

RESAMPLES = 1_000
_SEED = 0
_MIDDLE = (2.5, 97.5)

Interval = tuple[float, float]


def intervals(articles: Sequence[Score], *, resamples: int = RESAMPLES, seed: int = _SEED) -> dict[str, Interval]:
    """The 95% interval of `p`, `r` and `f1`, each (low, high); (0, 0) where there is no article.

    Args:
        articles: The counts of each article.
        resamples: How often to draw.
        seed: Seed of the draw.
    """
    if not articles:
        return dict.fromkeys(("p", "r", "f1"), (0.0, 0.0))
    counts = np.array([(one.right, one.annotated, one.predicted) for one in articles], dtype=np.float64)
    drawn = np.random.default_rng(seed).multinomial(len(articles), [1 / len(articles)] * len(articles), resamples)
    right, annotated, predicted = (drawn @ counts).T
    figures = {"p": (right, predicted), "r": (right, annotated), "f1": (2 * right, annotated + predicted)}
    found: dict[str, Interval] = {}
    for name, (part, whole) in figures.items():
        shares = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
        low, high = np.percentile(shares, _MIDDLE)
        found[name] = round(float(low), 4), round(float(high), 4)
    return found
