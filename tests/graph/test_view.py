"""The network view: what networkx gets to see of readings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from touchline.graph.errors import InputError
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Status, Value
from touchline.graph.view import find_entity, neighbourhood, rank_entities, to_networkx

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx


def claim(graph: nx.MultiDiGraph[str], subject: str, predicate: str, target: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [d for d in graph[subject][target].values() if d["predicate"] == predicate]
    assert len(found) == 1
    return found[0]


def one_claim(text: str, quote: str, start: int, *, keep_text: bool = True) -> dict[str, Any]:
    player, club = Entity("p", "Person", "P"), Entity("c", "Club", "C")
    evidence = Evidence("a", start, start + len(quote), quote, text, "fact")
    reading = Reading(Article("a", text if keep_text else ""), (), (Statement(player, "joined", club, (evidence,)),))
    item: dict[str, Any] = claim(to_networkx([reading]), "p", "joined", "c")["evidence"][0]
    return item


def test_view_nodes_carry_what_is_known_of_an_entity(saga: list[Reading]) -> None:
    node = to_networkx(saga).nodes["Xabi_Alonso"]
    assert (node["type"], node["name"], node["aliases"], node["qid"]) == (
        "Person",
        "Xabi Alonso",
        ["Alonso"],
        "Q186071",
    )
    assert node["iri"].endswith("/entity/Xabi_Alonso")
    assert (node["articles"], node["reports"]) == (["feb", "jan", "mar"], 3)


def test_view_mentioned_entity_without_claims_is_a_node(saga: list[Reading]) -> None:
    graph = to_networkx(saga)
    assert graph.degree("x-Edwards") == 0
    assert graph.nodes["x-Edwards"]["candidates"] == ["Michael_Edwards"]


def test_view_values_stay_on_the_node(saga: list[Reading]) -> None:
    graph = to_networkx(saga)
    [age] = graph.nodes["Xabi_Alonso"]["values"]
    assert (age["predicate"], age["value"], age["status"]) == ("age", "42", "fact")
    assert "42" not in graph
    assert all(d["predicate"] != "age" for _, _, d in graph.edges(data=True))


def test_view_edge_shows_every_status_newest_first(saga: list[Reading]) -> None:
    edge = claim(to_networkx(saga), "Xabi_Alonso", "linked_to", "Liverpool")
    assert edge["status"] == "denied"
    assert edge["statuses"] == ["denied", "rumour"]
    assert [e["article"]["id"] for e in edge["evidence"]] == ["mar", "feb", "jan"]
    assert (edge["disputed"], edge["reports"]) == (True, 3)


def test_view_change_without_denial_is_not_disputed(saga: list[Reading]) -> None:
    edge = claim(to_networkx(saga), "Jurgen_Klopp", "manages", "Liverpool")
    assert edge["statuses"] == ["former", "fact"]
    assert edge["disputed"] is False


def test_view_lead_evidence_gives_the_status_of_its_article() -> None:
    player, club = Entity("p", "Person", "P"), Entity("c", "Club", "C")

    def said(start: int, status: Status) -> Evidence:
        return Evidence("a", start, start + 1, "x", "x", status, published="2024-01-01")

    statement = Statement(player, "joined", club, (said(5, "rumour"), said(1, "denied")))
    edge = claim(to_networkx([Reading(Article("a", ""), (), (statement,))]), "p", "joined", "c")
    assert (edge["status"], edge["statuses"], edge["disputed"]) == ("rumour", ["rumour"], False)
    assert [e["lead"] for e in edge["evidence"]] == [True, False]


def test_view_same_article_twice_and_any_order_change_nothing(saga: list[Reading]) -> None:
    graph, again = to_networkx(saga), to_networkx([*reversed(saga), saga[1]])
    assert list(graph.nodes(data=True)) == list(again.nodes(data=True))
    assert sorted(graph.edges(keys=True)) == sorted(again.edges(keys=True))
    assert all(again.edges[edge] == data for edge, data in graph.edges.items())


def test_view_edges_are_keyed_by_statement_key(saga: list[Reading]) -> None:
    graph = to_networkx(saga)
    keys = {s.key for reading in saga for s in reading.statements if not isinstance(s.object, Value)}
    assert {key for _, _, key in graph.edges(keys=True)} == keys


def test_view_min_confidence_drops_evidence_and_empty_claims(saga: list[Reading]) -> None:
    first, *rest = saga
    weak = replace(first.statements[0].evidence[0], confidence=0.2)
    first = replace(first, statements=(replace(first.statements[0], evidence=(weak,)), *first.statements[1:]))
    graph = to_networkx([first, *rest], min_confidence=0.5)
    assert claim(graph, "Jurgen_Klopp", "manages", "Liverpool")["statuses"] == ["former"]
    assert to_networkx(saga, min_confidence=0.95).number_of_edges() == 0


def test_view_takes_an_object_with_readings(saga: list[Reading]) -> None:
    class Store:
        def readings(self) -> Iterator[Reading]:
            return iter(saga)

    assert sorted(to_networkx(Store()).edges(keys=True)) == sorted(to_networkx(saga).edges(keys=True))


@pytest.mark.parametrize(("start", "before"), [(0, ""), (11, "he signed, ")])
def test_view_marks_the_quote_where_it_is_said(start: int, before: str) -> None:
    text = "he signed, he signed"
    item = one_claim(text, "he signed", start)
    assert (item["before"], item["before"] + item["quote"] + item["after"]) == (before, text)


def test_view_marks_the_first_occurrence_without_the_text() -> None:
    item = one_claim("he signed, he signed", "he signed", 11, keep_text=False)
    assert (item["before"], item["after"]) == ("", ", he signed")


def test_view_quote_outside_its_sentence_has_no_surroundings() -> None:
    item = one_claim("nothing of the kind", "he signed", 0)
    assert (item["before"], item["after"]) == ("", "")


def test_view_rank_is_by_reports_on_claims(saga: list[Reading]) -> None:
    # Reports on claims: 9, 9 and 5; Liverpool is mentioned in four articles, Alonso in three.
    assert rank_entities(to_networkx(saga))[:3] == ["Liverpool", "Xabi_Alonso", "Bayer_Leverkusen"]


def test_view_neighbourhood_has_depth_and_its_own_articles(saga: list[Reading]) -> None:
    graph = to_networkx(saga)
    near = neighbourhood(graph, "Anfield")
    assert set(near) == {"Anfield", "Liverpool"}
    assert set(near.graph["articles"]) == {"jan"}
    assert {"Xabi_Alonso", "Jurgen_Klopp"} <= set(neighbourhood(graph, "Anfield", 2))
    assert "Bundesliga" not in neighbourhood(graph, "Anfield", 3)
    assert "Bundesliga" in neighbourhood(graph, "Anfield", 4)


@pytest.mark.parametrize("text", ["Xabi_Alonso", "xabi alonso", "ALONSO", "q186071"])
def test_view_finds_an_entity_by_any_of_its_names(saga: list[Reading], text: str) -> None:
    assert find_entity(to_networkx(saga), text) == "Xabi_Alonso"


def test_view_unknown_name_suggests_near_ones(saga: list[Reading]) -> None:
    with pytest.raises(InputError, match="Did you mean Bayern_Munich"):
        find_entity(to_networkx(saga), "Munich")


def test_view_shared_name_lists_the_ids() -> None:
    both = (Entity("Ronaldo_1976", "Person", "Ronaldo"), Entity("Ronaldo_1985", "Person", "Ronaldo"))
    graph = to_networkx([Reading(Article("a", ""), both)])
    with pytest.raises(InputError, match="Ronaldo_1976, Ronaldo_1985"):
        find_entity(graph, "ronaldo")
