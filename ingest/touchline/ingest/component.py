"""The claim reader as a spaCy component, for pipelines of one's own.

>>> import spacy
>>> nlp = spacy.load("en_core_web_sm")                               # doctest: +SKIP
>>> nlp.add_pipe("touchline_claims_v1")                              # doctest: +SKIP
>>> nlp(article_doc(nlp, article))._.touchline_reading.statements    # doctest: +SKIP

The component needs what comes before it (`touchline_paragraphs_v1`, `touchline_mentions_v1`) and adds both where they
are missing. A Doc made from a text alone has no date: what the knowledge base knows of the day is then not used.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from touchline.graph.model import Article
from touchline.ingest.article import content_id
from touchline.ingest.document import ArticleDocument
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.normalise import NormalisedText, normalise
from touchline.ingest.pipeline import Extractor
from touchline.ingest.reader.reader import ClaimReader

__all__ = ["ClaimComponent", "article_doc", "make_claims"]

for _name in ("touchline_article", "touchline_text", "touchline_reading"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def article_doc(nlp: Language, article: Article) -> Doc:
    """An article's tokens, its text mended for the parser; `nlp(doc)` or `nlp.pipe(docs)` then reads it.

    Offsets of the reading's evidence count in `article.full_text`.
    """
    text = normalise(article.full_text)
    doc = nlp.make_doc(text.text)
    doc._.touchline_article, doc._.touchline_text = article, text
    return doc


class ClaimComponent:
    """Reads each Doc and keeps the `Reading` in `doc._.touchline_reading`.

    An article that breaks the reader gets an empty reading with a warning, as everywhere.
    """

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc."""
        article = doc._.touchline_article or Article(content_id("text-", doc.text), doc.text)
        text = doc._.touchline_text or NormalisedText(doc.text, doc.text, ((0, 0, True),))
        doc._.touchline_reading = self._extractor.read_document(ArticleDocument(article, text, doc))
        return doc


@Language.factory(
    "touchline_claims_v1", assigns=["doc._.touchline_reading"], requires=["doc.ents", "token.dep", "token.lemma"],
    default_config={"min_confidence": None, "trained": True},
)  # fmt: skip
def make_claims(nlp: Language, name: str, min_confidence: float | None, trained: bool) -> ClaimComponent:
    """The component that reads claims.

    Args:
        nlp: A pipeline with tagger, parser, lemmatizer and ner.
        name: Of the component in it.
        min_confidence: Claims below it are left out; None for the default.
        trained: Whether the trained reader reads beside the rules.
    """
    del name
    reader = ClaimReader() if trained else None
    return ClaimComponent(Extractor(nlp, KnowledgeBase.load(), min_confidence=min_confidence, reader=reader))
