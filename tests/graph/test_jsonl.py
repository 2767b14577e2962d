"""The lines that other programs read: their keys, and what is said of a broken one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from touchline.graph.errors import InputError, OutputError
from touchline.graph.jsonl import from_line, read_jsonl, to_line, write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.graph.model import Reading


def changed(reading: Reading, **change: Any) -> str:
    return json.dumps(json.loads(to_line(reading)) | change)


def test_jsonl_line_has_the_keys_of_the_format(saga: list[Reading]) -> None:
    record = json.loads(to_line(saga[1]))
    assert list(record) == ["id", "title", "published", "source", "url", "entities", "claims"]
    claim = next(claim for claim in record["claims"] if claim["predicate"] == "age")
    assert claim["object"] == {"value": "42"}
    assert {key: claim[key] for key in ("status", "evidence", "confidence", "qualifiers", "extractor")} == {
        "status": "fact", "evidence": "Alonso, 42", "confidence": 0.9, "qualifiers": {"source": "Sky Sports"},
        "extractor": "test.v1",
    }  # fmt: skip
    assert saga[1].article.full_text[claim["start"] : claim["end"]] == claim["evidence"]


def test_jsonl_entity_has_qid_only_where_linked(saga: list[Reading]) -> None:
    entities = {item["name"]: item for line in map(to_line, saga) for item in json.loads(line)["entities"]}
    assert entities["Xabi Alonso"]["qid"] == "Q186071"
    assert "qid" not in entities["Arne Slot"]
    assert entities["Edwards"]["candidates"] == ["Michael_Edwards"]
    assert entities["Edwards"]["iri"].endswith("/entity/x-Edwards")


def test_jsonl_further_places_go_into_more(saga: list[Reading]) -> None:
    first = saga[0].statements[0]
    twice = type(first)(
        first.subject, first.predicate, first.object, (*first.evidence, *saga[0].statements[1].evidence)
    )
    claim = json.loads(to_line(type(saga[0])(saga[0].article, (), (twice,))))["claims"][0]
    assert claim["status"] == "fact"
    assert [place["status"] for place in claim["more"]] == ["future"]


def test_jsonl_normal_forms_stand_beside_the_words(saga: list[Reading]) -> None:
    claim = json.loads(to_line(saga[2]))["claims"][-1]
    assert "normalised" not in claim
    line = changed(saga[2], claims=[claim | {"normalised": {"until": "2026"}}])
    assert from_line(line).statements[0].evidence[0].normalised == {"until": "2026"}
    assert json.loads(to_line(from_line(line)))["claims"][0]["normalised"] == {"until": "2026"}


def test_jsonl_refuses_a_normal_form_that_is_no_string(saga: list[Reading]) -> None:
    claim = json.loads(to_line(saga[2]))["claims"][-1]
    with pytest.raises(InputError, match="'normalised' must hold strings only"):
        from_line(changed(saga[2], claims=[claim | {"normalised": {"count": 3}}]))


def test_jsonl_file_round_trip_keeps_order_and_bytes(saga: list[Reading], tmp_path: Path) -> None:
    assert write_jsonl(saga, tmp_path / "a.jsonl") == 4
    read = list(read_jsonl(tmp_path / "a.jsonl"))
    assert [reading.article.id for reading in read] == ["jan", "feb", "mar", "may"]
    write_jsonl(read, tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert "Jürgen" in (tmp_path / "a.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "an object was expected, not list"),
        (b"{}", "the key 'id' is missing"),
        (b'{"id": ""}', "needs an id"),
        (b'{"id": "a", "published": "2 days ago"}', "'2 days ago' is not a date"),
        (b'{"id": "a", "entities": [{"name": "A"}]}', "the key 'iri' is missing"),
        (b'{"id": "a", "title": "\\ud800"}', "not a line of claims"),
        (b'{"id": "a", "claims": {}}', "'claims' must be a list, not dict"),
        (b"[" * 100_000, "not"),
    ],
)
def test_jsonl_broken_line_names_file_and_line(tmp_path: Path, line: bytes, message: str) -> None:
    (tmp_path / "c.jsonl").write_bytes(b'{"id": "fine"}\n\n' + line + b"\n")
    with pytest.raises(InputError, match=r"c\.jsonl:3: .*" + message):
        list(read_jsonl(tmp_path / "c.jsonl"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"status": "maybe"}, "status must be one of fact"),
        ({"start": "0"}, "'start' must be a whole number, not str"),
        ({"confidence": True}, "'confidence' must be a number, not bool"),
        ({"qualifiers": {"fee": 5}}, "'qualifiers' must hold strings"),
        ({"object": {"value": 42}}, "'value' must be a string, not int"),
    ],
)
def test_jsonl_broken_claim_says_what_is_wrong(saga: list[Reading], change: dict[str, Any], message: str) -> None:
    claim = json.loads(to_line(saga[1]))["claims"][0]
    with pytest.raises(InputError, match=message):
        from_line(changed(saga[1], claims=[claim | change]))


def test_jsonl_confidence_that_is_no_number_is_refused(saga: list[Reading]) -> None:
    with pytest.raises(InputError, match="NaN is not a number"):
        from_line(to_line(saga[1]).replace('"confidence": 0.9', '"confidence": NaN'))


def test_jsonl_file_that_cannot_be_read_or_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_jsonl(tmp_path / "no.jsonl"))
    with pytest.raises(OutputError, match="cannot be written"):
        write_jsonl([], tmp_path / "no" / "a.jsonl")


def test_jsonl_line_of_an_article_without_claims_is_refused() -> None:
    """An article is no reading: taken for one, it would empty what the store holds of it."""
    with pytest.raises(InputError, match="claims"):
        from_line('{"id": "a", "text": "Arsenal beat Chelsea.", "title": ""}')
