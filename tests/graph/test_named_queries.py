"""Every shipped query: the answer that a reader of five short articles would give, and the same rows on all engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.query import ResultRow

from touchline.graph.iri import PREFIXES, article_iri, entity_iri
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Status, Value
from touchline.graph.query import named_queries
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

ALONSO = Entity("Xabi_Alonso", "Person", "Xabi Alonso")
KLOPP = Entity("Jurgen_Klopp", "Person", "Jürgen Klopp")
SLOT = Entity("Arne_Slot", "Person", "Arne Slot")
LIVERPOOL = Entity("Liverpool", "Club", "Liverpool", ("The Reds",))
LEVERKUSEN = Entity("Bayer_Leverkusen", "Club", "Bayer Leverkusen", ("Leverkusen",))
BAYERN = Entity("Bayern_Munich", "Club", "Bayern Munich", ("Bayern",))
NETHERLANDS = Entity("Netherlands", "Place", "Netherlands")
EDWARDS = Entity("x-Edwards", "Person", "Edwards", (), None, ("Michael_Edwards",))
WIRTZ = Entity("Florian_Wirtz", "Person", "Florian Wirtz", ("Wirtz",), "Q58319464")
TAH = Entity("Jonathan_Tah", "Person", "Jonathan Tah", ("Tah",))
AGENT = Entity("x-Agent", "Person", "Anna Agent")
CUP = Entity("DFB-Pokal", "Competition", "DFB-Pokal")


#: The normal forms that ingest gives those qualifiers that queries compute with.
FORMS = {"£100m": {"fee": "100000000 GBP"}, "2": {"count": "2"}}

Claim = tuple[Entity, str, Entity | Value, str, Status]


def _reading(name: str, day: str | None, outlet: str, claims: list[Claim], **qualifiers: str) -> Reading:
    """A reading whose text is the claims' quotes, each a sentence."""
    forms = {k: v for value in qualifiers.values() for k, v in FORMS.get(value, {}).items()}
    start, statements = 0, []
    for subject, predicate, target, quote, status in claims:
        said = Evidence(name, start, start + len(quote), quote, f"{quote}.", status, qualifiers,
                        qualifiers.get("source", ""), day, 0.9, "test.v1", forms)  # fmt: skip
        statements.append(Statement(subject, predicate, target, (said,)))
        start += len(quote) + 2
    article = Article(name, "", published=day, source=outlet, url=f"https://{name}.example/")
    return Reading(article, (), tuple(statements))


@pytest.fixture(scope="module")
def kg(saga: list[Reading]) -> Iterator[KnowledgeGraph]:
    """Four articles of the saga and seven about a summer: bids, a fee, a loan, matches, an agent, an injury."""
    more = [
        _reading("bid", "2024-06-10", "Example Sport", [
            (LIVERPOOL, "bid_for", WIRTZ, "Liverpool offer for Wirtz", "rumour"),
            (WIRTZ, "linked_to", BAYERN, "Bayern like Wirtz", "rumour"),
            (AGENT, "represents", WIRTZ, "Anna Agent speaks for Wirtz", "fact"),
        ], source="Kicker"),
        _reading("again", "2024-06-12", "The Touchline Post", [
            (WIRTZ, "linked_to", BAYERN, "Wirtz is wanted by Bayern", "rumour"),
            (TAH, "linked_to", BAYERN, "Tah is wanted by Bayern, too", "rumour"),
        ]),
        _reading("done", "2024-07-01", "The Touchline Post", [
            (WIRTZ, "joined", LIVERPOOL, "Wirtz signs for Liverpool", "fact"),
        ], fee="£100m", **{"from": "Bayer Leverkusen"}),
        _reading("loan", "2024-07-03", "Example Sport", [
            (TAH, "loaned_to", BAYERN, "Tah goes to Bayern on loan", "fact"),
            (TAH, "plays_for", LEVERKUSEN, "Tah of Leverkusen", "fact"),
            (TAH, "position", Value("defender"), "the defender Tah", "fact"),
        ], **{"from": "Bayer Leverkusen"}),
        _reading("match", "2024-08-20", "Example Sport", [
            (LEVERKUSEN, "beat", BAYERN, "Leverkusen beat Bayern", "fact"),
            (TAH, "scored_against", BAYERN, "Tah struck twice against Bayern", "fact"),
            (LEVERKUSEN, "won", CUP, "Leverkusen hold the DFB-Pokal", "fact"),
            (EDWARDS, "manages", LIVERPOOL, "Edwards runs Liverpool", "fact"),
        ], score="2-1", count="2", competition="DFB-Pokal"),
        _reading("report", "2024-08-21", "The Touchline Post", [
            (TAH, "scored_against", BAYERN, "Tah scored", "fact"),
            (BAYERN, "faces", LEVERKUSEN, "Bayern meet Leverkusen again", "future"),
            (TAH, "injured", Value("knee"), "Tah hurt his knee", "fact"),
            (SLOT, "manages", LIVERPOOL, "Slot runs Liverpool", "fact"),
        ]),
        _reading("undated", None, "", [
            (EDWARDS, "works_for", LIVERPOOL, "Edwards works at Liverpool", "fact"),
            (WIRTZ, "nationality", NETHERLANDS, "the Dutch Wirtz", "fact"),
        ]),
    ]  # fmt: skip
    with KnowledgeGraph() as graph:
        graph.add_all([*saga, *more])
        yield graph


