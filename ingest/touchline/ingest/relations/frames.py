"""Verbs and their arguments (`frames.toml`) over the dependency parse.

For each verb of a frame the arguments are gathered: subject (shared by coordinated verbs, taken from the antecedent of
a relative clause, from the noun that a participle modifies, or from the verb above an infinitive), object, and
prepositional objects of the verb and of its object. A passive's subject counts as the object and its agent as the
subject. An argument is the mention that its head word belongs to, with all mentions coordinated with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from touchline.graph.vocab import PREDICATES
from touchline.ingest.relations.dsl import PatternError
from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.proposal import Proposal, propose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from touchline.graph.model import Status
    from touchline.ingest.document import ArticleDocument, Mention

__all__ = ["EXTRACTOR", "Frame", "load_frames", "match_frames"]

EXTRACTOR = "touchline.frames.v1"
_SUBJECT = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_OBJECT = ("dobj", "dative", "obj")
_RELATIVE = frozenset({"who", "whom", "which", "that"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: what it emits, statuses by predicate, qualifiers by role, and nouns that it needs or forbids."""

    name: str
    emit: tuple[tuple[str, str, str], ...]
    status: Mapping[str, Status]
    qualifiers: Mapping[str, str]
    unless: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@cache
def load_frames() -> Mapping[str, tuple[Frame, ...]]:
    """Frames by verb lemma (with a particle: "take over").

    Raises:
        PatternError: A frame emits an unknown predicate.
    """
    by_verb: dict[str, list[Frame]] = defaultdict(list)
    for entry in read_toml("frames.toml")["frame"]:
        emits = []
        for line in entry["emit"]:
            left, predicate, right = line.split()
            if predicate not in PREDICATES:
                raise PatternError(f"frames.toml, {entry['name']}: no predicate {predicate!r}")
            emits.append((left, predicate, right))
        unless, needs = frozenset(entry.get("unless", ())), frozenset(entry.get("needs", ()))
        frame = Frame(entry["name"], tuple(emits), entry.get("status", {}), entry.get("qualifiers", {}), unless, needs)
        for verb in entry["verbs"]:
            by_verb[verb].append(frame)
    return {verb: tuple(frames) for verb, frames in by_verb.items()}


def match_frames(document: ArticleDocument) -> Iterator[Proposal]:
    """Proposals of every frame in a document."""
    frames = load_frames()
    at = {i: m for m in document.mentions for i in range(m.first, m.last)}
    for token in document.doc:
        if token.pos_ not in ("VERB", "AUX", "NOUN") or token.i in at:
            continue
        for frame in frames.get(_lemma(token), ()):
            if _takes(token, frame.unless) or (frame.needs and not _takes(token, frame.needs)):
                continue
            if not document.is_ignored(token.idx, token.idx + 1):
                yield from _match(document, token, frame, _roles(token, at))


def _takes(verb: Token, words: frozenset[str]) -> bool:
    """Whether one of these is the object of a preposition of the verb or of its object."""
    if not words:
        return False
    heads = [verb, *(c for c in verb.children if c.dep_ in _OBJECT)]
    prepositions = [c for head in heads for c in head.children if c.dep_ in ("prep", "dative")]
    return any(t.lemma_.lower() in words for preposition in prepositions for t in preposition.children)


def _lemma(verb: Token) -> str:
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    lemma = verb.lemma_.lower()
    return f"{lemma} {particle}" if particle else lemma


def _match(
    document: ArticleDocument, verb: Token, frame: Frame, roles: Mapping[str, list[Mention]]
) -> Iterator[Proposal]:
    for left, predicate, right in frame.emit:
        for subject in roles.get(left, ()):
            for obj in roles.get(right, ()):
                first, last = min(subject.first, obj.first, verb.i), max(subject.last, obj.last, verb.i + 1)
                proposal = propose(
                    subject, predicate, obj, first=first, last=last, anchor=verb.i,
                    status=frame.status.get(predicate, "fact"),
                    rule=f"frame-{frame.name}:{left}-{predicate}-{right}", extractor=EXTRACTOR,
                    qualifiers=_qualifiers(document, frame, roles, (subject, obj)),
                )  # fmt: skip
                if proposal is not None:
                    yield proposal


