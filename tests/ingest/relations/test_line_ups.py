from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.ingest.relations.line_ups import EXTRACTOR, line_ups

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.model import Reading
    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.relations.proposal import Proposal

    MakeDocument = Callable[..., ArticleDocument]
    ProposalsOf = Callable[..., list[Proposal]]

ELEVEN = ("David Raya", "Ben White", "William Saliba", "Gabriel Magalhães", "Oleksandr Zinchenko", "Martin Ødegaard",
          "Declan Rice", "Kai Havertz", "Bukayo Saka", "Gabriel Jesus", "Gabriel Martinelli")  # fmt: skip
NAMES = "Raya; White, Saliba, Gabriel, Zinchenko; Odegaard, Rice, Havertz; Saka, Jesus, Martinelli"


def line(*words: str) -> list[tuple[str, str, str, int]]:
    return [(word, "NUM" if word[0].isdigit() else "PROPN", "dep", 0) for word in words]


def listed(proposals: list[Proposal]) -> set[tuple[str, str, str]]:
    found = [p for p in proposals if p.extractor == EXTRACTOR and not isinstance(p.object, str)]
    return {(p.subject.name, p.predicate, p.object.name) for p in found}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "head",
    [
        "Arsenal (4-3-3):", "Arsenal XI:", "Arsenal line-up:", "Arsenal starting XI:", "Arsenal:", "Arsenal team:",
        "Arsenal predicted lineup vs Chelsea: (4-3-3):", "Arsenal team v Chelsea:\n",
    ],
)  # fmt: skip
def test_line_ups_give_all_eleven(proposals_of: ProposalsOf, head: str) -> None:
    found = listed(proposals_of(f"{head} {NAMES}."))
    assert found == {(name, "plays_for", "Arsenal") for name in ELEVEN}


def test_line_ups_end_with_their_line(read_text: Callable[..., Reading]) -> None:
    text = f"Arsenal (4-3-3): {NAMES}.\nPep Guardiola and Erling Haaland watched."
    reading = read_text(text)
    found = {s.subject.name for s in reading.statements if s.predicate == "plays_for" and s.object.name == "Arsenal"}  # type: ignore[union-attr]
    assert found == set(ELEVEN)


def test_line_ups_of_two_sides_keep_their_teams(claims_of: Callable[..., set[str]]) -> None:
    other = (
        "Chelsea (4-4-2): Petrovic; Gusto, Disasi, Badiashile, Cucurella; Caicedo, Gallagher, Mudryk, Palmer; Jackson"
    )
    found = claims_of(f"Arsenal (4-3-3): {NAMES}.\n{other}.")
    assert {"Bukayo Saka plays_for Arsenal fact", "Conor Gallagher plays_for Chelsea fact"} <= found
    assert not {"Bukayo Saka plays_for Chelsea fact", "Conor Gallagher plays_for Arsenal fact"} & found


def test_line_ups_end_where_the_goals_begin(proposals_of: ProposalsOf) -> None:
    found = listed(proposals_of(f"Arsenal: {NAMES} Goals: Cole Palmer 12. Booked: Moises Caicedo."))
    assert {name for name, _, _ in found} == set(ELEVEN)


def test_line_ups_go_on_with_the_substitutes_below(proposals_of: ProposalsOf) -> None:
    found = listed(proposals_of(f"Arsenal: {NAMES}.\nSubs: Leandro Trossard, Jorginho, Kieran Tierney."))
    assert {("Leandro Trossard", "plays_for", "Arsenal"), ("Kieran Tierney", "plays_for", "Arsenal")} <= found


def test_line_ups_name_the_manager(proposals_of: ProposalsOf) -> None:
    found = listed(proposals_of(f"Arsenal: {NAMES}. Manager: Mikel Arteta."))
    assert ("Mikel Arteta", "manages", "Arsenal") in found
    assert ("Mikel Arteta", "plays_for", "Arsenal") not in found


def test_line_ups_of_few_names_are_none(make_document: MakeDocument) -> None:
    rows = line("Leeds", ":", "Adams", ",", "Brown")
    named = [(0, 1, "Club", "Leeds United"), (2, 3, "Person", "Adams"), (4, 5, "Person", "Brown")]
    assert list(line_ups(make_document(rows, named))) == []


def test_line_ups_of_five_are_one(make_document: MakeDocument) -> None:
    names = ("Adams", "Brown", "Clark", "Davis", "Evans")
    rows = line("Leeds", ":", *names)
    named = [(0, 1, "Club", "Leeds United"), *((i, i + 1, "Person", name) for i, name in enumerate(names, start=2))]
    found = list(line_ups(make_document(rows, named)))
    assert [p.subject.name for p in found] == list(names)
    assert {(p.predicate, p.status, p.fixed) for p in found} == {("plays_for", "fact", True)}


def test_line_ups_are_no_lists_of_matches(proposals_of: ProposalsOf) -> None:
    players = NAMES.replace(";", ",").split(", ")
    matches = ", ".join(f"{name} ({ground})" for name, ground in zip(players, "HAHAHAHAHAH", strict=True))
    assert any(p == "plays_for" for _, p, _ in listed(proposals_of(f"Arsenal: {NAMES}.")))
    assert not any(p == "plays_for" for _, p, _ in listed(proposals_of(f"Arsenal: {matches}.")))
