"""Answers that take longer than a page may: made aside, while the page says so and asks again."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
# For how long a page waits before it says that the answer is being made, in seconds.
PATIENCE = 0.08
AT_ONCE = 2
# Whoever has not asked again for so many seconds has gone elsewhere.
GONE = 15.0


class NotReadyError(Exception):
    """An answer that is still being made."""


class LeftError(Exception):
    """An answer that nobody waits for any more, and that is not begun."""


class Aside:
    """Makes answers in threads of its own, each once, and only while somebody waits for it.

    Without ``patience`` every answer is made at once by whoever asks.
    """

    def __init__(self, patience: float | None = None) -> None:
        self.patience = patience
        self.jobs: dict[tuple[Any, ...], Job] = {}
        self._lock = threading.Lock()
        self._free = threading.Semaphore(AT_ONCE)

    def make(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return the answer; raises NotReadyError if it takes longer than a page waits."""
        if self.patience is None:
            return make()
        with self._lock:
            job = self.jobs.get(key)
            if job is None:
                job = self.jobs[key] = Job(time.monotonic())
                work = copy_context().run
                threading.Thread(target=work, args=(self._work, job, make), daemon=True).start()
            job.wanted = time.monotonic()
        found: T = self._wait(key, job, self.patience)
        return found

    def _wait(self, key: tuple[Any, ...], job: Job, patience: float) -> Any:
        try:
            found = job.answer.result(timeout=patience)
        except TimeoutError:
            if not job.answer.done():
                raise NotReadyError from None
            raise
        except LeftError:
            raise NotReadyError from None
        finally:
            if job.answer.done():
                self.jobs.pop(key, None)
        return found

    def _work(self, job: Job, make: Callable[[], Any]) -> None:
        with self._free:
            if time.monotonic() - job.wanted > GONE:
                job.answer.set_exception(LeftError())
                return
            try:
                job.answer.set_result(make())
            except BaseException as error:  # noqa: BLE001 - told to whoever asks
                job.answer.set_exception(error)


class Job:
    """One answer in the making, and when it was last asked for."""

    def __init__(self, wanted: float) -> None:
        self.wanted = wanted
        self.answer: Future[Any] = Future()
