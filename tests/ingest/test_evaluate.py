from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.graph.errors import InputError
from touchline.ingest.evaluate import Score, evaluate_claims, fold, format_table, read_annotation, read_claims

Json = dict[str, Any]
BLOGGS = {"name": "Jo Bloggs", "type": "Person", "aliases": ["Bloggs"]}
ROVERS = {"name": "Town Rovers", "type": "Club", "aliases": ["Rovers"]}
CITY = {"name": "Hill City FC", "type": "Club", "aliases": []}


def claim(subject: Json, predicate: str, end: Json, status: str | None = "fact", **qualifiers: str) -> Json:
    return {"subject": subject, "predicate": predicate, "object": end, "status": status, "qualifiers": qualifiers}


def gold(*claims: Json) -> dict[str, Json]:
    """Annotation with the ends by id, as annotators write it."""
    ends = [end for one in claims for end in (one["subject"], one["object"]) if "name" in end]
    entities = {end["name"]: {"id": end["name"], **end} for end in ends}

    def by_id(end: Json) -> str | Json:
        return str(end["name"]) if "name" in end else end

    written = [{**one, "subject": by_id(one["subject"]), "object": by_id(one["object"])} for one in claims]
    return {"a": {"id": "a", "entities": list(entities.values()), "claims": written}}


def predicted(*claims: Json, entities: tuple[Json, ...] = ()) -> dict[str, Json]:
    return {"a": {"id": "a", "claims": list(claims), "entities": list(entities)}}


def counts(annotation: dict[str, Json], predictions: dict[str, Json]) -> dict[str, tuple[int, int, int]]:
    levels = evaluate_claims(annotation, predictions).levels
    return {name: (score.right, score.annotated, score.predicted) for name, score in levels.items()}


MANAGES = claim(BLOGGS, "manages", ROVERS)


def test_evaluate_same_claims_are_all_right() -> None:
    assert counts(gold(MANAGES), predicted(MANAGES)) == {
        "claim": (1, 1, 1), "moves": (1, 1, 1), "triple": (1, 1, 1), "pair": (1, 1, 1), "entity": (2, 2, 2),
    }  # fmt: skip


def test_evaluate_levels_forgive_more_and_more() -> None:
    status = counts(gold(MANAGES), predicted({**MANAGES, "status": "rumour"}))
    assert [status[level][0] for level in ("claim", "moves", "triple", "pair")] == [0, 0, 1, 1]
    other = counts(gold(MANAGES), predicted(claim(ROVERS, "owns", BLOGGS)))
    assert [other[level][0] for level in ("claim", "triple", "pair", "entity")] == [0, 0, 1, 2]


def test_evaluate_article_that_is_missing_counts_as_one_without_claims() -> None:
    assert counts(gold(MANAGES), {})["claim"] == (0, 1, 0)
    assert counts({}, predicted(MANAGES))["claim"] == (0, 0, 0)


def test_evaluate_names_agree_by_any_form() -> None:
    by_alias = claim({"name": "BLOGGS", "type": "Person"}, "manages", {"name": "The Rovers", "type": "Club"})
    result = evaluate_claims(gold(MANAGES), predicted(by_alias))
    assert result.levels["claim"].right == 1
    assert (result.found, result.resolved) == (1.0, 0.0)


def test_evaluate_direction_counts_save_where_it_means_nothing() -> None:
    assert counts(gold(claim(ROVERS, "beat", CITY)), predicted(claim(CITY, "beat", ROVERS)))["claim"][0] == 0
    assert counts(gold(claim(ROVERS, "faces", CITY)), predicted(claim(CITY, "faces", ROVERS)))["claim"][0] == 1


@pytest.mark.parametrize(
    ("annotated", "read", "agrees"),
    [
        ("hamstring injury", "Hamstring", True), ("24", "24", True), ("24", "4", False), ("knee", "ankle", False),
        ("knee", "", False),
    ],
)  # fmt: skip
def test_evaluate_values(annotated: str, read: str, agrees: bool) -> None:
    want, have = (claim(BLOGGS, "injured", {"value": value}) for value in (annotated, read))
    assert counts(gold(want), predicted(have))["claim"][0] == agrees


def test_evaluate_value_is_no_entity_and_no_entity_a_value() -> None:
    assert (
        counts(gold(claim(BLOGGS, "age", {"value": "Rovers"})), predicted(claim(BLOGGS, "age", ROVERS)))["pair"][0] == 0
    )


def test_evaluate_one_prediction_serves_one_annotation() -> None:
    two = gold(claim(ROVERS, "beat", CITY), claim(ROVERS, "drew_with", CITY))
    assert counts(two, predicted(claim(ROVERS, "beat", CITY)))["pair"] == (1, 2, 1)


def test_evaluate_claims_said_twice_count_once() -> None:
    assert counts(gold(MANAGES), predicted(MANAGES, MANAGES, {**MANAGES, "status": "former"}))["claim"] == (1, 1, 2)


def test_evaluate_entity_needs_the_type() -> None:
    wrong = claim({**BLOGGS, "type": "Club"}, "manages", ROVERS)
    assert counts(gold(MANAGES), predicted(wrong))["entity"] == (1, 2, 2)


