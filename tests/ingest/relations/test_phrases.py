from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from touchline.graph.vocab import PREDICATES, QUALIFIERS, STATUSES
from touchline.ingest.relations import phrases
from touchline.ingest.relations.dsl import PatternError
from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.phrases import load_phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.model import Reading
    from touchline.ingest.relations.proposal import Proposal

    ClaimsOf = Callable[..., set[str]]
    ReadText = Callable[..., Reading]

MACROS: dict[str, str] = {}


def load(monkeypatch: pytest.MonkeyPatch, *entries: dict[str, Any]) -> tuple[phrases.Phrase, ...]:
    monkeypatch.setattr(phrases, "read_toml", lambda _: {"macros": MACROS, "phrase": list(entries)})
    return load_phrases.__wrapped__()


def entry(**changes: object) -> dict[str, Any]:
    return {"name": "p", "pattern": "{s:Person} joins {o:Club}", "emit": ["s joined o"], **changes}


# -- the data -----------------------------------------------------------------------------------------------------


def test_phrases_packaged_ones_speak_the_ontology() -> None:
    found = load_phrases()
    assert len(found) > 50
    assert {predicate for phrase in found for _, predicate, _ in phrase.emit} <= set(PREDICATES)
    assert {phrase.status for phrase in found} <= set(STATUSES)
    assert {name for phrase in found for name in phrase.qualifiers} <= set(QUALIFIERS)


def test_phrases_packaged_values_are_for_predicates_of_values() -> None:
    wrong = [
        (phrase.name, emit)
        for phrase in load_phrases()
        for emit in phrase.emit
        if emit[2].startswith("=") != bool(PREDICATES[emit[1]].datatype)
    ]
    assert wrong == []


def test_phrases_packaged_bound_texts_are_used() -> None:
    ends = {"s", "o", "anchor"}
    for phrase in load_phrases():
        values = {obj[1:] for _, _, obj in phrase.emit if obj.startswith("=")}
        unknown = set(phrase.regex.groupindex) - ends - values - set(QUALIFIERS) - {p for e in phrase.emit for p in e}
        assert unknown == set(), phrase.name


def test_phrases_packaged_macros_are_all_used() -> None:
    data = read_toml("phrases.toml")
    text = str(data["phrase"]) + " ".join(data["macros"].values())
    assert [name for name in data["macros"] if f"@{name}" not in text] == []


def test_phrases_alternatives_are_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    found = load(monkeypatch, entry(pattern=["{s:Person} joins {o:Club}", "{o:Club} sign {s:Person}"]))
    assert [phrase.name for phrase in found] == ["p-1", "p-2"]
    assert [(phrase.status, phrase.fixed) for phrase in found] == [("fact", False)] * 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"emit": ["s knows o"]}, "p: no predicate 'knows'"),
        ({"emit": ["s joined x"]}, r"p: \['x'\] is not bound"),
        ({"emit": ["s injured =part"]}, r"p: \['part'\] is not bound"),
        ({"pattern": "{s:Person} (joins {o:Club}"}, "p: "),
        ({"pattern": "{s:Robot} joins {o:Club}"}, "p: no mention type 'Robot'"),
        ({"pattern": "{s:Person} @gone {o:Club}"}, "p: no macro @gone"),
    ],
)
def test_phrases_malformed_one_is_named(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(PatternError, match=message):
        load(monkeypatch, entry(**changes))


def test_phrases_same_name_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PatternError, match=r"stands twice: \['p'\]"):
        load(monkeypatch, entry(), entry())


# -- what they read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clubs"),
    [
        ("Michael Olise has been linked with {}.", "Chelsea, Arsenal, Manchester United and Liverpool"),
        ("{} are interested in Michael Olise.", "Arsenal and Chelsea"),
        ("{} are chasing Michael Olise.", "Chelsea, Arsenal and Liverpool"),
        ("There are reports linking Michael Olise with {}.", "Chelsea, Arsenal, Liverpool, and even Everton"),
    ],
)
def test_phrases_each_club_of_a_list_is_linked(claims_of: ClaimsOf, text: str, clubs: str) -> None:
    wanted = {club.strip() for club in clubs.replace(" and even ", " ").replace(" and ", ",").split(",")} - {""}
    found = {c for c in claims_of(text.format(clubs)) if "linked_to" in c}
    assert found == {f"Michael Olise linked_to {club} rumour" for club in wanted}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chelsea have signed Michael Olise and Jean-Philippe Mateta.", ("Michael Olise", "Jean-Philippe Mateta")),
        ("Chelsea signed Michael Olise, Eberechi Eze and Joel Ward.", ("Michael Olise", "Eberechi Eze", "Joel Ward")),
    ],
)
def test_phrases_each_person_of_a_list_has_joined(claims_of: ClaimsOf, text: str, names: tuple[str, ...]) -> None:
    assert {f"{name} joined Chelsea fact" for name in names} <= claims_of(text)


