"""What came of reading the sources: the articles counted, what was skipped and why, what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.ingest.skips import Caution, Skip

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SourceReport"]


@dataclass(slots=True)
class SourceReport:
    """Filled while articles are read; complete when the iterator that fills it is exhausted.

    Attributes:
        articles: Articles handed on.
        bytes_read: Bytes of the files that are done, for a progress bar.
        skips: Files and lines that were left out, in the order met.
        cautions: Articles that were read with a doubt, in the order met.
        on_notice: Called with each skip and caution as it is met, so that a command can tell at once.
    """

    articles: int = 0
    bytes_read: int = 0
    skips: list[Skip] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    on_notice: Callable[[Skip | Caution], None] | None = None

    def skip(self, path: str, reason: str, line: int | None = None) -> None:
        """Record a file, or one line of it, as left out."""
        self._note(Skip(path, line, reason))

    def caution(self, path: str, reason: str, line: int | None = None) -> None:
        """Record a doubt about an article that is read nevertheless."""
        self._note(Caution(path, line, reason))

    def _note(self, notice: Skip | Caution) -> None:
        if isinstance(notice, Skip):
            self.skips.append(notice)
        else:
            self.cautions.append(notice)
        if self.on_notice:
            self.on_notice(notice)

    @property
    def exit_code(self) -> int:
        """0: everything was read; 1: something was skipped; 2: nothing could be read."""
        if not self.articles:
            return 2
        return 1 if self.skips else 0
