"""What a user installs: all code and data of both source roots, nothing else, and nothing that is not declared."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points, packages_distributions
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
ROOTS = ("graph", "ingest")
#: Kinds of data that the code reads at run time, and one file of each kind that must be there.
DATA = {
    "graph/touchline/graph": {".ttl", ".rq", ".js", ".css", ".j2", ".typed"},
    "ingest/touchline/ingest": {".toml", ".tsv", ".json", ".txt", ".html", ".jsonl", ".typed"},
}
_IMPORT = re.compile(r"touchline\.ingest(\.|$)")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def packaged() -> list[Path]:
    """Every file below the two source roots, relative to the checkout."""
    found = (path for root in ROOTS for path in (ROOT / root).rglob("*") if path.is_file())
    return sorted(path.relative_to(ROOT) for path in found if not {"__pycache__", ".DS_Store"} & set(path.parts))


def modules(root: str) -> list[Path]:
    return sorted((ROOT / root).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Modules that a file imports, by statement or by a literal name given to `import_module`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"^touchline(?:\.\w+)+", node.value)


def declared() -> set[str]:
    names = (re.split(r"[<>=!~\[ ;]", line, maxsplit=1)[0] for line in project()["project"]["dependencies"])
    return {normal(name) for name in names}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# -- the tree -----------------------------------------------------------------------------------------------------


def test_packaging_namespace_has_no_init() -> None:
    assert [path for root in ROOTS for path in (ROOT / root).rglob("touchline/__init__.py")] == []
    assert [path.name for root in ROOTS for path in (ROOT / root).iterdir() if path.name != "touchline"] == []


def test_packaging_each_root_holds_one_package_of_the_namespace() -> None:
    inside = {root: [p.name for p in (ROOT / root / "touchline").iterdir() if p.is_dir()] for root in ROOTS}
    assert {root: [name for name in names if name != "__pycache__"] for root, names in inside.items()} == {
        "graph": ["graph"],
        "ingest": ["ingest"],
    }


def test_packaging_wheel_takes_both_roots() -> None:
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["only-include"] == [f"{root}/touchline" for root in ROOTS]
    assert wheel["sources"] == list(ROOTS)
    assert all((ROOT / folder).is_dir() for folder in wheel["only-include"])


def test_packaging_sdist_takes_what_there_is() -> None:
    included = project()["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert [name for name in included if not (ROOT / name.lstrip("/")).exists()] == []
    assert (ROOT / project()["project"]["readme"]).is_file()
    assert all((ROOT / name).is_file() for name in project()["project"]["license-files"])


@pytest.mark.parametrize("folder", DATA)
def test_packaging_every_kind_of_data_is_there(folder: str) -> None:
    kinds = {"." + path.name.rpartition(".")[2] for path in packaged() if path.is_relative_to(folder)}
    assert DATA[folder] - kinds == set()
    assert (ROOT / folder / "py.typed").read_bytes() == b""


def test_packaging_nothing_that_is_needed_is_ignored_by_git() -> None:
    """Hatchling leaves out what git ignores, so an ignored data file would be missing from every install."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    names = "\n".join(path.as_posix() for path in packaged())
    asked = subprocess.run(
        ["git", "check-ignore", "--stdin"], cwd=ROOT, input=names, capture_output=True, text=True, check=False
    )
    assert asked.stderr == ""
    assert asked.stdout.splitlines() == []


def test_packaging_data_is_found_as_package_resources() -> None:
    assert files("touchline.graph").joinpath("ontology", "football.ttl").is_file()
    assert files("touchline.graph").joinpath("page", "assets", "vendor", "vis-network.min.js").is_file()
    assert files("touchline.ingest").joinpath("rule_scores.json").is_file()
    assert files("touchline.ingest").joinpath("relations", "phrases.toml").is_file()
    assert len(list(files("touchline.ingest").joinpath("samples").iterdir())) > 20


def test_packaging_wheel_holds_the_tree(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed; the other tests check its settings")
    code = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = zipfile.ZipFile(tmp_path / done.stdout.split()[-1]).namelist()
    inside = {name for name in names if ".dist-info/" not in name}
    assert inside == {path.as_posix().partition("/")[2] for path in packaged()}
    assert sum(name.endswith(("entry_points.txt", "licenses/LICENSE")) for name in names) == 2


# -- imports ------------------------------------------------------------------------------------------------------


def test_packaging_graph_never_imports_ingest() -> None:
    found = [(path.name, name) for path in modules("graph") for name in imported(path) if _IMPORT.match(name)]
    assert len(modules("graph")) > 20
    assert found == []


def test_packaging_import_check_would_see_it(tmp_path: Path) -> None:
    code = "import touchline.ingest\nfrom touchline.ingest import read\nimport_module('touchline.ingest.cli')\n"
    (tmp_path / "bad.py").write_text(f"def late():\n    from touchline.ingest.cli import build\n{code}")
    assert sum(bool(_IMPORT.match(name)) for name in imported(tmp_path / "bad.py")) == 4


def test_packaging_every_import_is_declared() -> None:
    """A module that comes only with another package vanishes when that package drops it."""
    homes = packages_distributions()
    used = {name.partition(".")[0] for root in ROOTS for path in modules(root) for name in imported(path)}
    foreign = used - set(sys.stdlib_module_names) - {"touchline"}
    assert "spacy" in foreign
    assert {name for name in foreign if not {normal(home) for home in homes.get(name, [name])} & declared()} == set()


def test_packaging_tests_have_no_init() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


# -- commands -----------------------------------------------------------------------------------------------------


def test_packaging_console_script_resolves() -> None:
    module, _, name = project()["project"]["scripts"]["touchline"].partition(":")
    assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize("command", project()["project"]["entry-points"]["touchline.commands"])
def test_packaging_entry_point_is_a_command(command: str) -> None:
    module, _, name = project()["project"]["entry-points"]["touchline.commands"][command].partition(":")
    found = getattr(import_module(module), name)
    assert isinstance(found, click.Command)
    assert found.name == command


def test_packaging_installed_entry_points_are_those_of_the_project() -> None:
    installed = {point.name: point.value for point in entry_points(group="touchline.commands")}
    assert installed == project()["project"]["entry-points"]["touchline.commands"]


# -- constraints --------------------------------------------------------------------------------------------------


def test_packaging_constraints_pin_every_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
    pinned = {normal(line.partition("==")[0]) for line in lines}
    groups = project()["dependency-groups"]
    wanted = {normal(re.split(r"[<>=]", line)[0]) for name in ("test", "lint") for line in groups[name]}
    assert (declared() | wanted) - pinned == set()
