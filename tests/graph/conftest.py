"""Readings about one saga, in sentences made for these tests, and a browser to open pages in."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from touchline.graph.iri import slug
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Status, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

_ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip

ALONSO = Entity("Xabi_Alonso", "Person", "Xabi Alonso", ("Alonso",), "Q186071")
KLOPP = Entity("Jurgen_Klopp", "Person", "Jürgen Klopp", ("Klopp",), "Q102027")
SLOT = Entity("Arne_Slot", "Person", "Arne Slot", ("Slot",))
LIVERPOOL = Entity("Liverpool", "Club", "Liverpool", ("The Reds",), "Q1130849")
LEVERKUSEN = Entity("Bayer_Leverkusen", "Club", "Bayer Leverkusen", ("Leverkusen",), "Q104761")
BAYERN = Entity("Bayern_Munich", "Club", "Bayern Munich", ("Bayern", "FC Bayern München"), "Q15789")
SPAIN = Entity("Spain_team", "NationalTeam", "Spain", ("La Roja",))
BUNDESLIGA = Entity("Bundesliga", "Competition", "Bundesliga", (), "Q82595")
ANFIELD = Entity("Anfield", "Venue", "Anfield")
NETHERLANDS = Entity("Netherlands", "Place", "Netherlands")
FSG = Entity("Fenway_Sports_Group", "Organisation", "Fenway Sports Group", ("FSG",))
AWARD = Entity("Manager_of_the_Season", "Award", "Premier League Manager of the Season")
EDWARDS = Entity("x-Edwards", "Person", "Edwards", (), None, ("Michael_Edwards",))

Claim = tuple[Entity, str, Entity | Value, str, Status]


def make_reading(article: Article, claims: list[Claim], *mentioned: Entity, **qualifiers: str) -> Reading:
    """A reading whose evidence is found in the article's text: the sentence is the one that holds the quote."""
    text, statements = article.full_text, []
    for subject, predicate, target, quote, status in claims:
        start = text.index(quote)
        first = max(text.rfind(". ", 0, start) + 2, text.rfind("\n\n", 0, start) + 2, 0)
        sentence = text[first : text.index(".", start + len(quote) - 1) + 1]
        evidence = Evidence(article.id, start, start + len(quote), quote, sentence, status, qualifiers,
                            qualifiers.get("source", ""), article.published, 0.9, "test.v1")  # fmt: skip
        statements.append(Statement(subject, predicate, target, (evidence,)))
    named = [e for s in statements for e in (s.subject, s.object) if isinstance(e, Entity)]
    return Reading(article, tuple(dict.fromkeys((*named, *mentioned))), tuple(statements))


