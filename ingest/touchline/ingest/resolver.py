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
from typing import TYPE_CHECKING, NamedTuple

from touchline.graph.vocab import PREDICATES
from touchline.ingest.combine import combined, features, settled_status
from touchline.ingest.reader.reader import EXTRACTOR as READER
from touchline.ingest.rivals import add_rivals

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from touchline.graph.model import Status
    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.reader.reader import Judgement, Judgements
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["MIN_CONFIDENCE", "grouped", "judgement_of", "met_sides", "own_clubs", "resolve_proposals", "rule_scores",
           "weighed", "weighed_together"]  # fmt: skip

#: Claims below these are not listed by default (docs/extraction.md): with the reader, what a rule finds stated in words
#: is listed from a lower confidence on (F1 on the held-out third of train is highest from 0.2 to 0.25); by rules alone.
MIN_CONFIDENCE = 0.5
_MIN_STATED = 0.2
#: Log odds of the rules' confidence from which a claim counts as stated plainly (0.6).
_PLAIN = 0.4
_MIN_BY_RULES = 0.4
_UNSEEN = 0.5
#: Explicitness of evidence that is no more than the name of one end.
_NAME_ALONE = 2
_LIKELY = 0.5
#: What `settle_tenures` adds to the rule of a claim whose post belongs to the past.
_PAST = "+tenure"
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


def resolve_proposals(
    proposals: Iterable[Proposal], min_confidence: float | None = None, judgements: Judgements | None = None
) -> list[list[Proposal]]:
    """Group proposals into claims, each a list with its lead first, in order of first appearance.

    Args:
        proposals: The rules' and the reader's.
        min_confidence: Claims below it are left out; None for the default.
        judgements: What the trained reader makes of the article; without it rules alone decide.
    """
    kept = []
    groups = grouped(proposals)
    weights = weighed_together(groups, judgements) if judgements else {}
    for key, group in groups.items():
        if judgements is None:
            rules = [p for p in group if p.extractor != READER]
            claim = _lead_first(rules, rule_status(rules)) if rules else []
            if claim:
                claim[0].confidence = joint_confidence(rules, claim[0].status)
        else:
            claim = _judged(group, weights[key])
        least = _least(weights.get(key)) if min_confidence is None else min_confidence
        if claim and claim[0].confidence >= least:
            kept.append(claim)
    return sorted(_conventions(kept), key=lambda c: (c[0].first, c[0].last, c[0].key))


def _least(weight: Weighed | None) -> float:
    if weight is None:
        return _MIN_BY_RULES
    plain = weight.features.get("rules.explicit") and weight.features["rules.logit"] >= _PLAIN
    return _MIN_STATED if plain else MIN_CONFIDENCE


def grouped(proposals: Iterable[Proposal]) -> dict[tuple[str, str, str], list[Proposal]]:
    """Proposals by the claim that they make, each with its rule's confidence."""
    scores = rule_scores()
    groups: dict[tuple[str, str, str], list[Proposal]] = defaultdict(list)
    for proposal in _without_premature(list(proposals)):
        if proposal.extractor != READER:
            proposal.confidence = scores.get(proposal.rule, scores.get(proposal.rule.partition("+")[0], _UNSEEN))
        groups[_canonical(proposal)].append(proposal)
    return dict(groups)


def judgement_of(key: tuple[str, str, str], judgements: Judgements) -> Judgement | None:
    """The reader's judgement on a claim; of a symmetric one the surer of both directions."""
    subject, predicate, obj = key
    keys = [key, (obj, predicate, subject)] if PREDICATES[predicate].symmetric else [key]
    found = [judgement for judgement in map(judgements.of, keys) if judgement is not None]
    return max(found, key=lambda judgement: judgement.probability) if found else None


def weighed(
    key: tuple[str, str, str], group: Sequence[Proposal], judgement: Judgement | None, size: int
) -> Weighed:  # fmt: skip
    """Status of a claim, and what its confidence is computed from; `size` is the number of couples of the article."""
    rules = [p for p in group if p.extractor != READER]
    status = rule_status(rules) if rules else None
    sure = joint_confidence(rules, status) if status else None
    settled = settled_status(status, sure or 0.0, judgement)
    explicit = any(_explicitness(p) == 0 for p in rules)
    if any(p.rule.endswith(_PAST) for p in group):
        settled = "former"  # the knowledge base says that the post was held before
    found = features(key[1], sure, judgement, explicit=explicit, size=size)
    if status is not None and status != settled:
        found["status.differs"] = 1.0
    return Weighed(settled, found)


