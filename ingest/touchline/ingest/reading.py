"""Reading in one call: from articles, or from files, to what they say.

The language model is loaded on the first call and kept, since it takes about a second.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from touchline.ingest.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from touchline.graph.model import Article, Reading
    from touchline.ingest.pipeline import Extractor
    from touchline.ingest.report import SourceReport

__all__ = ["extract", "read"]


@cache
def _default_extractor() -> Extractor:
    from touchline.ingest.pipeline import Extractor  # noqa: PLC0415

    return Extractor.load()


def extract(articles: Article | Iterable[Article], *, extractor: Extractor | None = None) -> Iterator[Reading]:
    """What articles say, in order.

    Args:
        articles: One article or several.
        extractor: What reads them; by default one with the pinned model and the packaged knowledge base.

    Raises:
        ModelError: The language model is missing or is not the pinned one.
    """
    from touchline.graph.model import Article  # noqa: PLC0415

    several = [articles] if isinstance(articles, Article) else articles
    return (extractor or _default_extractor()).read(several)


def read(
    *paths: str | Path, report: SourceReport | None = None, extractor: Extractor | None = None
) -> Iterator[Reading]:
    """What the articles of files and folders say, in order; `report` is filled with what was skipped and why."""
    return extract(read_articles(*paths, report=report), extractor=extractor)
