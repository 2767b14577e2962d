"""Readings as JSON Lines: one line an article, as DESIGN's interchange format lays down.

The line holds all of a reading but the article's text. Keys whose value is empty or unknown are left out, save those
that every reader may rely on (`id`, `published`, `entities`, `claims`, and the fields of a claim). The same reading
gives the same bytes in every run: canonical order (`touchline.graph.merge`), no timestamps, UTF-8 as it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, cast
from urllib.parse import unquote

from touchline.graph.errors import InputError, OutputError
from touchline.graph.iri import ENT, entity_iri
from touchline.graph.merge import canonical
from touchline.graph.model import STATUSES, Article, Entity, Evidence, Reading, Statement, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from touchline.graph.model import Status

__all__ = ["from_line", "read_jsonl", "to_line", "write_jsonl"]

Json = dict[str, Any]
_KINDS = {str: "a string", int: "a whole number", (int, float): "a number", list: "a list", dict: "an object"}


def _filled(**fields: object) -> Json:
    return {name: value for name, value in fields.items() if value}


def _entity_json(entity: Entity) -> Json:
    return {
        "name": entity.name,
        "type": entity.type,
        "aliases": list(entity.aliases),
        "iri": entity_iri(entity.id),
        **_filled(qid=entity.qid, candidates=list(entity.candidates)),
    }


def _evidence_json(evidence: Evidence, article: Article) -> Json:
    """One place; `published` only where it differs from the article's."""
    said_by = {"source": evidence.source} if evidence.source else {}
    other_day = {} if evidence.published == article.published else {"published": evidence.published}
    return {
        "status": evidence.status,
        "qualifiers": dict(sorted({**evidence.qualifiers, **said_by}.items())),
        **_filled(normalised=dict(sorted(evidence.normalised.items()))),
        "evidence": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "sentence": evidence.sentence,
        "confidence": evidence.confidence,
        **_filled(extractor=evidence.extractor),
        **other_day,
    }


def _claim_json(statement: Statement, article: Article) -> Json:
    end = statement.object
    places = [_evidence_json(evidence, article) for evidence in statement.evidence]
    return {
        "subject": _entity_json(statement.subject),
        "predicate": statement.predicate,
        "object": {"value": end.value} if isinstance(end, Value) else _entity_json(end),
        **places[0],
        **_filled(more=places[1:]),
    }


def to_line(reading: Reading) -> str:
    """The reading as one line of JSON, without the line end.

    Raises:
        InputError: the reading has no canonical form.
    """
    reading = canonical(reading)
    article = reading.article
    record = {
        "id": article.id,
        **_filled(title=article.title),
        "published": article.published,
        **_filled(source=article.source, url=article.url, authors=list(article.authors)),
        "entities": [
            {**_entity_json(entity), "mentions": [list(span) for span in reading.mentions.get(entity.id, ())]}
            for entity in reading.entities
        ],
        "claims": [_claim_json(statement, article) for statement in reading.statements],
        **_filled(warnings=list(reading.warnings)),
    }
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def write_jsonl(readings: Iterable[Reading], path: str | Path) -> int:
    """Write one line for each reading, in the order given; returns how many.

    Raises:
        OutputError: the file cannot be written.
    """
    count = 0
    try:
        with Path(path).open("w", encoding="utf-8", newline="\n") as file:
            for count, reading in enumerate(readings, start=1):  # noqa: B007
                file.write(to_line(reading) + "\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another place with -o.") from error
    return count


