"""Rows of the knowledge base: the columns of its tables and what becomes of them in memory.

Each table is tab-separated UTF-8 with a header line. Two columns hold lists, their items parted by `|`:

    aliases        text~kind, the kind one of `ALIAS_KINDS`
    affiliations   team:start-end, the years four digits or empty ("Arsenal:2019-2022", "Arsenal:2023-")

Only the standard library is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

__all__ = [
    "ALIAS_KINDS",
    "COLUMNS",
    "ENTITY_TYPES",
    "POSITIONS",
    "Affiliation",
    "Alias",
    "AliasKind",
    "Candidate",
    "EntityType",
    "KnowledgeEntity",
    "is_code",
    "parse_affiliations",
    "parse_aliases",
    "parse_row",
]

EntityType = Literal["Club", "NationalTeam", "Competition", "Venue", "Place", "Organisation", "Award", "Person"]
ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)

#: official: a full name. short: a shortened name that needs no context. nickname: "the Gunners". former: an old name.
#: demonym: "Spanish". code: "PSG", "ENG". venue, city: a ground or a place that stands for the club. weak: a common
#: word or one that several clubs share ("City", "the Reds"), which needs context.
AliasKind = Literal["official", "short", "nickname", "former", "demonym", "code", "venue", "city", "weak"]
ALIAS_KINDS: tuple[AliasKind, ...] = get_args(AliasKind)

#: A person's positions; several are parted by `/`, a former player who manages is `manager/midfielder`.
POSITIONS = (
    "goalkeeper",
    "defender",
    "midfielder",
    "forward",
    "manager",
    "executive",
    "agent",
    "referee",
    "journalist",
)

COLUMNS = (
    "id",
    "type",
    "name",
    "aliases",
    "qid",
    "country",
    "gender",
    "league",
    "tied_to",
    "born",
    "position",
    "affiliations",
    "prior",
    "source",
)

_LONGEST_CODE = 6


class Alias(NamedTuple):
    """A name by which articles call an entity, with its kind."""

    text: str
    kind: AliasKind


class Affiliation(NamedTuple):
    """Time of a person with a team; None where a year is unknown (no end may also mean "still there")."""

    team: str
    start: int | None
    end: int | None


class Candidate(NamedTuple):
    """An entity that a name may stand for.

    Attributes:
        entity_id: Id in the knowledge base.
        kind: Kind of the alias that matched; `official` for the name itself.
        type: Type of the entity.
        prior: Fame of the entity, 0 to 1000.
        code: Whether the alias is written in capitals only ("FA", "AS"), so that other case does not mean it.
    """

    entity_id: str
    kind: AliasKind
    type: EntityType
    prior: int
    code: bool


@dataclass(frozen=True, slots=True)
class KnowledgeEntity:
    """One row of the knowledge base. A text that is not known is empty.

    Attributes:
        id: Local name of its IRI, unique over all tables.
        type: Local name of its ontology class.
        name: Usual full name in English-language news.
        aliases: Other names with their kinds, without `name`.
        qid: Wikidata item, only where certain.
        country: ISO 3166 alpha-3 code, or ENG, SCO, WAL, NIR; for a person the country of the national team.
        gender: m or f; of a team the gender of its players.
        league: Id of the competition in which a club plays.
        tied_to: Id of the club that a women's, B or youth side belongs to; of the Place of a national team; of the
            club that plays at a venue; of the organisation or competition that gives an award.
        born: Birth date `YYYY-MM-DD` or year of a person, founding year of a club.
        position: Positions of a person, parted by `/`.
        affiliations: Teams of a person.
        prior: Fame, 0 to 1000.
        source: Names of the sources of the row, parted by spaces.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[Alias, ...] = ()
    qid: str = ""
    country: str = ""
    gender: str = ""
    league: str = ""
    tied_to: str = ""
    born: str = ""
    position: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    prior: int = 0
    source: str = ""


def parse_aliases(cell: str) -> tuple[Alias, ...]:
    """The aliases of a cell.

    >>> parse_aliases("the Gunners~nickname|Arsenal FC~official")
    (Alias(text='the Gunners', kind='nickname'), Alias(text='Arsenal FC', kind='official'))

    Raises:
        ValueError: An alias without a kind, an unknown kind or an empty text.
    """
    if not cell:
        return ()
    aliases = []
    for item in cell.split("|"):
        text, mark, kind = item.rpartition("~")
        if not mark or not text.strip() or kind not in ALIAS_KINDS:
            kinds = ", ".join(ALIAS_KINDS)
            raise ValueError(f"alias {item!r} is not written text~kind with a kind of {kinds}")
        aliases.append(Alias(text, kind))
    return tuple(aliases)


def parse_affiliations(cell: str) -> tuple[Affiliation, ...]:
    """The affiliations of a cell.

    >>> parse_affiliations("Arsenal:2019-|England:-2022")
    (Affiliation(team='Arsenal', start=2019, end=None), Affiliation(team='England', start=None, end=2022))

    Raises:
        ValueError: An item that is not written `team:start-end`.
    """
    if not cell:
        return ()
    spells = []
    for item in cell.split("|"):
        team, mark, years = item.rpartition(":")
        start, dash, end = years.partition("-")
        if not (mark and team and dash) or any(year and not year.isdecimal() for year in (start, end)):
            raise ValueError(f"affiliation {item!r} is not written team:start-end")
        spells.append(Affiliation(team, int(start) if start else None, int(end) if end else None))
    return tuple(spells)


def parse_row(cells: list[str]) -> KnowledgeEntity:
    """The entity of one line of a packaged table, split into its cells in the order of `COLUMNS`."""
    identifier, kind, name, aliases, qid, country, gender, league, tied, born, position, spells, prior, source = cells
    return KnowledgeEntity(
        identifier,
        kind,  # type: ignore[arg-type]  # the build and the reader of user files have checked it
        name,
        parse_aliases(aliases),
        qid,
        country,
        gender,
        league,
        tied,
        born,
        position,
        parse_affiliations(spells),
        int(prior or 0),
        source,
    )


def is_code(text: str) -> bool:
    """Whether an alias is written in capitals only and short, so that its case matters.

    >>> [is_code(t) for t in ("PSG", "AS", "Spurs", "1. FC")]
    [True, True, False, False]
    """
    return len(text) <= _LONGEST_CODE and text.isupper() and " " not in text
