"""Status of a claim from the words around it: negation, hedging, tense and attribution (`status.toml`).

Cues belong to the clause, not to the sentence: they are read at the verb that governs the evidence, and at the verbs
above it as long as these take the clause as their complement ("is believed to have joined"); a relative clause is cut
off from the sentence that it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from touchline.ingest.relations.lexicon import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Token

    from touchline.ingest.relations.proposal import Proposal

__all__ = ["Cue", "apply_status", "clause_cue"]

Cue = Literal["rumour", "expected", "future", "denied", "former"]
_NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "pcomp", "auxpass"})


@dataclass(frozen=True, slots=True)
class _Rules:
    cue: Mapping[str, frozenset[str]]
    effect: Mapping[str, Mapping[str, str]]


@cache
def _rules() -> _Rules:
    data = read_toml("status.toml")
    effect: dict[str, Mapping[str, str]] = {}
    for kind, predicates in data["kind"].items():
        for predicate in predicates:
            effect[predicate] = data["effect"].get(predicate, data["effect"][kind])
    return _Rules({name: frozenset(words) for name, words in data["cue"].items()}, effect)


def apply_status(doc: Doc, proposal: Proposal) -> Proposal | None:
    """Set a proposal's status (and, where a cue says so, its predicate); None where the cue takes the claim away."""
    if proposal.fixed:
        return proposal
    cue = clause_cue(doc, proposal.first, proposal.last, proposal.anchor)
    if cue is None:
        return proposal
    effects = _rules().effect[proposal.predicate]
    if cue == "expected" and cue not in effects:
        cue = "rumour"
    effect = effects.get(cue, "keep")
    if effect == "keep":
        return proposal
    if effect == "drop":
        return None
    *predicate, status = effect.split()
    if predicate:
        proposal.predicate = predicate[0]
        proposal.qualifiers.pop("score", None)
    proposal.status = status  # type: ignore[assignment]
    proposal.rule += f"+{cue}"
    return proposal


def clause_cue(doc: Doc, first: int, last: int, anchor: int = -1) -> Cue | None:
    """The strongest cue over the clause that holds tokens `first` to `last`: denied, then rumour, future, former.

    What is settled only by hearsay ("is said to have agreed to join") is "expected".

    `anchor` is the verb that states it, where there is one; else the lowest verb inside the evidence is taken.
    """
    rules = _rules().cue
    found: set[str] = set()
    verb = doc[anchor] if anchor >= 0 and doc[anchor].pos_ in ("VERB", "AUX") else _governor(doc, first, last)
    for token in doc[first:last]:
        if token.lower_ in rules["rumour_words"]:
            found.add("rumour")
        if token.lower_ in rules["former_words"]:
            found.add("former")
    while verb is not None:
        _read_verb(verb, found)
        above = _above(verb, found)
        if above is None:
            break
        _read_governor(above, verb, found)
        verb = above
    if {"rumour", "future"} <= found and not found & {"denied", "condition"}:
        return "expected"
    for cue in ("denied", "rumour", "future", "former"):
        if cue in found:
            return cue
    return None


def _governor(doc: Doc, first: int, last: int) -> Token | None:
    """The lowest verb inside the evidence, else the verb above it."""
    inside = [t for t in doc[first:last] if t.pos_ in ("VERB", "AUX") and t.dep_ not in _NO_CLAUSE]
    if inside:
        return max(inside, key=lambda t: (sum(1 for _ in t.ancestors), -t.i))
    token = doc[first:last].root
    while token.pos_ not in ("VERB", "AUX"):
        if token.head.i == token.i:
            return None
        token = token.head
    return token


def _above(verb: Token, found: set[str]) -> Token | None:
    """The word that takes a clause as its complement, None where the clause stands on its own."""
    head = verb.head
    if head.i == verb.i:
        if _is_infinitive(verb):  # a headline: "Modric to leave Real Madrid"
            found.add("future")
        return None
    if verb.dep_ in _COMPLEMENTS:
        return _above_complement(verb, head, found)
    if verb.dep_ in ("acl", "advcl", "relcl") and _is_infinitive(verb):
        _read_infinitive(verb, head, found)
        return head if verb.dep_ != "advcl" else None
    if verb.pos_ == "NOUN" and verb.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB":
        return head  # "turned down the chance to join"
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX") and not _has_own_modal(verb):
        _read_modals(head, found)
        return _above(head, found)
    return None


