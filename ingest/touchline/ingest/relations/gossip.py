"""Gossip items: "Manchester United are keen on Everton's Jarrad Branthwaite, 21. (Mirror)".

An item is a line that ends with its source in brackets. Everything in it is somebody's report, so the rules of
`gossip.toml` reach further than those of running text, and the source is a qualifier of each claim.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.patterned import match_rules
from touchline.ingest.relations.rows import TEAMS, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.relations.encode import EncodedSentence
    from touchline.ingest.relations.proposal import Proposal
    from touchline.ingest.relations.rows import Row

__all__ = ["EXTRACTOR", "gossip_items"]

EXTRACTOR = "touchline.gossip.v1"
_RULES = "gossip.toml"
_MOST_UNITS = 120
_BRACKET = re.compile(r"[(\[](?P<source>[^()\[\]\n]{2,70})[)\]]\W*$")
_REST = re.compile(
    r"\s*(?:,|-|\u2013|/| and | via | in |\b(?:external|subscription required|paywall)\b).*$", re.IGNORECASE
)


@cache
def _outlets() -> frozenset[str]:
    return frozenset(read_toml(_RULES)["outlets"])


def gossip_items(document: ArticleDocument, sentences: Sequence[EncodedSentence]) -> Iterator[Proposal]:
    """What the gossip items of an article report."""
    for row in rows(document):
        source = _source(row)
        if source:
            for sentence in sentences:
                if row.start <= sentence.span.start_char < row.end and len(sentence.tokens) <= _MOST_UNITS:
                    yield from match_rules(document, sentence, _RULES, EXTRACTOR, {"source": source})


def _source(row: Row) -> str:
    """The outlet in the brackets that close a line; empty where they hold something else."""
    match = _BRACKET.search(row.text)
    if match is None or row.is_title:
        return ""
    begin = row.start + match.start("source")
    inside = [m for m in row.mentions if m.start >= begin]
    words = match["source"].strip()
    name = _REST.sub("", words)
    known = name.casefold().removeprefix("the ").strip() in _outlets()
    if any(m.type in (*TEAMS, "Venue", "Competition") for m in inside) and not known:
        return ""
    organisation = any(m.type == "Organisation" for m in inside) and not any(letter.isdigit() for letter in name)
    return name if known or organisation else ""
