"""Competitions and sides that words fix without naming them: "Scottish champions", "Spanish international".

All of it is looked up in the knowledge base: the top league of a country is the one in which most of its famous clubs
play, and a women's side is the entity of that gender which is tied to the club or bears its name with "Women".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.ingest.knowledge.load import KnowledgeBase

__all__ = ["Leagues"]

_CHAMPIONS = re.compile(
    r" (?:(?:league|reigning|defending) )?(?:champions|title|titles|top[ -]flight|championship|crown)\b"
)
_NATIONAL = re.compile(
    r" (?:(?:youth|under-\d\d|senior|full) )?"
    r"(?:internationals?|national|team|side|squad|camp|captain|coach|boss|manager|players?)\b"
)
_FAMOUS_CLUBS = 12


class Leagues:
    """Looks up top leagues and women's sides.

    Args:
        kb: Knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._womens: dict[str, str] = {}

    def meant(self, country: str, following: str) -> str:
        """Id of the league that a demonym and the words after it fix ("Scottish | champions"), empty if none.

        Args:
            country: Code of the country.
            following: The text right after the demonym.
        """
        return self._top.get(country, "") if _CHAMPIONS.match(following) else ""

    def is_national(self, following: str) -> bool:
        """Whether the words after a demonym speak of the national side: "Spanish | international"."""
        return bool(_NATIONAL.match(following))

    def womens(self, identifier: str) -> str:
        """Id of the women's side or competition that belongs to this one, or the same id where there is none."""
        found = self._womens.get(identifier)
        if found is None:
            found = self._womens[identifier] = self._find_womens(identifier) or identifier
        return found

    def _find_womens(self, identifier: str) -> str:
        entity = self._kb.entities[identifier]
        if entity.type == "Competition":
            return self._womens_competitions.get(identifier, "")
        if entity.type not in ("Club", "NationalTeam") or entity.gender == "f":
            return ""
        named = self._kb.candidates(f"{entity.name} Women")
        return next((c.entity_id for c in named if self._kb.entities[c.entity_id].gender == "f"), "")

    @cached_property
    def _top(self) -> Mapping[str, str]:
        clubs = defaultdict(list)
        for identifier, _ in self._kb.names("Club"):
            club = self._kb.entities[identifier]
            if club.league and club.country and club.gender != "f" and not club.tied_to:
                clubs[club.country].append((-club.prior, club.league))
        return {
            country: Counter(league for _, league in sorted(ranked)[:_FAMOUS_CLUBS]).most_common(1)[0][0]
            for country, ranked in sorted(clubs.items())
        }

    @cached_property
    def _womens_competitions(self) -> Mapping[str, str]:
        """Men's competition to the women's one whose names say "Women's" and are else the same."""
        found: dict[str, str] = {}
        for identifier, _ in self._kb.names("Competition"):
            entity = self._kb.entities[identifier]
            if entity.gender != "f":
                continue
            for name in (entity.name, *(alias.text for alias in entity.aliases)):
                key = re.sub(r"\bwomen s\b|\bwomens?\b", "", fold(name))
                for candidate in self._kb.candidates(" ".join(key.split())) if key != fold(name) else ():
                    if (
                        candidate.type == "Competition"
                        and candidate.kind in ("official", "short")
                        and candidate.entity_id != identifier
                    ):
                        found.setdefault(candidate.entity_id, identifier)
        return found
