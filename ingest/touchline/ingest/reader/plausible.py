"""What no article can mean: a club in the league or the cup of another country."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.relations.proposal import Proposal

__all__ = ["plausible"]

_HELD_BY_COUNTRY = frozenset({"competes_in", "contends_for", "won", "promoted_to", "relegated_from"})


def plausible(proposals: Iterable[Proposal], kb: KnowledgeBase) -> list[Proposal]:
    """The reader's proposals without a club in a national competition of a country in which it does not play.

    A club plays in its own country, and in that of its league: Swansea in England's, Toronto in the United States'.
    """
    return [p for p in proposals if p.predicate not in _HELD_BY_COUNTRY or not _is_foreign(p, kb)]


def _is_foreign(proposal: Proposal, kb: KnowledgeBase) -> bool:
    if isinstance(proposal.object, str):
        return False
    club, competition = kb.entities.get(proposal.subject.id), kb.entities.get(proposal.object.id)
    if club is None or competition is None or club.type != "Club" or competition.type != "Competition":
        return False
    league = kb.entities.get(club.league)
    at_home = {club.country, league.country if league else ""} - {""}
    return bool(competition.country) and bool(at_home) and competition.country not in at_home
