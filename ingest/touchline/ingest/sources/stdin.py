"""Standard input (`-`): JSON Lines, HTML or text, told apart by how it begins."""

from __future__ import annotations

import io
import itertools
import json
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from touchline.ingest.sources.html import HtmlSource
from touchline.ingest.sources.jsonl import read_lines
from touchline.ingest.sources.lines import bounded_lines
from touchline.ingest.sources.text import TextSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.ingest.report import SourceReport
    from touchline.ingest.sources.base import Draft, SourceFile

__all__ = ["read_stream"]

_PAGE_STARTS = (b"<!doctype html", b"<html", b"<?xml")


def read_stream(file: SourceFile, report: SourceReport) -> Iterator[Draft]:
    """The articles of an open stream. JSON Lines are handed on line by line, as they come.

    Raises:
        UnreadableError: It is empty, binary, or not UTF-8.
    """
    with file.open() as stream:
        head: list[tuple[bytes, int]] = []
        lines = bounded_lines(stream)
        for line, length in lines:
            head.append((line, length))
            if line.strip() or length > len(line):
                break
        first = head[-1][0].removeprefix(b"\xef\xbb\xbf").strip() if head else b""
        if _is_json_object(first):
            yield from read_lines(itertools.chain(head, lines), file.shown, report)
            return
        rest: BinaryIO = io.BytesIO(b"".join(line for line, _ in head) + stream.read())
    source = HtmlSource() if first.lower().startswith(_PAGE_STARTS) else TextSource()
    yield from source.read(replace(file, stream=rest), report)


def _is_json_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
