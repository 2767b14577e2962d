"""The annotated sample articles: what is annotated must be there to be found, and must be words of the ontology."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from touchline.graph import vocab
from touchline.ingest import sample_articles
from touchline.ingest.sample_files import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Article

GOLD = Path(__file__).parent / "gold"
FILES = sorted(GOLD.glob("samples-*.jsonl"))
LEAST_ANNOTATED, LEAST_ARTICLES, LEAST_FORMATS = 12, 30, 3

Record = dict[str, Any]


@cache
def articles() -> dict[str, Article]:
    return {article.id: article for article in sample_articles()}


def annotated(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def claims(path: Path) -> Iterator[tuple[Record, Record]]:
    """(annotated article, claim) pairs of a file."""
    for record in annotated(path):
        for claim in record["claims"]:
            yield record, claim


def types(record: Record) -> dict[str, str]:
    """Entity id -> type."""
    return {entity["id"]: entity["type"] for entity in record["entities"]}


def is_value(claim: Record) -> bool:
    return isinstance(claim["object"], dict)


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


# -- the articles themselves --------------------------------------------------------------------------------------


def test_gold_samples_thirty_articles_ship_in_three_formats() -> None:
    with sample_folder() as folder:
        formats = {path.suffix for path in folder.iterdir() if path.suffix}
    assert len(articles()) >= LEAST_ARTICLES
    assert len(formats) >= LEAST_FORMATS


def test_gold_samples_twelve_articles_are_annotated_once_each() -> None:
    counts = Counter(record["id"] for path in FILES for record in annotated(path))
    assert len(counts) >= LEAST_ANNOTATED
    assert [article for article, count in counts.items() if count > 1] == []


@each_file
def test_gold_samples_ids_are_those_of_the_articles(path: Path) -> None:
    ids = [record["id"] for record in annotated(path)]
    assert ids
    assert [article for article in ids if article not in articles()] == []


@each_file
def test_gold_samples_dates_are_those_of_the_articles(path: Path) -> None:
    for record in annotated(path):
        article, stated = articles()[record["id"]], record["published"]
        if article.published is not None:
            assert stated == article.published, record["id"]
        elif stated is not None:
            assert stated[:4] in article.text, f"{record['id']}: the year is not in the text"


# -- what is claimed of them --------------------------------------------------------------------------------------


@each_file
def test_gold_samples_evidence_is_a_run_of_the_title_or_the_text(path: Path) -> None:
    astray = [
        (record["id"], claim["evidence"])
        for record, claim in claims(path)
        if not claim["evidence"]
        or not any(
            claim["evidence"] in part for part in (articles()[record["id"]].title, articles()[record["id"]].text)
        )
    ]
    assert astray == []


@each_file
def test_gold_samples_aliases_are_forms_that_the_article_uses(path: Path) -> None:
    unused = [
        (record["id"], alias)
        for record in annotated(path)
        for entity in record["entities"]
        for alias in entity["aliases"]
        if alias not in articles()[record["id"]].full_text
    ]
    assert unused == []


@each_file
def test_gold_samples_words_come_from_the_ontology(path: Path) -> None:
    used = {
        "predicates": {claim["predicate"] for _, claim in claims(path)} - set(vocab.PREDICATES),
        "statuses": {claim["status"] for _, claim in claims(path)} - set(vocab.STATUSES),
        "types": {kind for record in annotated(path) for kind in types(record).values()} - set(vocab.CLASSES),
        "qualifiers": {name for _, claim in claims(path) for name in claim.get("qualifiers") or {}}
        - set(vocab.QUALIFIERS),
    }
    assert {kind: unknown for kind, unknown in used.items() if unknown} == {}


@each_file
def test_gold_samples_subjects_fit_the_domain(path: Path) -> None:
    wrong = [
        (record["id"], claim["subject"], claim["predicate"])
        for record, claim in claims(path)
        if types(record).get(claim["subject"]) not in vocab.PREDICATES[claim["predicate"]].domain
    ]
    assert wrong == []


@each_file
def test_gold_samples_objects_fit_the_range(path: Path) -> None:
    wrong = [
        (record["id"], claim["predicate"], claim["object"])
        for record, claim in claims(path)
        if not is_value(claim) and types(record).get(claim["object"]) not in vocab.PREDICATES[claim["predicate"]].range
    ]
    assert wrong == []


@each_file
def test_gold_samples_values_stand_where_the_ontology_has_values(path: Path) -> None:
    wrong = [
        (record["id"], claim["predicate"], claim["object"])
        for record, claim in claims(path)
        if is_value(claim) != bool(vocab.PREDICATES[claim["predicate"]].datatype)
        or (is_value(claim) and not claim["object"].get("value"))
    ]
    assert wrong == []


@each_file
def test_gold_samples_each_triple_is_annotated_once(path: Path) -> None:
    counts = Counter(
        (record["id"], claim["subject"], claim["predicate"], json.dumps(claim["object"], sort_keys=True))
        for record, claim in claims(path)
    )
    assert [triple for triple, count in counts.items() if count > 1] == []


@each_file
def test_gold_samples_every_entity_takes_part_in_a_claim(path: Path) -> None:
    idle = []
    for record in annotated(path):
        taking_part = {claim["subject"] for claim in record["claims"]}
        taking_part |= {claim["object"] for claim in record["claims"] if not is_value(claim)}
        idle += [(record["id"], entity) for entity in types(record) if entity not in taking_part]
    assert idle == []
