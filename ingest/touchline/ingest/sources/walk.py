"""From the paths that a user gives to the files to read, in an order that is the same on every machine.

A folder is read with all its folders, sorted by name; names that start with a dot are left out. Symbolic links are
followed, unless they lead back to a folder that is being read.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.ingest.output import is_output
from touchline.ingest.sources.base import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.ingest.report import SourceReport

__all__ = ["STDIN", "find_files"]

#: How standard input is written on the command line.
STDIN = "-"


def find_files(paths: Iterable[str | Path], report: SourceReport) -> list[SourceFile]:
    """The files behind the paths, in the order given; what cannot be read goes into the report.

    `-` stands for standard input: a SourceFile named `-` without a size.
    """
    files: list[SourceFile] = []
    for given in paths:
        if str(given) != STDIN:
            files.extend(_from_path(Path(given), report))
        elif any(file.name == STDIN for file in files):
            report.skip("standard input", "it was already read; give - once")
        else:
            files.append(SourceFile(Path(STDIN), STDIN, "standard input"))
    return files


def _from_path(path: Path, report: SourceReport) -> Iterator[SourceFile]:
    shown = str(path)
    try:
        state = path.stat()
    except OSError as error:
        report.skip(shown, _why(path, error))
        return
    if stat.S_ISDIR(state.st_mode):
        if is_output(path):
            report.skip(shown, "this folder was written by touchline and holds no articles; give the articles' folder")
            return
        before = len(report.skips)
        empty = True
        for file in _from_folder(path, "", (_identity(state),), report):
            empty = False
            yield file
        if empty and len(report.skips) == before:
            report.skip(shown, "the folder holds no files")
    else:
        yield SourceFile(path, _decodable(path.name), shown, state.st_size)


def _from_folder(
    folder: Path, below: str, parents: tuple[tuple[int, int], ...], report: SourceReport
) -> Iterator[SourceFile]:
    try:
        entries = sorted(os.listdir(folder))  # noqa: PTH208  # iterdir sorts no faster and yields objects
    except OSError as error:
        report.skip(str(folder), _why(folder, error))
        return
    for entry in entries:
        if entry.startswith("."):
            continue
        path = folder / entry
        try:
            state = path.stat()
        except OSError as error:
            report.skip(str(path), _why(path, error))
            continue
        if stat.S_ISREG(state.st_mode):
            yield SourceFile(path, _decodable(f"{below}{entry}"), str(path), state.st_size)
        elif not stat.S_ISDIR(state.st_mode):
            report.skip(str(path), "this is no ordinary file but a device, pipe or socket")
        elif is_output(path):
            report.caution(str(path), "this folder was written by touchline and holds no articles; it was left out")
        elif _identity(state) in parents:
            report.skip(str(path), "this symbolic link leads back to a folder above it; it is not followed")
        else:
            yield from _from_folder(path, f"{below}{entry}/", (*parents, _identity(state)), report)


def _identity(state: os.stat_result) -> tuple[int, int]:
    return state.st_dev, state.st_ino


def _why(path: Path, error: OSError) -> str:
    if path.is_symlink():
        return "this symbolic link leads nowhere, or to itself; remove it or mend its target"
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder; check the path"
    return why_unreadable(error)


def why_unreadable(error: OSError) -> str:
    """An operating-system error as a reason with what to do."""
    if isinstance(error, PermissionError):
        return "it may not be read; give yourself permission (chmod +r), or leave it out"
    return f"it cannot be read: {error.strerror or error}"


def _decodable(name: str) -> str:
    """The name with bytes that are no UTF-8 replaced, since ids are written as UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
