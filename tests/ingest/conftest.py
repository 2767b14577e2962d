"""One pipeline for all tests that need to parse: loading it takes a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article, Value
from touchline.ingest.pipeline import Extractor

if TYPE_CHECKING:
    from collections.abc import Callable

    from touchline.graph.model import Reading


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.fixture(scope="session")
def read_text(extractor: Extractor) -> Callable[..., Reading]:
    """Read one text as an article of 15 February 2024 without a headline."""

    def read(text: str, **fields: str) -> Reading:
        article = Article(id="test", text=text, **{"published": "2024-02-15", **fields})
        return next(extractor.read([article]))

    return read


@pytest.fixture(scope="session")
def claims_of(read_text: Callable[..., Reading]) -> Callable[..., set[str]]:
    """The claims of a text, each as "subject predicate object status"."""

    def claims(text: str, **fields: str) -> set[str]:
        reading = read_text(text, **fields)
        assert not reading.warnings
        return {
            f"{s.subject.name} {s.predicate} {s.object.value if isinstance(s.object, Value) else s.object.name} {s.status}"
            for s in reading.statements
        }

    return claims
