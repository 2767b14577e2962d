"""The pipeline: articles in, readings out.

spaCy parses; registered components then find names (`touchline_mentions`), and everything that needs the article's
metadata (linking, coreference, extraction, resolution) runs over the parsed document. Same input, same output: no
component uses chance, time or the order of a set.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from touchline.graph.model import Entity, Evidence, Reading, Statement, Value
from touchline.graph.validate import check_statement
from touchline.ingest.article import date_line_end
from touchline.ingest.cleaning import boilerplate_spans
from touchline.ingest.coreference import Coreference
from touchline.ingest.document import ArticleDocument
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.language_model import load_model
from touchline.ingest.linking import Linker
from touchline.ingest.mentions import NameFinder
from touchline.ingest.normalise import normalise
from touchline.ingest.reader.plausible import plausible
from touchline.ingest.reader.reader import ClaimReader
from touchline.ingest.relations.encode import encode_sentences
from touchline.ingest.relations.frames import match_frames
from touchline.ingest.relations.layouts import layout_proposals
from touchline.ingest.relations.noun_phrases import describe, person_phrases
from touchline.ingest.relations.phrases import match_phrases
from touchline.ingest.relations.qualifiers import add_qualifiers, normal_forms
from touchline.ingest.relations.status import apply_status
from touchline.ingest.relations.supported import supported_by_article, supported_claims
from touchline.ingest.relations.tenures import settle_tenures
from touchline.ingest.resolver import met_sides, own_clubs, resolve_proposals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from touchline.graph.model import Article
    from touchline.ingest.document import EntityRecord
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["Extractor", "MentionComponent", "make_mentions", "make_paragraphs", "reading_of"]

_BATCH = 16
if not Doc.has_extension("touchline_finds"):
    Doc.set_extension("touchline_finds", default=())


@Language.component("touchline_paragraphs_v1")
def make_paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each line break, and none at a word in lower case within a line.

    The parser then never joins a headline to what follows, nor cuts "Atletico Madrid | coach Diego Simeone" in two.
    """
    starts = np.zeros(len(doc), dtype=np.int64)
    broken = False
    for token in doc:
        if token.is_space:
            broken = broken or "\n" in token.text
            continue
        if token.i and (broken or token.text[0].islower()):
            starts[token.i] = 1 if broken else -1
        broken = False
    # All at once: setting `is_sent_start` token by token looks at the whole Doc each time.
    return doc.from_array(["SENT_START"], cast("Any", starts.astype(np.uint64).reshape(-1, 1)))


class MentionComponent:
    """Finds names in a parsed Doc and keeps them in `doc._.touchline_finds`.

    The packaged knowledge base is loaded on first use, unless `finder` is set before.
    """

    def __init__(self) -> None:
        self.finder: NameFinder | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of one Doc."""
        if self.finder is None:
            self.finder = NameFinder(KnowledgeBase.load())
        doc._.touchline_finds = tuple(self.finder.find(doc))
        return doc


@Language.factory("touchline_mentions_v1", assigns=["doc._.touchline_finds"], requires=["doc.ents", "token.pos"])
def make_mentions(nlp: Language, name: str) -> MentionComponent:
    """The component that finds names by the knowledge base, the named entities and the shape of names."""
    del nlp, name
    return MentionComponent()


class Extractor:
    """Reads articles into claims.

    Args:
        nlp: A spaCy pipeline with tagger, parser, lemmatizer and ner.
        kb: Knowledge base.
        min_confidence: Claims below it are left out; None for the default.
        reader: The trained reader; without it rules alone read.
    """

    def __init__(
        self, nlp: Language, kb: KnowledgeBase, *, min_confidence: float | None = None,
        reader: ClaimReader | None = None,
    ) -> None:  # fmt: skip
        self._reader = reader
        self._nlp = nlp
        self._kb = kb
        self._min_confidence = min_confidence
        finder = NameFinder(kb)
        if "touchline_paragraphs_v1" not in nlp.pipe_names:
            nlp.add_pipe("touchline_paragraphs_v1", first=True)
            nlp.add_pipe("touchline_mentions_v1", last=True)
        cast("MentionComponent", nlp.get_pipe("touchline_mentions_v1")).finder = finder
        self._linker = Linker(kb, finder)

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base it reads with."""
        return self._kb

    @classmethod
    def load(
        cls, *, model: str | None = None, kb: Sequence[Path] = (), min_confidence: float | None = None,
        trained: bool = True,
    ) -> Extractor:  # fmt: skip
        """Load the language model and the knowledge base.

        Args:
            model: Name of another installed spaCy model; the pinned en_core_web_sm 3.8.0 by default.
            kb: The user's own knowledge-base files (CSV or JSON Lines).
            min_confidence: Claims below it are left out; None for the default.
            trained: Whether the trained reader reads beside the rules.

        Raises:
            ModelError: A model is missing or is not the pinned one.
            InputError: A knowledge-base file is invalid.
        """
        reader = ClaimReader() if trained else None
        return cls(load_model(model), KnowledgeBase.load(kb), min_confidence=min_confidence, reader=reader)

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, in order; an article that breaks the reader yields an empty reading with a warning."""
        iterator = iter(articles)
        while batch := list(islice(iterator, _BATCH)):
            try:
                documents = list(self.documents(batch))
            except Exception:  # noqa: BLE001  (one of them cannot be parsed: find out which)
                for article in batch:
                    yield self._read_alone(article)
            else:
                yield from map(self.read_document, documents)

    def _read_alone(self, article: Article) -> Reading:
        try:
            (document,) = self.documents([article])
        except Exception as error:  # noqa: BLE001
            return _not_read(article, error)
        return self.read_document(document)

    def documents(self, articles: Iterable[Article]) -> Iterator[ArticleDocument]:
        """Parse articles, in order; names are not yet linked."""
        iterator = iter(articles)
        while batch := list(islice(iterator, _BATCH)):
            texts = [normalise(article.full_text) for article in batch]
            docs = self._nlp.pipe([text.text for text in texts], batch_size=_BATCH)
            yield from map(ArticleDocument, batch, texts, docs)

    def read_document(self, document: ArticleDocument) -> Reading:
        """Read one parsed article; one that breaks the reader gets an empty reading with a warning."""
        try:
            proposals = self.proposals(document)
            claims = self._resolve(document, proposals)
            add_qualifiers(document, claims)
            return reading_of(document, claims)
        except Exception as error:  # noqa: BLE001  (one bad article never stops a run; the summary shows the warning)
            return _not_read(document.article, error)

    def _resolve(self, document: ArticleDocument, proposals: list[Proposal]) -> list[list[Proposal]]:
        if self._reader is None:
            return resolve_proposals(proposals, self._min_confidence)
        judgements = self._reader.judge(document, self._kb)
        read = settle_tenures(document, plausible(judgements.propose(document), self._kb), self._kb)
        return resolve_proposals([*proposals, *read], self._min_confidence, judgements)

    def proposals(self, document: ArticleDocument) -> list[Proposal]:
        """Link a parsed article's names and propose every claim that an extractor reads in it."""
        document.ignored = tuple(boilerplate_spans(document.text.text))
        self._linker.link(document, document.doc._.touchline_finds)
        coreference = Coreference(self._kb, document)
        phrases = [p for s in encode_sentences(document, every=True) for p in person_phrases(document, s)]
        for phrase in phrases:
            coreference.learn(phrase)
        coreference.resolve(phrases)
        found: list[Proposal] = []
        for phrase in phrases:
            if phrase.person is not None:
                found += describe(phrase, phrase.person)
        sentences = list(encode_sentences(document))
        for sentence in sentences:
            found += supported_claims(document, sentence, self._kb)
        found += layout_proposals(document, sentences, self._kb)
        found += supported_by_article(document, self._kb)
        clubs = own_clubs(document, found)
        for sentence in sentences:
            found += match_phrases(document, sentence, {"@club": clubs})
        found += match_frames(document)
        opponents = met_sides(document, found)
        for sentence in sentences if opponents else ():
            found += match_phrases(document, sentence, {"@opponent": opponents})
        found = [p for p in (apply_status(document.doc, p) for p in found) if p is not None]
        return settle_tenures(document, found, self._kb)


