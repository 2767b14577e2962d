"""Captions of pictures: "Bukayo Saka of Arsenal celebrates", "England's Jude Bellingham in action"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.ingest.relations.patterned import match_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.relations.encode import EncodedSentence
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["EXTRACTOR", "captions"]

EXTRACTOR = "touchline.captions.v1"


def captions(document: ArticleDocument, sentence: EncodedSentence) -> Iterator[Proposal]:
    """Whose player or manager the caption at the start of a sentence shows."""
    if sentence.text.startswith("<") and "P" in sentence.letters and sentence.letters & {"C", "N"}:
        yield from match_rules(document, sentence, "captions.toml", EXTRACTOR)
