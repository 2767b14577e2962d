"""Claims that a sentence implies and the knowledge base supports.

News seldom says that a well-known player plays for his club: "Saka gave Arsenal the lead". Where one sentence names a
person and a team, and the knowledge base places the person in that team at the article's date, the sentence is taken
to say so. Likewise a club and the league that it plays in. The evidence is the sentence; the knowledge base alone
never makes a claim.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from touchline.ingest.relations.encode import sentence_mentions
from touchline.ingest.relations.lexicon import load_lexicon
from touchline.ingest.relations.proposal import Proposal, propose
from touchline.ingest.relations.tenures import SEASON_OVER, heads, rivals

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
_SUMMER = 7
_NO_LONGER = "no longer"
_MOST_PAIRS = 2500
_PLAYING_AGE = 37
_ROLES = frozenset({"goalkeeper", "defender", "midfielder", "forward", "manager"})


def supported_claims(document: ArticleDocument, sentence: EncodedSentence, kb: KnowledgeBase) -> Iterator[Proposal]:
    """Proposals for the pairs of one sentence; none where it says "no longer"."""
    if _NO_LONGER in sentence.span.text.lower():
        return
    mentions = [document.mentions[i] for i in sentence.mentions]
    teams = [m for m in mentions if m.type in ("Club", "NationalTeam")]
    if len(mentions) * len(teams) > _MOST_PAIRS:
        return  # no sentence, but a list of names
    for mention in mentions:
        entity = kb.entities.get(mention.entity.id)
        if entity is None:
            continue
        for team in teams:
            found: Proposal | None = None
            if entity.type == "Person" and mention.kind == "name":
                found = _membership(document, kb, mention, team)
            elif entity.type == "Competition":
                found = _league(kb, mention, team, entity)
            elif entity.type == "Venue" and team.entity.id in entity.tied_to.split("/"):
                found = _pair(team, "home_ground", mention, f"supported-ground-{_distance(team, mention)}")
            if found is not None:
                yield found


def _membership(document: ArticleDocument, kb: KnowledgeBase, person: Mention, team: Mention) -> Proposal | None:
    """The person belongs to the team at the article's date, as manager or as player by age."""
    date = _date(document)
    if date is None:
        return None
    entity = kb.entities[person.entity.id]
    year, month = date
    spells = [(a.start or a.end or 0, a.end or _OPEN) for a in entity.affiliations if a.team == team.entity.id]
    times = [time for start, end in spells if (time := _when(year, month, start, end)) is not None]
    if not times:
        return None
    time = max(times)  # "within" before "edge"
    roles = entity.position.split("/")
    if not _ROLES.intersection(roles) and roles != [""]:
        return None
    too_old = bool(entity.born) and year - int(entity.born[:4]) > _PLAYING_AGE
    manager = "manager" in roles and (roles == ["manager"] or not entity.born or too_old)
    if manager and not heads(entity, team.entity.id):
        return None
    if manager and time == "edge" and _may_be_gone(document, kb, entity, team.entity.id, date):
        return None
    kind = "manager" if manager else "player"
    rule = f"supported-{kind}-{time}-{_distance(person, team)}"
    return _pair(person, "manages" if manager else "plays_for", team, rule)


def _leaves(document: ArticleDocument, person: KnowledgeEntity, team: Mention) -> bool:
    """Whether a person's time at a team ends in the article's year."""
    date = _date(document)
    return date is not None and any(a.team == team.entity.id and a.end == date[0] for a in person.affiliations)


def _may_be_gone(
    document: ArticleDocument, kb: KnowledgeBase, person: KnowledgeEntity, team: str, date: tuple[int, int]
) -> bool:
    """The manager's time ends in the article's year, and the article gives reason to think that it is over.

    The season is, or the article names another whose time there begins in that year, or his own next team. Which of
    two posts or persons is meant on the day, the years do not tell.
    """
    year, month = date
    if not any(a.team == team and a.end == year for a in person.affiliations):
        return False
    if month >= SEASON_OVER or any(start == year for start, _ in rivals(document, kb, person.id, team)):
        return True
    named = {m.entity.id for m in document.mentions}
    return any(a.start == year and a.team != team and a.team in named for a in person.affiliations)


def _date(document: ArticleDocument) -> tuple[int, int] | None:
    """Year and month of the article."""
    published = document.article.published
    return (int(published[:4]), int(published[5:7])) if published else None


def _when(year: int, month: int, start: int, end: int) -> str | None:
    """How a month lies in a spell that is known by its years: within it, at its edge, or outside (None).

    Spells begin and end in summer more often than not, so the first year counts from July and the last until June.
    """
    if not start <= year <= end:
        return None
    if start < year < end:
        return "within"
    return "edge" if (year > start or month >= _SUMMER) and (year < end or month < _SUMMER) else None


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

    The evidence is the first place that names the person. Persons of whom it says "no longer" are left out.
    """
    gone = _persons_gone(document)
    counts = Counter(m.entity.id for m in document.mentions if m.type in ("Club", "NationalTeam"))
    if not counts:
        return
    most = counts.most_common(1)[0][1]
    first: dict[str, Mention] = {}
    for mention in document.mentions:
        if mention.kind == "name":
            first.setdefault(mention.entity.id, mention)
    for mention in first.values():
        entity = kb.entities.get(mention.entity.id)
        if entity is not None and entity.type == "Person" and entity.id not in gone:
            own = {a.team for a in entity.affiliations} & counts.keys() & first.keys()
            for team in sorted((first[i] for i in own), key=lambda m: m.first):
                found = _membership(document, kb, mention, team)
                main = "main" if counts[team.entity.id] >= most / 2 else "other"
                if found is None or (
                    main == "other" and found.predicate == "manages" and _leaves(document, entity, team)
                ):
                    continue  # a team that the article names in passing, and perhaps as his last one
                yield _at(found, mention, f"{found.rule.rsplit('-', 1)[0]}-article-{main}")


def _persons_gone(document: ArticleDocument) -> set[str]:
    gone: set[str] = set()
    for sentence, inside in sentence_mentions(document):
        if any(m.type == "Person" for _, m in inside) and _NO_LONGER in sentence.text.lower():
            gone.update(m.entity.id for _, m in inside if m.type == "Person")
    return gone


def _at(proposal: Proposal, mention: Mention, rule: str) -> Proposal:
    proposal.first, proposal.last, proposal.anchor, proposal.rule = mention.first, mention.last, mention.first, rule
    return proposal
