"""docs/queries.md shows what the shipped queries answer over the annotated sample articles."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from touchline.graph.query import named_queries
from touchline.graph.query_doc import EXAMPLES, queries_page
from touchline.graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from touchline.graph.model import Reading

PAGE = Path(__file__).parents[2] / "docs" / "queries.md"


@pytest.fixture(scope="module")
def page(annotated_samples: list[Reading]) -> str:
    with KnowledgeGraph() as kg:
        kg.add_all(annotated_samples)
        return queries_page(kg)


def test_query_doc_page_is_up_to_date(page: str) -> None:
    if os.environ.get("TOUCHLINE_WRITE_DOCS") == "1":
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text("utf-8") == page, "write it anew: TOUCHLINE_WRITE_DOCS=1 pytest tests/graph/test_query_doc.py"


def test_query_doc_examples_name_queries_and_parameters() -> None:
    for name, given in EXAMPLES.items():
        assert set(given) <= {parameter.name for parameter in named_queries()[name].parameters}


def test_query_doc_most_examples_have_rows(page: str) -> None:
    empty = page.count("\n0 rows:\n")
    assert page.count("\n## ") == len(named_queries())
    assert empty <= 2
