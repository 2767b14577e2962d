"""Who "the Premier League champions" are: the team whose title it was at the article's date.

The titles are a table written by hand (`knowledge/handwritten/champions.tsv`). A title counts from the middle of June
of its year (finals of cups from the middle of July) to the end of the next April, since in between the words may mean
the old or the new holder.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

__all__ = ["holder"]

_LAST_MONTH = 4


@cache
def _titles() -> dict[str, dict[int, tuple[str, int]]]:
    """By competition and year of the title: team and years for which it is held."""
    path = files("touchline.ingest.knowledge") / "handwritten" / "champions.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, dict[int, tuple[str, int]]] = {}
    for competition, team, years, holds in rows[1:]:
        for year in years.split(";"):
            found.setdefault(competition, {})[int(year)] = (team, int(holds))
    return found


def holder(competition: str, published: str | None) -> str:
    """Id of the team that holds a title at a date; empty where none is known or the date is between two seasons.

    Args:
        competition: Id of a competition.
        published: ISO date.

    >>> holder("Premier_League", "2024-02-15"), holder("Premier_League", "2024-05-30")
    ('Manchester_City', '')
    """
    titles = _titles().get(competition)
    if not titles or published is None:
        return ""
    day = date.fromisoformat(published[:10])
    for year in sorted((y for y in titles if y <= day.year), reverse=True):
        team, holds = titles[year]
        first = date(year, 6 if holds == 1 else 7, 15)
        last = date(year + holds, _LAST_MONTH, 30)
        if first <= day <= last:
            return team
    return ""
