from __future__ import annotations

from itertools import pairwise

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


@given(st.text(alphabet="abc XYZ-,", max_size=60))
def test_normalise_leaves_plain_text_as_it_is(original: str) -> None:
    normalised = normalise(original)
    assert normalised.text == original
    assert normalised.to_original(0, len(original)) == (0, len(original))
