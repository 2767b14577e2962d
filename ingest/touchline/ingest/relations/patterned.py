"""Word patterns of one layout: the language of `dsl.py`, with the rules of that layout in a data file of its own.

A file has `[macros]` and `[[rule]]` tables:

    name      unique in the file; several patterns are numbered
    pattern   one pattern or a list
    emit      "subject predicate object" over bound names; `="injury"` is a value
    status    what the pattern states ("fact" by default); cues around it do not change it
    not_before  a match is passed over where one of these words follows it, a few words on at most
    not_after   a match is passed over where one of these words stands among the two before it
    unless    a match that holds one of these words is passed over
    qualifiers  fixed ones; bound names that are qualifiers (`fee`, `from`, …) are taken in the article's words
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

__all__ = ["Rule", "load_rules", "match_rules"]

_QUALIFIERS = frozenset({"fee", "until", "from", "date", "score", "competition", "role", "count", "outcome", "source"})
#: Predicates whose ends may be lists: "Liverpool, Chelsea and Arsenal want X"; a match has two sides.
_LISTED = frozenset({"linked_to", "bid_for", "in_talks_with", "competes_in"})
_LIST_GAP = r"(?:(?:,|and|&|or|plus)\|[^ ]+ ){1,2}"
_MOST_PAIRS = 30
_WORDS_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a layout.

    Attributes:
        name: Unique in its file.
        regex: Compiled.
        emit: (subject, predicate, object) over bound names.
        status: Status of what it emits.
        not_before: Matches the units after a match that take it away, or None.
        not_after: Words that take a match away where they stand among the two before it.
        unless: Matches a unit inside a match that takes it away, or None.
        qualifiers: Fixed qualifiers.
    """

    name: str
    regex: re.Pattern[str]
    emit: tuple[tuple[str, str, str], ...]
    status: Status
    not_before: re.Pattern[str] | None
    not_after: frozenset[str]
    unless: re.Pattern[str] | None
    qualifiers: Mapping[str, str]


@cache
def load_rules(file: str) -> tuple[Rule, ...]:
    """The rules of a data file beside this module, compiled.

    Raises:
        PatternError: A pattern is malformed, emits a name that it does not bind, or two rules share a name.
    """
    data = read_toml(file)
    rules: list[Rule] = []
    for entry in data["rule"]:
        patterns = entry["pattern"] if isinstance(entry["pattern"], list) else [entry["pattern"]]
        for number, pattern in enumerate(patterns, start=1):
            name = entry["name"] + (f"-{number}" if len(patterns) > 1 else "")
            rules.append(_rule(name, compile_pattern(pattern, data["macros"], name), entry))
    names = [rule.name for rule in rules]
    if len(set(names)) < len(names):
        raise PatternError(f"{file}: a name stands twice: {sorted({n for n in names if names.count(n) > 1})}")
    return tuple(rules)


def _rule(name: str, regex: re.Pattern[str], entry: dict[str, Any]) -> Rule:
    emits: list[tuple[str, str, str]] = []
    for line in entry["emit"]:
        subject, predicate, obj = line.split(" ", 2)
        if predicate not in PREDICATES:
            raise PatternError(f"{name}: no predicate {predicate!r}")
        bound = {subject} if obj.startswith("=") else {subject, obj}
        if not bound <= set(regex.groupindex):
            raise PatternError(f"{name}: {sorted(bound - set(regex.groupindex))} is not bound in the pattern")
        emits.append((subject, predicate, obj))
    return Rule(
        name, regex, tuple(emits), entry.get("status", "fact"), _following(entry.get("not_before", ())),
        frozenset(entry.get("not_after", ())), _any_of(entry.get("unless", ())), dict(entry.get("qualifiers", {})),
    )  # fmt: skip


