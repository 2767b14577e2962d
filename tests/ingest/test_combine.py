from __future__ import annotations

import numpy as np
import pytest

from touchline.ingest.combine import combined, features, settled_status
from touchline.ingest.reader.reader import Judgement


def judged(probability: float, **statuses: float) -> Judgement:
    names = ("fact", "former", "future", "rumour", "denied")
    return Judgement(probability, np.array([statuses.get(name, 0.0) for name in names], np.float32))


def sure(predicate: str, rules: float | None, judgement: Judgement | None) -> float:
    return combined(features(predicate, rules, judgement, explicit=True, size=200))


def test_combine_agreement_is_surer_than_either_alone() -> None:
    both = sure("manages", 0.9, judged(0.9, fact=1.0))
    assert both > sure("manages", 0.9, judged(0.05, fact=1.0))
    assert both > sure("manages", None, judged(0.9, fact=1.0))


@pytest.mark.parametrize("predicate", ["manages", "plays_for", "linked_to", "no_such_predicate"])
def test_combine_is_a_probability_that_rises_with_the_readers(predicate: str) -> None:
    values = [sure(predicate, None, judged(p, fact=1.0)) for p in (0.0, 0.1, 0.5, 0.9, 1.0)]
    assert values == sorted(values)
    assert 0 <= values[0] < values[-1] <= 1


def test_combine_status_is_the_readers_where_no_rule_speaks() -> None:
    assert settled_status(None, 0.0, judged(0.6, rumour=0.7, fact=0.3)) == "rumour"
    assert settled_status("denied", 0.9, None) == "denied"


def test_combine_status_of_a_sure_rule_outweighs_a_hesitant_reader() -> None:
    assert settled_status("former", 0.98, judged(0.6, fact=0.55, former=0.45)) == "former"
