"""How far apart an article names the two ends of a claim.

The article is cut into sentences, the headline first, and the names of all annotated entities are looked up in it, the
longest first, so that "United" is not found inside "Newcastle United"; an entity that no whole word names is taken to
be named by a word that begins so ("Brazil" by "Brazilian"). A claim whose ends share a sentence is at
distance `same sentence`. For any other the sentence of its evidence decides: of each end the naming nearest to it is
taken, and the distance is the number of sentences between the two. Where the headline names an end that the body never
names, or where the evidence stands in the headline, it is `headline to body`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from touchline.ingest.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.graph.model import Article
    from touchline.ingest.evaluation.match import Claim, End

__all__ = ["DISTANCES", "NamedArticle", "distance", "sentences"]

SAME, NEXT, NEAR, FAR = "same sentence", "neighbouring sentence", "2-3 sentences", "further apart"
HEADLINE, NEVER, VALUE, NO_TEXT = "headline to body", "never both named", "value", "article not given"
#: In the order of the table.
DISTANCES = (SAME, NEXT, NEAR, FAR, HEADLINE, NEVER, VALUE, NO_TEXT)
_NEAR = 3
_STOP = re.compile(r"\n+|[.!?][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9£€])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s.(\"'])(?:[A-Z]|St|Mr|Mrs|Ms|Dr|Sir|Jr|Sr|vs|v|No|approx|Feb|Aug|Sept|Oct|Nov|Dec|Jan)\.$"
)

Kind = tuple[str, Any]


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of a text, end exclusive; a line break ends one.

    >>> [text[a:b] for text in ["St. Mary's was full. They won 2-1."] for a, b in sentences(text)]
    ["St. Mary's was full.", 'They won 2-1.']
    """
    return list(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if _ABBREVIATION.search(text[max(start, stop.start() - 8) : stop.start() + 1]):
            continue
        end = stop.start() + len(stop[0].rstrip())
        if text[start:end].strip():
            yield start, end
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """The sentences of an article and where it names its entities.

    Attributes:
        texts: Its sentences, those of the headline first.
        headline: How many of them are the headline's.
        named: Entity -> numbers of the sentences that name it.
    """

    texts: tuple[str, ...]
    headline: int
    named: dict[Kind, frozenset[int]]

    @classmethod
    def of(cls, article: Article, entities: Iterable[End]) -> NamedArticle:
        """Look up the entities by name and aliases."""
        parts = [[_plain(text[a:b]) for a, b in sentences(text)]
                 for text in (normalise(article.title).text, normalise(article.text).text)]  # fmt: skip
        texts = (*parts[0], *parts[1])
        bearers: dict[str, set[Kind]] = {}
        for entity in entities:
            for name in filter(None, (_plain(normalise(name).text) for name in entity.names)):
                bearers.setdefault(name, set()).add(entity.kind)
        named = _find(bearers, texts, r"(?!\w)")
        left = {name: kinds - set(named) for name, kinds in bearers.items()}
        named |= _find({name: kinds for name, kinds in left.items() if kinds}, texts, "")
        return cls(texts, len(parts[0]), {kind: frozenset(numbers) for kind, numbers in named.items()})

    def sentences_of(self, quote: str) -> range:
        """Numbers of the sentences that hold a quote; empty where the article does not have it."""
        words = _plain(normalise(quote).text)
        whole = " ".join(self.texts)
        start = whole.find(words) if words else -1
        if start < 0:
            return range(0)
        first = last = -1
        offset = 0
        for number, text in enumerate(self.texts):
            if first < 0 and start < offset + len(text):
                first = number
            if start + len(words) > offset:
                last = number
            offset += len(text) + 1
        return range(first, last + 1)


def _find(bearers: Mapping[str, set[Kind]], texts: Iterable[str], guard: str) -> dict[Kind, set[int]]:
    """Sentences by entity that bears a name found there, the longest name first."""
    found: dict[Kind, set[int]] = {}
    names = "|".join(re.escape(name) for name in sorted(bearers, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<!\w)(?:{names}){guard}")
    for number, text in enumerate(texts if bearers else ()):
        for match in pattern.finditer(text):
            for kind in bearers[match[0]]:
                found.setdefault(kind, set()).add(number)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())


def distance(claim: Claim, article: NamedArticle) -> str:
    """One of `DISTANCES`: how far apart the article names subject and object of an annotated claim."""
    if claim.subject.is_value or claim.object.is_value:
        return VALUE
    subject, end = (article.named.get(one.kind, frozenset()) for one in (claim.subject, claim.object))
    if not subject or not end:
        return NEVER
    if subject & end:
        return SAME
    evidence = article.sentences_of(claim.evidence)
    body = [{number for number in numbers if number >= article.headline} for numbers in (subject, end)]
    if not all(body) or (evidence and evidence.stop <= article.headline):
        return HEADLINE
    apart = _apart(body[0], body[1], evidence)
    if apart == 1:
        return NEXT
    return NEAR if apart <= _NEAR else FAR


def _apart(subject: Iterable[int], end: Iterable[int], evidence: range) -> int:
    """Sentences between the namings nearest to the evidence, or between the nearest of all without evidence."""

    def away(number: int) -> int:
        return max(evidence.start - number, number - evidence.stop + 1, 0) if evidence else 0

    return min((away(a) + away(b), abs(a - b)) for a, b in product(subject, end))[1]
