from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article
from touchline.ingest.biography import Biographies, rules_out
from touchline.ingest.coreference import Coreference
from touchline.ingest.document import EntityRecord
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.linking import Linker
from touchline.ingest.mentions import NameFinder
from touchline.ingest.relations.encode import encode_sentences
from touchline.ingest.relations.noun_phrases import person_phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.pipeline import Extractor


@pytest.fixture(scope="module")
def resolve(extractor: Extractor) -> Callable[..., list[tuple[str, str]]]:
    """Pronouns and nominals of a text with the name of what they stand for."""
    kb = KnowledgeBase.load()
    linker = Linker(kb, NameFinder(kb))

    def run(text: str, published: str = "2024-02-15") -> list[tuple[str, str]]:
        document = next(extractor.documents([Article("test", text, published=published)]))
        linker.link(document, document.doc._.touchline_finds)
        phrases = [p for sentence in encode_sentences(document) for p in person_phrases(document, sentence)]
        coreference = Coreference(kb, document)
        for phrase in phrases:
            coreference.learn(phrase)
        coreference.resolve(phrases)
        found = [m for m in document.mentions if m.kind in ("pronoun", "nominal")]
        return [(document.doc.text[m.start : m.end], m.entity.name) for m in found]

    return run


def test_coreference_pronoun_is_the_subject_before(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    found = resolve("Harry Kane left Tottenham Hotspur. He joined Bayern Munich.")
    assert found == [("He", "Harry Kane")]


def test_coreference_quoted_pronoun_is_not_its_speaker(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    text = 'Harry Kane trained with Thomas Tuchel at Bayern Munich. "He is one of the best in the world," Tuchel said.'
    assert ("He", "Harry Kane") in resolve(text)


def test_coreference_nationality_must_agree(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    found = resolve("Mikel Arteta praised Bukayo Saka of Arsenal. The Spaniard was happy at Arsenal.")
    assert ("The Spaniard", "Mikel Arteta") in found


def test_coreference_age_at_the_date_must_agree(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    text = "Bukayo Saka and Jorginho of Arsenal trained. The 22-year-old stays at Arsenal."
    assert ("The 22-year-old", "Bukayo Saka") in resolve(text)
    assert ("The 22-year-old", "Bukayo Saka") not in resolve(text, "2019-02-15")


def test_coreference_position_rules_out_the_goalkeeper(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    found = resolve("Harry Kane beat Manuel Neuer in training. The striker is happy at Bayern Munich.")
    assert ("The striker", "Harry Kane") in found


def test_coreference_journalist_is_no_striker(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    text = "Harry Kane is fit. Journalist Zed Brightwater told Sky Sports so. The striker trained with Bayern Munich."
    assert ("The striker", "Harry Kane") in resolve(text)


def test_coreference_words_of_a_managers_job_lean_to_the_manager(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    text = "Arsenal praised Mikel Arteta and Bukayo Saka. {} at Arsenal."
    assert ("He", "Mikel Arteta") in resolve(text.format("He loves the job of manager"))
    assert ("He", "Bukayo Saka") in resolve(text.format("He has a knee injury"))


def test_coreference_his_side_is_the_club_of_the_person(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    found = resolve("Arsenal manager Mikel Arteta was proud. He said that his side played well against Everton.")
    assert ("his side", "Arsenal") in found


def test_coreference_his_side_stays_open_without_a_club(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    found = resolve("Zed Brightwater was proud. He said that his side played well.")
    assert ("his", "Zed Brightwater") in found


def test_coreference_neighbouring_positions_do_not_contradict() -> None:
    assert not rules_out({"forward"}, {"midfielder"})
    assert not rules_out(set(), {"midfielder"})
    assert rules_out({"forward"}, {"goalkeeper"})


def test_coreference_biography_counts_the_birthday() -> None:
    kb = KnowledgeBase.load()
    saka = EntityRecord("Bukayo_Saka", "Person", "Bukayo Saka", linked=True)
    assert Biographies(kb, "2024-09-04").of(saka).ages == {"22"}
    assert Biographies(kb, "2024-09-05").of(saka).ages == {"23"}
    assert Biographies(kb, None).of(saka).ages == set()


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("Luka Modric met Vinicius Junior. The 38-year-old stays at Real Madrid.", "The 38-year-old", "Luka Modrić"),
        (
            "Brendan Rodgers is at Celtic. The former Liverpool boss won.",
            "The former Liverpool boss",
            "Brendan Rodgers",
        ),
        ("Harry Kane was linked with Chelsea. His club Bayern Munich said no.", "His club", "Bayern Munich"),
        ("Erling Haaland is out. The striker missed a game of Manchester City.", "The striker", "Erling Haaland"),
        ("Chelsea boss Mauricio Pochettino said his side were unlucky.", "his side", "Chelsea"),
    ],
)
def test_coreference_phrases_of_football(
    resolve: Callable[..., list[tuple[str, str]]], text: str, said: str, name: str
) -> None:
    assert (said, name) in resolve(text)


def test_coreference_champions_are_those_of_the_date(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    text = "Liverpool met Manchester City at Anfield. The Premier League champions won."
    assert ("champions", "Manchester City") in resolve(text)
    assert ("champions", "Liverpool") in resolve(text, "2025-09-20")
    assert resolve(text, "2024-05-30") == []


def test_coreference_champions_by_the_articles_own_words(resolve: Callable[..., list[tuple[str, str]]]) -> None:
    text = "Arsenal, the Premier League champions, met Manchester City. The Premier League champions won."
    assert resolve(text) == [("champions", "Arsenal")]


@pytest.mark.parametrize(
    "text",
    [
        "Arsenal met Fulham. The Premier League champions were not there.",
        "Manchester City won. The former Premier League champions were poor.",
        "Manchester City won. The 2016 Premier League champions were poor.",
    ],
)
def test_coreference_champions_stay_open(resolve: Callable[..., list[tuple[str, str]]], text: str) -> None:
    assert resolve(text) == []
