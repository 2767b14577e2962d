"""Words that state a value: a position, an age, an injury, a ban."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["VALUE_TYPES", "ValueMention", "find_values"]

#: Kind of a value mention -> the predicate whose object it may be.
VALUE_TYPES = {"Position": "position", "Age": "age", "Injury": "injured", "Ban": "suspended"}

_POSITIONS = {
    "goalkeeper": r"goal-?keepers?|keepers?|shot-?stoppers?|goalie",
    "defender": r"defenders?|(?:(?:centre|center|left|right|full|wing)[- ]?)backs?|centre-hal(?:f|ves)|defence",
    "midfielder": r"midfielders?|midfield|playmakers?|number 10|no\.? 10|pivot",
    "forward": r"strikers?|forwards?|wingers?|centre-forwards?|attackers?|front ?man|number nine|no\.? 9|marksman",
}
_POSITION = re.compile(r"\b(?:" + "|".join(f"(?P<{k}>{v})" for k, v in _POSITIONS.items()) + r")\b", re.IGNORECASE)
_AGE = re.compile(
    r"(?<![\w£$€.,:/-])(1[4-9]|[2-8]\d)(?=[- ]years?[- ]old\b|,(?!\d)|\)|\.(?:\s|$)|;| and\b)"
    r"|(?<=\baged )(1[4-9]|[2-8]\d)\b|(?<=\bage of )(1[4-9]|[2-8]\d)\b|(?<=turned )(1[4-9]|[2-8]\d)\b",
    re.IGNORECASE,
)
_BODY = (
    r"knee|ankle|hamstring|groin|calf|thigh|foot|back|hip|shoulder|toe|muscle|muscular|head|neck|rib|wrist|hand|arm"
    r"|leg|heel|achilles|acl|anterior cruciate ligament|cruciate(?: knee)?(?: ligament)?|ligament|metatarsal|quad"
    r"|shin|abdominal|adductor|stomach|facial|eye|jaw|nose|elbow|fibula|tibia|heart|concussion"
)
_INJURY = re.compile(
    rf"\b(?:(?:broken|fractured|torn|ruptured|bruised|dislocated|strained|sprained) (?:(?:left|right) )?(?:{_BODY})"
    rf"(?: (?:ligaments?|bone|muscle|tendon))?"
    rf"|(?:(?:{_BODY})[- ])+(?:injur(?:y|ies)|problems?|strain|surgery|operation|tear|knock|issue|complaint|trouble)"
    r"|injur(?:y|ies|ed)|illness|concussion|sickness|virus|flu|knock|sidelined|fitness)\b",
    re.IGNORECASE,
)
_BAN = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)[- ](?:match|game|month|year)(?:es|s)?[- ]"
    r"(?:bans?|suspensions?)|suspended|suspension|ban|banned)\b",
    re.IGNORECASE,
)
_UNNAMED = frozenset({"injured", "injuries", "sidelined", "fitness"})


class ValueMention(NamedTuple):
    """A value in the text.

    Attributes:
        start, end: Offsets in the text.
        type: A key of `VALUE_TYPES`.
        value: The value as a claim states it.
    """

    start: int
    end: int
    type: str
    value: str


def find_values(text: str) -> Iterator[ValueMention]:
    """Every value mention of a text, by kind and then by position.

    >>> [m.value for m in find_values("the 22-year-old winger has a knee injury")]
    ['forward', '22', 'knee injury']
    """
    for match in _POSITION.finditer(text):
        yield ValueMention(match.start(), match.end(), "Position", str(match.lastgroup))
    for match in _AGE.finditer(text):
        yield ValueMention(match.start(), match.end(), "Age", match.group())
    for match in _INJURY.finditer(text):
        words = match.group().lower()
        yield ValueMention(match.start(), match.end(), "Injury", "injury" if words in _UNNAMED else match.group())
    for match in _BAN.finditer(text):
        words = match.group()
        yield ValueMention(match.start(), match.end(), "Ban", words if " " in words or "-" in words else "suspended")
