"""Opening a store in a folder, with errors that say what to do.

The folder holds Oxigraph's files and `touchline-store.json`, which marks it as ours and tells the format's version.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from touchline.graph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FORMAT", "open_store", "store_errors"]

#: Version of what the quads in a store look like; raised when an old program could misread them.
FORMAT = 1
_MARK = "touchline-store.json"
_BUSY = ("lock file", "lock hold", "Resource temporarily unavailable", "No locks available")


def _advice(error: Exception, path: str) -> str:
    text = str(error)
    if any(sign in text for sign in _BUSY):
        return f"{path}: another program is writing to this store; wait until it has ended, or stop it."
    if isinstance(error, PermissionError) or "Permission denied" in text or "Read-only file system" in text:
        return f"{path}: the folder cannot be written; change its permissions or choose another folder."
    if "No space left" in text:
        return f"{path}: the disk is full; make room and run again (what was finished before is kept)."
    return (
        f"{path}: the store is damaged or is no store ({text.splitlines()[0] if text else type(error).__name__}); "
        "restore a backup, or delete the folder and build it again from the articles."
    )


@contextmanager
def store_errors(what: str, path: str | Path = "The store") -> Iterator[None]:
    """Turn the engine's errors into `StoreError`; `what` is `opened`, `read` or `written`."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{_advice(error, str(path))} It could not be {what}.") from error


def open_store(path: str | Path, *, read_only: bool) -> Store:
    """The store in a folder.

    Raises:
        StoreError: see `touchline.graph.store.KnowledgeGraph.open`.
    """
    if str(path).startswith(("http://", "https://")):
        raise StoreError(f"{path}: a store is a folder; SPARQL servers are not supported yet.")
    place = Path(path)
    with store_errors("opened", path):
        _check(place, read_only=read_only)
        if read_only:
            return Store.read_only(str(place))
        place.mkdir(parents=True, exist_ok=True)
        store = Store(str(place))
        if not (place / _MARK).exists():
            (place / _MARK).write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        return store


def _check(place: Path, *, read_only: bool) -> None:
    """Refuse what is no store of ours before the engine writes anything into it."""
    if place.exists() and not place.is_dir():
        raise StoreError(f"{place}: a file is in the way; a store is a folder.")
    if not place.is_dir() or not any(place.iterdir()):
        if read_only:
            raise StoreError(f"{place}: no store is there; `touchline build` or `touchline ingest` makes one.")
        return
    mark = place / _MARK
    if not mark.is_file():
        # A store whose making was cut short has the engine's files and no mark yet.
        if not (place / "CURRENT").is_file() and not (place / "LOCK").is_file():
            raise StoreError(f"{place}: the folder holds other files and no store; choose an empty folder.")
        return
    try:
        version = json.loads(mark.read_text("utf-8"))["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{mark}: damaged; restore it from a backup, or build the store again.") from error
    if version != FORMAT:
        raise StoreError(
            f"{place}: written in format {version}, this program knows {FORMAT}; update touchline, or build it again."
        )