def test_evaluate_entities_in_no_claim_count_as_found() -> None:
    result = evaluate_claims(gold(MANAGES), predicted(entities=(BLOGGS, {**CITY, "name": "Rovers"})))
    assert (result.found, result.resolved) == (1.0, 0.5)


def test_evaluate_qualifiers_are_counted_on_matched_triples() -> None:
    want = gold(
        claim(BLOGGS, "joined", ROVERS, "fact", fee="£3m", date="Monday"),
        claim(BLOGGS, "left", CITY, "fact", date="May"),
    )
    have = predicted(claim(BLOGGS, "joined", ROVERS, "rumour", fee="£3M", date="Tuesday"))
    assert evaluate_claims(want, have).qualifier == 0.5


def test_evaluate_moves_hold_only_moves() -> None:
    both = (claim(BLOGGS, "sacked_by", ROVERS), claim(ROVERS, "beat", CITY))
    assert counts(gold(*both), predicted(*both))["moves"] == (1, 1, 1)


def test_evaluate_predicates_are_listed_most_annotated_first() -> None:
    want = gold(claim(ROVERS, "beat", CITY), MANAGES, claim(BLOGGS, "manages", CITY))
    result = evaluate_claims(want, predicted(claim(BLOGGS, "owns", CITY)))
    assert list(result.predicates) == ["manages", "beat", "owns"]
    assert result.predicates["owns"] == Score(0, 0, 1)


def test_evaluate_errors_name_what_was_missed_and_what_is_wrong() -> None:
    errors = evaluate_claims(gold(MANAGES), predicted({**MANAGES, "status": "rumour", "evidence": "x"})).errors
    assert errors == [
        "missed  a  Jo Bloggs manages Town Rovers [fact]  | ",
        "wrong   a  Jo Bloggs manages Town Rovers [rumour]  | x",
    ]


def test_evaluate_nothing_scores_zero_and_never_divides_by_it() -> None:
    result = evaluate_claims({}, {})
    assert result.as_json()["claim"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "gold": 0, "predicted": 0}
    assert (result.found, result.resolved, result.qualifier) == (0.0, 0.0, 0.0)


def test_evaluate_score_figures() -> None:
    score = Score(right=1, annotated=4, predicted=2)
    assert (score.precision, score.recall) == (0.5, 0.25)
    assert score.as_json()["f1"] == 0.3333


@given(st.text(max_size=20))
def test_evaluate_fold_is_idempotent_on_plain_words(name: str) -> None:
    assert fold(fold(name)) == fold(fold(fold(name)))


@pytest.mark.parametrize(
    ("name", "folded"), [("FC", "fc"), ("Sørloth", "sorloth"), ("A.F.C. Town", "a.f.c town"), ("The FC Town", "town")]
)
def test_evaluate_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_evaluate_table_shows_each_level_and_predicate() -> None:
    table = format_table(evaluate_claims(gold(MANAGES), predicted(MANAGES))).splitlines()
    assert table[0] == "claim      P 1.000  R 1.000  F1 1.000   (1 of 1 annotated, 1 predicted)"
    assert [row.split()[0] for row in table] == [
        "claim", "moves", "triple", "pair", "entity", "found", "qualifier", "manages",
    ]  # fmt: skip


def test_evaluate_files_are_read_by_id(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold(MANAGES)["a"]) + "\n\n", encoding="utf-8")
    assert counts(read_annotation(path), read_annotation(path))["claim"] == (1, 1, 1)


@pytest.mark.parametrize(
    "row",
    [
        "{", "[]", '{"id": "b"}',
        '{"id": "b", "entities": [], "claims": [{"subject": "x", "predicate": "p", "object": "y"}]}',
    ],
)  # fmt: skip
def test_evaluate_broken_line_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold(MANAGES)["a"]) + "\n" + row, encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl, line 2"):
        read_annotation(path)


def test_evaluate_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: cannot be read"):
        read_claims(tmp_path / "none.jsonl")


REFERENCE = Path(__file__).parents[3] / "shared" / "gold" / "score.py"


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference scorer is not beside this checkout")
def test_evaluate_figures_are_those_of_the_reference_scorer() -> None:
    score = runpy.run_path(str(REFERENCE))["score"]
    want = gold(
        MANAGES, claim(ROVERS, "faces", CITY, "future", date="Sunday"), claim(BLOGGS, "age", {"value": "44"}),
        claim(BLOGGS, "injured", {"value": "knee injury"}), claim(BLOGGS, "left", CITY, "former", date="May"),
    )  # fmt: skip
    have = predicted(
        {**MANAGES, "status": "former"}, claim(CITY, "faces", ROVERS, "future", date="Sunday"), MANAGES,
        claim(BLOGGS, "injured", {"value": "knee"}), claim(BLOGGS, "age", {"value": "4"}),
        claim(BLOGGS, "joined", CITY),
        entities=(BLOGGS,),
    )  # fmt: skip
    ours, (theirs, notes) = evaluate_claims(want, have), score(want, have)
    assert (ours.as_json(), ours.errors) == (theirs, notes)
