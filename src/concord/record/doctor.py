"""Examines a record: damage, gaps, orphans, stale caches, ledgers that do not balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import func, select, text

from concord.errors import ConcordError
from concord.model import Problem, Run
from concord.record import listing_filing, tables, tallies
from concord.record.decisions import active_decisions
from concord.record.documents import in_pages
from concord.record.incidents import is_stale
from concord.record.ledger import ledger_of
from concord.record.migrations import MIGRATIONS, migrations
from concord.record.pending import read_for
from concord.record.rulings import read_rulings
from concord.record.states import ALIVE, set_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from concord.record.store import Record

Check: TypeAlias = "Callable[[Record], Iterator[Problem]]"


def diagnose(record: Record) -> tuple[Problem, ...]:
    """Return what is wrong with a record, and what to do about each; empty if all is well.

    Reads the whole file: minutes for a million documents. Changes nothing.
    """
    found: list[Problem] = []
    for check in CHECKS:
        try:
            found += check(record)
        except ConcordError as error:
            # A broken page stops one check, and is a finding of it.
            found.append(_finding(record.database.target, "damaged", str(error)))
    return tuple(dict.fromkeys(found))


def _finding(where: str, code: str, message: str) -> Problem:
    return Problem(where=where, code=code, message=message, stage="doctor")


def check_integrity(record: Record) -> Iterator[Problem]:
    """Yield what the database itself finds broken."""
    if not record.database.is_sqlite:
        return
    target = record.database.target
    advice = "Keep a copy of the file and go back to your latest copy, or build the record anew."
    with record.database.read() as connection:
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield _finding(target, "damaged", f"{line}. {advice}")
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _finding(
                f"{table}:{row}",
                "dangling",
                f"The row points at a missing row of {parent}. {advice}",
            )


def check_schema(record: Record) -> Iterator[Problem]:
    """Yield tables or indices that are missing, and steps that were not taken."""
    with record.database.read() as connection:
        names = connection.execute(select(migrations.c.name).order_by(migrations.c.number))
        taken = list(names.scalars())
        found = set(_objects(connection))
    expected = [step.name for step in MIGRATIONS]
    if taken != expected:
        yield _finding(
            "migrations", "schema", f"Steps taken: {taken}; expected: {expected}. Open it again."
        )
    indices = [str(i.name) for t in tables.METADATA.tables.values() for i in t.indexes if i.name]
    indices += ["documents_index", "documents_newest"]
    for name in sorted({*tables.METADATA.tables, *indices} - found):
        yield _finding(name, "schema", "A table or index is missing; go back to your latest copy.")


def _objects(connection: Connection) -> list[str]:
    query = (
        "SELECT name FROM sqlite_master"
        if connection.dialect.name == "sqlite"
        else "SELECT relname FROM pg_class WHERE pg_table_is_visible(oid)"
    )
    return list(connection.execute(text(query)).scalars())


def check_index(record: Record) -> Iterator[Problem]:
    """Yield a full-text index that does not say what the documents say."""
    if not record.database.is_sqlite:
        return
    with record.database.read() as connection:
        indexed = connection.exec_driver_sql(
            "SELECT count(*) FROM documents_index_docsize"
        ).scalar_one()
        kept = select(func.count()).where(tables.documents.c.text != "")
        texts = connection.execute(kept).scalar_one()
    if indexed < texts:
        yield _finding(
            "documents_index",
            "search",
            f"Search knows {indexed} of {texts} documents; go back to your latest copy.",
        )


def check_codings(record: Record) -> Iterator[Problem]:
    """Yield codings of unknown documents or runs."""
    codings, documents = tables.codings.c, tables.documents.c
    query = (
        select(codings.document_id, codings.run_id)
        .outerjoin(tables.documents, documents.id == codings.document_id)
        .outerjoin(tables.runs, tables.runs.c.id == codings.run_id)
        .where(documents.id.is_(None) | tables.runs.c.id.is_(None))
        .order_by(codings.document_id, codings.run_id)
    )
    with record.database.read() as connection:
        for document_id, run_id in connection.execute(query):
            yield _finding(
                document_id, "unknown_document", f"Run {run_id} has a coding of it; add it again."
            )


def check_ledgers(record: Record) -> Iterator[Problem]:
    """Yield documents that the current run has not coded, and ledgers that do not balance."""
    current = record.chosen_run()
    for run in record.runs():
        with record.database.read() as connection:
            ledger = ledger_of(connection, run)
            query = select(func.count()).where(read_for(run), text(ALIVE))
            documents = connection.execute(query.select_from(tables.documents)).scalar_one()
        if documents != ledger.documents:
            yield _finding(
                run.id,
                "ledger",
                f"{documents} documents, but {ledger.documents} in the ledger; report this fault.",
            )
        if run == current and ledger.pending:
            yield _finding(
                run.id,
                "uncoded",
                f"{ledger.pending} of {ledger.documents} documents wait; run: concord code",
            )
    with record.database.read() as connection:
        waiting = select(func.count()).select_from(tables.documents).where(text(ALIVE))
        count = connection.execute(waiting).scalar_one()
    if current is None and count:
        yield _finding("runs", "uncoded", f"{count} documents are not coded; run: concord code")


def check_events(record: Record) -> Iterator[Problem]:
    """Yield ids that one run gave to two nouns of one kind."""
    for name, table in tables.PART_TABLES.items():
        count = func.count()
        query = (
            select(table.c.run_id, table.c.id, count)
            .group_by(table.c.run_id, table.c.id)
            .having(count > 1)
            .order_by(table.c.run_id, table.c.id)
        )
        with record.database.read() as connection:
            for run_id, ident, times in connection.execute(query):
                yield _finding(
                    ident,
                    "same_id",
                    f"Run {run_id} gave this id to {times} {name}; only the first is shown. "
                    "Report this fault of the coder.",
                )


def check_decisions(record: Record) -> Iterator[Problem]:
    """Yield decisions whose subjects are gone, unless their documents wait to be coded."""
    run = record.chosen_run()
    coded = _coded(record, run)
    with record.database.read() as connection:
        aside = set_aside(connection)
    for each in read_rulings(record.database, run).attached:
        decision = each.decision
        for subject, anchor in zip(decision.subjects, decision.anchors, strict=False):
            if subject not in each.lost or (
                anchor.document_id not in coded and anchor.document_id not in aside
            ):
                continue
            why = (
                f"document {anchor.document_id} was set aside or superseded"
                if anchor.document_id in aside
                else "no one event stands at its place any more"
            )
            yield _finding(
                subject,
                "orphan",
                f"Decision {decision.sequence} ({decision.kind}) has lost its subject: {why}. "
                "Rule again on what stands there now, or undo it.",
            )


def _coded(record: Record, run: Run | None) -> frozenset[str]:
    """Return those documents of active decisions that the run or a person has coded."""
    wanted = {a.document_id for d in active_decisions(record.decisions()) for a in d.anchors}
    runs = [each.id for each in record.runs_with_hand(run)]
    codings = tables.codings.c
    found: set[str] = set()
    for page in in_pages(sorted(wanted)):
        query = select(codings.document_id).where(
            codings.document_id.in_(page), codings.run_id.in_(runs)
        )
        with record.database.read() as connection:
            found |= set(connection.execute(query).scalars())
    return frozenset(found)


def check_incidents(record: Record) -> Iterator[Problem]:
    """Yield a cache of incidents that was built from something else than stands there now."""
    run = record.chosen_run()
    if run is None:
        return
    with record.database.read() as connection:
        stale = is_stale(connection, run)
        coded = select(func.count()).where(tables.codings.c.run_id == run.id)
        count = connection.execute(coded).scalar_one()
    if stale and count:
        yield _finding(
            run.id, "stale", "Incidents are older than the codings or decisions; run: concord link"
        )


def check_listings(record: Record) -> Iterator[Problem]:
    """Yield incidents and imported rows that lists show otherwise than they stand in the record."""
    with record.database.read() as connection:
        for owner, ident in listing_filing.misfiled(connection):
            yield _finding(
                ident or owner,
                "listing",
                f"Lists show it otherwise than it is ({owner}). Report this fault; `concord backup`"
                " and `concord restore` file it anew.",
            )


def check_tallies(record: Record) -> Iterator[Problem]:
    """Yield counts that are not those of the rows."""
    with record.database.read() as connection:
        for words in tallies.miscounted(connection):
            yield _finding("tallies", "count", f"{words}. Report this fault.")


def check_versions(record: Record) -> Iterator[Problem]:
    """Yield addresses that several documents claim, none of which supersedes the other."""
    documents = tables.documents.c
    count = func.count()
    query = (
        select(documents.url, count)
        .where(documents.url.is_not(None), text(ALIVE))
        .group_by(documents.url)
        .having(func.count(documents.text_hash.distinct()) > 1)
        .order_by(documents.url)
    )
    with record.database.read() as connection:
        for url, number in connection.execute(query):
            yield _finding(
                url,
                "same_url",
                f"{number} documents with different texts have this address. If they are versions "
                "of one article, remove the older ones; else they count as separate sources.",
            )


CHECKS: tuple[Check, ...] = (
    check_integrity,
    check_schema,
    check_index,
    check_codings,
    check_ledgers,
    check_events,
    check_decisions,
    check_incidents,
    check_listings,
    check_tallies,
    check_versions,
)
