"""League tables: three or more lines of a place, a team and its figures, under a competition's name."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from touchline.ingest.relations.proposal import Proposal, propose
from touchline.ingest.relations.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.rows import Row

__all__ = ["EXTRACTOR", "league_tables"]

EXTRACTOR = "touchline.league_tables.v1"
_PLACE = re.compile(r"\s*(?:\d{1,2}(?:st|nd|rd|th)?\s*[.):|-]?\s*)?")
_GAP = r"[\s|,:;*/()\u2013-]"
_FIGURES = re.compile(
    rf"{_GAP}*(?:[+\u2212]?\d{{1,3}}(?::\d{{1,3}})?(?:{_GAP}+|$|(?=p))){{2,12}}(?:p(?:oin)?ts\.?)?\s*", re.IGNORECASE
)
_POINTS = re.compile(r"[\s|,:\u2013-]*\d{1,3}\s*p(?:oin)?ts\.?\s*", re.IGNORECASE)
_MIN_ROWS = 3
_ABOVE = 3


def league_tables(document: ArticleDocument) -> Iterator[Proposal]:
    """The teams of a table take part in the competition that its heading, or else the headline, names alone."""
    lines = rows(document)
    numbered = [(number, _team(row)) for number, row in enumerate(lines)]
    for is_table, group in groupby(numbered, key=lambda one: one[1] is not None):
        table = list(group)
        if not is_table or len(table) < _MIN_ROWS:
            continue
        competition = _heading(lines, table[0][0])
        for _, team in table if competition else ():
            proposal = _claim(team, competition)
            if proposal is not None:
                yield proposal


def _team(row: Row) -> Mention | None:
    """The team of a row of a table."""
    if row.is_title or len(row.teams) != 1:
        return None
    team = row.teams[0]
    before, after = row.text[: team.start - row.start], row.text[team.end - row.start :]
    if _PLACE.fullmatch(before) is None or not (_FIGURES.fullmatch(after) or _POINTS.fullmatch(after)):
        return None
    return team


def _heading(lines: Sequence[Row], first: int) -> Mention | None:
    """The competition of the nearest line above that names one; two there, or none, leave the table without."""
    above = [*reversed(lines[max(first - _ABOVE, 0) : first]), *(row for row in lines if row.is_title)]
    for row in above:
        named = {m.entity.id: m for m in row.of_type("Competition")}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def _claim(team: Mention | None, competition: Mention | None) -> Proposal | None:
    if team is None or competition is None:
        return None
    return propose(
        team, "competes_in", competition, first=team.first, last=team.last, anchor=team.first, status="fact",
        rule="table-row", extractor=EXTRACTOR, fixed=True,
    )  # fmt: skip
