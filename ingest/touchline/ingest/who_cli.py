"""The command `touchline who`: why a name is linked as it is, and the review of what is not linked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from touchline.graph.errors import InputError
from touchline.ingest.running import command, console

if TYPE_CHECKING:
    from touchline.ingest.knowledge.load import KnowledgeBase
    from touchline.ingest.who import Answer, InStore

__all__ = ["who"]

WHO_HELP = """Explain what a name stands for.

Shown are the entities of the knowledge base that bear exactly this name, what was weighed for each (fame, country and
league of the clubs in the article, date, what else the article names), and which one is chosen, or why none is. With
--in the name is read as that article uses it; with --store, the store's entities of this name are listed, too.

--unlinked writes a review file: the names in a store that no article could link, most frequent first, with
suggestions. Write `new` or the id of an entity into its column accept, then let --accepted make your own knowledge
base of it, and give that to --kb.

\b
Examples:
  touchline who "the Reds" --in match-report.txt
  touchline who Ronaldo --date 2002-07-01
  touchline who --unlinked --store touchline-out/store -o review.csv
  touchline who --accepted review.csv -o mine.csv
\b
Exit codes:
  0    the name is linked, or the file is written
  1    the name is not linked
  2    nothing could be done"""

_FILE = click.Path(path_type=Path)


@click.command(help=WHO_HELP, short_help="Explain what a name stands for.")
@click.argument("name", required=False)
@click.option("--date", metavar="DATE", help="Date of the article, YYYY-MM-DD.")
@click.option("--in", "article", type=_FILE, metavar="ARTICLE", help="File with the article that uses the name.")
@click.option("--store", type=_FILE, metavar="STORE", help="Folder of a store.")
@click.option("--unlinked", is_flag=True, help="Write the review file of a store instead.")
@click.option(
    "--accepted", type=_FILE, metavar="REVIEW.csv", help="Make a knowledge-base file of a review file instead."
)
@click.option("--output", "-o", type=_FILE, metavar="FILE", help="Where to write; standard output otherwise.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--kb", type=_FILE, multiple=True, metavar="FILE", help="Your own knowledge base; repeatable.")
@click.option("--model", metavar="NAME", help="Another installed spaCy model, for --in.")
@command
def who(
    *,
    name: str | None,
    date: str | None,
    article: Path | None,
    store: Path | None,
    unlinked: bool,
    accepted: Path | None,
    output: Path | None,
    form: str,
    kb: tuple[Path, ...],
    model: str | None,
) -> int:
    """Explain what a name stands for."""
    from touchline.ingest.knowledge.load import KnowledgeBase  # noqa: PLC0415

    if sum((name is not None, unlinked, accepted is not None)) != 1:
        raise click.UsageError("Give a NAME, or --unlinked with --store, or --accepted REVIEW.csv.")
    if unlinked and store is None:
        raise click.UsageError("--unlinked needs --store.")
    knowledge = KnowledgeBase.load(kb)
    if accepted is not None:
        return _write(_accepted(knowledge, accepted), output)
    if name is None:
        return _write(_unlinked(knowledge, store or Path()), output)
    if article is not None:
        answer = _answer_in(knowledge, name, article, date, model)
    else:
        from touchline.ingest.who import explain  # noqa: PLC0415

        answer = explain(knowledge, name, published=_iso(date))
    stored = _stored(name, store) if store is not None else None
    text = _as_json(answer, stored) if form == "json" else None
    if text is not None:
        _write(text + "\n", output)
    else:
        _show(answer, stored)
    return 0 if answer.chosen and not answer.chosen.startswith("x-") else 1


def _iso(date: str | None) -> str | None:
    from touchline.ingest.article import parse_published  # noqa: PLC0415

    if date is None:
        return None
    found = parse_published(date)
    if found is None:
        raise InputError(f"{date!r} is no date; write it as 2024-02-15")
    return found


def _answer_in(kb: KnowledgeBase, name: str, path: Path, date: str | None, model: str | None) -> Answer:
    from dataclasses import replace  # noqa: PLC0415

    from touchline.ingest.cleaning import boilerplate_spans  # noqa: PLC0415
    from touchline.ingest.coreference import Coreference  # noqa: PLC0415
    from touchline.ingest.language_model import load_model  # noqa: PLC0415
    from touchline.ingest.linking import Linker  # noqa: PLC0415
    from touchline.ingest.mentions import NameFinder  # noqa: PLC0415
    from touchline.ingest.pipeline import Extractor  # noqa: PLC0415
    from touchline.ingest.relations.encode import encode_sentences  # noqa: PLC0415
    from touchline.ingest.relations.noun_phrases import person_phrases  # noqa: PLC0415
    from touchline.ingest.sources import read_articles  # noqa: PLC0415
    from touchline.ingest.who import explain_in  # noqa: PLC0415

    article = next(read_articles(path), None)
    if article is None:
        raise InputError(f"{path}: there is no article in it")
    if date is not None:
        article = replace(article, published=_iso(date))
    document = next(Extractor(load_model(model), kb).documents([article]))
    document.ignored = tuple(boilerplate_spans(document.text.text))
    context = Linker(kb, NameFinder(kb)).link(document, document.doc._.touchline_finds)
    coreference = Coreference(kb, document)
    phrases = [p for sentence in encode_sentences(document, every=True) for p in person_phrases(document, sentence)]
    for phrase in phrases:
        coreference.learn(phrase)
    coreference.resolve(phrases)
    return explain_in(kb, name, document, context)


def _stored(name: str, store: Path) -> list[InStore]:
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.ingest.who import in_store  # noqa: PLC0415

    with KnowledgeGraph.open(store, read_only=True) as graph:
        return in_store(name, graph.readings())


def _unlinked(kb: KnowledgeBase, store: Path) -> str:
    from touchline.graph.store import KnowledgeGraph  # noqa: PLC0415
    from touchline.ingest.review import review_rows, write_review  # noqa: PLC0415

    with KnowledgeGraph.open(store, read_only=True) as graph:
        return write_review(review_rows(graph.readings(), kb))


def _accepted(kb: KnowledgeBase, path: Path) -> str:
    from touchline.ingest.review import accepted_rows, write_accepted  # noqa: PLC0415

    return write_accepted(accepted_rows(kb, path))


def _write(text: str, output: Path | None) -> int:
    if output is None:
        click.echo(text, nl=False)
        return 0
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror}") from error
    return 0


def _as_json(answer: Answer, stored: list[InStore] | None) -> str:
    data = answer.to_dict()
    if stored is not None:
        data["store"] = [
            {"id": e.id, "name": e.name, "type": e.type, "articles": e.articles, "candidates": list(e.candidates)}
            for e in stored
        ]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _show(answer: Answer, stored: list[InStore] | None) -> None:
    from rich.markup import escape  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    screen = console(stderr=False)
    screen.print(escape(f"{answer.name}: {answer.chosen or 'not linked'} ({answer.why})"))
    if answer.considered:
        table = Table("", "entity", "type", "alias", "score", "why", box=None, pad_edge=False)
        for row in answer.considered:
            why = "; ".join(f"{reason.text} {reason.points:+d}" for reason in row.reasons)
            cells = ("→" if row.chosen else "", row.id, row.type, row.alias, str(row.score), why)
            table.add_row(*map(escape, cells))
        screen.print(table)
    for entity in stored or ():
        screen.print(escape(f"in the store: {entity.id} ({entity.type}), {entity.articles} articles"))
