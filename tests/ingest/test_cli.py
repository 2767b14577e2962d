from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import touchline.ingest
from touchline.graph.cli import cli
from touchline.graph.errors import ModelError
from touchline.graph.model import Article, Entity, Evidence, Reading, Statement
from touchline.graph.store import KnowledgeGraph
from touchline.ingest import running
from touchline.ingest.sample_files import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEWS = "Jo Bloggs manages Rovers."
_MANAGES = re.compile(r"(?P<who>[A-Z]\w+ [A-Z]\w+) manages (?P<club>[A-Z]\w+)")


class PatternReader:
    """Reads `<First Last> manages <Club>`; stops by Ctrl-C at an article that says STOP."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "STOP" in article.text:
                raise KeyboardInterrupt
            yield self._read(article)

    def _read(self, article: Article) -> Reading:
        entities: dict[str, Entity] = {}
        statements = []
        for found in _MANAGES.finditer(article.full_text):
            who, club = (
                Entity(f"x-{found['who'].replace(' ', '_')}", "Person", found["who"]),
                Entity(f"x-{found['club']}", "Club", found["club"]),
            )
            entities |= {who.id: who, club.id: club}
            place = Evidence(article.id, *found.span(), found[0], found[0], "fact", published=article.published)
            statements.append(Statement(who, "manages", club, (place,)))
        return Reading(article, tuple(entities.values()), tuple(statements))


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "load_extractor", lambda *_: PatternReader())


def run(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(cli, list(args), input=stdin, prog_name="touchline")


def write(name: str, content: str | bytes = NEWS) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def ids(output: str) -> list[str]:
    return [json.loads(line)["id"] for line in output.splitlines()]


def stored(folder: str) -> list[str]:
    with KnowledgeGraph.open(folder, read_only=True) as graph:
        return [article.id for article in graph.articles()]


# -- build --------------------------------------------------------------------------------------------------------


def test_cli_build_says_what_it_found_and_where_the_page_is() -> None:
    write("news/a.txt")
    write("news/b.txt", "Ann Other manages City. Jo Bloggs manages Rovers.")
    result = run("build", "news")
    assert result.exit_code == 0, result.output
    assert "2 articles, 4 entities, 3 claims, 0 skipped" in result.stdout
    assert re.search(r"manages\s+3\s+3\s+·", result.stdout)
    assert re.search(r"Person\s+2", result.stdout)
    assert result.stdout.rstrip().endswith("Open touchline-out/graph.html in a browser.")
    assert result.stderr == ""


def test_cli_build_skips_what_is_broken_and_exits_with_1() -> None:
    write("news/a.txt")
    write("news/b.txt", b"caf\xe9")
    write("news/c.jsonl", '{"id": "c1", "text": "x", "published": "2 days ago"}\n{"id"\n')
    result = run("build", "news", "gone.txt", "--out", "out")
    assert result.exit_code == 1
    assert "skipped: gone.txt: there is no such file" in result.stdout
    assert "skipped: news/b.txt, line 1: byte 0xe9 at offset 3 is not UTF-8" in result.stdout
    assert "skipped: news/c.jsonl, line 2: this is not JSON" in result.stdout
    assert "note: news/c.jsonl, line 1: published '2 days ago' is no date" in result.stdout
    assert stored("out/store") == ["a.txt", "c1"]


def test_cli_build_quiet_prints_only_what_was_skipped() -> None:
    result = run("build", write("a.txt"), write("b.txt", ""), "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "skipped: b.txt: the file is empty\n"


@pytest.mark.parametrize("content", [b"", b"\0", b"\xff", b"x" * 5_000_000])
def test_cli_build_from_nothing_readable_exits_with_2_and_writes_nothing(content: bytes) -> None:
    result = run("build", write("a.txt", content))
    assert result.exit_code == 2
    assert "skipped: a.txt" in result.stderr
    assert "no article to read" in result.stderr
    assert not Path("touchline-out").exists()


def test_cli_build_needs_paths_or_samples_but_not_both() -> None:
    assert run("build").exit_code == 2
    both = run("build", write("a.txt"), "--samples")
    assert both.exit_code == 2
    assert "--samples" in both.stderr


def test_cli_build_from_the_samples() -> None:
    result = run("build", "--samples", "--out", "out")
    assert result.exit_code == 0, result.output
    assert stored("out/store") == sorted(article.id for article in touchline.ingest.sample_articles())


def test_cli_build_refuses_a_foreign_folder_unless_forced() -> None:
    write("out/thesis.txt", "mine")
    refused = run("build", write("a.txt"), "--out", "out")
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert run("build", "a.txt", "--out", "out", "--force").exit_code == 0
    assert Path("out/thesis.txt").read_text() == "mine"


def test_cli_build_where_a_file_is_in_the_way() -> None:
    result = run("build", write("a.txt"), "--out", write("out"))
    assert (result.exit_code, result.stderr) == (
        2, "touchline: out: a file is in the way; choose another folder with --out.\n",
    )  # fmt: skip


def test_cli_build_twice_in_the_folder_of_the_articles_reads_no_output() -> None:
    write("a.txt")
    assert run("build", ".").exit_code == 0
    assert run("build", ".").exit_code == 0
    assert stored("touchline-out/store") == ["a.txt"]
    assert Path("touchline-out/previous/claims.jsonl").read_bytes() == Path("touchline-out/claims.jsonl").read_bytes()


def test_cli_build_title_is_on_the_page() -> None:
    assert run("build", write("a.txt"), "--title", "Rovers <& City>").exit_code == 0
    assert "Rovers &lt;&amp; City&gt;" in Path("touchline-out/graph.html").read_text("utf-8")


def test_cli_build_stopped_by_ctrl_c_keeps_what_was_stored() -> None:
    lines = [json.dumps({"id": f"n{number:02}", "text": NEWS}) for number in range(20)]
    write("a.jsonl", "\n".join([*lines, json.dumps({"id": "stop", "text": "STOP"})]))
    result = run("build", "a.jsonl")
    assert result.exit_code == 130
    assert "16 articles read so far are in touchline-out/interrupted/store" in result.stderr
    assert len(stored("touchline-out/interrupted/store")) == 16


def test_cli_build_model_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ModelError("the model xx is not installed; pip install xx")

    monkeypatch.setattr(running, "load_extractor", fail)
    result = run("build", write("a.txt"), "--model", "xx")
    assert (result.exit_code, result.stderr) == (2, "touchline: the model xx is not installed; pip install xx\n")
    assert not Path("touchline-out").exists()


def test_cli_build_passes_model_and_knowledge_base_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []

    def load(*args: object) -> PatternReader:
        given.append(args)
        return PatternReader()

    monkeypatch.setattr(running, "load_extractor", load)
    run("build", write("a.txt"), "--model", "m", "--kb", "one.csv", "--kb", "two.csv", "--min-confidence", "0.9")
    run("extract", "a.txt", "--rules-only")
    first = running.ReadingOptions("m", (Path("one.csv"), Path("two.csv")), 0.9)
    assert given == [(first,), (running.ReadingOptions(trained=False),)]


# -- extract ------------------------------------------------------------------------------------------------------


def test_cli_extract_prints_one_line_for_each_article_in_order() -> None:
    write("a.jsonl", "\n".join(json.dumps({"id": name, "text": NEWS}) for name in ("z", "a", "m")))
    result = run("extract", "a.jsonl")
    assert (result.exit_code, result.stderr, ids(result.stdout)) == (0, "", ["z", "a", "m"])
    claim = json.loads(result.stdout.splitlines()[0])["claims"][0]
    assert (claim["subject"]["name"], claim["predicate"], claim["object"]["name"]) == ("Jo Bloggs", "manages", "Rovers")
    assert NEWS[claim["start"] : claim["end"]] == claim["evidence"]


def test_cli_extract_keeps_messages_out_of_the_claims() -> None:
    result = run(
        "extract", write("a.txt"), write("b.txt", ""), "-", stdin='{"id": "s", "text": "x", "published": "1 day"}\n'
    )
    assert (result.exit_code, ids(result.stdout)) == (1, ["a.txt", "s"])
    assert result.stderr.splitlines() == [
        "skipped: b.txt: the file is empty",
        "note: standard input, line 1: published '1 day' is no date that can be relied on; it is left empty",
    ]


def test_cli_extract_stores_nothing() -> None:
    before = [write("a.txt")]
    run("extract", "a.txt")
    assert [path.name for path in Path().iterdir()] == before


def test_cli_extract_table_is_for_people() -> None:
    result = run("extract", write("a.txt", f"{NEWS} [bold]x[/bold]"), "--format", "table")
    assert result.exit_code == 0
    assert re.search(r"Jo Bloggs\s+manages\s+Rovers\s+fact", result.stdout)
    assert result.stdout.startswith("a.txt\n")


def test_cli_extract_table_says_where_there_is_no_claim() -> None:
    assert "no claims" in run("extract", write("a.txt", "Nothing [red]here[/red]."), "--format", "table").stdout


def test_cli_extract_of_nothing_exits_with_2() -> None:
    result = run("extract", "gone.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("skipped: gone.txt: there is no such file or folder")


def test_cli_extract_prints_what_it_read_before_ctrl_c() -> None:
    write("a.jsonl", "\n".join(json.dumps({"id": text, "text": text}) for text in ("one", "STOP", "two")))
    result = run("extract", "a.jsonl")
    assert (result.exit_code, ids(result.stdout)) == (130, ["one"])


def test_cli_extract_matches_the_claims_of_a_build() -> None:
    write("news/a.txt")
    write("news/b.md", f"# Rovers\n\n{NEWS}")
    assert run("build", "news").exit_code == 0
    assert run("extract", "news").stdout_bytes == Path("touchline-out/claims.jsonl").read_bytes()


# -- ingest -------------------------------------------------------------------------------------------------------


def test_cli_ingest_adds_to_a_store() -> None:
    run("build", write("a.txt"))
    first = run("ingest", write("b.txt"), "--store", "touchline-out/store")
    again = run("ingest", "b.txt", write("a.txt", "Jo Bloggs manages City."), "--store", "touchline-out/store")
    assert first.stdout.rstrip().endswith("1 new, 0 replaced, 0 already there")
    assert again.stdout.rstrip().endswith("0 new, 1 replaced, 1 already there")
    assert stored("touchline-out/store") == ["a.txt", "b.txt"]


def test_cli_ingest_stopped_by_ctrl_c_keeps_what_was_stored() -> None:
    write("a.jsonl", "\n".join(json.dumps({"id": text, "text": text}) for text in ("one", "two", "STOP")))
    result = run("ingest", "a.jsonl", "--store", "store")
    assert (result.exit_code, stored("store")) == (130, ["one", "two"])
    assert "2 articles are in the store" in result.stderr


def test_cli_ingest_into_a_busy_or_foreign_store() -> None:
    write("other/file.txt")
    foreign = run("ingest", write("a.txt"), "--store", "other")
    with KnowledgeGraph.open("busy"):
        busy = run("ingest", "a.txt", "--store", "busy")
    assert (foreign.exit_code, busy.exit_code) == (2, 2)
    assert "holds other files and no store" in foreign.stderr
    assert "another program is writing" in busy.stderr


def test_cli_ingest_needs_a_store() -> None:
    assert "--store" in run("ingest", write("a.txt")).stderr


# -- evaluate -----------------------------------------------------------------------------------------------------


def annotate(*names: str) -> str:
    entities = [{"id": "b", "type": "Person", "name": "Jo Bloggs"}, {"id": "r", "type": "Club", "name": "Rovers"}]
    claims = [{"subject": "b", "predicate": "manages", "object": "r", "status": "fact", "evidence": "e"}]
    lines = (json.dumps({"id": name, "entities": entities, "claims": claims}) for name in names)
    return write("gold.jsonl", "\n".join(lines))


def test_cli_evaluate_reads_the_articles_and_prints_the_table() -> None:
    articles = write("a.jsonl", json.dumps({"id": "n1", "text": NEWS}))
    result = run("evaluate", annotate("n1"), articles)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "claim      P 1.000  R 1.000  F1 1.000   (1 of 1 annotated, 1 predicted)"


def test_cli_evaluate_json_errors_and_missing_articles() -> None:
    articles = write("a.jsonl", json.dumps({"id": "n1", "text": "Jo Bloggs manages City."}))
    gold = annotate("n1", "n2")
    assert json.loads(run("evaluate", gold, articles, "--json").stdout)["claim"]["gold"] == 2
    result = run("evaluate", gold, articles, "--errors", "2")
    assert [line[:10] for line in result.stdout.splitlines()[-2:]] == ["missed  n1", "wrong   n1"]
    assert "1 annotated articles were not read" in result.stderr


def test_cli_evaluate_scores_claims_that_were_written_before() -> None:
    write("claims.jsonl", run("extract", write("n1", NEWS)).stdout_bytes)
    result = run("evaluate", annotate("n1"), "--claims", "claims.jsonl")
    assert "F1 1.000" in result.stdout


def test_cli_evaluate_refuses_wrong_input() -> None:
    gold = annotate("n1")
    assert run("evaluate", gold).exit_code == 2
    assert run("evaluate", "gone.jsonl", gold).exit_code == 2
    broken = run("evaluate", write("bad.jsonl", "{"), gold)
    assert (broken.exit_code, "bad.jsonl, line 1" in broken.stderr) == (2, True)
    assert run("evaluate", gold, "gone.jsonl").exit_code == 2


# -- samples and help ---------------------------------------------------------------------------------------------


def test_cli_samples_copies_them_and_refuses_to_overwrite() -> None:
    assert run("samples", "--out", "s").exit_code == 0
    files = sorted(path for path in Path("s").iterdir() if path.is_file())
    assert files
    assert run("samples", "--out", "s").exit_code == 0
    files[0].write_text("mine")
    refused = run("samples", "--out", "s")
    assert (refused.exit_code, files[0].read_text()) == (2, "mine")
    assert run("samples", "--out", "s", "--force").exit_code == 0
    assert files[0].read_text("utf-8") != "mine"


def test_cli_samples_are_read_without_a_skip_or_a_doubt() -> None:
    report = touchline.ingest.SourceReport()
    with sample_folder() as folder:
        articles = list(touchline.ingest.read_articles(folder, report=report))
    assert articles == touchline.ingest.sample_articles()
    assert (report.skips, report.cautions) == ([], [])


@pytest.mark.parametrize("command", ["build", "extract", "ingest", "evaluate", "samples"])
def test_cli_help_shows_examples_and_exit_codes(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"  touchline {command} " in result.stdout
    assert "Exit codes:" in result.stdout
    assert re.search(r"^ +2 +\S", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", touchline.ingest.__all__)
def test_cli_package_names_are_there_and_lazy(name: str) -> None:
    if name != "Extractor":
        assert getattr(touchline.ingest, name).__doc__
    assert name in dir(touchline.ingest)


def test_cli_package_refuses_an_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = touchline.ingest.no_such_name


def test_cli_imports_load_no_heavy_library() -> None:
    code = (
        "import sys, touchline.ingest, touchline.ingest.cli, touchline.ingest.running, touchline.ingest.sources;"
        "print([m for m in ('spacy', 'rdflib', 'pyvis', 'trafilatura', 'rich', 'pyoxigraph') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_cli_claims_are_the_same_bytes_in_another_process() -> None:
    write("news/a.txt", f" date 2024-02-15 {NEWS}")
    write("news/b.jsonl", json.dumps({"text": NEWS, "title": "é", "published": "3 May 2024"}))
    code = "import sys; from touchline.ingest import read_articles; print(repr(list(read_articles('news'))))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert b"2024-05-03" in runs[0]


def test_cli_extract_gives_the_same_bytes_in_two_processes() -> None:
    run("samples", "--out", "s")
    command = [sys.executable, "-m", "touchline.graph.cli", "extract", *map(str, sorted(Path("s").glob("*.jsonl")))]
    one, two = (
        subprocess.run(
            command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": "1"}
        ).stdout
        for seed in ("1", "2")
    )
    assert one == two
    assert b'"claims": [{' in one
    assert str(Path.cwd()).encode() not in one


def test_cli_messages_reach_a_process_with_its_exit_code() -> None:
    write("a.txt", "")
    command = [sys.executable, "-m", "touchline.graph.cli", "build", "a.txt", "gone.txt"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0] == "skipped: gone.txt: there is no such file or folder; check the path"
