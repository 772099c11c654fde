"""The rows of listings beside what they are made of: filed, taken away and read in the record.

They are no cache: whoever writes an incident or an imported row files its row of the listing in the
same transaction. What people ruled is not in them, and is applied when they are read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, update

from concord.record import tables
from concord.record.documents import in_pages
from concord.record.listing_cells import Cells, cells_of, pack
from concord.record.papers_named import papers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from concord.model import Incident, Run

_ROWS, _WORDS = tables.listing_rows, tables.listing_words
_PAGE = 5000  # words that are held at once
_OF_RUNS, _OF_EDITIONS, _OF_RELEASES = "run:", "edition:", "release:"


@dataclass(frozen=True, slots=True)
class Filed:
    """The rows of one owner in order of id, and its words by their numbers, "" the first."""

    ids: tuple[str, ...]
    packed: tuple[bytes, ...]
    words: tuple[str, ...]


def owner_of_run(run_id: str) -> str:
    """Return whose the rows of a run's incidents are."""
    return f"{_OF_RUNS}{run_id}"


def owner_of_edition(dataset: str, version: str) -> str:
    """Return whose the rows of an imported edition are."""
    return f"{_OF_EDITIONS}{dataset}@{version}"


def owner_of_release(name: str, edition: str = "") -> str:
    """Return whose the frozen rows of a release are, those of our own or of an imported edition."""
    return f"{_OF_RELEASES}{name}:{edition}"


def file_rows(connection: Connection, owner: str, incidents: Iterable[Incident]) -> None:
    """File the rows of incidents that have none yet."""
    for page in in_pages(incidents):
        cells = _cells(connection, page)
        codes = _number_words(connection, owner, cells)
        rows = [
            {"owner": owner, "id": incident.id, "packed": pack(row, codes)}
            for incident, row in zip(page, cells, strict=True)
        ]
        connection.execute(insert(_ROWS), rows)


def take_rows(connection: Connection, owner: str, ids: Sequence[str]) -> None:
    """Take the rows of these ids away; their words stay for others."""
    for page in in_pages(ids):
        connection.execute(delete(_ROWS).where(_ROWS.c.owner == owner, _ROWS.c.id.in_(page)))


def take_runs(connection: Connection, run: Run | None = None) -> None:
    """Take all rows and words of a run away, or those of all runs."""
    for table in tables.LISTING_TABLES:
        owner = table.c.owner
        of = owner.startswith(_OF_RUNS) if run is None else owner == owner_of_run(run.id)
        connection.execute(delete(table).where(of))


def digest_words(connection: Connection) -> None:
    """Write the digests of all words anew: those of an older record are of the word alone."""
    last = select(_WORDS.c.owner, func.max(_WORDS.c.number)).group_by(_WORDS.c.owner)
    for owner, end in connection.execute(last).all():
        for begin in range(0, end + 1, _PAGE):
            within = _WORDS.c.number.between(begin, begin + _PAGE - 1)
            query = select(_WORDS.c.number, _WORDS.c.word).where(_WORDS.c.owner == owner, within)
            values = [
                {"of": owner, "at": number, "digest": _digest(owner, word)}
                for number, word in connection.execute(query).all()
            ]
            one = (_WORDS.c.owner == bindparam("of")) & (_WORDS.c.number == bindparam("at"))
            if values:
                connection.execute(update(_WORDS).where(one), values)


def read_filed(connection: Connection, owner: str) -> Filed:
    """Return the rows of an owner with its words."""
    query = select(_ROWS.c.id, _ROWS.c.packed).where(_ROWS.c.owner == owner).order_by(_ROWS.c.id)
    rows = connection.execute(query).all()
    words = select(_WORDS.c.number, _WORDS.c.word).where(_WORDS.c.owner == owner)
    known = {0: "", **dict(connection.execute(words).all())}
    return Filed(
        ids=tuple(row[0] for row in rows),
        packed=tuple(row[1] for row in rows),
        words=tuple(known.get(number, "") for number in range(max(known) + 1)),
    )


def find_misfiled(
    connection: Connection, owner: str, incidents: Sequence[Incident]
) -> Iterator[str]:
    """Yield the ids of those incidents whose rows are not there, or not what they say."""
    query = select(_ROWS.c.id, _ROWS.c.packed).where(
        _ROWS.c.owner == owner, _ROWS.c.id.in_([each.id for each in incidents])
    )
    filed = dict(connection.execute(query).all())
    cells = _cells(connection, incidents)
    codes = _known_words(connection, owner, cells)
    for incident, row in zip(incidents, cells, strict=True):
        is_known = all(word in codes for word in row.all_words())
        if not is_known or filed.get(incident.id) != pack(row, codes):
            yield incident.id


def _cells(connection: Connection, incidents: Sequence[Incident]) -> list[Cells]:
    papers = papers_of(connection, {each for one in incidents for each in one.document_ids})
    return [cells_of(each, papers) for each in incidents]


def _number_words(connection: Connection, owner: str, rows: Sequence[Cells]) -> dict[str, int]:
    """Return the numbers of all words of some rows; those that the owner lacks get the next."""
    found = _known_words(connection, owner, rows)
    words = dict.fromkeys(word for row in rows for word in row.all_words())
    if fresh := [word for word in words if word not in found]:
        last = select(func.max(_WORDS.c.number)).where(_WORDS.c.owner == owner)
        begin = (connection.execute(last).scalar() or 0) + 1
        numbered = list(enumerate(fresh, begin))
        connection.execute(
            insert(_WORDS),
            [
                {"owner": owner, "number": number, "digest": _digest(owner, word), "word": word}
                for number, word in numbered
            ],
        )
        found |= {word: number for number, word in numbered}
    return found


def _known_words(connection: Connection, owner: str, rows: Sequence[Cells]) -> dict[str, int]:
    words = dict.fromkeys(word for row in rows for word in row.all_words())
    found = {"": 0}
    for page in in_pages(_digest(owner, word) for word in words):
        query = select(_WORDS.c.word, _WORDS.c.number).where(_WORDS.c.digest.in_(page))
        found |= dict(connection.execute(query).all())
    return found


def _digest(owner: str, word: str) -> str:
    """Return what an owner's word is looked up by: it may be too long for an index."""
    return hashlib.sha256(f"{owner}\0{word}".encode()).hexdigest()[:32]
