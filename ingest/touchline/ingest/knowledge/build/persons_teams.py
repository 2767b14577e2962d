"""From the spelling of a team in a source to its id in the tables of clubs and national teams."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from touchline.graph.iri import slug

if TYPE_CHECKING:
    from touchline.ingest.knowledge.build.common import TeamIndex

__all__ = ["NATIONAL", "TeamIds"]

#: Ends the name of a national team, so that it is not taken for a club's.
NATIONAL = " NT"
_LEVEL = re.compile(r"(?P<country>.+?)(?P<women> Women)?(?: (?P<level>U\d\d))?")
_LEGAL_FORMS = re.compile(
    r"\b(?:[A-Z]\. ?){2,}|\b(?:AFC|FC|CF|SC|AC|SSC|SS|AS|US|FK|SK|BC|Calcio|Football Club)\b|\b1[89]\d\d\b"
)


class TeamIds:
    """Ids of teams by name, with the slug of the name where no table has the team.

    Args:
        index: Look-up over the other tables; None gives slugs only.
    """

    def __init__(self, index: TeamIndex | None) -> None:
        self._index = index
        self._cached = lru_cache(maxsize=None)(self._find)

    def __call__(self, team: str, gender: str = "m") -> str:
        """The id of a team for a person of this gender; ` NT` after a country's name marks its national team."""
        return self._cached(team, gender)

    def _national_team(self, country: str, women: bool, level: str) -> str:
        if self._index is None:
            return ""
        if women and not level:
            return self._index.national_team(f"{country} women", "f", "women")
        return self._index.national_team(country, "f" if women else "m", level or "senior")

    def _find(self, team: str, gender: str) -> str:
        if team.endswith(NATIONAL):
            found = _LEVEL.fullmatch(team.removesuffix(NATIONAL))
            known = self._national_team(found["country"], bool(found["women"]), found["level"] or "") if found else ""
            return known or slug(team)
        bare = " ".join(_LEGAL_FORMS.sub(" ", team).split())
        for name in (team, bare, team.removesuffix(" Women")):
            for whose in ("f", "m") if team.endswith(" Women") or gender == "f" else ("m",):
                if self._index and (known := self._index.club(name, gender=whose)):
                    return known
        return slug(bare or team)
