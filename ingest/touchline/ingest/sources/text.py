"""Plain text and Markdown: one article a file.

Plain text has no title: whether a first line is a headline or a standfirst cannot be told for sure, and offsets count
in title and text, so nothing is cut off on a guess. Markdown says so itself: a first line `# Headline` is the title,
and the text begins after it. All else stays as it is in the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from touchline.ingest.sources.base import make_draft
from touchline.ingest.sources.decode import decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from touchline.ingest.report import SourceReport
    from touchline.ingest.sources.base import Draft, SourceFile

__all__ = ["MarkdownSource", "TextSource"]

_HEADING = re.compile(r"\s*# +(?P<title>[^\r\n]*?)[ \t#]*(?:\r?\n\s*|$)")


class TextSource:
    """Plain text; a file name without an ending counts as text, too."""

    label = "plain text"
    suffixes = (".txt", ".text", "")

    def supports(self, path: Path) -> bool:
        """Whether the name ends like a text file, or has no ending."""
        return path.suffix.lower() in self.suffixes

    def read(self, file: SourceFile, report: SourceReport) -> Iterator[Draft]:  # noqa: ARG002
        """The file's text as one article without a title."""
        yield make_draft(decode(read_bytes(file)))


class MarkdownSource:
    """Markdown, read as text; only a first heading is taken as the title."""

    label = "Markdown"
    suffixes = (".md", ".markdown")

    def supports(self, path: Path) -> bool:
        """Whether the name ends like a Markdown file."""
        return path.suffix.lower() in self.suffixes

    def read(self, file: SourceFile, report: SourceReport) -> Iterator[Draft]:  # noqa: ARG002
        """The file as one article, its first `# heading` the title."""
        text = decode(read_bytes(file))
        heading = _HEADING.match(text)
        if heading is None or not text[heading.end() :].strip():
            yield make_draft(text)
        else:
            yield make_draft(text[heading.end() :], title=heading["title"])
