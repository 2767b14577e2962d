"""Processor time of the whole pipeline beside bare spaCy, on the same articles in one run.

    python benchmarks/extraction_speed.py ARTICLES.jsonl [--articles 200]

Bare spaCy is en_core_web_sm with tagger, parser, lemmatizer and ner. Both read the same texts, three times in turn;
the medians are compared, since machines are noisy.
"""

from __future__ import annotations

import statistics
import time
from itertools import islice
from pathlib import Path

import click

from touchline.ingest.language_model import load_model
from touchline.ingest.pipeline import Extractor
from touchline.ingest.sources import read_articles


@click.command()
@click.argument("articles", type=click.Path(path_type=Path, exists=True))
@click.option("--articles", "count", default=200, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(articles: Path, count: int, rounds: int) -> None:
    """Print words a second of both, and the ratio of their processor times."""
    batch = list(islice(read_articles(articles), count))
    words = sum(len(article.full_text.split()) for article in batch)
    bare, extractor = load_model(), Extractor.load()
    times: dict[str, list[float]] = {"bare spaCy": [], "touchline": []}
    for _ in range(rounds):
        start = time.process_time()
        for _doc in bare.pipe([article.full_text for article in batch], batch_size=16):
            pass
        times["bare spaCy"].append(time.process_time() - start)
        start = time.process_time()
        claims = sum(len(reading.statements) for reading in extractor.read(batch))
        times["touchline"].append(time.process_time() - start)
    medians = {name: statistics.median(values) for name, values in times.items()}
    click.echo(f"{len(batch)} articles, {words:,} words, {claims:,} claims")
    for name, seconds in medians.items():
        click.echo(f"{name:12} {seconds:6.2f} CPU-s  {words / seconds:7,.0f} words a CPU-second")
    click.echo(f"ratio {medians['touchline'] / medians['bare spaCy']:.2f}")


if __name__ == "__main__":
    main()
