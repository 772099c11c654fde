"""A record linked: from scratch at first, then only where what has come since can reach.

A record that does not fit in memory is linked all the same: reports are digested once, and those of
some hundred incidents are read together to make their facts.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from concord import linking
from concord.linking import Meeting, Reach, Since
from concord.linking.candidates import LONGEST_DAYS
from concord.linking.rulings import event_of
from concord.model import Incident
from concord.record.archive import RecordArchive
from concord.record.reaches import ReachRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from concord.codebook.book import Codebook
    from concord.model import Decision, Run
    from concord.record import Record
    from concord.record.incidents import Linked

# Rulings on which events are one; others change what an event tells, or whether it counts.
SHAPING = frozenset({"same", "different", "split"})
# So many events are followed in any case, and more if they are few beside those linked before.
FEW, MOST_SHARE = 500, 0.1
T = TypeVar("T")
_REACHES = msgspec.json.Decoder(Reach)


class Archive(RecordArchive):
    """The events of a record, found by where and when they may have happened."""

    def reaches(self, events: Collection[str]) -> Mapping[str, Reach]:
        """Return the days and places of these events as they were linked last, by id."""
        found = self.payloads_of(events)
        return {name: _REACHES.decode(payload) for name, payload in found.items()}

    def near(self, meeting: Meeting) -> Iterator[str]:
        """Yield the ids of the events linked before that can meet one."""
        for payload in self.near_in_time(meeting.begin, meeting.end, LONGEST_DAYS):
            reach = _REACHES.decode(payload)
            if meeting.admits(reach):
                yield reach.event


class Spool(Generic[T]):
    """Nouns put aside in a file that is gone afterwards, to be gone through more than once."""

    def __init__(self, kind: type[T]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._encoder, self._decoder = msgspec.json.Encoder(), msgspec.json.Decoder(kind)

    def close(self) -> None:
        """Let go of the file."""
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

    Of what has come since they were linked last (documents, versions, rulings), only what it can
    reach is read and linked anew. Everything is where the codebook or the linker is another one,
    publishers were entered, or much has come.
    """
    while True:
        linked = record.linked_now(run, linker=linking.VERSION)
        archive = Archive(record, run, book)
        since = _since(archive, linked)
        if since is None or book.version != run.codebook_version:
            return _link_anew(record, archive, linked)
        change = linking.relink_archive(archive, since, archive.decisions, book)
        count = record.change_incidents(
            run,
            change.gone,
            change.incidents,
            linked=linked,
            reaches=[_row(each) for each in change.reaches],
            vanished=change.vanished,
        )
        if count is not None:
            return count


def _since(archive: Archive, linked: Linked) -> Since | None:
    """Return the events that what has come is about, or None if all are to be linked anew.

    A ruling is about all events of the documents that its subjects stand in: which of them it finds
    may have changed with it.
    """
    if not linked.grown or _lifts_rejection(archive, linked):
        return None
    shaping = [each for each in linked.decided if each.kind in SHAPING]
    telling = [each for each in linked.decided if each.kind not in SHAPING]
    told = archive.names_in({*linked.waiting, *linked.moved, *_documents(telling)})
    ruled = archive.names_in(_documents(shaping))
    many = len(told) + len(ruled)
    if many > FEW and many > archive.linked_events() * MOST_SHARE:
        return None
    return Since(told=frozenset(told | _named(telling)), ruled=frozenset(ruled | _named(shaping)))


def _lifts_rejection(archive: Archive, linked: Linked) -> bool:
    """Return whether a text changed by which an incident was rejected.

    What else that incident held comes back with it, and nothing says any more where it lay.
    """
    rejections = [each for each in archive.decisions if each.kind == "reject"]
    return not _documents(rejections).isdisjoint({*linked.waiting, *linked.moved})


def _documents(decisions: Iterable[Decision]) -> set[str]:
    return {anchor.document_id for each in decisions for anchor in each.anchors}


def _named(decisions: Iterable[Decision]) -> set[str]:
    return {event_of(subject) for each in decisions for subject in each.subjects}


def _link_anew(record: Record, archive: Archive, linked: Linked) -> int:
    with closing(Spool(Incident)) as incidents, closing(Spool(Reach)) as reaches:
        found = linking.link_archive(archive, archive.decisions, archive.book, reaches.add)
        for incident in found:
            incidents.add(incident)
        return record.write_incidents(
            archive.run, incidents, linked=linked, reaches=(_row(each) for each in reaches)
        )


def _row(reach: Reach) -> ReachRow:
    payload = msgspec.json.encode(reach).decode()
    return ReachRow(reach.event, reach.span, reach.first, reach.last, payload)
