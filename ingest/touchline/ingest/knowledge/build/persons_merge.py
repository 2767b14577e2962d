"""Each source enters the register: it joins the person it means, or adds one, or is left out where neither is sure."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.persons_model import Person, Register, Spell, dates_agree
from touchline.ingest.knowledge.build.persons_names import country_of, national_team_of, team_of
from touchline.ingest.knowledge.build.persons_teams import NATIONAL
from touchline.ingest.knowledge.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from touchline.ingest.knowledge.build.persons_readers import Record

__all__ = [
    "add_handwritten",
    "add_mentions",
    "add_premier_league",
    "add_same_names",
    "add_scorers",
    "add_squads",
    "add_wikidata",
    "add_world_players",
]

#: Scorers without a birth date enter only with a recent goal or with many.
_RECENT_GOAL, _MANY_GOALS, _OLDEST_GOAL = 2000, 5, 1975
_OUTFIELD = {"defender", "midfielder", "forward"}
_FROM_BIRTH = (14, 41)


def add_world_players(register: Register, records: Iterable[Record]) -> None:
    """Every player of the country files; one name and birth date in two files is one person with two countries."""
    for record in records:
        country = country_of(record.country)
        person = _same_birth(register, record, country)
        if person is None:
            person = register.add(Person(record.names[0], born=record.born, fame=5))
        _take(person, record, country, "openfootball_players")
        register.index(person)


def _same_birth(register: Register, record: Record, country: str) -> Person | None:
    name = fold(record.names[0])
    words = set(name.split())
    for person in register.born_on(record.born):
        known = fold(person.name)
        nested = words <= set(known.split()) or words >= set(known.split())
        if known == name or (country in person.countries and nested and min(len(words), len(known.split())) > 1):
            return person
    return None


def add_same_names(register: Register, pairs: Iterable[tuple[str, str, int]]) -> None:
    """Second names of players whom openfootball lists under two spellings."""
    for one, other, year in pairs:
        for name, alias in ((one, other), (other, one)):
            found = [p for p in register.named(name) if p.year == year]
            if len(found) == 1:
                found[0].add_alias(alias)
                register.index(found[0])


def add_squads(register: Register, records: Iterable[Record]) -> None:
    """World Cup squads join by name and birth date, or by name and country where the dates do not contradict."""
    for record in records:
        country = country_of(record.country)
        person = register.find(record.names, record.born, country) or _nested_name(register, record)
        if person is None:
            person = _likely_player(register, record, country)
        if person is None:
            person = register.add(Person(record.names[0], born=record.born))
        _take(person, record, country, "openfootball_worldcup2026")
        person.fame = max(person.fame, 150)
        register.index(person)


def add_premier_league(register: Register, records: Iterable[Record]) -> None:
    """Premier League players join by name and birth date; without a date by a name that only one likely player has."""
    for record in records:
        country = country_of(record.country)
        person = register.find(record.names, record.born, country) or _nested_name(register, record)
        if person is None:
            person = _likely_player(register, record, country)
        if person is None:
            person = register.add(Person(record.names[0], born=record.born))
        elif record.known and fold(record.known) != fold(person.name):
            person.rename(record.known)
        _take(person, record, country, "fpl_players")
        person.fame = max(person.fame, min(60 + 30 * record.count, 330))
        register.index(person)


def _nested_name(register: Register, record: Record) -> Person | None:
    """The one person born on the same day whose name's words all stand in the source's full name, or the reverse."""
    words = {frozenset(fold(name).split()) for name in record.names}
    longest = max(words, key=lambda w: (len(w), sorted(w)))
    found = [
        p for p in register.born_on(record.born)
        for known in [frozenset(fold(p.name).split())]
        if known <= longest or any(w <= known and len(w) > 1 for w in words)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _likely_player(register: Register, record: Record, country: str) -> Person | None:
    """The one namesake of fitting age and position; where both dates are known, of the same year and country too."""
    for name in (*record.names, *record.keys):
        found = [
            p for p in register.named(name)
            if p.could_play_in(*record.years) and _same_line(p.positions, record.positions)
            and (not record.born or not p.born or (p.born[:4] == record.born[:4] and country in p.countries))
        ]  # fmt: skip
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _same_line(one: Iterable[str], other: Iterable[str]) -> bool:
    return not one or not other or bool(set(one) & _OUTFIELD) == bool(set(other) & _OUTFIELD)


def add_scorers(register: Register, records: Iterable[Record]) -> None:
    """International scorers join by name and country; new ones need a recent goal or several."""
    for record in records:
        country = country_of(record.country)
        person = register.find(record.names, "", country, record.years)
        if person is None:
            first, last = record.years
            enough = record.count >= _MANY_GOALS if last < _RECENT_GOAL else record.count > 1
            if not enough or last < _OLDEST_GOAL or register.named(record.names[0]):
                continue
            person = register.add(Person(record.names[0]))
            person.see(first, last)
        _take(person, record, country, "martj42_international")
        recent = 1.0 if record.years[1] >= _RECENT_GOAL else 0.5
        person.fame = max(person.fame, int(recent * min(20 + 6 * record.count, 300)))
        register.index(person)


def add_wikidata(register: Register, records: Iterable[Record], same_team: Callable[[str], str]) -> None:
    """Wikidata's identifiers and spells.

    Wikidata gives neither birth dates nor countries here: an identifier joins only by name and a team in common, or by
    a name whose surname nobody else in the register has.

    Args:
        register: All persons.
        records: Players with their spells.
        same_team: Brings two spellings of a team to one form.
    """
    records = list(records)
    homonyms = Counter(fold(record.names[0]) for record in records)
    surnames = Counter(fold(p.name).split(" ")[-1] for p in register.people)
    for record in records:
        name = fold(record.names[0])
        found = [p for p in register.named(record.names[0]) if _of_age(p, record)]
        if len(found) != 1 or found[0].qid:
            continue
        person = found[0]
        teams = {same_team(spell.team) for spell in person.spells}
        shared = any(same_team(team) in teams for team, _, _ in record.teams)
        rare = homonyms[name] == 1 and " " in name and surnames[name.split(" ")[-1]] == 1
        if shared or (rare and person.year):
            person.qid = record.qid
            record.teams = _closed(person, record)
            _take(person, record, "", "wikidata_players")


def _closed(person: Person, record: Record) -> list[tuple[str, int, int]]:
    """Wikidata's spells have no end: one ends, at the latest, when the person's next one with a club begins."""
    clubs = [int(spell.start) for spell in person.spells if spell.start and not spell.team.endswith(NATIONAL)]
    starts = sorted([*clubs, *(start for _, start, _ in record.teams)])
    women = " Women" if person.gender == "f" else ""
    return [
        (team if team.endswith(women) else team + women, start, next((s for s in starts if s > start), 0))
        for team, start, _ in record.teams
    ]


def _of_age(person: Person, record: Record) -> bool:
    if not person.year:
        return True
    youngest, oldest = _FROM_BIRTH
    return youngest <= record.years[0] - person.year and record.years[1] - person.year <= oldest


def add_handwritten(register: Register, people: Iterable[Person]) -> None:
    """Hand-written rows come last and have the last word on name, birth date, gender and fame."""
    for person in people:
        found = _written_match(register, person)
        if found is None:
            register.add(person)
            continue
        if fold(found.name) != fold(person.name) or found.name != person.name:
            found.rename(person.name)
        for text, kind in person.aliases.items():
            found.aliases.pop(text, None)
            found.add_alias(text, kind)
        found.born = person.born if len(person.born) > len(found.born) else found.born
        found.gender = person.gender
        found.countries = list(dict.fromkeys([*person.countries, *found.countries]))
        found.positions = list(dict.fromkeys([*person.positions, *found.positions]))
        found.spells += person.spells
        found.fame = max(found.fame, person.fame)
        found.sources |= person.sources
        register.index(found)


def _written_match(register: Register, person: Person) -> Person | None:
    found = list({id(p): p for name in person.names() for p in register.named(name)}.values())
    found = [p for p in found if p.gender == person.gender]
    if person.born:
        same = [p for p in found if dates_agree(p.born, person.born)]
        found = same or [p for p in found if not p.born and set(p.countries) & set(person.countries)]
    else:
        found = [p for p in found if set(p.countries) & set(person.countries)]
        found = [p for p in found if "handwritten" in p.sources] or found
    return max(found, key=lambda p: (p.fame, p.born), default=None)


def add_mentions(register: Register, mentions: Mapping[str, tuple[int, str]]) -> None:
    """Fame and lone surnames from the news: of several persons of one name the best known so far gets all of it.

    Args:
        register: All persons.
        mentions: Number of articles and surname, which may be empty, by full name.
    """
    for name, (articles, surname) in sorted(mentions.items()):
        found = max(register.named(name), key=lambda p: (p.fame, p.born, p.name), default=None)
        if found is not None:
            found.fame = min(1000, max(found.fame, round(100 * math.log2(1 + articles))))
            if surname:
                found.add_alias(surname, "short")


def _take(person: Person, record: Record, country: str, source: str) -> None:
    for name in record.names:
        if _worth(name, person):
            person.add_alias(name)
    if record.born and len(record.born) > len(person.born):
        person.born = record.born
    person.add_country(country)
    if source != "fpl_players" or not person.positions:
        person.add_position(*record.positions)
    for team, first, last in record.teams:
        person.spells.append(Spell(_team(team), str(first or ""), str(last or "")))
    if any(record.years):
        person.see(*record.years)
    person.sources.add(source)


def _worth(name: str, person: Person) -> bool:
    """Whether a further name can help: full names of up to four words that are not the known name again."""
    return 1 < len(fold(name).split()) <= 4 and fold(name) != fold(person.name)  # noqa: PLR2004


def _team(team: str) -> str:
    if team.endswith(NATIONAL):
        return national_team_of(team.removesuffix(NATIONAL)) + NATIONAL
    return team_of(team)
