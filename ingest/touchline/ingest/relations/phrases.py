"""Word patterns (`phrases.toml`) over encoded sentences.

Each pattern names what it emits, as "subject predicate object" over its bound names, for instance
`emit = ["s manages o"]`; an object written `=injury` is a value, the text bound to that name, `="injury"` is that word,
and `@club` and `@opponent` are the subject's own club and the side that it met, where the article has told them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from touchline.graph.vocab import PREDICATES
from touchline.ingest.relations.dsl import PatternError, compile_pattern
from touchline.ingest.relations.lexicon import read_toml
from touchline.ingest.relations.proposal import Proposal, propose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.graph.model import Status
    from touchline.ingest.document import ArticleDocument, Mention
    from touchline.ingest.relations.encode import EncodedSentence

__all__ = ["EXTRACTOR", "Phrase", "load_phrases", "match_phrases"]

EXTRACTOR = "touchline.phrases.v1"
_GAP_WORDS = (
    r"(?:(?:,|and|or|&|even|also|both|plus|possibly|perhaps|as|well|the|a|an|one|two|three|four|five|six|seven|eight|titles?"
    r"|trophies|\d+)\|[^ ]+ )"
)
_LIST_GAP = re.compile(r"(?=(?:[^ ]+ ){0,3}(?:,|and|or|&|plus)\|)" + _GAP_WORDS + "{1,5}")
_LIST_BEFORE = {letter: re.compile(rf"(?:<{letter}\d+> {_GAP_WORDS}{{1,4}})+$") for letter in "PCNK"}
_FINITE = re.compile(r"[^ |]*\|[^ |]*\|[vx] ")
_MOST_PAIRS = 100
#: Predicates of matches: a list there is more often two clauses than one.
_PAIRWISE = frozenset({"beat", "drew_with", "faces", "scored_against", "succeeds", "related_to"})
_QUALIFIERS = frozenset({"fee", "until", "from", "date", "score", "competition", "role", "count", "outcome", "source"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One pattern.

    Attributes:
        name: Unique.
        regex: Compiled.
        emit: (subject, predicate, object) names.
        status: Status before cues.
        fixed: Cues do not change the status.
        needs: Letters of which one must be in the sentence, for each bound mention.
        qualifiers: Fixed qualifiers.
        unless: A match that holds one of these words or lemmas is passed over.
        not_before: A match is passed over that one of these words follows, at most three words on.
    """

    name: str
    regex: re.Pattern[str]
    emit: tuple[tuple[str, str, str], ...]
    status: Status
    fixed: bool
    needs: tuple[str, ...]
    qualifiers: Mapping[str, str]
    unless: re.Pattern[str] | None
    not_before: frozenset[str] = frozenset()


@cache
def load_phrases() -> tuple[Phrase, ...]:
    """The packaged patterns, compiled.

    Raises:
        PatternError: A pattern is malformed, emits a name that it does not bind, or has a name twice.
    """
    data = read_toml("phrases.toml")
    phrases: list[Phrase] = []
    for entry in data["phrase"]:
        patterns = entry["pattern"] if isinstance(entry["pattern"], list) else [entry["pattern"]]
        for number, pattern in enumerate(patterns):
            name = entry["name"] + (f"-{number + 1}" if len(patterns) > 1 else "")
            regex = compile_pattern(pattern, data["macros"], name)
            phrases.append(_phrase(name, regex, entry))
    names = [p.name for p in phrases]
    if len(set(names)) < len(names):
        raise PatternError(f"phrases.toml: a name stands twice: {sorted({n for n in names if names.count(n) > 1})}")
    return tuple(phrases)


