"""The qualifier `fee`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.qualifier_context import cue_pattern, distance, in_own_clause

if TYPE_CHECKING:
    from touchline.ingest.money import Money
    from touchline.ingest.relations.proposal import Proposal
    from touchline.ingest.relations.qualifier_context import QualifierReader, Sentence

__all__ = ["fee_of"]

_REACH = 25


def fee_of(reader: QualifierReader, claim: list[Proposal]) -> str:
    """What a move costs, or the clause of a contract."""
    contract = claim[0].predicate == "contract_with"
    for proposal in claim:
        sentence = reader.sentence(proposal)
        value = _clause_fee(sentence) if contract else _price(reader, proposal, sentence)
        if value:
            return value
    if claim[0].predicate not in _PRICED and claim[0].predicate != "linked_to":
        return ""
    for proposal in reader.retold(claim[0]) if reader.moves(claim[0].subject.id) <= 1 else ():
        sentence = reader.sentence(proposal)
        value = _price(reader, proposal, sentence) if _PAID.search(sentence.text) else ""
        if value:
            return value
    return _only_fee(reader, claim[0]) if claim[0].predicate in _PRICED else ""


_PRICED = frozenset({"joined", "set_to_join", "bid_for", "in_talks_with"})


def _only_fee(reader: QualifierReader, lead: Proposal) -> str:
    """The one sum of another sentence that names both ends, or of the next sentence where no other move is told."""
    following = reader.near(lead, 1) if reader.moves(lead.subject.id) <= 1 else None
    for sentence in (*reader.naming_both(lead), *filter(None, (following,))):
        sums = [m for m in sentence.money if not m.period and not _is_other_sum(sentence, m)]
        others = any(m.type == "Person" and m.entity not in (lead.subject, lead.object) for m in sentence.mentions)
        if len(sums) == 1 and not others and _PAID.search(sentence.text):
            return sentence.words(_fee_start(sums[0]), sums[0].end)
    return ""


_PAID = re.compile(
    r"\b(?:fees?|deals?|bids?|offers?|worth|paid|pay|cost|sign(?:ed|ing)?|joined|moved|bought|sold)\b", re.IGNORECASE
)


def _clause_fee(sentence: Sentence) -> str:
    cues = [c.start() for c in cue_pattern("fee", "clause").finditer(sentence.text)]
    for money in sentence.money:
        if any(abs(cue - money.start) <= 2 * _REACH for cue in cues):
            return sentence.words(_fee_start(money), money.end)
    return ""


def _price(reader: QualifierReader, proposal: Proposal, sentence: Sentence) -> str:
    found = [
        (_fee_start(m), m.end) for m in sentence.money
        if not m.period and in_own_clause(reader, proposal, sentence, m.sum_start) and not _is_other_sum(sentence, m)
    ]  # fmt: skip
    if not found:
        found = [
            c.span()
            for c in cue_pattern("fee", "free").finditer(sentence.text)
            if in_own_clause(reader, proposal, sentence, c.start())
        ]
    if not found:
        return ""
    start, end = min(found, key=lambda span: distance(proposal, sentence, span[0]))
    return sentence.words(start, end)


def _fee_start(money: Money) -> int:
    """Where the sum starts, with "more than", "up to" or "around" but not with what tells how it was put together."""
    return money.sum_start if _PUT_TOGETHER.match(money.text) else money.start


_PUT_TOGETHER = re.compile(r"(?:an?\s+)?(?:initial|reported|estimated|fixed)|in\s+the\s+region", re.IGNORECASE)


def _is_other_sum(sentence: Sentence, money: Money) -> bool:
    around = sentence.text[max(0, money.start - _REACH) : money.end + _REACH // 2]
    return cue_pattern("fee", "not_fee").search(around) is not None