#: A value for each parameter without a default, by query where they differ.
GIVEN: dict[str, dict[str, str]] = {
    "about": {"entity": "Florian Wirtz"},
    "career": {"person": "Tah"},
    "claims-of-article": {"article": "bid"},
    "club-window": {"club": "Bayern Munich"},
    "clubs-in-for": {"person": "Florian Wirtz"},
    "head-to-head": {"one": "Bayern", "other": "Leverkusen"},
    "linked-managers": {"club": "Liverpool"},
    "path-between": {"one": "Florian Wirtz", "other": "Arne Slot"},
    "squad": {"club": "Leverkusen"},
    "who-manages": {"team": "Liverpool"},
}
NAMES = {"Florian Wirtz": WIRTZ, "Tah": TAH, "Bayern Munich": BAYERN, "Bayern": BAYERN, "Leverkusen": LEVERKUSEN,
         "Liverpool": LIVERPOOL, "Arne Slot": SLOT}  # fmt: skip


def _bindings(name: str) -> dict[str, Any]:
    """The same values as terms of rdflib."""
    given, terms = GIVEN.get(name, {}), dict[str, Any]()
    for parameter in named_queries()[name].parameters:
        value = given.get(parameter.name, parameter.default)
        if parameter.kind == "article":
            terms[parameter.name] = URIRef(article_iri(str(value)))
        elif parameter.kind == "date":
            terms[parameter.name] = Literal(value, datatype=XSD.date)
        elif value != "*":
            terms[parameter.name] = URIRef(entity_iri(NAMES[str(value)].id))
    return terms


def _rows_of(dataset: Dataset, name: str) -> list[tuple[tuple[str, str], ...]]:
    query = named_queries()[name]
    hidden = {parameter.name for parameter in query.parameters}
    answer = dataset.query(query.text, initNs=PREFIXES, initBindings=_bindings(name))
    rows = [row.asdict().items() for row in answer if isinstance(row, ResultRow)]
    return sorted({tuple(sorted((str(k), _plain(v)) for k, v in row if str(k) not in hidden)) for row in rows})


def _plain(value: Any) -> str:
    return str(float(value)) if getattr(value, "datatype", None) in (XSD.double, XSD.decimal) else str(value)


