from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.vocab import PREDICATES
from touchline.ingest.relations import frames
from touchline.ingest.relations.dsl import PatternError
from touchline.ingest.relations.frames import load_frames, match_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.ingest.document import ArticleDocument

    MakeDocument = Callable[..., ArticleDocument]

POTTER, CHELSEA, SAKA, ARSENAL = "Graham Potter", "Chelsea", "Bukayo Saka", "Arsenal"


def said(document: ArticleDocument) -> set[str]:
    return {
        f"{p.subject.name} {p.predicate} {p.object if isinstance(p.object, str) else p.object.name}"
        for p in match_frames(document)
    }


def test_frames_active_verb_gives_its_object_to_its_subject(make_document: MakeDocument) -> None:
    rows = [("Chelsea", "PROPN", "nsubj", 1), ("sacked", "VERB", "ROOT", 1, "sack"), ("Potter", "PROPN", "dobj", 1)]
    document = make_document(rows, [(0, 1, "Club", CHELSEA), (2, 3, "Person", POTTER)])
    assert said(document) == {"Graham Potter sacked_by Chelsea"}


def test_frames_passive_subject_is_the_object(make_document: MakeDocument) -> None:
    rows = [
        ("Potter", "PROPN", "nsubjpass", 2), ("was", "AUX", "auxpass", 2, "be"), ("sacked", "VERB", "ROOT", 2, "sack"),
        ("by", "ADP", "agent", 2), ("Chelsea", "PROPN", "pobj", 3),
    ]  # fmt: skip
    document = make_document(rows, [(0, 1, "Person", POTTER), (4, 5, "Club", CHELSEA)])
    assert said(document) == {"Graham Potter sacked_by Chelsea"}


def test_frames_coordinated_verb_shares_its_subject(make_document: MakeDocument) -> None:
    rows = [
        ("Saka", "PROPN", "nsubj", 1), ("left", "VERB", "ROOT", 1, "leave"), ("Arsenal", "PROPN", "dobj", 1),
        ("and", "CCONJ", "cc", 1), ("joined", "VERB", "conj", 1, "join"), ("Chelsea", "PROPN", "dobj", 4),
    ]  # fmt: skip
    document = make_document(rows, [(0, 1, "Person", SAKA), (2, 3, "Club", ARSENAL), (5, 6, "Club", CHELSEA)])
    assert said(document) == {"Bukayo Saka left Arsenal", "Bukayo Saka joined Chelsea"}


def test_frames_relative_clause_takes_its_antecedent(make_document: MakeDocument) -> None:
    rows = [
        ("Saka", "PROPN", "nsubj", 4), ("who", "PRON", "nsubj", 2), ("joined", "VERB", "relcl", 0, "join"),
        ("Arsenal", "PROPN", "dobj", 2), ("smiled", "VERB", "ROOT", 4, "smile"),
    ]  # fmt: skip
    document = make_document(rows, [(0, 1, "Person", SAKA), (3, 4, "Club", ARSENAL)])
    assert said(document) == {"Bukayo Saka joined Arsenal"}


def test_frames_relative_clause_gives_its_antecedent_as_object(make_document: MakeDocument) -> None:
    rows = [
        ("Saka", "PROPN", "nsubj", 4), ("who", "PRON", "dobj", 3), ("Arsenal", "PROPN", "nsubj", 3),
        ("want", "VERB", "relcl", 0, "want"), ("smiled", "VERB", "ROOT", 4, "smile"),
    ]  # fmt: skip
    document = make_document(rows, [(0, 1, "Person", SAKA), (2, 3, "Club", ARSENAL)])
    assert said(document) == {"Bukayo Saka linked_to Arsenal"}


def test_frames_on_loan_is_another_verb(make_document: MakeDocument) -> None:
    rows = [
        ("Saka", "PROPN", "nsubj", 1), ("joined", "VERB", "ROOT", 1, "join"), ("Arsenal", "PROPN", "dobj", 1),
        ("on", "ADP", "prep", 1), ("loan", "NOUN", "pobj", 3),
    ]  # fmt: skip
    document = make_document(rows, [(0, 1, "Person", SAKA), (2, 3, "Club", ARSENAL)])
    assert said(document) == {"Bukayo Saka loaned_to Arsenal"}


def test_frames_infinitive_takes_the_subject_above(make_document: MakeDocument) -> None:
    rows = [
        ("Saka", "PROPN", "nsubj", 1), ("agreed", "VERB", "ROOT", 1, "agree"), ("to", "PART", "aux", 3),
        ("join", "VERB", "xcomp", 1, "join"), ("Arsenal", "PROPN", "dobj", 3),
    ]  # fmt: skip
    document = make_document(rows, [(0, 1, "Person", SAKA), (4, 5, "Club", ARSENAL)])
    assert said(document) == {"Bukayo Saka joined Arsenal"}


