"""The graph as one flat table with a row for each evidence, for spreadsheets, data frames and Parquet.

Columns are fixed and named in `COLUMNS`; every cell is text but `lead` (truth value), `start`, `end` (whole numbers)
and `confidence`. What is not there is empty text. Rows are in order of article, claim and place.
"""

from __future__ import annotations

import csv
import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from touchline.graph.errors import OutputError
from touchline.graph.model import Entity
from touchline.graph.vocab import NORMAL_FORMS, QUALIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.graph.model import Article, Evidence, Statement
    from touchline.graph.store import KnowledgeGraph

__all__ = ["COLUMNS", "csv_bytes", "evidence_rows", "parquet_bytes"]

_QUALIFIERS = [name for name in QUALIFIERS if name != "source"]
#: Names of the columns, in order.
COLUMNS: tuple[str, ...] = (
    "claim", "subject", "subject_name", "subject_class", "predicate", "object", "object_name", "object_class", "value",
    "status", "lead", "article", "title", "outlet", "published", "url", "source", "quote", "sentence", "start", "end",
    "confidence", "extractor", *_QUALIFIERS, *(NORMAL_FORMS[name] for name in QUALIFIERS),
)  # fmt: skip


def _claim_cells(statement: Statement) -> dict[str, Any]:
    subject, end = statement.subject, statement.object
    target = end if isinstance(end, Entity) else None
    return {
        "claim": statement.key,
        "subject": subject.id,
        "subject_name": subject.name,
        "subject_class": subject.type,
        "predicate": statement.predicate,
        "object": target.id if target else "",
        "object_name": target.name if target else "",
        "object_class": target.type if target else "",
        "value": "" if isinstance(end, Entity) else end.value,
    }


def _evidence_cells(evidence: Evidence, article: Article, *, lead: bool) -> dict[str, Any]:
    return {
        "status": evidence.status,
        "lead": lead,
        "article": article.id,
        "title": article.title,
        "outlet": article.source,
        "published": evidence.published or "",
        "url": article.url,
        "source": evidence.source,
        "quote": evidence.quote,
        "sentence": evidence.sentence,
        "start": evidence.start,
        "end": evidence.end,
        "confidence": evidence.confidence,
        "extractor": evidence.extractor,
        **{name: evidence.qualifiers.get(name, "") for name in _QUALIFIERS},
        **{form: evidence.normalised.get(name, "") for name, form in NORMAL_FORMS.items()},
    }


def evidence_rows(kg: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """One dict with all `COLUMNS` for each evidence."""
    for reading in kg.readings():
        for statement in reading.statements:
            for rank, evidence in enumerate(statement.evidence):
                cells = _evidence_cells(evidence, reading.article, lead=rank == 0)
                yield {**_claim_cells(statement), **cells}


def csv_bytes(kg: KnowledgeGraph) -> bytes:
    """The table as CSV in UTF-8 as RFC 4180 has it: a header line, lines end with CR LF."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS)
    writer.writeheader()
    writer.writerows({**row, "lead": str(row["lead"]).lower()} for row in evidence_rows(kg))
    return buffer.getvalue().encode()


def parquet_bytes(kg: KnowledgeGraph) -> bytes:
    """The table as Parquet.

    Raises:
        OutputError: pyarrow is not installed.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise OutputError("Writing Parquet needs the package pyarrow: pip install 'touchline[parquet]'.") from error
    kinds = {"lead": arrow.bool_(), "start": arrow.int64(), "end": arrow.int64(), "confidence": arrow.float64()}
    schema = arrow.schema([(name, kinds.get(name, arrow.string())) for name in COLUMNS])
    sink = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(list(evidence_rows(kg)), schema=schema), sink)
    return sink.getvalue()
