"""What the words beside a name say of it: whether it stands for a side, a place, or heads a report as its dateline."""

from __future__ import annotations

import re

__all__ = ["is_dateline", "is_located", "is_other_sport", "is_player_of", "is_side", "is_tabled", "women_share"]

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATELINE = re.compile(
    rf"\s*(?:,\s*[A-Z][\w.]*(?: [A-Z][\w.]*)?)?\s*(?:,\s*)?(?:(?:{_MONTHS})[a-z]*\.? \d{{1,2}}\s*)?"
    r"(?:\((?:Reuters|AP|AFP|Xinhua|PA|EFE|dpa|ANSA|AAP)[^)\n]*\)|\d{4}-\d{2}-\d{2}|(?:—|–|--) )"  # noqa: RUF001
)
_ROLES = (
    "striker|forward|winger|midfielder|defender|goalkeeper|keeper|playmaker|captain|skipper|manager|boss|coach"
    "|head coach"
    "|star|ace|player|players|chairman|president|owner|owners|chief|director|international|internationals|legend"
    "|full-back|left-back|right-back|centre-back|centre-half|fans|supporters|squad|team-mate|team-mates|side|defence"
    "|talisman"
)
_TABLED = (
    r"\s*(?:\( ?\w{1,2} ?\)\s*)?\d{1,2}(?:\s*[-–:]\s*\d{1,2}\b|\s+\d{1,2}\b|\s*$|\s*\(|\s*[,;\n]|\s+[A-Z]|\s+\.)"  # noqa: RUF001
    r"|\s+v(?:s\.?)?\s+[A-Z]"
)
_TABLED_AFTER = re.compile(_TABLED)
_SIDE_AFTER = re.compile(
    rf"{_TABLED}"
    r"|\s+(?:beat|won|lost|drew|draw|host|visit|travel|play|played|face|faced|defeated|thrashed|edged|crashed|climbed"
    r"|signed|sign|want|are|were|have|sacked|knocked|moved|scored|lead|led|trail|trailed|equalised|announced)\b"
    rf"|(?:\s*'s?)?\s+(?:\w+[ -])?(?:{_ROLES})\b"
)
_SIDE_BEFORE = re.compile(
    r"(?:\bvs?\.?|\bagainst|\bbeat|\bbeating|\bface|\bfaced|\bfacing|\bjoin|\bjoined|\bjoining|\bjoins"
    r"|\bplay(?:s|ed|ing)? for|\bmove to|\bsign(?:s|ed|ing)? for|\bscored for|\bdefeat to|\bdefeat by|\bwin over"
    r"|\bloan (?:at|to|from)|\bspell (?:at|with)"
    r"|\d ?[-–] ?\d (?:win|defeat|draw|victory) (?:over|at|to|against|with))\s+$"  # noqa: RUF001
)
_LOCATED = re.compile(
    r"\b(?:in|near|outside|around|across|within|city of|town of|based in|born in|capital|native)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"\b(?:from|back to|return to|moved? to|fl[ey]w? to|travel(?:led|ling)? to)\s+(?:the\s+)?$", re.IGNORECASE
)
_PLAYER_OF = re.compile(
    r"(?:\s*'s?)?\s+(?:(?:[Yy]outh|[Ss]enior|[Yy]oung|[Ff]ull|[\w-]*year-old|[Ww]orld [Cc]up|[Uu]nder-\d\d)\s+)?"
    rf"(?:{_ROLES})\b|\s*\)"
)
_WOMEN = re.compile(r"\b(?:women|women's|womens|wsl|nwsl|uwcl|lionesses|ladies|femen[ií]|frauen)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|herself)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|his|him|himself|men's)\b", re.IGNORECASE)
_OTHER_SPORT = re.compile(
    r"\b(?:NFL|NBA|MLB|NHL|WNBA|quarterbacks?|touchdowns?|Super Bowl|linebackers?|innings|wickets?|baseball|basketball"
    r"|three-pointers?|rebounds|cricket|rugby|Six Nations|Grand Slam|Grand Prix|ice hockey)\b"
)
_FOOTBALL = re.compile(
    r"\b(?:premier league|fifa|uefa|champions league|la liga|serie a|bundesliga|strikers?|midfielders?|goalkeepers?"
    r"|goals?|penalty|fa cup|offside|soccer|football club|fc)\b",
    re.IGNORECASE,
)
_MIN_WOMEN = 2
_WINDOW = 40


def is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a place in capitals heads the report: "MADRID, Feb 3 (Reuters)", "CARDIFF 1996-08-31"."""
    if not text[start:end].isupper() or _DATELINE.match(text, end) is None:
        return False
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in "\n.)"


def is_side(text: str, start: int, end: int) -> bool:
    """Whether a name stands for a side: in a score, a table, beside "v", with a verb or a role of the game."""
    return bool(_SIDE_AFTER.match(text, end)) or bool(_SIDE_BEFORE.search(text[max(0, start - _WINDOW) : start]))


def is_tabled(text: str, start: int, end: int) -> bool:
    """Whether a name stands in a score, a table or a list of fixtures."""
    return bool(_TABLED_AFTER.match(text, end)) or text[max(0, start - 3) : start] == " v "


def is_located(text: str, start: int, end: int, *, country: bool = False) -> bool:
    """Whether a name is where something is or happens; for a country also where somebody goes or comes from."""
    if text.startswith("-based", end):
        return True
    before = text[max(0, start - _WINDOW) : start]
    if text.startswith(("'s", " 's"), end) and not country:
        return False
    return bool(_LOCATED.search(before)) or (country and bool(_COUNTRY.search(before)))


def is_player_of(text: str, end: int) -> bool:
    """Whether a person's role follows a country's name: "England captain", "the Wales international"."""
    return bool(_PLAYER_OF.match(text, end))


def is_other_sport(text: str) -> bool:
    """Whether an article speaks more of another sport than of football.

    >>> is_other_sport("The quarterback threw two touchdowns."), is_other_sport("Two goals in an NFL stadium.")
    (True, False)
    """
    other = len(_OTHER_SPORT.findall(text))
    return other > 0 and other > len(_FOOTBALL.findall(text))


def women_share(text: str) -> float:
    """How much an article speaks of women's football, from 0 (not at all) to 1."""
    women = len(_WOMEN.findall(text))
    if women < _MIN_WOMEN:
        return 0.0
    women += len(_SHE.findall(text))
    return women / (women + len(_HE.findall(text)))
