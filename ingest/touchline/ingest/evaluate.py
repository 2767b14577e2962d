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

When two claims agree is in `touchline.ingest.evaluation.match`; what is counted beyond these figures (status,
extractor, distance, kinds of errors, calibration) is in the modules beside it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchline.graph.errors import InputError
from touchline.ingest.evaluation.match import AGREE, Claim, End, claims_of, compare, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from touchline.ingest.evaluation.match import Compared, Json

__all__ = [
    "LEVELS", "MOVES", "Evaluation", "Score", "article_scores", "entities_of", "evaluate_claims", "evaluate_compared",
    "fold", "format_table", "read_annotation", "read_claims", "right_claims", "score_by",
]  # fmt: skip

LEVELS = ("claim", "moves", "triple", "pair", "entity")
MOVES = frozenset({
    "bid_for", "contract_with", "in_talks_with", "joined", "left", "linked_to", "loaned_to", "manages", "sacked_by",
    "set_to_join", "succeeds",
})  # fmt: skip


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

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.annotated + other.annotated, self.predicted + other.predicted)

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


def article_scores(one: Compared) -> dict[str, Score]:
    """The counts of one article at each level."""
    annotated, predicted = one.annotated, one.predicted
    scores = {level: Score(len(pairs), len(annotated), len(predicted)) for level, pairs in one.pairs.items()}
    scores["moves"] = Score(
        sum(annotated[i].predicate in MOVES for i in one.found),
        sum(claim.predicate in MOVES for claim in annotated),
        sum(claim.predicate in MOVES for claim in predicted),
    )
    wanted, given = entities_of(annotated), entities_of(predicted)
    free = dict(given)
    for entity in wanted.values():
        partner = next((kind for kind, other in free.items() if entity.same_entity(other)), None)
        if partner is not None:
            del free[partner]
    scores["entity"] = Score(len(given) - len(free), len(wanted), len(given))
    return {level: scores[level] for level in LEVELS}


def score_by(compared: Iterable[Compared], name: Callable[[Claim], str]) -> dict[str, Score]:
    """Claim scores by a property of the claim, the most annotated first."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in compared:
        for index, claim in enumerate(one.annotated):
            counts[name(claim)][0] += index in one.found
            counts[name(claim)][1] += 1
        for claim in one.predicted:
            counts[name(claim)][2] += 1
    return {key: Score(*numbers) for key, numbers in sorted(counts.items(), key=lambda item: -item[1][1])}


def entities_of(claims: Iterable[Claim]) -> dict[tuple[str, Any], End]:
    """The entities that take part in claims, by name and type."""
    return {end.kind: end for claim in claims for end in (claim.subject, claim.object) if not end.is_value}


def _shares(compared: Iterable[Compared]) -> Counter[str]:
    """How many entities are annotated, found and resolved; how many qualifiers are annotated and right."""
    counts: Counter[str] = Counter()
    for one in compared:
        everything = [*one.listed, *entities_of(one.predicted).values()]
        for entity in entities_of(one.annotated).values():
            same = [other for other in everything if entity.same_entity(other)]
            counts["entities"] += 1
            counts["found"] += bool(same)
            counts["resolved"] += any(entity.label == other.label for other in same)
        for i, j in one.pairs["triple"]:
            for name, value in one.annotated[i].qualifiers.items():
                counts["qualifiers"] += 1
                counts["qualifiers right"] += fold(value) == fold(one.predicted[j].qualifiers.get(name, ""))
    return counts


def _error_lines(one: Compared) -> list[str]:
    errors = [("missed ", claim) for claim in one.missed()] + [("wrong  ", claim) for claim in one.wrong()]
    return [f"{kind} {one.article}  {claim}  | {claim.evidence[:110]}" for kind, claim in errors]


def evaluate_claims(annotation: Mapping[str, Json], predictions: Mapping[str, Json]) -> Evaluation:
    """Score predictions against annotation; an article that the predictions lack counts as one without claims.

    Args:
        annotation: Article id -> annotated line, as `read_annotation` gives it.
        predictions: Article id -> line of `claims.jsonl`, as `read_claims` gives it.
    """
    return evaluate_compared(compare(annotation, predictions))


def evaluate_compared(compared: Sequence[Compared]) -> Evaluation:
    """The figures of articles whose claims are matched already (`touchline.ingest.evaluation.match.compare`)."""
    articles = [article_scores(one) for one in compared]
    shares = _shares(compared)

    def share(part: str, whole: str) -> float:
        return shares[part] / shares[whole] if shares[whole] else 0.0

    return Evaluation(
        levels={level: sum((scores[level] for scores in articles), Score()) for level in LEVELS},
        predicates=score_by(compared, lambda claim: claim.predicate),
        found=share("found", "entities"),
        resolved=share("resolved", "found"),
        qualifier=share("qualifiers right", "qualifiers"),
        errors=[line for one in compared for line in _error_lines(one)],
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
            claims_of(line)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(f"{path}, line {number}: this is no line of claims ({error!r})") from error
        yield line


def format_table(evaluation: Evaluation, *, predicates: bool = True) -> str:
    """The figures as lines for a terminal; without predicates, the levels and shares alone."""
    lines = [_row(f"{name:10}", score, 3) for name, score in evaluation.levels.items()]
    lines += [
        f"found      {evaluation.found:.3f}  resolved {evaluation.resolved:.3f}",
        f"qualifier  {evaluation.qualifier:.3f}",
    ]
    if predicates:
        lines += [_row(f"  {name:16}", score, 2) for name, score in evaluation.predicates.items()]
    return "\n".join(lines)


def _row(name: str, score: Score, places: int) -> str:
    figures = f"P {score.precision:.{places}f}  R {score.recall:.{places}f}  F1 {score.f1:.{places}f}"
    return f"{name} {figures}   ({score.right} of {score.annotated} annotated, {score.predicted} predicted)"


def right_claims(gold: Json, claims: Sequence[Json]) -> set[int]:
    """Indices of those claims that the annotation of their article holds, status agreeing."""
    annotated = claims_of(gold)
    return {i for i, c in enumerate(claims) if any(AGREE["claim"](a, Claim.of(c, {})) for a in annotated)}
