"""What people write into a record: rulings, samples to audit it by, and answers to them."""

from __future__ import annotations

import weakref
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from concord.record import audits, decisions, runs, subjects
from concord.record.rulings import read_rulings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from concord.codebook.book import Codebook
    from concord.model import Decision, Run
    from concord.record.database import Database


def now() -> datetime:
    """Return this instant in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Judged:
    """An open database with the rulings in it; all else that it holds is of ``Record``."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = now) -> None:
        self.database = database
        self.clock = clock
        # Without close(), the files are let go when the record is.
        self._close = weakref.finalize(self, database.engine.dispose)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or the server."""
        self._close()

    def decide(
        self,
        decision: Decision,
        *,
        book: Codebook | None = None,
        seen: decisions.Seen | None = None,
    ) -> Decision:
        """Append a decision; return it with its sequence number and the anchors of its subjects.

        With a codebook, corrected types and categories must be its own. With what was seen by whom
        decides, nothing is written if somebody else has ruled on it since. Raises OvertakenError,
        InvalidDecisionError, UnknownSubjectError, UnknownFieldError, InvalidValueError.
        """
        with self.database.write() as connection:
            earlier = decisions.read_decisions(connection)
            if seen is not None:
                decisions.check_current(seen, earlier)
            checked = decisions.check_decision(decision, earlier, book)
            if not checked.anchors:
                anchors = subjects.find_anchors(connection, checked)
                checked = replace(checked, anchors=anchors)
            return decisions.append_decision(connection, checked)

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision ever made, oldest first."""
        with self.database.read() as connection:
            return decisions.read_decisions(connection)

    def active_decisions(self, run: Run | None = None) -> tuple[Decision, ...]:
        """Return the decisions that were neither undone nor superseded, oldest first.

        Their subjects are the ids that they have now, in the run (or else the current one) and
        in what was entered by hand; an orphan keeps the ids that it had.
        """
        if run is None:
            with self.database.read() as connection:
                run = runs.chosen_run(connection, None)
        found = read_rulings(self.database, run)
        return tuple(each.decision for each in found.attached)

    def add_sample(self, sample: audits.Sample) -> audits.Sample:
        """Keep what was drawn; raises InvalidSampleError."""
        with self.database.write() as connection:
            return audits.add_sample(connection, sample)

    def samples(self) -> tuple[audits.Sample, ...]:
        """Return what was drawn to audit or to code twice, oldest first."""
        with self.database.read() as connection:
            return audits.read_samples(connection)

    def find_sample(self, name: str) -> audits.Sample:
        """Return the sample of that name; raises UnknownSampleError."""
        with self.database.read() as connection:
            return audits.find_sample(connection, name)

    def answer(self, answer: audits.Answer) -> audits.Answer:
        """Append what a person answered; return it with its number. Raises InvalidAnswerError."""
        with self.database.write() as connection:
            return audits.append_answer(connection, answer, self._recorded())

    def answers(self) -> tuple[audits.Answer, ...]:
        """Return every answer ever given, oldest first."""
        with self.database.read() as connection:
            return audits.read_answers(connection)

    def _recorded(self) -> str:
        return self.clock().isoformat()
