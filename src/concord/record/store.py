"""The record: nouns go in once, stay, and come out in the same order in any process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from concord import identity
from concord.model import Coding, Document, ExternalEvent, Incident, Ledger, Problem, Run
from concord.record import (
    codings,
    documents,
    externals,
    incidents,
    ledger,
    lifecycle,
    pending,
    problems,
    releases,
    runs,
    search,
)
from concord.record.documents import Added, in_pages
from concord.record.judged import Judged
from concord.record.lifecycle import LingeringTextError
from concord.record.releases_view import ReleaseView
from concord.record.scoping import OWN, check_known, parse_scope
from concord.record.view import View

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.record.ledger import Declaration
    from concord.record.reaches import ReachRow

# Codings in one transaction: what a killed program has to do again at most.
CODINGS = 300


class Record(Judged):
    """An append-only store of documents, runs, codings and decisions; see ``open_record``.

    Reading never blocks the one writer. ``clock`` says when rows were recorded; nothing that is
    computed depends on it.
    """

    def add(self, items: Iterable[Document]) -> Added:
        """Add documents; return how many were added, known already, or refused (with Problems)."""
        total = Added()
        for page in in_pages(items):
            with self.database.write() as connection:
                total += documents.add_page(connection, page, self._recorded())
        self.write_problems(total.refused)
        return total

    def documents(self, ids: Iterable[str] | None = None) -> Iterator[Document]:
        """Yield the documents that count, or those named whatever their state, in order of id."""
        if ids is not None:
            return documents.documents_by_id(self.database, ids)
        return documents.live_documents(self.database)

    def find_document(self, name: str) -> Document | None:
        """Return the document of that id, or else of that number of the user's, URL or path."""
        with self.database.read() as connection:
            return documents.find_document(connection, name)

    def remove(self, document_id: str) -> bool:
        """Set a document aside; return False if it was so already."""
        return self._change_state(document_id, "removed")

    def reinstate(self, document_id: str) -> bool:
        """Take a removed document back in; return False if it was in."""
        return self._change_state(document_id, "reinstated")

    def _change_state(self, document_id: str, state: Any) -> bool:
        with self.database.write() as connection:
            return lifecycle.change_state(connection, document_id, state, self._recorded())

    def forget(self, document_id: str) -> int:
        """Erase a document's words for good; return how many other documents hold the same text.

        The id stays, so that the text is not added again unnoticed. What was quoted from the
        document (codings, incidents, problems) goes too: link again afterwards. Raises
        UnknownDocumentError and LingeringTextError.
        """
        with self.database.write() as connection:
            if lifecycle.change_state(connection, document_id, "forgotten", self._recorded()):
                lifecycle.erase(connection, document_id)
            left = lifecycle.texts_left(connection, document_id)
        if not self.database.empty_log():
            raise LingeringTextError(self.database.target)
        return left

    def start_run(
        self,
        *,
        engine: str,
        coder_version: str,
        model_version: str,
        codebook_version: str,
        packs: Sequence[str] = (),
    ) -> Run:
        """Start the run of this key, or resume it; it is the current run from now on.

        ``packs``: the names of shipped packs and the folders that the codebook was made of.
        """
        key = (engine, coder_version, model_version, codebook_version)
        run = Run(
            id=identity.run_id(*key),
            engine=engine,
            coder_version=coder_version,
            model_version=model_version,
            codebook_version=codebook_version,
            started=self.clock(),
        )
        with self.database.write() as connection:
            return runs.start(connection, run, packs)

    def runs(self) -> tuple[Run, ...]:
        """Return all runs in the order of their last start."""
        with self.database.read() as connection:
            return runs.all_runs(connection)

    def chosen_run(self, name: str | None = None) -> Run | None:
        """Return the run of that id or engine, or the current one; raises UnknownRunError."""
        with self.database.read() as connection:
            return runs.chosen_run(connection, name)

    def runs_with_hand(self, run: Run | None) -> tuple[Run, ...]:
        """Return the run, and before it those of codings that a person made."""
        with self.database.read() as connection:
            by_hand = runs.hand_runs(connection)
        return (*by_hand, *([run] if run and run not in by_hand else []))

    def uncoded(self, run: Run) -> Iterator[Document]:
        """Yield the documents that the run has not coded, in the order in which they were added."""
        return pending.uncoded_documents(self.database, run)

    def write_codings(self, run: Run, items: Iterable[Coding]) -> int:
        """Write codings of documents that the run has not coded; return how many were written."""
        written = 0
        for page in in_pages(items, CODINGS):
            with self.database.write() as connection:
                written += codings.write_page(connection, run, page)
        return written

    def codings(self, run: Run) -> Iterator[Coding]:
        """Yield the run's codings of the documents that count, in order of document id."""
        return codings.read_codings(self.database, run)

    def coding(self, run: Run, document_id: str) -> Coding | None:
        """Return the run's coding of one document, or None."""
        with self.database.read() as connection:
            return codings.coding_of(connection, run, document_id)

    def count_countries(self, run: Run) -> dict[str, int]:
        """Return how many of the run's events there are by country, the most first."""
        with self.database.read() as connection:
            return codings.count_countries(connection, run)

    def coding_problems(self, run: Run) -> tuple[Problem, ...]:
        """Return the problems met while coding, in order of document id."""
        return problems.coding_problems(self.database, run)

    def ledger(self, run: Run) -> Ledger:
        """Return what became of the documents: coded, rejected with reasons, failed, pending."""
        with self.database.read() as connection:
            return ledger.ledger_of(connection, run)

    def declare(self, declaration: Declaration) -> None:
        """Append a declaration of what the record is complete for."""
        with self.database.write() as connection:
            ledger.declare(connection, declaration, self._recorded())

    def declarations(self) -> tuple[Declaration, ...]:
        """Return the declarations that hold, oldest first."""
        with self.database.read() as connection:
            return ledger.declarations(connection)

    def write_problems(self, items: Iterable[Problem]) -> None:
        """Keep problems; one that is known already is not kept twice."""
        for page in in_pages(items):
            with self.database.write() as connection:
                problems.add_page(connection, page)

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems met outside of coding, in order of stage, place and code."""
        with self.database.read() as connection:
            return problems.read_problems(connection)

    def linked_now(self, run: Run, *, linker: str) -> incidents.Linked:
        """Return from what this version of the linker would make the run's incidents now."""
        with self.database.read() as connection:
            return incidents.linked_now(connection, run, linker)

    def write_incidents(
        self,
        run: Run,
        items: Iterable[Incident],
        *,
        linked: incidents.Linked | None = None,
        reaches: Iterable[ReachRow] = (),
    ) -> int:
        """Put these incidents in the place of the run's; return how many there are.

        ``linked`` says from what they were made, and ``reaches`` where all their events may have
        happened; without, they are linked from scratch when documents come.
        """
        kept = items if linked is not None else tuple(items)
        with self.database.write() as connection:
            now = linked or incidents.linked_now(connection, run, "")
            return incidents.replace_incidents(connection, run, kept, now, reaches)

    def change_incidents(
        self,
        run: Run,
        gone: Collection[str],
        items: Sequence[Incident],
        *,
        linked: incidents.Linked,
        reaches: Iterable[ReachRow],
        vanished: Collection[str] = (),
    ) -> int | None:
        """Take incidents away (ids) and write others in one step; return how many the run has.

        ``reaches`` are those of events that are new or told otherwise, ``vanished`` events that
        linking takes in no more.
        Nothing is changed, and None returned, if the run was linked by others since ``linked``.
        """
        with self.database.write() as connection:
            return incidents.change_incidents(
                connection, run, gone, items, linked, reaches, vanished
            )

    def incidents(self, run: Run) -> Iterator[Incident]:
        """Yield the run's incidents as linking made them, in order of id."""
        return incidents.read_incidents(self.database, run)

    def is_stale(self, run: Run) -> bool:
        """Return whether the run's incidents were linked from something else than stands now."""
        with self.database.read() as connection:
            return incidents.is_stale(connection, run)

    def find_incident(self, run: Run, name: str) -> Incident | None:
        """Return the incident of that id, alias or member event, or None."""
        with self.database.read() as connection:
            return incidents.find_incident(connection, run, name)

    def drop_incidents(self) -> None:
        """Empty the cache of incidents; linking builds it again."""
        with self.database.write() as connection:
            incidents.drop_incidents(connection)

    def add_external(self, rows: Iterable[ExternalEvent]) -> Added:
        """Add rows of other data sets; return how many were added and known already."""
        total = Added()
        for page in in_pages(rows, externals.LARGE_PAGE):
            with self.database.write() as connection:
                total += externals.add_page(connection, page)
        return total

    def externals(self, *datasets: str) -> Iterator[ExternalEvent]:
        """Yield the rows of these data sets, of all without a name, in order of their keys."""
        return externals.read_externals(self.database, datasets)

    def search(self, words: str, *, limit: int = 50) -> tuple[search.Hit, ...]:
        """Return the documents that hold all the words or "phrases" and no -word, best first."""
        with self.database.read() as connection:
            return search.find_documents(connection, search.parse_query(words), limit)

    def release(
        self, name: str, *, book: Codebook, who: str, note: str | None = None
    ) -> releases.Release:
        """Freeze the record as it stands, its imported data sets included, under a new name.

        Raises InvalidReleaseNameError, ReleaseExistsError and StaleIncidentsError.
        """
        releases.check_name(name)
        # The writer's connection is held while the view reads, so that nothing changes meanwhile.
        with self.database.write() as connection:
            names = (OWN, *externals.dataset_names(self.database))
            view = View(self, parse_scope(datasets=names), self.chosen_run(), book=book)
            return releases.freeze(
                connection, view, book, name=name, who=who, recorded=self.clock(), note=note
            )

    def find_release(self, name: str) -> releases.Release:
        """Return the release of that name; raises UnknownReleaseError."""
        with self.database.read() as connection:
            return releases.find_release(connection, name)

    def releases(self) -> tuple[releases.Release, ...]:
        """Return the releases, oldest first."""
        with self.database.read() as connection:
            return releases.all_releases(connection)

    def view(self, *, book: Codebook | None = None, **scope: Any) -> View:
        """Return the record seen through a scope, with decisions applied.

        Raises InvalidScopeError, UnknownRunError and UnknownReleaseError.
        """
        parsed = parse_scope(**scope)
        check_known(parsed, externals.edition_names(self.database), book)
        if parsed.release is not None:
            return ReleaseView(self, parsed, self.find_release(parsed.release), book=book)
        return View(self, parsed, self.chosen_run(parsed.run), book=book)
