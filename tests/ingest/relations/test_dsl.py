from __future__ import annotations

import pytest

from touchline.ingest.relations.dsl import PatternError, compile_pattern

SENTENCE = "the|the|d <C3> head|head|n coach|coach|n <P4> (|(|u 42|42|m )|)|u signed|sign|v for|for|i <B5> "


@pytest.mark.parametrize(
    ("pattern", "bound"),
    [
        ("{o:Club} (@manager) {s:Person}", {"o": "3", "s": "4"}),
        ("{s:Name} \\( {age=:m} \\)", {"s": "4", "age": "42|42|m "}),
        ("{s:Person} ... sign~ for {o:Club}", {"s": "4", "o": "5"}),
        ("^ the {o:ClubName}", {"o": "3"}),
        ("{o:Team} $", {"o": "5"}),
        ("(head)? coach {s:Person,Club}", {"s": "4"}),
        ("{o:Club} :n{2,3} {s:Name}", {"o": "3", "s": "4"}),
    ],
)
def test_dsl_pattern_binds(pattern: str, bound: dict[str, str]) -> None:
    match = compile_pattern(pattern, {"manager": "manager | head coach"}).search(SENTENCE)
    assert match is not None
    assert match.groupdict() == bound


@pytest.mark.parametrize(
    "pattern", ["oach {s:Person}", "{s:Pronoun}", "{o:Club} {s:Person}", "signed~", "...2 {o:Venue}"]
)
def test_dsl_pattern_does_not_match(pattern: str) -> None:
    assert compile_pattern(pattern, {}).search(SENTENCE) is None


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("@nobody", "no macro @nobody"),
        ("{s:Robot}", "no mention type 'Robot'"),
        ("(a | b", "p: .*"),
        ("@loop", "circle"),
    ],
)
def test_dsl_error_names_the_pattern(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        compile_pattern(pattern, {"loop": "@loop"}, "p")
