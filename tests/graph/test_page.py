"""The page as a file: what is in it, and what must never be."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

import pytest

from touchline.graph.errors import OutputError
from touchline.graph.model import Article, Entity, Reading, Status
from touchline.graph.page import to_html
from touchline.graph.page.style import STATUS_STYLES, TYPE_STYLES, group_of, inverse_of, label_of, type_style
from touchline.graph.view import to_networkx
from touchline.graph.vocab import CLASSES, PREDICATES

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def data_of(html: str) -> dict[str, Any]:
    [block] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    data: dict[str, Any] = json.loads(block)
    return data


def test_page_same_input_gives_the_same_bytes(saga: list[Reading]) -> None:
    assert to_html(saga) == to_html(list(reversed(saga))) == to_html(to_networkx(saga))


def test_page_is_the_same_in_another_process() -> None:
    code = (
        "import hashlib; from touchline.graph.model import *; from touchline.graph.page import to_html\n"
        "names = ['Ada', 'Bea', 'Cleo', 'Dot', 'Eve']\n"
        "people = [Entity(n, 'Person', n) for n in names]\n"
        "said = Evidence('a', 0, 1, 'x', 'x', 'fact')\n"
        "claims = tuple(Statement(p, 'succeeds', q, (said,)) for p in people for q in people if p.id < q.id)\n"
        "print(hashlib.sha256(to_html([Reading(Article('a', 'x'), tuple(people), claims)]).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != b""


def test_page_loads_nothing_from_elsewhere(saga: list[Reading]) -> None:
    html = to_html(saga)
    assert re.findall(r"""(?:src|href|action|data|poster)\s*=\s*["']?\s*(?:https?:)?//""", html, re.IGNORECASE) == []
    assert not re.search(r"@import|url\(|sourceMappingURL|jsdelivr|cdnjs|bootstrap", html)
    assert re.findall(r"<(?:link|img|iframe|object|embed|base)\b", html.split("<script")[0]) == []


def test_page_policy_admits_only_the_scripts_and_style_in_it(saga: list[Reading]) -> None:
    html = to_html(saga)
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)[0].replace("&#39;", "'")

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    scripts, [style] = SCRIPT.findall(html), re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert f"script-src {' '.join(map(digest, scripts))};" in policy
    assert f"style-src {digest(style)};" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_page_vendored_library_is_the_one_that_was_recorded() -> None:
    vendor = files("touchline.graph.page") / "assets" / "vendor"
    digest = hashlib.sha256(vendor.joinpath("vis-network.min.js").read_bytes()).hexdigest()
    assert digest in vendor.joinpath("README.md").read_text(encoding="utf-8")
    assert "MIT License" in vendor.joinpath("vis-network.LICENSE-MIT.txt").read_text(encoding="utf-8")


def test_page_shape_and_colour_tell_entity_types_apart() -> None:
    styles = [type_style(name) for name in CLASSES]
    assert set(TYPE_STYLES) == set(CLASSES)
    for key in ("shape", "light", "dark"):
        assert len({style[key] for style in styles}) == len(styles)
    assert type_style("Mascot")["shape"] not in {style["shape"] for style in styles}


def test_page_line_and_colour_tell_statuses_apart() -> None:
    assert set(STATUS_STYLES) == set(get_args(Status))
    assert len({(s["light"], tuple(s["dashes"])) for s in STATUS_STYLES.values()}) == len(STATUS_STYLES)
    assert STATUS_STYLES["fact"]["dashes"] == []
    assert all(STATUS_STYLES[status]["dashes"] for status in ("rumour", "denied", "future"))


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_page_every_predicate_has_a_group_and_words(predicate: str) -> None:
    assert group_of(predicate) != "other"
    assert label_of(predicate)
    assert inverse_of(predicate)


