"""The notebooks run as they stand, and say what their saved outputs say.

Not to the letter: the trained reader rounds differently on another kind of processor, so that a claim at the edge of
being listed may come or go. Half of the lines may differ for that, and the numbers in them; a cell that prints another
thing, or nothing, differs more.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
ENOUGH = 0.5


def likeness(printed: str, shown: str) -> float:
    """Share of lines that two outputs have in common, numbers apart, in [0, 1]."""
    mine, theirs = ([re.sub(r"\d+", "0", line) for line in text.splitlines()] for text in (printed, shown))
    return SequenceMatcher(None, mine, theirs).ratio()


def test_notebooks_likeness_tells_a_changed_claim_from_another_output() -> None:
    shown = "30 articles, 772 statements\nA manages B\nC left D\n"
    assert likeness(shown, shown) == 1
    assert ENOUGH <= likeness(shown.replace("772", "771").replace("C left D", "E left D"), shown) < 1
    assert likeness("", shown) == 0
    assert likeness("Traceback\n", shown) == 0


def test_notebooks_there_is_one() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run_and_print_what_they_show(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {}
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec("".join(cell["source"]), namespace)  # noqa: S102
            shown = "".join("".join(output["text"]) for output in cell["outputs"])
            assert likeness(printed.getvalue(), shown) >= ENOUGH, printed.getvalue()
    assert list(tmp_path.glob("*.html"))