class Weighed(NamedTuple):
    """Status of a claim and the features that its confidence is computed from."""

    status: Status
    features: dict[str, float]


def weighed_together(
    groups: Mapping[tuple[str, str, str], Sequence[Proposal]], judgements: Judgements
) -> dict[tuple[str, str, str], Weighed]:  # fmt: skip
    """Status and features of all claims of an article, with how strong each one's rivals are."""
    found = {key: weighed(key, g, judgement_of(key, judgements), judgements.size) for key, g in groups.items()}
    add_rivals(found)
    return found


def _judged(group: list[Proposal], weight: Weighed) -> list[Proposal]:
    status, found = weight
    agreeing = [p for p in group if p.status == status]
    if not agreeing:  # the reader settles the status of words that a rule has found
        for proposal in group:
            proposal.status = status
        agreeing = group
    claim = _lead_first(agreeing, status)
    claim[0].confidence = combined(found)
    return claim


def _without_premature(proposals: list[Proposal]) -> list[Proposal]:
    """Leave out what the knowledge base supports only by the year where the article speaks of the move itself.

    In the year in which Slot came to Liverpool, an article that says that he will come does not say that he manages
    them; nor does one that says that they have parted.
    """
    moving: set[tuple[str, str]] = set()
    succeeding: set[str] = set()
    for proposal in proposals:
        subject, predicate, obj = proposal.key
        if proposal.extractor == READER and proposal.confidence < _LIKELY:
            continue
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
    if PREDICATES[predicate].symmetric and obj < subject:
        return obj, predicate, subject
    return subject, predicate, obj


def rule_status(rules: Sequence[Proposal]) -> Status:
    """The status of the surest proposal."""
    return max(rules, key=lambda p: (p.confidence, -p.first)).status


def joint_confidence(rules: Iterable[Proposal], status: Status | None) -> float:
    """Confidence of the rules that agree on a status: noisy-or over the better half of the doubt."""
    agreeing = {p.rule: p.confidence for p in rules if p.status == status}
    doubt = 1.0
    for index, score in enumerate(sorted(agreeing.values(), reverse=True)):
        doubt *= 1 - (score if index == 0 else score / 2)
    return round(min(1 - doubt, 0.99), 4)


def _lead_first(group: Sequence[Proposal], status: Status) -> list[Proposal]:
    """The proposals of one claim that stand at different places, the lead first.

    Of those with its status the one that says most stands first: words that state the claim before words that only
    name both ends, and these before the name of one end.
    """
    ordered: list[Proposal] = []
    for proposal in sorted(
        group, key=lambda p: (p.status != status, _explicitness(p), -p.confidence, p.first, p.last, p.rule)
    ):
        if not any(proposal.first < known.last and known.first < proposal.last for known in ordered):
            ordered.append(proposal)
    lead = ordered[0]
    if _explicitness(lead) < _NAME_ALONE:
        ordered = [p for p in ordered if _explicitness(p) < _NAME_ALONE]
    for proposal in group:
        if proposal.status == status:
            for name, value in proposal.qualifiers.items():
                lead.qualifiers.setdefault(name, value)
    return ordered


def _explicitness(proposal: Proposal) -> int:
    if proposal.extractor == READER:
        return 1
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
        if predicate == "won" and state(subject, "contends_for", obj) and all(p.extractor == READER for p in claim):
            continue  # what is contended for is not won yet, unless words say of which season
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
        if isinstance(lead.object, str) and _said_better(lead, claims):
            continue
        kept.append(claim)
    return kept


def _said_better(lead: Proposal, claims: Sequence[Sequence[Proposal]]) -> bool:
    """Whether another claim states the same value with more words, or as surely: "injury" beside "knee injury"."""
    for other, *_ in claims:
        if other.key[:2] != lead.key[:2] or other.key == lead.key or not isinstance(other.object, str):
            continue
        mine, theirs = str(lead.object).lower(), other.object.lower()
        if mine != theirs and mine in theirs:
            return True
        if lead.predicate == "age" and (other.confidence, theirs) > (lead.confidence, mine):
            return True
    return False


def _link_is_stale(lead: Proposal, state: Callable[[str, str, str], str | None]) -> bool:
    """Interest beside a present job, or beside a further step of the same move."""
    subject, _, obj = lead.key
    if any(state(subject, p, obj) == "fact" for p in ("plays_for", "manages")) and lead.status == "rumour":
        return True
    return any(state(subject, p, obj) for p in ("set_to_join", "in_talks_with", "joined"))
