"""Claims that compete: a man plays for one club at a time, a club has one manager.

What an article says of one claim speaks against another that cannot hold beside it. No claim is dropped for that (an
article may say both, and then both are kept); but how strong the strongest rival is counts in a claim's confidence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from touchline.ingest.combine import logit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.graph.model import Status

__all__ = ["add_rivals"]

#: Predicates that a subject rarely has with two objects and one status in one article.
_ONE_OBJECT = frozenset({
    "age", "beat", "contract_with", "home_ground", "joined", "loaned_to", "manages", "plays_for", "position",
    "succeeds",
})  # fmt: skip
#: Predicates that an object rarely has with two subjects and one status.
_ONE_SUBJECT = frozenset({"home_ground", "manages", "succeeds"})


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _strength(features: Mapping[str, float]) -> float:
    """The surer of reader and rules, in (0, 1)."""
    said = [features[name] for name in ("reader.logit", "rules.logit") if name in features]
    return max((_sigmoid(x) for x in said), default=0.0)


def add_rivals(claims: Mapping[tuple[str, str, str], tuple[Status, dict[str, float]]]) -> None:
    """Add to each claim's features, in place, how strong its strongest rival is.

    Args:
        claims: By `Proposal.key`: the status, and what `combine.features` found.
    """
    strengths = {key: _strength(features) for key, (_, features) in claims.items()}
    sides: dict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
    for key, (status, _) in claims.items():
        subject, predicate, obj = key
        if predicate in _ONE_OBJECT:
            sides["object", subject, predicate, status].append(key)
        if predicate in _ONE_SUBJECT:
            sides["subject", obj, predicate, status].append(key)
    for (side, *_), keys in sides.items():
        for key in keys:
            others = [strengths[other] for other in keys if other != key]
            if others:
                strongest = max(others)
                features = claims[key][1]
                features[f"rival.{side}"] = logit(strongest)
                features[f"rival.{side}.stronger"] = float(strengths[key] < strongest)
