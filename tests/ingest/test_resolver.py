from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.ingest import resolver
from touchline.ingest.document import EntityRecord
from touchline.ingest.reader.reader import EXTRACTOR, Judgement
from touchline.ingest.relations.proposal import Proposal
from touchline.ingest.resolver import resolve_proposals, rule_scores, weighed

ENTITIES = {
    "saka": EntityRecord("saka", "Person", "Bukayo Saka"),
    "arsenal": EntityRecord("arsenal", "Club", "Arsenal"),
    "chelsea": EntityRecord("chelsea", "Club", "Chelsea"),
    "cup": EntityRecord("cup", "Competition", "FA Cup"),
}
SCORES = {"good": 0.9, "fair": 0.6, "weak": 0.45, "bad": 0.1}


@pytest.fixture(autouse=True)
def _scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "rule_scores", lambda: SCORES)


def proposal(
    claim: str, rule: str = "good", *, at: int = 0, status: str = "fact", qualifiers: dict[str, str] | None = None
) -> Proposal:
    """A proposal from "subject predicate object", the object a value where it is no entity here."""
    subject, predicate, end = claim.split(" ", 2)
    return Proposal(
        ENTITIES[subject], predicate, ENTITIES.get(end, end), at, at + 3, at, status, rule, "test.v1",  # type: ignore[arg-type]
        qualifiers=dict(qualifiers or {}),
    )  # fmt: skip


def said(claims: list[list[Proposal]]) -> list[str]:
    return [f"{p.subject.id} {p.predicate} {getattr(p.object, 'id', p.object)} {p.status}" for p, *_ in claims]


def test_resolver_same_triple_is_one_claim_with_its_lead_first() -> None:
    weak, good = proposal("saka joined arsenal", "weak", at=0), proposal("saka joined arsenal", "good", at=9)
    (claim,) = resolve_proposals([weak, good])
    assert claim == [good, weak]


def test_resolver_status_is_that_of_the_surest() -> None:
    found = resolve_proposals(
        [proposal("saka joined arsenal", "fair", status="rumour"), proposal("saka joined arsenal", "good", at=5)]
    )
    assert said(found) == ["saka joined arsenal fact"]


def test_resolver_same_place_is_one_piece_of_evidence() -> None:
    (claim,) = resolve_proposals([proposal("saka joined arsenal", "good"), proposal("saka joined arsenal", "fair")])
    assert [p.rule for p in claim] == ["good"]


def test_resolver_agreeing_rules_add_to_the_confidence() -> None:
    alone = resolve_proposals([proposal("saka joined arsenal", "fair")])[0][0].confidence
    rules = [proposal("saka joined arsenal", "fair"), proposal("saka joined arsenal", "weak", at=5)]
    together = resolve_proposals(rules)[0][0].confidence
    assert alone == SCORES["fair"]
    assert alone < together < 1 - (1 - SCORES["fair"]) * (1 - SCORES["weak"])


def test_resolver_disagreeing_rule_adds_nothing() -> None:
    rules = [proposal("saka joined arsenal", "fair"), proposal("saka joined arsenal", "weak", at=5, status="rumour")]
    assert resolve_proposals(rules)[0][0].confidence == SCORES["fair"]


def test_resolver_same_rule_twice_counts_once() -> None:
    rules = [proposal("saka joined arsenal", "fair", at=at) for at in (0, 5, 10)]
    (claim,) = resolve_proposals(rules)
    assert (claim[0].confidence, len(claim)) == (SCORES["fair"], 3)


def test_resolver_leaves_out_what_is_too_doubtful() -> None:
    doubtful = [proposal("saka joined arsenal", "bad")]
    assert resolve_proposals(doubtful) == []
    assert len(resolve_proposals(doubtful, 0.05)) == 1
    assert resolve_proposals([proposal("saka joined arsenal", "good")], 0.95) == []


def test_resolver_rule_that_was_never_scored_is_a_half() -> None:
    assert resolve_proposals([proposal("saka joined arsenal", "unheard-of")])[0][0].confidence == 0.5
    assert resolve_proposals([proposal("saka joined arsenal", "good+rumour")])[0][0].confidence == SCORES["good"]


def test_resolver_lead_takes_qualifiers_of_those_that_agree() -> None:
    lead = proposal("saka joined arsenal", "good", qualifiers={"fee": "£1m"})
    other = proposal("saka joined arsenal", "fair", at=5, qualifiers={"fee": "£2m", "from": "Hale End"})
    denied = proposal("saka joined arsenal", "weak", at=9, status="denied", qualifiers={"date": "today"})
    assert resolve_proposals([lead, other, denied])[0][0].qualifiers == {"fee": "£1m", "from": "Hale End"}


@pytest.mark.parametrize("predicate", ["drew_with", "faces", "related_to"])
def test_resolver_symmetric_claim_is_one_both_ways(predicate: str) -> None:
    ways = [proposal(f"chelsea {predicate} arsenal"), proposal(f"arsenal {predicate} chelsea", at=5)]
    assert len(resolve_proposals(ways)) == 1


def test_resolver_match_won_is_not_symmetric() -> None:
    found = resolve_proposals([proposal("chelsea beat arsenal", "good"), proposal("arsenal beat chelsea", "bad")])
    assert said(found) == ["chelsea beat arsenal fact"]


