"""Reports: who said what, when, in which status and sentence, as flat rows of the store.

A report is one evidence with its claim and article. Sagas, time views, track records and belief are computed from
reports. `select_reports` asks for them by SPARQL; `report_of` makes one from a reading, without a store. Reports are in
order of the day on which they were said; undated ones come last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, QuerySolutions, Variable

from touchline.graph.folder import store_errors
from touchline.graph.iri import ARTICLE, ENT, PREFIXES, TL
from touchline.graph.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import QuerySolution, Store

    from touchline.graph.model import Evidence, Reading, Statement, Status

__all__ = ["Report", "report_of", "reports_query", "select_reports"]

#: The day of what is not dated, for ordering only.
_LAST = "9999-99-99"
_ENTITIES = "SELECT DISTINCT ?e ?name ?class { ?e rdfs:label ?name ; rdf:type ?class }"
_AUTHORS = "SELECT DISTINCT ?article ?name { ?article rdf:type schema:NewsArticle ; schema:author ?name }"


@dataclass(frozen=True, slots=True)
class Report:
    """One evidence with its claim and article.

    Attributes:
        subject, object: Ids of entities; a value's text where the object is a value.
        subject_name, object_name: Names for people.
        object_class: Class of the object, empty for a value.
        day: Day on which it was said (ISO), None where not known.
        source: Who says so by the article's words; empty where the article itself does.
        outlet, authors: Who published and who wrote the article.
        article: Id of the article.
        date, until: Normal forms (EDTF) of the qualifiers, empty where there is none.
        lead: Whether its status holds for the whole article.
    """

    subject: str
    predicate: str
    object: str
    status: Status
    article: str
    day: str | None = None
    subject_name: str = ""
    object_name: str = ""
    object_class: str = ""
    source: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    sentence: str = ""
    quote: str = ""
    confidence: float = 1.0
    lead: bool = True
    start: int = 0
    date: str = ""
    until: str = ""
    role: str = ""

    @property
    def who(self) -> str:
        """Who says so: the source that is cited, else the outlet, else the article's id."""
        return self.source or self.outlet or self.article

    @property
    def order(self) -> tuple[str, str, int, str, str, str]:
        """Key that puts reports into the order in which they were said."""
        return self.day or _LAST, self.article, self.start, self.subject, self.predicate, self.object


def reports_query(predicates: Iterable[str], *, about: bool = False, leads: bool = True) -> str:
    """The SPARQL text that selects the reports of these predicates.

    Args:
        predicates: Local names of predicates.
        about: Only those with the entity in the variable `?who` as subject or object.
        leads: Only the evidence whose status holds for its article.
    """
    names = " ".join(f"tl:{name}" for name in predicates)
    one = "{ ?claim rdf:subject ?who } UNION { ?claim rdf:object ?who }" if about else ""
    return f"""SELECT DISTINCT {"?who " if about else ""}?claim ?evidence ?s ?p ?o ?status ?article ?sentence ?quote
  ?confidence ?rank ?start ?day ?source ?outlet ?date ?until ?role WHERE {{
  VALUES ?p {{ {names} }}
  {one}
  ?claim rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ; tl:evidence ?evidence .
  ?evidence tl:status ?status ; tl:article ?article ; tl:sentence ?sentence ; tl:quote ?quote ;
    tl:confidence ?confidence ; tl:rank ?rank ; tl:start ?start .
  {"?evidence tl:lead true ." if leads else ""}
  OPTIONAL {{ ?evidence tl:published ?day }}
  OPTIONAL {{ ?evidence tl:source ?source }}
  OPTIONAL {{ ?article schema:publisher ?outlet }}
  OPTIONAL {{ ?evidence tl:date_normalised ?date }}
  OPTIONAL {{ ?evidence tl:until_normalised ?until }}
  OPTIONAL {{ ?evidence tl:role ?role }}
}}"""


