"""Keys of aliases: spellings that mean the same share one, others do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest.knowledge.fold import fold, fold_all


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bodø/Glimt", "Bodo Glimt"),
        ("Newcastle 's", "Newcastle"),
        ("Arsenal’s", "ARSENAL"),  # noqa: RUF001
        ("Saint-Étienne", "Saint Etienne"),
        ("Wisła Kraków", "Wisla Krakow"),
        ("Brighton & Hove Albion", "Brighton Hove Albion"),
        ("Fenerbahçe", "FENERBAHCE"),
        ("Kasımpaşa", "Kasimpasa"),  # noqa: RUF001
        ("St. Pauli", "St Pauli"),
    ],
)
def test_fold_makes_spellings_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Burnley", "Barnsley"), ("Arsenal", "Arsenal FC"), ("Girona", "Gerona")])
def test_fold_keeps_different_names_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_fold_all_offers_the_german_transliteration() -> None:
    assert fold("Koeln") in fold_all("Köln")
    assert fold("Koln") in fold_all("Köln")
    assert fold("Oezil") not in fold_all("Ozil")


def test_fold_all_of_punctuation_is_empty() -> None:
    assert fold_all("–&–") == ()  # noqa: RUF001


@given(st.text(max_size=40))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_fold_leaves_only_words_and_single_spaces(text: str) -> None:
    key = fold(text)
    assert key == " ".join(key.split())
    assert all(c.isalnum() or c == " " for c in key)
