"""How probable a claim is, given what the rules and the trained reader say of it.

A logistic regression over the rules' joint confidence and the reader's probability, with a term for each predicate;
fitted on training articles that the reader had not seen (`training/fit_combination.py`), its weights in
`combination.json`. The status is the reader's most probable one, unless the rules' outweighs it.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from touchline.ingest.reader.windows import STATUS_NAMES

if TYPE_CHECKING:
    from touchline.graph.model import Status
    from touchline.ingest.reader.reader import Judgement

__all__ = ["combined", "features", "logit", "settled_status"]

_LEAST = 0.002


def logit(p: float) -> float:
    """Log odds of a probability that is kept away from 0 and 1."""
    p = min(max(p, _LEAST), 1 - _LEAST)
    return math.log(p / (1 - p))


def features(
    predicate: str, rules: float | None, judgement: Judgement | None, *, explicit: bool, size: int
) -> dict[str, float]:
    """What the regression looks at, by name; a name that is missing counts as 0.

    Args:
        predicate: Name of the predicate.
        rules: Joint confidence of the rules that propose the claim, None where none does.
        judgement: The reader's, None where it did not see the pair.
        explicit: Whether words state the claim, for some rule, rather than the knowledge base.
        size: Couples of ends in the article: the more there are, the more of them look like claims by chance.
    """
    found = {"bias": 1.0, f"predicate={predicate}": 1.0}
    if rules is not None:
        found |= {"rules": 1.0, "rules.logit": logit(rules), "rules.explicit": float(explicit)}
    if judgement is not None:
        found |= {"reader": 1.0, "reader.logit": logit(judgement.probability)}
        found["reader.status"] = math.log(max(float(judgement.statuses.max()), _LEAST))
        if rules is None:
            found["reader.size"] = math.log1p(size)
        else:
            found["both.logit"] = logit(judgement.probability)
            found["both.status"] = found["reader.status"]
    return found


@cache
def _weights() -> dict[str, Any]:
    return json.loads(files("touchline.ingest").joinpath("combination.json").read_text("utf-8"))  # type: ignore[no-any-return]


def combined(found: dict[str, float]) -> float:
    """Probability in [0, 1] that the claim is right, status included."""
    weights = _weights()["weights"]
    return round(1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in found.items()))), 4)


def settled_status(rules: Status | None, confidence: float, judgement: Judgement | None) -> Status:
    """The status of a claim: the rules' where their confidence outweighs the reader's doubt, else the reader's."""
    if judgement is None:
        return rules or "fact"
    scores = [math.log(max(float(p), _LEAST)) for p in judgement.statuses]
    if rules is not None:
        weight = _weights()["status"] * max(logit(confidence), 0.0) + _weights()["status.bias"]
        scores[STATUS_NAMES.index(rules)] += weight
    return STATUS_NAMES[scores.index(max(scores))]
