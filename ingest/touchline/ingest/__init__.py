"""Football news in, claims out: sources, extraction, and the commands that run them.

Names are imported on first use, so that `import touchline.ingest` costs next to nothing.

>>> from touchline.ingest import parse_published
>>> parse_published("15 February 2024")
'2024-02-15'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.ingest.article import parse_published
    from touchline.ingest.cleaning import boilerplate_spans
    from touchline.ingest.evaluate import evaluate_claims
    from touchline.ingest.pipeline import Extractor
    from touchline.ingest.reading import extract, read
    from touchline.ingest.report import SourceReport
    from touchline.ingest.sample_files import sample_articles
    from touchline.ingest.skips import Caution, Skip
    from touchline.ingest.sources import read_articles
    from touchline.ingest.sources.base import ArticleSource

__all__ = [
    "ArticleSource",
    "Caution",
    "Extractor",
    "Skip",
    "SourceReport",
    "boilerplate_spans",
    "evaluate_claims",
    "extract",
    "parse_published",
    "read",
    "read_articles",
    "sample_articles",
]

_MODULES = {
    "ArticleSource": "sources.base",
    "Caution": "skips",
    "Extractor": "pipeline",
    "Skip": "skips",
    "SourceReport": "report",
    "boilerplate_spans": "cleaning",
    "evaluate_claims": "evaluate",
    "extract": "reading",
    "parse_published": "article",
    "read": "reading",
    "read_articles": "sources",
    "sample_articles": "sample_files",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
