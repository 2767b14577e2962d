"""The whole way as a user goes it: articles in, store and page out, questions answered, bad input named."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from click.testing import CliRunner, Result

from touchline.graph.cli import cli
from touchline.graph.model import Article, Value
from touchline.graph.store import KnowledgeGraph
from touchline.graph.vocab import PREDICATES, STATUSES
from touchline.ingest import extract, read, sample_articles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.model import Reading, Statement

ROOT = Path(__file__).parents[1]
SEED = ROOT.parent / "shared" / "seed"
#: Tags whose address a browser fetches by itself (a link is followed by a click only).
LOADING = {"script", "link", "img", "iframe", "frame", "embed", "object", "source", "audio", "video", "track", "use"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="touchline")


def claims(reading: Reading) -> set[str]:
    """Each claim as "subject predicate object status"."""
    return {f"{s.subject.name} {s.predicate} {name(s)} {s.status}" for s in reading.statements}


def name(statement: Statement) -> str:
    return statement.object.value if isinstance(statement.object, Value) else statement.object.name


# -- touchline build --samples ------------------------------------------------------------------------------------


class Built(NamedTuple):
    out: Path
    output: str

    @property
    def store(self) -> Path:
        return self.out / "store"

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.out / "claims.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The samples, built by the command in a process of its own, in a folder where nothing else is."""
    place = tmp_path_factory.mktemp("samples")
    command = [sys.executable, "-m", "touchline.graph.cli", "build", "--samples"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return Built(place / "touchline-out", done.stdout)


def test_build_samples_says_what_it_read_and_where_the_page_is(built: Built) -> None:
    assert f"{len(sample_articles())} articles" in built.output
    assert "0 skipped" in built.output
    assert built.output.rstrip().endswith("Open touchline-out/graph.html in a browser.")


def test_build_samples_writes_store_page_claims_and_turtle(built: Built) -> None:
    assert sorted(path.name for path in built.out.iterdir()) == ["claims.jsonl", "graph.html", "graph.ttl", "store"]
    assert [line["id"] for line in built.lines()] == [article.id for article in sample_articles()]
    assert sum(len(line["claims"]) for line in built.lines()) > 300


def test_build_samples_offsets_bound_the_evidence(built: Built) -> None:
    texts = {article.id: article.full_text for article in sample_articles()}
    places = [(line["id"], c) for line in built.lines() for one in line["claims"] for c in (one, *one.get("more", ()))]
    assert [(where, c) for where, c in places if texts[where][c["start"] : c["end"]] != c["evidence"]] == []
    assert {c["status"] for _, c in places} <= set(STATUSES)
    assert all(0 < c["confidence"] <= 1 for _, c in places)


def test_build_samples_lists_each_triple_of_an_article_once(built: Built) -> None:
    for line in built.lines():
        triples = [json.dumps([c["subject"], c["predicate"], c["object"]]) for c in line["claims"]]
        assert len(triples) == len(set(triples)), line["id"]
        assert {c["predicate"] for c in line["claims"]} <= set(PREDICATES)


def test_build_samples_hold_to_the_ontology(built: Built) -> None:
    result = run("validate", "--store", built.store)
    assert result.stdout == f"{len(sample_articles())} articles checked, 0 rules broken.\n"
    assert result.exit_code == 0, result.stderr


def test_build_samples_store_answers_shipped_queries(built: Built) -> None:
    result = run("query", "--store", built.store, "who-manages", "--param", "team=Bayer Leverkusen", "-f", "csv")
    assert result.exit_code == 0, result.output
    assert any("Xabi Alonso" in row.values() for row in csv.DictReader(StringIO(result.stdout)))


def test_build_samples_store_answers_sparql(built: Built) -> None:
    text = "SELECT ?who WHERE { ?who tl:manages ?club . ?club rdfs:label 'Liverpool' }"
    rows = json.loads(run("query", "--store", built.store, text, "-f", "json").stdout)
    assert "ent:Jurgen_Klopp" in {row["who"] for row in rows} or any("Jurgen_Klopp" in row["who"] for row in rows)


def test_build_samples_saga_is_told_by_several_articles(built: Built) -> None:
    """Alonso between clubs: articles of different days speak of him, none is resolved away."""
    with KnowledgeGraph.open(built.store, read_only=True) as graph:
        about = [s for s in graph.statements() if s.subject.name == "Xabi Alonso"]
    assert len({evidence.article for s in about for evidence in s.evidence}) >= 3
    assert {"Bayer Leverkusen", "Liverpool"} <= {name(s) for s in about}
    assert len({s.status for s in about}) >= 2


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl", "nt", "jsonl"])
def test_build_samples_export_writes_every_format(built: Built, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph.{suffix}"
    result = run("export", "--store", built.store, "-o", path)
    assert (result.exit_code, result.output) == (0, "")
    assert path.stat().st_size > 100_000
    if suffix == "ttl":
        assert path.read_bytes() == (built.out / "graph.ttl").read_bytes()


def test_build_samples_render_writes_the_page_again(built: Built, tmp_path: Path) -> None:
    result = run("render", "--store", built.store, "-o", tmp_path / "page.html")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "page.html").read_bytes() == (built.out / "graph.html").read_bytes()


class Addresses(HTMLParser):
    """Addresses that a browser would fetch on opening a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in LOADING:
            names = {"src", "href", "data", "srcset", "poster", "xlink:href"}
            self.found += [value for key, value in attrs if key in names and value]


def test_build_samples_page_loads_nothing(built: Built) -> None:
    page = (built.out / "graph.html").read_text("utf-8")
    parser = Addresses()
    parser.feed(page)
    assert {"script", "style"} <= parser.tags
    assert [address for address in parser.found if not address.startswith("data:")] == []
    assert "url(http" not in page.replace('"', "").replace("'", "")


def test_build_samples_page_check_would_see_an_address() -> None:
    parser = Addresses()
    parser.feed('<link href="http://x/a.css"><script src="//x/a.js"></script><a href="http://x/">x</a>')
    assert parser.found == ["http://x/a.css", "//x/a.js"]


# -- what a rumour article must give ------------------------------------------------------------------------------

SEED_CLAIMS = {
    "Xabi Alonso manages Bayer Leverkusen fact",
    "Xabi Alonso linked_to Liverpool rumour",
    "Xabi Alonso linked_to Real Madrid rumour",
    "Xabi Alonso linked_to Bayern Munich rumour",
    "Xabi Alonso linked_to Manchester City rumour",
    "Xabi Alonso linked_to Barcelona rumour",
    "Xabi Alonso linked_to Real Sociedad rumour",
    "Jürgen Klopp manages Liverpool fact",
    "Xabi Alonso age 42 fact",
    "Xabi Alonso contract_with Bayer Leverkusen fact",
    "Bayer Leverkusen contends_for Bundesliga fact",
    "Xabi Alonso succeeds Jürgen Klopp rumour",
    "Guillem Balagué nationality Spain fact",
}
#: True as well, said or implied there; anything beyond these and the above is false.
SEED_ALSO_TRUE = {
    "Xabi Alonso nationality Spain fact",
    "Bayer Leverkusen competes_in Bundesliga fact",
    "Xabi Alonso manages Real Sociedad former",
    "Xabi Alonso works_for Real Sociedad former",
    "Pep Guardiola manages Manchester City fact",
    "Carlo Ancelotti manages Real Madrid fact",
}


@pytest.fixture(scope="module")
def seed() -> Reading:
    if not SEED.is_dir():
        pytest.skip("the seed article is not beside this checkout")
    return next(iter(read(SEED)))


def test_seed_article_gives_what_it_must(seed: Reading) -> None:
    assert SEED_CLAIMS - claims(seed) == set()
    assert seed.article.published == "2024-02-15"


def test_seed_article_gives_nothing_false(seed: Reading) -> None:
    assert claims(seed) - SEED_CLAIMS - SEED_ALSO_TRUE == set()


def test_seed_article_contract_has_its_end(seed: Reading) -> None:
    contract = next(s for s in seed.statements if s.predicate == "contract_with")
    assert contract.evidence[0].qualifiers["until"] == "2025"


#: The same kinds of statements about another coach, as things stood on that day.
RUMOUR = """ date 2024-04-18 Sporting CP manager Ruben Amorim has admirers abroad before the season is over.

In Lisbon hardly anybody talks of anything else. Amorim, who is 39 years old, took his badges late and his trophies \
early. Reports are linking him with West Ham United, Chelsea, Manchester United and even Tottenham.

At West Ham he is seen as a possible successor to David Moyes, the Italian reporter Fabrizio Romano wrote. Should all \
of that come to nothing, Amorim could return to Braga.

Sporting are challenging for the Primeira Liga title, so nobody will decide before May. Romano also says that \
Newcastle United are interested in the Portuguese.

Amorim's contract with Sporting CP runs until 2026."""
RUMOUR_CLAIMS = {
    "Rúben Amorim manages Sporting CP fact",
    "Rúben Amorim age 39 fact",
    "Rúben Amorim linked_to West Ham United rumour",
    "Rúben Amorim linked_to Chelsea rumour",
    "Rúben Amorim linked_to Manchester United rumour",
    "Rúben Amorim linked_to Tottenham Hotspur rumour",
    "Rúben Amorim linked_to SC Braga rumour",
    "Rúben Amorim linked_to Newcastle United rumour",
    "Rúben Amorim succeeds David Moyes rumour",
    "David Moyes manages West Ham United fact",
    "Fabrizio Romano nationality Italy fact",
    "Sporting CP contends_for Primeira Liga fact",
    "Rúben Amorim nationality Portugal fact",
    "Rúben Amorim contract_with Sporting CP fact",
}
RUMOUR_ALSO_TRUE = {"Sporting CP competes_in Primeira Liga fact"}


@pytest.fixture(scope="module")
def rumour(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("rumour") / "amorim.txt"
    path.write_text(RUMOUR, "utf-8")
    return next(iter(read(path)))


@pytest.mark.parametrize("claim", sorted(RUMOUR_CLAIMS))
def test_rumour_article_gives(rumour: Reading, claim: str) -> None:
    assert claim in claims(rumour)


def test_rumour_article_gives_nothing_false(rumour: Reading) -> None:
    """Above all not that he manages a club which he took over half a year later."""
    assert claims(rumour) - RUMOUR_CLAIMS - RUMOUR_ALSO_TRUE == set()


def test_rumour_article_keeps_date_and_contract_end(rumour: Reading) -> None:
    assert rumour.article.published == "2024-04-18"
    contract = next(s for s in rumour.statements if s.predicate == "contract_with")
    assert contract.evidence[0].qualifiers == {"until": "2026"}


# -- bad input ----------------------------------------------------------------------------------------------------

GOOD = "Arsenal manager Mikel Arteta praised his players."
BAD = {
    "empty.txt": (b"", "news/empty.txt: the file is empty"),
    "binary.txt": (b"\x7fELF\x02\x01\x00\x00" * 40, "news/binary.txt: "),
    "broken.txt": (b"Arsenal won.\nThe caf\xe9 was full.\n", "news/broken.txt, line 2: byte 0xe9 "),
    "long.txt": (b"a" * 5_000_000, "news/long.txt: the article has 5,000,000 characters"),
    "menu.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "news/menu.html: "),
    "feed.jsonl": (
        b'{"id": "f1", "text": "x"}\n{"id": "f2", "te\n{"id": "f3", "text": "y"}\n',
        "news/feed.jsonl, line 2: this is not JSON",
    ),
    "wide.jsonl": (
        b'{"id": "w1", "text": "' + b"b" * 5_000_000 + b'"}\n{"id": "w2", "text": "z"}\n',
        "news/wide.jsonl, line 1: ",
    ),
}
NO_DATES = ("2004/2005", "Publish time not found", "2 days ago")


class Bad(NamedTuple):
    result: Result
    lines: list[str]
    stored: list[Article]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Bad:
    """One build over everything that can be wrong with a file, beside one good article."""
    place = tmp_path_factory.mktemp("bad")
    (place / "news").mkdir()
    (place / "news" / "good.txt").write_text(GOOD, "utf-8")
    for file, (content, _) in BAD.items():
        (place / "news" / file).write_bytes(content)
    rows = (json.dumps({"id": f"d{n}", "text": GOOD, "published": date}) for n, date in enumerate(NO_DATES, start=1))
    (place / "news" / "dates.jsonl").write_text("\n".join(rows), "utf-8")
    here = Path.cwd()
    os.chdir(place)
    try:
        result = run("build", "news", "gone.txt", "--out", "out")
    finally:
        os.chdir(here)
    with KnowledgeGraph.open(place / "out" / "store", read_only=True) as graph:
        return Bad(result, result.stdout.splitlines(), graph.articles())


@pytest.mark.parametrize("file", BAD)
def test_bad_input_is_named_with_its_place(bad: Bad, file: str) -> None:
    said = [line for line in bad.lines if line.startswith(f"skipped: {BAD[file][1]}")]
    assert len(said) == 1, bad.result.output
    assert len(said[0]) < 300


def test_bad_input_path_that_does_not_exist(bad: Bad) -> None:
    assert any(line.startswith("skipped: gone.txt: there is no such file") for line in bad.lines)


def test_bad_input_exit_code_says_that_something_was_skipped(bad: Bad) -> None:
    assert bad.result.exit_code == 1
    assert sum(line.startswith("skipped: ") for line in bad.lines) == len(BAD) + 1
    assert f"{len(bad.stored)} articles" in bad.result.stdout
    assert "Traceback" not in bad.result.output


def test_bad_input_does_not_keep_the_rest_from_being_read(bad: Bad) -> None:
    assert sorted(article.id for article in bad.stored) == ["d1", "d2", "d3", "f1", "f3", "good.txt", "w2"]


@pytest.mark.parametrize(("number", "date"), list(enumerate(NO_DATES, start=1)))
def test_bad_input_published_that_is_no_date_is_null_with_a_note(bad: Bad, number: int, date: str) -> None:
    note = f"note: news/dates.jsonl, line {number}: published '{date}' is no date"
    assert sum(line.startswith(note) for line in bad.lines) == 1
    assert next(article for article in bad.stored if article.id == f"d{number}").published is None


def read_only_folder(place: Path) -> Path:
    """A folder that this user cannot write into: one without the right to, or, for root, the kernel's own."""
    locked = place / "locked"
    locked.mkdir(mode=0o555)
    return locked if not os.access(locked, os.W_OK) else Path("/proc")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody can write into")
def test_bad_input_read_only_output_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    out = read_only_folder(tmp_path) / "touchline-out"
    result = run("build", tmp_path / "good.txt", "--out", out)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"touchline: {out}: ")
    assert "choose another folder" in result.stderr
    assert result.stderr.count("\n") == 1


# -- what holds for any text --------------------------------------------------------------------------------------


ODD = {
    "empty": "",
    "space": " ",
    "lines": "\n\n\n",
    "emoji": "🎉" * 50,
    "one name": "Liverpool " * 400,
    "brackets": "(" * 300,
    "stops": "A.B.C." * 200,
    "right to left": "\u202eArsenal beat Chelsea 2-1.\u202c",
    "scores": "1-0 2-1 3-2",
}


@pytest.mark.parametrize("text", list(ODD.values()), ids=ODD)
def test_any_text_is_read_without_a_warning(text: str) -> None:
    reading = next(extract(Article("odd", text, published="2024-02-15")))
    assert reading.warnings == ()
    assert all(text[e.start : e.end] == e.quote for s in reading.statements for e in s.evidence)


def offsets(readings: Iterable[Reading]) -> list[tuple[int, int]]:
    return [span for reading in readings for spans in reading.mentions.values() for span in spans]


def test_any_mention_lies_inside_its_article() -> None:
    articles = sample_articles()[:8]
    for article, reading in zip(articles, extract(articles), strict=True):
        assert offsets([reading])
        assert all(0 <= start < end <= len(article.full_text) for start, end in offsets([reading]))
