"""The page's data, worked out in Python: what is drawn (nodes, edges) and what is read (entities, claims, articles).

One drawn edge stands for all claims between the same two entities that have the same status, so a pair shows a fact
and a rumour side by side as two curves. Drawn ids are `n0`, `n1`, … in order of rank and `e0`, `e1`, …, never names
from articles, which could collide with the names that JavaScript objects already have.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Any

from touchline.graph.layout import place
from touchline.graph.page.style import (
    GROUPS,
    STATUS_STYLES,
    group_of,
    inverse_of,
    label_of,
    ordered_types,
    type_style,
)
from touchline.graph.view import claims_of, rank_entities, restrict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from touchline.graph.view import ArticleData, EvidenceData

__all__ = ["page_data"]

_LABEL_LIMIT = 26
#: Up to this many entities the layout leaves room for every label; the page opens on the best-connected of more.
_ROOM_FOR_LABELS = 250
_FIRST_VIEW = 120
#: How far parallel edges bend, by their number.
_BENDS: dict[int, tuple[float, ...]] = {1: (0.0,), 2: (-0.13, 0.13), 3: (-0.2, 0.0, 0.2), 4: (-0.28, -0.1, 0.1, 0.28)}
_FIVE_BENDS = (-0.32, -0.16, 0.0, 0.16, 0.32)


def page_data(graph: nx.MultiDiGraph[str], *, title: str, max_entities: int) -> dict[str, Any]:
    """Everything that the page needs, as JSON types, the same for the same graph.

    Args:
        graph: From `touchline.graph.view.to_networkx`.
        title: Heading of the page.
        max_entities: The best-connected entities up to this number are drawn; the page says when some are not.
    """
    total = len(graph)
    ranked = rank_entities(graph)[:max_entities]
    part = restrict(graph, set(ranked)) if total > len(ranked) else graph
    index = {node: i for i, node in enumerate(ranked)}
    articles = _articles(part)
    numbers = {key: i for i, key in enumerate(articles)}
    texts: dict[str, int] = {}
    claims = list(_claims(part, index, numbers, texts))
    return {
        "title": title,
        "summary": _summary(part, claims),
        "notice": _notice(len(ranked), total),
        "first": _FIRST_VIEW if len(ranked) > _ROOM_FOR_LABELS else 0,
        "nodes": _nodes(part, ranked),
        "edges": _edges(claims),
        "entities": _cards(part, ranked, claims),
        "claims": claims,
        "articles": list(articles.values()),
        "texts": list(texts),
        "style": _style(part, claims),
    }


def _articles(graph: nx.MultiDiGraph[str]) -> dict[str, ArticleData]:
    """Articles in order of date and id: those of the graph, and any that only evidence names."""
    found: dict[str, ArticleData] = dict(graph.graph.get("articles", {}))
    for _, _, claim in claims_of(graph):
        for evidence in claim["evidence"]:
            found.setdefault(evidence["article"]["id"], evidence["article"])
    return dict(sorted(found.items(), key=lambda pair: (pair[1]["date"], pair[0])))


def _claims(
    graph: nx.MultiDiGraph[str], index: Mapping[str, int], numbers: Mapping[str, int], texts: dict[str, int]
) -> Iterable[dict[str, Any]]:
    for subject, target, claim in sorted(claims_of(graph), key=lambda item: item[2]["key"]):
        yield {
            "key": claim["key"],
            "s": index[subject],
            "o": None if target is None else index[target],
            "value": claim["value"],
            "predicate": claim["predicate"],
            "status": claim["status"],
            "statuses": claim["statuses"],
            "disputed": claim["disputed"],
            "reports": claim["reports"],
            "date": claim["evidence"][0]["date"],
            "evidence": [_evidence(e, numbers, texts) for e in claim["evidence"]],
        }


def _evidence(evidence: EvidenceData, numbers: Mapping[str, int], texts: dict[str, int]) -> dict[str, Any]:
    """Evidence with its article and sentence by number.

    `from` and `to` bound the quote within the sentence in UTF-16 units, as JavaScript counts; where the quote lies
    elsewhere they are missing and `quote` is there instead.
    """
    kept = {k: evidence[k] for k in ("status", "lead", "qualifiers", "source", "date", "extractor")}
    before, quote = evidence["before"], evidence["quote"]
    within = before + quote + evidence["after"] == evidence["sentence"]
    place = {"from": _units(before), "to": _units(before + quote)} if within else {"quote": quote}
    return {
        **kept,
        **place,
        "text": texts.setdefault(evidence["sentence"], len(texts)),
        "article": numbers[evidence["article"]["id"]],
        "confidence": round(evidence["confidence"], 4),
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _nodes(graph: nx.MultiDiGraph[str], ranked: Sequence[str]) -> list[dict[str, Any]]:
    """Drawn nodes with their places; `size` is the radius, by the number of articles that mention the entity."""
    sizes = {n: _size(graph.nodes[n]["reports"], graph.degree(n)) for n in ranked}
    core = _FIRST_VIEW if len(ranked) > _ROOM_FOR_LABELS else 0
    boxes = {n: _box(graph.nodes[n]["name"] if not core or i < core else "", sizes[n]) for i, n in enumerate(ranked)}
    places = place(graph, ranked, boxes, core=core)
    return [
        {
            "id": f"n{i}",
            "entity": node,
            "type": graph.nodes[node]["type"],
            "shape": type_style(graph.nodes[node]["type"])["shape"],
            "size": sizes[node],
            "x": places[node][0],
            "y": places[node][1],
        }
        for i, node in enumerate(ranked)
    ]


def _size(reports: int, degree: int) -> int:
    """Radius of a symbol, from 12 to 27 canvas units."""
    return round(min(27.0, 9 + 2.6 * math.log2(1 + reports) + min(degree, 24) * 0.3))


def _box(name: str, size: int) -> tuple[float, float]:
    """Width and height that a symbol with its label below takes, in canvas units."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in name[:_LABEL_LIMIT])
    return max(2.0 * size, 8.0 * wide) + 18, 2.0 * size + (34 if name else 18)