def test_frames_coordinated_objects_each_take_part(make_document: MakeDocument) -> None:
    rows = [
        ("Arsenal", "PROPN", "nsubj", 1), ("beat", "VERB", "ROOT", 1, "beat"), ("Chelsea", "PROPN", "dobj", 1),
        ("and", "CCONJ", "cc", 2), ("Leeds", "PROPN", "conj", 2),
    ]  # fmt: skip
    document = make_document(rows, [(0, 1, "Club", ARSENAL), (2, 3, "Club", CHELSEA), (4, 5, "Club", "Leeds United")])
    assert said(document) == {"Arsenal beat Chelsea", "Arsenal beat Leeds United"}


def test_frames_types_that_do_not_fit_say_nothing(make_document: MakeDocument) -> None:
    rows = [("Saka", "PROPN", "nsubj", 1), ("beat", "VERB", "ROOT", 1, "beat"), ("Chelsea", "PROPN", "dobj", 1)]
    document = make_document(rows, [(0, 1, "Person", SAKA), (2, 3, "Club", CHELSEA)])
    assert said(document) == set()


def test_frames_boilerplate_says_nothing(make_document: MakeDocument) -> None:
    rows = [("Chelsea", "PROPN", "nsubj", 1), ("sacked", "VERB", "ROOT", 1, "sack"), ("Potter", "PROPN", "dobj", 1)]
    named = [(0, 1, "Club", CHELSEA), (2, 3, "Person", POTTER)]
    assert said(make_document(rows, named, ignored=((0, 30),))) == set()


def test_frames_evidence_spans_verb_and_both_ends(make_document: MakeDocument) -> None:
    rows = [("So", "ADV", "advmod", 2), ("Saka", "PROPN", "nsubj", 2), ("joined", "VERB", "ROOT", 2, "join")]
    rows += [("Arsenal", "PROPN", "dobj", 2), (".", "PUNCT", "punct", 2)]
    (proposal,) = match_frames(make_document(rows, [(1, 2, "Person", SAKA), (3, 4, "Club", ARSENAL)]))
    assert (proposal.first, proposal.last, proposal.anchor) == (1, 4, 2)
    assert proposal.extractor == frames.EXTRACTOR


def test_frames_packaged_ones_emit_known_predicates_between_known_roles() -> None:
    emits = {emit for found in load_frames().values() for frame in found for emit in frame.emit}
    assert {predicate for _, predicate, _ in emits} <= set(PREDICATES)
    roles = {role for left, _, right in emits for role in (left, right)}
    assert {
        role for role in roles if role not in ("subj", "obj", "poss", "attr") and not role.startswith("prep:")
    } == set()


def test_frames_unknown_predicate_names_the_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {"frame": [{"name": "odd", "verbs": ["x"], "emit": ["subj no_such obj"]}]}
    monkeypatch.setattr(frames, "read_toml", lambda _: bad)
    with pytest.raises(PatternError, match="odd"):
        load_frames.__wrapped__()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Cole Palmer joined Chelsea last summer.", "Cole Palmer joined Chelsea fact"),
        ("Chelsea signed Cole Palmer.", "Cole Palmer joined Chelsea fact"),
        ("Chelsea were beaten by Arsenal.", "Arsenal beat Chelsea fact"),
        ("Chelsea lost to Arsenal.", "Arsenal beat Chelsea fact"),
        ("Graham Potter was replaced by Frank Lampard.", "Frank Lampard succeeds Graham Potter fact"),
        ("Frank Lampard replaced Graham Potter.", "Frank Lampard succeeds Graham Potter fact"),
        ("David de Gea left Manchester United in the summer.", "David De Gea left Manchester United fact"),
    ],
)
def test_frames_direction_in_parsed_text(claims_of: Callable[..., set[str]], text: str, claim: str) -> None:
    assert claim in claims_of(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Arsenal were beaten by Chelsea.", "Arsenal beat Chelsea fact"),
        ("Chelsea lost to Arsenal.", "Chelsea beat Arsenal fact"),
        ("Graham Potter was replaced by Frank Lampard.", "Graham Potter succeeds Frank Lampard fact"),
        ("Arsenal were knocked out by Porto.", "Arsenal beat Porto fact"),
    ],
)
def test_frames_never_the_other_way_round(claims_of: Callable[..., set[str]], text: str, claim: str) -> None:
    assert claim not in claims_of(text)
