"""Claims that a headline states: "Spurs eye Gallagher", "Mutu agrees Juventus move", "Chelsea sack Potter".

Headlines have a grammar of their own. Verbs are in the present tense for what has happened, auxiliaries and articles
fall away, and a noun stands for a clause ("Salah injury blow"). A parser trained on running text misreads them, so
their status comes from the words of the pattern and no cue is looked for. The rules are in `headlines.toml`; they see
the headline as one line, without quotation marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.relations.encode import EncodedSentence, encode_sentences
from touchline.ingest.relations.patterned import match_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from touchline.ingest.document import ArticleDocument
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["EXTRACTOR", "headline", "headline_claims"]

EXTRACTOR = "touchline.headlines.v1"
_RULES = "headlines.toml"
#: A longer "headline" is a text that was put in its place.
_MOST_UNITS = 50
_QUOTE = re.compile(r"[\"'`\u2018\u2019\u201c\u201d]+\|")
#: A site's name after the headline: "… - Man United News And Transfer News".
_TAIL = re.compile(
    r"\s[-\u2013|\u00bb]\s[^-\u2013|\u00bb]*\b(?:news(?:paper)?|leagues|sport|football|report)\b[^-|]*$", re.IGNORECASE
)


def headline(document: ArticleDocument) -> EncodedSentence | None:
    """The headline as one encoded line without quotation marks and without the site's name; None if there is none."""
    end = document.title_end
    if end <= 0:
        return None
    tail = _TAIL.search(document.text.text, 0, end)
    end = tail.start() if tail else end
    units: list[str] = []
    tokens: list[tuple[int, int]] = []
    letters: set[str] = set()
    doc = document.doc
    for sentence in encode_sentences(document, every=True):
        if sentence.span.start_char >= end:
            break
        letters |= sentence.letters
        for unit, (first, last) in zip(sentence.text.split(), sentence.tokens, strict=True):
            if doc[first].idx < end and not _is_quotation_mark(doc, unit, first):
                units.append(unit + " ")
                tokens.append((first, last))
    if not units:
        return None
    offsets, length = [], 0
    for unit in units:
        offsets.append(length)
        length += len(unit)
    span = doc[tokens[0][0] : tokens[-1][1]]
    return EncodedSentence("".join(units), tuple(offsets), tuple(tokens), span, frozenset(letters))


def _is_quotation_mark(doc: Doc, unit: str, first: int) -> bool:
    """Whether a unit is a quotation mark, not the possessive of "Wolves' striker"."""
    if _QUOTE.match(unit) is None:
        return False
    return first == 0 or bool(doc[first - 1].whitespace_) or not doc[first - 1].lower_.endswith("s")


def headline_claims(document: ArticleDocument) -> Iterator[Proposal]:
    """What the headline states."""
    line = headline(document)
    if line is not None and len(line.tokens) <= _MOST_UNITS and line.letters & set("PCNK"):
        yield from match_rules(document, line, _RULES, EXTRACTOR)