def _edges(claims: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Drawn edges: claims bundled by the two entities, whichever way they point, and by status."""
    bundles: dict[tuple[int, int], dict[str, list[int]]] = {}
    for number, claim in enumerate(claims):
        if claim["o"] is not None:
            pair = (min(claim["s"], claim["o"]), max(claim["s"], claim["o"]))
            bundles.setdefault(pair, {}).setdefault(claim["status"], []).append(number)
    edges: list[dict[str, Any]] = []
    for (a, b), by_status in sorted(bundles.items()):
        ordered = [s for s in STATUS_STYLES if s in by_status]
        for bend, status in zip(_BENDS.get(len(ordered), _FIVE_BENDS), ordered, strict=False):
            edges.append(_edge(len(edges), (a, b), by_status[status], claims) | {"status": status, "bend": bend})
    return edges


def _edge(
    number: int, pair: tuple[int, int], members: list[int], claims: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    members = sorted(members, key=lambda c: (-claims[c]["reports"], claims[c]["predicate"], claims[c]["key"]))
    heads = [
        side for side, end in zip(("from", "to"), pair, strict=True) if any(claims[c]["o"] == end for c in members)
    ]
    reports = {e["article"] for c in members for e in claims[c]["evidence"]}
    return {
        "id": f"e{number}",
        "from": f"n{pair[0]}",
        "to": f"n{pair[1]}",
        "claims": members,
        "arrows": ", ".join(heads),
        "width": round(min(7.0, 2.0 + 1.3 * math.log2(len(reports))), 2),
        "disputed": any(claims[c]["disputed"] for c in members),
    }


def _cards(
    graph: nx.MultiDiGraph[str], ranked: Sequence[str], claims: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Entities with what their card shows; `claims` are the numbers of those in which they are subject or object."""
    about: list[list[int]] = [[] for _ in ranked]
    for number, claim in enumerate(claims):
        for end in sorted({claim["s"], claim["o"]} - {None}):
            about[end].append(number)
    fields = ("type", "name", "aliases", "qid", "iri", "candidates", "reports")
    return [
        {"id": node, **{k: graph.nodes[node][k] for k in fields}, "claims": numbers}
        for node, numbers in zip(ranked, about, strict=True)
    ]


def _summary(graph: nx.MultiDiGraph[str], claims: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts for the line at the top; the dates are those of the articles, empty where none is known."""
    dates = sorted(a["date"] for a in graph.graph.get("articles", {}).values() if a["date"])
    return {
        "articles": len(graph.graph.get("articles", {})),
        "entities": len(graph),
        "claims": len(claims),
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
    }


def _notice(shown: int, total: int) -> str:
    if shown == total:
        return ""
    return (
        f"This page draws the {shown:,} best-connected of {total:,} entities. For the others, write a page around one "
        "of them (touchline render --around NAME), or raise --max-entities."
    )


def _style(graph: nx.MultiDiGraph[str], claims: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    predicates = sorted({c["predicate"] for c in claims})
    types = ordered_types(data["type"] for _, data in graph.nodes(data=True))
    return {
        "types": [{"id": t, **type_style(t)} for t in types],
        "statuses": [{"id": s, **style} for s, style in STATUS_STYLES.items()],
        "groups": [{"id": g, "label": label} for g, (label, _) in GROUPS.items()],
        "predicates": {p: {"label": label_of(p), "inverse": inverse_of(p), "group": group_of(p)} for p in predicates},
    }
