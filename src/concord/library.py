"""The library's front door: the steps of the pipeline with the defaults that a script wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord import coding, learning, pipeline, reading
from concord.codebook.book import load
from concord.model import Document, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.coding.fitting import Fitting, Written
    from concord.model import Coding
    from concord.pipeline import Built
    from concord.reading import Limits
    from concord.record import Record


class Documents:
    """The readable documents of some sources, read anew each time that they are iterated over.

    ``problems`` are those met by the latest iteration, whole when it has ended.
    """

    def __init__(self, sources: tuple[str | Path, ...], *, fetch: bool, limits: Limits) -> None:
        self.sources = sources
        self.problems: list[Problem] = []
        self._fetch = fetch
        self._limits = limits

    def __iter__(self) -> Iterator[Document]:
        self.problems = []
        for found in reading.read(self.sources, fetch=self._fetch, limits=self._limits):
            if isinstance(found, Document):
                yield found
            else:
                self.problems.append(found)


def read(*sources: str | Path, fetch: bool = False, limits: Limits | None = None) -> Documents:
    """Return the documents of files, folders and (with ``fetch``) addresses, read lazily.

    Iterating raises SourceNotFoundError or FetchNotAskedError before the first document.
    """
    return Documents(sources, fetch=fetch, limits=limits or reading.Limits())


def code(
    documents: Iterable[Document],
    book: Codebook | None = None,
    *,
    engine: str = coding.DEFAULT_ENGINE,
) -> Iterator[Coding]:
    """Yield one coding for each document, lazily, in order; nothing is stored.

    ``book`` defaults to the packs world and pakistan. Raises UnknownEngineError.
    """
    return coding.code(documents, book or load(), engine=engine)


def build(
    *sources: str | Path,
    record: Record,
    book: Codebook | None = None,
    engine: str = coding.DEFAULT_ENGINE,
    fetch: bool = False,
) -> Built:
    """Read, code and link the sources into the record, as ``concord build`` does.

    What comes back has the reading with its problems, the run, its ledger and how many incidents
    stand. Without sources, what the record holds is coded and linked.
    """
    return pipeline.build(sources, record=record, book=book or load(), engine=engine, fetch=fetch)


def train(
    record: Record,
    book: Codebook | None = None,
    *,
    model: str = "",
    name: str = "",
    out: Path | None = None,
) -> tuple[Fitting, Written]:
    """Return what a reading model learnt from the record's rulings, and where it was written.

    As ``concord train``: ``model`` is the shipped model to start from, ``name`` what the new one is
    called, ``out`` a folder for it. Raises NoRulingsError, RefusedModelError with the figures,
    TakenFolderError, ModelNameError. ``concord.learning`` has the two steps apart.
    """
    fitting = learning.train(record, book or load(), model=model)
    return fitting, learning.write(fitting, name=name, out=out)
