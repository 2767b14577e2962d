"""Sentences encoded for the word patterns: one unit for each token or mention (`touchline.ingest.relations.dsl`)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from touchline.ingest.document import ArticleDocument, Mention

__all__ = ["EncodedSentence", "encode_sentences", "sentence_mentions"]

_POS = {"NOUN": "n", "PROPN": "w", "ADJ": "j", "VERB": "v", "AUX": "x", "ADV": "r", "DET": "d", "ADP": "i",
        "SCONJ": "i", "CCONJ": "c", "NUM": "m", "PRON": "q", "PUNCT": "u", "SYM": "u", "PART": "s"}  # fmt: skip
_TYPE = {"Person": "P", "Club": "C", "NationalTeam": "N", "Competition": "K", "Venue": "V", "Place": "L",
         "Organisation": "O", "Award": "A"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EncodedSentence:
    """A sentence as the patterns see it.

    Attributes:
        text: The units, each followed by a space.
        offsets: Where in `text` each unit starts.
        tokens: (first, last) tokens of each unit, `last` exclusive.
        span: The sentence in the Doc.
        letters: The letters of the mention types in it.
        mentions: Numbers of the document's mentions in it.
    """

    text: str
    offsets: tuple[int, ...]
    tokens: tuple[tuple[int, int], ...]
    span: Span
    letters: frozenset[str]
    mentions: tuple[int, ...] = ()

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """Tokens (first, last exclusive) behind `text[start:end]`."""
        first = self.tokens[bisect_right(self.offsets, start) - 1][0]
        return first, self.tokens[bisect_right(self.offsets, max(end - 1, start)) - 1][1]


def sentence_mentions(document: ArticleDocument) -> Iterator[tuple[Span, list[tuple[int, Mention]]]]:
    """Each sentence with its mentions and their index in the document; boilerplate sentences are left out."""
    index = 0
    mentions = document.mentions
    for sentence in document.doc.sents:
        inside = []
        while index < len(mentions) and mentions[index].first < sentence.end:
            if mentions[index].first >= sentence.start:
                inside.append((index, mentions[index]))
            index += 1
        if not document.is_ignored(sentence.start_char, sentence.end_char):
            yield sentence, inside


def encode_sentences(document: ArticleDocument, *, every: bool = False) -> Iterator[EncodedSentence]:
    """Encode each sentence that holds a mention, or `every` one."""
    for sentence, inside in sentence_mentions(document):
        if inside or every:
            yield _encode(document.doc, sentence, inside)


def _encode(doc: Doc, sentence: Span, inside: list[tuple[int, Mention]]) -> EncodedSentence:
    units: list[str] = []
    tokens: list[tuple[int, int]] = []
    letters: set[str] = set()
    starts = {mention.first: (index, mention) for index, mention in inside}
    position = sentence.start
    while position < sentence.end:
        if position in starts:
            index, mention = starts[position]
            letter = _letter(mention)
            letters.add(letter)
            units.append(f"<{letter}{index}> ")
            tokens.append((mention.first, mention.last))
            if mention.kind in ("pronoun", "nominal") and doc[mention.last - 1].tag_ == "PRP$":
                units.append("'s|'s|s ")
                tokens.append((mention.first, mention.last))
            position = max(mention.last, position + 1)
            continue
        token = doc[position]
        if not token.is_space:
            units.append(_unit(token))
            tokens.append((position, position + 1))
        position += 1
    offsets, length = [], 0
    for unit in units:
        offsets.append(length)
        length += len(unit)
    numbers = tuple(index for index, _ in inside)
    return EncodedSentence("".join(units), tuple(offsets), tuple(tokens), sentence, frozenset(letters), numbers)


def _letter(mention: Mention) -> str:
    if mention.kind == "demonym":
        return "D"
    if mention.kind != "name":
        return {"Person": "Q", "Club": "B"}.get(mention.type, "B")
    return _TYPE[mention.type]


def _unit(token: Token) -> str:
    word = token.lower_.replace("|", "/").replace(" ", "_").replace("<", "(").replace(">", ")")
    lemma = token.lemma_.lower().replace("|", "/").replace(" ", "_").replace("<", "(").replace(">", ")")
    return f"{word}|{lemma}|{_POS.get(token.pos_, 'o')} "
