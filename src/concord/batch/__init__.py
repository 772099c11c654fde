"""The same coding over many documents: in this process, in several, or on a Ray cluster.

Workers are pure: documents in, codings out, nothing kept. Whoever calls writes, so there is one
writer; codings come back in the order of the documents, whatever finished first, and only a bounded
number of documents is under way, so that a slow writer slows the workers down.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from concord import coding
from concord.errors import ConcordError
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.codebook.book import Codebook
    from concord.model import Coding, Document

_RAY = lazy_regex(r"ray(://\S+)?")

__all__ = ["UnknownWorkersError", "code"]


class UnknownWorkersError(ConcordError):
    """``workers`` names no way to work."""

    def __init__(self, workers: str) -> None:
        super().__init__(
            f"{workers!r} names no workers; give a number of processes (4), 'all' for one on each"
            " core, 'ray' for a Ray cluster on this machine or 'ray://HOST:10001' for another."
        )


def code(
    documents: Iterable[Document],
    book: Codebook,
    *,
    engine: str = coding.DEFAULT_ENGINE,
    run_id: str = "",
    workers: str = "1",
) -> Iterator[Coding]:
    """Yield one coding for each document, lazily and in order, equal whoever does the work.

    ``workers``: a number of processes, ``all`` (one for each core), ``ray`` or ``ray://HOST:PORT``.
    A document that kills its worker is ``failed`` with a Problem, and the others go on. Raises
    UnknownWorkersError, UnknownEngineError and, for Ray, RayMissingError, all before the first.
    """
    coding.get_engine(engine)
    if _RAY.fullmatch(workers):
        from concord.batch.cluster import code_on_ray

        return code_on_ray(documents, book, engine=engine, run_id=run_id, address=workers)
    count = _processes(workers)
    if count == 1:
        return coding.code(documents, book, engine=engine, run_id=run_id)
    from concord.batch.processes import code_in_processes

    return code_in_processes(documents, book, engine=engine, run_id=run_id, count=count)


def _processes(workers: str) -> int:
    """Return how many processes ``workers`` asks for."""
    if workers == "all":
        return os.process_cpu_count() if hasattr(os, "process_cpu_count") else _cores()
    if not workers.isascii() or not workers.isdigit() or int(workers) < 1:
        raise UnknownWorkersError(workers)
    return int(workers)


def _cores() -> int:
    """Return the cores that this process may use, before Python 3.13 knew."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
