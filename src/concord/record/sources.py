"""The registry of sources: what kind of paper, channel or office each publisher is, and whose.

What people enter is appended, the last row of a name holds, and one without content takes the entry
away. Since when and until when a source speaks in this record, and how often, is counted from the
documents and never entered. A publisher that nobody has entered is listed too, with nothing said.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

from concord.errors import ConcordError
from concord.model import Problem
from concord.record import tables
from concord.record.keepsakes import checked_name
from concord.record.payload import decode, encode
from concord.record.states import ALIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from concord.record.store import Record

KINDS = (
    "newspaper", "agency", "broadcaster", "magazine", "online", "government", "military", "party",
    "armed_group", "monitor", "ngo", "international", "research", "social", "other",
)  # fmt: skip
SCALES = ("local", "provincial", "national", "regional", "international")
ENTERED = ("kind", "scale", "language", "owner", "party", "also", "note")
LONGEST = 400


class InvalidSourceError(ConcordError):
    """An entry that cannot be kept."""

    def __init__(self, name: str, fault: str) -> None:
        super().__init__(f"The source {name!r} cannot be kept: {fault}.")


class UnknownSourceError(ConcordError):
    """A name that neither an entry nor a document bears."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"No source is entered as {name!r}: `concord sources list` shows their names."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source: what was entered of it, and what the record's documents say.

    ``kind`` is one of KINDS and ``scale`` one of SCALES, or empty; ``language`` a code (ur, en);
    ``owner`` who owns it; ``party`` the actor for whom it speaks, if it is no independent voice;
    ``also`` other names under which its texts come, counted as the same outlet. ``documents``,
    ``first`` and ``last`` (days of publication) are those of this record.
    """

    name: str
    kind: str = ""
    scale: str = ""
    language: str = ""
    owner: str = ""
    party: str = ""
    also: tuple[str, ...] = ()
    note: str = ""
    documents: int = 0
    first: str | None = None
    last: str | None = None
    entered: bool = False


def set_source(record: Record, source: Source, *, who: str) -> Source:
    """Enter a source, in the place of what its name held; return it as it is kept.

    Raises InvalidSourceError, or InvalidNameError of a name that cannot be kept.
    """
    ready = checked(source)
    with record.database.write() as connection:
        others = [each for each in _entered(connection) if key(each.name) != key(ready.name)]
        taken = {key(name) for each in others for name in (each.name, *each.also)}
        for name in (ready.name, *ready.also):
            if key(name) in taken:
                fault = f"another source has the name {name!r} already"
                raise InvalidSourceError(ready.name, fault)
        _append(connection, record, ready.name, encode(_bare(ready)), who)
    return ready


def remove_source(record: Record, name: str, *, who: str) -> None:
    """Take the entry of a source away; raises UnknownSourceError. Its documents stay."""
    with record.database.write() as connection:
        found = [each for each in _entered(connection) if key(each.name) == key(name)]
        if not found:
            raise UnknownSourceError(name)
        _append(connection, record, found[0].name, None, who)


def sources(record: Record) -> tuple[Source, ...]:
    """Return every source of the record, entered or met as a publisher, by name."""
    with record.database.read() as connection:
        entered = _entered(connection)
        counted = _counted(connection)
    home = names_of(entered)
    found = {each.name: each for each in entered}
    for publisher, documents, first, last in counted:
        name = home.get(key(publisher), publisher.strip())
        known = found.get(name, Source(name=name))
        days = [day for day in (known.first, known.last, first, last) if day]
        found[name] = replace(
            known,
            documents=known.documents + documents,
            first=min(days, default=None),
            last=max(days, default=None),
        )
    return tuple(sorted(found.values(), key=lambda each: (key(each.name), each.name)))


def find_source(record: Record, name: str) -> Source:
    """Return the source of a name or of one of its other names; raises UnknownSourceError."""
    for each in sources(record):
        if key(name) in {key(known) for known in (each.name, *each.also)}:
            return each
    raise UnknownSourceError(name)


def publisher_names(record: Record) -> Mapping[str, str]:
    """Return what each name of an entered source stands for, by its ``key``: one outlet, one name.

    Empty where no source has other names.
    """
    with record.database.read() as connection:
        return names_of(each for each in _entered(connection) if each.also)


def names_of(entered: Iterable[Source]) -> Mapping[str, str]:
    """Return the name of the source by the key of each of its names."""
    return {key(name): each.name for each in entered for name in (each.name, *each.also)}


def key(name: str) -> str:
    """Return a name as names are compared: case and spaces do not matter."""
    return " ".join(name.split()).casefold()


def read_row(row: Mapping[str, Any], where: str) -> Source | Problem:
    """Return the source of one row of a file (fields by name), or a Problem that says its fault."""
    unknown = sorted(set(map(str, row)) - {each.name for each in fields(Source)})
    if unknown:
        return _problem(where, f"unknown field {unknown[0]!r}; there are {', '.join(_FIELDS)}")
    also = row.get("also") or ()
    names = also.split("|") if isinstance(also, str) else [str(each) for each in also]
    values = {name: str(row.get(name) or "").strip() for name in _FIELDS if name != "also"}
    found = Source(**values, also=tuple(name.strip() for name in names if name.strip()))  # type: ignore[arg-type]  # names and words only
    try:
        return checked(found)
    except ConcordError as error:
        return _problem(where, str(error))


def checked(source: Source) -> Source:
    """Return a source as it may be kept; raises InvalidSourceError or InvalidNameError."""
    name = checked_name(source.name)
    for field, known in (("kind", KINDS), ("scale", SCALES)):
        value = getattr(source, field)
        if value and value not in known:
            raise InvalidSourceError(name, f"{field} is {value!r}; use {', '.join(known)}")
    for field in ("language", "owner", "party", "note"):
        value = getattr(source, field)
        if len(value) > LONGEST or not (value.isprintable() or not value):
            fault = f"{field} must be at most {LONGEST} printable characters"
            raise InvalidSourceError(name, fault)
    also = dict.fromkeys(checked_name(each) for each in source.also)
    return replace(source, name=name, also=tuple(each for each in also if key(each) != key(name)))


_FIELDS = ("name", *ENTERED)


def _problem(where: str, fault: str) -> Problem:
    return Problem(where=where, code="refused", message=fault, stage="import")


def _bare(source: Source) -> Source:
    """Return what is entered of a source, without what is counted."""
    return Source(name=source.name, **{name: getattr(source, name) for name in ENTERED})


def _append(
    connection: Connection, record: Record, name: str, payload: str | None, who: str
) -> None:
    table = tables.sources
    last = connection.execute(select(func.max(table.c.sequence))).scalar() or 0
    row = {
        "sequence": last + 1,
        "name": name,
        "who": who,
        "recorded": record.clock().isoformat(),
        "payload": payload,
    }
    connection.execute(insert(table).values(row))


def _entered(connection: Connection) -> list[Source]:
    table = tables.sources.c
    query = select(table.name, table.payload).order_by(table.sequence)
    last = {key(row.name): row.payload for row in connection.execute(query)}
    found = (decode(payload, Source) for payload in last.values() if payload is not None)
    return [replace(each, entered=True) for each in found]


def _counted(connection: Connection) -> Sequence[tuple[str, int, str | None, str | None]]:
    """Return the publishers of the documents that count, with their number and days."""
    table = tables.documents.c
    day = func.substr(table.published, 1, 10)
    query = (
        select(table.publisher, func.count(), func.min(day), func.max(day))
        .where(text(ALIVE), table.publisher.is_not(None), table.publisher != "")
        .group_by(table.publisher)
        .order_by(table.publisher)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]
