"""Personal names in line-ups, where no parser finds them: "Arsenal: Raya; White, Saliba, Gabriel; Rice (Jorginho 88)".

A line-up is a colon followed by at least five short items that each look like a player, or a line of nine: a shirt
number perhaps, a capitalised name of at most four words, and perhaps brackets with a substitute, a minute or a
mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["player_names"]

_MIN_PLAYERS = 5
_MIN_UNNAMED = 9
_OPENING = re.compile(r":(?=\s)|^(?=[A-Z])", re.MULTILINE)
_ITEM = re.compile(r"[^,;\n()]*(?:\([^()\n]{0,80}\)[^,;\n()]*)*")
_NUMBER = r"(?:\d{1,2}\s*[.-]?\s*)?"
_CAPITAL = r"[A-Z\u00c0-\u00de]"
_NAME = rf"(?:[^\W\d_]\. ?)?{_CAPITAL}[\w'.-]*(?: (?:{_CAPITAL}[\w'-]*|van|de|der|den|da|dos|di|el|al)){{0,3}}"
_MARKS = r"(?:\d++'|\d{1,2}(?:\.\d)?(?:/10)?|\([^()]*\)|[-.*\s])*+$"
_PLAYER = re.compile(rf"(?:Subs?:? )?{_NUMBER}(?P<name>{_NAME}){_MARKS}")
_SUBSTITUTE = re.compile(rf"\(\s*(?:sub:? )?{_NUMBER}(?P<name>{_NAME})\s*,?\s*\d")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})\.(?:\s|$)|(?<=\))\.(?:\s|$)")


def player_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the names in every line-up of a text, in order.

    >>> text = "Arsenal: Raya; White, Saliba (Kiwior 60), Gabriel, Timber. Sent off: none."
    >>> [text[a:b] for a, b in player_names(text)]
    ['Raya', 'White', 'Saliba', 'Kiwior', 'Gabriel', 'Timber']
    """
    done = 0
    for opening in _OPENING.finditer(text):
        if opening.end() < done:
            continue
        names = list(_names(text, opening.end()))
        if len(names) >= (_MIN_PLAYERS if opening[0] else _MIN_UNNAMED):
            spans = sorted(span for item in names for span in item)
            yield from spans
            done = spans[-1][1]


def _names(text: str, start: int) -> Iterator[list[tuple[int, int]]]:
    """Spans in each item after a colon, until one does not look like a player."""
    position, last = start, False
    while position < len(text) and not last:
        match = _ITEM.match(text, position)
        if match is None:
            return
        item = match[0]
        if stop := _SENTENCE_END.search(item):
            item, last = item[: stop.start()], True
        offset = position + len(item) - len(item.lstrip())
        player = _PLAYER.match(item.strip())
        if player is None:
            return
        found = [(offset + player.start("name"), offset + player.end("name"))]
        found += [(position + m.start("name"), position + m.end("name")) for m in _SUBSTITUTE.finditer(item)]
        yield found
        position = match.end()
        last = last or text[position : position + 1] not in (",", ";")
        position += 1
