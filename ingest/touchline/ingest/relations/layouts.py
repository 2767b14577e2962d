"""All extractors of layouts over one article; each reads one form and stands in the evidence under its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.ingest.relations.captions import captions
from touchline.ingest.relations.fixtures import fixtures
from touchline.ingest.relations.gossip import gossip_items
from touchline.ingest.relations.headlines import headline_claims
from touchline.ingest.relations.league_tables import league_tables
from touchline.ingest.relations.line_ups import line_ups
from touchline.ingest.relations.match_facts import match_facts
from touchline.ingest.relations.score_lines import score_lines
from touchline.ingest.relations.signings import signings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.relations.encode import EncodedSentence
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["layout_proposals"]


def layout_proposals(
    document: ArticleDocument, sentences: Sequence[EncodedSentence], kb: KnowledgeBase
) -> list[Proposal]:
    """What the headline, lists, tables, captions and score lines of an article state.

    Args:
        document: The article, its names linked.
        sentences: Its sentences that hold a name, encoded.
        kb: Knowledge base.
    """
    found = [*headline_claims(document)]
    for sentence in sentences:
        found += score_lines(document, sentence)
        found += captions(document, sentence)
    found += line_ups(document)
    found += league_tables(document)
    found += fixtures(document)
    found += signings(document)
    found += match_facts(document, kb)
    found += gossip_items(document, sentences)
    return found
