"""Claims that a sentence implies and the knowledge base supports.

News seldom says that a well-known player plays for his club: "Saka gave Arsenal the lead". Where one sentence names a
person and a team, and the knowledge base places the person in that team at the article's date, the sentence is taken
to say so. Likewise a club and the league that it plays in. The evidence is the sentence; the knowledge base alone
never makes a claim.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from touchline.ingest.relations.lexicon import load_lexicon
from touchline.ingest.relations.proposal import Proposal, propose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.knowledge.model import KnowledgeEntity
    from touchline.ingest.relations.encode import EncodedSentence

__all__ = ["EXTRACTOR", "supported_by_article", "supported_claims"]

EXTRACTOR = "touchline.supported.v1"
_NEAR, _MID = 3, 10
_OPEN = 9999
_PLAYING_AGE = 37
_ROLES = frozenset({"goalkeeper", "defender", "midfielder", "forward", "manager"})


def supported_claims(document: ArticleDocument, sentence: EncodedSentence, kb: KnowledgeBase) -> Iterator[Proposal]:
    """Proposals for the pairs of one sentence."""
    mentions = [m for m in document.mentions if sentence.span.start <= m.first < sentence.span.end]
    teams = [m for m in mentions if m.type in ("Club", "NationalTeam")]
    year = int(document.article.published[:4]) if document.article.published else None
    for mention in mentions:
        entity = kb.entities.get(mention.entity.id)
        if entity is None:
            continue
        for team in teams:
            found: Proposal | None = None
            if entity.type == "Person" and mention.kind == "name":
                found = _membership(entity, mention, team, year)
            elif entity.type == "Competition":
                found = _league(kb, mention, team, entity)
            if found is not None:
                yield found


def _membership(entity: KnowledgeEntity, person: Mention, team: Mention, year: int | None) -> Proposal | None:
    """The person belongs to the team at the article's date, as manager or as player by age."""
    spells = [(a.start or a.end or 0, a.end or _OPEN) for a in entity.affiliations if a.team == team.entity.id]
    current = [spell for spell in spells if year is not None and spell[0] <= year <= spell[1]]
    if year is None or not current:
        return None
    edge = "" if any(start < year < end for start, end in current) else "-edge"  # a year in which a spell began or ended
    roles = entity.position.split("/")
    if not _ROLES.intersection(roles) and roles != [""]:
        return None
    too_old = bool(entity.born) and year - int(entity.born[:4]) > _PLAYING_AGE
    manager = "manager" in roles and (roles == ["manager"] or not entity.born or too_old)
    kind = "manager" if manager else "player"
    rule = f"supported-{kind}{edge}-{_distance(person, team)}"
    return _pair(person, "manages" if manager else "plays_for", team, rule)


def _league(kb: KnowledgeBase, competition: Mention, team: Mention, entity: KnowledgeEntity) -> Proposal | None:
    club = kb.entities.get(team.entity.id)
    if club is None or _between_nations(competition.entity.name) != (club.type == "NationalTeam"):
        return None
    if club.league == entity.id:
        return _pair(team, "competes_in", competition, f"supported-league-{_distance(team, competition)}")
    if entity.country and entity.country != club.country:
        return None
    kind = "cup" if entity.country else "international"
    return _pair(team, "competes_in", competition, f"same-sentence-{kind}-{_distance(team, competition)}")


def _between_nations(name: str) -> bool:
    folded, sets = name.casefold(), load_lexicon().sets
    named = any(words in folded for words in sets["competition.nations"])
    return named and not any(words in folded for words in sets["competition.clubs"])


def _distance(left: Mention, right: Mention) -> str:
    gap = max(left.first, right.first) - min(left.last, right.last)
    return "near" if gap <= _NEAR else "mid" if gap <= _MID else "far"


def _pair(subject: Mention, predicate: str, obj: Mention, rule: str) -> Proposal | None:
    first, last = min(subject.first, obj.first), max(subject.last, obj.last)
    return propose(
        subject, predicate, obj, first=first, last=last, anchor=first, status="fact", rule=rule, extractor=EXTRACTOR,
        fixed=True,
    )  # fmt: skip


def supported_by_article(document: ArticleDocument, kb: KnowledgeBase) -> Iterator[Proposal]:
    """Proposals for persons whose team the article names in another sentence.

    The evidence is the first place that names the person.
    """
    year = int(document.article.published[:4]) if document.article.published else None
    counts = Counter(m.entity.id for m in document.mentions if m.type in ("Club", "NationalTeam"))
    if not counts:
        return
    most = counts.most_common(1)[0][1]
    first: dict[str, Mention] = {}
    for mention in document.mentions:
        if mention.kind == "name":
            first.setdefault(mention.entity.id, mention)
    teams = [m for m in first.values() if m.type in ("Club", "NationalTeam")]
    for mention in first.values():
        entity = kb.entities.get(mention.entity.id)
        if entity is None:
            continue
        if entity.type == "Person":
            for team in teams:
                found = _membership(entity, mention, team, year)
                if found is not None:
                    main = "main" if counts[team.entity.id] >= most / 2 else "other"
                    yield _at(found, mention, f"{found.rule.rsplit('-', 1)[0]}-article-{main}")


def _at(proposal: Proposal, mention: Mention, rule: str) -> Proposal:
    proposal.first, proposal.last, proposal.anchor, proposal.rule = mention.first, mention.last, mention.first, rule
    return proposal
