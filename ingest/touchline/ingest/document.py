"""An article being read: its parse, its mentions and the entities behind them.

The pipeline's components fill one `ArticleDocument` step by step; nothing outside `touchline.ingest` sees it.
Offsets of mentions count in the normalised text (`ArticleDocument.text.text`), tokens in the spaCy Doc.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from touchline.graph.model import Article
    from touchline.ingest.normalise import NormalisedText

__all__ = ["ArticleDocument", "EntityRecord", "Mention", "MentionKind"]

#: name: a name in full or short; demonym: "Spanish", "Spaniard"; pronoun: "he", "his"; nominal: "the 22-year-old".
MentionKind = Literal["name", "demonym", "pronoun", "nominal"]


@dataclass(slots=True, eq=False)
class EntityRecord:
    """An entity of one article, growing while the article is read.

    Attributes:
        id: Knowledge-base id, or an id that starts with `x-` for an entity that is not linked.
        type: Ontology class.
        name: Fullest usual name.
        qid: Wikidata item or empty.
        aliases: Surface forms in the article.
        candidates: Knowledge-base ids that an unlinked name might stand for.
        linked: Whether `id` comes from the knowledge base.
    """

    id: str
    type: str
    name: str
    qid: str = ""
    aliases: set[str] = field(default_factory=set)
    candidates: tuple[str, ...] = ()
    linked: bool = False


@dataclass(slots=True, eq=False)
class Mention:
    """A stretch of text that stands for an entity.

    Attributes:
        start, end: Offsets in the normalised text.
        first, last: Tokens, `last` exclusive.
        entity: What it stands for.
        kind: How it names it.
        place: For a country's name or a demonym, the country as a Place; `entity` is then its national team
            (a country's name) or the Place itself (a demonym, a country without a team).
    """

    start: int
    end: int
    first: int
    last: int
    entity: EntityRecord
    kind: MentionKind = "name"
    place: EntityRecord | None = None

    @property
    def type(self) -> str:
        """Type of the entity."""
        return self.entity.type


@dataclass(slots=True)
class ArticleDocument:
    """One article with everything that has been found in it so far.

    Attributes:
        article: As given.
        text: Normalised text with the way back.
        doc: spaCy parse of the normalised text.
        ignored: Spans of boilerplate, in offsets of the normalised text.
        mentions: Sorted by position, not overlapping.
        entities: By id, in order of first mention.
    """

    article: Article
    text: NormalisedText
    doc: Doc
    ignored: tuple[tuple[int, int], ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    entities: dict[str, EntityRecord] = field(default_factory=dict)
    _sentences: list[int] = field(default_factory=list)

    def sentence_at(self, token: int) -> tuple[int, int]:
        """Tokens (first, last exclusive) of the sentence that holds a token.

        spaCy's own `Token.sent` walks the whole Doc at each call.
        """
        if not self._sentences:
            self._sentences.extend(sentence.start for sentence in self.doc.sents)
        index = bisect_right(self._sentences, token) - 1
        following = index + 1
        return self._sentences[index], self._sentences[following] if following < len(self._sentences) else len(self.doc)

    def tokens_at(self, start: int, end: int) -> tuple[int, int]:
        """Tokens (first, last exclusive) that the offsets touch."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            raise ValueError(f"no token at {start} to {end}")
        return span.start, span.end

    @property
    def title_end(self) -> int:
        """Offset in the normalised text at which the headline ends (0 without one)."""
        return self.text.text.find("\n") if self.article.title else 0

    def is_ignored(self, start: int, end: int) -> bool:
        """Whether the span touches boilerplate."""
        return any(start < stop and end > begin for begin, stop in self.ignored)