@pytest.mark.parametrize("settled", ["set_to_join", "in_talks_with", "joined", "loaned_to"])
def test_resolver_interest_beside_a_settled_move_is_not_listed(settled: str) -> None:
    found = resolve_proposals(
        [proposal("saka linked_to arsenal", status="rumour"), proposal(f"saka {settled} arsenal", at=5)]
    )
    assert said(found) == [f"saka {settled} arsenal fact"]


def test_resolver_interest_in_another_club_stays() -> None:
    found = resolve_proposals(
        [proposal("saka linked_to chelsea", status="rumour"), proposal("saka joined arsenal", at=5)]
    )
    assert said(found) == ["saka linked_to chelsea rumour", "saka joined arsenal fact"]


@pytest.mark.parametrize("predicate", ["joined", "set_to_join"])
def test_resolver_loan_is_no_transfer(predicate: str) -> None:
    found = resolve_proposals([proposal(f"saka {predicate} arsenal"), proposal("saka loaned_to arsenal", "fair", at=5)])
    assert said(found) == ["saka loaned_to arsenal fact"]


@pytest.mark.parametrize("gone", ["left", "sacked_by"])
def test_resolver_who_has_left_was_there(gone: str) -> None:
    found = resolve_proposals([proposal("saka manages arsenal"), proposal(f"saka {gone} arsenal", at=5)])
    assert said(found) == ["saka manages arsenal former", f"saka {gone} arsenal fact"]


def test_resolver_who_will_leave_is_still_there() -> None:
    found = resolve_proposals([proposal("saka manages arsenal"), proposal("saka left arsenal", at=5, status="future")])
    assert "saka manages arsenal fact" in said(found)


def test_resolver_manager_is_not_listed_as_a_player() -> None:
    found = resolve_proposals([proposal("saka manages arsenal", "good"), proposal("saka plays_for arsenal", "fair")])
    assert said(found) == ["saka manages arsenal fact"]


def test_resolver_order_is_that_of_the_text() -> None:
    claims = ("saka age 22", "saka joined arsenal", "arsenal beat chelsea")
    found = resolve_proposals([proposal(claim, at=at) for claim, at in zip(claims, (9, 0, 5), strict=True)])
    assert said(found) == ["saka joined arsenal fact", "arsenal beat chelsea fact", "saka age 22 fact"]


CLAIMS = st.sampled_from(["saka joined arsenal", "saka linked_to arsenal", "saka age 22", "arsenal beat chelsea"])
PROPOSALS = st.builds(
    lambda claim, rule, at: (claim, rule, at), CLAIMS, st.sampled_from(sorted(SCORES)), st.integers(0, 9)
)


@given(st.lists(PROPOSALS, max_size=12), st.randoms(use_true_random=False))
def test_resolver_does_not_depend_on_the_order_of_proposals(given: list[tuple[str, str, int]], random: object) -> None:
    shuffled = list(given)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = (
        resolve_proposals([proposal(claim, rule, at=at) for claim, rule, at in order]) for order in (given, shuffled)
    )
    assert said(one) == said(two)
    assert [c[0].confidence for c in one] == [c[0].confidence for c in two]


@given(st.lists(PROPOSALS, max_size=12))
def test_resolver_each_triple_comes_once_and_is_sure_enough(given: list[tuple[str, str, int]]) -> None:
    found = resolve_proposals([proposal(claim, rule, at=at) for claim, rule, at in given])
    assert len({c[0].key for c in found}) == len(found)
    assert all(0.4 <= c[0].confidence <= 0.99 for c in found)


def test_resolver_packaged_scores_are_shares() -> None:
    scores = rule_scores()
    assert len(scores) > 100
    assert all(0 < score < 1 for score in scores.values())


def test_resolver_a_post_that_the_knowledge_base_calls_past_is_former_whatever_the_reader_says() -> None:
    past = replace(proposal("saka manages arsenal"), rule="reader+tenure", extractor=EXTRACTOR, status="former")
    sure = Judgement(0.99, np.array([1, 0, 0, 0, 0], np.float32))
    assert weighed(past.key, [past], sure, size=200).status == "former"
    assert weighed(past.key, [replace(past, rule="reader")], sure, size=200).status == "fact"


class Doubts:
    """A reader that gives every claim the same probability, and each status as the rules have it."""

    size = 200

    def __init__(self, probability: float) -> None:
        self.probability = probability

    def of(self, _: tuple[str, str, str]) -> Judgement:
        return Judgement(self.probability, np.array([1, 0, 0, 0, 0], np.float32))


def test_resolver_what_words_state_plainly_survives_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "combined", lambda _: 0.3)
    plain, vague = proposal("saka joined arsenal", "good"), proposal("saka joined chelsea", "weak", at=5)
    doubts = Doubts(0.1)
    assert said(resolve_proposals([plain, vague], None, doubts)) == ["saka joined arsenal fact"]  # type: ignore[arg-type]
    assert resolve_proposals([plain, vague], 0.5, doubts) == []  # type: ignore[arg-type]


def test_resolver_what_is_contended_for_is_won_only_where_words_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolver, "combined", lambda _: 0.9)
    race, won = proposal("arsenal contends_for cup"), proposal("arsenal won cup", at=5)
    guessed = replace(won, rule="reader", extractor=EXTRACTOR)
    sure = Doubts(0.9)
    assert said(resolve_proposals([race, guessed], None, sure)) == ["arsenal contends_for cup fact"]  # type: ignore[arg-type]
    assert len(resolve_proposals([race, won], None, sure)) == 2  # type: ignore[arg-type]
    assert len(resolve_proposals([guessed], None, sure)) == 1  # type: ignore[arg-type]
