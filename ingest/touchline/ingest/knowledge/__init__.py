"""The packaged football knowledge base: entities, their names, and the loader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import Alias, Candidate, KnowledgeEntity

__all__ = ["Alias", "Candidate", "KnowledgeBase", "KnowledgeEntity"]


def __getattr__(name: str) -> object:
    if name == "KnowledgeBase":
        from touchline.ingest.knowledge.load import KnowledgeBase  # noqa: PLC0415

        return KnowledgeBase
    if name in __all__:
        from touchline.ingest.knowledge import model  # noqa: PLC0415

        return getattr(model, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
