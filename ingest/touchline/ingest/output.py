"""The output folder of a build: made aside and swapped in whole, so that a crash leaves what was there before.

Everything is written into a draft folder inside the output folder. When all is there, what an earlier build left is
moved to `previous` (its own `previous` goes), and the draft's files take its place by renaming. An interrupted build
leaves the output as it was and puts what it stored so far into `interrupted`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from touchline.graph.errors import OutputError, StoreError

__all__ = ["CLAIMS", "OUTPUTS", "PAGE", "STORE", "TURTLE", "OutputFolder", "is_output"]

STORE, CLAIMS, TURTLE, PAGE = "store", "claims.jsonl", "graph.ttl", "graph.html"
#: What a build writes; nothing else in the folder is touched.
OUTPUTS = (STORE, CLAIMS, TURTLE, PAGE)
_MARK = "touchline-store.json"
_DRAFT = ".touchline-draft-"
_HOUR = 3600.0


def is_output(folder: Path) -> bool:
    """Whether a folder is a store, or holds what a build wrote."""
    return (folder / _MARK).is_file() or (folder / STORE / _MARK).is_file()


class OutputFolder:
    """The folder that a build writes.

    Args:
        path: The folder; made where it is not there.
        force: Write into a folder that holds other files, too (they stay).

    Raises:
        OutputError: A file is in its place, it holds other files (without `force`), or it cannot be written.
    """

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self.path = path
        self._made = not path.exists()
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: a file is in the way; choose another folder with --out.")
        try:
            path.mkdir(parents=True, exist_ok=True)
            _clear_stale(path)
            others = [entry for entry in os.listdir(path) if not entry.startswith(_DRAFT)]  # noqa: PTH208
            if others and not force and not is_output(path) and set(others) - {"previous", "interrupted"}:
                raise OutputError(
                    f"{path}: the folder holds other files; choose another one with --out, or add --force to write "
                    "beside them."
                )
            self.draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=path))
        except OSError as error:
            raise _cannot_write(path, error) from error

    def commit(self) -> None:
        """Swap the draft in; what an earlier build left is in `previous` afterwards."""
        try:
            present = [name for name in OUTPUTS if _exists(self.path / name)]
            if present:
                _replace_folder(self.path / "previous", [self.path / name for name in present])
            for name in OUTPUTS:
                if _exists(self.draft / name):
                    (self.draft / name).rename(self.path / name)
        except OSError as error:
            raise _cannot_write(self.path, error) from error
        self.discard()

    def keep_interrupted(self) -> Path:
        """Put what the draft holds into `interrupted` and return that folder; the output stays as it was."""
        try:
            _replace_folder(
                self.path / "interrupted", [entry for entry in self.draft.iterdir() if entry.name in OUTPUTS]
            )
        except OSError as error:
            raise _cannot_write(self.path, error) from error
        self.discard()
        return self.path / "interrupted"

    def discard(self) -> None:
        """Remove the draft, and the folder itself where this build made it and nothing is in it."""
        shutil.rmtree(self.draft, ignore_errors=True)
        if self._made and self.path.is_dir() and not any(self.path.iterdir()):
            self.path.rmdir()


def _replace_folder(folder: Path, entries: list[Path]) -> None:
    """Move entries into a folder, in place of what an earlier build put there; other files in it stay."""
    folder.mkdir(exist_ok=True)
    for name in OUTPUTS:
        _remove(folder / name)
    for entry in entries:
        entry.rename(folder / entry.name)


def _exists(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _clear_stale(folder: Path) -> None:
    """Remove the drafts of builds that died: those whose store nobody has open, or that have none after an hour."""
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415

    for draft in folder.glob(f"{_DRAFT}*"):
        if not (draft / STORE).is_dir() and time.time() - draft.stat().st_mtime < _HOUR:
            continue  # a build that is still loading its model
        try:
            if (draft / STORE).is_dir():
                KnowledgeGraph.open(draft / STORE).close()
        except StoreError as error:
            if "another program" in str(error):
                continue
        shutil.rmtree(draft, ignore_errors=True)


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path}: cannot be written ({error.strerror or error}); change its permissions, or choose another folder with "
        "--out."
    )
