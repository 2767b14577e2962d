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


def _surfaces(document: ArticleDocument) -> list[tuple[str, str]]:
    return [(document.doc.text[m.start : m.end], m.entity.id) for m in document.mentions]


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("Manchester City won again. City were superb.", "City", "Manchester_City"),
        ("Norwich City lost at Hull. City have lost four games.", "City", "Norwich_City"),
        ("Spurs want a new striker.", "Spurs", "Tottenham_Hotspur"),
        ("Liverpool won again. The Reds are top of the league.", "The Reds", "Liverpool"),
        ("Nottingham Forest drew with Everton. The Reds are 15th.", "The Reds", "Nottingham_Forest"),
        ("Real Sociedad travel to Lyon. Real have never won there.", "Real", "Real_Sociedad"),
        ("Real beat Barcelona on Sunday.", "Real", "Real_Madrid"),
        ("Inter beat Napoli on Sunday.", "Inter", "Inter_Milan"),
        ("Inter Miami drew with Orlando City. Inter are fifth.", "Inter", "Inter_Miami"),
        ("Madrid beat Barcelona 2-1 on Sunday.", "Madrid", "Real_Madrid"),
        ("Leicester City drew with Leeds United. The Foxes are top.", "The Foxes", "Leicester_City"),
        ("Reading about it is fun. Reading beat Bury.", "Reading", "Reading"),
        ("Hearts lost to Hibs and Nice drew with Lyon.", "Hearts", "Heart_of_Midlothian"),
        ("Hearts lost to Hibs and Nice drew with Lyon.", "Nice", "OGC_Nice"),
    ],
)
def test_linking_short_names_of_clubs(link: Callable[..., dict[str, str]], text: str, name: str, entity: str) -> None:
    assert link(text)[name] == entity


@pytest.mark.parametrize("text", ["Nice to see you.", "Reading about it is fun.", "Bury the hatchet, he said."])
def test_linking_words_at_the_head_of_a_sentence_are_no_clubs(link: Callable[..., dict[str, str]], text: str) -> None:
    assert link(text) == {}


@pytest.mark.parametrize("name", ["City", "Real", "United"])
def test_linking_shared_words_alone_stay_open(link: Callable[..., dict[str, str]], name: str) -> None:
    assert not set(link(f"He spoke of {name} and of the weather.").values()) & {"Manchester_City", "Real_Madrid"}


@pytest.mark.parametrize(
    ("text", "published", "entity"),
    [
        ("Ronaldo scored twice as Brazil beat Germany.", "2002-07-01", "Ronaldo_Nazario"),
        ("Ronaldo left Inter Milan for Real Madrid.", "2002-09-01", "Ronaldo_Nazario"),
        ("Ronaldo scored twice as Juventus beat Lazio.", "2019-11-18", "Cristiano_Ronaldo"),
        ("Ronaldo was praised by all.", "2019-11-18", "Cristiano_Ronaldo"),
        ("Ronaldo was praised by all.", "2002-07-01", "Ronaldo_Nazario"),
    ],
)
def test_linking_ronaldo_by_date(link: Callable[..., dict[str, str]], text: str, published: str, entity: str) -> None:
    assert link(text, published)["Ronaldo"] == entity


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("ARSENAL BEAT CHELSEA AS SAKA SCORES TWICE", "SAKA", "Bukayo_Saka"),
        ("Newcastle 's Alexander Isak scored against Arsenal .", "Newcastle", "Newcastle_United"),
        ("J. Bellingham scored for Real Madrid.", "J. Bellingham", "Jude_Bellingham"),
        ("Mesut Oezil left Arsenal.", "Mesut Oezil", "Mesut_Ozil"),
        ("Mesut Özil left Arsenal.", "Mesut Özil", "Mesut_Ozil"),
        ("Kylian MbappÃ© left PSG.", "Kylian Mbappé", "Kylian_Mbappe"),
        ("Alexander-Arnold plays for Liverpool.", "Alexander-Arnold", "Trent_Alexander_Arnold"),
        ("Smith Rowe scored for Arsenal.", "Smith Rowe", "Emile_Smith_Rowe"),
        ("Jordan Henderson joined Ajax. Jordan lost to Qatar.", "Jordan Henderson", "Jordan_Henderson"),
        ("Jordan Henderson joined Ajax. Jordan lost to Qatar.", "Jordan", "Jordan_national_football_team"),
        ("Everton Soares left Gremio. Everton scored.", "Everton", "Everton_Soares"),
        ("Arsenal met Chelsea. Bukayo Saka's goal won it.", "Bukayo Saka", "Bukayo_Saka"),
    ],
)
def test_linking_names_however_written(link: Callable[..., dict[str, str]], text: str, name: str, entity: str) -> None:
    assert link(text)[name] == entity


def test_linking_full_name_wins_over_a_first_name(document_of: Callable[..., ArticleDocument]) -> None:
    text = "Cole Palmer is fit. Enzo Maresca was slammed by Joe Cole. Cole Palmer scored for Chelsea. Cole was happy."
    found = _surfaces(document_of(text, "2025-10-01"))
    assert ("Joe Cole", "Joe_Cole") in found
    assert ("Cole", "Cole_Palmer") not in found


def test_linking_boilerplate_is_not_searched_for_surnames(extractor: Extractor) -> None:
    from touchline.ingest.cleaning import boilerplate_spans  # noqa: PLC0415

    text = "Cole Palmer scored for Chelsea. He is fit.\n(Top photo: Joe Cole/Getty Images)"
    document = next(extractor.documents([Article("test", text, published="2025-10-01")]))
    document.ignored = tuple(boilerplate_spans(document.doc.text))
    assert document.ignored
    kb = KnowledgeBase.load()
    Linker(kb, NameFinder(kb)).link(document, document.doc._.touchline_finds)
    assert not any(document.is_ignored(m.start, m.end) for m in document.mentions)


def test_linking_first_name_of_two_persons_means_neither(link: Callable[..., dict[str, str]]) -> None:
    text = "Bruno Fernandes of Manchester United met Bruno Guimaraes of Newcastle United. Later Bruno scored."
    assert link(text)["Bruno"].startswith("x-")
    assert link("Bruno Fernandes of Manchester United trained. Later Bruno scored.")["Bruno"] == "Bruno_Fernandes"


def test_linking_long_retired_namesake_needs_a_team(link: Callable[..., dict[str, str]]) -> None:
    assert link("Andy Reid won with the Kansas City Chiefs.")["Andy Reid"] == "x-Andy_Reid"
    assert link("Andy Reid scored for Nottingham Forest.", "2012-10-01")["Andy Reid"] == "Andy_Reid"


def test_linking_another_sport_means_no_club(link: Callable[..., dict[str, str]]) -> None:
    assert "Tottenham_Hotspur" not in link("Spurs beat Lakers in the NBA. It was good basketball.").values()


def test_linking_chelsea_women_by_their_players(link: Callable[..., dict[str, str]]) -> None:
    found = link("Chelsea Women beat Arsenal Women. Millie Bright scored for Chelsea in the Women's Super League.")
    assert (found["Millie Bright"], found["Chelsea"]) == ("Millie_Bright", "Chelsea_Women")
