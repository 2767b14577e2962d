from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article
from touchline.ingest.relations.proposal import Proposal
from touchline.ingest.relations.tenures import heads, is_manager, settle_tenures, spells_at

if TYPE_CHECKING:
    from touchline.graph.model import Status
    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.pipeline import Extractor


def settled(
    extractor: Extractor, text: str, person: str, club: str, rule: str, *, published: str | None = "2024-10-15"
) -> list[Status]:
    """Status of one claim that a person manages a club, after it is settled; none if it is dropped."""
    (document,) = extractor.documents([Article("test", text, published=published)])
    extractor.proposals(document)
    found = settle_tenures(document, [claim(document, person, club, rule)], extractor.knowledge)
    return [p.status for p in found]


def claim(document: ArticleDocument, person: str, club: str, rule: str) -> Proposal:
    left = next(m for m in document.mentions if m.entity.name == person)
    right = next(m for m in document.mentions if m.entity.name == club)
    first, last = min(left.first, right.first), max(left.last, right.last)
    verbs = [t.i for t in document.doc[first:last] if t.pos_ == "VERB"]
    anchor = verbs[0] if verbs else first
    return Proposal(left.entity, "manages", right.entity, first, last, anchor, "fact", rule, "test")


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("Arsenal are unbeaten under Mikel Arteta.", ("Mikel Arteta", "Arsenal", "under-manager-1"), ["fact"]),
        ("Arsenal were unbeaten under Arsene Wenger.", ("Arsène Wenger", "Arsenal", "under-manager-1"), ["former"]),
        ("Arsenal boss Arsene Wenger smiled.", ("Arsène Wenger", "Arsenal", "np-manager-before"), ["former"]),
        ("Bukayo Saka led Arsenal to a win.", ("Bukayo Saka", "Arsenal", "frame-manage:subj-manages-obj"), []),
        ("Pep Guardiola led Burnley a dance.", ("Pep Guardiola", "Burnley", "frame-manage:subj-manages-obj"), []),
        ("Jason Tindall spoke at Newcastle United.", ("Jason Tindall", "Newcastle United", "under-manager-1"), []),
    ],
)
def test_tenures_by_what_is_known(
    extractor: Extractor, text: str, end: tuple[str, str, str], expected: list[str]
) -> None:
    assert settled(extractor, text, *end) == expected


def test_tenures_successor_in_the_article_ends_a_spell(extractor: Extractor) -> None:
    alone, beside = "Liverpool won it under Jurgen Klopp.", "Liverpool won it under Jurgen Klopp, not Arne Slot."
    end = ("Jürgen Klopp", "Liverpool", "under-manager-1")
    assert settled(extractor, alone, *end, published="2024-03-01") == ["fact"]
    assert settled(extractor, beside, *end, published="2024-09-01") == ["former"]


def test_tenures_unknown_titled_manager_is_kept(extractor: Extractor) -> None:
    text = "Sutton United manager Wilbur Trenchard smiled."
    assert settled(extractor, text, "Wilbur Trenchard", "Sutton United", "np-manager-before") == ["fact"]
    assert settled(extractor, text, "Wilbur Trenchard", "Sutton United", "frame-manage:subj-manages-obj") == []


def test_tenures_unknown_manager_beside_the_known_one_is_past(extractor: Extractor) -> None:
    text = "Arsenal manager Wilbur Trenchard won the first. Mikel Arteta wants another."
    assert settled(extractor, text, "Wilbur Trenchard", "Arsenal", "np-manager-before") == ["former"]


def test_tenures_unknown_manager_of_a_team_whose_manager_is_known_is_past(extractor: Extractor) -> None:
    text, end = "Arsenal manager Wilbur Trenchard smiled.", ("Wilbur Trenchard", "Arsenal", "np-manager-before")
    assert settled(extractor, text, *end) == ["former"]
    assert settled(extractor, text, *end, published="2039-10-15") == ["fact"]


def test_tenures_earlier_year_is_past(extractor: Extractor) -> None:
    text = "Sutton United manager Wilbur Trenchard went up in {}."
    end = ("Wilbur Trenchard", "Sutton United", "np-manager-before")
    assert settled(extractor, text.format(2011), *end) == ["former"]
    assert settled(extractor, text.format(2024), *end) == ["fact"]


def test_tenures_nothing_changes_without_a_date(extractor: Extractor) -> None:
    end = ("Arsène Wenger", "Arsenal", "under-manager-1")
    assert settled(extractor, "Arsenal were unbeaten under Arsene Wenger.", *end, published=None) == ["fact"]


def test_tenures_directors_and_assistants_head_nothing(extractor: Extractor) -> None:
    persons = extractor.knowledge.entities
    assert is_manager(persons["Mikel_Arteta"])
    assert not is_manager(persons["Luis_Campos"])
    assert not heads(persons["Nicolas_Jover"], "Arsenal")
    assert heads(persons["Anthony_Barry"], "Wigan_Athletic")


def test_tenures_spells_of_a_player_are_none_of_a_manager(extractor: Extractor) -> None:
    arteta = extractor.knowledge.entities["Mikel_Arteta"]
    assert [start for start, _ in spells_at(arteta, "Arsenal")] == [2019]
    assert spells_at(arteta, "Everton") == []


@pytest.mark.parametrize(
    ("text", "person", "club", "published"),
    [
        ("Tottenham Hotspur boss Cristian Stellini spoke.", "Cristian Stellini", "Tottenham Hotspur", "2023-04-10"),
        ("Manchester United boss Darren Fletcher spoke.", "Darren Fletcher", "Manchester United", "2026-01-08"),
    ],
)
def test_tenures_an_assistant_who_stood_in_is_a_manager(
    extractor: Extractor, text: str, person: str, club: str, published: str
) -> None:
    assert settled(extractor, text, person, club, "np-manager-before", published=published) == ["fact"]
