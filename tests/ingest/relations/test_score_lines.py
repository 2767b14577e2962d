from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.ingest.relations.encode import encode_sentences
from touchline.ingest.relations.score_lines import EXTRACTOR, score_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.relations.proposal import Proposal

    MakeDocument = Callable[..., ArticleDocument]
    ProposalsOf = Callable[..., list[Proposal]]


def scored(document: ArticleDocument) -> list[tuple[str, str, str, str]]:
    return [
        (p.subject.name, p.predicate, p.object if isinstance(p.object, str) else p.object.name, p.qualifiers["score"])
        for sentence in encode_sentences(document)
        for p in score_lines(document, sentence)
    ]


def line(*words: str) -> list[tuple[str, str, str, int]]:
    return [(word, "NUM" if word[0].isdigit() else "PROPN", "dep", 0) for word in words]


def results(proposals: list[Proposal]) -> set[tuple[str, ...]]:
    return {(*p.key, *sorted(p.qualifiers.values())) for p in proposals if p.extractor == EXTRACTOR}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Leeds", "2", "-", "1", "Hull"), ("Leeds United", "beat", "Hull City", "2-1")),
        (("Leeds", "2", "1", "Hull"), ("Leeds United", "beat", "Hull City", "2-1")),
        (("Leeds", "1-3", "Hull"), ("Hull City", "beat", "Leeds United", "3-1")),
        (("Leeds", "0-0", "Hull"), ("Leeds United", "drew_with", "Hull City", "0-0")),
        (("Leeds", "10", "-", "9", "Hull"), ("Leeds United", "beat", "Hull City", "10-9")),
    ],
)
def test_score_lines_say_who_won(
    make_document: MakeDocument, words: tuple[str, ...], expected: tuple[str, str, str, str]
) -> None:
    teams = [(0, 1, "Club", "Leeds United"), (len(words) - 1, len(words), "Club", "Hull City")]
    assert scored(make_document(line(*words), teams)) == [expected]


@pytest.mark.parametrize("words", [("Leeds", "2", "Hull"), ("Leeds", "2024", "-", "25", "Hull"), ("Leeds", "Hull")])
def test_score_lines_other_numbers_are_no_score(make_document: MakeDocument, words: tuple[str, ...]) -> None:
    teams = [(0, 1, "Club", "Leeds United"), (len(words) - 1, len(words), "Club", "Hull City")]
    assert scored(make_document(line(*words), teams)) == []


def test_score_lines_between_persons_are_none(make_document: MakeDocument) -> None:
    people = [(0, 1, "Person", "Ronnie O'Sullivan"), (2, 3, "Person", "John Higgins")]
    assert scored(make_document(line("Ronnie", "9-5", "John"), people)) == []


def test_score_lines_with_a_number_after_each_side(make_document: MakeDocument) -> None:
    teams = [(0, 1, "Club", "Leeds United"), (2, 3, "Club", "Hull City")]
    document = make_document(line("Leeds", "1", "Hull", "4"), teams)
    assert scored(document) == [("Hull City", "beat", "Leeds United", "4-1")]


def test_score_lines_side_and_number_amid_a_sentence_are_no_score(make_document: MakeDocument) -> None:
    teams = [(0, 1, "Club", "Leeds United"), (2, 3, "Club", "Hull City")]
    assert scored(make_document(line("Leeds", "1", "Hull", "4", "points"), teams)) == []


@pytest.mark.parametrize(
    ("text", "winner"),
    [("Coventry 3-3 Man Utd (2-4 pens)", "Manchester United"), ("Arsenal 1-1 Chelsea (5-4 on penalties)", "Arsenal")],
)
def test_score_lines_shoot_out_decides(proposals_of: ProposalsOf, text: str, winner: str) -> None:
    (found,) = [p for p in proposals_of(text) if p.extractor == EXTRACTOR]
    assert (found.subject.name, found.predicate) == (winner, "beat")
    assert found.qualifiers == {"score": text.split()[1], "outcome": "penalties"}


@pytest.mark.parametrize(
    "text",
    [
        "Prediction: Arsenal 2-1 Chelsea",
        "Our prediction\nArsenal 2-1 Chelsea",
        "16' GOAL! Arsenal 2-1 Chelsea",
        "HT: Arsenal 2-1 Chelsea",
        "Arsenal 2-1 Chelsea at half-time",
    ],
)
def test_score_lines_forecasts_and_running_scores_are_none(proposals_of: ProposalsOf, text: str) -> None:
    assert not results(proposals_of(text))
