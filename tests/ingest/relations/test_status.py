from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.vocab import PREDICATES, STATUSES
from touchline.ingest.document import EntityRecord
from touchline.ingest.relations import status
from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.proposal import Proposal
from touchline.ingest.relations.status import apply_status, clause_cue

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.pipeline import Extractor

    MakeDocument = Callable[..., ArticleDocument]
    ClaimsOf = Callable[..., set[str]]

SIGN = [("Chelsea", "PROPN", "nsubj", 1), ("signed", "VERB", "ROOT", 1, "sign"), ("Olise", "PROPN", "dobj", 1)]


def proposal(predicate: str, *, fixed: bool = False) -> Proposal:
    ends = EntityRecord("a", "Club", "A"), EntityRecord("b", "Club", "B")
    return Proposal(
        ends[0], predicate, ends[1], 0, 1, 0, "fact", "rule", "test.v1", qualifiers={"score": "2-1"}, fixed=fixed
    )


@pytest.fixture
def parse(extractor: Extractor) -> Callable[[str], Doc]:
    return extractor._nlp


@pytest.mark.parametrize(
    ("text", "verb", "cue"),
    [
        ("Chelsea signed Olise.", "signed", None),
        ("Chelsea managed to sign Olise.", "sign", None),
        ("Chelsea went on to beat Arsenal.", "beat", None),
        ("After signing Olise, Chelsea won.", "signing", None),
        ("Chelsea did not sign Olise.", "sign", "denied"),
        ("Chelsea never signed Olise.", "signed", "denied"),
        ("Chelsea failed to sign Olise.", "sign", "denied"),
        ("Chelsea refused to sell Olise.", "sell", "denied"),
        ("Chelsea decided against signing Olise.", "signing", "denied"),
        ("Chelsea have no interest in signing Olise.", "signing", "denied"),
        ("Olise no longer plays for Reading.", "plays", "former"),
        ("Chelsea reportedly signed Olise.", "signed", "rumour"),
        ("Reports claim Chelsea signed Olise.", "signed", "rumour"),
        ("Olise is believed to have joined Chelsea.", "joined", "rumour"),
        ("Chelsea want to sign Olise.", "sign", "rumour"),
        ("Chelsea are keen to sign Olise.", "sign", "rumour"),
        ("Chelsea could sign Olise.", "sign", "rumour"),
        ("Chelsea may have signed Olise.", "signed", "rumour"),
        ("Olise will leave if Chelsea sign him.", "sign", "rumour"),
        ("Chelsea will sign Olise.", "sign", "future"),
        ("Chelsea are set to sign Olise.", "sign", "future"),
        ("Olise has agreed to join Chelsea.", "join", "future"),
        ("Olise is leaving Reading.", "leaving", "future"),
        ("Chelsea announced that Olise would leave.", "leave", "future"),
        ("Chelsea confirmed that Olise has joined.", "joined", None),
        ("The BBC reports that Olise has joined Chelsea.", "joined", None),
        ("Olise is said to have agreed to join Chelsea.", "join", "expected"),
        ("Olise is expected to join Chelsea.", "join", "expected"),
        ("Chelsea are keen on signing Olise.", "signing", "rumour"),
        ("Neither Chelsea nor Arsenal signed Olise.", "signed", "denied"),
        ("Olise turned down the chance to join Chelsea.", "join", "denied"),
        ("Chelsea will sign Olise if Palmer leaves.", "sign", "rumour"),
        ("Olise once played for Reading.", "played", "former"),
        ("Olise previously played for Reading.", "played", "former"),
    ],
)
def test_status_cue_of_a_clause(parse: Callable[[str], Doc], text: str, verb: str, cue: str | None) -> None:
    doc = parse(text)
    anchor = next(token.i for token in doc if token.text == verb)
    assert clause_cue(doc, anchor, anchor + 1, anchor) == cue


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Chelsea signed Palmer but did not sign Olise.", {"signed": None, "sign": "denied"}),
        ("Chelsea, who could sell Olise, signed Palmer.", {"signed": None, "sell": "rumour"}),
        ("Palmer will not go, said Chelsea, who bought him.", {"go": "denied", "bought": None}),
    ],
)
def test_status_cue_stays_in_its_clause(parse: Callable[[str], Doc], text: str, cues: dict[str, str | None]) -> None:
    doc = parse(text)
    found = {t.text: clause_cue(doc, t.i, t.i + 1, t.i) for t in doc if t.text in cues}
    assert found == cues


