from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer

from touchline.graph.errors import ModelError
from touchline.graph.model import Article
from touchline.ingest.document import EntityRecord
from touchline.ingest.reader.plausible import plausible
from touchline.ingest.reader.reader import ClaimReader, tokenizer_text
from touchline.ingest.reader.values import find_values
from touchline.ingest.reader.windows import MAX_PIECES, PREDICATE_NAMES, allowed, make_candidates
from touchline.ingest.relations.proposal import Proposal

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.pipeline import Extractor
    from touchline.ingest.reader.windows import Candidates

TEXT = (
    "Xabi Alonso has turned Bayer Leverkusen into the best side in Germany.\n"
    "Liverpool are said to want the 42-year-old, who used to be a midfielder at Anfield.\n"
    "He has been without Victor Boniface, out with a groin injury."
)


@pytest.fixture(scope="session")
def pieces() -> Tokenizer:
    return Tokenizer.from_str(tokenizer_text())


@pytest.fixture(scope="session")
def reader() -> ClaimReader:
    return ClaimReader()


def parsed(extractor: Extractor, text: str, title: str = "Alonso wanted") -> ArticleDocument:
    (document,) = extractor.documents([Article(id="a", text=text, title=title, published="2024-02-15")])
    extractor.proposals(document)
    return document


def candidates(extractor: Extractor, pieces: Tokenizer, text: str) -> Candidates:
    return make_candidates(parsed(extractor, text), extractor.knowledge, pieces)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the left-back and a winger", {"defender", "forward"}),
        ("Saka, 22, scored; aged 40", {"22", "40"}),
        ("a torn hamstring, then illness", {"torn hamstring", "illness"}),
        ("he is banned after a three-match ban", {"suspended", "three-match ban"}),
        ("they won 32-10 for £25, before 35,000", set()),
    ],
)
def test_values_are_found_as_claims_state_them(text: str, values: set[str]) -> None:
    assert {mention.value for mention in find_values(text)} == values


def test_windows_spans_are_means_over_the_pieces_of_each_mention(extractor: Extractor, pieces: Tokenizer) -> None:
    document = parsed(extractor, TEXT)
    found = make_candidates(document, extractor.knowledge, pieces)
    (window,) = found.windows
    assert np.allclose(window.spans.sum(1), 1)
    for row, index in enumerate(window.nodes):
        inside = np.flatnonzero(window.spans[row])
        words = pieces.decode(window.ids[inside].tolist()).replace(" ", "")
        node = found.nodes[index]
        text = document.text.text
        assert words == text[node.start : node.end].lower().replace(" ", "")
        assert (window.types[inside] > 0).all()


def test_windows_couples_have_types_that_some_predicate_allows(extractor: Extractor, pieces: Tokenizer) -> None:
    found = candidates(extractor, pieces, TEXT)
    for row, (subject, obj) in enumerate(found.couples):
        expected = allowed(found.ends[subject].type, found.ends[obj].type)
        assert expected is not None
        assert (found.mask[row] == expected).all()
    named = {(found.ends[s].key, found.ends[o].key) for s, o in found.couples}
    assert any(o == "Age=42" for _, o in named)
    assert len(named) == len(found.couples)


def test_windows_a_long_article_is_cut_and_each_part_begins_with_the_headline(
    extractor: Extractor, pieces: Tokenizer
) -> None:
    found = candidates(extractor, pieces, "\n".join([TEXT] * 12))
    assert len(found.windows) > 1
    head = pieces.encode("Alonso wanted", add_special_tokens=False).ids
    for window in found.windows:
        assert window.ids[1 : 1 + len(head)].tolist() == head
        assert len(window.ids) <= MAX_PIECES
    read = {index for window in found.windows for index in window.nodes}
    assert read == set(range(len(found.nodes)))


@pytest.mark.parametrize("text", ["", "\n\n", "Nothing happened.", "?" * 3000, "a" * 20000])
def test_reader_odd_texts_are_judged_without_error(extractor: Extractor, reader: ClaimReader, text: str) -> None:
    document = parsed(extractor, text)
    assert reader.judge(document, extractor.knowledge).propose(document) == []


def test_reader_judges_the_same_twice_and_every_proposal_has_its_place(
    extractor: Extractor, reader: ClaimReader
) -> None:
    document = parsed(extractor, TEXT)
    first, second = (reader.judge(document, extractor.knowledge).propose(document) for _ in range(2))
    assert [(p.key, p.status, p.confidence) for p in first] == [(p.key, p.status, p.confidence) for p in second]
    assert first
    for proposal in first:
        assert 0 <= proposal.first < proposal.last <= len(document.doc)
        assert proposal.predicate in PREDICATE_NAMES


def test_reader_knows_a_manager_and_an_age(extractor: Extractor, reader: ClaimReader) -> None:
    document = parsed(extractor, "Bayer Leverkusen manager Xabi Alonso spoke. The 42-year-old was calm.")
    judgements = reader.judge(document, extractor.knowledge)
    ids = {record.name: record.id for record in document.entities.values()}
    alonso, leverkusen = ids["Xabi Alonso"], ids["Bayer Leverkusen"]
    manages, owns_age = judgements.of((alonso, "manages", leverkusen)), judgements.of((alonso, "age", "=42"))
    assert manages is not None
    assert manages.probability > 0.3
    assert owns_age is not None
    assert owns_age.probability > 0.5
    backwards = judgements.of((leverkusen, "manages", alonso))
    assert backwards is None or not backwards.probability


def test_reader_names_the_file_that_is_missing_or_changed(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        ClaimReader(tmp_path)
    (tmp_path / "reader.onnx").write_bytes(b"other")
    card = files("touchline.ingest.reader").joinpath("model.json").read_text("utf-8")
    (tmp_path / "model.json").write_text(card, "utf-8")
    assert set(json.loads(card)["sha256"]) == {"reader.onnx", "couples.onnx"}
    with pytest.raises(ModelError, match=r"reader\.onnx is not the file"):
        ClaimReader(tmp_path)


@pytest.mark.parametrize(
    ("club", "competition", "kept"),
    [
        ("Manchester_United", "Premier_League", True),
        ("Manchester_United", "La_Liga", False),
        ("Manchester_United", "UEFA_Champions_League", True),
        ("Swansea_City", "FA_Cup", True),
        ("Bayern_Munich", "Serie_A", False),
        ("Nowhere", "Serie_A", True),
    ],
)
def test_plausible_leaves_out_a_club_in_the_league_of_another_country(
    extractor: Extractor, club: str, competition: str, *, kept: bool
) -> None:
    names = {e.name: e.id for e in extractor.knowledge.entities.values() if e.type in ("Club", "Competition")}
    subject, end = (names.get(name.replace("_", " "), name) for name in (club, competition))
    proposal = Proposal(
        EntityRecord(subject, "Club", club), "competes_in", EntityRecord(end, "Competition", competition), 0, 1, 0,
        "fact", "reader", "touchline.reader.v1",
    )  # fmt: skip
    assert plausible([proposal], extractor.knowledge) == [proposal] * kept
