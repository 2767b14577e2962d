"""How the page draws things: a colour and a shape for each entity type, a line for each status, groups of predicates.

Colours are those of Okabe and Ito (2008, "Color Universal Design"), which people with any colour vision tell apart;
no two entity types share a colour or a shape, and no two statuses share a dash pattern and a colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.graph.vocab import CLASSES, PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "GROUPS",
    "STATUS_STYLES",
    "TYPE_STYLES",
    "group_of",
    "inverse_of",
    "label_of",
    "ordered_types",
    "type_style",
]

#: Entity type: plural for the legend, shape, colour on light and on dark ground.
TYPE_STYLES: dict[str, dict[str, str]] = {
    "Person": {"plural": "People", "shape": "dot", "light": "#0072B2", "dark": "#4AA3DF"},
    "Club": {"plural": "Clubs", "shape": "square", "light": "#D55E00", "dark": "#F07C2B"},
    "NationalTeam": {"plural": "National teams", "shape": "diamond", "light": "#009E73", "dark": "#1FBF92"},
    "Competition": {"plural": "Competitions", "shape": "hexagon", "light": "#CC79A7", "dark": "#DD92BC"},
    "Venue": {"plural": "Venues", "shape": "triangle", "light": "#E69F00", "dark": "#E69F00"},
    "Place": {"plural": "Places", "shape": "triangleDown", "light": "#56B4E9", "dark": "#9AD4F5"},
    "Organisation": {"plural": "Organisations", "shape": "pentagon", "light": "#1A1A1A", "dark": "#EDEDED"},
    "Award": {"plural": "Awards", "shape": "star", "light": "#F0E442", "dark": "#F0E442"},
}
_OTHER = {"plural": "Other", "shape": "ring", "light": "#7A7A7A", "dark": "#9A9A9A"}

#: Status: label, dash pattern in canvas units (empty is solid), colour on light and on dark ground.
STATUS_STYLES: dict[str, dict[str, Any]] = {
    "fact": {"label": "Fact", "dashes": [], "light": "#4A5563", "dark": "#AEB9C7"},
    "future": {"label": "Still to come", "dashes": [20, 8], "light": "#00805D", "dark": "#2CC79A"},
    "rumour": {"label": "Rumour", "dashes": [9, 7], "light": "#B87B00", "dark": "#E9AE2E"},
    "denied": {"label": "Denied", "dashes": [3, 6], "light": "#C62828", "dark": "#FF6B5E"},
    "former": {"label": "Former", "dashes": [], "light": "#B4BCC6", "dark": "#56626F"},
}

#: Group of predicates: what the legend calls it, and the predicates in it.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "posts": ("Posts and contracts", ("manages", "plays_for", "works_for", "contract_with", "represents", "succeeds",
                                      "owns")),
    "moves": ("Moves", ("joined", "loaned_to", "left", "sacked_by", "set_to_join")),
    "talk": ("Interest and talks", ("linked_to", "in_talks_with", "bid_for")),
    "matches": ("Matches and goals", ("beat", "drew_with", "faces", "scored_against")),
    "titles": ("Competitions and honours", ("competes_in", "contends_for", "won", "promoted_to", "relegated_from")),
    "facts": ("Personal and places", ("nationality", "age", "position", "related_to", "home_ground", "based_in")),
    "absence": ("Injuries and bans", ("injured", "suspended", "charged_by")),
    "other": ("Other", ()),
}  # fmt: skip
_GROUP_OF = {predicate: group for group, (_, predicates) in GROUPS.items() for predicate in predicates}


def type_style(name: str) -> dict[str, str]:
    """Style and label of an entity type; unknown types are grey rings under their own name."""
    label = CLASSES[name].label if name in CLASSES else name
    return TYPE_STYLES.get(name, _OTHER | {"plural": name or "Other"}) | {"label": label}


def group_of(predicate: str) -> str:
    """Id of the group that a predicate belongs to, `other` for one not known here."""
    return _GROUP_OF.get(predicate, "other")


def label_of(predicate: str) -> str:
    """A predicate in the words of the ontology, or its own name in words.

    >>> label_of("set_to_join"), label_of("not_in_the_ontology")
    ('set to join', 'not in the ontology')
    """
    known = PREDICATES.get(predicate)
    return known.label if known else predicate.replace("_", " ")


def inverse_of(predicate: str) -> str:
    """A predicate read from its object, such as `has manager`."""
    known = PREDICATES.get(predicate)
    return known.inverse_label if known and known.inverse_label else f"{label_of(predicate)} (as object)"


def ordered_types(types: Iterable[str]) -> list[str]:
    """Types in the order of the legend: the known ones as above, then the others by name."""
    known = list(TYPE_STYLES)
    return sorted(set(types), key=lambda t: (known.index(t) if t in TYPE_STYLES else len(known), t))
