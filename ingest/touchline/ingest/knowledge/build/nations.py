"""Countries and cities as places, and the national teams tied to them."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from touchline.ingest.knowledge.build.common import Row, read_handwritten
from touchline.ingest.knowledge.build.simple import handwritten_rows, items
from touchline.ingest.knowledge.model import is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from touchline.ingest.knowledge.build.countries import Country

__all__ = ["build_places", "build_teams", "with_article"]

_ARTICLES = re.compile(r"(?:the|los|las|la|les|le|el|il|gli|die|der|das|de|os|as|a|i|o)\s|al-", re.IGNORECASE)


def build_places(countries: Mapping[str, Country]) -> list[Row]:
    """Countries with names and demonyms, then cities and regions of the hand-written table and all capitals."""
    rows = [_country_row(country) for country in countries.values()]
    cities = list(handwritten_rows("places.tsv", "Place"))
    for row, line in zip(cities, read_handwritten("places.tsv"), strict=True):
        row.position = line["level"]
    known = {(row.name, row.country) for row in [*rows, *cities]} | {(row.name, "") for row in rows}
    for country in countries.values():
        if country.capital and not {(country.capital, country.code), (country.capital, "")} & known:
            capital = Row("Place", country.capital, country=country.code, position="city", prior=150)
            capital.sources |= {"mledoze"}
            capital.suffix = country.name
            cities.append(capital)
    return rows + cities


def _country_row(country: Country) -> Row:
    row = Row("Place", country.name, country=country.code, position="country", prior=country.fame)
    row.sources |= country.sources
    for name in country.names:
        row.add(name, "code" if is_code(name) else "official")
    for word in country.demonyms:
        row.add(word, "demonym")
    return row


def build_teams(countries: Mapping[str, Country], places: Iterable[Row], former: Path) -> list[Row]:
    """Men's, women's and youth national teams.

    Args:
        countries: By code.
        places: Rows of the countries, with ids.
        former: `former_names.csv` of martj42.
    """
    place = {row.country: row.id for row in places if row.position == "country"}
    own = {name for country in countries.values() for name in [country.name, *country.names]}
    old = {now: [name for name in names if name not in own] for now, names in _former_names(former).items()}
    youth = {line["code"]: items(line["levels"]) for line in read_handwritten("youth_teams.tsv")}
    rows = []
    for country in countries.values():
        if not country.team_fame:
            continue
        men = _men(country, old.get(country.name, []))
        women = _women(country)
        teams = [men, women, *(_youth(country, level) for level in youth.get(country.code, ()))]
        for team in teams:
            team.tied_to = place[country.code]
        rows += teams
    return rows


def _former_names(path: Path) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names.setdefault(row["current"], []).append(row["former"])
    return names


def with_article(name: str) -> str:
    """A nickname with "the", unless it has an article of its own.

    >>> with_article("Three Lions"), with_article("Les Bleus")
    ('the Three Lions', 'Les Bleus')
    """
    return name if _ARTICLES.match(name) else f"the {name}"


def _men(country: Country, former: list[str]) -> Row:
    row = Row("NationalTeam", country.name, country=country.code, gender="m", prior=country.team_fame)
    row.sources |= country.sources
    row.suffix = "national football team"
    for name in country.names:
        row.add(name, "code" if is_code(name) else "official")
    for name in former:
        row.add(name, "former")
        row.sources.add("martj42")
    row.add(f"{country.name} national football team", "official")
    row.add(f"{country.name} national team", "official")
    row.add(f"{country.name} men's team", "official")
    for word in country.demonyms:
        row.add(word, "demonym")
    for word in country.demonyms[:1]:
        row.add(f"{word} national team", "official")
    for name in country.nicknames:
        row.add(name, "nickname")
        row.add(with_article(name), "nickname")
    return row


def _women(country: Country) -> Row:
    row = Row("NationalTeam", f"{country.name} women", country=country.code, gender="f", position="women")
    row.prior = country.team_fame // 2
    row.sources |= country.sources
    for form in ("women's national team", "Women's", "women's team", "women's national football team", "ladies"):
        row.add(f"{country.name} {form}", "official")
    for name in country.women:
        row.add(name, "nickname")
        row.add(with_article(name), "nickname")
    return row


def _youth(country: Country, level: str) -> Row:
    """A youth side; `level` is written "21", the name "England Under-21"."""
    row = Row("NationalTeam", f"{country.name} Under-{level}", country=country.code, gender="m", position=f"U{level}")
    row.prior = country.team_fame // 3
    row.sources |= country.sources
    for start in (country.name, *country.demonyms[:1]):
        for form in ("U{}", "U-{}", "Under-{}", "Under-{}s", "Under {}", "U{}s", "under-{}", "under-{}s"):
            row.add(f"{start} {form.format(level)}", "official")
    return row
