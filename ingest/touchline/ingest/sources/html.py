"""Web pages: the page's own metadata, and the body as trafilatura finds it, with precision before recall.

A paragraph that is missed costs a claim; a sidebar that is taken in makes false ones, so precision counts. The text is
what trafilatura returns, one paragraph a line; a first line that only repeats the title is taken off.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from touchline.ingest.cleaning import boilerplate_spans
from touchline.ingest.skips import UnreadableError
from touchline.ingest.sources.base import make_draft
from touchline.ingest.sources.decode import decode, read_bytes
from touchline.ingest.sources.page_metadata import read_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.ingest.report import SourceReport
    from touchline.ingest.sources.base import Draft, SourceFile

__all__ = ["HtmlSource"]

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
#: A page that does not call itself an article must have this many words of body to count as one.
_MIN_WORDS = 25


class HtmlSource:
    """HTML pages, one article a page."""

    label = "HTML"
    suffixes = (".html", ".htm", ".xhtml")

    def supports(self, path: Path) -> bool:
        """Whether the name ends like a web page."""
        return path.suffix.lower() in self.suffixes

    def read(self, file: SourceFile, report: SourceReport) -> Iterator[Draft]:  # noqa: ARG002
        """The page's article.

        Raises:
            UnreadableError: The page has no article that can be told from its menus and links.
        """
        data = read_bytes(file)
        charset = _CHARSET.search(data[:_HEAD])
        yield read_page(decode(data, charset[1].decode("ascii") if charset else None))


def read_page(page: str) -> Draft:
    """The article of a page that is decoded. Raises UnreadableError where there is none."""
    found = read_metadata(page)
    body = _body(page) or found.body
    lines = body.split("\n")
    if len(lines) > 1 and lines[0].strip() == found.title:
        body = "\n".join(lines[1:]).lstrip("\n")
    if not _has_article(body, declared=found.is_article):
        raise UnreadableError("no article was found in this page; save the article's own page, or its text as .txt")
    return make_draft(
        body,
        title=found.title,
        published=found.published,
        source=found.source,
        url=found.url,
        authors=found.authors,
        doubts=found.doubts,
    )


def _body(page: str) -> str:
    import trafilatura  # noqa: PLC0415  # it takes 0.3 s to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot parse is our skip
    try:
        return trafilatura.extract(page, favor_precision=True, include_comments=False) or ""
    except Exception as error:  # one page that its parser cannot take never stops a run
        raise UnreadableError(
            f"the page cannot be taken apart ({type(error).__name__}); save its text as .txt"
        ) from error


def _has_article(body: str, *, declared: bool) -> bool:
    idle = sum(len(body[start:end].split()) for start, end in boilerplate_spans(body))
    words = len(body.split()) - idle
    return words > 0 if declared else words >= _MIN_WORDS
