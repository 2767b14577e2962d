from __future__ import annotations

import pytest

from touchline.ingest.context import ArticleContext, Place
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.knowledge.model import Affiliation, KnowledgeEntity
from touchline.ingest.surroundings import is_dateline, is_located, is_player_of, is_side, is_tabled, women_share


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.load()


def test_context_score_is_the_sum_of_its_reasons(kb: KnowledgeBase) -> None:
    context = ArticleContext(kb, "2024-02-15")
    context.add("Leeds_United")
    weighed = context.weigh(kb.candidates("United"), Place(words=1))
    leeds = next(w for w in weighed if w.candidate.entity_id == "Leeds_United")
    assert leeds.score == sum(r.points for r in leeds.reasons)
    assert "named in the article" in {r.text for r in leeds.reasons}


def test_context_country_of_the_clubs_decides(kb: KnowledgeBase) -> None:
    context = ArticleContext(kb, None)
    assert context.best(kb.candidates("Hajduk")).entity_id == "Hajduk_Split"
    serbian = [
        kb.candidates(n) for n in ("Partizan", "Vojvodina", "FK Radnički Niš", "Čukarički", "FK Rad", "Red Star")
    ]
    for candidates in serbian:
        context.add(candidates[0].entity_id)
    assert context.best(kb.candidates("Hajduk")).entity_id == "FK_Hajduk_Kula"


def test_context_obscure_club_of_one_word_needs_support(kb: KnowledgeBase) -> None:
    obscure = [c for c in kb.candidates("Becerril") if c.type == "Club"]
    context = ArticleContext(kb, None)
    assert context.decide(obscure, Place(words=1)) is None
    assert context.decide(obscure, Place(side=True, words=1)) is not None


def test_context_located_prefers_the_place(kb: KnowledgeBase) -> None:
    context = ArticleContext(kb, None)
    context.add("AC_Milan")
    assert context.best(kb.candidates("Milan"), Place(located=True)).type == "Place"
    assert context.best(kb.candidates("Milan"), Place(side=True)).type == "Club"


def _person(name: str, born: str = "", prior: int = 10, *spells: Affiliation) -> KnowledgeEntity:
    return KnowledgeEntity(name, "Person", name, born=born, prior=prior, affiliations=spells)


def test_context_person_of_a_team_named_at_its_date(kb: KnowledgeBase) -> None:
    context = ArticleContext(kb, "2004-05-01")
    context.add("Everton")
    then, later = _person("a", "1980", 10, Affiliation("Everton", 2003, 2006)), _person("b", "1999", 900)
    assert context.person([later, then]) is then
    assert [r.points for r in context.person_reasons(later)] == [-3]


def test_context_person_is_open_where_two_fit_alike(kb: KnowledgeBase) -> None:
    context = ArticleContext(kb, None)
    assert context.person([_person("a", "", 300), _person("b", "", 290)]) is None
    assert context.person([_person("a", "", 700), _person("b", "", 290)]) is not None


def test_context_person_of_little_fame_is_open(kb: KnowledgeBase) -> None:
    assert ArticleContext(kb, None).person([_person("a", "", 20)]) is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("York 2 Hull 1", True),
        ("York 4 2 0 2 6 6 6", True),
        ("York v Hull", True),
        ("York striker Smith", True),
        ("York beat Hull", True),
        ("York has a minster", False),
    ],
)
def test_context_words_of_a_side(text: str, side: bool) -> None:
    assert is_side(text, 0, 4) is side


def test_context_words_before_a_name() -> None:
    assert is_side("he joined York", 10, 14)
    assert is_located("born in York", 8, 12)
    assert not is_located("faith in York's defence", 9, 13)
    assert is_tabled("Hull v York", 7, 11)
    assert is_player_of("Wales Under-21 captain", 5)


@pytest.mark.parametrize("text", ["YORK (Reuters) - A man", "YORK, Feb 3 (Reuters)", "YORK , England 1996-08-31 A man"])
def test_context_dateline(text: str) -> None:
    assert is_dateline(text, 0, 4)
    assert not is_dateline(text.replace("YORK", "York"), 0, 4)


def test_context_share_of_women() -> None:
    assert women_share("He beat him and his side") == 0
    assert women_share("Women's football: the WSL, she said, and he agreed") == pytest.approx(0.75)
