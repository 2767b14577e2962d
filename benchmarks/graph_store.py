"""The store beside rdflib's own memory store: loading, the shipped queries, reopening, and growth with size.

    python benchmarks/graph_store.py                                  10 and 100 thousand quads
    python benchmarks/graph_store.py --sizes 10000 100000 1000000     up to a million (about an hour, 4 GB)

Claims are made by a seeded generator: articles of eight claims about persons and clubs, in the predicates, statuses and
qualifiers of the ontology, as quads that `touchline.graph.rdf` writes. Both stores load the same N-Quads file and
answer the same queries in the same process; times are processor time. rdflib is stopped after `--limit` seconds of a
query, which then counts with the limit (so the ratio is a floor). A query counts only where both give the same rows.
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode
from rdflib import Dataset, Literal, URIRef

from touchline.graph import rdf
from touchline.graph.bulk import bulk_load
from touchline.graph.iri import PREFIXES
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Status, Value
from touchline.graph.query import named_queries
from touchline.graph.store import KnowledgeGraph
from touchline.graph.terms import parameter_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 20240215
#: Values of the parameters that have no default.
GIVEN = {"club": "ent:Club_1", "team": "ent:Club_1", "entity": "ent:Person_1", "person": "ent:Person_1",
         "one": "ent:Person_1", "other": "ent:Person_2", "article": "a1"}  # fmt: skip
MATCH = {"one": "ent:Club_1", "other": "ent:Club_2"}
STATUSES: tuple[Status, ...] = ("fact", "fact", "fact", "rumour", "rumour", "former", "future", "denied")
MOVES = ("plays_for", "plays_for", "manages", "linked_to", "linked_to", "in_talks_with", "set_to_join", "joined",
         "left", "loaned_to", "contract_with", "works_for", "scored_against")  # fmt: skip
CLUB_TO = ("beat", "beat", "drew_with", "faces", "bid_for")
VALUES = {"age": "24", "position": "forward", "injured": "knee injury"}


def club(number: int) -> Entity:
    return Entity(f"Club_{number}", "Club", f"Club {number}", (f"FC {number}",), f"Q{number + 1}")


def person(number: int) -> Entity:
    return Entity(f"Person_{number}", "Person", f"Person {number}", (f"P. {number}",), f"Q{10**6 + number}")


def triple(dice: random.Random, clubs: int, persons: int) -> tuple[Entity, str, Entity | Value]:
    """One claim: mostly a person and a club, some between clubs, persons, or with a value."""
    who, kind = person(min(int(dice.paretovariate(0.7)), persons)), dice.random()
    if kind < 0.7:
        return who, dice.choice(MOVES), club(dice.randint(1, clubs))
    if kind < 0.85:
        one, other = dice.sample(range(1, clubs + 1), 2)
        name = dice.choice(CLUB_TO)
        return club(one), name, who if name == "bid_for" else club(other)
    if kind < 0.9:
        other_person = person(dice.randint(1, persons))
        return who, dice.choice(("succeeds", "represents")), other_person
    name = dice.choice(sorted(VALUES))
    return who, name, Value(VALUES[name])


def article(number: int, dice: random.Random, clubs: int, persons: int) -> Reading:
    """One synthetic article."""
    name, day = f"a{number}", f"{dice.randint(2020, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    statements = []
    for place in range(8):
        subject, predicate, end = triple(dice, clubs, persons)
        if end == subject:
            continue
        extra = (
            {"fee": f"£{dice.randint(1, 90)}m", "until": str(dice.randint(2025, 2031))} if dice.random() < 0.2 else {}
        )
        forms = {"fee": f"{extra['fee'][1:-1]}000000 GBP", "until": extra["until"]} if extra else {}
        source = f"Reporter {dice.randint(1, 50)}" if dice.random() < 0.3 else ""
        quote = f"sentence {place} of article {number}"
        said = Evidence(name, place * 40, place * 40 + len(quote), quote, quote, dice.choice(STATUSES), extra, source,
                        day, round(dice.random(), 3), "bench.v1", forms)  # fmt: skip
        statements.append(Statement(subject, predicate, end, (said,)))
    outlet = f"Outlet {dice.randint(1, 40)}"
    return Reading(
        Article(name, "", f"Title {number}", day, outlet, f"https://n.example/{number}"), (), tuple(statements)
    )


def write_quads(path: Path, size: int, seed: int = SEED) -> tuple[int, int]:
    """Write at least `size` quads; returns quads and articles."""
    dice, count, number = random.Random(seed), 0, 0
    clubs, persons = max(20, size // 10_000 + 100), max(50, size // 150)
    with path.open("w", encoding="utf-8") as file:
        while count < size:
            number += 1
            lines = [f"{quad} .\n" for quad in rdf.quads(article(number, dice, clubs, persons))]
            count += len(lines)
            file.writelines(lines)
    return count, number


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def averaged(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds for one run, from as many as take half a second together: the clock may tick in hundredths."""
    total, runs = 0.0, 0
    while total < 0.5:
        seconds, result = timed(work)
        total, runs = total + seconds, runs + 1
    return total / runs, result


