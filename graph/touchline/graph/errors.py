"""Every error that touchline raises on purpose.

    TouchlineError            anything below; the command line prints its message and exits
    ├── InputError            a file, a line or a value that was given cannot be read (exit code 1 or 2)
    ├── StoreError            the store cannot be opened, read or written
    ├── QueryError            a SPARQL query is malformed, refused or unknown
    ├── ModelError            a language model is missing or is not the one that was pinned
    └── OutputError           an output file or folder cannot be written

A message names the file, the line where there is one, and what to do.
"""

from __future__ import annotations

__all__ = ["InputError", "ModelError", "OutputError", "QueryError", "StoreError", "TouchlineError"]


class TouchlineError(Exception):
    """Base of all errors that touchline raises on purpose."""


class InputError(TouchlineError):
    """Input that cannot be read: a missing path, a broken line, an unknown format."""


class StoreError(TouchlineError):
    """The store cannot be opened, read or written (locked, damaged, written by a newer version)."""


class QueryError(TouchlineError):
    """A SPARQL query that is malformed, asks for what is refused, or a named query that does not exist."""


class ModelError(TouchlineError):
    """A language model is not installed, or its files differ from the pinned hash."""


class OutputError(TouchlineError):
    """An output file or folder cannot be written."""