@pytest.fixture(scope="session")
def saga() -> list[Reading]:
    """Four articles: Klopp goes, Alonso is wanted, Alonso declines, Slot comes."""
    january = Article(
        "jan",
        "Jürgen Klopp manages Liverpool and will leave in May. The Reds admire Xabi Alonso of Bayer Leverkusen. "
        "Fenway Sports Group owns Liverpool, whose home is Anfield.",
        "Klopp to say goodbye",
        "2024-01-26",
        "The Touchline Post",
        "https://post.example/klopp",
        ("A. Writer",),
    )
    february = Article(
        "feb",
        "Alonso, 42, manages Bayer Leverkusen, who lead the Bundesliga. Bayern Munich want him too, and Liverpool keep "
        "watching. He won the World Cup with Spain.",
        "Two giants, one coach",
        "2024-02-15",
        "Example Sport",
        "https://sport.example/alonso",
    )
    march = Article(
        "mar",
        "Xabi Alonso has told Liverpool no. Bayern will not get him either. He has a contract with Leverkusen until "
        "2026.",
        "Alonso stays",
        "2024-03-29",
        "The Touchline Post",
        "https://post.example/stays",
    )
    may = Article(
        "may",
        "Arne Slot succeeds Klopp at Liverpool. The Dutchman managed Feyenoord. Klopp once was Premier League Manager "
        "of the Season.",
        "Slot confirmed",
        "2024-05-20",
        "Example Sport",
        "https://sport.example/slot",
    )
    return [
        make_reading(january, [
            (KLOPP, "manages", LIVERPOOL, "Jürgen Klopp manages Liverpool", "fact"),
            (KLOPP, "left", LIVERPOOL, "will leave in May", "future"),
            (ALONSO, "linked_to", LIVERPOOL, "The Reds admire Xabi Alonso", "rumour"),
            (ALONSO, "manages", LEVERKUSEN, "Xabi Alonso of Bayer Leverkusen", "fact"),
            (FSG, "owns", LIVERPOOL, "Fenway Sports Group owns Liverpool", "fact"),
            (LIVERPOOL, "home_ground", ANFIELD, "whose home is Anfield", "fact"),
        ], EDWARDS),
        make_reading(february, [
            (ALONSO, "age", Value("42"), "Alonso, 42", "fact"),
            (ALONSO, "manages", LEVERKUSEN, "manages Bayer Leverkusen", "fact"),
            (LEVERKUSEN, "contends_for", BUNDESLIGA, "lead the Bundesliga", "fact"),
            (LEVERKUSEN, "competes_in", BUNDESLIGA, "lead the Bundesliga", "fact"),
            (ALONSO, "linked_to", BAYERN, "Bayern Munich want him", "rumour"),
            (ALONSO, "linked_to", LIVERPOOL, "Liverpool keep watching", "rumour"),
            (ALONSO, "plays_for", SPAIN, "with Spain", "former"),
        ], source="Sky Sports"),
        make_reading(march, [
            (ALONSO, "linked_to", LIVERPOOL, "has told Liverpool no", "denied"),
            (ALONSO, "linked_to", BAYERN, "Bayern will not get him", "denied"),
            (ALONSO, "contract_with", LEVERKUSEN, "a contract with Leverkusen until 2026", "fact"),
        ], until="2026"),
        make_reading(may, [
            (SLOT, "succeeds", KLOPP, "Arne Slot succeeds Klopp", "fact"),
            (SLOT, "manages", LIVERPOOL, "Arne Slot succeeds Klopp at Liverpool", "fact"),
            (SLOT, "nationality", NETHERLANDS, "The Dutchman", "fact"),
            (KLOPP, "manages", LIVERPOOL, "succeeds Klopp at Liverpool", "former"),
            (KLOPP, "won", AWARD, "Klopp once was Premier League Manager of the Season", "fact"),
        ]),
    ]  # fmt: skip


def _annotated(record: dict[str, Any], article: Article) -> Reading:
    """What an annotator read in a sample article; ids are made of names, so that articles share entities."""
    from touchline.ingest.relations.qualifier_values import normalised  # noqa: PLC0415

    names = {e["id"]: Entity(slug(e["name"]), e["type"], e["name"], tuple(e["aliases"])) for e in record["entities"]}
    day, text = record["published"] or article.published, article.full_text
    article = replace(article, published=day)
    statements = []
    for claim in record["claims"]:
        start, end = text.index(claim["evidence"]), text.index(claim["evidence"]) + len(claim["evidence"])
        first = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1)
        last = min(at for at in (text.find(". ", end - 1), text.find("\n", end), len(text)) if at >= 0)
        given, target = claim.get("qualifiers") or {}, claim["object"]
        forms = normalised(given, claim["status"], date.fromisoformat(day) if day else None)
        sentence = f"{text[first:last].strip(' .')}."
        evidence = Evidence(article.id, start, end, claim["evidence"], sentence, claim["status"], given,
                            given.get("source", ""), day, 0.9, "annotator.v1", forms)  # fmt: skip
        end_of = names[target] if isinstance(target, str) else Value(target["value"])
        statements.append(Statement(names[claim["subject"]], claim["predicate"], end_of, (evidence,)))
    return Reading(article, tuple({e.id: e for e in names.values()}.values()), tuple(statements))


@pytest.fixture(scope="session")
def annotated_samples() -> list[Reading]:
    """The sample articles as annotated by hand (tests/ingest/gold): what a reader without errors would store."""
    from touchline.ingest import sample_articles  # noqa: PLC0415

    articles = {article.id: article for article in sample_articles()}
    files = sorted((Path(__file__).parents[1] / "ingest" / "gold").glob("samples-*.jsonl"))
    records = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [_annotated(record, articles[record["id"]]) for record in records]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium of the system; without one the test is skipped, and fails where CI=true."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "no Chromium found: install it or set CHROMIUM to its path"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only browser tests need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens HTML from a file and waits until it is drawn.

    At the end of every test that uses it: no error on the console, and no request that leaves the page.
    """
    problems: list[str] = []
    contexts: list[Any] = []

    def watch(url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            problems.append(f"request to {url}")

    def open_it(html: str, fragment: str = "", **options: Any) -> Page:
        (tmp_path / "page.html").write_bytes(html.encode())
        context = chromium.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", "color_scheme": "light"}
            | options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: problems.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: watch(request.url))
        page.goto((tmp_path / "page.html").as_uri() + fragment)
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert problems == []
