"""Article sources: one small adapter for each kind of file, and the reader that runs them.

>>> from pathlib import Path
>>> [source.label for source in SOURCES if source.supports(Path("news/derby.md"))]
['Markdown']
"""

from __future__ import annotations

import hashlib
import stat
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO

from touchline.ingest.article import MAX_CHARACTERS, content_id
from touchline.ingest.report import SourceReport
from touchline.ingest.skips import UnreadableError
from touchline.ingest.sources.html import HtmlSource
from touchline.ingest.sources.jsonl import JsonLinesSource
from touchline.ingest.sources.stdin import read_stream
from touchline.ingest.sources.text import MarkdownSource, TextSource
from touchline.ingest.sources.walk import STDIN, find_files, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from touchline.graph.model import Article
    from touchline.ingest.sources.base import ArticleSource, Draft, SourceFile

__all__ = ["SOURCES", "read_articles", "read_files"]

#: Every source; the first that supports a file reads it.
SOURCES: list[ArticleSource] = [TextSource(), MarkdownSource(), HtmlSource(), JsonLinesSource()]

_MAX_ID = 500


def read_articles(
    *paths: str | Path, report: SourceReport | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article]:
    """Read the articles of files and folders, one by one, in order.

    Args:
        paths: Files, folders (read with all their folders, sorted) and `-` for standard input.
        report: Filled with what was skipped and why; nothing raises on account of one bad file.
        stdin: Bytes to read for `-`, in place of `sys.stdin`.

    Yields:
        Articles with ids that are unique within this call.
    """
    report = report if report is not None else SourceReport()
    yield from read_files(find_files(paths, report), report, stdin=stdin)


def read_files(
    files: Iterable[SourceFile], report: SourceReport, *, stdin: BinaryIO | None = None
) -> Iterator[Article]:
    """Read the articles of files that `find_files` found; what is wrong with one of them goes into the report."""
    ids = _Ids()
    for file in files:
        done = report.bytes_read + file.size
        try:
            for draft in _drafts(file, report, stdin):
                article = ids.admit(draft, file, report)
                if article is not None:
                    report.articles += 1
                    yield article
        except UnreadableError as error:
            report.skip(file.shown, str(error), error.line)
        except OSError as error:
            report.skip(file.shown, why_unreadable(error))
        report.bytes_read = max(report.bytes_read, done) if file.size else report.bytes_read


def _drafts(file: SourceFile, report: SourceReport, stdin: BinaryIO | None) -> Iterator[Draft]:
    if file.name == STDIN:
        yield from read_stream(replace(file, stream=stdin or sys.stdin.buffer), report)
        return
    if not stat.S_ISREG(file.path.stat().st_mode):  # a pipe, such as bash's <(…): it has no name of its own
        yield from read_stream(file, report)
        return
    source = next((source for source in SOURCES if source.supports(file.path)), None)
    if source is None:
        known = ", ".join(suffix for source in SOURCES for suffix in source.suffixes if suffix)
        ending = file.path.suffix
        raise UnreadableError(f"files that end in {ending} are not read; convert it to one of {known}")
    yield from source.read(file, report)


@dataclass(slots=True)
class _Ids:
    """Gives each article its id and keeps ids unique: id -> (hash of the article, where it was met)."""

    met: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def admit(self, draft: Draft, file: SourceFile, report: SourceReport) -> Article | None:
        """The article with its id, or None where it is left out (the report says why)."""
        article, place = draft.article, f"{file.shown}, line {draft.line}" if draft.line else file.shown
        if len(article.full_text) > MAX_CHARACTERS:
            size = len(article.full_text)
            reason = f"the article has {size:,} characters, more than the {MAX_CHARACTERS:,} that are read; split it"
            report.skip(file.shown, reason, draft.line)
            return None
        if len(article.id) > _MAX_ID:
            report.skip(file.shown, f"the id has more than {_MAX_ID} characters; shorten it", draft.line)
            return None
        named = bool(article.id)
        article = article if named else replace(article, id=_derived_id(draft, file))
        digest = hashlib.sha256(repr(article).encode("utf-8", "replace")).digest()
        if article.id in self.met and not named and self.met[article.id][0] != digest:
            article = replace(article, id=content_id(f"{article.id}~", article.full_text))
        if article.id in self.met:
            self._again(article, digest, draft, file, report)
            return None
        self.met[article.id] = (digest, place)
        for doubt in draft.doubts:
            report.caution(file.shown, doubt, draft.line)
        return article

    def _again(self, article: Article, digest: bytes, draft: Draft, file: SourceFile, report: SourceReport) -> None:
        known, where = self.met[article.id]
        if known == digest:
            report.caution(file.shown, f"the same article was already read from {where}; it counts once", draft.line)
        else:
            reason = f"the id {article.id!r} was already given to another article ({where}); give each its own id"
            report.skip(file.shown, reason, draft.line)


def _derived_id(draft: Draft, file: SourceFile) -> str:
    unnamed = file.name == STDIN or not file.size
    if unnamed:
        return content_id("stdin-", draft.article.full_text)
    return content_id(f"{file.name}#", draft.article.full_text) if draft.line else file.name