def test_status_cue_is_read_off_the_parse(make_document: MakeDocument) -> None:
    doc = make_document(SIGN, []).doc
    assert clause_cue(doc, 0, 3, 1) is None
    negated = [("Chelsea", "PROPN", "nsubj", 3), ("did", "AUX", "aux", 3), ("n't", "PART", "neg", 3)]
    negated += [("sign", "VERB", "ROOT", 3), ("Olise", "PROPN", "dobj", 3)]
    assert clause_cue(make_document(negated, []).doc, 0, 5, 3) == "denied"
    assert clause_cue(make_document(negated, []).doc, 0, 5) == "denied"


@pytest.mark.parametrize(
    ("predicate", "cue", "expected"),
    [
        ("joined", "rumour", "linked_to rumour"), ("joined", "future", "set_to_join future"),
        ("joined", "denied", "linked_to denied"), ("joined", "former", "joined fact"), ("joined", None, "joined fact"),
        ("set_to_join", "denied", "set_to_join denied"), ("set_to_join", "rumour", "set_to_join rumour"),
        ("linked_to", "denied", "linked_to denied"), ("left", "future", "left future"),
        ("left", "rumour", "left rumour"),
        ("won", "rumour", "contends_for fact"), ("won", "denied", ""), ("beat", "rumour", ""), ("beat", "denied", ""),
        ("beat", "future", ""), ("plays_for", "former", "plays_for former"), ("manages", "former", "manages former"),
        ("manages", "denied", ""), ("succeeds", "rumour", "succeeds rumour"), ("sacked_by", "denied", ""),
        ("in_talks_with", "denied", "in_talks_with denied"), ("contract_with", "denied", "contract_with denied"),
    ],
)  # fmt: skip
def test_status_effect_of_a_cue(
    make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch, predicate: str, cue: str | None, expected: str
) -> None:
    monkeypatch.setattr(status, "clause_cue", lambda *_: cue)
    found = apply_status(make_document(SIGN, []).doc, proposal(predicate))
    assert (f"{found.predicate} {found.status}" if found else "") == expected


def test_status_of_a_fixed_proposal_is_left_alone(make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "clause_cue", lambda *_: "denied")
    found = apply_status(make_document(SIGN, []).doc, proposal("beat", fixed=True))
    assert found is not None
    assert (found.status, found.rule, found.qualifiers) == ("fact", "rule", {"score": "2-1"})


def test_status_change_shows_in_the_rule_and_drops_the_score(
    make_document: MakeDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "clause_cue", lambda *_: "rumour")
    found = apply_status(make_document(SIGN, []).doc, proposal("won"))
    assert found is not None
    assert (found.rule, found.qualifiers) == ("rule+rumour", {})


def test_status_every_predicate_has_an_effect_for_every_cue() -> None:
    rules = status._rules()
    assert set(rules.effect) == set(PREDICATES)
    for effect in rules.effect.values():
        for outcome in effect.values():
            *predicate, last = outcome.split()
            assert last in {*STATUSES, "keep", "drop"}
            assert set(predicate) <= set(PREDICATES)


