"""What a worker does, in whatever process or machine it stands: load the packs once, code."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from concord import coding
from concord.codebook.book import load
from concord.errors import ConcordError
from concord.model import Coding, Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook

CHUNK = coding.BATCH  # documents handed to a worker at once: as many as an engine reads at once


class PacksDifferError(ConcordError):
    """A worker's packs are not those of the run."""

    def __init__(self, wanted: str, found: str) -> None:
        super().__init__(
            f"A worker found packs of version {found[:12]} where the run uses {wanted[:12]}; have"
            " the same packs and the same Concord everywhere, and do not edit packs while coding."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What every worker of a run is told once: which packs, which engine, which run.

    ``packs`` are folders; ``codebook_version`` is checked after loading, so that no worker codes
    with other packs than the run names.
    """

    packs: tuple[str, ...]
    codebook_version: str
    engine: str
    run_id: str


def make_task(book: Codebook, *, engine: str, run_id: str) -> Task:
    """Return the task of a run."""
    return Task(
        packs=tuple(str(pack.folder) for pack in book.sources),
        codebook_version=book.version,
        engine=engine,
        run_id=run_id,
    )


def chunks(source: Iterator[Document]) -> Iterator[list[Document]]:
    """Yield the documents in the portions that workers are handed."""
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def load_book(task: Task) -> Codebook:
    """Return the codebook of a task. Raises PacksDifferError."""
    book = load(task.packs)
    if book.version != task.codebook_version:
        raise PacksDifferError(task.codebook_version, book.version)
    return book


def code_chunk(task: Task, chunk: Sequence[Document]) -> list[Coding]:
    """Return the codings of some documents, in order."""
    book = load_book(task)
    return list(coding.code(chunk, book, engine=task.engine, run_id=task.run_id))


def code_of_dead(task: Task, document: Document) -> Coding:
    """Return the coding of a document whose worker died over it."""
    problem = Problem(
        where=document.id,
        code="worker_died",
        message="The process that coded this document was ended (for memory, perhaps); it is not"
        " coded. Code it alone on a machine with more memory, or remove it.",
        stage="code",
    )
    return Coding(
        document_id=document.id,
        run_id=task.run_id,
        outcome="failed",
        reason="worker died",
        problems=(problem,),
    )
