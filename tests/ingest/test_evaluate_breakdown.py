from __future__ import annotations

from typing import Any

import pytest

from touchline.graph.model import Article
from touchline.ingest.evaluate import Score
from touchline.ingest.evaluation.bootstrap import intervals
from touchline.ingest.evaluation.breakdown import Breakdown, Support, break_down
from touchline.ingest.evaluation.match import compare

Json = dict[str, Any]
KANE = {"name": "Harry Kane", "type": "Person", "aliases": ["Kane"]}
BAYERN = {"name": "Bayern Munich", "type": "Club", "aliases": ["Bayern"]}
SPURS = {"name": "Tottenham Hotspur", "type": "Club", "aliases": ["Spurs"]}
AGE = {"value": "32"}


def said(subject: Json, predicate: str, end: Json, status: str = "fact", **more: object) -> Json:
    return {"subject": subject, "predicate": predicate, "object": end, "status": status, **more}


def counted(gold: list[Json], read: list[Json], text: str | None = None, listed: tuple[Json, ...] = ()) -> Breakdown:
    annotation = {"a": {"id": "a", "entities": [], "claims": gold}}
    compared = compare(annotation, {"a": {"id": "a", "entities": list(listed), "claims": read}})
    return break_down(compared, None if text is None else {"a": Article("a", text)})


def kinds(side: str, gold: list[Json], read: list[Json], text: str | None = "", *listed: Json) -> list[str]:
    return list(getattr(counted(gold, read, text, listed), side))


PLAYS = said(KANE, "plays_for", BAYERN)


@pytest.mark.parametrize(
    ("read", "missed", "wrong"),
    [
        (said(KANE, "plays_for", BAYERN, "former"), "status", "status"),
        (said(BAYERN, "plays_for", KANE), "reversed", "reversed"),
        (said(KANE, "joined", BAYERN), "predicate", "predicate"),
        (said(BAYERN, "bid_for", KANE), "predicate", "predicate"),
        (said(KANE, "plays_for", SPURS), "end", "nowhere"),
    ],
)
def test_evaluate_kinds_of_a_claim_read_otherwise(read: Json, missed: str, wrong: str) -> None:
    assert (kinds("missed", [PLAYS], [read]), kinds("wrong", [PLAYS], [read])) == ([missed], [wrong])


def test_evaluate_kinds_of_an_unread_claim_go_by_what_was_found_and_where() -> None:
    both = (KANE, BAYERN)
    assert kinds("missed", [PLAYS], [], "Kane scored for Bayern.", *both) == ["unread"]
    assert kinds("missed", [PLAYS], [], "Kane scored. Bayern won.", *both) == ["apart"]
    assert kinds("missed", [PLAYS], [], None, *both) == ["no text"]
    assert kinds("missed", [PLAYS], [], "Kane scored for Bayern.", KANE) == ["end"]
    assert kinds("missed", [PLAYS], [], "Kane scored for Bayern.", KANE, {**BAYERN, "type": "Place"}) == ["end"]


def test_evaluate_kinds_of_values() -> None:
    age = said(KANE, "age", AGE)
    assert kinds("missed", [age], [], "", KANE) == ["value"]
    assert kinds("missed", [age], []) == ["end"]
    other = said(KANE, "age", {"value": "31"})
    assert (kinds("missed", [age], [other]), kinds("wrong", [age], [other])) == (["other value"], ["other value"])


def test_evaluate_kinds_claim_between_annotated_ends_that_have_none() -> None:
    assert kinds("wrong", [PLAYS, said(KANE, "left", SPURS)], [said(SPURS, "beat", BAYERN)]) == ["nothing"]
    assert kinds("wrong", [PLAYS], [said(KANE, "age", AGE)]) == ["nothing"]


def test_evaluate_kinds_claim_that_counts_once() -> None:
    two = [said(KANE, "injured", {"value": "knee"}), said(KANE, "injured", {"value": "knee injury"})]
    assert kinds("missed", two, two[:1]) == ["counted"]
    assert kinds("wrong", two[:1], two) == ["counted"]


