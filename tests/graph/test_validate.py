"""The three checks find the same faults: plain Python, SHACL on one article, SPARQL on the whole store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Value
from touchline.graph.store import KnowledgeGraph
from touchline.graph.validate import check_statement, validate_reading, validate_store
from touchline.graph.vocab import PREDICATES

if TYPE_CHECKING:
    from touchline.graph.vocab_types import Predicate

SAID = Evidence("a", 0, 4, "said", "He said.", "fact")


def end(name: str, classes: tuple[str, ...]) -> Entity | Value:
    return Entity(name, classes[0], name) if classes else Value("42")


def reading(*statements: Statement) -> Reading:
    return Reading(Article("a", ""), statements=tuple(replace(s, evidence=s.evidence or (SAID,)) for s in statements))


def rules(item: Reading) -> tuple[set[str], set[str]]:
    with KnowledgeGraph() as kg:
        kg.add(item)
        return {v.rule for v in validate_reading(item)}, {v.rule for v in validate_store(kg.engine)}


def test_validate_every_predicate_used_rightly_is_clean() -> None:
    statements = [
        Statement(Entity(f"s-{p.name}", p.domain[0], "S"), p.name, end(f"o-{p.name}", p.range))
        for p in PREDICATES.values()
    ]
    assert [check_statement(statement) for statement in statements] == [None] * len(statements)
    assert rules(reading(*statements)) == (set(), set())


@pytest.mark.parametrize("predicate", PREDICATES.values(), ids=str)
def test_check_statement_refuses_wrong_classes(predicate: Predicate) -> None:
    good = Statement(Entity("s", predicate.domain[0], "S"), predicate.name, end("o", predicate.range))
    wrong_end = Entity("o", "Award", "O") if predicate.datatype or "Award" not in predicate.range else Value("x")
    assert f"the subject of {predicate.name}" in str(check_statement(replace(good, subject=Entity("s", "Award", "S"))))
    assert f"the object of {predicate.name}" in str(check_statement(replace(good, object=wrong_end)))


@pytest.mark.parametrize("name", ["manages", "age", "beat", "won", "injured"])
def test_validate_finds_wrong_classes_in_all_three_ways(name: str) -> None:
    predicate = PREDICATES[name]
    bad = Statement(Entity("s", "Venue", "S"), name, end("o", predicate.range))
    shacl, store = rules(reading(bad))
    assert shacl == store == {f"the subject of {name} is a {' or '.join(predicate.domain)}"}
    assert str(check_statement(bad)).startswith(shacl.pop())


def test_validate_finds_age_that_is_no_number() -> None:
    bad = Statement(Entity("s", "Person", "S"), "age", Value("forty-two"))
    shacl, store = rules(reading(bad))
    assert shacl == store == {"the object of age is a whole number"}
    assert "whole number" in str(check_statement(bad))


def test_validate_finds_two_ages_in_one_article_but_not_in_two() -> None:
    person = Entity("s", "Person", "S")
    one, two = (Statement(person, "age", Value(str(age)), (SAID,)) for age in (41, 42))
    rule = {"an article states at most one age of a subject as fact"}
    assert rules(reading(one, two)) == (rule, rule)
    later = Reading(Article("b", ""), statements=(replace(two, evidence=(replace(SAID, article="b"),)),))
    with KnowledgeGraph() as kg:
        kg.add_all([reading(one), later])
        assert validate_store(kg.engine) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"start": 9}, "evidence starts at 0 or later, and before its end"),
        ({"quote": ""}, "evidence has a quote that is not empty"),
        ({"confidence": 1.5}, "evidence has one confidence from 0 to 1"),
    ],
)
def test_validate_finds_implausible_evidence(change: dict[str, object], rule: str) -> None:
    bad = Statement(Entity("s", "Person", "S"), "age", Value("42"), (replace(SAID, **change),))  # type: ignore[arg-type]
    shacl, store = rules(reading(bad))
    assert store == {rule}
    assert len(shacl) == 1


def test_validate_says_where_it_was_said() -> None:
    bad = Statement(Entity("s", "Venue", "Anfield"), "age", Value("42"))
    with KnowledgeGraph() as kg:
        kg.add(reading(bad))
        (violation,) = validate_store(kg.engine)
        (by_shacl,) = validate_reading(reading(bad))
    assert violation == by_shacl == ("the subject of age is a Person", "Anfield", "a", "said", "He said.")


@pytest.mark.parametrize("predicate", PREDICATES.values(), ids=str)
def test_validate_store_knows_domain_and_range_of_every_predicate(predicate: Predicate) -> None:
    wrong = Entity("o", "Award", "O") if "Award" not in predicate.range else Entity("o", "Place", "O")
    bad = Statement(Entity("s", "Award", "S"), predicate.name, wrong)
    with KnowledgeGraph() as kg:
        kg.add(reading(bad))
        found = {violation.rule for violation in validate_store(kg.engine)}
    assert found == {
        f"the subject of {predicate.name} is a {' or '.join(predicate.domain)}",
        f"the object of {predicate.name} is a {predicate.object_words}",
    }


def test_check_statement_knows_what_is_no_predicate_and_no_pair() -> None:
    person = Entity("s", "Person", "S")
    assert "no predicate 'likes'" in str(check_statement(Statement(person, "likes", person)))
    assert "both ends" in str(check_statement(Statement(person, "succeeds", person)))
    assert "is empty" in str(check_statement(Statement(person, "injured", Value(" "))))
