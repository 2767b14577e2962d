"""Bytes to text, strictly: what cannot be decoded is refused with its place, never replaced in silence.

UTF-8 is expected (a byte order mark is dropped). A page may declare another encoding; a text file cannot, so a text in
another encoding is refused rather than guessed at: a wrong guess breaks names, and names are what is looked up.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from touchline.ingest.skips import UnreadableError

if TYPE_CHECKING:
    from touchline.ingest.sources.base import SourceFile

__all__ = ["MAX_FILE_BYTES", "decode", "read_bytes"]

#: Largest file that is read as one article, in bytes.
MAX_FILE_BYTES = 10 * 1024 * 1024
_HEAD = 8192
_MAGIC = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
#: Browsers read these names as Windows-1252, and so do pages that declare them.
_AS_WINDOWS_1252 = frozenset({"iso8859-1", "ascii", "cp1252"})


def read_bytes(file: SourceFile) -> bytes:
    """All bytes of a file that holds one article.

    Raises:
        UnreadableError: It is empty, larger than `MAX_FILE_BYTES`, or holds no text but binary data.
        OSError: It cannot be opened or read.
    """
    with file.open() as stream:
        data = stream.read(MAX_FILE_BYTES + 1)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableError("the file is empty")
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(f"the file is larger than {MAX_FILE_BYTES:,} bytes, the limit for one article; split it")
    refuse_binary(data)
    return data


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableError where the bytes are no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError("the file is UTF-16; save it as UTF-8")
    if data.startswith(_MAGIC) or b"\0" in data[:_HEAD]:
        raise UnreadableError("this is a binary file, not text; convert it to text or HTML first")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes, line ends as they are.

    Args:
        data: The bytes.
        declared: The encoding that the document itself declares; it counts where the bytes are no UTF-8.

    Raises:
        UnreadableError: The bytes are neither UTF-8 nor of the declared encoding; names byte and line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        other = _declared(data, declared)
        if other is not None:
            return other
        offset = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        wrong, line = data[offset], data.count(b"\n", 0, offset) + 1
        raise UnreadableError(
            f"byte 0x{wrong:02x} at offset {offset} is not UTF-8; save the file as UTF-8", line
        ) from error


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared).name
        return data.decode("cp1252" if name in _AS_WINDOWS_1252 else name)
    except (LookupError, ValueError):
        return None
