"""Noun phrases that speak of a person: "Chelsea's former England striker", "the 22-year-old Brazilian", "Spurs boss".

Each is read into a `PersonPhrase`: the role or position at its head, its age, nationality and teams, and whether it is
said to be past. A phrase that stands before or beside a name describes that person; one that stands alone
("the Spaniard") is left to coreference (`touchline.ingest.coreference`). `describe` turns a phrase whose person is
known into proposals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.ingest.relations.lexicon import Lexicon, load_lexicon
from touchline.ingest.relations.proposal import Proposal, propose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.graph.model import Status
    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.encode import EncodedSentence

__all__ = ["EXTRACTOR", "PersonPhrase", "describe", "person_phrases"]

EXTRACTOR = "touchline.noun_phrases.v1"
_MAX_FILLER = 4
_COPULAS = ("is", "was", "remains", "became", "as")
_TEAM = "CNB"
#: A club's other sides: who manages one of them does not manage the club.
_OTHER_SIDES = frozenset({"women", "reserve", "youth", "academy", "u21"})
_PLAIN_MANAGER = frozenset({"manager", "boss", "coach"})


@dataclass(slots=True)
class PersonPhrase:
    """A noun phrase about a person.

    Attributes:
        first, last: Tokens, `last` exclusive.
        heads: (kind, value, words) of its head words, such as ("position", "forward", "striker").
        teams: Clubs, national teams and organisations before the head.
        demonyms: Nationalities.
        age: Years, empty if not said.
        former: It speaks of the past.
        other_side: It speaks of another side of the team: its women, its youth, its reserves.
        definite: It begins with "the" or a possessive, and so stands for somebody known.
        person: Whom it describes, if it stands before or beside a name.
        link: "before" (a name follows), "beside" (apposition), "is" (copula) or "" (stands alone).
    """

    first: int
    last: int
    heads: list[tuple[str, str, str]] = field(default_factory=list)
    teams: list[Mention] = field(default_factory=list)
    demonyms: list[Mention] = field(default_factory=list)
    age: str = ""
    former: bool = False
    other_side: bool = False
    definite: bool = False
    person: Mention | None = None
    link: str = ""


def person_phrases(document: ArticleDocument, sentence: EncodedSentence) -> Iterator[PersonPhrase]:
    """The phrases of one sentence, left to right, not overlapping."""
    units = sentence.text.split()
    scanner = _Scanner(document, sentence, units, load_lexicon())
    index = 0
    while index < len(units):
        phrase, following = scanner.phrase_at(index)
        if phrase is not None:
            yield phrase
        index = max(following, index + 1)


class _Scanner:
    def __init__(
        self, document: ArticleDocument, sentence: EncodedSentence, units: list[str], lexicon: Lexicon
    ) -> None:
        self.document = document
        self.sentence = sentence
        self.units = units
        self.words = [u.partition("|")[0] for u in units]
        self.lexicon = lexicon
        self.filler = lexicon.sets["phrase.filler"]
        self.former = lexicon.sets["phrase.former"]

    def phrase_at(self, index: int) -> tuple[PersonPhrase | None, int]:
        """Read a phrase that begins at `index`; also the unit after it."""
        start = index
        phrase = PersonPhrase(self._token(index), 0)
        if self.words[index] in self.lexicon.sets["phrase.definite"]:
            phrase.definite = True
            index += 1
        elif self.words[index] in self.lexicon.sets["phrase.indefinite"]:
            index += 1
        body = index
        index = self._modifiers(phrase, index)
        if index == body or not self._is_person(phrase, index):
            return None, start + 1
        phrase.last = self.sentence.tokens[index - 1][1]
        self._attach(phrase, start, index)
        if phrase.person is None and not phrase.definite:
            return None, index
        return phrase, index

    def _modifiers(self, phrase: PersonPhrase, index: int) -> int:
        """Consume modifiers and heads; returns the unit after the last one that belongs to the phrase."""
        filler = 0
        end = index
        while index < len(self.units):
            unit, word = self.units[index], self.words[index]
            head = self.lexicon.head_at(self.words, index)
            if unit.startswith("<"):
                taken = self._mention(phrase, index)
                if not taken:
                    break
                index += taken
                end = index
            elif head is not None:
                length, kind, value = head
                phrase.heads.append((kind, value, " ".join(self.words[index : index + length])))
                phrase.other_side = phrase.other_side or word in _OTHER_SIDES
                index += length
                end = index
                filler = 0
            elif (age := self._age(index)) is not None:
                phrase.age = age
                index += 5
                end = index
            elif word in self.former and not phrase.heads:
                phrase.former = True
                index += 1 + (index + 1 < len(self.words) and self.words[index + 1] == "-")
            elif self._is_filler(index) and filler < _MAX_FILLER and not (phrase.heads and word in ("in", "on", "of")):
                filler += 1
                index += 1
                phrase.other_side = phrase.other_side or word in _OTHER_SIDES
            elif (word in (",", "and", "&", "/") and self._joins_teams(phrase, index)) or (
                word == "'s" and end == index
            ):
                index += 1
            else:
                break
        return end

    def _mention(self, phrase: PersonPhrase, index: int) -> int:
        """Take a team, organisation or nationality; 0 where the unit is something else (a person's name ends it)."""
        mention = self._mention_at(index)
        letter = self.units[index][1]
        if letter == "D":
            if phrase.heads and not self._head_follows(index):
                return 0
            phrase.demonyms.append(mention)
            return 1
        if letter in _TEAM or letter == "O" or (letter in "VL" and mention.place and mention.place.type == "Club"):
            if phrase.heads:
                return 0
            phrase.teams.append(mention)
            return 1
        return 0

    def _head_follows(self, index: int) -> bool:
        return self.lexicon.head_at(self.words, index + 1) is not None if index + 1 < len(self.words) else False

    def _joins_teams(self, phrase: PersonPhrase, index: int) -> bool:
        """A comma or "and" between two teams ("Chelsea and England striker")."""
        if index + 1 >= len(self.units):
            return False
        following = self.units[index + 1]
        if phrase.teams and not phrase.heads:
            return following.startswith(("<C", "<N"))
        return False

    def _age(self, index: int) -> str | None:
        words = self.words[index : index + 5]
        number, shape = words[0], words[1:]
        return (
            number if number.isdecimal() and shape in (["-", "year", "-", "old"], ["-", "years", "-", "old"]) else None
        )

    def _is_filler(self, index: int) -> bool:
        unit, word = self.units[index], self.words[index]
        compound = unit.endswith("|v") and index > 0 and self.words[index - 1] == "-"  # "highly-rated"
        return compound or word in self.filler or unit.endswith("|j")

    def _is_person(self, phrase: PersonPhrase, index: int) -> bool:
        """A head, an age, a nationality as a noun, or a team's possessive right before a name."""
        if phrase.heads or phrase.age:
            return True
        name_follows = index < len(self.units) and self.units[index].startswith("<P")
        if phrase.demonyms:
            last = phrase.demonyms[-1]
            return name_follows or (phrase.definite and self._is_noun(last) and last.last >= self._token(index - 1))
        if phrase.teams and name_follows:
            return self.words[index - 1] == "'s" or self.units[index - 1].startswith("<")
        return False

    def _is_noun(self, mention: Mention) -> bool:
        token = self.document.doc[mention.last - 1]
        nominal = token.pos_ in ("NOUN", "PROPN") or token.text.endswith(("man", "woman", "iard"))
        return nominal or token.head.i != token.i + 1

    def _attach(self, phrase: PersonPhrase, start: int, end: int) -> None:
        """Find the name that the phrase describes."""
        if self._is_name(end):
            phrase.person, phrase.link = self._mention_at(end), "before"
        elif phrase.heads or phrase.age or phrase.demonyms:
            after = self.words[end] if end < len(self.units) else "."
            if self.words[max(start - 2, 0) : start] == ["no", "longer"]:
                start -= 2
                phrase.former = True
            before = self.words[start - 1] if start else ""
            named_before = self._is_name(start - 2)
            if named_before and before in (",", "-", "–", "(") and after in self.lexicon.sets["phrase.close"]:  # noqa: RUF001
                phrase.person, phrase.link = self._mention_at(start - 2), "beside"
            elif (
                phrase.definite
                and after == ","
                and self._is_name(end + 1)
                and self.words[end + 2 : end + 3] in ([","], ["."])
            ):
                phrase.person, phrase.link = self._mention_at(end + 1), "beside"
            elif named_before and before in _COPULAS:
                phrase.person, phrase.link = self._mention_at(start - 2), "is"
                phrase.former = phrase.former or (before == "was" and not phrase.definite)

    def _is_name(self, index: int) -> bool:
        return 0 <= index < len(self.units) and self.units[index].startswith("<P")

    def _mention_at(self, index: int) -> Mention:
        return self.document.mentions[int(self.units[index][2:-1])]

    def _token(self, index: int) -> int:
        return self.sentence.tokens[index][0]


def describe(phrase: PersonPhrase, person: Mention) -> Iterator[Proposal]:
    """Proposals that follow from a phrase about `person`."""
    first, last = phrase.first, phrase.last
    if phrase.link == "before":
        last = max(last, person.last)
    elif phrase.link:
        first, last = min(first, person.first), max(last, person.last)
    for predicate, obj, status, rule, qualifiers in _said(phrase):
        proposal = propose(
            person, predicate, obj, first=first, last=last, anchor=first, status=status,
            rule=f"np-{rule}-{phrase.link or 'alone'}", extractor=EXTRACTOR, qualifiers=qualifiers, fixed=True,
        )  # fmt: skip
        if proposal is not None:
            yield proposal


_Said = tuple[str, "Mention | str", "Status", str, dict[str, str]]


def _said(phrase: PersonPhrase) -> Iterator[_Said]:
    """(predicate, object, status, rule, qualifiers) for all that the phrase says."""
    if phrase.age:
        yield "age", phrase.age, "fact", "age", {}
    for demonym in phrase.demonyms:
        yield "nationality", demonym, "fact", "demonym", {}
    positions = list(dict.fromkeys(value for kind, value, _ in phrase.heads if kind == "position"))
    if len(positions) == 1:
        yield "position", positions[0], "fact", "position", {}
    roles = {value: words for kind, value, words in phrase.heads if kind == "role"}
    for team in phrase.teams:
        yield from _said_of_team(team, roles, phrase, is_player=bool(roles or positions))


def _said_of_team(team: Mention, roles: Mapping[str, str], phrase: PersonPhrase, *, is_player: bool) -> Iterator[_Said]:
    state: Status = "former" if phrase.former else "fact"
    post = next((role for role in ("staff", "journalist") if role in roles), None)
    if post is not None:
        yield "works_for", team, state, post, {"role": roles[post]}
    elif "owner" in roles:
        yield "owns", team, state, "owner", {}
    elif "target" in roles:
        yield "linked_to", team, "rumour", "target", {}
    elif "manager" in roles:
        if phrase.other_side:
            return
        words = roles["manager"]
        yield "manages", team, state, "manager", {} if words in _PLAIN_MANAGER else {"role": words}
    elif "signing" in roles and team.type != "NationalTeam":
        yield "joined", team, "fact", "signing", {}
    elif "agent" not in roles:
        yield "plays_for", team, "former" if "legend" in roles else state, "player" if is_player else "bare", {}
        if team.type == "NationalTeam":
            yield "nationality", team, "fact", "nation", {}
