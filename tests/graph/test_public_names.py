"""The façade `touchline.graph`: its names, and that it is cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

import touchline
import touchline.graph
from touchline.graph import errors


def test_public_names_all_exist_and_are_sorted() -> None:
    names = touchline.graph.__all__
    assert names == sorted(names, key=str)
    assert len(set(names)) == len(names)
    for name in names:
        assert getattr(touchline.graph, name) is not None
    assert set(names) <= set(dir(touchline.graph))


def test_public_names_hold_every_error() -> None:
    assert set(errors.__all__) <= set(touchline.graph.__all__)
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.TouchlineError)


def test_public_names_unknown_one_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        touchline.graph.nothing  # noqa: B018


def test_package_touchline_is_a_namespace() -> None:
    assert touchline.__file__ is None


@pytest.mark.parametrize("module", ["touchline.graph", "touchline.graph.cli", "touchline.graph.model"])
def test_import_leaves_heavy_modules_alone(module: str) -> None:
    heavy = ("rdflib", "spacy", "pyvis", "networkx", "pyshacl", "pyoxigraph")
    code = f"import sys, {module}; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
