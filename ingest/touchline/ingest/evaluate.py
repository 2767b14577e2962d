"""Extracted claims measured against annotated ones.

Annotation says, article by article, which claims a reader would accept; it is exhaustive, so a claim that is not
annotated is wrong. Counts are summed over all articles (micro-average). Levels, from the strictest:

- claim: subject, predicate, object and status agree (the headline figure);
- moves: the same, over the predicates that are the news of a transfer window or a manager's job;
- triple: the same as claim without the status;
- pair: subject and object agree in either direction, whatever the predicate;
- entity: name and type of the entities that take part in claims.

Beside them: of the annotated entities the share found among all that were listed, type agreeing (`found`), and of
those the share that carries the full name (`resolved`); and the share of annotated qualifiers on matched triples that
were read with the same value (`qualifier`).

Two names agree when any form of the one equals any form of the other after folding case, accents, punctuation and the
words that clubs drop. Two values agree when equal so folded, or when one contains the other ("hamstring" and
"hamstring injury"), unless both are numbers.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from touchline.graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Evaluation", "Score", "evaluate_claims", "format_table", "read_annotation", "read_claims"]

LEVELS = ("claim", "moves", "triple", "pair", "entity")
_EITHER_WAY = frozenset({"drew_with", "faces", "related_to"})
_MOVES = frozenset({
    "bid_for", "contract_with", "in_talks_with", "joined", "left", "linked_to", "loaned_to", "manages", "sacked_by",
    "set_to_join", "succeeds",
})  # fmt: skip
_DROPPED = frozenset({"fc", "afc", "cf", "sc", "the"})
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l"})
_NOT_WORD = re.compile(r"[^a-z0-9£€$.]+")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one level, and what follows from them.

    Attributes:
        right: Annotated items that were predicted.
        annotated: Items in the annotation.
        predicted: Items that were predicted.
    """

    right: int = 0
    annotated: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right, in [0, 1]."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated that was predicted, in [0, 1]."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_json(self) -> dict[str, float | int]:
        """Figures rounded to four places, and the counts."""
        return {
            "p": round(self.precision, 4),
            "r": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "tp": self.right,
            "gold": self.annotated,
            "predicted": self.predicted,
        }


@dataclass(slots=True)
class Evaluation:
    """The result: scores of the levels, of each predicate, and the shares of entities and qualifiers.

    Attributes:
        levels: claim, moves, triple, pair, entity.
        predicates: Claim scores by predicate, the most annotated first.
        found, resolved, qualifier: Shares in [0, 1].
        errors: One line for each missed or wrong claim, in the order met.
    """

    levels: dict[str, Score]
    predicates: dict[str, Score]
    found: float
    resolved: float
    qualifier: float
    errors: list[str]

    def as_json(self) -> Json:
        """The figures as JSON: the levels, the shares, and `predicates`."""
        shares = {name: round(getattr(self, name), 4) for name in ("found", "resolved", "qualifier")}
        predicates = {name: score.as_json() for name, score in self.predicates.items()}
        return {**{name: score.as_json() for name, score in self.levels.items()}, **shares, "predicates": predicates}


def fold(text: object) -> str:
    """Case, accents, punctuation and club suffixes folded away.

    >>> fold("F.C. København"), fold("Málaga CF")
    ('f.c kobenhavn', 'malaga')
    """
    decomposed = unicodedata.normalize("NFKD", str(text).translate(_LETTERS))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    words = _NOT_WORD.sub(" ", plain).split()
    return " ".join([word.strip(".") for word in words if word not in _DROPPED] or words)


@dataclass(frozen=True)
class _End:
    """Subject or object of a claim, with its names folded."""

    record: Mapping[str, Any]

    @property
    def is_value(self) -> bool:
        return "value" in self.record

    @cached_property
    def label(self) -> str:
        return "=" + fold(self.record["value"]) if self.is_value else fold(self.record["name"])

    @cached_property
    def forms(self) -> frozenset[str]:
        if self.is_value:
            return frozenset({self.label})
        return frozenset(fold(name) for name in (self.record["name"], *(self.record.get("aliases") or ())) if name)

    @property
    def kind(self) -> tuple[str, Any]:
        return self.label, self.record.get("type")

    def agrees(self, other: _End) -> bool:
        if self.forms & other.forms:
            return True
        if not (self.is_value and other.is_value):
            return False
        mine, theirs = self.label[1:], other.label[1:]
        return bool(mine and theirs) and not (mine + theirs).isdigit() and (mine in theirs or theirs in mine)

    def same_entity(self, other: _End) -> bool:
        return bool(self.forms & other.forms) and self.record.get("type") == other.record.get("type")

    def __str__(self) -> str:
        return repr(self.record["value"]) if self.is_value else str(self.record["name"])


