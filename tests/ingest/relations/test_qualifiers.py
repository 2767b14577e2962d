"""Qualifiers of claims, over documents built by hand: each word hangs on the verb before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from touchline.graph.vocab import PREDICATES
from touchline.ingest.relations.proposal import Proposal
from touchline.ingest.relations.qualifier_context import cue_words
from touchline.ingest.relations.qualifiers import add_qualifiers, normal_forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.model import Status
    from touchline.ingest.document import ArticleDocument

TYPES = {
    "Chelsea": "Club", "Arsenal": "Club", "Roma": "Club", "Smith": "Person", "Jones": "Person",
    "FA_Cup": "Competition", "Serie_A": "Competition",
}  # fmt: skip
VERBS = frozenset(
    {"beat", "joined", "left", "want", "scored", "won", "is", "runs", "face", "made", "rejected", "plays"}
)


def _document(make: Callable[..., ArticleDocument], text: str) -> ArticleDocument:
    """Sentences end at "."; names are the keys of TYPES, one token each."""
    words = text.split()
    rows: list[tuple[str, str, str, int]] = []
    start = 0
    for end in [i + 1 for i, word in enumerate(words) if word == "."]:
        verbs = [i for i in range(start, end) if words[i] in VERBS] or [start]
        for i in range(start, end):
            head = max((v for v in verbs if v <= i), default=verbs[0])
            if i == head:
                rows.append((words[i], "VERB", "ROOT" if i == verbs[0] else "advcl", verbs[0]))
            else:
                rows.append((words[i], "PUNCT" if words[i] in ".,;" else "NOUN", "dep", head))
        start = end
    named = [(i, i + 1, TYPES[w], w.replace("_", " ")) for i, w in enumerate(words) if w in TYPES]
    return make(rows, named)


@pytest.fixture
def qualifiers(make_document: Callable[..., ArticleDocument]) -> Callable[..., dict[str, str]]:
    """Qualifiers of one claim whose evidence runs from the first mention of its subject to that of its object."""

    def read(text: str, claim: str, status: Status = "fact", bound: dict[str, str] | None = None) -> dict[str, str]:
        document = _document(make_document, text)
        subject, predicate, obj = claim.split()
        left, right = (
            next(m for m in document.mentions if m.entity.name == n.replace("_", " ")) for n in (subject, obj)
        )
        first, last = min(left.first, right.first), max(left.last, right.last)
        lead = Proposal(
            left.entity, predicate, right.entity, first, last, first, status, "rule", "test.v1", dict(bound or {})
        )
        add_qualifiers(document, [[lead]])
        return lead.qualifiers

    return read


@pytest.mark.parametrize(
    ("text", "claim", "expected"),
    [
        ("Chelsea beat Arsenal 1-2 on Saturday .", "Chelsea beat Arsenal", {"score": "2-1", "date": "Saturday"}),
        ("Chelsea face Arsenal in the FA_Cup next week .", "Chelsea faces Arsenal",
         {"competition": "FA_Cup", "date": "next week"}),
        ("Smith joined Roma from Arsenal for £35m in 2023 .", "Smith joined Roma",
         {"from": "Arsenal", "fee": "£35m", "date": "2023"}),
        ("Smith left Roma at the end of the season .", "Smith left Roma", {"date": "end of the season"}),
        ("Smith scored a hat-trick against Roma .", "Smith scored_against Roma", {"count": "3"}),
        ("Smith scored against Roma .", "Smith scored_against Roma", {"count": "1"}),
        ("Roma won four Serie_A titles .", "Roma won Serie_A", {"count": "4"}),
        ("Roma captain Smith is fit .", "Smith plays_for Roma", {"role": "captain"}),
        ("Roma rejected a bid of £35m by Chelsea for Smith .", "Chelsea bid_for Smith",
         {"fee": "£35m", "outcome": "rejected"}),
    ],
)  # fmt: skip
def test_qualifiers_are_read_from_the_sentence(
    qualifiers: Callable[..., dict[str, str]], text: str, claim: str, expected: dict[str, str]
) -> None:
    assert qualifiers(text, claim) == expected


def test_qualifiers_leave_the_date_of_another_clause(qualifiers: Callable[..., dict[str, str]]) -> None:
    assert "date" not in qualifiers("Smith joined Roma , who won Serie_A last season .", "Smith joined Roma")


def test_qualifiers_keep_what_a_pattern_bound(qualifiers: Callable[..., dict[str, str]]) -> None:
    found = qualifiers("Smith joined Roma for £35m in 2023 .", "Smith joined Roma", bound={"fee": "a record fee"})
    assert found == {"fee": "record fee", "date": "2023"}


def test_qualifiers_take_the_end_of_a_contract_not_its_start(qualifiers: Callable[..., dict[str, str]]) -> None:
    text = "Smith joined Roma in 2022 . Smith is on a contract until June 2029 ."
    assert qualifiers(text, "Smith contract_with Roma")["until"] == "June 2029"


def test_qualifiers_leave_wages_out_of_the_fee(qualifiers: Callable[..., dict[str, str]]) -> None:
    assert "fee" not in qualifiers("Smith joined Roma on £250,000-a-week .", "Smith joined Roma")


def test_qualifiers_carry_the_source_of_a_rumour(qualifiers: Callable[..., dict[str, str]]) -> None:
    text = "Roma want Smith . The deal is close , according to Sky Italia ."
    assert qualifiers(text, "Smith linked_to Roma", "rumour")["source"] == "Sky Italia"
    assert "source" not in qualifiers(text, "Smith linked_to Roma", "denied")


def test_qualifiers_ignore_a_competition_that_describes_a_side(qualifiers: Callable[..., dict[str, str]]) -> None:
    found = qualifiers("Chelsea beat Serie_A side Roma 2-0 . Jones won Serie_A and the FA_Cup .", "Chelsea beat Roma")
    assert found == {"score": "2-0"}


@pytest.mark.parametrize(
    ("text", "claim", "name", "value"),
    [
        ("Chelsea face Roma on 7 March and Arsenal on 9 April .", "Chelsea faces Arsenal", "date", "9 April"),
        ("Smith joined Roma for an initial £35m .", "Smith joined Roma", "fee", "£35m"),
        ("Smith has two years left on his contract at Roma .", "Smith contract_with Roma", "until", "two years left"),
        ("Roma skipper Smith is fit .", "Smith plays_for Roma", "role", "captain"),
        ("Roma won Serie_A in the 2023/24 season .", "Roma won Serie_A", "date", "2023/24"),
        ("Roma chief scout Smith is fit .", "Smith works_for Roma", "role", "chief scout"),
    ],
)  # fmt: skip
def test_qualifiers_have_the_extent_that_annotators_give_them(
    qualifiers: Callable[..., dict[str, str]], text: str, claim: str, name: str, value: str
) -> None:
    assert qualifiers(text, claim).get(name) == value


def _lead(document: ArticleDocument, claim: str) -> Proposal:
    subject, predicate, obj = claim.split()
    left, right = (next(m for m in document.mentions if m.entity.name == name) for name in (subject, obj))
    first, last = min(left.first, right.first), max(left.last, right.last)
    return Proposal(left.entity, predicate, right.entity, first, last, first, "fact", "rule", "test.v1")


def test_qualifiers_give_a_goal_the_competition_of_the_only_match(
    make_document: Callable[..., ArticleDocument],
) -> None:
    document = _document(make_document, "Chelsea beat Arsenal in the FA_Cup . Smith scored against Arsenal .")
    claims = [[_lead(document, "Chelsea beat Arsenal")], [_lead(document, "Smith scored_against Arsenal")]]
    add_qualifiers(document, claims)
    assert claims[1][0].qualifiers == {"count": "1", "competition": "FA_Cup"}


def test_qualifiers_date_a_draw_by_the_only_day_that_it_names(make_document: Callable[..., ArticleDocument]) -> None:
    text = "Ties are played on 8 January . Chelsea face Arsenal . Roma face Arsenal . Chelsea face Roma ."
    document = _document(make_document, text + " Arsenal face Roma .")
    claims = [
        [_lead(document, f"{a} faces {b}")]
        for a, b in (("Chelsea", "Arsenal"), ("Roma", "Arsenal"), ("Chelsea", "Roma"))
    ]
    add_qualifiers(document, claims)
    assert [claim[0].qualifiers for claim in claims] == [{}, {}, {}]
    claims.append([_lead(document, "Arsenal faces Roma")])
    add_qualifiers(document, claims)
    assert [claim[0].qualifiers["date"] for claim in claims] == ["8 January"] * 4


def test_qualifiers_name_the_club_of_a_loaned_player(make_document: Callable[..., ArticleDocument]) -> None:
    document = _document(make_document, "Chelsea forward Smith is at Roma on loan .")
    claims = [[_lead(document, "Smith plays_for Chelsea")], [_lead(document, "Smith loaned_to Roma")]]
    add_qualifiers(document, claims)
    assert claims[1][0].qualifiers["from"] == "Chelsea"


def test_normal_forms_stand_under_the_names_of_the_qualifiers(make_document: Callable[..., ArticleDocument]) -> None:
    document = _document(make_document, "Smith joined Roma from Arsenal for £35m in 2023 .")
    lead = _lead(document, "Smith joined Roma")
    assert normal_forms(document, lead) == {}
    add_qualifiers(document, [[lead]])
    assert normal_forms(document, lead) == {"from": "Arsenal", "fee": "35000000 GBP", "date": "2023"}


@pytest.mark.parametrize(
    ("bound", "expected"),
    [("18", None), ("two", None), ("the summer of 2027", "summer of 2027"), ("2027", "2027"), ("18 months",) * 2],
)
def test_qualifiers_drop_a_lone_number_as_the_end_of_a_contract(
    qualifiers: Callable[..., dict[str, str]], bound: str, expected: str | None
) -> None:
    found = qualifiers("Smith runs at Roma .", "Smith contract_with Roma", bound={"until": bound})
    assert found.get("until") == expected


@pytest.mark.parametrize(
    ("text", "claim", "name", "value"),
    [
        ("Smith is at Roma . Smith joined Roma from Arsenal for £9m .", "Smith joined Roma", "fee", "£9m"),
        ("Smith is at Roma . Smith joined Roma in 2021 .", "Smith joined Roma", "date", "2021"),
        ("Smith plays 110 games for Chelsea before joining Roma .", "Smith joined Roma", "from", "Chelsea"),
        ("Smith is on loan at Roma until the end of the season .", "Smith loaned_to Roma", "until",
         "end of the season"),
        ("Roma won Serie_A titles in 1983 , 2001 and 2010 .", "Roma won Serie_A", "count", "3"),
        ("Chelsea beat Arsenal in the FA_Cup semi - final .", "Chelsea beat Arsenal", "competition", "FA_Cup"),
        ("Chelsea beat Arsenal on penalties after it is 1-1 .", "Chelsea beat Arsenal", "score", "1-1"),
        ("Next season Chelsea beat Arsenal on Sunday .", "Chelsea beat Arsenal", "date", "Sunday"),
        ("Saturday Chelsea beat Arsenal 2-0 Sunday .", "Chelsea beat Arsenal", "date", "Saturday"),
    ],
)  # fmt: skip
def test_qualifiers_are_read_where_the_claim_is_told_again_or_in_other_words(
    qualifiers: Callable[..., dict[str, str]], text: str, claim: str, name: str, value: str
) -> None:
    assert qualifiers(text, claim).get(name) == value


def test_qualifiers_leave_a_day_that_lies_on_the_wrong_side(qualifiers: Callable[..., dict[str, str]]) -> None:
    assert "date" not in qualifiers("Smith joined Roma and is back next week .", "Smith joined Roma")
    assert "date" not in qualifiers("Chelsea face Arsenal who won last week .", "Chelsea faces Arsenal", "future")


def test_qualifiers_take_the_score_of_the_only_match(qualifiers: Callable[..., dict[str, str]]) -> None:
    text = "Chelsea beat Arsenal . It is 3-1 to Chelsea ."
    assert qualifiers(text, "Chelsea beat Arsenal")["score"] == "3-1"
    assert "score" not in qualifiers(text + " Chelsea is 2-0 up .  Chelsea won 4-0 .", "Chelsea beat Arsenal")


def test_qualifiers_carry_the_only_source_of_a_rumoured_departure(
    qualifiers: Callable[..., dict[str, str]],
) -> None:
    text = "Smith left Roma . It is near . It is done , according to Sky Italia ."
    assert qualifiers(text, "Smith left Roma", "rumour")["source"] == "Sky Italia"
    two = text + " It is far , according to Marca ."
    assert "source" not in qualifiers(two, "Smith left Roma", "rumour")


def test_qualifiers_of_a_pair_are_read_in_both_of_its_sentences(
    qualifiers: Callable[..., dict[str, str]],
) -> None:
    found = qualifiers("Smith is calm . It won two Serie_A titles .", "Smith won Serie_A")
    assert found["count"] == "2"


def test_qualifiers_call_who_reports_for_an_outlet_a_journalist(make_document: Callable[..., ArticleDocument]) -> None:
    words = ["It", "is", "done", "according", "to", "Jones", "of", "Marca", "."]
    named = [(5, 6, "Person", "Jones"), (7, 8, "Organisation", "Marca")]
    document = make_document([(word, "NOUN", "dep", 0) for word in words], named)
    claims = [[_lead(document, "Jones works_for Marca")]]
    add_qualifiers(document, claims)
    assert claims[0][0].qualifiers == {"role": "journalist"}


def test_qualifiers_take_only_known_predicates_and_names() -> None:
    takes: dict[str, Any] = cue_words()["takes"]
    allowed = {"fee", "until", "from", "date", "score", "competition", "role", "count", "outcome", "source"}
    assert set(takes) <= set(PREDICATES)
    assert all(set(names) <= allowed for names in takes.values())
