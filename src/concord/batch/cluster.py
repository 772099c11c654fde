"""Coding on a Ray cluster: the same workers, on as many machines as the cluster has."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any

from concord.batch.worker import chunks, code_chunk, code_of_dead, make_task
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from concord.batch.worker import Task
    from concord.codebook.book import Codebook
    from concord.model import Coding, Document

    Chunk = list[Document]

AHEAD = 2  # chunks under way for each core of the cluster
# Ray gives a cluster of this machine 30 seconds to come up, which a busy machine may not meet.
STARTS = 3
LOCAL = "ray"  # the address of a cluster of this machine alone


class RayMissingError(ConcordError):
    """Ray was asked for and is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Ray is not installed; run: pip install 'concord-record[ray]' (here and on every"
            " machine of the cluster), or name a number of processes with --workers."
        )


class ClusterUnreachableError(ConcordError):
    """No cluster answers at the address."""

    def __init__(self, address: str, reason: str) -> None:
        here = (
            f"The Ray cluster of this machine did not come up in {STARTS} tries ({reason}). The"
            " machine may be too busy: run it again later, or name a number of processes with"
            " --workers."
        )
        elsewhere = (
            f"No Ray cluster answers at {address} ({reason}); start one with 'ray start --head' and"
            " check the address, or use --workers ray for a cluster of this machine alone."
        )
        super().__init__(here if address == LOCAL else elsewhere)


def code_on_ray(
    documents: Iterable[Document], book: Codebook, *, engine: str, run_id: str, address: str
) -> Iterator[Coding]:
    """Yield one coding for each document, in order; ``address``: ``ray`` or ``ray://HOST:PORT``.

    The packs must lie in the same folders on every machine; a worker with other packs is refused.
    Raises RayMissingError and ClusterUnreachableError at once.
    """
    ray = _import_ray()
    began_here = _connect(ray, address)
    task = make_task(book, engine=engine, run_id=run_id)
    return _code(ray, iter(documents), task, close=began_here)


def _import_ray() -> Any:
    """Return the module, untyped: Ray is an extra that most installations lack."""
    try:
        import ray
    except ImportError as error:
        raise RayMissingError from error
    return ray


def _connect(ray: Any, address: str) -> bool:
    """Connect unless connected; return whether this call did, and so must end it."""
    if ray.is_initialized():
        return False
    for tries_left in reversed(range(STARTS if address == LOCAL else 1)):
        try:
            _start(ray, address)
        except Exception as error:  # Ray raises a bare Exception where a start takes it too long
            ray.shutdown()
            if tries_left and type(error) is Exception:
                continue
            raise ClusterUnreachableError(address, _reason(error)) from error
        break
    return True


def _start(ray: Any, address: str) -> None:
    # A local cluster listens on this machine only and has no dashboard.
    local = address == LOCAL
    ray.init(
        address="local" if local else address,
        log_to_driver=False,
        logging_level="error",
        **({"include_dashboard": False} if local else {}),
    )


def _reason(error: Exception) -> str:
    return str(error).partition(". ")[0] if type(error) is Exception else type(error).__name__


def _code(ray: Any, source: Iterator[Document], task: Task, *, close: bool) -> Iterator[Coding]:
    # A worker that dies is started anew and its chunk tried twice, before its documents are tried
    # one by one. What our own code raises is no fault of the machine, and is not tried again.
    remote = ray.remote(max_retries=1, num_cpus=1)(code_chunk)
    kept = ray.put(task)
    room = max(1, int(ray.cluster_resources().get("CPU", 1))) * AHEAD
    waiting: deque[tuple[Chunk, Any]] = deque()
    try:
        while True:
            for chunk in islice(chunks(source), room - len(waiting)):
                waiting.append((chunk, remote.remote(kept, chunk)))
            if not waiting:
                return
            chunk, reference = waiting.popleft()
            try:
                yield from _result(ray, reference)
            except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError):
                yield from _code_carefully(ray, remote, kept, task, chunk)
    finally:
        for _, reference in waiting:
            ray.cancel(reference)
        if close:
            ray.shutdown()


def _code_carefully(ray: Any, remote: Any, kept: Any, task: Task, chunk: Chunk) -> Iterator[Coding]:
    """Code the documents of a chunk that killed its worker one by one."""
    for document in chunk:
        try:
            yield from _result(ray, remote.remote(kept, [document]))
        except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError):
            yield code_of_dead(task, document)


def _result(ray: Any, reference: Any) -> Any:
    """Return what a worker gave; a refusal of ours is raised as such, without Ray's traceback."""
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        cause = getattr(error, "cause", None)
        if isinstance(cause, ConcordError):
            raise cause from None
        raise
