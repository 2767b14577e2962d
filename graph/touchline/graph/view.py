"""The network view: merged claims as a networkx graph, for the page and for anyone's own plots.

Nodes are entities, keyed by entity id; edges are statements, keyed by statement key, so that parallel claims between
two entities all stay. Ages, positions, injuries and bans are values, not nodes: they are kept on the node they
describe. Nothing is resolved away: an edge carries every piece of evidence, newest first, and the status that each
article leaves it with; `status` is the newest of those, `disputed` says that one article denies what another states.

The graph does not depend on the order in which readings come, and the same article twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, cast, runtime_checkable

import networkx as nx

from touchline.graph.errors import InputError
from touchline.graph.iri import entity_iri
from touchline.graph.model import Entity, Value, merge_statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from touchline.graph.model import Article, Evidence, Reading, Statement, Status

__all__ = [
    "ArticleData",
    "ClaimData",
    "EvidenceData",
    "HasReadings",
    "claims_of",
    "find_entity",
    "neighbourhood",
    "rank_entities",
    "restrict",
    "to_networkx",
]


@runtime_checkable
class HasReadings(Protocol):
    """Anything that hands out readings, such as an opened store."""

    def readings(self) -> Iterable[Reading]:
        """Every reading that it holds."""
        ...


class ArticleData(TypedDict):
    """What the view keeps of an article; `date` is `YYYY-MM-DD` or empty."""

    id: str
    title: str
    url: str
    date: str
    outlet: str
    authors: list[str]


class EvidenceData(TypedDict):
    """One sentence that speaks of a claim.

    `before` + `quote` + `after` is the sentence where the quote lies within it; else `before` and `after` are empty.
    `lead` marks the evidence whose status holds for its whole article.
    """

    article: ArticleData
    sentence: str
    before: str
    quote: str
    after: str
    status: Status
    lead: bool
    qualifiers: dict[str, str]
    source: str
    date: str
    confidence: float
    extractor: str


class ClaimData(TypedDict):
    """A claim with its evidence, newest first; `reports` counts distinct articles, `value` is set for values only."""

    key: str
    predicate: str
    value: str | None
    status: Status
    statuses: list[Status]
    disputed: bool
    reports: int
    evidence: list[EvidenceData]


def to_networkx(readings: Iterable[Reading] | HasReadings, *, min_confidence: float = 0.0) -> nx.MultiDiGraph[str]:
    """Merge readings into one directed multigraph.

    Args:
        readings: Readings, or an object with a method `readings()`, such as an opened store.
        min_confidence: Evidence below this probability is left out, and claims that have no other.

    Returns:
        A graph whose nodes carry `type`, `name`, `aliases`, `qid`, `iri`, `candidates`, `articles` (ids of those that
        mention it), `reports` (their number) and `values` (a list of `ClaimData`), and whose edges, keyed by
        statement key, carry the other fields of `ClaimData`.
        `graph.graph["articles"]` maps each article id to `ArticleData`.
    """
    source = readings.readings() if isinstance(readings, HasReadings) else readings
    latest = {reading.article.id: reading for reading in source}
    ordered = [latest[key] for key in sorted(latest)]
    articles = {reading.article.id: reading.article for reading in ordered}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["articles"] = {key: _article_data(article) for key, article in articles.items()}
    for node, attributes in _entities(ordered).items():
        graph.add_node(node, **attributes)
    for statement in merge_statements(statement for reading in ordered for statement in reading.statements):
        claim = _claim(statement, articles, min_confidence)
        if claim is None:
            continue
        if isinstance(statement.object, Value):
            graph.nodes[statement.subject.id]["values"].append(claim)
        else:
            rest = {name: value for name, value in claim.items() if name != "key"}
            graph.add_edge(statement.subject.id, statement.object.id, key=claim["key"], **rest)
    return graph


def _entities(readings: Iterable[Reading]) -> dict[str, dict[str, Any]]:
    """Attributes of every entity that is mentioned or stands in a statement, in order of id."""
    forms: dict[str, list[Entity]] = defaultdict(list)
    mentioned: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        stated = [e for s in reading.statements for e in (s.subject, s.object) if isinstance(e, Entity)]
        for entity in (*reading.entities, *stated):
            forms[entity.id].append(entity)
            mentioned[entity.id].add(reading.article.id)
    return {key: _entity(forms[key], sorted(mentioned[key])) for key in sorted(forms)}


def _entity(forms: list[Entity], articles: list[str]) -> dict[str, Any]:
    best = min(forms, key=lambda e: (e.qid is None, -len(e.name), e.name, e.type))
    return {
        "type": best.type,
        "name": best.name,
        "aliases": sorted({a for e in forms for a in (e.name, *e.aliases)} - {best.name}),
        "qid": best.qid,
        "iri": entity_iri(best.id),
        "candidates": sorted({c for e in forms for c in e.candidates}),
        "articles": articles,
        "reports": len(articles),
        "values": [],
    }


def _claim(statement: Statement, articles: dict[str, Article], min_confidence: float) -> ClaimData | None:
    """The claim's data, or None where no evidence is sure enough."""
    kept = [e for e in statement.evidence if e.confidence >= min_confidence]
    if not kept:
        return None
    leads: dict[str, Evidence] = {}
    for evidence in kept:
        leads.setdefault(evidence.article, evidence)
    shown = [_evidence(e, articles.get(e.article), lead=leads[e.article] is e) for e in kept]
    shown.sort(key=lambda e: (e["article"]["id"], not e["lead"]))
    shown.sort(key=lambda e: e["date"], reverse=True)
    statuses: list[Status] = list(dict.fromkeys(e["status"] for e in shown if e["lead"]))
    return {
        "key": statement.key,
        "predicate": statement.predicate,
        "value": statement.object.value if isinstance(statement.object, Value) else None,
        "status": statuses[0],
        "statuses": statuses,
        "disputed": "denied" in statuses and len(statuses) > 1,
        "reports": len(leads),
        "evidence": shown,
    }


