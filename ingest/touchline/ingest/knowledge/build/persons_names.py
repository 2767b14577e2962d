"""Spellings that the sources use for countries and teams, brought to one form.

The tables hold only what cannot be found by folding: region numbers of the Fantasy Premier League (inferred from the
players whose birth date and name openfootball knows), short names of its clubs, and countries with two usual names.
"""

from __future__ import annotations

__all__ = ["country_of", "national_team_of", "team_of"]

#: Fantasy Premier League region number to country.
REGIONS: dict[str, str] = {
    "2": "Albania", "3": "Algeria", "6": "Angola", "10": "Argentina", "13": "Australia", "14": "Austria",
    "18": "Bangladesh", "21": "Belgium", "27": "Bosnia and Herzegovina", "30": "Brazil", "34": "Bulgaria",
    "35": "Burkina Faso", "38": "Cameroon", "39": "Canada", "44": "Chile", "48": "Colombia", "50": "DR Congo",
    "54": "Ivory Coast", "57": "Czech Republic", "58": "Denmark", "62": "Ecuador", "63": "Egypt", "67": "Estonia",
    "72": "Finland", "73": "France", "77": "Gabon", "78": "Gambia", "79": "Georgia", "80": "Germany", "81": "Ghana",
    "83": "Greece", "90": "Guinea-Bissau", "92": "Haiti", "97": "Croatia", "98": "Hungary", "99": "Iceland",
    "103": "Iraq", "104": "Ireland", "105": "Israel", "106": "Italy", "107": "Jamaica", "108": "Japan",
    "114": "South Korea", "132": "Mali", "139": "Mexico", "145": "Morocco", "146": "Mozambique", "152": "Netherlands",
    "154": "New Zealand", "157": "Nigeria", "161": "Norway", "168": "Paraguay", "169": "Peru", "172": "Poland",
    "173": "Portugal", "177": "Romania", "189": "Senegal", "190": "Serbia", "194": "Slovakia", "195": "Slovenia",
    "198": "South Africa", "200": "Spain", "206": "Sweden", "207": "Switzerland", "217": "Trinidad and Tobago",
    "218": "Tunisia", "219": "Turkey", "225": "Ukraine", "229": "United States", "230": "Uruguay", "231": "Uzbekistan",
    "233": "Venezuela", "238": "Zambia", "239": "Zimbabwe", "241": "England", "242": "Northern Ireland",
    "243": "Scotland", "244": "Wales", "286": "Kosovo",
}  # fmt: skip

_COUNTRIES = {
    "Bosnia & Herzegovina": "Bosnia and Herzegovina",
    "Cabo Verde": "Cape Verde",
    "China PR": "China",
    "Congo": "Republic of the Congo",
    "Congo DR": "DR Congo",
    "Czechia": "Czech Republic",
    "Côte d'Ivoire": "Ivory Coast",
    "German DR": "Germany",
    "Republic of Ireland": "Ireland",
    "Türkiye": "Turkey",
    "USA": "United States",
}

_NATIONAL_TEAMS = {"Ireland": "Republic of Ireland"}

_TEAMS = {
    "Brighton": "Brighton & Hove Albion",
    "Cardiff": "Cardiff City",
    "Huddersfield": "Huddersfield Town",
    "Hull": "Hull City",
    "Ipswich": "Ipswich Town",
    "Leeds": "Leeds United",
    "Leicester": "Leicester City",
    "Luton": "Luton Town",
    "Man City": "Manchester City",
    "Man Utd": "Manchester United",
    "Newcastle": "Newcastle United",
    "Norwich": "Norwich City",
    "Nott'm Forest": "Nottingham Forest",
    "Sheffield Utd": "Sheffield United",
    "Spurs": "Tottenham Hotspur",
    "Stoke": "Stoke City",
    "Swansea": "Swansea City",
    "West Brom": "West Bromwich Albion",
    "West Ham": "West Ham United",
    "Wolves": "Wolverhampton Wanderers",
}


def country_of(name: str) -> str:
    """The usual English name of a country, from a source's spelling or a region number; empty for an unknown number.

    >>> country_of("Congo DR"), country_of("241"), country_of("Norway")
    ('DR Congo', 'England', 'Norway')
    """
    if name.isdigit():
        return REGIONS.get(name, "")
    return _COUNTRIES.get(name, name)


def national_team_of(country: str) -> str:
    """The usual name of the men's senior team of a country.

    >>> national_team_of("Ireland"), national_team_of("Spain")
    ('Republic of Ireland', 'Spain')
    """
    return _NATIONAL_TEAMS.get(country_of(country), country_of(country))


def team_of(name: str) -> str:
    """The usual name of a club, from a source's short name."""
    return _TEAMS.get(name, name)
