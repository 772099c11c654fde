"""Releases: editions of the record that are frozen, row by row, and never change again.

A release keeps the rows themselves, with decisions applied, and the packs under which they were
read: not a recipe by which to compute them anew. What is coded, ruled, linked or added later
therefore cannot reach it. Equal rows of several releases are stored once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, insert, select

from concord.errors import ConcordError
from concord.model import Event, ExternalEvent, Incident, Ledger, Run
from concord.record import tables
from concord.record.codings import happened_columns, place_columns
from concord.record.documents import by_key, in_pages
from concord.record.externals import as_incident
from concord.record.incidents import is_stale
from concord.record.ledger import Declaration
from concord.record.listing_rows import file_rows, owner_of_release
from concord.record.payload import PARTS, decode, encode
from concord.record.releases_packs import pack_files
from concord.record.scoping import OWN
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection

    from concord.codebook.book import Codebook
    from concord.record.database import Database
    from concord.record.view import View

T = TypeVar("T")
_NAME = lazy_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
RESERVED = ("list", "diff", "check", "show")
# What a release holds, in the order of its fingerprint. Equal editions have equal fingerprints.
KINDS = ("documents", "incidents", *PARTS, "rulings", "problems", "externals", "packs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A frozen edition: what it was made of, and the fingerprint of all its rows.

    ``counts`` is how many rows of each kind it holds; ``fingerprint`` 12 hex digits of them all.
    """

    name: str
    sequence: int
    recorded: datetime
    who: str
    run: Run | None
    packs: tuple[str, ...]
    codebook_version: str
    note: str | None = None
    ledger: Ledger | None = None
    declarations: tuple[Declaration, ...] = ()
    datasets: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    fingerprint: str = ""

    def words(self) -> str:
        """Return how the release is cited, in one line."""
        made = f"release {self.name} of {self.recorded:%Y-%m-%d} ({self.fingerprint})"
        return f"{made}, codebook {self.codebook_version}"


class InvalidReleaseNameError(ConcordError):
    """A name that no release can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A release cannot be called {name!r}: use up to 64 letters, digits, '.', '_' and '-', "
            f"beginning with a letter or digit, and none of {', '.join(RESERVED)}."
        )


class ReleaseExistsError(ConcordError):
    """A name that was given before."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is a release {name!r} already, and a release never changes. Choose another "
            "name; `concord release list` shows those there are."
        )


