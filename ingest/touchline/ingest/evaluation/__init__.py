"""What `touchline evaluate` counts beyond its headline figures, one module a step.

`match` says which claims agree, `distance` how far apart an article names the two ends of a claim, `kinds` what went
wrong with a claim, `breakdown` counts all of it, `bootstrap` gives intervals, `tables` and `render` show the result,
and `command` is the command. The headline figures are in `touchline.ingest.evaluate`.
"""

from __future__ import annotations

__all__ = ["SECTIONS"]

#: The sections of the report, in the order shown.
SECTIONS = ("predicate", "status", "extractor", "distance", "kind", "calibration")
