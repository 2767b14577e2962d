"""The documentation names what is there, and what it names is there."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import click
import pytest

import touchline.graph
import touchline.ingest
from touchline.graph.cli import cli
from touchline.graph.query import named_queries
from touchline.graph.vocab import CLASSES, PREDICATES
from touchline.ingest import sample_articles

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(?:sh|shell|console|bash)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
CONTEXT = click.Context(cli)


@cache
def commands() -> dict[str, click.Command]:
    found = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def section(name: str) -> str:
    """What docs/cli.md says about a command."""
    match = re.search(rf"^## touchline {name}\n(.*?)(?=^## |\Z)", read("docs/cli.md"), re.MULTILINE | re.DOTALL)
    return match[1] if match else ""


def examples() -> list[tuple[str, list[str]]]:
    """(page, words) of every command line of touchline in a code block of the documentation."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = [*FENCE.findall(text), *re.findall(r"^    (.+)$", text, re.MULTILINE)]
        parts = re.split(r"\s(?:\||&&)\s|\n", "\n".join(blocks))
        matches = [re.match(r"\s*(?:\S*/)?touchline\s+(.*)", part) for part in parts]
        found += [(page.name, shlex.split(match[1], comments=True)) for match in matches if match]
    return found


# -- commands -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(commands()))
def test_docs_every_command_has_a_section(name: str) -> None:
    assert f"`touchline {name}" in section(name)


@pytest.mark.parametrize("name", sorted(commands()))
def test_docs_every_option_of_a_command_is_named(name: str) -> None:
    common = read("docs/cli.md").partition("\n## ")[0]
    long = {option for option in options(commands()[name]) if option.startswith("--")}
    said = set(re.findall(r"--[a-z][a-z-]*", common + section(name)))
    assert long - said - {"--help"} == set()


@pytest.mark.parametrize("name", sorted(commands()))
def test_docs_help_of_a_command_has_an_example(name: str) -> None:
    text = commands()[name].get_help(click.Context(commands()[name], info_name=name))
    assert re.search(rf"^\s+.*touchline {name}\b", text, re.MULTILINE)
    assert commands()[name].get_short_help_str()


def test_docs_examples_use_commands_and_options_that_exist() -> None:
    wrong = []
    for page, words in examples():
        command = commands().get(words[0])
        given = {word.partition("=")[0] for word in words[1:] if re.match(r"--?[a-z]", word)}
        if command is None or given - options(command) - {"--help"}:
            wrong.append((page, words))
    assert len(examples()) >= 3
    assert wrong == []


def test_docs_examples_of_queries_name_what_there_is() -> None:
    queries, wrong = named_queries(), []
    for page, words in examples():
        known = [word for word in words if word in queries]
        given = {words[i + 1].partition("=")[0] for i, word in enumerate(words) if word in ("--param", "-p")}
        allowed = {parameter.name for name in known for parameter in queries[name].parameters}
        if words[0] == "query" and given - allowed:
            wrong.append((page, words))
    assert wrong == []


def test_docs_no_section_is_about_a_command_that_is_gone() -> None:
    assert set(re.findall(r"^## touchline (\w+)", read("docs/cli.md"), re.MULTILINE)) - set(commands()) == set()


# -- the two commands of the README -------------------------------------------------------------------------------


def readme_lines() -> list[str]:
    """The lines that set up an environment: first the main job, then the tests."""
    lines = (line for block in FENCE.findall(read("README.md")) for line in block.splitlines())
    return [line for line in lines if line.startswith("python3 ")]


def test_docs_readme_has_two_commands_of_one_line_each() -> None:
    build, test = readme_lines()
    assert build.startswith("python3 -m venv ")
    assert build.endswith("touchline build --samples")
    assert test.startswith("python3 -m venv ")
    assert test.endswith("python -m pytest -q")
    assert f"```sh\n{build}\n```" in read("README.md")
    assert f"<!-- test -->\n```sh\n{test}\n```" in read("README.md")


def test_docs_readme_commands_name_what_is_there() -> None:
    for line in readme_lines():
        assert (ROOT / re.findall(r"-c (\S+\.txt)", line)[0]).is_file()
    groups = tomllib.loads(read("pyproject.toml"))["dependency-groups"]
    assert set(re.findall(r"--group (\w+)", " ".join(readme_lines()))) == {"test"} <= set(groups)


def test_docs_readme_lists_the_commands() -> None:
    listed = re.search(r"Every command has `--help` with examples: (.*?)\(", read("README.md"), re.DOTALL)
    assert listed
    assert set(re.findall(r"`(\w+)`", listed[1])) == set(commands())


def test_docs_ci_runs_the_test_command_of_the_readme() -> None:
    script = read(".ci/run")
    match = re.search(r"^command=\$\((.*)\)$", script, re.MULTILINE)
    assert match
    found = subprocess.run(["bash", "-c", match[1]], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.splitlines() == [readme_lines()[1]]
    assert 'bash -euo pipefail -c "$command"' in script
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_docs_readme_counts_the_sample_articles() -> None:
    stated = re.search(r"(\d+) sample articles", read("README.md"))
    assert stated
    assert int(stated[1]) == len(sample_articles())


# -- names and links ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_docs_links_lead_somewhere(path: Path) -> None:
    targets = [target for target in LINK.findall(path.read_text("utf-8")) if "://" not in target]
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_docs_paths_in_text_exist(path: Path) -> None:
    named = re.findall(r"`((?:docs|tests|graph|ingest|benchmarks)/[\w./*-]+)`", path.read_text("utf-8"))
    assert [name for name in named if not list(ROOT.glob(name))] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_docs_decision_carries_its_number(path: Path) -> None:
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+", path.stem)
    assert path.read_text("utf-8").startswith(f"# {int(path.stem[:4])}. ")


def test_docs_decisions_have_numbers_of_their_own() -> None:
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


def test_docs_every_dependency_has_its_reason() -> None:
    text = read("docs/decisions/0002-dependencies.md")
    lines = tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]
    names = {re.split(r"[<>=]", line)[0] for line in lines}
    rows = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    assert names - {name.strip() for row in rows for name in row.split(",")} == set()


@pytest.mark.parametrize("name", [*PREDICATES, *CLASSES])
def test_docs_ontology_page_names_every_word(name: str) -> None:
    assert f"`tl:{name}`" in read("docs/ontology.md")


@pytest.mark.parametrize("package", [touchline.graph, touchline.ingest], ids=["graph", "ingest"])
def test_docs_every_public_name_is_described(package: object) -> None:
    names: list[str] = package.__all__  # type: ignore[attr-defined]
    plain = {name for name in names if not getattr(getattr(package, name), "__doc__", None)}
    assert plain - {"Status"} == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_docs_hold_no_unfinished_place(path: Path) -> None:
    assert re.findall(r"@@\w+@@|\bTODO\b|\bTBD\b|\bFIXME\b|\bXXX\b", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_docs_name_no_place_of_one_machine(path: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:home|root|work|Users)/\S*", path.read_text("utf-8")) == []
