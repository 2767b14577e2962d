"""Documents built by hand, so that a test says what the parser saw."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc

from touchline.graph.model import Article
from touchline.ingest.document import ArticleDocument, EntityRecord, Mention
from touchline.ingest.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.vocab import Vocab

    from touchline.ingest.pipeline import Extractor
    from touchline.ingest.relations.proposal import Proposal

#: word, part of speech, dependency, head (index), and where it matters lemma and tag.
Row = tuple[str, str, str, int] | tuple[str, str, str, int, str] | tuple[str, str, str, int, str, str]
#: first token, last token (exclusive), type, name, and where it is no name the kind.
Named = tuple[int, int, str, str] | tuple[int, int, str, str, str]


@cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab


@pytest.fixture
def make_document() -> Callable[..., ArticleDocument]:
    """Build an article from rows of tokens and its mentions; mentions of one name share their entity."""

    def make(rows: list[Row], named: list[Named], *, ignored: tuple[tuple[int, int], ...] = ()) -> ArticleDocument:
        doc = Doc(
            _vocab(),
            words=[row[0] for row in rows],
            pos=[row[1] for row in rows],
            deps=[row[2] for row in rows],
            heads=[row[3] for row in rows],
            lemmas=[row[4] if len(row) > 4 else row[0].lower() for row in rows],
            tags=[row[5] if len(row) > 5 else "" for row in rows],
        )
        entities: dict[str, EntityRecord] = {}
        mentions = [_mention(doc, one, entities) for one in named]
        article = Article("made", doc.text, published="2024-02-15")
        return ArticleDocument(article, normalise(doc.text), doc, ignored, mentions, entities)

    return make


@pytest.fixture(scope="session")
def proposals_of(extractor: Extractor) -> Callable[..., list[Proposal]]:
    """Every proposal that the extractors make for a text, before any is weighed."""

    def proposals(text: str, published: str | None = "2024-02-15") -> list[Proposal]:
        (document,) = extractor.documents([Article("test", text, published=published)])
        return extractor.proposals(document)

    return proposals


def _mention(doc: Doc, named: Named, entities: dict[str, EntityRecord]) -> Mention:
    first, last, kind, name, *rest = named
    record = entities.setdefault(name, EntityRecord(name.replace(" ", "_"), kind, name))
    span = doc[first:last]
    how: Any = rest[0] if rest else "name"
    return Mention(span.start_char, span.end_char, first, last, record, how)
