"""One self-contained HTML file: pyvis carries nodes, edges and options through our own Jinja template.

Only pyvis' `Network` is used, its lists filled directly; its template, headings, titles, menus, `from_nx` and `show`
execute markup from data, fetch from other hosts or lose edges (docs/decisions/0006-page.md has the measurements).
All data is in one `<script type="application/json">`, where Jinja's `tojson` escapes `<`, `>`, `&` and `'`; the page's
own scripts write text with `textContent` only. The content security policy admits the two scripts and the one style
sheet by their hashes, and nothing else from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, overload

import networkx as nx

from touchline.graph.errors import OutputError
from touchline.graph.page.data import page_data
from touchline.graph.view import to_networkx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.model import Reading
    from touchline.graph.view import HasReadings

__all__ = ["to_html", "write_page"]

_ASSETS = files("touchline.graph.page") / "assets"
#: Our own scripts, in the order in which they are joined: each adds to the object `T` of the one function around them.
_SCRIPTS = ("base", "theme", "model", "draw", "labels", "cards", "legend", "search", "outline", "address", "main")
#: Options of vis-network that come from Python; colours follow the theme and are set on the page.
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "tooltipDelay": 100000},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
    "edges": {"arrows": {"to": {"scaleFactor": 0.45}, "from": {"scaleFactor": 0.45}}, "hoverWidth": 1.2},
}


@overload
def to_html(
    source: nx.MultiDiGraph[str] | Iterable[Reading] | HasReadings,
    path: None = None,
    *,
    title: str = ...,
    max_entities: int = ...,
) -> str: ...
@overload
def to_html(
    source: nx.MultiDiGraph[str] | Iterable[Reading] | HasReadings,
    path: str | Path,
    *,
    title: str = ...,
    max_entities: int = ...,
) -> Path: ...
def to_html(
    source: nx.MultiDiGraph[str] | Iterable[Reading] | HasReadings,
    path: str | Path | None = None,
    *,
    title: str = "Football news as a graph",
    max_entities: int = 1000,
) -> str | Path:
    """The interactive page of a graph: one offline HTML file, byte-identical for the same input.

    Args:
        source: A graph from `to_networkx`, or readings, or an opened store.
        path: Where to write it (UTF-8); None returns the HTML instead.
        title: Heading and window title.
        max_entities: Above this number the best-connected entities are drawn, and the page says so.

    Returns:
        The HTML, or the path that was written.

    Raises:
        OutputError: The file cannot be written.
    """
    graph = cast("nx.MultiDiGraph[str]", source) if isinstance(source, nx.MultiDiGraph) else to_networkx(source)
    html = _fill(page_data(graph, title=title, max_entities=max_entities))
    return html if path is None else write_page(html, Path(path))


def write_page(html: str, path: Path) -> Path:
    """Write a page as UTF-8, whatever the locale; folders above it are made.

    Raises:
        OutputError: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html.encode("utf-8"))
    except OSError as error:
        raise OutputError(f"Cannot write the page to {path}: {error.strerror or error}.") from error
    return path


def _fill(data: dict[str, Any]) -> str:
    """Put data and assets into the template. Lone surrogates, which UTF-8 cannot hold, become question marks."""
    from jinja2 import Environment, FunctionLoader  # noqa: PLC0415 - jinja2 and pyvis are slow to import
    from pyvis.network import Network  # noqa: PLC0415

    network = Network(directed=True, cdn_resources="in_line")
    network.nodes, network.edges, network.options = data.pop("nodes"), data.pop("edges"), _OPTIONS
    library, script, style = _library(), _script(), _asset("page.css")
    environment = Environment(loader=FunctionLoader(_asset), autoescape=True, keep_trailing_newline=True)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")}
    environment.globals.update(
        page=data, library=library, script=script, style=style, policy=_policy([library, script], style)
    )
    network.templateEnv, network.path = environment, "page.html.j2"
    html: str = network.generate_html()
    return html.encode("utf-8", "replace").decode("utf-8")


def _asset(name: str) -> str:
    return _ASSETS.joinpath(name).read_text(encoding="utf-8")


def _library() -> str:
    """vis-network without the comment that makes a browser's tools look for its source map."""
    return _asset("vendor/vis-network.min.js").partition("//# sourceMappingURL")[0]


def _script() -> str:
    """Our scripts as one function, which shares the object `T` and puts nothing but `touchline` on the window."""
    body = "\n".join(_asset(f"js/{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\nconst T = {{}};\n{body}}})();\n'


def _policy(scripts: list[str], style: str) -> str:
    allowed = " ".join(_digest(text) for text in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