def _article_data(article: Article) -> ArticleData:
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "date": article.published or "",
        "outlet": article.source,
        "authors": list(article.authors),
    }


def _evidence(evidence: Evidence, article: Article | None, *, lead: bool) -> EvidenceData:
    before, after = _around(evidence, article.full_text if article else "")
    unknown: ArticleData = {"id": evidence.article, "title": "", "url": "", "date": "", "outlet": "", "authors": []}
    return {
        "article": _article_data(article) if article else unknown,
        "sentence": evidence.sentence,
        "before": before,
        "quote": evidence.quote,
        "after": after,
        "status": evidence.status,
        "lead": lead,
        "qualifiers": dict(sorted(evidence.qualifiers.items())),
        "source": evidence.source,
        "date": evidence.published or (article.published if article else None) or "",
        "confidence": evidence.confidence,
        "extractor": evidence.extractor,
    }


def _around(evidence: Evidence, text: str) -> tuple[str, str]:
    """The sentence before and after the quote: at the evidence's offsets if they fit, else at its first occurrence."""
    sentence, quote = evidence.sentence, evidence.quote
    start = text.rfind(sentence, 0, evidence.start + len(sentence)) if sentence else -1
    at = evidence.start - start
    if start < 0 or sentence[at : at + len(quote)] != quote:
        at = sentence.find(quote)
    return (sentence[:at], sentence[at + len(quote) :]) if quote and at >= 0 else ("", "")


def rank_entities(graph: nx.MultiDiGraph[str]) -> list[str]:
    """Entity ids, the best connected first: by reports on their claims, then mentions, then name and id."""
    score: dict[str, int] = dict.fromkeys(graph, 0)
    for subject, target, reports in graph.edges(data="reports", default=1):
        score[subject] += reports
        score[target] += reports
    return sorted(graph, key=lambda n: (-score[n], -graph.nodes[n]["reports"], graph.nodes[n]["name"], n))


def neighbourhood(graph: nx.MultiDiGraph[str], entity: str, depth: int = 1) -> nx.MultiDiGraph[str]:
    """The part of the graph within `depth` steps of an entity, in either direction; its articles only."""
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), entity, cutoff=depth)
    return restrict(graph, near.keys())


def restrict(graph: nx.MultiDiGraph[str], entities: Collection[str]) -> nx.MultiDiGraph[str]:
    """A copy with these entities, the claims among them, and the articles that those claims come from."""
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((n, dict(graph.nodes[n])) for n in graph if n in entities)
    for u, v, key, data in graph.edges(keys=True, data=True):
        if u in part and v in part:
            part.add_edge(u, v, key, **data)
    used = {e["article"]["id"] for _, _, claim in claims_of(part) for e in claim["evidence"]}
    part.graph["articles"] = {k: a for k, a in graph.graph.get("articles", {}).items() if k in used}
    return part


def claims_of(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str | None, ClaimData]]:
    """Every claim of the view as (subject id, object id or None for a value, claim)."""
    for subject, target, key, data in graph.edges(keys=True, data=True):
        yield subject, target, cast("ClaimData", {"key": key, **data})
    for node in graph:
        for claim in graph.nodes[node]["values"]:
            yield node, None, claim


def find_entity(graph: nx.MultiDiGraph[str], text: str) -> str:
    """The id of the entity that `text` names: an id, a Wikidata item, a name or an alias, whatever the case.

    Raises:
        InputError: No entity has this name, or several have.
    """
    wanted = text.strip().casefold()
    if text in graph:
        return text
    titles = {n: {graph.nodes[n]["name"].casefold(), (graph.nodes[n]["qid"] or "").casefold()} for n in graph}
    aliases = {n: {alias.casefold() for alias in graph.nodes[n]["aliases"]} for n in graph}
    for names in (titles, aliases):
        found = [n for n in graph if wanted and wanted in names[n]]
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(f"{text!r} names several entities: {', '.join(found[:8])}. Give one of these ids.")
    like = [n for n in rank_entities(graph) if wanted and wanted in graph.nodes[n]["name"].casefold()][:5]
    hint = f" Did you mean {', '.join(like)}?" if like else ""
    raise InputError(f"No entity is called {text!r}.{hint}")
