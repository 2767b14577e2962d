from __future__ import annotations

import pytest

from touchline.ingest.context import ArticleContext
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.people import PersonIndex, surnames


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return KnowledgeBase.load()


@pytest.fixture(scope="module")
def people(kb: KnowledgeBase) -> PersonIndex:
    return PersonIndex(kb)


def test_people_surnames_of_double_names() -> None:
    assert surnames(["trent", "alexander", "arnold"]) == [
        "alexander arnold",
        "arnold",
        "alexander",
        "trent",
        "trent alexander",
    ]
    assert "de jong" in surnames(["frenkie", "de", "jong"])


def test_people_by_surname_most_famous_first(people: PersonIndex) -> None:
    priors = [person.prior for person in people.by_surname("jones")]
    assert len(priors) > 5
    assert priors == sorted(priors, reverse=True)


def test_people_candidates_are_few_and_sorted(people: PersonIndex) -> None:
    ids = people.by_surname_ids("jones")
    assert len(ids) == 5
    assert list(ids) == sorted(ids)
    assert people.by_surname_ids("brightwaterson") == ()


def test_people_short_forms(people: PersonIndex) -> None:
    assert people.is_short("de bruyne")
    assert people.is_short("j navas")
    assert not people.is_short("zed brightwater")


def test_people_index_covers_every_person(kb: KnowledgeBase, people: PersonIndex) -> None:
    names = list(kb.names("Person"))
    assert len(names) > 1000
    assert all(
        kb.entities[identifier] in people.by_surname("saka") for identifier, name in names if name == "Bukayo Saka"
    )


def test_people_context_of_another_club_does_not_fit(kb: KnowledgeBase) -> None:
    context = ArticleContext(kb, "2024-02-15")
    saka = kb.entities["Bukayo_Saka"]
    assert context.fits(saka) == 0
    context.add("Arsenal")
    assert context.fits(saka) == 2