def test_status_words_stand_in_one_list_of_verbs() -> None:
    cues = read_toml("status.toml")["cue"]
    lists = [set(cues[name]) for name in ("rumour_verbs", "denied_verbs", "future_verbs")]
    assert [a & b for i, a in enumerate(lists) for b in lists[i + 1 :]] == [set()] * 3


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Michael Olise might join Chelsea.", "Michael Olise linked_to Chelsea rumour"),
        ("Chelsea could sign Michael Olise.", "Michael Olise linked_to Chelsea rumour"),
        ("Michael Olise will join Chelsea.", "Michael Olise set_to_join Chelsea future"),
        ("Michael Olise has joined Chelsea.", "Michael Olise joined Chelsea fact"),
        ("Michael Olise has rejected a move to Chelsea.", "Michael Olise linked_to Chelsea denied"),
        ("Michael Olise will not join Chelsea.", "Michael Olise linked_to Chelsea denied"),
        ("Chelsea are not interested in Michael Olise.", "Michael Olise linked_to Chelsea denied"),
        ("Erling Haaland has denied a move to Real Madrid.", "Erling Haaland linked_to Real Madrid denied"),
        ("Former Chelsea manager Thomas Tuchel spoke.", "Thomas Tuchel manages Chelsea former"),
        ("Erik ten Hag will leave Manchester United.", "Erik ten Hag left Manchester United future"),
        ("Erik ten Hag could leave Manchester United.", "Erik ten Hag left Manchester United rumour"),
        ("Arsenal managed to beat Chelsea.", "Arsenal beat Chelsea fact"),
        ("Arsenal hope to win the Premier League.", "Arsenal contends_for Premier League fact"),
        ("Chelsea have dismissed Graham Potter.", "Graham Potter sacked_by Chelsea fact"),
        ("Jurgen Klopp will be replaced by Xabi Alonso.", "Xabi Alonso succeeds Jürgen Klopp future"),
        ("Jurgen Klopp could be replaced by Xabi Alonso.", "Xabi Alonso succeeds Jürgen Klopp rumour"),
        (
            "Ruben Amorim is a potential successor to Erik ten Hag at Manchester United.",
            "Rúben Amorim succeeds Erik ten Hag rumour",
        ),
        (
            "Despite talk of him as a potential successor to Erik ten Hag, Ruben Amorim is calm.",
            "Rúben Amorim succeeds Erik ten Hag rumour",
        ),
        ("Michael Olise is no longer a Crystal Palace player.", "Michael Olise plays_for Crystal Palace former"),
        ("Xavi is no longer the manager of Barcelona.", "Xavi Hernández manages Barcelona former"),
    ],
)
def test_status_in_parsed_text(claims_of: ClaimsOf, text: str, claim: str) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Michael Olise might join Chelsea.", "Michael Olise joined Chelsea fact"),
        ("Michael Olise did not join Chelsea.", "Michael Olise joined Chelsea fact"),
        ("Arsenal did not beat Chelsea.", "Arsenal beat Chelsea fact"),
        ("Arsenal could beat Chelsea.", "Arsenal beat Chelsea fact"),
        ("Graham Potter has not been sacked by Chelsea.", "Graham Potter sacked_by Chelsea fact"),
        ("Liverpool failed to win the Premier League.", "Liverpool won Premier League fact"),
        ("Chelsea deny that they have signed Michael Olise.", "Michael Olise joined Chelsea fact"),
        ("Former Chelsea manager Thomas Tuchel spoke.", "Thomas Tuchel manages Chelsea fact"),
        ("Michael Olise is no longer a Crystal Palace player.", "Michael Olise plays_for Crystal Palace fact"),
        ("Xavi is no longer the manager of Barcelona.", "Xavi Hernández manages Barcelona fact"),
        ("Chelsea did not rule out signing Michael Olise.", "Michael Olise linked_to Chelsea denied"),
        ("Liverpool are not alone in wanting Michael Olise.", "Michael Olise linked_to Liverpool denied"),
    ],
)
def test_status_never_says(claims_of: ClaimsOf, text: str, wrong: str) -> None:
    assert wrong not in claims_of(text)
