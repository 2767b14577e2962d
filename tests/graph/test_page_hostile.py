"""The page with input that attacks it, and with more than can be read at once, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Value
from touchline.graph.page import to_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    OpenPage = Callable[..., Page]

pytestmark = pytest.mark.browser


def shown(page: Page) -> set[str]:
    """Entity ids of the nodes that vis-network does not hide."""
    found: list[str] = page.evaluate("touchline.nodes.get({filter: n => !n.hidden}).map(n => n.entity)")
    return set(found)


HOSTILE = [
    "<script>window.pwned=1</script>", "</script><script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>",
    "javascript:window.pwned=1", "`${window.pwned=1}`", "\u2028\u2029\u0000\u202e", "<a href=x>href</a>", "constructor",
    "{{ 7*7 }}{% raw %}", '"onmouseover=window.pwned=1 x="', "N" * 10_000, "足球 كرة القدم",
]  # fmt: skip


def hostile_readings() -> list[Reading]:
    hub = Entity("hub", "Club", "Hub")
    readings = []
    for i, text in enumerate(HOSTILE):
        one = Entity(text, text[:60], text, (text,), text[:20], (text,))
        said = Evidence(
            f"a{i}", 0, len(text), text, f"{text} and {text}", "fact", {text[:40]: text}, text, "2024-01-01", 0.5, text
        )
        url = text if i % 2 else f"javascript:window.pwned={i}"
        article = Article(f"a{i}", f"{text} and {text}", text, "2024-01-01", text, url, (text,))
        statements = (Statement(one, text[:50] or "x", hub, (said,)), Statement(one, "age", Value(text), (said,)))
        readings.append(Reading(article, (one, hub), statements))
    return readings


def test_page_hostile_input_executes_nothing(open_page: OpenPage) -> None:
    page = open_page(to_html(hostile_readings(), title=HOSTILE[1]))
    for node in page.evaluate("touchline.shown().nodes"):
        page.evaluate("n => touchline.select(n)", node)
        at = page.evaluate("n => touchline.nodePoint(n)", node)
        page.locator("#graph").hover(position={"x": max(1, at["x"]), "y": max(1, at["y"])}, force=True)
    for edge in page.evaluate("touchline.shown().edges"):
        page.evaluate("e => touchline.showEdge(e)", edge)
        assert page.locator("#card a").count() == 0
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img, main script, main a").count() == 0


def test_page_hostile_names_are_shown_as_text(open_page: OpenPage) -> None:
    page = open_page(to_html(hostile_readings(), title=HOSTILE[0]))
    assert page.locator("h1").inner_text() == HOSTILE[0]
    page.locator("#search").fill("script window")
    assert page.locator("#suggestions li").count() >= 2
    page.keyboard.press("Enter")
    assert page.locator("#card h2").inner_text() in HOSTILE
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_page_long_names_are_shortened(open_page: OpenPage) -> None:
    page = open_page(to_html(hostile_readings()))
    page.evaluate("n => touchline.select(touchline.id(n))", HOSTILE[10])
    assert len(page.locator("#card h2").inner_text()) == 200
    assert all(len(box["text"]) <= 44 for box in page.evaluate("touchline.labelBoxes()"))


def test_page_link_to_http_is_a_link_and_nothing_else_is(open_page: OpenPage, saga: list[Reading]) -> None:
    page = open_page(to_html(saga))
    page.evaluate("touchline.showEdge(touchline.edges.getIds()[0])")
    hrefs = page.evaluate("[...document.querySelectorAll('#card a')].map(a => a.href)")
    assert hrefs
    assert all(href.startswith("https://") for href in hrefs)


def many(n: int) -> list[Reading]:
    players = [Entity(f"p{i:04}", "Person", f"Player {i:04}") for i in range(n)]
    clubs = [Entity(f"c{i:02}", "Club", f"Club {i:02}") for i in range(20)]
    said = Evidence("a", 0, 1, "x", "x", "fact", published="2024-01-01")
    claims = tuple(Statement(p, "plays_for", clubs[(i * i) % 20], (said,)) for i, p in enumerate(players))
    more = tuple(Statement(a, "beat", b, (said,)) for a in clubs for b in clubs if a.id < b.id)
    return [Reading(Article("a", "x", published="2024-01-01"), (), claims + more)]


def test_page_with_many_entities_opens_on_the_best_connected(open_page: OpenPage) -> None:
    page = open_page(to_html(many(400), max_entities=300))
    assert len(shown(page)) == 120
    assert "300 best-connected of 420" in page.locator("#notice").inner_text()
    page.locator("#top").select_option("0")
    assert len(shown(page)) == 300
    assert "top=0" in page.evaluate("location.hash")


def test_page_search_brings_in_what_is_not_drawn_yet(open_page: OpenPage) -> None:
    page = open_page(to_html(many(400)))
    assert "p0399" not in shown(page)
    page.locator("#search").fill("Player 0399")
    page.keyboard.press("Enter")
    assert {"p0399", "c01"} <= shown(page)
    assert page.locator("#card h2").inner_text() == "Player 0399"


def test_page_marks_the_quote_after_characters_outside_the_basic_plane(open_page: OpenPage) -> None:
    text, player, club = "⚽🏆 Done: he signed 🎉.", Entity("p", "Person", "P"), Entity("c", "Club", "C")
    said = Evidence("a", 9, 18, "he signed", text, "fact")
    page = open_page(to_html([Reading(Article("a", text), (), (Statement(player, "joined", club, (said,)),))]))
    page.evaluate("touchline.showEdge('e0')")
    assert page.locator("#card mark").inner_text() == "he signed"
    assert page.locator("#card blockquote").inner_text() == text
