"""The lines of an article with the names in them, for what is laid out in lines: tables, fixtures, squads, scorers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.ingest.document import ArticleDocument, Mention

__all__ = ["TEAMS", "Row", "only_team", "rows"]

#: Types of mentions that play.
TEAMS = ("Club", "NationalTeam")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One line that is not empty.

    Attributes:
        start, end: Offsets in the normalised text.
        text: Its characters.
        mentions: The names in it, left to right.
        is_title: It belongs to the headline.
    """

    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    is_title: bool = False

    @property
    def teams(self) -> list[Mention]:
        """The clubs and national teams that it names."""
        return [m for m in self.mentions if m.type in TEAMS]

    def of_type(self, kind: str) -> list[Mention]:
        """The names of one type."""
        return [m for m in self.mentions if m.type == kind]

    def between(self, start: int, end: int) -> str:
        """The characters between two offsets of the article."""
        return self.text[max(start - self.start, 0) : max(end - self.start, 0)]


def rows(document: ArticleDocument) -> list[Row]:
    """The lines of an article that are no boilerplate, in order."""
    found: list[Row] = []
    names = [m for m in document.mentions if m.kind in ("name", "demonym")]
    index = 0
    for match in _LINE.finditer(document.text.text):
        start, end = match.span()
        inside: list[Mention] = []
        while index < len(names) and names[index].start < end:
            if names[index].start >= start and names[index].end <= end:
                inside.append(names[index])
            index += 1
        if not document.is_ignored(start, end):
            found.append(Row(start, end, match[0], tuple(inside), start < document.title_end))
    return found


def only_team(lines: Sequence[Row]) -> Mention | None:
    """The one team that these lines name, if there is just one."""
    teams = {m.entity.id: m for row in lines for m in reversed(row.teams)}
    return next(iter(teams.values())) if len(teams) == 1 else None
