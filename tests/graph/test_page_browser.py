"""The page as a reader meets it: opened in Chromium, clicked, typed into.

`open_page` also fails a test whose page wrote an error to the console or asked for anything from outside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from touchline.graph.model import Article, Entity, Reading
from touchline.graph.page import to_html
from touchline.graph.page.style import inverse_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    OpenPage = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def html(saga: list[Reading]) -> str:
    return to_html(saga, title="The Alonso saga")


def shown(page: Page) -> set[str]:
    """Entity ids of the nodes that vis-network does not hide."""
    found: list[str] = page.evaluate("touchline.nodes.get({filter: n => !n.hidden}).map(n => n.entity)")
    return set(found)


def lines(page: Page) -> list[dict[str, Any]]:
    """The drawn edges, with entity ids and the predicates in them."""
    found: list[dict[str, Any]] = page.evaluate(
        """touchline.edges.get({filter: e => !e.hidden}).map(e => ({id: e.id, status: e.status, dashes: e.dashes,
             colour: e.color.color, width: e.width, arrows: e.arrows, smooth: e.smooth, marks: touchline.marks(e.id),
             ends: [e.from, e.to].map(n => touchline.nodes.get(n).entity),
             predicates: e.claims.map(c => touchline.data.claims[c].predicate)}))"""
    )
    return found


def line(page: Page, status: str, *ends: str) -> dict[str, Any]:
    [found] = [e for e in lines(page) if set(e["ends"]) == set(ends) and e["status"] == status]
    return found


def click_node(page: Page, entity: str, *, double: bool = False) -> None:
    at = page.evaluate("e => touchline.nodePoint(touchline.id(e))", entity)
    page.locator("#graph").click(position=at, click_count=2 if double else 1)
    page.wait_for_timeout(60)


def click_edge(page: Page, edge: str) -> None:
    page.locator("#graph").click(position=page.evaluate("e => touchline.edgePoint(e, 0.4)", edge))
    page.wait_for_selector("#card .claim")


def toggle(page: Page, kind: str, name: str) -> None:
    page.locator(f'input[data-kind="{kind}"][data-id="{name}"]').click()


def card(page: Page) -> str:
    return page.locator("#card").inner_text()


def test_page_opens_with_title_and_summary(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    assert page.title() == "The Alonso saga"
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert page.locator("#summary").inner_text() == "4 articles · 13 entities · 16 claims · 26 Jan 2024 to 20 May 2024"
    assert len(shown(page)) == 12
    assert page.locator("#empty").is_hidden()


def test_page_nothing_that_loads_has_an_address(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    loads = page.evaluate("[...document.querySelectorAll('[src], link[href]')].map(e => e.outerHTML)")
    assert loads == []
    assert page.evaluate("performance.getEntriesByType('resource').map(e => e.name)") == []


def test_page_first_view_holds_every_node(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    box = page.locator("#graph").bounding_box()
    points = page.evaluate("touchline.shown().nodes.map(touchline.nodePoint)")
    assert box is not None
    assert all(0 < p["x"] < box["width"] and 0 < p["y"] < box["height"] for p in points)


@pytest.mark.parametrize("scale", [None, 0.3, 1.0, 2.5])
def test_page_labels_do_not_overlap(open_page: OpenPage, html: str, scale: float | None) -> None:
    page = open_page(html)
    if scale:
        page.evaluate("s => { touchline.network.moveTo({scale: s}); touchline.network.redraw(); }", scale)
        page.wait_for_timeout(80)
    boxes = page.evaluate("touchline.labelBoxes()")
    assert len(boxes) >= 6
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = (
                a["right"] <= b["left"] or b["right"] <= a["left"] or a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
            )
            assert apart, (a["text"], b["text"])


def test_page_entity_types_differ_in_colour_and_shape(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    drawn = page.evaluate(
        "touchline.nodes.get().map(n => [n.type, n.color.background, n.shape, String(n.ctxRenderer)])"
    )
    looks = {kind: (colour, shape) for kind, colour, shape, _ in drawn}
    assert len(looks) == 8
    assert len({colour for colour, _ in looks.values()}) == 8
    assert len({shape for _, shape in looks.values()}) == 8


def test_page_lines_differ_by_status(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    fact = line(page, "fact", "Xabi_Alonso", "Bayer_Leverkusen")
    denied = line(page, "denied", "Xabi_Alonso", "Liverpool")
    future = line(page, "future", "Jurgen_Klopp", "Liverpool")
    former = line(page, "former", "Jurgen_Klopp", "Liverpool")
    assert fact["dashes"] is False
    assert (denied["dashes"], future["dashes"]) == ([3, 6], [20, 8])
    assert len({e["colour"] for e in (fact, denied, future, former)}) == 4
    assert "x" in denied["marks"]
    assert "x" not in fact["marks"]


def test_page_contradiction_and_number_are_marked(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    assert line(page, "denied", "Xabi_Alonso", "Liverpool")["marks"] == ["x", "!"]
    assert line(page, "fact", "Xabi_Alonso", "Bayer_Leverkusen")["marks"] == ["2"]
    assert line(page, "former", "Jurgen_Klopp", "Liverpool")["marks"] == []


def test_page_parallel_lines_are_apart_and_more_reports_are_wider(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    future, former = (line(page, status, "Jurgen_Klopp", "Liverpool") for status in ("future", "former"))
    a, b = (page.evaluate("e => touchline.edgePoint(e)", e["id"]) for e in (future, former))
    assert abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]) > 8
    assert line(page, "denied", "Xabi_Alonso", "Liverpool")["width"] > future["width"]


def test_page_edge_click_shows_the_claim_and_its_evidence(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_edge(page, line(page, "denied", "Xabi_Alonso", "Liverpool")["id"])
    text = card(page)
    for expected in (
        "Xabi Alonso",
        "linked to",
        "Liverpool",
        "Denied",
        "3 articles",
        "Articles contradict one another",
    ):
        assert expected in text
    quotes = page.locator("#card blockquote").all_inner_texts()
    assert quotes[0] == "Xabi Alonso has told Liverpool no."
    assert page.locator("#card mark").all_inner_texts() == [
        "has told Liverpool no", "Liverpool keep watching", "The Reds admire Xabi Alonso",
    ]  # fmt: skip
    link = page.locator("#card .source a").first
    assert (link.inner_text(), link.get_attribute("href")) == ("Alonso stays", "https://post.example/stays")
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert "The Touchline Post · 29 Mar 2024" in text
    assert "Sky Sports" in text


def test_page_edge_card_gives_each_evidence_its_status(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_edge(page, line(page, "denied", "Xabi_Alonso", "Liverpool")["id"])
    badges = page.locator("#card .evidence .badge").all_inner_texts()
    assert [badge.strip() for badge in badges] == ["Denied", "Rumour", "Rumour"]


def test_page_node_click_shows_the_card(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_node(page, "Xabi_Alonso")
    text = card(page)
    assert page.locator("#card h2").inner_text() == "Xabi Alonso"
    assert all(part in text for part in ("Person", "Also: Alonso", "in 3 articles"))
    wikidata = page.locator("#card a", has_text="Wikidata Q186071")
    assert wikidata.get_attribute("href") == "https://www.wikidata.org/wiki/Q186071"
    assert page.locator("#card .values").inner_text().split() == ["age", "42"]


def test_page_card_groups_claims_newest_first(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_node(page, "Liverpool")
    days = [re.findall(r"\d+ \w{3} \d{4}", t)[0] for t in page.locator("#card .line .when").all_inner_texts()]
    heads = page.locator("#card h3").all_inner_texts()
    assert heads[0].split("\n")[0] == inverse_of("manages")
    assert days[:2] == ["20 May 2024", "20 May 2024"]
    linked = page.locator('#card [data-predicate="linked_to"]').inner_text()
    assert all(part in linked for part in ("Xabi Alonso", "29 Mar 2024 · 3 articles", "contradicted"))


def test_page_value_opens_its_sentence(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_node(page, "Xabi_Alonso")
    page.locator("#card .value-button").click()
    assert page.locator("#card mark").inner_text() == "Alonso, 42"
    assert page.locator("#card .triple").inner_text().split("\n")[-1] == "42"


def test_page_card_leads_from_claim_to_claim_and_closes(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_node(page, "Xabi_Alonso")
    page.locator('#card [data-predicate="contract_with"] .line').click()
    assert page.locator("#card .claim").first.locator(".predicate").inner_text() == "contract with"
    page.locator("#card .triple .entity", has_text="Bayer Leverkusen").first.click()
    assert page.locator("#card h2").inner_text() == "Bayer Leverkusen"
    page.locator("#card .close").click()
    assert page.locator("#card").is_hidden()


def test_page_selection_dims_what_is_not_connected(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_node(page, "Arne_Slot")
    opacity = dict(page.evaluate("touchline.nodes.get().map(n => [n.entity, n.opacity])"))
    assert (opacity["Arne_Slot"], opacity["Liverpool"]) == (1, 1)
    assert opacity["Bundesliga"] < 0.5
    page.keyboard.press("Escape")
    assert page.evaluate("touchline.nodes.get().every(n => n.opacity === 1)")


@pytest.mark.parametrize(
    ("typed", "first"),
    [("alon", "Xabi_Alonso"), ("jurgen", "Jurgen_Klopp"), ("munchen", "Bayern_Munich"), ("reds", "Liverpool")],
)
def test_page_search_suggests_by_name_and_alias(open_page: OpenPage, html: str, typed: str, first: str) -> None:
    page = open_page(html)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    options = page.locator("#suggestions [role=option]")
    assert options.first.get_attribute("data-entity") == first
    assert page.locator("#search").get_attribute("aria-expanded") == "true"


def test_page_search_by_keyboard_selects(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    page.locator("#search").fill("b")
    first, second = (page.locator("#suggestions li").nth(i).get_attribute("data-entity") for i in (0, 1))
    assert page.locator("#search").get_attribute("aria-activedescendant") == "option-0"
    page.keyboard.press("ArrowDown")
    assert page.locator("#search").get_attribute("aria-activedescendant") == "option-1"
    page.keyboard.press("Enter")
    assert page.evaluate("touchline.nodes.get(touchline.state().node).entity") == second != first
    assert page.locator("#suggestions").is_hidden()


def test_page_search_escape_and_nothing_found(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    page.locator("#search").fill("zzz")
    assert page.locator("#suggestions").inner_text() == "Nothing by this name"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_hidden()
    assert page.locator("#card").is_hidden()


def test_page_search_finds_what_a_filter_hides(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    toggle(page, "type", "Venue")
    assert "Anfield" not in shown(page)
    page.locator("#search").fill("anfield")
    page.locator("#suggestions li").first.click()
    assert "Anfield" in shown(page)
    assert page.locator('input[data-id="Venue"]').is_checked()


def test_page_type_toggle_hides_nodes_and_their_lines(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    toggle(page, "type", "Competition")
    assert "Bundesliga" not in shown(page)
    assert all("Bundesliga" not in e["ends"] for e in lines(page))
    toggle(page, "type", "Competition")
    assert "Bundesliga" in shown(page)


def test_page_status_toggle_hides_lines(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    toggle(page, "status", "denied")
    assert all(e["status"] != "denied" for e in lines(page))
    assert "Bayern_Munich" not in shown(page)
    assert "Xabi_Alonso" in shown(page)


def test_page_group_toggle_hides_claims_within_a_line(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    assert line(page, "fact", "Bayer_Leverkusen", "Bundesliga")["marks"] == ["2"]
    toggle(page, "group", "titles")
    assert "Bundesliga" not in shown(page)
    toggle(page, "group", "titles")
    toggle(page, "group", "posts")
    assert not [e for e in lines(page) if set(e["ends"]) == {"Xabi_Alonso", "Bayer_Leverkusen"}]
    assert line(page, "future", "Jurgen_Klopp", "Liverpool")


def test_page_double_click_on_a_row_shows_it_alone(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    page.locator("#legend .toggle", has_text="Denied").locator(".name").dblclick()
    assert {e["status"] for e in lines(page)} == {"denied"}


def test_page_lone_entities_appear_on_request(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    assert "x-Edwards" not in shown(page)
    page.locator("#lone").click()
    assert "x-Edwards" in shown(page)
    page.evaluate("touchline.select(touchline.id('x-Edwards'))")
    assert "may be Michael_Edwards" in card(page)


@pytest.mark.parametrize(
    ("depth", "far", "absent"),
    [(1, "Liverpool", "Xabi_Alonso"), (2, "Xabi_Alonso", "Bundesliga"), (3, "Bayern_Munich", "Bundesliga")],
)
def test_page_focus_shows_the_neighbourhood(open_page: OpenPage, html: str, depth: int, far: str, absent: str) -> None:
    page = open_page(html)
    page.evaluate("touchline.select(touchline.id('Anfield'))")
    page.locator(f'#card .focus-buttons [data-depth="{depth}"]').click()
    assert far in shown(page)
    assert absent not in shown(page)
    assert page.locator("#focus").inner_text().startswith("Around Anfield")


def test_page_focus_bar_changes_depth_and_ends(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    click_node(page, "Anfield", double=True)
    assert shown(page) == {"Anfield", "Liverpool"}
    page.locator('#focus [data-depth="2"]').click()
    assert {"Xabi_Alonso", "Jurgen_Klopp", "Arne_Slot"} <= shown(page)
    page.locator("#unfocus").click()
    assert len(shown(page)) == 12
    assert page.locator("#focus").is_hidden()


def test_page_focus_leaves_nothing_under_the_card(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    page.evaluate("touchline.focus(touchline.id('Liverpool'), 1)")
    page.evaluate("touchline.select(touchline.id('Liverpool'))")
    free = page.evaluate("document.getElementById('graph').clientWidth - document.getElementById('card').offsetWidth")
    points = page.evaluate("touchline.shown().nodes.map(touchline.nodePoint)")
    assert all(0 < point["x"] < free for point in points)


def test_page_reset_undoes_everything(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    toggle(page, "type", "Club")
    toggle(page, "status", "fact")
    assert len(shown(page)) < 12
    page.evaluate("touchline.focus(touchline.id('Jurgen_Klopp'), 2)")
    page.locator("#reset").click()
    assert len(shown(page)) == 12
    assert page.locator("#legend input:not(#lone):not(:checked)").count() == 0
    assert page.evaluate("location.hash") == ""


def test_page_state_is_in_the_address(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    toggle(page, "status", "former")
    page.evaluate("touchline.focus(touchline.id('Liverpool'), 2)")
    page.evaluate("touchline.select(touchline.id('Xabi_Alonso'))")
    fragment = page.evaluate("location.hash")
    other = open_page(html, fragment)
    assert shown(other) == shown(page)
    assert other.locator("#card h2").inner_text() == "Xabi Alonso"
    assert not other.locator('input[data-id="former"]').is_checked()
    assert other.locator('#focus [aria-pressed="true"]').inner_text() == "2"


def test_page_address_of_a_claim_opens_it(open_page: OpenPage, html: str, saga: list[Reading]) -> None:
    key = next(s.key for s in saga[2].statements if s.predicate == "contract_with")
    page = open_page(html, f"#claim={key}")
    assert page.locator("#card .claim").first.get_attribute("data-claim") == key
    assert page.locator("#card mark").first.inner_text() == "a contract with Leverkusen until 2026"


def test_page_strange_address_is_passed_over(open_page: OpenPage, html: str) -> None:
    page = open_page(html, "#node=__proto__&focus=constructor&depth=x&claim=%22%3E&hide=nope&hide=toString:x&top=-1")
    assert len(shown(page)) == 12
    page.evaluate("location.hash = 'node=Arne_Slot'")
    page.wait_for_selector("#card h2")
    assert page.locator("#card h2").inner_text() == "Arne Slot"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_follows_the_preferred_colour_scheme(open_page: OpenPage, html: str, scheme: str) -> None:
    page = open_page(html, color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    before = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, touchline.nodes.get()[0].color.background]"
    )
    page.locator("#theme").click()
    after = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, touchline.nodes.get()[0].color.background]"
    )
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_page_on_a_phone_does_not_scroll_sideways(open_page: OpenPage, html: str) -> None:
    page = open_page(html, viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#legend").is_hidden()
    page.locator("#show-legend").click()
    toggle(page, "type", "Venue")
    page.locator("#show-legend").click()
    assert "Anfield" not in shown(page)
    page.evaluate("touchline.select(touchline.id('Liverpool'))")
    box = page.locator("#card").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 844 * 0.35


def test_page_on_a_phone_shows_a_selected_node_above_the_card(open_page: OpenPage, html: str) -> None:
    page = open_page(html, viewport={"width": 390, "height": 844})
    for entity in sorted(shown(page)):
        page.evaluate("e => touchline.select(touchline.id(e))", entity)
        at = page.evaluate("e => touchline.nodePoint(touchline.id(e))", entity)
        top = page.evaluate("document.getElementById('card').offsetTop")
        assert 0 < at["x"] < 390
        assert 0 < at["y"] < top


def test_page_graph_answers_to_the_keyboard(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    page.locator("#graph").focus()
    before = page.evaluate("touchline.network.getViewPosition()")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    after = page.evaluate("touchline.network.getViewPosition()")
    assert (after["x"] > before["x"], after["y"] > before["y"]) == (True, True)
    scale = page.evaluate("touchline.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("touchline.network.getScale()") > scale
    page.keyboard.press("0")
    assert page.evaluate("touchline.network.getScale()") == pytest.approx(scale)


def test_page_list_mirrors_the_graph(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    listed = "[...document.querySelectorAll('#outline li[data-entity]:not([hidden])')].map(e => e.dataset.entity)"
    assert set(page.evaluate(listed)) == shown(page)
    toggle(page, "type", "Club")
    assert set(page.evaluate(listed)) == shown(page)
    claims = page.evaluate(
        "document.querySelectorAll('#outline li:not([hidden]) li:not([hidden]) [data-claim]').length"
    )
    assert page.locator("#outline-count").text_content() == f"{len(shown(page))} entities and {claims} claims shown."


def test_page_list_is_reached_and_used_by_keyboard(open_page: OpenPage, html: str) -> None:
    page = open_page(html)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    assert page.locator("#outline").bounding_box()["width"] > 800  # type: ignore[index]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#card h2").inner_text() == "Liverpool"
    assert page.evaluate("document.activeElement.id") == "card"


def test_page_without_claims_helps(open_page: OpenPage) -> None:
    page = open_page(to_html([]))
    assert page.locator("#empty").is_visible()
    assert "touchline build PATH" in page.locator("#empty").inner_text()
    assert page.locator("#summary").inner_text() == "0 articles · 0 entities · 0 claims"
    page.locator("#fit").click()
    page.locator("#reset").click()


def test_page_with_mentions_only_draws_them(open_page: OpenPage) -> None:
    page = open_page(to_html([Reading(Article("a", ""), (Entity("A", "Person", "Ada"), Entity("B", "Mascot", "Bo")))]))
    assert shown(page) == {"A", "B"}
    page.evaluate("touchline.select(touchline.id('B'))")
    assert "Mentioned, but in no claim" in card(page)
