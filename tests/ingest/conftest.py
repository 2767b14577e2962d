"""One pipeline for all tests that need to parse: loading it takes a second.

It reads by rules alone, so that a test of a rule tells of that rule; the trained reader has tests of its own, and the
tests of whole commands and the gate run both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.model import Entity, Reading
    from touchline.ingest.pipeline import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    from touchline.ingest.pipeline import Extractor  # noqa: PLC0415  (spaCy is loaded only where it is needed)

    return Extractor.load(trained=False)


@pytest.fixture(scope="session")
def whole_extractor() -> Extractor:
    """Rules and the trained reader, as the commands use them."""
    from touchline.ingest.pipeline import Extractor  # noqa: PLC0415

    return Extractor.load()


@pytest.fixture(scope="session")
def read_text(extractor: Extractor) -> Callable[..., Reading]:
    """Read one text as an article of 15 February 2024 without a headline."""

    def read(text: str, title: str = "", published: str | None = "2024-02-15") -> Reading:
        return next(extractor.read([Article(id="test", text=text, title=title, published=published)]))

    return read


@pytest.fixture(scope="session")
def claims_of(read_text: Callable[..., Reading]) -> Callable[..., set[str]]:
    """The claims of a text, each as "subject predicate object status"."""

    def claims(text: str, title: str = "", published: str | None = "2024-02-15") -> set[str]:
        reading = read_text(text, title, published)
        assert not reading.warnings
        return {f"{s.subject.name} {s.predicate} {_name(s.object)} {s.status}" for s in reading.statements}

    return claims


def _name(end: Entity | Value) -> str:
    return end.value if isinstance(end, Value) else end.name
