"""Claims that compete with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.ingest.rivals import add_rivals

if TYPE_CHECKING:
    from touchline.graph.model import Status

Claims = dict[tuple[str, str, str], tuple["Status", dict[str, float]]]


def _weighed(*claims: tuple[str, str, str, Status, float]) -> Claims:
    found: Claims = {(s, p, o): (status, {"reader.logit": logit}) for s, p, o, status, logit in claims}
    add_rivals(found)
    return found


def test_rivals_weaker_claim_knows_the_stronger() -> None:
    found = _weighed(("Rice", "plays_for", "Arsenal", "fact", 2.0), ("Rice", "plays_for", "Chelsea", "fact", -1.0))
    weak, strong = found["Rice", "plays_for", "Chelsea"][1], found["Rice", "plays_for", "Arsenal"][1]
    assert round(weak["rival.object"], 3) == 2.0
    assert (weak["rival.object.stronger"], strong["rival.object.stronger"]) == (1.0, 0.0)
    assert round(strong["rival.object"], 3) == -1.0


def test_rivals_need_the_same_status() -> None:
    found = _weighed(("Rice", "plays_for", "Arsenal", "fact", 2.0), ("Rice", "plays_for", "West_Ham", "former", 1.0))
    assert all("rival.object" not in features for _, features in found.values())


def test_rivals_are_none_where_many_objects_are_usual() -> None:
    found = _weighed(("Rice", "linked_to", "Arsenal", "rumour", 2.0), ("Rice", "linked_to", "City", "rumour", 1.0))
    assert all(set(features) == {"reader.logit"} for _, features in found.values())


def test_rivals_two_managers_of_one_club() -> None:
    found = _weighed(("Slot", "manages", "Liverpool", "fact", 3.0), ("Klopp", "manages", "Liverpool", "fact", 0.0))
    assert found["Klopp", "manages", "Liverpool"][1]["rival.subject.stronger"] == 1.0
    assert "rival.object" not in found["Klopp", "manages", "Liverpool"][1]