def test_phrases_bid_that_is_turned_down_stays_a_bid_of_the_bidder(read_text: ReadText) -> None:
    reading = read_text("Crystal Palace rejected a bid from Chelsea for Michael Olise.")
    bids = [
        (s.subject.name, s.evidence[0].qualifiers.get("outcome"))
        for s in reading.statements
        if s.predicate == "bid_for"
    ]
    assert bids == [("Chelsea", "rejected")]


@pytest.mark.parametrize(
    ("text", "predicate", "qualifiers"),
    [
        (
            "Chelsea signed Cole Palmer for £42.5m from Manchester City.",
            "joined",
            {"fee": "£42.5m", "from": "Manchester City"},
        ),
        ("Declan Rice joined Arsenal from West Ham for £105m.", "joined", {"fee": "£105m", "from": "West Ham"}),
        ("Chelsea have offered £70m for Michael Olise.", "bid_for", {"fee": "£70m"}),
        ("Bukayo Saka's contract with Arsenal runs until 2027.", "contract_with", {"until": "2027"}),
        ("Bukayo Saka has signed a new contract with Arsenal until 2027.", "contract_with", {"until": "2027"}),
        ("Liverpool drew 2-2 with Arsenal.", "drew_with", {"score": "2-2"}),
        ("Arsenal beat Chelsea 5-0.", "beat", {"score": "5-0"}),
        ("Chelsea were beaten 5-0 by Arsenal.", "beat", {"score": "5-0"}),
        ("Chelsea chairman Todd Boehly watched.", "works_for", {"role": "chairman"}),
    ],
)
def test_phrases_qualifiers_in_the_words_of_the_article(
    read_text: ReadText, text: str, predicate: str, qualifiers: dict[str, str]
) -> None:
    (statement,) = (s for s in read_text(text).statements if s.predicate == predicate)
    found = statement.evidence[0].qualifiers
    assert {name: found.get(name) for name in qualifiers} == qualifiers


@pytest.mark.parametrize(
    "text",
    [
        "Jack Grealish joined Everton on loan.",
        "Jack Grealish has joined Everton on loan from Manchester City.",
        "Jack Grealish has joined Everton on a season-long loan.",
        "Jack Grealish is on loan at Everton.",
        "Manchester City have loaned Jack Grealish to Everton.",
    ],
)
def test_phrases_loan_is_no_transfer(claims_of: ClaimsOf, text: str) -> None:
    found = claims_of(text, published="2025-08-20")
    assert "Jack Grealish loaned_to Everton fact" in found
    assert "Jack Grealish joined Everton fact" not in found


def test_phrases_proposal_keeps_its_rule_and_place(proposals_of: Callable[..., list[Proposal]]) -> None:
    text = "Yes, Michael Olise has been linked with Chelsea today."
    found = [p for p in proposals_of(text) if p.extractor == phrases.EXTRACTOR and p.predicate == "linked_to"]
    assert {p.subject.name for p in found} == {"Michael Olise"}
    assert {p.rule.partition("~")[0].partition("+")[0] for p in found} <= {phrase.name for phrase in load_phrases()}
    assert all(p.first == 2 for p in found)


@pytest.mark.parametrize(
    "unit", ["rivals|rival|n ", "new|new|j ", "top|top|j -|-|u ", "5|5|m ", "foo|foo|w ", ",|,|u ", "<C7> ,|,|u "]
)
@pytest.mark.parametrize(
    "start", ["<C1> win|win|n over|over|i ", "<P1> won|win|v the|the|d ", "<P1> 's|'s|s ", "<C1> want|want|v "]
)
def test_phrases_take_no_exponential_time(start: str, unit: str) -> None:
    """A run of 40 alike words: a pattern that tries each in two ways would not end within the life of the universe."""
    sentence = f"{start}{unit * 40}zzz|zzz|o "
    assert sum(1 for p in phrases.load_phrases() for _ in p.regex.finditer(sentence)) < 1000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bukayo Saka is Chelsea's top target.", True),
        ("Chelsea's main transfer target is Bukayo Saka.", True),
        ("Chelsea's first choice is Bukayo Saka.", False),
        ("Chelsea's best option was Bukayo Saka.", False),
    ],
)
def test_phrases_target_is_a_link_and_a_choice_is_none(
    proposals_of: Callable[..., list[Proposal]], text: str, expected: bool
) -> None:
    """A side's first choice may be its own player, its target may not."""
    rules = {p.rule.partition("-choice")[0] for p in proposals_of(text) if p.predicate == "linked_to"}
    assert ("their-first" in rules) == expected
