r"""The little language in which word patterns are written, compiled to regular expressions.

A sentence is encoded as one string, a unit for each token or mention, each unit followed by a space
(see `touchline.ingest.relations.encode`):

    <C3> boss|boss|n <P4> said|say|v

A pattern is a sequence of elements, separated by spaces:

    word          the token `word` (lower case)
    word~         any token whose lemma is `word`
    :jn           any token with one of these parts of speech (n noun, w name, j adjective, v verb, x auxiliary,
                  r adverb, d determiner, i preposition, c conjunction, m number, q pronoun, u punctuation, s particle)
    {s:Person}    a mention of a type, bound to the name `s`; several types as {s:Club,Nation}
    {Club}        a mention that is not bound
    {fee=@money}  a stretch of text, bound to the name `fee`
    ( a | b c )   alternatives; ?, *, + and {1,3} may follow a closing parenthesis or any element
    ...           up to five units, as few as possible; ...9 up to nine
    @name         a macro
    ^ $           start and end of the sentence
    \( \) \$      the characters themselves

Only what is written here is understood; anything else raises `PatternError` with the pattern's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LETTERS", "PatternError", "compile_pattern"]

#: Letter of each mention type in an encoded sentence; a pronoun or nominal mention of a person is Q, of a club B.
LETTERS: dict[str, str] = {
    "Person": "PQ", "Name": "P", "Pronoun": "Q", "Club": "CB", "ClubName": "C", "Nation": "N", "Team": "CBN",
    "Side": "CBNV", "Competition": "K", "Venue": "V", "Place": "L", "Organisation": "O", "Award": "A", "Demonym": "D",
}  # fmt: skip

_TOKEN = re.compile(
    r"(?P<escaped>\\[()|{}?$^*+])|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<quantifier>[?*+]|\{\d*,?\d*\})"
    r"|(?P<mention>\{(?:[a-z]\w*:)?[A-Z]\w*(?:,[A-Z]\w*)*\})|(?P<text>\{[a-z]\w*=)|(?P<end>\})|(?P<gap>\.\.\.\d*)"
    r"|(?P<macro>@\w+)|(?P<pos>:[a-z]+)|(?P<anchor>[\^$])|(?P<word>[^\s(){}|?*+]+)|(?P<space>\s+)"
)
_UNIT = r"[^ ]+ "
_SINGLE = re.compile(r"[^\s(){}|@.]+|\{[A-Z][\w,]*\}")


class PatternError(ValueError):
    """A pattern that cannot be compiled: names the pattern and the place."""


def compile_pattern(pattern: str, macros: Mapping[str, str], name: str = "pattern") -> re.Pattern[str]:
    """Compile a pattern.

    Args:
        pattern: In the language of this module.
        macros: Name (without `@`) to pattern; macros may use other macros.
        name: Shown in errors.

    Raises:
        PatternError: The pattern has a syntax error or names an unknown macro or mention type.
    """
    try:
        return re.compile(r"(?:(?<=^)|(?<= ))" + _translate(pattern, macros, name, depth=0))
    except re.error as error:
        raise PatternError(f"{name}: {error} in {pattern!r}") from error


def _translate(pattern: str, macros: Mapping[str, str], name: str, depth: int) -> str:
    if depth > 20:  # noqa: PLR2004
        raise PatternError(f"{name}: macros refer to each other in a circle")
    out: list[str] = []
    opened: list[tuple[int, int]] = []
    position = 0
    while position < len(pattern):
        match = _TOKEN.match(pattern, position)
        if match is None:
            raise PatternError(f"{name}: cannot read {pattern[position:]!r}")
        position = match.end()
        out.append(_element(match, macros, name, depth))
        if match.lastgroup == "open":
            opened.append((len(out) - 1, position))
        elif match.lastgroup == "close" and opened:
            place, inner = opened.pop()
            if pattern[position : position + 1] in ("*", "+", "{") and _is_single(pattern[inner : match.start()]):
                out[place] = "(?>"
    return "".join(out)


def _is_single(group: str) -> bool:
    """Whether each alternative of a group is one unit.

    Such a group is atomic when it is repeated: a unit that two alternatives match would else be tried both ways, and
    a run of n such units in 2^n ways.
    """
    return all(_SINGLE.fullmatch(option.strip()) for option in group.split("|"))


_PLAIN = {"open": "(?:", "close": ")", "end": ")", "space": ""}


def _element(match: re.Match[str], macros: Mapping[str, str], name: str, depth: int) -> str:  # noqa: PLR0911
    text = match.group()
    match match.lastgroup:
        case "open" | "close" | "end" | "space" as kind:
            return _PLAIN[kind]
        case "bar" | "quantifier" | "anchor":
            return text
        case "gap":
            return f"(?:{_UNIT}){{0,{text[3:] or 5}}}?"
        case "macro":
            if text[1:] not in macros:
                raise PatternError(f"{name}: no macro {text}")
            return f"(?:{_translate(macros[text[1:]], macros, name, depth + 1)})"
        case "pos":
            return rf"(?:[^ |]*\|[^ |]*\|[{text[1:]}] )"
        case "mention":
            return _mention(text[1:-1], name)
        case "text":
            return f"(?P<{text[1:-1]}>"
        case _:
            return _word(text.removeprefix("\\"))


def _mention(spec: str, name: str) -> str:
    bound, _, types = spec.rpartition(":")
    try:
        letters = "".join(dict.fromkeys("".join(LETTERS[kind] for kind in types.split(","))))
    except KeyError as error:
        raise PatternError(f"{name}: no mention type {error}") from error
    number = rf"(?P<{bound}>\d+)" if bound else r"\d+"
    return f"(?:<[{letters}]{number}> )"


def _word(text: str) -> str:
    if text == "'s":
        return r"(?:'s?\|[^ |]*\|[^ ] )"  # "Davies' contract" as well
    if text.endswith("~") and len(text) > 1:
        return rf"(?:[^ |]*\|{re.escape(text[:-1])}\|[^ ] )"
    return rf"(?:{re.escape(text)}\|[^ |]*\|[^ ] )"