def test_evaluate_kinds_add_up_to_what_the_headline_misses() -> None:
    found = counted([PLAYS, said(KANE, "left", SPURS)], [PLAYS, said(KANE, "joined", SPURS), said(KANE, "age", AGE)])
    assert sum(counts.total() for counts in found.missed.values()) == 1
    assert found.wrong["predicate"] == {"joined": 1}
    assert [(case.side, case.kind) for case in found.errors] == [
        ("missed", "predicate"), ("wrong", "predicate"), ("wrong", "nothing"),
    ]  # fmt: skip


def test_evaluate_status_scores_and_confusion() -> None:
    gold = [PLAYS, said(KANE, "plays_for", SPURS, "former"), said(KANE, "age", AGE)]
    found = counted(gold, [PLAYS, said(KANE, "plays_for", SPURS)])
    assert found.statuses == {"fact": Score(1, 2, 2), "former": Score(0, 1, 0)}
    assert found.confusion == {"fact": {"fact": 1}, "former": {"fact": 1}}


def test_evaluate_confusion_pairs_claims_that_agree_in_status_first() -> None:
    found = counted([PLAYS], [said({**KANE, "name": "Kane"}, "plays_for", BAYERN, "former"), PLAYS])
    assert found.confusion == {"fact": {"fact": 1}}


def test_evaluate_extractors_alone_and_together() -> None:
    together = {**PLAYS, "extractor": "x.v1", "more": [{"extractor": "y.v1"}, {"extractor": "x.v1"}]}
    found = counted([PLAYS], [together, said(KANE, "age", AGE, extractor="x.v1"), said(KANE, "left", SPURS)])
    assert found.extractors == {
        "x.v1": Support(2, 1, 1, 0), "(no name)": Support(1, 0, 1, 0), "y.v1": Support(1, 1, 0, 0),
    }  # fmt: skip


def test_evaluate_distances_count_what_was_found() -> None:
    gold = [PLAYS, said(KANE, "left", SPURS), said(KANE, "age", AGE)]
    found = counted(gold, [PLAYS], "Kane, 32, plays for Bayern. He left Spurs.")
    assert found.distances == {
        "same sentence": Score(1, 1), "neighbouring sentence": Score(0, 1), "value": Score(0, 1),
    }  # fmt: skip
    assert counted(gold, [PLAYS]).distances == {"value": Score(0, 1), "article not given": Score(1, 2)}


def test_evaluate_calibration_bands_hold_their_lower_end() -> None:
    sure = [0.1, 0.5, 0.8999, 0.9, 1.0]
    read = [said(KANE, "injured", {"value": f"{'abcde'[i]}"}, confidence=c) for i, c in enumerate(sure)]
    found = counted([said(KANE, "injured", {"value": "d"})], [*read, PLAYS])
    assert [(band.low, band.claims, band.right) for band in found.bands] == [
        (0.0, 1, 0), (0.5, 1, 0), (0.6, 0, 0), (0.7, 0, 0), (0.8, 1, 0), (0.9, 2, 1),
    ]  # fmt: skip
    assert (found.unstated, found.bands[-1].stated) == (1, 1.9)
    assert counted([], [{**PLAYS, "confidence": float("nan")}]).unstated == 1


def test_evaluate_bootstrap_is_seeded_and_holds_the_figure() -> None:
    articles = [Score(3, 5, 4), Score(0, 2, 3), Score(8, 9, 9), Score(1, 4, 2)]
    found = intervals(articles)
    whole = sum(articles, Score())
    assert found == intervals(articles) != intervals(articles, seed=1)
    for name, figure in (("p", whole.precision), ("r", whole.recall), ("f1", whole.f1)):
        assert found[name][0] < figure < found[name][1]


def test_evaluate_bootstrap_without_spread_or_articles() -> None:
    assert intervals([Score(1, 2, 2)] * 5) == dict.fromkeys(("p", "r", "f1"), (0.5, 0.5))
    assert intervals([])["f1"] == intervals([Score()])["f1"] == (0.0, 0.0)
