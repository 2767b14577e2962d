"""The claim reader as a spaCy component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article
from touchline.ingest.component import article_doc
from touchline.ingest.language_model import load_model

if TYPE_CHECKING:
    from spacy.language import Language

    from touchline.ingest.pipeline import Extractor

TEXT = (
    "Bayer Leverkusen manager Xabi Alonso has been linked with Liverpool. The 42\u2011year-old won the Bundesliga."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = load_model()
    pipeline.add_pipe("touchline_claims_v1", config={"trained": False})
    return pipeline


def test_component_reads_an_article_as_the_extractor_does(nlp: Language, extractor: Extractor) -> None:
    article = Article("a", TEXT, "Alonso\u2019s next club", "2024-02-15")
    (wanted,) = extractor.read([article])
    found = nlp(article_doc(nlp, article))._.touchline_reading
    assert found == wanted
    assert {s.predicate for s in found.statements} >= {"manages", "linked_to"}


def test_component_reads_a_text_alone(nlp: Language) -> None:
    doc = nlp(TEXT)
    reading = doc._.touchline_reading
    assert reading.article.published is None
    assert all(TEXT[e.start : e.end] for s in reading.statements for e in s.evidence)
    assert {s.predicate for s in reading.statements} >= {"manages", "linked_to"}


def test_component_adds_what_it_needs_before_it(nlp: Language) -> None:
    names = nlp.pipe_names
    assert names[0] == "touchline_paragraphs_v1"
    assert names.index("touchline_mentions_v1") < names.index("touchline_claims_v1")


def test_component_reads_docs_in_a_stream(nlp: Language) -> None:
    articles = [Article(str(n), TEXT, published="2024-02-15") for n in range(3)]
    docs = nlp.pipe(article_doc(nlp, article) for article in articles)
    assert [doc._.touchline_reading.article.id for doc in docs] == ["0", "1", "2"]
