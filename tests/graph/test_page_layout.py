"""Positions for the page."""

from __future__ import annotations

from itertools import combinations

import networkx as nx

from touchline.graph.layout import place

#: Worked out once; any other result on any machine is a change of the layout.
PINNED = {
    "hub": (-2, -2),
    "p000": (-124, -35),
    "p001": (-61, -86),
    "p002": (-101, 69),
    "p003": (20, 88),
    "p004": (109, -52),
    "p005": (128, 12),
}


def wheel(n: int) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edges_from(("hub", f"p{i:03}") for i in range(n))
    graph.add_edges_from((f"p{i:03}", f"p{(i + 1) % n:03}") for i in range(0, n, 2))
    return graph


def boxes(graph: nx.MultiDiGraph[str], width: float = 120, height: float = 50) -> dict[str, tuple[float, float]]:
    return dict.fromkeys(graph, (width, height))


def test_layout_boxes_do_not_overlap() -> None:
    graph = wheel(60)
    places = place(graph, sorted(graph), boxes(graph))
    for (ax, ay), (bx, by) in combinations(places.values(), 2):
        assert abs(ax - bx) >= 119 or abs(ay - by) >= 49


def test_layout_is_pinned_on_every_machine() -> None:
    graph = wheel(6)
    places = place(graph, sorted(graph), boxes(graph))
    assert places == PINNED


def test_layout_does_not_depend_on_insertion_order() -> None:
    graph = wheel(30)
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_edges_from(reversed(list(graph.edges())))
    assert place(graph, sorted(graph), boxes(graph)) == place(other, sorted(graph), boxes(graph))


def test_layout_neighbours_are_nearer_than_strangers() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for side in "ab":
        graph.add_edges_from((f"{side}0", f"{side}{i}") for i in range(1, 8))
    places = place(graph, sorted(graph), boxes(graph))

    def mean(one: str, two: str) -> float:
        pairs = [(u, v) for u, v in combinations(sorted(graph), 2) if {u[0], v[0]} == {one, two}]
        return sum(abs(places[u][0] - places[v][0]) + abs(places[u][1] - places[v][1]) for u, v in pairs) / len(pairs)

    assert max(mean("a", "a"), mean("b", "b")) < mean("a", "b")


def test_layout_nodes_without_links_stand_below() -> None:
    graph = wheel(8)
    graph.add_nodes_from(["lone1", "lone2"])
    places = place(graph, sorted(graph), boxes(graph))
    assert places["lone1"][1] == places["lone2"][1] > max(y for n, (_, y) in places.items() if not n.startswith("lone"))


def test_layout_self_loop_is_no_link() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_edge("a", "a")
    assert set(place(graph, ["a"], boxes(graph))) == {"a"}


def test_layout_core_is_spread_alike_with_the_rest_around_it() -> None:
    graph = wheel(120)
    order = sorted(graph)
    places = place(graph, order, boxes(graph, 50, 50), core=20)
    assert set(places) == set(graph)
    assert len(set(places.values())) == len(graph)
    alone = place(nx.MultiDiGraph(graph.subgraph(order[:20])), order[:20], boxes(graph, 50, 50))
    across = [n for n in order[:20] if alone[n][0] > alone["hub"][0]]
    assert across
    assert all(places[n][0] >= places["hub"][0] for n in across)


def test_layout_of_nothing_is_empty() -> None:
    assert place(nx.MultiDiGraph(), [], {}) == {}
