"""What a web page says about itself: JSON-LD first, then OpenGraph and other meta tags.

JSON-LD (`<script type="application/ld+json">` with a schema.org NewsArticle) is written for machines and is the most
reliable; each field that it lacks is looked for in the meta tags, then in the page (`<time>`, `<h1>`, `<title>`).
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from touchline.ingest.article import parse_published

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["PageMetadata", "read_metadata"]

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publish-date", "publishdate", "date",
)  # fmt: skip
_TITLE_METAS = ("og:title", "twitter:title", "dc.title")
_SITE_METAS = ("og:site_name", "application-name", "dc.publisher")
_AUTHOR_METAS = ("author", "parsely-author", "dc.creator")
_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")


@dataclass(slots=True)
class PageMetadata:
    """Fields of an article as its page states them, empty where it does not.

    Attributes:
        title, published, source, url, authors: As in `Article`; `published` as the page writes it.
        body: `articleBody` of the JSON-LD.
        is_article: Whether the page declares itself an article.
        doubts: What could not be read.
    """

    title: str = ""
    published: str = ""
    source: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    body: str = ""
    is_article: bool = False
    doubts: list[str] = field(default_factory=list)


class _Collector(HTMLParser):
    """Collects scripts of JSON-LD, meta tags, the canonical link, and the text of title, h1 and time."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.metas: dict[str, str] = {}
        self.canonical = ""
        self.texts: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            self.metas.setdefault(name.strip().lower(), given.get("content", "").strip())
        elif tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or given.get("href", "").strip()
        elif tag == "time" and given.get("datetime"):
            self.texts.setdefault("time", given["datetime"])
        elif tag == "script" and given.get("type", "").split(";")[0].strip().lower() == "application/ld+json":
            self._inside = "json"
            self.scripts.append("")
        elif tag in ("title", "h1") and tag not in self.texts:
            self._inside = tag
            self.texts[tag] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside or (tag == "script" and self._inside == "json"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "json":
            self.scripts[-1] += data
        elif self._inside:
            self.texts[self._inside] += data


def read_metadata(page: str) -> PageMetadata:
    """Read what the page says about itself; a page without any metadata gives empty fields."""
    collector = _Collector()
    found = PageMetadata()
    try:
        collector.feed(page)
        collector.close()
    except AssertionError:  # html.parser's answer to a declaration that it does not know
        found.doubts.append("the page's markup is broken; what follows the broken place says nothing of title and date")
    _from_json_ld(collector.scripts, found)
    _from_tags(collector, found)
    return found


def _from_json_ld(scripts: Sequence[str], found: PageMetadata) -> None:
    for script in scripts:
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            found.doubts.append("the page's JSON-LD is broken and was left out")
            continue
        article = next((node for node in _nodes(data) if _is_article(node)), None)
        if article is not None:
            found.is_article = True
            found.title = _text(article.get("headline")) or _text(article.get("name"))
            found.published = _text(article.get("datePublished"))
            found.source = next(iter(_names(article.get("publisher"))), "")
            found.url = _text(article.get("url")) or _text(article.get("mainEntityOfPage"))
            found.authors = _names(article.get("author"))
            found.body = _text(article.get("articleBody"))
            return


def _from_tags(collector: _Collector, found: PageMetadata) -> None:
    metas, texts = collector.metas, collector.texts
    found.is_article = found.is_article or metas.get("og:type", "").lower() == "article"
    found.title = found.title or _meta(metas, _TITLE_METAS)
    found.title = found.title or _line(texts.get("h1", "")) or _line(texts.get("title", ""))
    found.source = found.source or _meta(metas, _SITE_METAS)
    found.url = found.url or metas.get("og:url", "") or collector.canonical
    author = _meta(metas, _AUTHOR_METAS)
    found.authors = found.authors or ((author,) if author and not author.startswith("http") else ())
    stated = [found.published, *(metas.get(name, "") for name in _DATE_METAS), texts.get("time", "")]
    found.published = next((one for one in stated if parse_published(one)), next(filter(None, stated), ""))


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Objects of a JSON-LD document from the outside in, those of `@graph` and `mainEntity` among them."""
    if isinstance(data, list):
        for one in data:
            yield from _nodes(one, depth)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "itemListElement"):
            if key in data and depth < 5:  # noqa: PLR2004
                yield from _nodes(data[key], depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    several = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES) for kind in several)


def _text(value: Any) -> str:
    if isinstance(value, list) and value:
        return _text(value[0])
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("@id") or value.get("name"))
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _names(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    names = (_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in several)
    return tuple(dict.fromkeys(name for name in names if name))


def _meta(metas: dict[str, str], names: Sequence[str]) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _line(text: str) -> str:
    return " ".join(text.split())
