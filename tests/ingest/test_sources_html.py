from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article
from touchline.ingest.report import SourceReport
from touchline.ingest.sources import read_articles
from touchline.ingest.sources.page_metadata import read_metadata

if TYPE_CHECKING:
    from pathlib import Path

PARAGRAPHS = (
    "Rovers have signed the goalkeeper Ann Other from City on a contract that runs for three seasons, until 2028.",
    "Other, who is 24, kept nine clean sheets last season & trained with her new side on Monday for the first time.",
    "“I could not wait,” she said after the session. The manager Jo Bloggs had wanted a new keeper since the spring.",
)
LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Rovers sign Other &amp; wait",
    "datePublished": "2025-07-03T09:00:00+01:00",
    "author": [{"@type": "Person", "name": "Pat Pen"}, {"@type": "Person", "name": "Pat Pen"}],
    "publisher": {"@type": "Organization", "name": "Town Post"},
    "mainEntityOfPage": {"@id": "https://post.example/rovers"},
}


def page(head: str = "", body: str | None = None) -> str:
    text = "".join(f"<p>{one}</p>" for one in PARAGRAPHS) if body is None else body
    menu = "".join(f'<li><a href="/{one}">{one}</a></li>' for one in ("Home", "News", "Sport", "Travel"))
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><ul>{menu}</ul></nav>"
        f"<main><article>{text}</article></main><footer>Terms and privacy</footer></body></html>"
    )


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data) if not isinstance(data, str) else data}</script>'


def read(folder: Path, content: str | bytes) -> tuple[list[Article], SourceReport]:
    (folder / "a.html").write_bytes(content if isinstance(content, bytes) else content.encode())
    report = SourceReport()
    return list(read_articles(folder / "a.html", report=report)), report


def test_sources_html_reads_json_ld_and_body(tmp_path: Path) -> None:
    (article,), report = read(tmp_path, page(linked(LINKED)))
    assert article == Article(
        "a.html", "\n".join(PARAGRAPHS), "Rovers sign Other & wait", "2025-07-03", "Town Post",
        "https://post.example/rovers", ("Pat Pen",),
    )  # fmt: skip
    assert (report.skips, report.cautions) == ([], [])


@pytest.mark.parametrize(
    "data",
    [
        [{"@type": "WebSite", "name": "Wrong"}, LINKED],
        {"@graph": [{"@type": "BreadcrumbList"}, LINKED]},
        {"@type": "WebPage", "mainEntity": LINKED},
        {**LINKED, "@type": ["Thing", "ReportageNewsArticle"]},
    ],
)
def test_sources_html_finds_the_article_in_json_ld(data: object) -> None:
    found = read_metadata(page(linked({"@type": "Organization", "name": "Wrong"}) + linked(data)))
    assert (found.title, found.source, found.is_article) == ("Rovers sign Other & wait", "Town Post", True)


def test_sources_html_falls_back_to_meta_tags(tmp_path: Path) -> None:
    head = (
        '<meta property="og:type" content="article"><meta property="og:title" content="Rovers sign Other">'
        '<meta property="article:published_time" content="2025-07-03T08:00:00Z"><meta name="author" content="Pat Pen">'
        '<meta property="og:site_name" content="Town Post"><link rel="canonical" href="https://post.example/r">'
    )
    (article,), _ = read(tmp_path, page(head))
    assert (article.title, article.published, article.source) == ("Rovers sign Other", "2025-07-03", "Town Post")
    assert (article.url, article.authors) == ("https://post.example/r", ("Pat Pen",))


def test_sources_html_falls_back_to_the_page_itself(tmp_path: Path) -> None:
    body = '<h1>Rovers <em>sign</em>\n Other</h1><time datetime="2025-07-03">3 July</time>'
    text = body + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    (article,), _ = read(tmp_path, page("<title>Rovers | Post</title>", text))
    assert (article.title, article.published) == ("Rovers sign Other", "2025-07-03")
    assert article.text.startswith(PARAGRAPHS[0])