def _qualifiers(
    document: ArticleDocument, frame: Frame, roles: Mapping[str, list[Mention]], ends: tuple[Mention, Mention]
) -> dict[str, str]:
    found = {}
    for name, role in frame.qualifiers.items():
        mention = next((m for m in roles.get(role, ()) if m not in ends), None)
        if mention is not None:
            begin, end = document.text.to_original(mention.start, mention.end)
            found[name] = document.text.original[begin:end]
    return found


def _roles(verb: Token, at: Mapping[int, Mention]) -> dict[str, list[Mention]]:
    roles: dict[str, list[Mention]] = defaultdict(list)
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"
    passive = participle or any(c.dep_ in ("auxpass", *_PASSIVE) for c in verb.children)
    for token in _subjects(verb):
        roles["obj" if passive or token.dep_ in _PASSIVE else "subj"] += _mentions(token, at)
    antecedent = _antecedent(verb)
    if antecedent is not None:
        roles["obj"] += _mentions(antecedent, at)
    for child in verb.children:
        if child.dep_ in _OBJECT:
            roles["obj"] += _mentions(child, at)
            _prepositions(child, roles, at)
        elif child.dep_ == "agent":
            for token in child.children:
                if token.dep_ == "pobj":
                    roles["subj"] += _mentions(token, at)
    _prepositions(verb, roles, at)
    return roles


def _prepositions(head: Token, roles: dict[str, list[Mention]], at: Mapping[int, Mention]) -> None:
    for preposition in head.children:
        if preposition.dep_ not in ("prep", "dative"):
            continue
        for token in preposition.children:
            if token.dep_ == "pobj":
                roles[f"prep:{preposition.lower_}"] += _mentions(token, at)
            elif token.dep_ == "prep":
                for inner in token.children:
                    if inner.dep_ == "pobj":
                        roles[f"prep:{token.lower_}"] += _mentions(inner, at)


def _subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Subjects of a verb: its own, or those that it shares with the verb that it hangs on."""
    own = [c for c in verb.children if c.dep_ in (*_SUBJECT, *_PASSIVE)]
    relative = [c for c in own if c.lower_ in ("who", "which", "that", "whom")]
    if relative and verb.dep_ == "relcl":
        return [verb.head]
    if own or depth > 3:  # noqa: PLR2004
        return own
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if verb.dep_ == "acl" and not infinitive:
        return [verb.head]
    if verb.dep_ in ("xcomp", "conj", "advcl", "pcomp", "acl") and verb.head.i != verb.i:
        head = verb.head
        while head.pos_ == "ADP" and head.head.i != head.i:
            head = head.head
        if head.pos_ in ("NOUN", "ADJ"):
            return _subjects_of_word(head, depth)
        return _subjects(head, depth + 1) if head.pos_ in ("VERB", "AUX") else []
    return []


def _subjects_of_word(word: Token, depth: int) -> list[Token]:
    """Who does what a noun or adjective speaks of: "his wish to leave", "has no interest in joining"."""
    owners = [c for c in word.children if c.dep_ == "poss"]
    if owners or word.dep_ not in ("dobj", "acomp", "attr", "oprd"):
        return owners
    return _subjects(word.head, depth + 1)


def _antecedent(verb: Token) -> Token | None:
    """What a relative clause takes as its object: "Rice, who Arsenal want", "a player Chelsea have long admired"."""
    if verb.dep_ != "relcl" or not any(c.dep_ in _SUBJECT for c in verb.children):
        return None
    objects = [c for c in verb.children if c.dep_ in _OBJECT]
    subject = next(c for c in verb.children if c.dep_ in _SUBJECT)
    if any(c.lower_ not in _RELATIVE for c in objects) or subject.lower_ in _RELATIVE:
        return None
    head = verb.head
    if head.dep_ == "appos":
        return head.head
    if head.dep_ == "attr":
        return next((c for c in head.head.children if c.dep_ in _SUBJECT), None)
    return head


def _mentions(token: Token, at: Mapping[int, Mention]) -> list[Mention]:
    """The mention that a head word belongs to, its appositions, and those coordinated with it."""
    found: list[Mention] = []
    heads = [token, *token.conjuncts] if token.dep_ != "conj" else [token]
    for head in heads:
        if head.dep_ == "conj" and any(child.lower_ == "not" for child in head.children):
            continue  # "Chelsea and not Arsenal"
        mention = at.get(head.i)
        if mention is None:
            mention = next((at[c.i] for c in head.children if c.dep_ == "appos" and c.i in at), None)
        if mention is not None and mention.kind != "demonym" and mention not in found:
            found.append(mention)
    return found
