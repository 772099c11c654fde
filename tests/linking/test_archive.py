"""An archive that grows, read piece by piece: the bytes of linking everything from scratch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.telling import BOOK, id_of, tell, tell_all
from tests.linking.test_relink import archive as long_archive
from tests.linking.test_relink import lines
from tests.linking.test_rulings import ruled

from concord.linking import Meeting, Reach, link, link_archive, relink_archive
from concord.linking.candidates import find_candidates
from concord.linking.columns import fill
from concord.linking.meeting import reach_of
from concord.linking.profiles import profile
from concord.model import Document, Event, Incident

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from concord.linking import Change
    from concord.model import Decision


@dataclass(slots=True)
class Shelf:
    """An archive in memory that counts what is read of it."""

    held: dict[str, Event] = field(default_factory=dict)
    texts: dict[str, Document] = field(default_factory=dict)
    made: dict[str, Incident] = field(default_factory=dict)
    reaches: dict[str, Reach] = field(default_factory=dict)
    read: int = 0

    def each(self) -> Iterator[tuple[Event, Document]]:
        return ((each, self.texts[each.document_id]) for each in self.held.values())

    def events(self, names: Collection[str]) -> Mapping[str, Event]:
        found = {name: self.held[name] for name in names if name in self.held}
        self.read += len(found)
        return found

    def events_in(self, documents: Collection[str]) -> Mapping[str, Event]:
        return {e.id: e for e in self.held.values() if e.document_id in documents}

    def documents(self, names: Collection[str]) -> Mapping[str, Document]:
        return {name: self.texts[name] for name in names}

    def near(self, meeting: Meeting) -> Iterator[str]:
        return (each.event for each in self.reaches.values() if meeting.admits(each))

    def incidents(self, events: Collection[str]) -> Mapping[str, Incident]:
        wanted = set(events)
        return {i.id: i for i in self.made.values() if not wanted.isdisjoint(i.event_ids)}

    def add(self, event: Event, document: Document, decisions: Sequence[Decision]) -> Change:
        self.held[event.id], self.texts[document.id] = event, document
        change = relink_archive(self, [document.id], decisions, BOOK)
        for name in change.gone:
            del self.made[name]
        self.made.update({each.id: each for each in change.incidents})
        self.reaches.update({each.event: each for each in change.reaches})
        return change

    def in_order(self) -> bytes:
        return msgspec.json.encode([self.made[name] for name in sorted(self.made)])


def from_scratch(
    events: Sequence[Event], documents: Mapping[str, Document], decisions: Sequence[Decision] = ()
) -> bytes:
    found = link(events, documents, decisions, BOOK)
    return msgspec.json.encode(sorted(found, key=lambda each: each.id))


def letters(told: Sequence[str]) -> str:
    return "\n".join(f"{chr(97 + number)}{line}" for number, line in enumerate(told))


def drawn_rulings(data: st.DataObject, events: Sequence[Event]) -> list[Decision]:
    kinds = st.sampled_from(["same", "different", "split", "reject"])
    pairs = st.lists(st.sampled_from([event.id for event in events]), min_size=2, max_size=2)
    return ruled(*data.draw(st.lists(st.tuples(kinds, pairs.map(tuple)), max_size=2)))


@settings(max_examples=60, deadline=None)
@given(told=st.lists(lines(), min_size=2, max_size=9), data=st.data())
def test_whatever_comes_first_the_bytes_are_those_of_linking_from_scratch(
    told: list[str], data: st.DataObject
) -> None:
    events, documents = tell_all(letters(told))
    decisions = drawn_rulings(data, events)
    shelf = Shelf()
    for event in data.draw(st.permutations(events)):
        shelf.add(event, documents[event.document_id], decisions)
    assert shelf.in_order() == from_scratch(events, documents, decisions)
    whole = Shelf(held={e.id: e for e in events}, texts=dict(documents))
    reaches: list[Reach] = []
    found = tuple(link_archive(whole, decisions, BOOK, reaches.append))
    assert msgspec.json.encode(found) == msgspec.json.encode(
        link(events, documents, decisions, BOOK)
    )
    assert len(reaches) <= len(events)


@settings(max_examples=60, deadline=None)
@given(told=st.lists(lines(), min_size=2, max_size=9))
def test_what_is_worth_comparing_can_meet(told: list[str]) -> None:
    events, documents = tell_all(letters(told))
    profiles = {event.id: profile(event, documents, BOOK) for event in events}
    columns = fill(profiles.values())
    for one, other in find_candidates(columns):
        for a, b in zip(one.tolist(), other.tolist(), strict=True):
            reaches = [reach_of(profiles[columns.ids[row]]) for row in (a, b)]
            assert Meeting(reaches[0]).admits(reaches[1])
            assert Meeting(reaches[1]).admits(reaches[0])


def test_a_text_that_tells_of_an_operation_joins_what_stood_apart() -> None:
    """
    Two attacks are linked before; a third paper calls them simultaneous: both are part of one.
    """
    events, documents = tell_all("""
        a 2023-05-13: bombing; on 2023-05-12; at Quetta; killed 6; by BLA
        b 2023-05-13: bombing; on 2023-05-12; at Turbat; killed 3; by BLA
        c 2023-05-14: bombing; on 2023-05-12; at Quetta; killed 6; by BLA
    """)
    (second,), _ = tell_all("c 2023-05-14: bombing; on 2023-05-12; at Turbat; killed 3; by BLA")
    paper = events[2].document_id
    told = replace(second, id=f"{paper}-e1-bombing", document_id=paper, start=events[2].start + 1)
    words = "In simultaneous attacks, bombs went off. "
    documents[paper] = replace(documents[paper], text=words + documents[paper].text)
    for arriving in ([events[2], told, *events[:2]], [*events[:2], events[2], told]):
        shelf = Shelf()
        for event in arriving:
            shelf.add(event, documents[event.document_id], ())
        assert shelf.in_order() == from_scratch([*events, told], documents)
        assert len({each.facts.part_of for each in shelf.made.values()} - {None}) == 1


def test_of_a_long_archive_only_the_neighbourhood_is_read() -> None:
    looked_at = []
    for size in (20, 200):
        events, documents = long_archive(size)
        shelf = Shelf(held={e.id: e for e in events}, texts=dict(documents))
        reaches: list[Reach] = []
        shelf.made = {each.id: each for each in link_archive(shelf, (), BOOK, reaches.append)}
        shelf.reaches = {each.event: each for each in reaches}
        shelf.read = 0
        document, event = tell("new 2010-04-12: bombing; on 2010-04-11; at Quetta; killed 5")
        change = shelf.add(event, document, ())
        assert shelf.in_order() == from_scratch([*events, event], shelf.texts)
        assert len(change.incidents) == 1
        looked_at.append(shelf.read)
    assert looked_at[0] == looked_at[1] <= 12


def test_a_ruling_reaches_beyond_days_and_places() -> None:
    events, documents = tell_all("""
        a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6
        b 2020-05-20: bombing; on 2020-05-20; at Turbat; killed 3
    """)
    decisions = ruled(("same", (id_of("a", 1, "bombing"), id_of("b", 2, "bombing"))))
    shelf = Shelf()
    for event in events:
        shelf.add(event, documents[event.document_id], decisions)
    assert shelf.in_order() == from_scratch(events, documents, decisions)
