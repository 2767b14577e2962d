"""One person's way up and down the ladder of one club: the rules that `touchline.graph.sagas` states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from touchline.graph.careers import Stay
from touchline.graph.saga_model import DONE, OFF, Outcome, Saga, Step
from touchline.graph.validity import happened
from touchline.graph.vocab import PREDICATES, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.graph.careers import Career
    from touchline.graph.reports import Report

__all__ = ["Climb", "step_of"]

_AGREED = PREDICATES["set_to_join"].stage
_MOVE, _POST, _WINDOW, _ECHO = (timedelta(days=days) for days in (366, 183, 213, 92))
_FOREVER = date.max


def step_of(report: Report) -> Step:
    """The step that a report of a move's predicate is; a move that is only rumoured or planned is not yet done."""
    said = date.fromisoformat(report.day) if report.day else None
    denied, stage = report.status in ("denied", "former"), PREDICATES[report.predicate].stage
    if stage == DONE and report.status == "fact":
        return Step(report, DONE, happened(report), denied)
    return Step(report, _AGREED if stage == DONE and not denied else stage, said, denied)


def _order(step: Step) -> tuple[date, bool, int, str]:
    return step.day or _FOREVER, step.denied, STAGES.index(step.stage), step.report.article


class Climb:
    """The state of a saga while its steps are taken one after the other.

    Args:
        career: Posts and arrivals of the person.
        club: Id of the club.
    """

    def __init__(self, career: Career, club: str) -> None:
        self._career, self._club = career, club
        self._steps: list[Step] = []
        self._open: list[int] = []
        self._rungs: dict[str, date] = {}
        self._episode = 1
        self._stage = OFF
        self._since: date | None = None
        self._outcome: Outcome | None = None
        self._settled_by: Stay | None = None

    def saga(self, reports: Iterable[Report], person: str, names: tuple[str, str]) -> Saga:
        """The saga that these reports make."""
        steps = sorted(map(step_of, reports), key=_order)
        dated = [step for step in steps if step.day is not None]
        for step in dated:
            self._take(step, step.day or _FOREVER)
        self._settle(_FOREVER)
        if not dated:
            self._guess(steps)
        self._steps += [step for step in steps if step.day is None]
        return Saga(
            person, self._club, *names, tuple(self._steps), self._stage, self._since, self._outcome,
            self._settled_by.report if self._settled_by else None, self._settled_by.name if self._settled_by else "",
        )  # fmt: skip

    def _take(self, step: Step, day: date) -> None:
        self._settle(day)
        if step.denied:
            self._deny(step, day)
        elif step.stage == DONE:
            self._finish(step, day)
        else:
            self._climb(step, day)

    def _climb(self, step: Step, day: date) -> None:
        echo = self._outcome == "joined" and self._since is not None and day - self._since <= _ECHO
        if not echo:
            if self._outcome is not None or (self._stage == OFF and self._steps):
                self._next_episode()
            self._open.append(len(self._steps))
            self._rungs.setdefault(step.stage, day)
            self._stand()
        self._steps.append(replace(step, episode=self._episode))

    def _next_episode(self) -> None:
        self._episode += 1
        self._open, self._rungs, self._outcome, self._settled_by = [], {}, None, None

    def _stand(self) -> None:
        """The stage is the highest rung that is reported and not denied."""
        if self._rungs:
            self._stage = max(self._rungs, key=STAGES.index)
            self._since = self._rungs[self._stage]

    def _deny(self, step: Step, day: date) -> None:
        self._steps.append(replace(step, episode=self._episode))
        if self._stage == DONE or (self._stage == OFF and self._since is not None):
            return
        rung = STAGES.index(step.stage)
        self._rungs = {stage: since for stage, since in self._rungs.items() if STAGES.index(stage) < rung}
        self._stand()
        if not self._rungs:
            self._stage, self._since = OFF, day

    def _finish(self, step: Step, day: date) -> None:
        if self._stage == DONE and self._since is not None and day - self._since <= _MOVE:
            self._steps.append(replace(step, episode=self._episode, outcome="joined", settled=self._since))
            return
        if self._outcome is not None or (self._open and day - self._last_open() > _MOVE):
            self._next_episode()
        self._steps.append(replace(step, episode=self._episode, outcome="joined", settled=day))
        self._close("joined", self._arrived(step, day))

    @staticmethod
    def _arrived(step: Step, day: date) -> Stay:
        return Stay(day, step.report.object, step.report.object_name, step.report)

    def _last_open(self) -> date:
        return self._steps[self._open[-1]].day or _FOREVER

    def _close(self, outcome: Outcome, by: Stay) -> None:
        self._outcome, self._settled_by = outcome, by
        for at in self._open:
            self._steps[at] = replace(self._steps[at], outcome=outcome, settled=by.day)
        self._open, self._rungs = [], {}
        if outcome == "joined":
            self._stage, self._since = DONE, by.day
        elif self._stage != OFF:
            self._stage, self._since = OFF, by.day

    def _settle(self, until: date) -> None:
        """Settle the open episode by what is known of the person's career up to a day."""
        if self._outcome is not None or not self._steps:
            return
        denied_on = self._since if self._stage == OFF else None
        if self._open:
            first, last = self._steps[self._open[0]].day or _FOREVER, self._last_open()
        elif denied_on is not None:
            first = last = denied_on
        else:
            return
        arrival = self._career.arrival(first, min(until, last + _MOVE))
        stay = self._stay(last, denied_on, until)
        if arrival is not None and (stay is None or arrival.day <= stay.day):
            self._close("joined" if arrival.team == self._club else "elsewhere", arrival)
        elif stay is not None:
            self._close("stayed", stay)

    def _stay(self, last: date, denied_on: date | None, until: date) -> Stay | None:
        if denied_on is None:
            return self._career.post_elsewhere(self._club, last + _WINDOW, until)
        near = self._career.post_elsewhere(self._club, denied_on, min(until, denied_on + _POST))
        return near or self._career.post_elsewhere(self._club, denied_on - _POST, denied_on)

    def _guess(self, undated: list[Step]) -> None:
        """Without any day: done if a move is stated, else the highest rung that is not denied."""
        standing = [step for step in undated if not step.denied]
        if not standing:
            return
        top = max(standing, key=lambda step: STAGES.index(step.stage))
        self._stage = top.stage
        if top.stage == DONE:
            self._outcome = "joined"
            self._settled_by = self._arrived(top, _FOREVER)
