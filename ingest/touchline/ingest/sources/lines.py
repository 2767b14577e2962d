"""Lines of a byte stream, each within a limit: a line without an end cannot fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_LINE_BYTES", "bounded_lines"]

#: Longest line of JSON Lines that is read, in bytes.
MAX_LINE_BYTES = 2 * 1024 * 1024
_PIECE = 1024 * 1024


def bounded_lines(stream: BinaryIO, limit: int = MAX_LINE_BYTES) -> Iterator[tuple[bytes, int]]:
    r"""Yield (line, bytes of it) of a stream; a line longer than the limit comes as `b""` with its true length.

    >>> import io
    >>> list(bounded_lines(io.BytesIO(b"one\n123456789\nthree"), limit=6))
    [(b'one\n', 4), (b'', 10), (b'three', 5)]
    """
    while line := stream.readline(limit):
        if len(line) < limit or line.endswith(b"\n"):
            yield line, len(line)
            continue
        total, rest = len(line), line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(_PIECE)
            total += len(rest)
        yield (line, total) if total == len(line) else (b"", total)