@dataclass(frozen=True)
class _Claim:
    subject: _End
    predicate: str
    object: _End
    status: str | None
    qualifiers: Mapping[str, Any]
    evidence: str

    @classmethod
    def of(cls, record: Json, entities: Mapping[str, Json]) -> _Claim:
        """A claim whose ends are written out, or are ids of the entities (annotation)."""
        subject, end = (
            one if isinstance(one, dict) else entities[one] for one in (record["subject"], record["object"])
        )
        return cls(
            _End(subject), record["predicate"], _End(end), record.get("status"), record.get("qualifiers") or {},
            str(record.get("evidence", "")),
        )  # fmt: skip

    @property
    def identity(self) -> tuple[str, str, str, str | None]:
        return self.subject.label, self.predicate, self.object.label, self.status

    def same_ends(self, other: _Claim) -> bool:
        if self.subject.agrees(other.subject) and self.object.agrees(other.object):
            return True
        return self.predicate in _EITHER_WAY and self.same_ends_reversed(other)

    def same_ends_reversed(self, other: _Claim) -> bool:
        return self.subject.agrees(other.object) and self.object.agrees(other.subject)

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} [{self.status}]"


_AGREE: dict[str, Callable[[_Claim, _Claim], bool]] = {
    "claim": lambda a, b: a.predicate == b.predicate and a.status == b.status and a.same_ends(b),
    "triple": lambda a, b: a.predicate == b.predicate and a.same_ends(b),
    "pair": lambda a, b: a.same_ends(b) or a.same_ends_reversed(b),
}


def _claims(line: Json) -> list[_Claim]:
    """The claims of an article, each (subject, predicate, object, status) once."""
    entities = {entity["id"]: entity for entity in line.get("entities", ()) if "id" in entity}
    claims = (_Claim.of(record, entities) for record in line.get("claims", ()))
    unique: dict[tuple[str, str, str, str | None], _Claim] = {}
    for claim in claims:
        unique.setdefault(claim.identity, claim)
    return list(unique.values())


def _pairs(
    annotated: Sequence[_Claim], predicted: Sequence[_Claim], agree: Callable[[_Claim, _Claim], bool]
) -> list[tuple[int, int]]:
    """One to one, in the order of the annotation: each takes the first free predicted claim that agrees."""
    free = dict.fromkeys(range(len(predicted)))
    pairs: list[tuple[int, int]] = []
    for index, claim in enumerate(annotated):
        partner = next((other for other in free if agree(claim, predicted[other])), None)
        if partner is not None:
            del free[partner]
            pairs.append((index, partner))
    return pairs


@dataclass(slots=True)
class _Tally:
    """Counts summed over articles."""

    right: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    by_predicate: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    shares: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, article: str, gold: Json, line: Json) -> None:
        """Count one article: its annotation and what was predicted."""
        annotated, predicted = _claims(gold), _claims(line)
        for level, agree in _AGREE.items():
            pairs = _pairs(annotated, predicted, agree)
            self._count(level, len(pairs), len(annotated), len(predicted))
            if level == "claim":
                self._by_predicate(article, annotated, predicted, pairs)
            elif level == "triple":
                self._qualifiers((annotated[i], predicted[j]) for i, j in pairs)
        self._entities(annotated, predicted, line.get("entities", ()))

    def _count(self, level: str, right: int, annotated: int, predicted: int) -> None:
        self.right[level] += right
        self.annotated[level] += annotated
        self.predicted[level] += predicted

    def _by_predicate(
        self, article: str, annotated: list[_Claim], predicted: list[_Claim], pairs: list[tuple[int, int]]
    ) -> None:
        hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
        for index, claim in enumerate(annotated):
            self.by_predicate[claim.predicate][0] += index in hit
            self.by_predicate[claim.predicate][1] += 1
            if index not in hit:
                self.errors.append(f"missed  {article}  {claim}  | {claim.evidence[:110]}")
        for index, claim in enumerate(predicted):
            self.by_predicate[claim.predicate][2] += 1
            if index not in used:
                self.errors.append(f"wrong   {article}  {claim}  | {claim.evidence[:110]}")
        self._count(
            "moves",
            sum(annotated[i].predicate in _MOVES for i in hit),
            sum(claim.predicate in _MOVES for claim in annotated),
            sum(claim.predicate in _MOVES for claim in predicted),
        )

    def _qualifiers(self, pairs: Iterable[tuple[_Claim, _Claim]]) -> None:
        for claim, other in pairs:
            for name, value in claim.qualifiers.items():
                self.shares["qualifiers"] += 1
                self.shares["qualifiers right"] += fold(value) == fold(other.qualifiers.get(name, ""))

    def _entities(self, annotated: list[_Claim], predicted: list[_Claim], listed: Iterable[Json]) -> None:
        wanted, given = _entities_of(annotated), _entities_of(predicted)
        free = dict(given)
        for entity in wanted.values():
            partner = next((kind for kind, other in free.items() if entity.same_entity(other)), None)
            if partner is not None:
                del free[partner]
        self._count("entity", len(given) - len(free), len(wanted), len(given))
        everything = [*map(_End, listed), *given.values()]
        for entity in wanted.values():
            same = [other for other in everything if entity.same_entity(other)]
            self.shares["entities"] += 1
            self.shares["found"] += bool(same)
            self.shares["resolved"] += any(entity.label == other.label for other in same)

    def share(self, part: str, whole: str) -> float:
        """One count over another, 0 where the other is 0."""
        return self.shares[part] / self.shares[whole] if self.shares[whole] else 0.0


