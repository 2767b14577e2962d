"""What a source is: an adapter that turns one file into articles.

To add one, write a class with the four members of `ArticleSource` in a module beside this one and put an instance
into `SOURCES` in `touchline.ingest.sources`. docs/sources.md lists the steps.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

from touchline.graph.model import Article
from touchline.ingest.article import date_line, parse_published, storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from touchline.ingest.report import SourceReport

__all__ = ["ArticleSource", "Draft", "SourceFile", "make_draft"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Attributes:
        path: Where its bytes are.
        name: Its path below the folder that was given, with `/` on every system: the id of an article without one.
        shown: The path as the user wrote it, for messages.
        size: Bytes; 0 where it is not known.
        stream: Open bytes to read in place of the file (standard input), else None.
    """

    path: Path
    name: str
    shown: str
    size: int = 0
    stream: BinaryIO | None = field(default=None, compare=False)

    def open(self) -> BinaryIO:
        """The file, open for reading bytes. Raises OSError where it cannot be opened."""
        return self.stream or self.path.open("rb")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its source reads it.

    Attributes:
        article: The article; its id is empty where the source states none.
        line: Line of the file on which it starts, where the file holds several articles.
        doubts: What the source could not make out, such as a date that is no date.
    """

    article: Article
    line: int | None = None
    doubts: tuple[str, ...] = ()


class ArticleSource(Protocol):
    """One kind of file.

    Attributes:
        label: The kind in words, for messages and docs.
        suffixes: File names' endings, lower case with the dot, that this source reads.
    """

    @property
    def label(self) -> str:
        """The kind in words, for messages."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of the file names that it reads."""
        ...

    def supports(self, path: Path) -> bool:
        """Whether this source reads a file with this name."""
        ...

    def read(self, file: SourceFile, report: SourceReport) -> Iterator[Draft]:
        """The articles of the file, in its order.

        A line that cannot be read goes into `report.skip` and the rest is read; `UnreadableError` gives up
        the whole file.
        """
        ...


def make_draft(
    text: str,
    *,
    id: str = "",  # noqa: A002
    title: str = "",
    published: object = None,
    source: str = "",
    url: str = "",
    authors: Iterable[str] = (),
    line: int | None = None,
    doubts: Iterable[str] = (),
) -> Draft:
    """A draft from what a source found; `published` as it is stated, in any form.

    Where `published` states no date, the text's own first line `date 2024-02-15 …` does.
    """
    stated = parse_published(published)
    notes = list(doubts)
    if stated is None and published not in (None, ""):
        notes.append(f"published {str(published)[:60]!r} is no date that can be relied on; it is left empty")
    article = Article(
        id=storable(id),
        text=storable(text),
        title=storable(title),
        published=stated or date_line(text),
        source=storable(source),
        url=storable(url),
        authors=tuple(storable(author) for author in authors),
    )
    return Draft(article, line, tuple(notes))