def _any_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Matches an encoded token that is one of these words or has one of these lemmas."""
    options = "|".join(map(re.escape, words))
    return re.compile(rf"(?:^|(?<= ))(?:(?:{options})\||[^ |]*\|(?:{options})\|)") if words else None


def _following(words: Sequence[str]) -> re.Pattern[str] | None:
    """Matches where one of these words follows, after adjectives, numbers, hyphens and a possessive at most."""
    options = "|".join(map(re.escape, words))
    between = r"(?:'s?\|[^ ]+ |[^ |]*\|[^ |]*\|[jmr] |-\|[^ ]+ |<D\d+> )"
    return re.compile(rf"{between}{{0,{_WORDS_BETWEEN}}}(?:{options})\|") if words else None


def match_rules(
    document: ArticleDocument, sentence: EncodedSentence, file: str, extractor: str,
    qualifiers: Mapping[str, str] | None = None,
) -> Iterator[Proposal]:  # fmt: skip
    """Proposals of every rule of a file that matches in a sentence.

    Args:
        document: The article.
        sentence: A sentence, or a line encoded as one.
        file: Name of the data file.
        extractor: Versioned name of the extractor.
        qualifiers: Stated of the whole sentence, such as the `source` of a gossip item.
    """
    for rule in load_rules(file):
        for match in rule.regex.finditer(sentence.text):
            if rule.unless is not None and rule.unless.search(match.group()):
                continue
            if rule.not_after and rule.not_after.intersection(_words_before(sentence, match.start())):
                continue
            if rule.not_before is not None and rule.not_before.match(sentence.text, match.end()):
                continue
            yield from _Match(document, sentence, rule, match, extractor, qualifiers or {}).proposals()


def _words_before(sentence: EncodedSentence, start: int) -> list[str]:
    """The two words before a place."""
    return [unit.partition("|")[0] for unit in sentence.text[max(start - 120, 0) : start].split()[-2:]]


@dataclass(frozen=True, slots=True)
class _Match:
    document: ArticleDocument
    sentence: EncodedSentence
    rule: Rule
    match: re.Match[str]
    extractor: str
    stated: Mapping[str, str]

    def proposals(self) -> Iterator[Proposal]:
        first, last = self.sentence.token_range(self.match.start(), self.match.end())
        bound = {n: t for n, t in self.match.groupdict().items() if t is not None}
        qualifiers = {name: self._text(name) for name in sorted(_QUALIFIERS & bound.keys())}
        for subject, predicate, obj in self.rule.emit:
            if not {subject, obj} & bound.keys() or (subject not in bound or not (obj in bound or obj[0] == "=")):
                continue
            subjects = self._listed(subject, predicate)
            objects: Sequence[Mention | str] = [obj[2:-1]] if obj[0] == "=" else self._listed(obj, predicate)
            if len(subjects) * len(objects) > _MOST_PAIRS:
                continue
            for left, right in product(subjects, objects):
                proposal = propose(
                    left, predicate, right, first=first, last=last, anchor=first, status=self.rule.status,
                    rule=self.rule.name, extractor=self.extractor,
                    qualifiers={**self.stated, **self.rule.qualifiers, **qualifiers}, fixed=True,
                )  # fmt: skip
                if proposal is not None:
                    ends = [left, *([] if isinstance(right, str) else [right])]
                    proposal.first = min(first, *(m.first for m in ends))
                    proposal.last = max(last, *(m.last for m in ends))
                    yield proposal

    def _listed(self, name: str, predicate: str) -> list[Mention]:
        """The mention that a name binds, and those listed with it where the predicate allows a list."""
        number = self.match[name]
        found = [int(number)]
        begin = self.sentence.text.rindex("<", 0, self.match.start(name))
        end = self.sentence.text.index("> ", begin) + 2
        if predicate in _LISTED:
            unit = rf"<{self.sentence.text[begin + 1]}(\d+)> "
            if before := re.search(rf"(?:{unit}{_LIST_GAP})+$", self.sentence.text[:begin]):
                found = [*map(int, re.findall(unit, before.group())), *found]
            if after := re.match(rf"(?:{_LIST_GAP}{unit})+", self.sentence.text[end:]):
                found += map(int, re.findall(unit, after.group()))
        return [self.document.mentions[index] for index in found]

    def _text(self, name: str) -> str:
        span = self.document.doc[slice(*self.sentence.token_range(self.match.start(name), self.match.end(name)))]
        begin, end = self.document.text.to_original(span.start_char, span.end_char)
        return self.document.text.original[begin:end].strip(" .,")