def _entities_of(claims: Iterable[_Claim]) -> dict[tuple[str, Any], _End]:
    return {end.kind: end for claim in claims for end in (claim.subject, claim.object) if not end.is_value}


def evaluate_claims(annotation: Mapping[str, Json], predictions: Mapping[str, Json]) -> Evaluation:
    """Score predictions against annotation; an article that the predictions lack counts as one without claims.

    Args:
        annotation: Article id -> annotated line, as `read_annotation` gives it.
        predictions: Article id -> line of `claims.jsonl`, as `read_claims` gives it.
    """
    tally = _Tally()
    for article, gold in annotation.items():
        tally.add(article, gold, predictions.get(article, {}))
    counts = {level: Score(tally.right[level], tally.annotated[level], tally.predicted[level]) for level in LEVELS}
    most_first = sorted(tally.by_predicate.items(), key=lambda item: -item[1][1])
    return Evaluation(
        levels=counts,
        predicates={name: Score(*numbers) for name, numbers in most_first},
        found=tally.share("found", "entities"),
        resolved=tally.share("resolved", "found"),
        qualifier=tally.share("qualifiers right", "qualifiers"),
        errors=tally.errors,
    )


def read_annotation(path: Path) -> dict[str, Json]:
    """Annotated articles by id. Raises InputError naming file and line where one cannot be read."""
    return _by_id(path, whole=True)


def read_claims(path: Path) -> dict[str, Json]:
    """Lines of `claims.jsonl` by article id. Raises InputError naming file and line where one cannot be read."""
    return _by_id(path, whole=False)


def _by_id(path: Path, *, whole: bool) -> dict[str, Json]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    return {line["id"]: line for line in _lines(text, path, whole=whole)}


def _lines(text: str, path: Path, *, whole: bool) -> Iterator[Json]:
    needed = ("id", "entities", "claims") if whole else ("id", "claims")
    for number, row in enumerate(text.split("\n"), start=1):
        if not row.strip():
            continue
        try:
            line = json.loads(row)
            if not isinstance(line, dict) or any(name not in line for name in needed):
                raise InputError(f"{path}, line {number}: a line needs {', '.join(needed)}")
            _claims(line)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(f"{path}, line {number}: this is no line of claims ({error!r})") from error
        yield line


def format_table(evaluation: Evaluation) -> str:
    """The figures as a table for a terminal or a document."""
    lines = [_row(f"{name:10}", score, 3) for name, score in evaluation.levels.items()]
    lines += [
        f"found      {evaluation.found:.3f}  resolved {evaluation.resolved:.3f}",
        f"qualifier  {evaluation.qualifier:.3f}",
    ]
    lines += [_row(f"  {name:16}", score, 2) for name, score in evaluation.predicates.items()]
    return "\n".join(lines)


def _row(name: str, score: Score, places: int) -> str:
    figures = f"P {score.precision:.{places}f}  R {score.recall:.{places}f}  F1 {score.f1:.{places}f}"
    return f"{name} {figures}   ({score.right} of {score.annotated} annotated, {score.predicted} predicted)"


def right_claims(gold: Json, claims: Sequence[Json]) -> set[int]:
    """Indices of those claims that the annotation of their article holds, status agreeing."""
    annotated = _claims(gold)
    return {i for i, c in enumerate(claims) if any(_AGREE["claim"](a, _Claim.of(c, {})) for a in annotated)}