def read_jsonl(path: str | Path) -> Iterator[Reading]:
    """The readings of a file that `write_jsonl` or `touchline extract` wrote; article texts are empty.

    Raises:
        InputError: the file cannot be read, or a line is not such a line; the message names file and line.
    """
    try:
        with Path(path).open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield from_line(line, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from error


def from_line(line: str | bytes, where: str = "line") -> Reading:
    """The reading in one line.

    Args:
        line: JSON text; bytes are UTF-8.
        where: What an error message starts with, such as `claims.jsonl:3`.

    Raises:
        InputError: it is not valid JSON, a needed key is missing or has a value of the wrong kind.
    """
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        record = json.loads(text, parse_constant=_no_constant)
        if "\\ud" in text.lower():
            json.dumps(record, ensure_ascii=False).encode()  # half a surrogate pair is no text
        return canonical(_reading(record))
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8 (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON ({error.msg} at column {error.colno}).") from error
    except (InputError, KeyError, TypeError, ValueError, RecursionError) as error:
        what = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(f"{where}: not a line of claims: {what}") from error


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number that JSON knows")


def _get(record: object, key: str, kind: type | tuple[type, ...], default: object = ...) -> Any:
    """The value under a key, checked to be of a kind; `default` where the key is missing or null."""
    if not isinstance(record, dict):
        raise TypeError(f"an object was expected, not {type(record).__name__}")
    value = record.get(key)
    if value is None:
        if default is ...:
            raise KeyError(key)
        return default
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{key!r} must be {_KINDS[kind]}, not {type(value).__name__}")
    if kind is list and key in {"aliases", "candidates", "authors", "warnings"} and not _all_strings(value):
        raise TypeError(f"{key!r} must hold strings only")
    return value


def _all_strings(values: object) -> TypeGuard[list[str]]:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _reading(record: object) -> Reading:
    if isinstance(record, dict) and "text" in record and "claims" not in record:
        raise ValueError("the key 'claims' is missing: this is an article, which build, ingest or extract reads")
    article = Article(
        id=_get(record, "id", str),
        text="",
        title=_get(record, "title", str, ""),
        published=_get(record, "published", str, None),
        source=_get(record, "source", str, ""),
        url=_get(record, "url", str, ""),
        authors=tuple(_get(record, "authors", list, [])),
    )
    listed = _get(record, "entities", list, [])
    return Reading(
        article=article,
        entities=tuple(_entity(item) for item in listed),
        statements=tuple(_statement(item, article) for item in _get(record, "claims", list, [])),
        mentions={_entity(item).id: _spans(_get(item, "mentions", list, [])) for item in listed},
        warnings=tuple(_get(record, "warnings", list, [])),
    )


def _spans(pairs: list[object]) -> tuple[tuple[int, int], ...]:
    return tuple(_span(pair) for pair in pairs)


def _span(pair: object) -> tuple[int, int]:
    match pair:
        case [int(start), int(end)] if not isinstance(start, bool) and not isinstance(end, bool):
            return start, end
        case _:
            raise TypeError(f"a mention must be two offsets, not {pair!r}")


def _entity(record: object) -> Entity:
    iri = _get(record, "iri", str)
    if not iri.startswith(ENT) or iri == ENT:
        raise ValueError(f"the IRI of an entity must start with {ENT}, not be {iri!r}")
    return Entity(
        id=unquote(iri.removeprefix(ENT)),
        type=_get(record, "type", str),
        name=_get(record, "name", str),
        aliases=tuple(_get(record, "aliases", list, [])),
        qid=_get(record, "qid", str, None),
        candidates=tuple(_get(record, "candidates", list, [])),
    )


def _evidence(record: object, article: Article) -> Evidence:
    qualifiers = dict(_get(record, "qualifiers", dict, {}))
    if not _all_strings(list(qualifiers.values())):
        raise TypeError("'qualifiers' must hold strings only")
    normalised = _get(record, "normalised", dict, {})
    if not _all_strings(list(normalised.values())):
        raise TypeError("'normalised' must hold strings only")
    status = _get(record, "status", str)
    if status not in STATUSES:
        raise ValueError(f"the status must be one of {', '.join(STATUSES)}, not {status!r}")
    same_day = not (isinstance(record, dict) and "published" in record)
    return Evidence(
        article=article.id,
        start=_get(record, "start", int),
        end=_get(record, "end", int),
        quote=_get(record, "evidence", str),
        sentence=_get(record, "sentence", str, ""),
        status=cast("Status", status),
        source=qualifiers.pop("source", ""),
        qualifiers=qualifiers,
        published=article.published if same_day else _get(record, "published", str, None),
        confidence=float(_get(record, "confidence", (int, float), 1.0)),
        extractor=_get(record, "extractor", str, ""),
        normalised=normalised,
    )


def _statement(record: object, article: Article) -> Statement:
    end = _get(record, "object", dict)
    places = [record, *_get(record, "more", list, [])]
    return Statement(
        subject=_entity(_get(record, "subject", dict)),
        predicate=_get(record, "predicate", str),
        object=Value(_get(end, "value", str)) if "value" in end else _entity(end),
        evidence=tuple(_evidence(place, article) for place in places),
    )
