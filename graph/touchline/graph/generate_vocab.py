"""Writes what is generated from `ontology/football.ttl`: run it after every change of that file.

    python -m touchline.graph.generate_vocab            write
    python -m touchline.graph.generate_vocab --check    write nothing, exit 1 where a file is stale

1. `vocab.py`: the names as Python constants, cheap to import.
2. `ontology/predicates.shapes.ttl`: one SHACL shape for each predicate, from its domain and range.
3. `docs/ontology.md`: the same for people (only where the repository is at hand).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Namespace
from rdflib.collection import Collection

from touchline.graph.iri import TL
from touchline.graph.ontology_doc import ontology_page
from touchline.graph.vocab_types import Class, Predicate, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib.term import Node

__all__ = ["generated_files", "main", "read_mappings", "read_ontology"]

HERE = Path(__file__).parent
ONTOLOGY = HERE / "ontology" / "football.ttl"
MAPPINGS = HERE / "ontology" / "mappings.ttl"
_TL = Namespace(TL)

_MODULE = '''"""Classes, predicates, statuses, stages and qualifiers as constants, by their local names.

Generated from ontology/football.ttl by `python -m touchline.graph.generate_vocab`: do not edit.
"""
# ruff: noqa: E501

from __future__ import annotations

from typing import Final, Literal

from touchline.graph.vocab_types import Class, Predicate

__all__ = [
    "CLASSES",
    "NORMAL_FORMS",
    "PREDICATES",
    "QUALIFIERS",
    "STAGES",
    "STATUSES",
    "ClassName",
    "PredicateName",
    "QualifierName",
]

'''


def _local(node: Node) -> str:
    return str(node).removeprefix(TL)


def _text(graph: Graph, node: Node, name: str) -> str:
    return str(graph.value(node, RDFS[name]) or "")


def _members(graph: Graph, node: Node | None) -> tuple[str, ...]:
    """Local names of the classes that a domain or range admits: one class, or the members of its union."""
    if node is None or str(node).startswith(str(XSD)):
        return ()
    union = graph.value(node, OWL.unionOf)
    return tuple(_local(member) for member in (Collection(graph, union) if union is not None else [node]))


def _ordered(graph: Graph, kind: Node) -> list[Node]:
    """Things of this type that have a place in the lists, in that order."""
    places = {node: int(str(graph.value(node, _TL.order))) for node in graph.subjects(RDF.type, kind)
              if (node, _TL.order, None) in graph}  # fmt: skip
    return sorted(places, key=lambda node: places[node])


def _predicate(graph: Graph, node: Node) -> Predicate:
    inverse = graph.value(None, OWL.inverseOf, node)
    symmetric = (node, RDF.type, OWL.SymmetricProperty) in graph
    range_ = graph.value(node, RDFS.range)
    label = _text(graph, node, "label")
    stage = graph.value(node, _TL.stage)
    return Predicate(
        name=_local(node),
        label=label,
        comment=_text(graph, node, "comment"),
        domain=_members(graph, graph.value(node, RDFS.domain)),
        range=_members(graph, range_),
        datatype=str(range_).removeprefix(str(XSD)) if str(range_).startswith(str(XSD)) else "",
        inverse=_local(node) if symmetric else _local(inverse) if inverse is not None else "",
        inverse_label=label if symmetric else _text(graph, inverse, "label") if inverse is not None else "",
        symmetric=symmetric,
        tentative=(node, _TL.tentative, None) in graph,
        single=(node, _TL.single, None) in graph,
        stage=_local(stage) if stage is not None else "",
    )


def read_ontology(path: Path = ONTOLOGY) -> Vocabulary:
    """The ontology file as plain values."""
    graph = Graph().parse(path, format="turtle")
    ladder = next(graph.objects(_TL.ladder, SKOS.memberList))
    qualifiers = _ordered(graph, _TL.Qualifier)
    properties = {*_ordered(graph, OWL.ObjectProperty), *_ordered(graph, OWL.DatatypeProperty)} - set(qualifiers)
    return Vocabulary(
        classes=tuple(
            Class(_local(node), _text(graph, node, "label"), _text(graph, node, "comment"))
            for node in _ordered(graph, OWL.Class)
        ),
        predicates=tuple(
            _predicate(graph, node)
            for node in sorted(properties, key=lambda node: int(str(graph.value(node, _TL.order))))
        ),
        statuses={_local(node): _text(graph, node, "comment") for node in _ordered(graph, _TL.Status)},
        stages=tuple(_local(node) for node in Collection(graph, ladder)),
        qualifiers={_local(node): _text(graph, node, "comment") for node in qualifiers},
        normal_forms={
            _local(node): (_local(form), _text(graph, form, "comment"))
            for node in qualifiers
            for form in graph.subjects(_TL.normalises, node)
        },
    )


def read_mappings(path: Path = MAPPINGS) -> list[tuple[str, str, str]]:
    """The mappings as (our term, relation, the other's term), with prefixes, sorted."""
    graph = Graph().parse(path, format="turtle")
    manager = graph.namespace_manager
    return sorted((manager.curie(s), manager.curie(p), manager.curie(o)) for s, p, o in graph)  # type: ignore[arg-type]


def _python(value: object) -> str:
    """A value as Python source in the formatter's style."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        items = ", ".join(_python(item) for item in value)
        return f"({items},)" if len(value) == 1 else f"({items})"
    return repr(value)


def _call(item: Class | Predicate) -> str:
    fields = "".join(f"        {name}={_python(value)},\n" for name, value in item._asdict().items())
    return f"{type(item).__name__}(\n{fields}    )"


def _literal(name: str, values: Sequence[str]) -> str:
    return f"{name} = Literal[\n" + "".join(f"    {_python(value)},\n" for value in values) + "]\n"


def _mapping(name: str, kind: str, items: Sequence[tuple[str, str]]) -> str:
    body = "".join(f"    {_python(key)}: {value},\n" for key, value in items)
    return f"{name}: Final[dict[str, {kind}]] = {{\n{body}}}\n"


def _module(vocabulary: Vocabulary) -> str:
    classes = [(item.name, _call(item)) for item in vocabulary.classes]
    predicates = [(item.name, _call(item)) for item in vocabulary.predicates]
    statuses = [(name, _python(comment)) for name, comment in vocabulary.statuses.items()]
    qualifiers = [(name, _python(comment)) for name, comment in vocabulary.qualifiers.items()]
    forms = [(name, _python(form)) for name, (form, _) in vocabulary.normal_forms.items()]
    parts = [
        _literal("ClassName", [name for name, _ in classes]),
        _literal("PredicateName", [name for name, _ in predicates]),
        _literal("QualifierName", list(vocabulary.qualifiers)),
        "#: Classes of entities.\n" + _mapping("CLASSES", "Class", classes),
        "#: Predicates of claims, in the order of the guidelines.\n" + _mapping("PREDICATES", "Predicate", predicates),
        "#: Statuses of evidence and what each means.\n" + _mapping("STATUSES", "str", statuses),
        "#: Qualifiers of evidence and what each means.\n" + _mapping("QUALIFIERS", "str", qualifiers),
        "#: Properties of evidence that give a qualifier in its normal form, by the qualifier.\n"
        + _mapping("NORMAL_FORMS", "str", forms),
        "#: The transfer ladder from first interest to done, and off.\nSTAGES: Final[tuple[str, ...]] = (\n"
        + "".join(f"    {_python(stage)},\n" for stage in vocabulary.stages)
        + ")\n",
    ]
    return _MODULE + "\n".join(parts)


def _one_of(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return f"sh:class tl:{names[0]}"
    return "sh:or ( " + " ".join(f"[ sh:class tl:{name} ]" for name in names) + " )"


def _shape(predicate: Predicate) -> str:
    """A shape whose focus is the predicate itself and whose values are what its claims have as subject and object."""
    kind = f"sh:datatype xsd:{predicate.datatype}" if predicate.datatype else _one_of(predicate.range)
    subject = " or ".join(predicate.domain)
    text = (
        f"tl:{predicate.name}_shape a sh:NodeShape ; sh:targetNode tl:{predicate.name} ;\n"
        f"  sh:property [ sh:path ( [ sh:inversePath rdf:predicate ] rdf:subject ) ; {_one_of(predicate.domain)} ;\n"
        f'      sh:message "the subject of {predicate.name} is a {subject}" ] ;\n'
        f"  sh:property [ sh:path ( [ sh:inversePath rdf:predicate ] rdf:object ) ; {kind} ;\n"
        f'      sh:message "the object of {predicate.name} is a {predicate.object_words}" ] .\n'
    )
    if predicate.single:
        text += (
            f"tl:{predicate.name}_single_shape a sh:NodeShape ; sh:targetSubjectsOf tl:{predicate.name} ;\n"
            f"  sh:property [ sh:path tl:{predicate.name} ; sh:maxCount 1 ;\n"
            f'      sh:message "an article states at most one {predicate.name} of a subject as fact" ] .\n'
        )
    return text


def _shapes(vocabulary: Vocabulary) -> str:
    head = (
        "# SHACL shapes for each predicate, for the graph of one article.\n"
        "# Generated from football.ttl by `python -m touchline.graph.generate_vocab`: do not edit.\n\n"
        f"@prefix tl: <{TL}> .\n@prefix rdf: <{RDF}> .\n"
        f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix xsd: <{XSD}> .\n\n"
    )
    return head + "\n".join(_shape(predicate) for predicate in vocabulary.predicates)


def generated_files() -> dict[Path, str]:
    """Path and wanted content of each generated file."""
    vocabulary = read_ontology()
    files = {
        HERE / "vocab.py": _module(vocabulary),
        HERE / "ontology" / "predicates.shapes.ttl": _shapes(vocabulary),
    }
    repository = HERE.parents[2]
    if (repository / "pyproject.toml").is_file():
        files[repository / "docs" / "ontology.md"] = ontology_page(vocabulary, read_mappings())
    return files


def main(arguments: Sequence[str]) -> int:
    """Write the files, or with `--check` name the stale ones and return 1."""
    wanted = generated_files()
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            print(f"stale: {path.name}")
        else:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
            print(f"written: {path.name}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
