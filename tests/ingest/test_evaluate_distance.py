from __future__ import annotations

import pytest

from touchline.graph.model import Article
from touchline.ingest.evaluation.distance import NamedArticle, distance, sentences
from touchline.ingest.evaluation.match import Claim, End

SLOT = {"name": "Arne Slot", "type": "Person", "aliases": ["Slot"]}
REDS = {"name": "Liverpool", "type": "Club", "aliases": ["the Reds"]}
UNITED = {"name": "Manchester United", "type": "Club", "aliases": ["United"]}
MAGPIES = {"name": "Newcastle United", "type": "Club", "aliases": []}


def far(text: str, title: str = "", evidence: str = "", subject: object = SLOT, end: object = REDS) -> str:
    claim = Claim.of({"subject": subject, "predicate": "manages", "object": end, "evidence": evidence}, {})
    ends = (claim.subject, claim.object, End(MAGPIES))
    return distance(claim, NamedArticle.of(Article("a", text, title), ends))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Slot took Liverpool to the title.", "same sentence"),
        ("Slot smiled. Liverpool had won.", "neighbouring sentence"),
        ("Slot smiled. It was late. It rained. Liverpool had won.", "2-3 sentences"),
        ("Slot smiled. It was late. It rained. All sang. Liverpool had won.", "further apart"),
        ("Slot smiled at the Kop.", "never both named"),
        ("Slot smiled.\n\nThe coach of the Reds was happy", "neighbouring sentence"),
    ],
)
def test_evaluate_distance_counts_sentences(text: str, expected: str) -> None:
    assert far(text) == expected


def test_evaluate_distance_goes_by_the_evidence() -> None:
    text = "Slot came. It was June. Fans waited. He now leads the Reds. A year passed. Slot won it. Liverpool sang."
    assert far(text) == "neighbouring sentence"
    assert far(text, evidence="He now leads the Reds") == "2-3 sentences"
    assert far(text, evidence="these words are not there") == "neighbouring sentence"


def test_evaluate_distance_between_headline_and_body() -> None:
    assert far("The coach was happy. Liverpool had won.", "Slot smiles at last") == "headline to body"
    assert far("Slot smiled. Liverpool had won.", "Boss smiles", "Boss smiles") == "headline to body"
    assert far("Slot smiled. Liverpool had won.", "Boss smiles", "Slot smiled") == "neighbouring sentence"
    assert far("Slot smiled. He left.", "Liverpool boss smiles", "Liverpool boss") == "headline to body"
    assert far("It rained.", "Slot and Liverpool part") == "same sentence"


def test_evaluate_distance_value_has_none() -> None:
    assert far("Slot is 47.", end={"value": "47"}) == "value"


def test_evaluate_distance_short_name_is_not_found_inside_a_longer_one() -> None:
    assert far("Slot met Newcastle United. Then came United.", end=UNITED) == "neighbouring sentence"


def test_evaluate_distance_word_that_begins_with_a_name_names_it() -> None:
    brazil = {"name": "Brazil", "type": "Place"}
    assert far("Slot praised his Brazilian.", end=brazil) == "same sentence"
    assert far("Slot praised his Brazilian. Brazil won.", end=brazil) == "neighbouring sentence"


def test_evaluate_distance_finds_names_in_broken_encoding_and_spacing() -> None:
    assert far("Liverpool\u00e2\u0080\u0099s coach  Arne \n Slot won.", evidence="Arne Slot") == "neighbouring sentence"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("J. Smith of St. Mirren scored v. Hearts. He left.", 2), ('"We won." They sang. 3,000 came!', 3),
        ("one line\nanother line", 2), ("", 0), (" \n ", 0), ("He paid £3.5m for him.", 1),
    ],
)  # fmt: skip
def test_evaluate_distance_sentences(text: str, count: int) -> None:
    spans = sentences(text)
    assert len(spans) == count
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