def _not_read(article: Article, error: Exception) -> Reading:
    return Reading(article, warnings=(f"not read: {type(error).__name__}: {error}",))


def reading_of(document: ArticleDocument, claims: list[list[Proposal]]) -> Reading:
    """What an article says, from its settled claims."""
    used = [e for c in claims for e in (c[0].subject, c[0].object) if not isinstance(e, str)]
    records = {r.id: r for r in (*document.entities.values(), *used)}
    entities = {identifier: _entity(record) for identifier, record in records.items()}
    statements: list[Statement] = []
    warnings: list[str] = []
    for claim in claims:
        lead = claim[0]
        end = Value(lead.object) if isinstance(lead.object, str) else entities[lead.object.id]
        evidence = tuple(dict.fromkeys(_evidence(document, p) for p in claim))
        statement = Statement(entities[lead.subject.id], lead.predicate, end, evidence)
        problem = check_statement(statement)
        if problem is None:
            statements.append(statement)
        else:
            warnings.append(f"a claim was left out: {problem}")
    mentions: dict[str, list[tuple[int, int]]] = {}
    for mention in document.mentions:
        if mention.kind in ("name", "demonym"):
            span = document.text.to_original(mention.start, mention.end)
            for record in filter(None, (mention.entity, mention.place)):
                mentions.setdefault(record.id, []).append(span)
    kept = {k: tuple(v) for k, v in mentions.items() if k in entities}
    return Reading(document.article, tuple(entities.values()), tuple(statements), kept, tuple(warnings))


def _entity(record: EntityRecord) -> Entity:
    aliases = tuple(sorted(record.aliases - {record.name}))
    return Entity(record.id, record.type, record.name, aliases, record.qid or None, tuple(sorted(record.candidates)))


def _after_date_line(article: Article) -> int:
    """Where the text proper begins: a line `date 2024-02-15` before it is no part of its first sentence."""
    return len(article.full_text) - len(article.text) + date_line_end(article.text)


def _evidence(document: ArticleDocument, proposal: Proposal) -> Evidence:
    doc = document.doc
    span = doc[proposal.first : proposal.last]
    start, end = document.text.to_original(span.start_char, span.end_char)
    original = document.text.original
    around = doc[document.sentence_at(proposal.first)[0] : document.sentence_at(proposal.last - 1)[1]]
    begin, stop = document.text.to_original(around.start_char, around.end_char)
    begin = max(begin, min(start, _after_date_line(document.article)))
    return Evidence(
        document.article.id, start, end, original[start:end], original[begin:stop].strip(), proposal.status,
        dict(sorted(proposal.qualifiers.items())), proposal.qualifiers.get("source", ""), document.article.published,
        proposal.confidence, proposal.extractor, normal_forms(document, proposal),
    )  # fmt: skip