def test_sources_html_json_ld_without_a_date_takes_the_meta_date(tmp_path: Path) -> None:
    head = linked({**LINKED, "datePublished": "yesterday"}) + '<meta name="date" content="2025-07-04">'
    (article,), report = read(tmp_path, page(head))
    assert (article.published, report.cautions) == ("2025-07-04", [])


def test_sources_html_date_that_is_none_is_a_warning(tmp_path: Path) -> None:
    (article,), report = read(tmp_path, page(linked({**LINKED, "datePublished": "2 days ago"})))
    assert article.published is None
    assert "2 days ago" in report.cautions[0].reason


@pytest.mark.parametrize("broken", ['{"@type": "NewsArticle", ', "[" * 100_000])
def test_sources_html_broken_json_ld_is_a_doubt(tmp_path: Path, broken: str) -> None:
    (article,), report = read(tmp_path, page(linked(broken) + "<title>Rovers sign Other</title>"))
    assert article.title == "Rovers sign Other"
    assert "JSON-LD" in report.cautions[0].reason


@pytest.mark.parametrize(
    "content",
    [page(body=""), page(body="<p>Log in to read on.</p>"), "<html></html>", "<p>", page(linked(LINKED), body="")],
)
def test_sources_html_without_an_article_is_skipped(tmp_path: Path, content: str) -> None:
    articles, report = read(tmp_path, content)
    assert not articles
    assert "no article was found" in report.skips[0].reason
    assert report.exit_code == 2


def test_sources_html_short_item_counts_where_the_page_calls_itself_an_article(tmp_path: Path) -> None:
    short = "<p>Rovers have signed the goalkeeper Ann Other.</p>"
    assert read(tmp_path, page(linked(LINKED), short))[0][0].text == "Rovers have signed the goalkeeper Ann Other."
    assert read(tmp_path, page("", short))[0] == []


def test_sources_html_article_body_of_json_ld_serves_where_the_page_is_empty(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, page(linked({**LINKED, "articleBody": PARAGRAPHS[0]}), body=""))
    assert article.text == PARAGRAPHS[0]


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "ISO8859-15"])
def test_sources_html_declared_encoding_is_used(tmp_path: Path, declared: str) -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]} Café.</p>"
    (article,), _ = read(tmp_path, page(f'<meta charset="{declared}">', body).encode("cp1252"))
    assert article.text.endswith("Café.")


@pytest.mark.parametrize("declared", ["utf-8", "no-such-code", "rot13", "hex"])
def test_sources_html_wrong_declared_encoding_is_skipped(tmp_path: Path, declared: str) -> None:
    _, report = read(tmp_path, page(f'<meta charset="{declared}">', "<p>Caf\u00e9</p>").encode("latin-1"))
    assert "0xe9" in report.skips[0].reason


def test_sources_html_menus_and_footer_stay_out(tmp_path: Path) -> None:
    (article,), _ = read(tmp_path, page(linked(LINKED)))
    assert not {"Home", "Travel", "privacy"} & set(article.text.split())


def test_sources_html_on_stdin_is_known_by_its_start() -> None:
    articles = list(read_articles("-", stdin=io.BytesIO(b"\n" + page(linked(LINKED)).encode())))
    assert [article.title for article in articles] == ["Rovers sign Other & wait"]


@pytest.mark.parametrize(
    "odd", ["<![endif]", "<![foo[x", "<!DOCTYPE <!", "<!-- open", "&#xFFFFFFFF;", "<p" * 5000, "<div>" * 3000]
)
def test_sources_html_odd_markup_stops_nothing(tmp_path: Path, odd: str) -> None:
    for content in (odd + page(linked(LINKED)), page(odd + linked(LINKED)), page(linked(LINKED)) + odd):
        articles, report = read(tmp_path, content)
        assert len(articles) + len(report.skips) == 1
