from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.ingest.relations.dsl import LETTERS, compile_pattern
from touchline.ingest.relations.encode import encode_sentences, sentence_mentions

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.document import ArticleDocument

    MakeDocument = Callable[..., ArticleDocument]

BEAT = [
    ("North", "PROPN", "compound", 1),
    ("End", "PROPN", "nsubj", 2),
    ("beat", "VERB", "ROOT", 2, "beat"),
    ("Leeds", "PROPN", "dobj", 2),
    (".", "PUNCT", "punct", 2),
]
TEAMS = [(0, 2, "Club", "Preston North End"), (3, 4, "Club", "Leeds United")]
RAIN = [("It", "PRON", "nsubj", 6), ("rained", "VERB", "ROOT", 6, "rain"), (".", "PUNCT", "punct", 6)]


def test_encode_writes_a_unit_for_each_token_or_mention(make_document: MakeDocument) -> None:
    (sentence,) = encode_sentences(make_document(BEAT, TEAMS))
    assert sentence.text == "<C0> beat|beat|v <C1> .|.|u "
    assert sentence.letters == {"C"}
    assert sentence.tokens == ((0, 2), (2, 3), (3, 4), (4, 5))


def test_encode_leads_back_to_tokens(make_document: MakeDocument) -> None:
    (sentence,) = encode_sentences(make_document(BEAT, TEAMS))
    match = compile_pattern("{s:Club} beat~ {o:Club}", {}).search(sentence.text)
    assert match is not None
    assert sentence.token_range(match.start(), match.end()) == (0, 4)
    assert sentence.token_range(match.start("o"), match.end("o")) == (3, 4)


def test_encode_passes_over_sentences_without_a_mention(make_document: MakeDocument) -> None:
    document = make_document([*BEAT, *RAIN], TEAMS)
    assert [sentence.span.text for sentence in encode_sentences(document)] == ["North End beat Leeds ."]
    assert [len(inside) for _, inside in sentence_mentions(document)] == [2, 0]


def test_encode_leaves_boilerplate_out(make_document: MakeDocument) -> None:
    assert list(encode_sentences(make_document(BEAT, TEAMS, ignored=((0, 3),)))) == []


@pytest.mark.parametrize(
    ("kind", "how", "letter"),
    [
        ("Club", "name", "C"), ("Club", "nominal", "B"), ("NationalTeam", "name", "N"),
        ("NationalTeam", "nominal", "B"), ("Person", "name", "P"), ("Person", "pronoun", "Q"),
        ("Person", "nominal", "Q"), ("Competition", "name", "K"), ("Venue", "name", "V"), ("Place", "name", "L"),
        ("Place", "demonym", "D"), ("Organisation", "name", "O"), ("Award", "name", "A"),
    ],
)  # fmt: skip
def test_encode_letter_says_type_and_kind(make_document: MakeDocument, kind: str, how: str, letter: str) -> None:
    (sentence,) = encode_sentences(make_document(BEAT, [(3, 4, kind, "X", how)]))
    assert f"<{letter}0>" in sentence.text
    assert letter in "".join(LETTERS.values())


def test_encode_possessive_pronoun_gets_its_s(make_document: MakeDocument) -> None:
    rows = [("His", "PRON", "poss", 1, "his", "PRP$"), ("goal", "NOUN", "ROOT", 1)]
    (sentence,) = encode_sentences(make_document(rows, [(0, 1, "Person", "Saka", "pronoun")]))
    assert sentence.text == "<Q0> 's|'s|s goal|goal|n "


@pytest.mark.parametrize("word", ["a|b", "<C7>", "a b", "|"])
def test_encode_word_cannot_pass_for_a_unit(make_document: MakeDocument, word: str) -> None:
    rows = [("Leeds", "PROPN", "nsubj", 1), (word, "NOUN", "ROOT", 1), ("won", "VERB", "conj", 1)]
    (sentence,) = encode_sentences(make_document(rows, [(0, 1, "Club", "Leeds United")]))
    units = sentence.text.split()
    assert len(units) == 3
    assert units[1].count("|") == 2
    assert "<" not in units[1]
