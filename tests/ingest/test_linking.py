from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.linking import Linker
from touchline.ingest.mentions import NameFinder

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.pipeline import Extractor


@pytest.fixture(scope="module")
def document_of(extractor: Extractor) -> Callable[..., ArticleDocument]:
    kb = KnowledgeBase.load()
    finder = NameFinder(kb)
    linker = Linker(kb, finder)

    def run(text: str, published: str = "2024-02-15", name: str = "test") -> ArticleDocument:
        document = next(extractor.documents([Article(name, text, published=published)]))
        linker.link(document, finder.find(document.doc))
        return document

    return run


@pytest.fixture(scope="module")
def link(document_of: Callable[..., ArticleDocument]) -> Callable[..., dict[str, str]]:
    """Surface to entity id; of several mentions of one surface the last counts."""

    def run(text: str, published: str = "2024-02-15") -> dict[str, str]:
        document = document_of(text, published)
        return {document.doc.text[m.start : m.end]: m.entity.id for m in document.mentions}

    return run


def test_linking_shared_short_form_means_the_one_named(link: Callable[..., dict[str, str]]) -> None:
    assert link("Leeds United drew. United were poor on the day.")["United"] == "Leeds_United"
    assert link("Newcastle United drew. United were poor on the day.")["United"] == "Newcastle_United"


def test_linking_never_links_by_likeness(link: Callable[..., dict[str, str]]) -> None:
    found = link("Burnley met Barnsley and Bury met Shrewsbury in the cup.")
    assert len(set(found.values())) == len(found) == 4


def test_linking_city_is_a_place_in_and_a_club_in_a_score(link: Callable[..., dict[str, str]]) -> None:
    assert link("The two men live in Madrid now.")["Madrid"] == "Madrid"
    assert link("Results: Norwich City 1 Watford 0; York 2 Ipswich 1.")["York"] == "York_City"


def test_linking_dateline_is_a_place(document_of: Callable[..., ArticleDocument]) -> None:
    document = document_of("CARDIFF 1996-08-31 Wales won again. Cardiff City watched.", "1996-08-31")
    assert document.mentions[0].type == "Place"


def test_linking_country_is_side_or_land(document_of: Callable[..., ArticleDocument]) -> None:
    document = document_of("Spain beat Italy in Germany.")
    assert [m.type for m in document.mentions] == ["NationalTeam", "NationalTeam", "Place"]
    assert all(m.place is not None for m in document.mentions)


def test_linking_country_before_a_role_names_the_land_too(document_of: Callable[..., ArticleDocument]) -> None:
    document = document_of("The Wales captain was injured.")
    assert {e.type for e in document.entities.values()} == {"NationalTeam", "Place"}


def test_linking_demonym_fixes_the_league_of_champions(link: Callable[..., dict[str, str]]) -> None:
    assert link("The Scottish champions won.")["Scottish"] == "Scottish_Premiership"
    assert link("He met a Scottish fan.")["Scottish"] == "Scotland"


def test_linking_country_said_before_decides(link: Callable[..., dict[str, str]]) -> None:
    assert link("Argentine side Arsenal drew.")["Arsenal"] == "Arsenal_de_Sarandi"
    assert link("English side Arsenal drew.")["Arsenal"] == "Arsenal"


def test_linking_womens_article_means_womens_sides(link: Callable[..., dict[str, str]]) -> None:
    text = "The Women's Super League returns. Chelsea beat Arsenal. Women's football grows, she said of her team."
    found = link(text)
    assert (found["Chelsea"], found["Arsenal"]) == ("Chelsea_Women", "Arsenal_Women")


def test_linking_surname_means_the_person_named(link: Callable[..., dict[str, str]]) -> None:
    found = link("Chelsea signed Andy Brightwater. On Sunday Brightwater trained.")
    assert found["Brightwater"] == found["Andy Brightwater"]


def test_linking_surname_alone_needs_a_team_of_the_person(link: Callable[..., dict[str, str]]) -> None:
    assert link("Liverpool won as Jones scored twice.")["Jones"] == "Curtis_Jones"
    assert "Curtis_Jones" not in link("Jones scored twice.").values()


def test_linking_unlinked_person_is_one_only_where_the_team_agrees(document_of: Callable[..., ArticleDocument]) -> None:
    def person(text: str, name: str) -> str:
        document = document_of(text, name=name)
        return next(e.id for e in document.entities.values() if e.type == "Person")

    spurs = person("Tottenham Hotspur met Zed Brightwater.", "a")
    assert spurs == person("Zed Brightwater left Tottenham Hotspur.", "b") == "x-Zed_Brightwater-Tottenham_Hotspur"
    assert person("Zed Brightwater left Everton.", "c") == "x-Zed_Brightwater-Everton"
    assert person("Zed Brightwater sang.", "d") == "x-Zed_Brightwater"


def test_linking_single_names_stay_within_their_article(document_of: Callable[..., ArticleDocument]) -> None:
    ids = []
    for name in ("a", "b"):
        document = document_of("On Sunday the coach praised Brightwaterson.", name=name)
        ids += [e.id for e in document.entities.values()]
    assert len(set(ids)) == 2
    assert all(identifier.startswith("x-") for identifier in ids)


def test_linking_does_not_depend_on_other_articles(document_of: Callable[..., ArticleDocument]) -> None:
    text = "United beat Leeds United. Saka and Arsenal lost to City and the Reds."
    before = [m.entity.id for m in document_of(text).mentions]
    document_of("Manchester City, Manchester United and Liverpool won.")
    assert [m.entity.id for m in document_of(text).mentions] == before


def test_linking_keeps_candidates_of_what_stays_open(document_of: Callable[..., ArticleDocument]) -> None:
    line_up = "Exmouth: Adeyemi, Brightwater, Jones, Marlowe, Tregenza, Polglase."
    jones = next(e for e in document_of(line_up).entities.values() if e.name == "Jones")
    assert jones.id.startswith("x-")
    assert not jones.linked
    assert len(jones.candidates) > 1
