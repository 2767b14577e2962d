"""Who reports or says a thing."""

from __future__ import annotations

import pytest

from touchline.ingest.relations.reported import named_sources


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Roma want the winger, according to Sky Italia.", "Sky Italia"),
        ("As per journalist Matteo Moretto, talks go on.", "Matteo Moretto"),
        ("The Guardian report that United want the goalkeeper.", "The Guardian"),
        ("Roma are keen, reports Sport's Ferran Correas.", "Ferran Correas"),
        ("A report from Calciomercato claims that Roma are willing to pay.", "Calciomercato"),
        ("Sources have told ESPN that the offer stands.", "ESPN"),
        ("Roma will not sell their captain. (Daily Mail)", "Daily Mail"),
        ("Roma want a new goalkeeper - The Sun", "The Sun"),
        ("Football Insider understands that the deal is close.", "Football Insider"),
    ],
)
def test_reported_finds_the_source(text: str, name: str) -> None:
    assert next(named_sources(text)).text == name


def test_reported_takes_the_first_of_a_chain() -> None:
    assert next(named_sources("As per Marca via The Standard, Roma are interested.")).text == "Marca"


def test_reported_marks_speech() -> None:
    (source,) = named_sources('Luis Enrique said: "I want him."')
    assert (source.text, source.spoken) == ("Luis Enrique", True)


@pytest.mark.parametrize(
    "text", ["He said so.", "Reports suggest a move.", "Roma won the match.", "They claimed a point."]
)
def test_reported_names_nobody_without_a_name(text: str) -> None:
    assert not list(named_sources(text))


def test_reported_marks_what_closes_the_text() -> None:
    (source,) = named_sources("Roma sign the winger - Corriere dello Sport")
    assert (source.text, source.closing) == ("Corriere dello Sport", True)
    assert not next(named_sources("According to Marca, Roma want him.")).closing
