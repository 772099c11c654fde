"""Coding: one document in, everything that it reports out; pure, lazy and in order.

    for coding in code(documents, load()):
        ...

A document that no engine reads is ``rejected`` with its language; one that breaks the coder is
``failed`` with a Problem, and the batch goes on.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from concord.coding import events, relevance
from concord.coding.engines import (
    DEFAULT_ENGINE,
    Arc,
    Engine,
    Reading,
    UnknownEngineError,
    get_engine,
)
from concord.coding.prepared import Prepared, prepare
from concord.coding.relations import find_relations
from concord.coding.statements import find_statements
from concord.coding.statistics import find_statistics
from concord.model import Coding, Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook

CODER_VERSION = "1"
BATCH = 8  # documents read by an engine at once: as many as readers remember what they read of

__all__ = [
    "CODER_VERSION",
    "DEFAULT_ENGINE",
    "Arc",
    "Engine",
    "Prepared",
    "Reading",
    "UnknownEngineError",
    "code",
    "get_engine",
    "prepare",
]


def code(
    documents: Iterable[Document],
    book: Codebook,
    *,
    engine: str = DEFAULT_ENGINE,
    run_id: str = "",
) -> Iterator[Coding]:
    """Yield one coding for each document, lazily and in order.

    Raises UnknownEngineError at once if nothing offers the engine.
    """
    chosen = get_engine(engine)
    return _code(iter(documents), book, chosen, run_id)


def _code(
    documents: Iterator[Document], book: Codebook, engine: Engine, run_id: str
) -> Iterator[Coding]:
    while batch := list(islice(documents, BATCH)):
        yield from _code_batch(batch, book, engine, run_id)


def _code_batch(
    batch: Sequence[Document], book: Codebook, engine: Engine, run_id: str
) -> Iterator[Coding]:
    """Read a batch at once; if that breaks, read its documents one by one."""
    outcomes = {d.id: _set_aside(d, book, engine, run_id) for d in batch}
    texts = [d for d in batch if outcomes[d.id] is None]
    readings = _read(texts, book, engine)
    for document in batch:
        ready = outcomes[document.id]
        yield ready or _finish(document, readings.get(document.id), book, engine, run_id)


def _set_aside(document: Document, book: Codebook, engine: Engine, run_id: str) -> Coding | None:
    """Return the coding of a document that is not read: foreign, or about nothing of ours."""
    language = relevance.language_of(document.text, document.language)
    if language not in engine.languages:
        return Coding(
            document_id=document.id,
            run_id=run_id,
            outcome="rejected",
            reason=f"language: {language or 'unknown'}",
            relevant=False,
        )
    if not _is_relevant(document, book):
        return Coding(document_id=document.id, run_id=run_id, relevant=False)
    return None


def _is_relevant(document: Document, book: Codebook) -> bool:
    """Return whether a text, or what its title and it say together, is of any concern."""
    title, text = document.title, document.text
    return relevance.is_relevant(text, book) or (
        bool(title) and relevance.is_relevant(f"{title}\n{text}", book)
    )


def _read(
    texts: Sequence[Document], book: Codebook, engine: Engine
) -> dict[str, tuple[Prepared, Reading]]:
    """Return what an engine read in each text; a text that breaks it is left to be tried alone."""
    try:
        prepared = [prepare(document, book) for document in texts]
        read = engine.read(prepared, book)
    except Exception:  # noqa: BLE001 - whatever breaks is found again, and reported, one by one
        return {}
    return {d.id: (p, r) for d, p, r in zip(texts, prepared, read, strict=True)}


def _finish(
    document: Document,
    ready: tuple[Prepared, Reading] | None,
    book: Codebook,
    engine: Engine,
    run_id: str,
) -> Coding:
    try:
        prepared, reading = ready or _read_alone(document, book, engine)
        return _coded(prepared, reading, book, run_id)
    except Exception as error:  # noqa: BLE001 - one document's fault must not end the batch
        problem = Problem(
            where=document.id,
            code="coder_failed",
            message=f"{type(error).__name__}: {error}; the document is not coded, please report it",
            stage="code",
        )
        return Coding(
            document_id=document.id,
            run_id=run_id,
            outcome="failed",
            reason=f"{type(error).__name__}",
            problems=(problem,),
        )


def _read_alone(document: Document, book: Codebook, engine: Engine) -> tuple[Prepared, Reading]:
    prepared = prepare(document, book)
    return prepared, engine.read([prepared], book)[0]


def _coded(prepared: Prepared, reading: Reading, book: Codebook, run_id: str) -> Coding:
    document, spans = prepared.document, prepared.sentences
    # What an engine hears besides says whose a figure is. Its stretches are too rough to judge a
    # stance by: on unseen texts one in seven statements from them was right.
    heard = prepared.heard
    prepared = reading.prepared or prepared
    return Coding(
        document_id=document.id,
        run_id=run_id,
        mentions=reading.mentions,
        events=events.assemble(prepared, reading, book),
        statements=find_statements(document, spans, book, heard),
        relations=find_relations(document, spans, book, heard),
        statistics=find_statistics(document, spans, book, heard),
    )
