"""The sample articles inside the package: 30 short articles in our own words about real events."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.graph.errors import InputError, OutputError
from touchline.ingest.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Article

__all__ = ["copy_samples", "sample_articles", "sample_folder"]


@contextmanager
def sample_folder() -> Iterator[Path]:
    """The folder with the sample articles, as a path that is there inside the `with` block.

    Raises:
        InputError: The package was installed without them.
    """
    with as_file(files("touchline.ingest") / "samples") as folder:
        if not folder.is_dir():
            raise InputError("the sample articles are missing from this installation; install touchline again")
        yield Path(folder)


def sample_articles() -> list[Article]:
    """The sample articles, in the order of their files."""
    with sample_folder() as folder:
        return list(read_articles(folder))


def copy_samples(out: Path, *, force: bool = False) -> list[Path]:
    """Copy the sample files into a folder and return what was written.

    A file that is there already with other content is kept, unless `force`.

    Raises:
        OutputError: The folder cannot be written, or such a file is there.
    """
    with sample_folder() as folder:
        sources = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "_")))
        kept = [path.name for path in sources if _differs(path, out / path.name)]
        if kept and not force:
            raise OutputError(f"{out / kept[0]}: is there with other content; choose another --out, or add --force")
        try:
            out.mkdir(parents=True, exist_ok=True)
            return [Path(shutil.copyfile(path, out / path.name)) for path in sources]
        except OSError as error:
            raise OutputError(
                f"{out}: cannot be written ({error.strerror or error}); choose another folder with --out"
            ) from error


def _differs(source: Path, target: Path) -> bool:
    return target.is_dir() or (target.is_file() and target.read_bytes() != source.read_bytes())
