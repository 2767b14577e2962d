from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.tokens import Span

from touchline.ingest.finds import Find, choose
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.listed import player_names
from touchline.ingest.mentions import NameFinder, split_words

if TYPE_CHECKING:
    from collections.abc import Callable

Found = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder(KnowledgeBase.load())


@pytest.fixture(scope="module")
def find(finder: NameFinder) -> Callable[..., Found]:
    """Finds in a text as (surface, origin, type); `entities` are (words, label) that a model would have tagged."""
    nlp = spacy.blank("en")

    def run(text: str, entities: tuple[tuple[str, str], ...] = ()) -> Found:
        doc = nlp(text)
        spans = [doc.char_span(text.index(words), text.index(words) + len(words), label) for words, label in entities]
        doc.ents = [span for span in spans if isinstance(span, Span)]
        return [(text[f.start : f.end], f.origin, f.type) for f in finder.find(doc)]

    return run


def test_mentions_longest_alias_wins(find: Callable[..., Found]) -> None:
    assert [f[0] for f in find("Manchester City beat Manchester United")] == ["Manchester City", "Manchester United"]


@pytest.mark.parametrize("text", ["Newcastle 's captain", "NEWCASTLE beaten", "Newcastle's captain", "(Newcastle)"])
def test_mentions_finds_a_club_however_it_is_written(find: Callable[..., Found], text: str) -> None:
    assert [f[0].lower() for f in find(text)] == ["newcastle"]


def test_mentions_finds_names_without_accents_and_transliterated(finder: NameFinder) -> None:
    doc = spacy.blank("en")("Mesut Oezil and Martin Odegaard played for Koln")
    found = {c.entity_id for f in finder.find(doc) for c in f.candidates}
    assert {"Martin_Odegaard", "1_FC_Koln"} <= found


def test_mentions_a_word_in_lower_case_is_no_club(find: Callable[..., Found]) -> None:
    assert find("he was reading in the city with united hearts") == []


def test_mentions_does_not_join_names_across_sentences(find: Callable[..., Found]) -> None:
    assert [f[0] for f in find("He left Harry Kane. Pep Guardiola stayed")] == ["Harry Kane", "Pep Guardiola"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jordan Brightwater scored", "Jordan Brightwater"),
        ("Jack Charlton was in charge", "Jack Charlton"),
        ("Keith O'Neill scored", "Keith O'Neill"),
        ("D. Zubimendez started", "D. Zubimendez"),
    ],
)
def test_mentions_personal_names_swallow_places_and_clubs(find: Callable[..., Found], text: str, name: str) -> None:
    assert [f[0] for f in find(text)] == [name]


def test_mentions_a_club_before_a_name_is_cut_off(find: Callable[..., Found]) -> None:
    found = find("Barcelona Zubimendez agreed", (("Barcelona Zubimendez", "PERSON"),))
    assert [f[0] for f in found] == ["Barcelona", "Zubimendez"]


@pytest.mark.parametrize("words", ["Match Of", "Big Weekend"])
def test_mentions_english_words_are_no_person(find: Callable[..., Found], words: str) -> None:
    assert find(f"on {words} he said", ((words, "PERSON"),)) == []


def test_mentions_a_rating_is_no_part_of_a_name(find: Callable[..., Found]) -> None:
    text = "Kobbie Brightwater - 7.5/10"
    assert [f[0] for f in find(text, ((text, "PERSON"),))] == ["Kobbie Brightwater"]


def test_mentions_a_role_before_it_makes_an_organisation_a_person(find: Callable[..., Found]) -> None:
    found = find("the midfielder Elka Toonwick scored", (("Elka Toonwick", "ORG"),))
    assert found == [("Elka Toonwick", "ner", "Person")]


def test_mentions_a_place_and_a_clubs_word_make_an_unknown_club(find: Callable[..., Found]) -> None:
    assert ("Swansea Thistle", "shape", "Club") in find("Swansea Thistle won")


def test_mentions_line_up_makes_persons_of_places(finder: NameFinder) -> None:
    doc = spacy.blank("en")("Arsenal: Seaman; Dixon, Adams, Jordan, Chester, Parlour (Reading 60), Wright.")
    listed = [doc.text[f.start : f.end] for f in finder.find(doc) if f.listed]
    assert listed == ["Seaman", "Dixon", "Adams", "Jordan", "Chester", "Parlour", "Reading", "Wright"]


def test_mentions_line_up_does_not_hang_on_numbers() -> None:
    assert list(player_names("Team: Raya " + "1" * 5000 + "x, White, Saliba, Rice, Timber, Ødegaard")) == []


def test_mentions_two_surnames_are_no_organisation(find: Callable[..., Found]) -> None:
    found = find("for Saka and Kane of old", (("Saka and Kane", "ORG"),))
    assert ("Saka and Kane", "ner", "Organisation") not in found


def test_mentions_line_up_needs_players() -> None:
    assert list(player_names("He said: fine, good, we won, they lost, and so on.")) == []


def test_mentions_words_keep_their_place() -> None:
    assert [(w.folded, w.start, w.end) for w in split_words("Bodø/Glimt")] == [("bodo", 0, 4), ("glimt", 5, 10)]


def test_mentions_choose_prefers_longer_then_gazetteer() -> None:
    gazetteer, shape = Find(0, 6, 1, "gazetteer"), Find(0, 12, 2, "shape", type="Person")
    assert choose("Jordan Smith", [], [gazetteer], [shape], lambda word: word == "jordan") == [shape]
    assert choose("Xavier Smith", [], [gazetteer], [shape], lambda _: False) == [gazetteer]
