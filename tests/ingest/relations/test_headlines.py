from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article
from touchline.ingest.relations.headlines import EXTRACTOR, headline

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.pipeline import Extractor


@pytest.fixture(scope="session")
def stated(extractor: Extractor) -> Callable[[str], set[str]]:
    """What the headline rules read in a headline over an article that says nothing else."""

    def read(title: str) -> set[str]:
        (document,) = extractor.documents([Article("test", "More follows.", title=title, published="2024-02-15")])
        found = [p for p in extractor.proposals(document) if p.extractor == EXTRACTOR]
        ends = [(p, p.object if isinstance(p.object, str) else p.object.name) for p in found]
        return {f"{p.subject.name} {p.predicate} {end} {p.status}" for p, end in ends}

    return read


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("Tottenham eye Conor Gallagher", "Conor Gallagher linked_to Tottenham Hotspur rumour"),
        ("Liverpool target Anthony Gordon", "Anthony Gordon linked_to Liverpool rumour"),
        ("Newcastle to join Jarrod Bowen race", "Jarrod Bowen linked_to Newcastle United rumour"),
        ("Chelsea lead race to sign Victor Osimhen", "Victor Osimhen linked_to Chelsea rumour"),
        ("Bukayo Saka snubs Chelsea move", "Bukayo Saka linked_to Chelsea denied"),
        ("Kylian Mbappe agrees Real Madrid move", "Kylian Mbappé set_to_join Real Madrid future"),
        ("Declan Rice close to Arsenal move", "Declan Rice set_to_join Arsenal rumour"),
        ("Arsenal sign Jorginho from Chelsea", "Jorginho joined Arsenal fact"),
        ("Harry Kane joins Bayern Munich", "Harry Kane joined Bayern Munich fact"),
        ("Kalvin Phillips completes loan move to West Ham", "Kalvin Phillips loaned_to West Ham United fact"),
        ("Chelsea sack manager Graham Potter", "Graham Potter sacked_by Chelsea fact"),
        ("Chelsea sack manager Graham Potter", "Graham Potter manages Chelsea former"),
        ("Arsenal table bid for Ollie Watkins", "Arsenal bid_for Ollie Watkins fact"),
        ("Chelsea prepare bid for Ollie Watkins", "Chelsea bid_for Ollie Watkins rumour"),
        ("Bukayo Saka signs new Arsenal deal", "Bukayo Saka contract_with Arsenal fact"),
        ("Arsenal thrash Chelsea", "Arsenal beat Chelsea fact"),
        ("Chelsea held by Brentford", "Chelsea drew_with Brentford fact"),
    ],
)
def test_headlines_state_in_the_present_tense(stated: Callable[[str], set[str]], title: str, claim: str) -> None:
    assert claim in stated(title)


@pytest.mark.parametrize(
    "title",
    [
        "Liverpool eye Mohamed Salah replacement",
        "Arsenal plan to sign striker for Mikel Arteta",
        "Mikel Arteta wants Arsenal to sign a striker",
        "How to help Arsenal win games",
        "Bukayo Saka praises Chelsea after the game",
    ],
)
def test_headlines_that_state_no_move(stated: Callable[[str], set[str]], title: str) -> None:
    assert not {claim for claim in stated(title) if any(f" {p} " in claim for p in ("linked_to", "joined", "left"))}


def test_headlines_lists_of_clubs_are_taken_whole(stated: Callable[[str], set[str]]) -> None:
    found = stated("Liverpool, Chelsea and Arsenal eye Ollie Watkins")
    assert found == {f"Ollie Watkins linked_to {club} rumour" for club in ("Liverpool", "Chelsea", "Arsenal")}


def test_headlines_former_players_play_there_no_more(stated: Callable[[str], set[str]]) -> None:
    assert "Paul Pogba plays_for Manchester United fact" not in stated("Ex-Manchester United star Paul Pogba is back")


def test_headlines_lose_quotation_marks_and_the_name_of_the_site(extractor: Extractor) -> None:
    title = "Chelsea 'eye Ivan Toney' - Blue Football News"
    (document,) = extractor.documents([Article("test", "More follows.", title=title, published="2024-02-15")])
    extractor.proposals(document)
    line = headline(document)
    assert line is not None
    assert [unit.partition("|")[0] for unit in line.text.split()][1] == "eye"
    assert "news|" not in line.text
    assert "'" not in line.text


def test_headlines_of_articles_without_one(extractor: Extractor) -> None:
    (document,) = extractor.documents([Article("test", "Chelsea eye Ivan Toney.")])
    extractor.proposals(document)
    assert headline(document) is None


@pytest.mark.parametrize("words", ["personal verbal ", "star year old ", "£5 million ", "and & or "])
def test_headlines_repeated_words_take_no_time(stated: Callable[[str], set[str]], words: str) -> None:
    begin = process_time()
    assert stated(f"Chelsea agree {words * 20}Ivan") == set()
    assert process_time() - begin < 2
