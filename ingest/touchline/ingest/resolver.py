"""One set of claims from all extractors' proposals.

Proposals with the same subject, predicate and object become one claim. Its confidence is the share of right claims
that the rules behind it had on the training articles (`rule_scores.json`, made by `touchline.ingest.calibrate`);
several rules that agree add to it by noisy-or over the better half of the doubt. Its status is that of the surest
proposal. A few conventions of the annotation guidelines are applied last: interest beside a settled move of the same
pair is not listed, a manager is not listed as a player, and so on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["MIN_CONFIDENCE", "met_sides", "own_clubs", "resolve_proposals", "rule_scores"]

#: Claims below this are not listed by default; chosen on the training articles (docs/extraction.md).
MIN_CONFIDENCE = 0.4
_UNSEEN = 0.5
#: Explicitness of evidence that is no more than the name of one end.
_NAME_ALONE = 2
_MOVES = frozenset({"linked_to", "in_talks_with", "set_to_join", "left", "sacked_by"})


@cache
def rule_scores() -> Mapping[str, float]:
    """Share of right claims by rule, over the training articles."""
    text = files("touchline.ingest").joinpath("rule_scores.json").read_text("utf-8")
    return {name: float(score) for name, score in json.loads(text)["rules"].items()}


def own_clubs(document: ArticleDocument, proposals: Iterable[Proposal]) -> dict[str, Mention]:
    """The club that each person manages or plays for now, by the surest proposal; its first mention stands for it."""
    first = _first_mentions(document, "Club")
    return {person: first[team] for person, team in _own_teams(proposals, first).items()}


def met_sides(document: ArticleDocument, proposals: Sequence[Proposal]) -> dict[str, Mention]:
    """The side that each person's own team met, where the article tells of one match of that team."""
    scores = rule_scores()
    first = _first_mentions(document, "Club", "NationalTeam")
    met: dict[str, set[str]] = defaultdict(set)
    for proposal in proposals:
        subject, predicate, obj = proposal.key
        if predicate in ("beat", "drew_with") and scores.get(proposal.rule, _UNSEEN) >= _UNSEEN:
            met[subject].add(obj)
            met[obj].add(subject)
    only = {team: next(iter(others)) for team, others in met.items() if len(others) == 1}
    teams = _own_teams(proposals, only)
    return {person: first[only[team]] for person, team in teams.items() if only[team] in first}


def _first_mentions(document: ArticleDocument, *types: str) -> dict[str, Mention]:
    first: dict[str, Mention] = {}
    for mention in document.mentions:
        if mention.type in types:
            first.setdefault(mention.entity.id, mention)
    return first


def _own_teams(proposals: Iterable[Proposal], among: Container[str]) -> dict[str, str]:
    """The team that each person manages or plays for now, by the surest proposal."""
    scores = rule_scores()
    best: dict[str, tuple[float, str]] = {}
    for proposal in proposals:
        _, predicate, team = proposal.key
        if predicate in ("manages", "plays_for") and proposal.status == "fact" and team in among:
            score = scores.get(proposal.rule, _UNSEEN)
            if score > best.get(proposal.subject.id, (0.0, ""))[0]:
                best[proposal.subject.id] = (score, team)
    return {person: team for person, (_, team) in best.items()}


def resolve_proposals(proposals: Iterable[Proposal], min_confidence: float = MIN_CONFIDENCE) -> list[list[Proposal]]:
    """Group proposals into claims, each a list with its lead first, in order of first appearance."""
    scores = rule_scores()
    groups: dict[tuple[str, str, str], list[Proposal]] = defaultdict(list)
    for proposal in _without_premature(list(proposals)):
        proposal.confidence = scores.get(proposal.rule, scores.get(proposal.rule.partition("+")[0], _UNSEEN))
        groups[_canonical(proposal)].append(proposal)
    claims = [_lead_first(group) for group in groups.values()]
    kept = [claim for claim in claims if claim[0].confidence >= min_confidence]
    return sorted(_conventions(kept), key=lambda c: (c[0].first, c[0].last, c[0].key))