def _phrase(name: str, regex: re.Pattern[str], entry: dict[str, Any]) -> Phrase:
    emits = []
    for line in entry["emit"]:
        subject, predicate, obj = line.split(" ", 2)
        if predicate not in PREDICATES:
            raise PatternError(f"{name}: no predicate {predicate!r}")
        missing = {subject, obj.removeprefix("=")} - set(regex.groupindex)
        if missing and not obj.startswith(('="', "@")):
            raise PatternError(f"{name}: {sorted(missing)} is not bound in the pattern")
        emits.append((subject, predicate, obj))
    needs = tuple(re.findall(r"<\[([A-Z]+)\]\(\?P<\w+>", regex.pattern))
    optional = re.findall(r"\(\?:<\[([A-Z]+)\]\(\?P<\w+>\\d\+\)> \)\?", regex.pattern)
    return Phrase(
        name, regex, tuple(emits), entry.get("status", "fact"), bool(entry.get("fixed", False)),
        tuple(n for n in needs if n not in optional), dict(entry.get("qualifiers", {})),
        _any_of(entry["unless"]) if "unless" in entry else None, frozenset(entry.get("not_before", ())),
    )  # fmt: skip


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Matches an encoded token that is one of these words or has one of these lemmas."""
    options = "|".join(map(re.escape, words))
    return re.compile(rf"(?:^|(?<= ))(?:(?:{options})\||[^ |]*\|(?:{options})\|)")


def match_phrases(
    document: ArticleDocument, sentence: EncodedSentence, known: Mapping[str, Mapping[str, Mention]]
) -> Iterator[Proposal]:
    """Proposals of every pattern that matches in a sentence.

    Args:
        document: The article.
        sentence: One of its sentences.
        known: "@club" or "@opponent" to the mention that each person's id stands for; patterns that need another of
            them are passed over, and so, beside "@opponent", are those that need none.
    """
    for phrase in load_phrases():
        late = phrase.emit[0][2] == "@opponent"
        if late != ("@opponent" in known):
            continue
        if not all(sentence.letters.intersection(need) for need in phrase.needs):
            continue
        for match in phrase.regex.finditer(sentence.text):
            if phrase.unless is not None and phrase.unless.search(match.group()):
                continue
            if phrase.not_before and phrase.not_before & _following(sentence.text, match.end()):
                continue
            yield from _Match(document, sentence, phrase, match, known).proposals()


def _following(text: str, position: int) -> set[str]:
    """The next three words of an encoded sentence."""
    units = re.compile(r"(?:[^ ]+ ){0,3}").match(text, position)
    return {unit.partition("|")[0] for unit in units.group().split()} if units else set()


@dataclass(frozen=True, slots=True)
class _Match:
    """One match of one pattern in one sentence."""

    document: ArticleDocument
    sentence: EncodedSentence
    phrase: Phrase
    match: re.Match[str]
    known: Mapping[str, Mapping[str, Mention]]

    def proposals(self) -> Iterator[Proposal]:
        """What the pattern emits here."""
        first, last = self.sentence.token_range(self.match.start(), self.match.end())
        qualifiers = self._qualifiers()
        for subject, predicate, obj in self.phrase.emit:
            if self.match[subject] is None:
                continue
            subjects, objects = self._ends(subject, predicate, obj)
            if len(subjects) * len(objects) > _MOST_PAIRS:
                continue  # no sentence, but a list of names: it states no claim for each pair
            for left, right in product(subjects, objects):
                proposal = propose(
                    left, predicate, right, first=first, last=last, anchor=first, status=self.phrase.status,
                    rule=self.phrase.name, extractor=EXTRACTOR, qualifiers=qualifiers, fixed=self.phrase.fixed,
                )  # fmt: skip
                if proposal is not None:
                    if not obj.startswith("@"):
                        _widen(proposal, left, right)
                    yield proposal

    def _qualifiers(self) -> dict[str, str]:
        bound = self.match.groupdict()
        found = {name: self._text(name) for name in sorted(_QUALIFIERS & bound.keys()) if bound[name] is not None}
        return {**self.phrase.qualifiers, **found}

    def _ends(self, subject: str, predicate: str, obj: str) -> tuple[list[Mention], Sequence[Mention | str]]:
        """Subjects and objects, each with those listed beside it."""
        mention = self._mention(subject)
        if obj.startswith("@"):
            end = self.known[obj].get(mention.entity.id)
            return [mention], [end] if end else []
        if obj.startswith("="):
            value = obj[2:-1] if obj[1] == '"' else self._text(obj[1:], original=False) if self.match[obj[1:]] else ""
            return [mention], [value] if value else []
        if self.match[obj] is None:
            return [], []
        if predicate in _PAIRWISE:
            return [mention], [self._mention(obj)]
        left, right = self.match.start(subject), self.match.start(obj)
        subjects = coordinated(self.document, self.sentence, left, before_verb=left < right)
        return subjects, coordinated(self.document, self.sentence, right, before_verb=right < left)

    def _mention(self, name: str) -> Mention:
        return self.document.mentions[int(self.match[name])]

    def _text(self, name: str, *, original: bool = True) -> str:
        span = self.document.doc[slice(*self.sentence.token_range(self.match.start(name), self.match.end(name)))]
        if not original:
            return span.text
        begin, end = self.document.text.to_original(span.start_char, span.end_char)
        return self.document.text.original[begin:end].strip(" .,")


def coordinated(
    document: ArticleDocument, sentence: EncodedSentence, offset: int, *, before_verb: bool
) -> list[Mention]:
    """The mention whose number stands at `offset`, and those listed with it: "A, B and even C".

    Unless it stands before the verb ("A and B want"), a list ends where a verb follows its last "and": "against
    Arsenal, and Liverpool drew" is two clauses.
    """
    begin = sentence.text.rindex("<", 0, offset)
    letter = sentence.text[begin + 1]
    unit = re.compile(rf"<{letter}(\d+)> ")
    found = [int(sentence.text[offset : sentence.text.index(">", offset)])]
    position = sentence.text.index("> ", offset) + 2
    while (gap := _LIST_GAP.match(sentence.text, position)) and (following := unit.match(sentence.text, gap.end())):
        if not before_verb and "and|" in gap.group() and _FINITE.match(sentence.text, following.end()):
            break
        found.append(int(following[1]))
        position = following.end()
    for before in _LIST_BEFORE[letter].finditer(sentence.text[:begin]) if letter in _LIST_BEFORE else ():
        if before.end() == begin:
            found = [*map(int, re.findall(r"<\w(\d+)>", before.group())), *found]
    return [document.mentions[i] for i in found]


def _widen(proposal: Proposal, left: Mention, right: Mention | str) -> None:
    """Let the evidence of a listed mention reach to that mention."""
    ends = [left, *([] if isinstance(right, str) else [right])]
    proposal.first = min(proposal.first, *(m.first for m in ends))
    proposal.last = max(proposal.last, *(m.last for m in ends))
