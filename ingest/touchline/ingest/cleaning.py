"""Stretches of an article that are not the article: links to other stories, newsletter prompts, credits, adverts.

They matter because they look like football. "FOLLOW OUR MAN UNITED PAGE" becomes a person, "READ MORE: …" states
another article's headline as fact, and a bookmaker's odds are no news. They are found as spans to be ignored, and
nothing is deleted: offsets count in the text as it was given.

Three kinds of pattern, from the surest cut to the narrowest:
1. A *line* that starts or reads like this is boilerplate as a whole.
2. A *sentence* that reads like this is boilerplate, its neighbours are not.
3. A *phrase* is cut out and nothing else, since it stands in the middle of running text where line breaks were lost.

A text about another sport is no football news as a whole: towns have clubs of the same name in several, so "Leicester
beat Newcastle" in a report of a rugby match would be read as football.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["boilerplate_spans", "is_boilerplate", "is_other_sport"]

_OUTLET = r"(?:facebook|twitter|instagram|tiktok|threads|bluesky|youtube|whatsapp|telegram|linkedin|snapchat|x)"
#: Marks between a prompt and what it points to.
_DASH = r"[:|~►➡–—-]"  # noqa: RUF001
#: Agencies as they stand in picture credits; "(Reuters)" alone may be the source of a report and stays.
_AGENCY = (
    r"(?:getty|imago|shutterstock|alamy|pa (?:images|wire)|ap (?:photo|images)|rex features|action images"
    r"|pressinphoto|sportimage|news images|mirrorpix|icon ?sport(?:swire)?|camerasport)"
)

#: Patterns of a whole line, matched at its start.
_LINES = (
    # links to other stories
    r"(?:read|see|find out|discover|watch) (?:more|next|also|now)\b\s*(?:" + _DASH + r".*)?$",
    r"(?:read|find out) more\b[^.]{0,200}$",
    r"(?:also|now|must) (?:read|watch)\b\s*(?:" + _DASH + r".*)?$",
    r"(?:related|most read|trending(?: now)?|latest (?:stories|headlines|videos)|editor'?s picks?)\s*:?\s*$",
    r"more (?:stories|trending|news|sports?|football|on this story|from .{1,40})\s*:?\s*$",
    r"(?:recommended|you may also like|don'?t miss|go deeper|up next|what to read next|popular)\s*:?\s*$",
    r"(?:promoted stories|top stories|in other news|further reading)\s*:?\s*$",
    r"(?:related|recommended|don'?t miss|see also)\s*[:|►➡].*$",
    r"more .{1,40} (?:coverage|news|stories|analysis)(?: (?:on|from|here)\b.{0,80})?$",
    r"for more (?:stories|news|updates)\b.*$",
    r"\(?(?:click|tap) here\b.*$",
    # social media, newsletters, apps
    r"(?:you can (?:also )?)?(?:(?:follow|like|join|add|find) (?:us|our|me)|follow)\b.{0,80}\b" + _OUTLET + r"\b.*$",
    r"follow (?:our|us|the) .{0,60}\b(?:page|channel|account|feed|blog)\b.*$",
    r"(?:join|get|keep up|stay) .{0,120}\b(?:whatsapp|telegram|inbox|newsletter|notifications?)\b.*$",
    r"(?:or )?(?:please )?(?:sign[- ]?(?:up|in)|log ?in|logout|subscribe|register)\b.*$",
    r"(?:already|not) (?:a|an) (?:subscriber|member|registered)\b.*$",
    r"(?:you are now|you(?:'|’)re) subscribed.*$",  # noqa: RUF001
    r"your newsletter sign.?up\b.*$",
    r"(?:want to add|check out|get) .{0,40}newsletters?\b.*$",
    r"(?:don'?t|don’t) want to miss .{0,80}stories\?.*$",  # noqa: RUF001
    r".{0,120}\b(?:straight|delivered|sent) (?:\w+ )?to your (?:inbox|email|phone|mobile|door)\b.*$",
    r"(?:once|twice|five times|three times|every) (?:a )?(?:day|week|month)$",
    r"join the (?:club|discussion|conversation|debate)\b.{0,80}$",
    r"(?:please )?like (?:and|&) subscribe\b.*$",
    r"share (?:this|on|via|your|article)\b.{0,80}$",
    r"(?:download|get) (?:the|our) .{1,50}\bapp\b.*$",
    r"make us (?:a|your) preferred source\b.*$",
    r"add .{1,50} as (?:a|your) preferred source\b.*$",
    r"discover more from\b.*$",
    # credits, copyright, comments
    (
        r"\(?(?:top |main |lead |featured? |header )?(?:image|photo|picture|pic|photograph|video|illustration)s?"
        r"(?: (?:credit|by|of|courtesy|via|in)\b[^.:]{0,60})?\s*[:|©].{0,160}$"
    ),
    r"\(?(?:photo|image|picture)s? (?:by|credit|courtesy)\b.{0,160}$",
    r"featured? image\b.{0,120}$",
    r"\(?credits?\s*:\s*.{1,80}$",
    r"(?:©|\(c\)|copyright\b).*$",
    r"all rights reserved\b.*$",
    r"permission to use quotations\b.*$",
    r"this (?:material|article|story|content) (?:may not be|was (?:originally|first)|has been|is republished)\b.*$",
    (
        r"(?:have your say|share your (?:views|thoughts)|let us know|what do you think|leave a comment|admin comment"
        r"|loading comments|enable javascript|please log ?out|you must confirm)\b.{0,160}$"
    ),
    r"(?:\d+ )?(?:comments?|responses)(?: (?:are closed|\(\d+\)|below))?\s*:?$",
    r"(?:if you would like|anyone who would like) to (?:feature|contribute)\b.*$",
    r"audio by\b.{0,60}$",
    r"legal disclaimer\b.*$",
    # adverts, players, cookies
    (
        r"(?:advert(?:isement|orial)?|sponsored(?: content)?|promoted|ad|article (?:body|summary|top media content)"
        r"|end of article|form|_+)\s*:?$"
    ),
    r"(?:advertisement|advert)\b\s*" + _DASH + r".{0,100}$",
    r"(?:you have to |please )?accept .{0,20}\bcookies\b.*$",
    (
        r"(?:we|this (?:site|page|content)|our (?:site|partners)) (?:and our partners )?(?:uses?|asks?|store)\b"
        r".{0,120}\b(?:cookies|permission)\b.*$"
    ),
    r"watch on (?:youtube|x|twitter|tiktok)\s*$",
    r"(?:view|see) this post on\b.*$",
    r"a post shared by\b.*$",
    r"(?:please )?use chrome browser\b.*$",
    r"calling all .{1,30} fans!?.{0,200}$",
    # betting
    (
        r"(?:18\+|21\+|be ?gamble ?aware|gamble ?aware|please gamble|when the fun stops|t&cs?|new customers only)(?!\w)"
        r".{0,300}$"
    ),
    r"odds (?:via|from|courtesy|correct|subject|by|provided|are)\b.{0,300}$",
    r"(?:get|claim|bet|bag) .{0,60}\b(?:free bets?|in bonuses|bonus bets?|welcome offer|odds boost)\b.*$",
    # how to watch from abroad
    r".{0,200}\b(?:\w*vpns?|ip address)\b.*$",
)

#: Patterns of a sentence, matched at its start.
_SENTENCES = (
    r"(?:please )?(?:sign[- ]?up|subscribe|register) (?:to|for|here|now|and|today|by)\b",
    r"(?:you can )?(?:follow|like|join) (?:us|our|me)\b.{0,80}\b(?:"
    + _OUTLET
    + r"|page|channel|community|newsletter)\b",
    r"(?:please )?like (?:and|&) subscribe\b",
    r"(?:download|get) (?:the|our) .{1,50}\bapp\b",
    r"(?:click|tap) (?:here|this link|the link|below)\b",
    r"you can (?:now start receiving|unsubscribe|also follow us|read more)\b",
    r".{0,60}\b(?:straight|delivered) (?:\w+ )?to your (?:inbox|email|phone)\b",
    r"you have to accept (?:\w+ )?cookies\b",
    r"(?:let us know|have your say|share your (?:views|thoughts))\b.{0,60}\b(?:comments?|below|here)\b",
    (
        r"(?:be ?gamble ?aware|gamble responsibly|please gamble|when the fun stops"
        r"|odds (?:are )?(?:correct|subject|from))\b"
    ),
    r".{0,80}\b(?:begambleaware|gambleaware|t&cs apply|18\+|free bets?|new customers)\b",
    r"(?:this article|this story) (?:was|has been) (?:originally |first )?published (?:on|by|in)\b",
)

#: Phrases, wherever they stand.
_PHRASES = (
    r"please use chrome browser for a more accessible video player",
    r"you can now start receiving messages and alerts for .{0,120}?(?:whatsapp channel here|whatsapp|here)\b",
    r"(?-i:READ MORE|READ NEXT|ALSO READ|NOW READ|READ ALSO)\b\s*" + _DASH + r"?",
    r"(?-i:MORE [A-Z' ]{2,40}COVERAGE ON [A-Z .]{2,30})",
    r"(?-i:FOLLOW OUR [A-Z' ]{2,40}(?:PAGE|CHANNEL|FEED)S?)!?",
    r"\((?:top |main )?(?:image|photo|picture|pic|credit|photos? (?:by|of)|photograph)s?\b[^()\n]{0,160}\)",
    r"\([^()\n]{0,120}\b" + _AGENCY + r"\b[^()\n]{0,60}\)",
    r"\bhttps?://\S+",
)

_FLAGS = re.IGNORECASE
_LINE = re.compile("|".join(f"(?:{one})" for one in _LINES), _FLAGS)
_SENTENCE = re.compile("|".join(f"(?:{one})" for one in _SENTENCES), _FLAGS)
_PHRASE = re.compile("|".join(f"(?:{one})" for one in _PHRASES), _FLAGS)
#: A bare prompt: the headline on the next line is the other story's, and so are listed ones after it.
_PROMPT = re.compile(r"(?:go deeper|(?:also )?read(?: more| also| next)?|related|must read)\s*:?$", _FLAGS)
_LISTED = re.compile(r"\s*(?:[-–—•*·►]|more$)", _FLAGS)  # noqa: RUF001
_LONGEST_HEADLINE = 160
_ROW = re.compile(r"[^\r\n]+")
_LEAD = " \t\u00a0•*·►➡>-–—“\"'‘"  # noqa: RUF001
_STOP = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\s{2,}")  # noqa: RUF001
#: A line longer than this is a paragraph: only its sentences and phrases are looked at.
_LONGEST_LINE = 400

#: Words that only another sport has, one group a sport; what football says too ("pitch", "tackle", "keeper") is out.
_SPORTS = (
    (
        r"scrums?|line-?outs?|fly-hal(?:f|ves)|scrum-hal(?:f|ves)|loose-?head|tight-?head|rugby|hooker|grubber"
        r"|super league (?:side|club)|prop forwards?|sin[- ]bin(?:ned)?|two tries|six nations|drop[- ]goals?"
    ),
    (
        r"touchdowns?|quarterbacks?|nfl|punt(?:ed|s)?|fourth down|wide receivers?|linebackers?|super bowl"
        r"|end ?zone|interceptions?|yards rushing|running backs?|sacks"
    ),
    (
        r"wickets?|innings|batters?|batsm[ae]n|bowlers?|seamers?|spinners?|not out|county championship|lbw"
        r"|cricket(?:ers?)?|t20|test match(?:es)?|the ashes|overs"
    ),
    (
        r"nba|euroleague|basketball|rebounds|three-pointers?|point guards?|power forward|free throws?"
        r"|(?:first|second|third|fourth|last|final) quarter|dunk(?:ed|s)?|layups?|buzzer"
    ),
    r"nhl|ice hockey|goaltenders?|goalies?|power[- ]play|pucks?|stanley cup|third period|face-?offs?",
    r"mlb|baseball|home runs?|pitchers?|shortstops?|world series|strikeouts?",
)
_OTHER_SPORTS = tuple(re.compile(rf"\b(?:{words})\b", _FLAGS) for words in _SPORTS)
_FOOTBALL = re.compile(
    r"\b(?:football(?:ers?|ing)?|soccer|goalkeepers?|strikers?|midfield(?:ers?)?|wingers?|centre-backs?|left-backs?"
    r"|right-backs?|defenders?|fa cup|premier league|champions league|europa league|la liga|bundesliga|serie a|ligue 1"
    r"|uefa|fifa|carabao cup|offside|equali[sz]ers?|own goals?|clean sheets?|transfer window|on loan|bookings?)\b",
    _FLAGS,
)
_FEWEST_TERMS = 2


def is_other_sport(text: str) -> bool:
    """Whether a text is about another sport: it has two different words of that one, and twice as many as of football.

    >>> is_other_sport("Tigers beat Falcons 31-12. The hooker went over from a lineout after a long scrum.")
    True
    >>> is_other_sport("Leicester beat Newcastle 3-1. The striker scored from a scrum of players.")
    False
    """
    for sport in _OTHER_SPORTS:
        found = [match[0].casefold().removesuffix("s") for match in sport.finditer(text)]
        if len(set(found)) >= _FEWEST_TERMS and len(found) > 2 * len(_FOOTBALL.findall(text)):
            return True
    return False


def boilerplate_spans(text: str) -> list[tuple[int, int]]:
    r"""Spans (start, end) of boilerplate in the text, in code points, sorted and apart from one another.

    >>> text = "Milan won.\nREAD MORE: Who is next?\nThey lead the league."
    >>> [text[start:end] for start, end in boilerplate_spans(text)]
    ['READ MORE: Who is next?']
    """
    if is_other_sport(text):
        return [(0, len(text))]
    return _merged(_found(text))


def is_boilerplate(line: str) -> bool:
    """Whether a line is boilerplate as a whole."""
    bare = line.strip().lstrip(_LEAD)
    return len(bare) <= _LONGEST_LINE and _LINE.match(bare) is not None


def _found(text: str) -> Iterator[tuple[int, int]]:
    previous = ""
    for row in _ROW.finditer(text):
        if is_boilerplate(row[0]) or _is_link(row[0], previous):
            yield row.span()
            previous = "list" if previous and _LISTED.match(row[0]) else row[0].strip()
            continue
        previous = ""
        for start, end in _sentences(row[0]):
            if _SENTENCE.match(row[0][start:end].lstrip(_LEAD)):
                yield row.start() + start, row.start() + end
        for phrase in _PHRASE.finditer(row[0]):
            yield row.start() + phrase.start(), row.start() + phrase.end()


def _is_link(line: str, previous: str) -> bool:
    """Whether a line is another story's headline, since the boilerplate line before it announces one."""
    if len(line) > _LONGEST_HEADLINE or not (previous == "list" or _PROMPT.match(previous)):
        return False
    return bool(_LISTED.match(line)) or (previous != "list" and not line.rstrip().endswith((".", "”", '"')))


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(line):
        yield start, stop.start()
        start = stop.end()
    if start < len(line):
        yield start, len(line)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