@pytest.fixture(scope="module")
def memory(kg: KnowledgeGraph) -> Dataset:
    """The same quads in rdflib's own memory store."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=(serialize(kg.engine, format=RdfFormat.N_QUADS) or b"").decode(), format="nquads")
    return dataset


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_named_query_gives_the_same_rows_on_every_engine(kg: KnowledgeGraph, memory: Dataset, name: str) -> None:
    mine = kg.query(name, **GIVEN.get(name, {}))
    rows = [tuple(sorted((k, str(v)) for k, v in row.items() if v is not None)) for row in mine]
    assert rows, "an empty answer proves nothing"
    assert sorted(set(rows)) == _rows_of(memory, name) == _rows_of(kg.dataset, name)


def test_named_queries_are_twenty_at_least_and_say_what_they_answer() -> None:
    assert len(named_queries()) >= 20
    for name, query in named_queries().items():
        assert query.text.startswith("# "), name
        assert query.question.endswith("?"), name
        assert "ORDER BY" in query.text, f"{name}: rows come in an order of their own each time"


def cells(kg: KnowledgeGraph, name: str, *columns: str, **parameters: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in kg.query(name, **(parameters or GIVEN.get(name, {})))]


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        ("agents", ("agent", "client"), [("Anna Agent", "Florian Wirtz")]),
        ("clubs-in-for", ("club", "link", "reports", "first", "last"),
         [("Bayern Munich", "linked_to", 2, "2024-06-10", "2024-06-12"),
          ("Liverpool", "bid_for", 1, "2024-06-10", "2024-06-10")]),
        ("career", ("team", "says", "first"),
         [("Bayer Leverkusen", "plays_for", "2024-07-03"), ("Bayern Munich", "loaned_to", "2024-07-03")]),
        ("fees", ("subject", "object", "amount", "currency", "fee"),
         [("Florian Wirtz", "Liverpool", 100_000_000, "GBP", "£100m")]),
        ("fixtures", ("one", "other", "status"), [("Bayern Munich", "Bayer Leverkusen", "future")]),
        ("head-to-head", ("subject", "result", "object", "score"),
         [("Bayern Munich", "faces", "Bayer Leverkusen", None), ("Bayer Leverkusen", "beat", "Bayern Munich", "2-1")]),
        ("honours", ("winner", "trophy"),
         [("Bayer Leverkusen", "DFB-Pokal"), ("Jürgen Klopp", "Premier League Manager of the Season")]),
        ("squad", ("player", "position"), [("Jonathan Tah", "defender")]),
        ("top-scorers", ("player", "goals", "opponents"), [("Jonathan Tah", 2, 1)]),
        ("injuries", ("name", "kind", "what"), [("Jonathan Tah", "injured", "knee")]),
        ("unlinked", ("name", "candidates"), [("Edwards", 1), ("Anna Agent", 0)]),
    ],
)  # fmt: skip
def test_named_query_answers(kg: KnowledgeGraph, name: str, columns: tuple[str, ...], rows: list[Any]) -> None:
    assert cells(kg, name, *columns) == rows


def test_named_query_club_window_tells_who_came_went_and_is_wanted(kg: KnowledgeGraph) -> None:
    moves = cells(kg, "club-window", "move", "person", "other", club="Bayer Leverkusen")
    assert moves == [("loan out", "Jonathan Tah", "Bayern Munich"), ("out", "Florian Wirtz", "Liverpool")]
    moves = cells(kg, "club-window", "move", "person", club="Bayern Munich", since="2024-06-12")
    assert moves == [("linked", "Florian Wirtz"), ("linked", "Jonathan Tah"), ("loan in", "Jonathan Tah")]
    assert cells(kg, "club-window", "move", club="Bayern Munich", since="2024-06-12", until="2024-06-30") == [
        ("linked",), ("linked",),
    ]  # fmt: skip


def test_named_query_contract_ends_of_one_year(kg: KnowledgeGraph) -> None:
    assert {row[0] for row in cells(kg, "contract-ends", "person", year="2026")} == {"Xabi Alonso"}
    assert cells(kg, "contract-ends", "person", year="2027") == []


def test_named_query_denied_counts_those_who_report_it_all_the_same(kg: KnowledgeGraph) -> None:
    rows = cells(kg, "denied", "subject", "object", "reported", "published")
    assert rows == [("Xabi Alonso", "Bayern Munich", 1, "2024-03-29"), ("Xabi Alonso", "Liverpool", 2, "2024-03-29")]
    assert cells(kg, "denied", "subject", since="2024-04-01") == []


def test_named_query_said_first_takes_the_earliest_day(kg: KnowledgeGraph) -> None:
    rows = cells(kg, "said-first", "subject", "object", "first", "outlet", "source", "reports", about="Florian Wirtz")
    assert rows[0] == ("Florian Wirtz", "Bayern Munich", "2024-06-10", "Example Sport", "Kicker", 2)
    assert len(rows) == 3


def test_named_query_rumours_come_true_for_whom_a_move_followed(kg: KnowledgeGraph) -> None:
    rows = cells(kg, "rumours-come-true", "outlet", "rumours", "came_true", "went_elsewhere")
    assert rows[0] == ("The Touchline Post", 3, 1, 1)
    assert ("Kicker", 2, 1, 1) in rows
    assert ("Sky Sports", 2, 0, 0) in rows


def test_named_query_one_source_leaves_out_what_two_say(kg: KnowledgeGraph) -> None:
    rows = cells(kg, "one-source", "subject", "predicate", "object", "source", about="Florian Wirtz")
    assert ("Florian Wirtz", "linked_to", "Bayern Munich", "Kicker") not in rows
    assert ("Liverpool", "bid_for", "Florian Wirtz", "Kicker") in rows
    assert all(row[2] != "Bayern Munich" for row in rows)


def test_named_query_path_between_two_persons_gives_the_shortest_first(kg: KnowledgeGraph) -> None:
    path = ("steps", "first", "second", "third")
    assert cells(kg, "path-between", *path)[0] == (2, "Liverpool", None, None)
    assert cells(kg, "path-between", *path, one="Klopp", other="Slot")[0] == (1, None, None, None)
    assert cells(kg, "path-between", *path, one="Alonso", other="Tah")[0] == (2, "Bayer Leverkusen", None, None)
    assert cells(kg, "path-between", *path, one="Anna Agent", other="Slot")[0] == (
        3,
        "Florian Wirtz",
        "Liverpool",
        None,
    )


def test_named_query_most_linked_counts_clubs_and_reports(kg: KnowledgeGraph) -> None:
    rows = cells(kg, "most-linked", "person", "clubs", "reports")
    assert rows == [(WIRTZ.name, 2, 2), (ALONSO.name, 2, 2), (TAH.name, 1, 1)]


def test_named_query_outlets_counts_what_each_reports(kg: KnowledgeGraph) -> None:
    rows = {row[0]: row[1:] for row in cells(kg, "outlets", "outlet", "articles", "rumours", "denials")}
    assert rows["not known"] == (1, 0, 0)
    assert rows["The Touchline Post"] == (5, 3, 2)
    assert rows["Example Sport"] == (5, 4, 0)
    assert KLOPP.name in {row[0] for row in cells(kg, "entities", "name")}