def _above_complement(verb: Token, head: Token, found: set[str]) -> Token | None:
    """The word above a complement; a preposition between them ("without signing") says how it is meant."""
    rules = _rules().cue
    if head.pos_ in ("ADP", "SCONJ"):
        if head.lower_ == "by":  # "will look to survive by beating": what holds of the one holds of the other
            return head.head
        if head.lower_ in rules["factual_prepositions"] and head.head.pos_ != "ADJ":  # but "keen on signing"
            return None
        found.add("denied" if head.lower_ in rules["denied_prepositions"] else "rumour")
        head = head.head
    _read_infinitive(verb, head, found)
    return head


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _read_infinitive(verb: Token, head: Token, found: set[str]) -> None:
    """An infinitive is no fact, unless what takes it says that it came about ("managed to win")."""
    if _is_infinitive(verb) and head.lemma_.lower() not in _rules().cue["implicative"]:
        found.add("rumour" if head.lemma_.lower() not in _rules().cue["future_verbs"] else "future")


def _read_verb(verb: Token, found: set[str]) -> None:
    rules = _rules().cue
    for child in verb.children:
        word = child.lower_
        if child.dep_ in ("advmod", "acomp", "oprd") and word in rules["rumour_words"]:
            found.add("rumour")
        elif child.dep_ == "advmod" and (word in rules["former_words"] or word == "longer"):  # "no longer plays for"
            found.add("former")
        elif (child.dep_ == "mark" and word in rules["conditional"]) or _is_condition(child):
            found.update(("rumour", "condition"))
    if (
        verb.tag_ == "VBG"
        and verb.lemma_.lower() in rules["planned"]
        and _has_aux(verb, "is", "are", "'s", "'re", "am")
    ):
        found.add("future")
    _read_modals(verb, found)
    particle = "".join(f" {child.lower_}" for child in verb.children if child.dep_ == "prt")
    lemma = verb.lemma_.lower()
    denial = lemma in rules["denied_verbs"] or lemma + particle in rules["denied_verbs"]
    negated = _is_negated(verb)
    if negated and denial:  # "did not rule out"
        found.add("rumour")
    elif negated or denial:
        found.add("denied")


def _is_negated(verb: Token) -> bool:
    """Whether a verb is denied; "are not alone in wanting" denies nothing."""
    words = {child.lower_ for child in verb.children}
    negation = any(c.dep_ == "neg" or c.lower_ in _rules().cue["negation"] for c in verb.children)
    negation = negation or any(_is_nobody(c) for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
    return negation and not words & {"alone", "only", "just"}


def _is_nobody(subject: Token) -> bool:
    """Whether a subject denies the clause: "neither A nor B", "no club", "none of them"."""
    return subject.lower_ == "none" or any(child.lower_ in ("neither", "no") for child in subject.children)


def _is_condition(clause: Token) -> bool:
    """Whether a clause is what the verb above it depends on: "if A leaves", "unless they win"."""
    if clause.dep_ != "advcl" or clause.head.tag_ == "VBD":
        return False
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in clause.children)


def _has_aux(verb: Token, *words: str) -> bool:
    return any(child.dep_ in ("aux", "auxpass") and child.lower_ in words for child in verb.children)


def _read_modals(verb: Token, found: set[str]) -> None:
    rules = _rules().cue
    if _is_announced(verb):
        found.add("future")
        return
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass"):
            if child.lower_ in rules["rumour_modals"]:
                found.add("rumour")
            elif child.lower_ in rules["future_modals"]:
                found.add("future")


def _is_announced(verb: Token) -> bool:
    """Whether a clause with "would" is what somebody announced: a future as the past saw it."""
    told = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in _rules().cue["announcing"]
    return told and verb.head.tag_ in ("VBD", "VBN") and _has_aux(verb, "would")


def _read_governor(verb: Token, clause: Token, found: set[str]) -> None:
    rules = _rules().cue
    lemma = verb.lemma_.lower()
    finite = clause.dep_ == "ccomp" and not _is_infinitive(clause) and clause.tag_ != "VBG"
    if finite and (lemma in rules["announcing"] or _is_named_report(verb)):
        return
    if lemma in rules["rumour_verbs"] or lemma in rules["rumour_nouns"] or verb.lower_ in rules["rumour_adjectives"]:
        found.add("rumour")
        if lemma in rules["expecting"]:
            found.add("future")
    elif lemma in rules["future_verbs"]:
        found.add("future")
    if any(child.dep_ == "acomp" and child.lower_ in rules["rumour_adjectives"] for child in verb.children):
        found.add("rumour")


def _is_named_report(verb: Token) -> bool:
    """Whether a named outlet or person reports: that says who says it, not that it is doubtful."""
    if verb.lemma_.lower() not in _rules().cue["reporting"]:
        return False
    return any(child.dep_ == "nsubj" and child.pos_ == "PROPN" for child in verb.children)


def _has_own_modal(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in verb.children)
