"""The page `docs/ontology.md`, made from the ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.graph.vocab_types import Predicate, Vocabulary

    #: (our term, how it relates, the other vocabulary's term), all with prefixes.
    Mapping = tuple[str, str, str]

__all__ = ["ontology_page"]

_HEAD = """# The ontology

Generated from `graph/touchline/graph/ontology/football.ttl` by `python -m touchline.graph.generate_vocab`; a test
compares. The prefix `tl:` stands for `https://touchline.example/ontology#`. How claims and evidence are laid out in
RDF is told in [decision 0004](decisions/0004-claim-model.md).
"""

_MAPPINGS = """From `ontology/mappings.ttl`, for those who join our graph with theirs: Wikidata (`wd:`, `wdt:`),
schema.org, PROV-O, Web Annotation (`oa:`) and BBC Sport (`bbc:`). The program does not load it. What has no row has no
counterpart there: rumours, stages and bids are ours.
"""

_PREDICATES = """Always subject to object. An inverse is named for readers and reasoners and never stored. The plain
triple of a tentative predicate stands unless it is denied; that of any other only where it is stated as fact.
"""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines) + "\n"


def _predicate_row(predicate: Predicate) -> list[str]:
    notes = [
        "symmetric" if predicate.symmetric else f"inverse `tl:{predicate.inverse}`" if predicate.inverse else "",
        "tentative" if predicate.tentative else "",
        "one an article" if predicate.single else "",
        f"stage `tl:{predicate.stage}`" if predicate.stage else "",
    ]
    return [
        f"`tl:{predicate.name}`",
        ", ".join(predicate.domain),
        ", ".join(predicate.range) or f"{predicate.datatype} value",
        predicate.comment,
        "; ".join(note for note in notes if note),
    ]


def _mappings(mappings: Iterable[Mapping]) -> str:
    """A row for each of our terms, with what it is close to or a kind of."""
    rows: dict[str, dict[str, list[str]]] = {}
    for term, relation, other in mappings:
        rows.setdefault(term, {}).setdefault(relation, []).append(f"`{other}`")
    relations = ("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:closeMatch", "skos:relatedMatch")
    return _table(
        ("term", "is a kind of", "close to", "related to"),
        (
            [f"`{term}`", ", ".join(sorted(other for name in relations[:2] for other in by.get(name, []))),
             *(", ".join(sorted(by.get(name, []))) for name in relations[2:])]
            for term, by in sorted(rows.items())
        ),
    )  # fmt: skip


def ontology_page(vocabulary: Vocabulary, mappings: Iterable[Mapping] = ()) -> str:
    """Markdown with one table each for classes, predicates, statuses, stages, qualifiers, normal forms and mappings."""
    classes = [[f"`tl:{item.name}`", item.comment] for item in vocabulary.classes]
    statuses = [[f"`tl:{name}`", comment] for name, comment in vocabulary.statuses.items()]
    qualifiers = [[f"`tl:{name}`", comment] for name, comment in vocabulary.qualifiers.items()]
    forms = [[f"`tl:{form}`", f"`tl:{name}`", means] for name, (form, means) in vocabulary.normal_forms.items()]
    head = ("predicate", "subject", "object", "means", "notes")
    return "\n".join([
        _HEAD,
        "## Classes of entities\n",
        _table(("class", "holds"), classes),
        "## Predicates\n",
        _PREDICATES,
        _table(head, map(_predicate_row, vocabulary.predicates)),
        "## Statuses\n",
        _table(("status", "means"), statuses),
        "## Transfer ladder\n",
        ", ".join(f"`tl:{stage}`" for stage in vocabulary.stages) + ", in this order.\n",
        "## Qualifiers of evidence\n",
        _table(("qualifier", "means"), qualifiers),
        "## Normal forms of qualifiers\n",
        _table(("property", "of", "holds"), forms),
        "## Mappings to other vocabularies\n",
        _MAPPINGS,
        _mappings(mappings),
    ])  # fmt: skip
