"""The same documents give the same codings, whoever does the work."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from tests.batch.making import invented_document

from concord import batch, coding
from concord.batch import processes
from concord.batch.worker import CHUNK, PacksDifferError, code_chunk, load_book, make_task
from concord.codebook.book import Codebook, load
from concord.coding.engines import UnknownEngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.batch.worker import Task
    from concord.model import Coding, Document

DEADLY = "A text that ends the process which reads it: militants shot a guard."


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.fixture
def documents() -> list[Document]:
    return [invented_document(number) for number in range(CHUNK * 2 + 3)]


def code_or_die(task: Task, chunk: list[Document]) -> list[Coding]:
    """Code as a worker does, but end the whole process over one text, as a lack of memory does."""
    if any(each.text == DEADLY for each in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return code_chunk(task, chunk)


def test_processes_give_the_codings_of_one_process_in_the_order_of_the_documents(
    book: Codebook, documents: list[Document]
) -> None:
    alone = list(coding.code(documents, book, engine="rules", run_id="run"))
    together = list(batch.code(documents, book, engine="rules", run_id="run", workers="2"))
    assert together == alone
    assert all(each.events for each in together)


def test_documents_are_taken_as_there_is_room_for_them(book: Codebook) -> None:
    taken = []

    def source() -> Iterator[Document]:
        for number in range(CHUNK * 20):
            taken.append(number)
            yield invented_document(number, f"Nothing happened on day {number}.")

    codings = batch.code(source(), book, engine="rules", workers="1")
    next(codings)
    assert len(taken) == CHUNK
    codings = batch.code(source(), book, engine="rules", workers="2")
    taken.clear()
    next(codings)
    del codings
    assert len(taken) <= CHUNK * 2 * processes.AHEAD


def test_a_document_that_kills_its_worker_fails_alone(
    book: Codebook, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "code_chunk", code_or_die)
    documents = [*documents[:5], invented_document(99, DEADLY), *documents[5:9]]
    found = list(batch.code(documents, book, engine="rules", workers="2"))
    assert [each.outcome for each in found] == ["coded"] * 5 + ["failed"] + ["coded"] * 4
    assert found[5].document_id == documents[5].id
    assert [problem.code for problem in found[5].problems] == ["worker_died"]


@pytest.mark.parametrize("workers", ["0", "-1", "two", "", "ray//x", "\u0664"])
def test_workers_that_are_none_are_refused_before_anything_is_read(
    book: Codebook, workers: str
) -> None:
    with pytest.raises(batch.UnknownWorkersError, match="number of processes"):
        batch.code(iter(()), book, workers=workers)


def test_all_means_one_process_for_each_core(book: Codebook) -> None:
    assert list(batch.code(iter(()), book, workers="all")) == []


def test_an_unknown_engine_is_refused_before_a_process_begins(book: Codebook) -> None:
    with pytest.raises(UnknownEngineError):
        batch.code(iter(()), book, engine="oracle", workers="2")


def test_a_worker_refuses_packs_other_than_the_runs(book: Codebook) -> None:
    task = make_task(book, engine="rules", run_id="run")
    assert load_book(task).version == book.version
    other = make_task(load(("world",)), engine="rules", run_id="run")
    mixed = type(task)(
        packs=other.packs, codebook_version=book.version, engine="rules", run_id="run"
    )
    with pytest.raises(PacksDifferError, match="same packs"):
        load_book(mixed)


def test_packs_that_changed_under_way_stop_the_run_and_blame_no_document(book: Codebook) -> None:
    changed = Codebook(book.sources[:1])
    changed.version = "edited since"
    with pytest.raises(PacksDifferError):
        list(batch.code([invented_document(1)], changed, engine="rules", workers="2"))
