"""Football claims as a knowledge graph: model, vocabulary, store, queries, checks and views.

Names are imported on first use, so that `import touchline.graph` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.graph.errors import InputError, ModelError, OutputError, QueryError, StoreError, TouchlineError
    from touchline.graph.jsonl import read_jsonl, write_jsonl
    from touchline.graph.model import Article, Entity, Evidence, Reading, Statement, Status, Value
    from touchline.graph.page import to_html
    from touchline.graph.store import KnowledgeGraph
    from touchline.graph.view import to_networkx

__all__ = [
    "Article",
    "Entity",
    "Evidence",
    "InputError",
    "KnowledgeGraph",
    "ModelError",
    "OutputError",
    "QueryError",
    "Reading",
    "Statement",
    "Status",
    "StoreError",
    "TouchlineError",
    "Value",
    "read_jsonl",
    "to_html",
    "to_networkx",
    "write_jsonl",
]

_MODULES = {
    "errors": ("InputError", "ModelError", "OutputError", "QueryError", "StoreError", "TouchlineError"),
    "jsonl": ("read_jsonl", "write_jsonl"),
    "model": ("Article", "Entity", "Evidence", "Reading", "Statement", "Status", "Value"),
    "page": ("to_html",),
    "store": ("KnowledgeGraph",),
    "view": ("to_networkx",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(__all__))