class TooLong(Exception):  # noqa: N818 - a signal, not a mistake
    """rdflib has used up its time."""


def limited(work: Callable[[], Any], seconds: float) -> tuple[float, Any]:
    """As `timed`; after so many seconds of processor time the result is None."""

    def stop(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return timed(work)
    except TooLong:
        return seconds, None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def parameters(name: str) -> dict[str, str]:
    values = GIVEN | (MATCH if name == "head-to-head" else {})
    return {p.name: values[p.name] for p in named_queries()[name].parameters if p.default is None}


def bindings(kg: KnowledgeGraph, name: str, given: dict[str, str]) -> dict[str, Any]:
    """The same values, and the defaults, as terms of rdflib."""
    terms: dict[str, Any] = {}
    for p in named_queries()[name].parameters:
        value = given.get(p.name, p.default)
        if value is None or value == "*":
            continue
        term = parameter_term(kg.engine, p.name, p.kind, value)
        terms[p.name] = (
            URIRef(term.value) if isinstance(term, NamedNode) else Literal(term.value, datatype=term.datatype.value)
        )
    return terms


def cells(row: Any, hidden: set[str]) -> tuple[tuple[str, str], ...]:
    pairs = ((str(name), value) for name, value in row.items() if value is not None and str(name) not in hidden)
    return tuple(sorted((name, f"{float(v):.9g}" if is_number(v) else str(v)) for name, v in pairs))


def is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def all_rows(memory: Dataset, text: str, terms: dict[str, Any]) -> list[Any]:
    return list(memory.query(text, initNs=PREFIXES, initBindings=terms))


def query_both(kg: KnowledgeGraph, memory: Dataset, limit: float) -> Iterator[tuple[str, float, float, str]]:
    """(name, our seconds, rdflib's seconds, note) of each query; ours is the mean of many runs after a first."""
    for name, query in named_queries().items():
        given = parameters(name)
        hidden = {p.name for p in query.parameters}
        kg.query(name, **given)
        ours, rows = averaged(partial(kg.query, name, **given))
        terms = bindings(kg, name, given)
        theirs, answer = limited(partial(all_rows, memory, query.text, terms), limit)
        note = "stopped"
        if answer is not None:
            same = {cells(row.asdict(), hidden) for row in answer} == {cells(row, hidden) for row in rows}
            note = f"{len(rows)} rows" if same or "LIMIT" in query.text else "ROWS DIFFER"
        print(f"  {name}: {ours * 1000:.1f} ms, rdflib {theirs * 1000:.0f} ms, {note}", file=sys.stderr, flush=True)
        yield name, ours, theirs, note


def reopened(file: Path, folder: Path) -> tuple[float, float]:
    """Processor seconds of filling a store on disk, and wall seconds of opening it again and asking one thing."""
    with KnowledgeGraph.open(folder) as kg:
        filled, _ = timed(lambda: bulk_load(kg, file))
    start = time.perf_counter()
    with KnowledgeGraph.open(folder, read_only=True) as kg:
        kg.query("ASK { ?s tl:manages ?o }")
        return filled, time.perf_counter() - start


def measure(size: int, limit: float, scratch: Path) -> bool:
    """Print the tables of one size; returns whether all rows agree."""
    file = scratch / f"{size}.nq"
    quads, articles = write_quads(file, size)
    print(f"\n## {quads:,} quads, {articles:,} articles\n")
    kg = KnowledgeGraph()
    ours, _ = timed(lambda: bulk_load(kg, file))
    memory = Dataset(default_union=True)
    theirs, _ = timed(lambda: memory.parse(file, format="nquads"))
    filled, opened = reopened(file, scratch / f"store-{size}")
    print("| | touchline | rdflib memory | ratio |\n|---|---|---|---|")
    print(f"| load, CPU s | {ours:.2f} | {theirs:.2f} | {theirs / ours:.1f} |")
    print(f"| load on disk, CPU s | {filled:.2f} | | {theirs / filled:.1f} |")
    print(f"| reopen and ask, wall s | {opened:.3f} | | |")
    found = list(query_both(kg, memory, limit))
    for name, mine, other, note in found:
        sign = ">" if note == "stopped" else ""
        print(f"| {name} ({note}), CPU ms | {mine * 1000:.1f} | {sign}{other * 1000:.0f} | {sign}{other / mine:.0f} |")
    ratios = [other / mine for _, mine, other, _ in found]
    print(f"| median of {len(found)} queries | | | {statistics.median(ratios):.0f} |", flush=True)
    return all(note != "ROWS DIFFER" for *_, note in found)


def main() -> int:
    """Measure each size; exit status 1 where an answer differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--limit", type=float, default=60, help="seconds that rdflib may take for one query")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        agree = [measure(size, arguments.limit, Path(scratch)) for size in arguments.sizes]
        return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