def select_reports(
    store: Store,
    predicates: Iterable[str],
    *,
    about: NamedNode | None = None,
    claim: NamedNode | None = None,
    leads: bool = True,
) -> list[Report]:
    """Reports of the store in the order in which they were said.

    Args:
        store: The store.
        predicates: Local names of predicates.
        about: Only reports with this entity as subject or object.
        claim: Only reports of this claim.
        leads: Only the evidence whose status holds for its article.

    Raises:
        StoreError: the store cannot be read.
    """
    bound: dict[Variable, NamedNode] = {}
    if about is not None:
        bound[Variable("who")] = about
    if claim is not None:
        bound[Variable("claim")] = claim
    text = reports_query(predicates, about=about is not None, leads=leads)
    with store_errors("read"):
        rows = _rows(store, text, bound)
        known = _entities(store)
        authors: dict[str, list[str]] = {}
        for row in _rows(store, _AUTHORS):
            authors.setdefault(_text(row, "article"), []).append(_text(row, "name"))
        found = [_report(row, known, authors) for row in rows]
    return sorted(found, key=lambda report: report.order)


def _rows(store: Store, text: str, bound: Mapping[Variable, NamedNode] | None = None) -> QuerySolutions:
    return cast("QuerySolutions", store.query(text, prefixes=PREFIXES, substitutions=dict(bound or {})))


def _text(row: QuerySolution, name: str) -> str:
    term = row[name]
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _entities(store: Store) -> dict[str, tuple[str, str]]:
    """Name and class by IRI; of several names the longest, then the first."""
    known: dict[str, tuple[str, str]] = {}
    for row in _rows(store, _ENTITIES):
        if (iri := _text(row, "e")).startswith(ENT):
            named = _text(row, "name"), _text(row, "class").removeprefix(TL)
            known[iri] = min(known.get(iri, named), named, key=lambda pair: (-len(pair[0]), pair))
    return known


def _report(row: QuerySolution, known: Mapping[str, tuple[str, str]], authors: Mapping[str, list[str]]) -> Report:
    subject, end, article = _text(row, "s"), _text(row, "o"), _text(row, "article")
    name, kind = known.get(end, (end, ""))
    return Report(
        subject=_id(subject),
        predicate=_text(row, "p").removeprefix(TL),
        object=_id(end),
        status=cast("Status", _text(row, "status").removeprefix(TL)),
        article=unquote(article.removeprefix(ARTICLE)),
        day=_text(row, "day") or None,
        subject_name=known.get(subject, (subject, ""))[0],
        object_name=name,
        object_class=kind,
        source=_text(row, "source"),
        outlet=_text(row, "outlet"),
        authors=tuple(sorted(authors.get(article, ()))),
        sentence=_text(row, "sentence"),
        quote=_text(row, "quote"),
        confidence=float(_text(row, "confidence")),
        lead=_text(row, "rank") == "0",
        start=int(_text(row, "start")),
        date=_text(row, "date"),
        until=_text(row, "until"),
        role=_text(row, "role"),
    )


def _id(iri: str) -> str:
    return unquote(iri.removeprefix(ENT)) if iri.startswith(ENT) else iri


def report_of(reading: Reading, statement: Statement, evidence: Evidence) -> Report:
    """The report that an evidence of a reading is; of the statement's first evidence it is the lead."""
    end, article = statement.object, reading.article
    return Report(
        subject=statement.subject.id,
        predicate=statement.predicate,
        object=end.id if isinstance(end, Entity) else end.value,
        status=evidence.status,
        article=article.id,
        day=evidence.published,
        subject_name=statement.subject.name,
        object_name=end.name if isinstance(end, Entity) else end.value,
        object_class=end.type if isinstance(end, Entity) else "",
        source=evidence.source,
        outlet=article.source,
        authors=article.authors,
        sentence=evidence.sentence,
        quote=evidence.quote,
        confidence=evidence.confidence,
        lead=evidence is statement.evidence[0],
        start=evidence.start,
        date=evidence.normalised.get("date", ""),
        until=evidence.normalised.get("until", ""),
        role=evidence.qualifiers.get("role", ""),
    )
