"""The vocabulary is generated from the ontology, and both agree with the guidelines' rules."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from touchline.graph.generate_vocab import generated_files, main
from touchline.graph.iri import PREFIXES, TL
from touchline.graph.model import Status
from touchline.graph.vocab import CLASSES, NORMAL_FORMS, PREDICATES, QUALIFIERS, STAGES, STATUSES, PredicateName

ONTOLOGY = files("touchline.graph") / "ontology"


def parsed(name: str) -> Graph:
    return Graph().parse(data=(ONTOLOGY / name).read_text("utf-8"), format="turtle")


def test_vocab_generated_files_are_up_to_date() -> None:
    stale = [path.name for path, text in generated_files().items() if path.read_text("utf-8") != text]
    assert stale == [], "run python -m touchline.graph.generate_vocab"
    assert main(["--check"]) == 0


def test_vocab_statuses_are_those_of_the_model() -> None:
    assert tuple(STATUSES) == get_args(Status)


def test_vocab_domains_and_ranges_name_classes() -> None:
    for predicate in PREDICATES.values():
        assert predicate.domain
        assert set(predicate.domain) | set(predicate.range) <= set(CLASSES)
        assert bool(predicate.range) != bool(predicate.datatype), predicate.name
    assert tuple(PREDICATES) == get_args(PredicateName)


def test_vocab_symmetric_predicates_have_equal_ends() -> None:
    symmetric = [predicate for predicate in PREDICATES.values() if predicate.symmetric]
    assert {predicate.name for predicate in symmetric} == {"drew_with", "faces", "related_to"}
    assert all(predicate.domain == predicate.range and predicate.inverse == predicate.name for predicate in symmetric)


def test_vocab_inverses_are_named_once_and_never_predicates() -> None:
    inverses = [p.inverse for p in PREDICATES.values() if p.inverse and not p.symmetric]
    assert len(set(inverses)) == len(inverses)
    assert not set(inverses) & (set(PREDICATES) | set(QUALIFIERS) | set(STATUSES))
    assert all(p.inverse or p.datatype for p in PREDICATES.values())


def test_vocab_gives_every_qualifier_a_normal_form_of_its_own() -> None:
    assert tuple(NORMAL_FORMS) == tuple(QUALIFIERS)
    assert len({*NORMAL_FORMS.values(), *QUALIFIERS, *PREDICATES}) == 2 * len(QUALIFIERS) + len(PREDICATES)


def test_vocab_ladder_orders_the_stages_of_predicates() -> None:
    order = [PREDICATES[name].stage for name in ("linked_to", "in_talks_with", "bid_for", "set_to_join", "joined")]
    assert order == sorted(order, key=STAGES.index)
    assert STAGES[0] == "interest"
    assert STAGES[-2:] == ("done", "off")


def test_ontology_describes_every_term_it_names() -> None:
    graph = parsed("football.ttl")
    for name in (*CLASSES, *PREDICATES, *QUALIFIERS, *NORMAL_FORMS.values(), *STATUSES):
        term = URIRef(TL + name)
        assert (term, RDFS.label, None) in graph, name
        assert (term, RDFS.comment, None) in graph, name
    for name in (*PREDICATES, *QUALIFIERS, *NORMAL_FORMS.values()):
        assert (URIRef(TL + name), RDFS.domain, None) in graph, name
        assert (URIRef(TL + name), RDFS.range, None) in graph, name


def test_ontology_mappings_speak_only_of_our_terms() -> None:
    known = set(parsed("football.ttl").subjects(RDF.type, None))
    subjects = set(parsed("mappings.ttl").subjects())
    assert subjects
    assert subjects <= known


def test_ontology_shapes_cover_every_predicate() -> None:
    targets = set(parsed("predicates.shapes.ttl").objects(None, Namespace("http://www.w3.org/ns/shacl#").targetNode))
    assert targets == {URIRef(TL + name) for name in PREDICATES}


@pytest.mark.parametrize("name", ["football.ttl", "mappings.ttl", "shapes.ttl", "predicates.shapes.ttl"])
def test_ontology_files_bind_prefixes_as_the_program_does(name: str) -> None:
    bound = {prefix: str(namespace) for prefix, namespace in parsed(name).namespaces()}
    assert bound["tl"] == TL
    assert all(bound[prefix] == namespace for prefix, namespace in PREFIXES.items() if prefix in bound)


def test_ontology_datatype_predicates_are_values() -> None:
    graph = parsed("football.ttl")
    values = {str(term).removeprefix(TL) for term in graph.subjects(RDF.type, OWL.DatatypeProperty)}
    assert {name for name, p in PREDICATES.items() if p.datatype} == values & set(PREDICATES)


def test_vocab_is_cheap_to_import() -> None:
    code = (
        "import sys, touchline.graph.vocab; print([m for m in ('rdflib', 'pyoxigraph', 'click') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
