"""A record linked: from scratch where something was ruled, else only around what was added.

A record that does not fit in memory is linked all the same: reports are digested once, and those of
some hundred incidents are read together to make their facts.
"""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Generic, Self, TypeVar

import msgspec

from concord import linking
from concord.linking import Meeting, Reach
from concord.linking.candidates import LONGEST_DAYS
from concord.model import Incident
from concord.record.archive import RecordArchive
from concord.record.reaches import ReachRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from concord.codebook.book import Codebook
    from concord.model import Run
    from concord.record import Record
    from concord.record.incidents import Linked

T = TypeVar("T")
_REACHES = msgspec.json.Decoder(Reach)


class Archive(RecordArchive):
    """The events of a record, found by where and when they may have happened."""

    def near(self, meeting: Meeting) -> Iterator[str]:
        """Yield the ids of the events linked before that can meet one."""
        for payload in self.near_in_time(meeting.begin, meeting.end, LONGEST_DAYS):
            reach = _REACHES.decode(payload)
            if meeting.admits(reach):
                yield reach.event


class Spool(Generic[T]):
    """Nouns put aside in a file that is gone afterwards, to be gone through more than once."""

    def __init__(self, kind: type[T]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the with of this class
        self._encoder, self._decoder = msgspec.json.Encoder(), msgspec.json.Decoder(kind)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, item: T) -> None:
        """Put one aside."""
        self._file.write(self._encoder.encode(item) + b"\n")

    def __iter__(self) -> Iterator[T]:
        """Yield them in the order in which they came."""
        self._file.seek(0)
        for line in self._file:
            yield self._decoder.decode(line)


def link_record(record: Record, book: Codebook, run: Run) -> int:
    """Link a run's events and the hand-entered ones into incidents; return how many there are.

    Where nothing but documents has come since, only their neighbourhood is read and linked anew.
    """
    while True:
        linked = record.linked_now(run, linker=linking.VERSION)
        archive = Archive(record, run, book)
        if not linked.grown or book.version != run.codebook_version:
            return _link_anew(record, archive, linked)
        change = linking.relink_archive(archive, linked.waiting, archive.decisions, book)
        count = record.change_incidents(
            run,
            change.gone,
            change.incidents,
            linked=linked,
            reaches=[_row(each) for each in change.reaches],
        )
        if count is not None:
            return count


def _link_anew(record: Record, archive: Archive, linked: Linked) -> int:
    with Spool(Incident) as incidents, Spool(Reach) as reaches:
        found = linking.link_archive(archive, archive.decisions, archive.book, reaches.add)
        for incident in found:
            incidents.add(incident)
        return record.write_incidents(
            archive.run, incidents, linked=linked, reaches=(_row(each) for each in reaches)
        )


def _row(reach: Reach) -> ReachRow:
    payload = msgspec.json.encode(reach).decode()
    return ReachRow(reach.event, reach.span, reach.first, reach.last, payload)