class UnknownReleaseError(ConcordError):
    """A release that the record does not hold."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            f"There is no release {name!r} in this record. "
            + (f"There are: {listed}." if listed else "Make one by `concord release NAME`.")
        )


class StaleIncidentsError(ConcordError):
    """Incidents that are not linked from what the record holds now."""

    def __init__(self) -> None:
        super().__init__(
            "The incidents were linked before the latest codings or decisions. Link them first by "
            "`concord link`, then make the release."
        )


def check_name(name: str) -> None:
    """Return if a release may be called so; raises InvalidReleaseNameError."""
    if not _NAME.fullmatch(name) or name in RESERVED:
        raise InvalidReleaseNameError(name)


def all_releases(connection: Connection) -> tuple[Release, ...]:
    """Return the releases, oldest first."""
    query = select(tables.releases.c.payload).order_by(tables.releases.c.sequence)
    return tuple(decode(each, Release) for each in connection.execute(query).scalars())


def find_release(connection: Connection, name: str) -> Release:
    """Return the release of that name; raises UnknownReleaseError."""
    known = all_releases(connection)
    for each in known:
        if each.name == name:
            return each
    raise UnknownReleaseError(name, [each.name for each in known])


def freeze(  # a release is these things
    connection: Connection,
    view: View,
    book: Codebook,
    *,
    name: str,
    who: str,
    recorded: datetime,
    note: str | None = None,
) -> Release:
    """Write what the view shows as a release; the connection must be the one writer's.

    Raises ReleaseExistsError, StaleIncidentsError and PacksChangedError.
    """
    known = all_releases(connection)
    if name in [each.name for each in known]:
        raise ReleaseExistsError(name)
    if view.run is not None and is_stale(connection, view.run):
        raise StaleIncidentsError
    release = Release(
        name=name,
        sequence=len(known) + 1,
        recorded=recorded,
        who=who,
        run=view.run,
        packs=book.packs,
        codebook_version=book.version,
        note=note,
        ledger=view.coverage().ledger,
        declarations=view.record.declarations(),
        datasets=tuple(sorted({edition_words(each) for each in view.externals()})),
    )
    row = {"sequence": release.sequence, "name": name, "recorded": recorded.isoformat()}
    run_id = view.run.id if view.run else None
    connection.execute(insert(tables.releases).values(**row, run_id=run_id, payload=""))
    release = _write_rows(connection, release, view, book)
    connection.execute(
        tables.releases.update()
        .where(tables.releases.c.sequence == release.sequence)
        .values(payload=encode(release))
    )
    return release


def _write_rows(connection: Connection, release: Release, view: View, book: Codebook) -> Release:
    digest, counts = hashlib.sha256(), {}
    for kind, items in _contents(view, book):
        counts[kind] = 0
        for page in in_pages(enumerate(items)):
            rows = [_row(release, kind, position, item) for position, item in page]
            _keep(connection, {row["hash"]: row.pop("payload") for row in rows})
            connection.execute(insert(tables.release_rows), rows)
            file_frozen(connection, release.name, [item for _, item in page])
            counts[kind] += len(rows)
            for row in rows:
                digest.update(f"{kind}\x00{row['id']}\x00{row['hash']}\n".encode())
    return replace(release, counts=counts, fingerprint=digest.hexdigest()[:12])


def _contents(view: View, book: Codebook) -> Iterator[tuple[str, Iterable[Any]]]:
    """Yield what a release holds, kind by kind."""
    of: dict[str, Iterable[Any]] = {
        "documents": (view.headings[each] for each in sorted(view.headings)),
        "incidents": (each for each in view.incidents() if each.dataset == OWN),
        **{part: getattr(view, part)() for part in PARTS},
        "rulings": view.rulings.attached,
        "problems": view.problems(),
        "externals": view.externals(),
        "packs": pack_files(book),
    }
    return ((kind, of[kind]) for kind in KINDS)


def file_frozen(connection: Connection, name: str, items: Iterable[Any]) -> None:
    """File the rows of lists for those of the items that lists show."""
    by_owner: dict[str, list[Incident]] = {}
    for item in items:
        if isinstance(item, Incident):
            by_owner.setdefault(owner_of_release(name), []).append(item)
        elif isinstance(item, ExternalEvent):
            owner = owner_of_release(name, edition_words(item))
            by_owner.setdefault(owner, []).append(as_incident(item))
    for owner, incidents in by_owner.items():
        file_rows(connection, owner, incidents)


def edition_words(row: ExternalEvent) -> str:
    """Return the edition of an imported row as a release names it among its data sets."""
    return f"{row.dataset} {row.version}"


def _row(release: Release, kind: str, position: int, item: Any) -> dict[str, Any]:
    payload = encode(item)
    facts = item if isinstance(item, Event) else getattr(item, "facts", None)
    columns: dict[str, Any] = dict.fromkeys(
        ("type", "category", "status", "happened_from", "happened_to", "country")
    )
    if isinstance(facts, Event):
        columns |= {n: getattr(facts, n) for n in ("type", "category", "status")}
        columns |= {**happened_columns(facts), **place_columns(facts, ("country",))}
    return {
        "release": release.sequence,
        "kind": kind,
        "position": position,
        "id": _id_of(item, position),
        "hash": hash_of(payload),
        "payload": payload,
        **columns,
    }


def _id_of(item: Any, position: int) -> str:
    if isinstance(item, ExternalEvent):
        return f"{item.dataset}:{item.external_id}"
    return str(getattr(item, "id", position))


def hash_of(payload: str) -> str:
    """Return the name under which a frozen payload is kept."""
    return hashlib.sha256(payload.encode()).hexdigest()[:32]


def _keep(connection: Connection, payloads: dict[str, str]) -> None:
    table = tables.frozen.c
    query = select(table.hash).where(table.hash.in_(list(payloads)))
    known = set(connection.execute(query).scalars())
    fresh = [{"hash": h, "payload": p} for h, p in payloads.items() if h not in known]
    if fresh:
        connection.execute(insert(tables.frozen), fresh)


def read_rows(
    database: Database, release: Release, kind: str, noun: type[T], *where: ColumnElement[bool]
) -> Iterator[T]:
    """Yield the frozen nouns of one kind, in the order in which they were frozen."""
    rows, frozen = tables.release_rows.c, tables.frozen.c
    query = (
        select(rows.position, frozen.payload)
        .join(tables.frozen, frozen.hash == rows.hash)
        .where(rows.release == release.sequence, rows.kind == kind, *where)
        .order_by(rows.position)
    )
    for row in by_key(database, query, rows.position, "position", size=2000):
        yield decode(str(row.payload), noun)


def check_release(database: Database, release: Release) -> tuple[str, ...]:
    """Return what is wrong with a release's rows: those that are lost or not as they were frozen.

    A document that was forgotten since takes its words along: that is told, and is no damage.
    """
    faults: list[str] = []
    digest = hashlib.sha256()
    rows, frozen = tables.release_rows.c, tables.frozen.c
    for kind in KINDS:
        count = release.counts[kind]
        query = (
            select(rows.position, rows.id, rows.hash, frozen.payload)
            .outerjoin(tables.frozen, frozen.hash == rows.hash)
            .where(rows.release == release.sequence, rows.kind == kind)
            .order_by(rows.position)
        )
        found = 0
        for row in by_key(database, query, rows.position, "position", size=2000):
            found += 1
            digest.update(f"{kind}\x00{row.id}\x00{row.hash}\n".encode())
            if row.payload is None or hash_of(str(row.payload)) != row.hash:
                faults.append(f"{kind} {row.id}: the row is not as it was frozen")
        if found != count:
            faults.append(f"{kind}: {found} of {count} rows are left")
    if not faults and digest.hexdigest()[:12] != release.fingerprint:
        faults += _explain(database)
    return tuple(faults)


def _explain(database: Database) -> tuple[str, ...]:
    state = tables.lifecycle.c
    query = select(func.count(state.document_id.distinct())).where(state.state == "forgotten")
    with database.read() as connection:
        count = connection.execute(query).scalar_one()
    if count:
        return ()
    return ("the rows are whole, but not those that were frozen: the fingerprint differs",)