def test_page_unknown_predicate_is_shown_all_the_same() -> None:
    assert (group_of("befriended_by"), label_of("befriended_by")) == ("other", "befriended by")
    assert inverse_of("befriended_by") == "befriended by (as object)"


def test_page_bundles_claims_of_a_pair_by_status(saga: list[Reading]) -> None:
    data = data_of(to_html(saga))
    drawn = {node["id"]: node["entity"] for node in data["nodes"]}
    pair = [e for e in data["edges"] if {drawn[e["from"]], drawn[e["to"]]} == {"Xabi_Alonso", "Bayer_Leverkusen"}]
    assert [(e["status"], len(e["claims"])) for e in pair] == [("fact", 2)]
    klopp = [e for e in data["edges"] if {drawn[e["from"]], drawn[e["to"]]} == {"Jurgen_Klopp", "Liverpool"}]
    assert [e["status"] for e in klopp] == ["future", "former"]
    assert len({e["bend"] for e in klopp}) == 2


def test_page_summary_counts_articles_entities_claims_and_dates(saga: list[Reading]) -> None:
    claims = len({s.key for r in saga for s in r.statements})
    summary = data_of(to_html(saga))["page"]["summary"]
    assert summary == {"articles": 4, "entities": 13, "claims": claims, "first": "2024-01-26", "last": "2024-05-20"}


def test_page_sends_a_sentence_once_with_the_place_of_each_quote(saga: list[Reading]) -> None:
    page = data_of(to_html(saga))["page"]
    assert len(page["texts"]) == len(set(page["texts"]))
    quotes = {}
    for claim in page["claims"]:
        for item in claim["evidence"]:
            quotes[claim["predicate"], item["date"]] = page["texts"][item["text"]][item["from"] : item["to"]]
    assert quotes["owns", "2024-01-26"] == "Fenway Sports Group owns Liverpool"
    assert quotes["home_ground", "2024-01-26"] == "whose home is Anfield"


def test_page_above_max_entities_keeps_the_best_connected_and_says_so(saga: list[Reading]) -> None:
    data = data_of(to_html(saga, max_entities=3))
    assert [node["entity"] for node in data["nodes"]] == ["Liverpool", "Xabi_Alonso", "Bayer_Leverkusen"]
    assert "3 best-connected of 13 entities" in data["page"]["notice"]
    assert all(c["o"] in {0, 1, 2, None} for c in data["page"]["claims"])


def test_page_is_written_as_utf8(saga: list[Reading], tmp_path: Path) -> None:
    path = to_html(saga, tmp_path / "new" / "graph.html", title="Überblick 足球")
    assert path.read_bytes().decode("utf-8") == to_html(saga, title="Überblick 足球")
    assert "<title>Überblick 足球</title>" in path.read_text(encoding="utf-8")


def test_page_that_cannot_be_written_is_an_output_error(saga: list[Reading], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"Cannot write the page to .*graph\.html"):
        to_html(saga, tmp_path / "file" / "graph.html")


def test_page_markup_in_names_stays_inside_the_data(saga: list[Reading]) -> None:
    evil = Entity("evil", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", ("`${1}`", "\u2028"))
    html = to_html([*saga, Reading(Article("z", ""), (evil,))], title="</title><script>alert(2)</script>")
    plain = to_html(saga)
    for tag in ("<script", "</script", "<img", "</title"):
        assert html.count(tag) == plain.count(tag)
    assert data_of(html)["page"]["title"] == "</title><script>alert(2)</script>"


def test_page_lone_surrogate_does_not_stop_it(saga: list[Reading], tmp_path: Path) -> None:
    first = saga[0]
    broken = replace(first, article=replace(first.article, title="half \ud83d pair"))
    assert b"half ? pair" in to_html([broken], tmp_path / "p.html").read_bytes()


def test_page_without_claims_is_a_page(tmp_path: Path) -> None:
    assert data_of(to_html([]))["nodes"] == []
    assert to_html([], tmp_path / "empty.html").stat().st_size > 100_000
