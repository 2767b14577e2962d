"""Who reports or says a thing: "according to X", "X understands", "sources told X", "(X)" after a gossip item.

`named_sources` reads one stretch of text; a name is cut to the outlet or the person ("Sport's Ferran Correas" is the
journalist, "X via Y" is X). Who a name belongs to is the caller's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from touchline.ingest.relations.lexicon import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NamedSource", "named_sources"]

_WORD = r"(?:[A-ZÀ-Þ]|\d+[A-Za-z])[\w&.'\u2019+-]*"
_LINK = r"(?:of|the|de|del|della|dello|di|da|do|el|la|le|van|von)"
_NAME = rf"{_WORD}(?:\s+(?:{_LINK}\s+){{0,2}}{_WORD}){{0,4}}|[a-z]+\.(?:com|co\.uk|net|org)"


_LEAD_IN = (
    r"\b(?:[Aa]ccording\s+to|[Aa]s\s+per|[Pp]er|[Vv]ia|[Cc]ourtesy\s+of|[Cc]ited\s+by|[Ss]ources\s+at"
    r"|(?:reported|claimed|revealed|relayed|noted|quoted|shared|published|written|report|stated|told|confirmed|said)"
    r"\s+(?:exclusively\s+)?(?:by|in|on|to)"
    r"|(?:reports?|news|claims?|update|information|story|interview)\s+(?:from|by|in|with|of)"
    r"|[Ss]ources\s+(?:have\s+|had\s+)?told|[Ss]peaking\s+(?:to|on|with)|report(?:ing)?\s+for)"
)


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source as the text names it.

    Attributes:
        start, end: Offsets of the name in the text that was searched.
        text: Those characters.
        spoken: The name stands before a verb of speech that people and clubs take too ("X said").
        closing: The name ends the text after a dash, as a source or as the name of a site.
    """

    start: int
    end: int
    text: str
    spoken: bool = False
    closing: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], frozenset[str]]:
    data = read_toml("qualifiers.toml")["source"]
    titles = "|".join(map(re.escape, data["titles"]))
    report = "|".join(map(re.escape, data["report_verbs"]))
    say = "|".join(map(re.escape, data["say_verbs"]))
    title = rf"(?:(?:[\w-]+\s+){{0,5}}?(?:{titles})s?,?\s+|(?:reports\s+(?:from|in|by)\s+)|(?:the|an?)\s+)?"
    adverb = r"(?:\s+(?:has|have|had|also|now|previously|exclusively|further|recently|earlier))*"
    forms = (
        rf"{_LEAD_IN}\s+(?:\w+\s+reports?\s+(?:from|by|in)\s+)?{title}(?P<after>{_NAME})",
        rf"(?P<before>{_NAME})(?:\s*\([^()]*\))?(?:,[^,.;]{{1,60}},)?{adverb}(?:\s+sources)?\s+(?:{report})\b(?!\s+(?:to|for|by)\b)",
        rf"\b(?:report|reports|claim|claims|reported|reveals|understand|writes|wrote)\s+{title}(?P<inverse>{_NAME})(?=\s*(?:[.,;:\"]|$|\())",
        rf"(?P<say>{_NAME})(?:,[^,.;]{{1,60}},)?{adverb}\s+(?:{say})\b",
        rf"\b(?:{say})\s+{title}(?P<sayinverse>{_NAME})(?=\s*(?:[.,;:\"]|$|\(|who|in|after|on|at|to))",
        rf"[.!?\"]?\s*\((?P<bracket>(?:[Tt]he\s+)?{_NAME})(?:,[^()]*)?\)\s*[.]?\s*$",
        rf"\s[-\u2013\u2014]\s(?P<dash>(?:The\s+)?{_NAME})\s*$",
    )
    return re.compile("|".join(forms)), frozenset(data["never"])


@cache
def _short() -> frozenset[str]:
    return frozenset(read_toml("qualifiers.toml")["source"]["short"])


def named_sources(text: str) -> Iterator[NamedSource]:
    """Sources named in a text, from left to right.

    >>> [s.text for s in named_sources("Roma want the winger, according to Sport's Ferran Correas.")]
    ['Ferran Correas']
    """
    pattern, never = _patterns()
    for match in pattern.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        start, end = _cut(text, start, end)
        first = text[start:end].split(" ", 1)[0]
        name = text[start:end]
        letters = kind == "bracket" and name.isupper() and len(name) <= _SHORT and name not in _short()
        if end - start > 1 and name not in never and first not in _PRONOUNS and not letters:
            yield NamedSource(start, end, text[start:end], spoken=kind.startswith("say"), closing=kind == "dash")


_SHORT = 4
_PRONOUNS = frozenset({"He", "She", "It", "They", "We", "I", "You", "This", "That", "Reports", "Sources"})
_POSSESSIVE = re.compile(r"['\u2019]s?\s+(?=[A-Z])")
_TAIL = re.compile(r"(?:['\u2019]s?|[.,;:&+-])+$")


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without an outlet before it ("Sport's …"), the article, and what clings to its end."""
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive:
        start = possessive.end()
    if text[start : start + 4] in ("The ", "the ") and text[start + 4 : start + 5].islower():
        start += 4
    tail = _TAIL.search(text[start:end])
    return start, start + tail.start() if tail else end
