from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.ingest.relations.encode import encode_sentences
from touchline.ingest.relations.layout import line_ups, score_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.model import Reading
    from touchline.ingest.document import ArticleDocument

    MakeDocument = Callable[..., ArticleDocument]

ELEVEN = ("David Raya", "Ben White", "William Saliba", "Gabriel Magalhães", "Oleksandr Zinchenko", "Martin Ødegaard",
          "Declan Rice", "Kai Havertz", "Bukayo Saka", "Gabriel Jesus", "Gabriel Martinelli")  # fmt: skip
NAMES = "Raya; White, Saliba, Gabriel, Zinchenko; Odegaard, Rice, Havertz; Saka, Jesus, Martinelli"


def scored(document: ArticleDocument) -> list[tuple[str, str, str, str]]:
    return [
        (p.subject.name, p.predicate, p.object if isinstance(p.object, str) else p.object.name, p.qualifiers["score"])
        for sentence in encode_sentences(document)
        for p in score_lines(document, sentence)
    ]


def line(*words: str) -> list[tuple[str, str, str, int]]:
    return [(word, "NUM" if word[0].isdigit() else "PROPN", "dep", 0) for word in words]


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
def test_layout_score_line_says_who_won(
    make_document: MakeDocument, words: tuple[str, ...], expected: tuple[str, str, str, str]
) -> None:
    teams = [(0, 1, "Club", "Leeds United"), (len(words) - 1, len(words), "Club", "Hull City")]
    assert scored(make_document(line(*words), teams)) == [expected]


@pytest.mark.parametrize("words", [("Leeds", "2", "Hull"), ("Leeds", "2024", "-", "25", "Hull"), ("Leeds", "Hull")])
def test_layout_other_numbers_are_no_score(make_document: MakeDocument, words: tuple[str, ...]) -> None:
    teams = [(0, 1, "Club", "Leeds United"), (len(words) - 1, len(words), "Club", "Hull City")]
    assert scored(make_document(line(*words), teams)) == []


def test_layout_score_between_persons_is_none(make_document: MakeDocument) -> None:
    people = [(0, 1, "Person", "Ronnie O'Sullivan"), (2, 3, "Person", "John Higgins")]
    assert scored(make_document(line("Ronnie", "9-5", "John"), people)) == []


@pytest.mark.parametrize(
    "head", ["Arsenal (4-3-3):", "Arsenal XI:", "Arsenal line-up:", "Arsenal starting XI:", "Arsenal:", "Arsenal team:"]
)
def test_layout_line_up_gives_all_eleven(read_text: Callable[..., Reading], head: str) -> None:
    found = {s.subject.name for s in read_text(f"{head} {NAMES}.").statements if s.predicate == "plays_for"}
    assert found == set(ELEVEN)


def test_layout_line_up_ends_with_its_line(read_text: Callable[..., Reading]) -> None:
    text = f"Arsenal (4-3-3): {NAMES}.\nPep Guardiola and Erling Haaland watched."
    reading = read_text(text)
    found = {s.subject.name for s in reading.statements if s.predicate == "plays_for" and s.object.name == "Arsenal"}  # type: ignore[union-attr]
    assert found == set(ELEVEN)


def test_layout_two_line_ups_keep_their_teams(claims_of: Callable[..., set[str]]) -> None:
    other = (
        "Chelsea (4-4-2): Petrovic; Gusto, Disasi, Badiashile, Cucurella; Caicedo, Gallagher, Mudryk, Palmer; Jackson"
    )
    found = claims_of(f"Arsenal (4-3-3): {NAMES}.\n{other}.")
    assert {"Bukayo Saka plays_for Arsenal fact", "Conor Gallagher plays_for Chelsea fact"} <= found
    assert not {"Bukayo Saka plays_for Chelsea fact", "Conor Gallagher plays_for Arsenal fact"} & found


def test_layout_few_names_are_no_line_up(make_document: MakeDocument) -> None:
    rows = line("Leeds", ":", "Adams", ",", "Brown")
    named = [(0, 1, "Club", "Leeds United"), (2, 3, "Person", "Adams"), (4, 5, "Person", "Brown")]
    assert list(line_ups(make_document(rows, named))) == []


def test_layout_line_up_of_five_is_one(make_document: MakeDocument) -> None:
    names = ("Adams", "Brown", "Clark", "Davis", "Evans")
    rows = line("Leeds", ":", *names)
    named = [(0, 1, "Club", "Leeds United"), *((i, i + 1, "Person", name) for i, name in enumerate(names, start=2))]
    found = list(line_ups(make_document(rows, named)))
    assert [p.subject.name for p in found] == list(names)
    assert {(p.predicate, p.status, p.fixed) for p in found} == {("plays_for", "fact", True)}
