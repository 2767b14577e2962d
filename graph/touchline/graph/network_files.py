"""The network view as GraphML and GEXF, which Gephi, Cytoscape, yEd, igraph and networkx read.

Nodes are entities, edges are claims between two of them, keyed by statement (attribute `claim`, too: some readers drop
keys); ages, positions and other values are in the node's attribute `values`. Lists (aliases, articles, values,
statuses, evidence) are JSON text. Empty attributes are left out. XML cannot hold control characters: in names they
become U+FFFD, in JSON they are escaped.
"""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import networkx as nx

from touchline.graph.view import to_networkx

if TYPE_CHECKING:
    from touchline.graph.store import KnowledgeGraph

__all__ = ["flat_network", "gexf_bytes", "graphml_bytes", "plain"]

#: What XML 1.0 forbids, and the carriage return, which its readers turn into a line feed.
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHANGED = re.compile(rb' lastmodifieddate="[^"]*"')


def plain(text: str) -> str:
    """The text with what XML forbids replaced by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _filled(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value not in ("", None, "[]")}


def _node(data: dict[str, Any]) -> dict[str, Any]:
    values = [{name: claim[name] for name in ("predicate", "value", "status", "reports")} for claim in data["values"]]
    return _filled({
        "label": plain(data["name"]),
        "class": data["type"],
        "iri": data["iri"],
        "qid": data["qid"],
        "reports": data["reports"],
        **{name: _json(data[name]) for name in ("aliases", "candidates", "articles")},
        "values": _json(values),
    })  # fmt: skip


def _edge(key: str, data: dict[str, Any]) -> dict[str, Any]:
    days = sorted(evidence["date"] for evidence in data["evidence"] if evidence["date"])
    return _filled({
        "claim": key,
        "predicate": data["predicate"],
        "status": data["status"],
        "statuses": _json(data["statuses"]),
        "disputed": data["disputed"],
        "reports": data["reports"],
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
        "evidence": _json([{**item, "article": item["article"]["id"]} for item in data["evidence"]]),
    })  # fmt: skip


def flat_network(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """The network view with attributes that every file format can hold; nodes are percent-encoded entity ids."""
    view = to_networkx(kg)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in view.nodes(data=True):
        name = quote(node, safe="-_.~")
        flat.add_node(name, **{"label": name, **_node(data)})
    edges = sorted(view.edges(keys=True, data=True), key=lambda edge: edge[2])
    for subject, target, key, data in edges:
        flat.add_edge(quote(subject, safe="-_.~"), quote(target, safe="-_.~"), key=key, **_edge(key, data))
    return flat


def graphml_bytes(kg: KnowledgeGraph) -> bytes:
    """The network as GraphML."""
    sink = io.BytesIO()
    nx.write_graphml_xml(flat_network(kg), sink)
    return sink.getvalue()


def gexf_bytes(kg: KnowledgeGraph) -> bytes:
    """The network as GEXF, without the day of writing, so that the same graph gives the same bytes."""
    sink = io.BytesIO()
    nx.write_gexf(flat_network(kg), sink)
    return _CHANGED.sub(b"", sink.getvalue())