def _without_premature(proposals: list[Proposal]) -> list[Proposal]:
    """Leave out what the knowledge base supports only by the year where the article speaks of the move itself.

    In the year in which Slot came to Liverpool, an article that says that he will come does not say that he manages
    them; nor does one that says that they have parted.
    """
    moving: set[tuple[str, str]] = set()
    succeeding: set[str] = set()
    for proposal in proposals:
        subject, predicate, obj = proposal.key
        if predicate in _MOVES:
            moving.add((subject, obj))
        elif predicate == "bid_for":
            moving.add((obj, subject))
        elif predicate == "succeeds" and proposal.status != "fact":
            succeeding.add(subject)
    return [
        p
        for p in proposals
        if not (p.rule.startswith("supported-") and "-edge-" in p.rule)
        or not (p.subject.id in succeeding or (p.subject.id, p.key[2]) in moving)
    ]


def _canonical(proposal: Proposal) -> tuple[str, str, str]:
    """The key under which a symmetric claim is the same both ways round."""
    subject, predicate, obj = proposal.key
    if predicate in ("drew_with", "faces", "related_to") and obj < subject:
        return obj, predicate, subject
    return subject, predicate, obj


def _lead_first(group: list[Proposal]) -> list[Proposal]:
    """The proposals of one claim that stand at different places, the lead first.

    The surest proposal decides the status. Of those with that status the one that says most stands first: words that
    state the claim before words that only name both ends, and these before the name of one end.
    """
    status = max(group, key=lambda p: (p.confidence, -p.first)).status
    ordered: list[Proposal] = []
    for proposal in sorted(
        group, key=lambda p: (p.status != status, _explicitness(p), -p.confidence, p.first, p.last, p.rule)
    ):
        if not any(proposal.first < known.last and known.first < proposal.last for known in ordered):
            ordered.append(proposal)
    lead = ordered[0]
    if _explicitness(lead) < _NAME_ALONE:
        ordered = [p for p in ordered if _explicitness(p) < _NAME_ALONE]
    agreeing = {p.rule: p.confidence for p in group if p.status == status}
    doubt = 1.0
    for index, score in enumerate(sorted(agreeing.values(), reverse=True)):
        doubt *= 1 - (score if index == 0 else score / 2)
    lead.confidence = round(min(1 - doubt, 0.99), 4)
    for proposal in group:
        if proposal.status == status:
            for name, value in proposal.qualifiers.items():
                lead.qualifiers.setdefault(name, value)
    return ordered


def _explicitness(proposal: Proposal) -> int:
    if not proposal.rule.startswith("supported-"):
        return 0
    return _NAME_ALONE if "-article-" in proposal.rule else 1


def _conventions(claims: list[list[Proposal]]) -> list[list[Proposal]]:
    leads = {c[0].key: c[0] for c in claims}

    def state(subject: str, predicate: str, obj: str) -> str | None:
        lead = leads.get((subject, predicate, obj))
        return lead.status if lead else None

    kept = []
    for claim in claims:
        lead = claim[0]
        subject, predicate, obj = lead.key
        if predicate in ("linked_to", "joined", "set_to_join") and state(subject, "loaned_to", obj):
            continue
        if predicate == "linked_to" and _link_is_stale(lead, state):
            continue
        if (
            predicate in ("manages", "plays_for")
            and lead.status == "fact"
            and any(state(subject, gone, obj) == "fact" for gone in ("left", "sacked_by"))
        ):
            lead.status = "former"
        if (
            predicate == "plays_for"
            and state(subject, "manages", obj)
            and (lead.confidence <= leads[(subject, "manages", obj)].confidence or lead.rule.startswith("supported"))
        ):
            continue
        kept.append(claim)
    return kept


def _link_is_stale(lead: Proposal, state: Callable[[str, str, str], str | None]) -> bool:
    """Interest beside a present job, or beside a further step of the same move."""
    subject, _, obj = lead.key
    if any(state(subject, p, obj) == "fact" for p in ("plays_for", "manages")) and lead.status == "rumour":
        return True
    return any(state(subject, p, obj) for p in ("set_to_join", "in_talks_with", "joined"))
