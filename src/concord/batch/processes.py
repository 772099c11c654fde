"""Coding in several processes of this machine."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from concord.batch.worker import chunks, code_chunk, code_of_dead, make_task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from concord.batch.worker import Task
    from concord.codebook.book import Codebook
    from concord.model import Coding, Document

    Chunk = list[Document]

AHEAD = 2  # chunks under way for each process: one at work, one waiting


def code_in_processes(
    documents: Iterable[Document], book: Codebook, *, engine: str, run_id: str, count: int
) -> Iterator[Coding]:
    """Yield one coding for each document, in order, made by ``count`` processes.

    Processes are spawned, not forked: libraries with threads do not survive a fork.
    """
    task = make_task(book, engine=engine, run_id=run_id)
    source = iter(documents)
    waiting: deque[tuple[Chunk, Future[list[Coding]]]] = deque()
    pool = _open_pool(count)
    try:
        while True:
            for chunk in islice(chunks(source), count * AHEAD - len(waiting)):
                waiting.append((chunk, pool.submit(code_chunk, task, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                codings = future.result()
            except BrokenProcessPool:
                # Every chunk under way is lost with the pool; which one killed it is not known.
                lost = [chunk, *(each for each, _ in waiting)]
                waiting.clear()
                pool.shutdown(cancel_futures=True)
                yield from _code_carefully(task, [d for each in lost for d in each])
                pool = _open_pool(count)
            else:
                yield from codings
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _code_carefully(task: Task, documents: Iterable[Document]) -> Iterator[Coding]:
    """Code one by one in a process that is replaced when a document kills it."""
    pool = _open_pool(1)
    try:
        for document in documents:
            try:
                yield from pool.submit(code_chunk, task, [document]).result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                pool = _open_pool(1)
                yield code_of_dead(task, document)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _open_pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        max_workers=count, mp_context=get_context("spawn"), initializer=_leave_interrupts
    )


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that writes.

    Packs are loaded by the first chunk and not here: what breaks an initializer breaks the pool,
    and would read as the death of a worker.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
