"""The types of the generated constants in `touchline.graph.vocab`."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Class", "Predicate", "Vocabulary"]


class Class(NamedTuple):
    """A class of entities.

    Attributes:
        name: Local name in the ontology, such as `NationalTeam`.
        label: For people, such as `national team`.
        comment: What belongs to it.
    """

    name: str
    label: str
    comment: str


class Predicate(NamedTuple):
    """A predicate that a claim may have.

    Attributes:
        name: Local name in the ontology, such as `plays_for`.
        label: For people, such as `plays for`.
        comment: What it means.
        domain: Classes that the subject may have.
        range: Classes that the object may have; empty where the object is a value.
        datatype: `string` or `integer` where the object is a value, else empty.
        inverse: Name of the inverse, which is never stored; its own name where symmetric, empty for values.
        inverse_label: For people, such as `has player`.
        symmetric: True where subject and object may be swapped; it is stored once all the same.
        tentative: True where the predicate itself says that nothing is settled.
        single: True where one article states at most one object of a subject as fact.
        stage: Rung of the transfer ladder, empty where it is not about a move.
    """

    name: str
    label: str
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    datatype: str
    inverse: str
    inverse_label: str
    symmetric: bool
    tentative: bool
    single: bool
    stage: str

    @property
    def object_words(self) -> str:
        """What the object is, for messages: `Club or NationalTeam`, `whole number`, `text`."""
        return {"integer": "whole number", "string": "text"}.get(self.datatype) or " or ".join(self.range)


class Vocabulary(NamedTuple):
    """All that `ontology/football.ttl` names."""

    classes: tuple[Class, ...]
    predicates: tuple[Predicate, ...]
    statuses: dict[str, str]
    stages: tuple[str, ...]
    qualifiers: dict[str, str]
    normal_forms: dict[str, tuple[str, str]]
