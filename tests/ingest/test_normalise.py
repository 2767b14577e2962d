from __future__ import annotations

import re
import time
from itertools import pairwise

import spacy
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest.normalise import normalise

PIECES = st.sampled_from(
    [
        "Xavi",
        "\u2019",
        "“",
        "”",
        "â\x80\x99",
        "â\x82¬",
        " ",
        "\u00a0",
        "\u200b",
        ".",
        "won.They",
        "3The",
        "\n",
        "é",
        "Ã©",
        "🎉",
    ]
)


def test_normalise_mends_encoding_quotes_and_glued_sentences() -> None:
    text = normalise("Gaviâ\x80\x99s â\x82¬1bn clause.The \u201cdeal\u201d is off").text
    assert text == 'Gavi\'s €1bn clause. The "deal" is off'


def test_normalise_maps_a_span_to_all_that_it_came_from() -> None:
    original = "Xaviâ\x80\x99s side won.They left."
    normalised = normalise(original)
    start = normalised.text.index("'")
    assert original[slice(*normalised.to_original(start, start + 1))] == "â\x80\x99"
    start = normalised.text.index("They")
    assert original[slice(*normalised.to_original(start, start + 4))] == "They"


@given(st.lists(PIECES, max_size=30).map("".join))
def test_normalise_spans_stay_inside_the_original_and_in_order(original: str) -> None:
    normalised = normalise(original)
    spans = [normalised.to_original(i, i + 1) for i in range(len(normalised.text))]
    assert all(0 <= start <= end <= len(original) for start, end in spans)
    assert all(before[0] <= after[0] for before, after in pairwise(spans))


@given(st.text(alphabet="abc XYZ-,", max_size=40))
def test_normalise_leaves_plain_text_as_it_is(original: str) -> None:
    normalised = normalise(original)
    assert normalised.text == original
    assert normalised.to_original(0, len(original)) == (0, len(original))


def test_normalise_cuts_a_long_run_at_its_punctuation_and_keeps_offsets() -> None:
    original = "Saka(-\u2026\U0001f525e\u0301)" * 100
    normalised = normalise(original)
    assert normalised.text == "Saka    e\u0301 " * 100
    for found in re.finditer("Saka|e\u0301", normalised.text):
        start, end = normalised.to_original(*found.span())
        assert original[start:end] == found[0]


@given(st.integers(0, 90), st.sampled_from([" ", "\t", " \u00a0"]))
def test_normalise_keeps_forty_spaces_in_a_row(count: int, space: str) -> None:
    original = f"Saka{space * count}scored"
    normalised = normalise(original)
    assert normalised.text == f"Saka{' ' * min(len(space) * count, 40)}scored"
    start = normalised.text.index("scored")
    assert original[slice(*normalised.to_original(start, start + 6))] == "scored"


def test_normalise_keeps_the_punctuation_of_a_run_as_long_as_a_word_or_an_address_may_be() -> None:
    address = "https://example.org/" + "a-b/" * 120
    assert len(address) == 500
    assert normalise(f"See {address}\nfor more.").text == f"See {address}\nfor more."
    assert normalise(f"See {address}/").text == "See " + re.sub(r"\W", " ", address) + " "


def test_normalise_leaves_no_text_that_the_tokenizer_takes_long_for() -> None:
    tokenizer = spacy.blank("en").tokenizer
    started = time.process_time()
    for sign in ("(", "]", "\U0001f525", "a-", "$1", "'s", ".", "..,"):
        tokenizer(normalise(sign * 10_000).text)
    assert time.process_time() - started < 5
