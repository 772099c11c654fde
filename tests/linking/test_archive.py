"""An archive that grows, read piece by piece: the bytes of linking everything from scratch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.telling import BOOK, figure, id_of, tell, tell_all
from tests.linking.test_relink import archive as long_archive
from tests.linking.test_relink import lines
from tests.linking.test_rulings import ruled

from concord.linking import Meeting, Reach, Since, link, link_archive, relink_archive
from concord.linking.candidates import find_candidates
from concord.linking.columns import fill
from concord.linking.meeting import reach_of
from concord.linking.profiles import profile
from concord.model import Document, Event, Incident

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from concord.linking import Change
    from concord.model import Decision


@dataclass(slots=True)
class Shelf:
    """An archive in memory that counts what is read of it."""

    held: dict[str, Event] = field(default_factory=dict)
    texts: dict[str, Document] = field(default_factory=dict)
    made: dict[str, Incident] = field(default_factory=dict)
    kept: dict[str, Reach] = field(default_factory=dict)
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

    def reaches(self, events: Collection[str]) -> Mapping[str, Reach]:
        return {name: self.kept[name] for name in events if name in self.kept}

    def near(self, meeting: Meeting) -> Iterator[str]:
        return (each.event for each in self.kept.values() if meeting.admits(each))

    def incidents(self, events: Collection[str]) -> Mapping[str, Incident]:
        wanted = set(events)
        return {i.id: i for i in self.made.values() if not wanted.isdisjoint(i.event_ids)}

    def add(self, event: Event, document: Document, decisions: Sequence[Decision]) -> Change:
        self.held[event.id], self.texts[document.id] = event, document
        return self.follow(Since(told=frozenset({event.id})), decisions)

    def follow(self, since: Since, decisions: Sequence[Decision]) -> Change:
        change = relink_archive(self, since, decisions, BOOK)
        for name in change.gone:
            del self.made[name]
        self.made.update({each.id: each for each in change.incidents})
        self.kept.update({each.event: each for each in change.reaches})
        for name in change.vanished:
            self.kept.pop(name, None)
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


class History(Shelf):
    """A shelf to which things happen, one by one."""

    def __init__(self, events: Sequence[Event], documents: Mapping[str, Document]) -> None:
        super().__init__(texts=dict(documents))
        self.coming = list(events)
        self.gone: list[Event] = []
        self.decisions: list[Decision] = []

    def step(self, draw: Callable[..., Any]) -> None:
        """Let a report come, go, come back, or be corrected; or rule on one or two."""
        kind = draw(st.sampled_from(["come", "come", "go", "back", "correct", *RULINGS, "undo"]))
        if kind == "come" and self.coming:
            self._tell(self.coming.pop())
        elif kind == "back" and self.gone:
            self._tell(self.gone.pop())
        elif kind in ("go", "correct") and self.held:
            event = draw(st.sampled_from(list(self.held.values())))
            if kind == "go":
                self.gone.append(self.held.pop(event.id))
                self.follow(Since(told=frozenset({event.id})), self.decisions)
            else:
                self._tell(replace(event, **draw(st.sampled_from(CORRECTIONS))))
        elif kind in RULINGS and len(self.held) > 1:
            size = 2 if kind in ("same", "different") else 1
            named = draw(st.permutations(sorted(self.held)))[:size]
            whole = kind in ("same", "split", "reject", "accept") and draw(st.booleans())
            self._rule(kind, [f"i{name[1:]}" if whole else name for name in named])
        elif kind == "undo" and self.decisions:
            self._rule("undo", (), draw(st.sampled_from([d.sequence for d in self.decisions])))

    def _tell(self, event: Event) -> None:
        self.held[event.id] = event
        self.follow(Since(told=frozenset({event.id})), self.decisions)

    def _rule(self, kind: Any, subjects: Sequence[str], undoes: int | None = None) -> None:
        (made,) = ruled((kind, tuple(subjects)), undoes=undoes)
        self.decisions.append(replace(made, sequence=len(self.decisions) + 1))
        while made.undoes is not None:
            made = self.decisions[made.undoes - 1]
        named = frozenset(f"d{each[1:]}" for each in made.subjects)
        since = Since(told=named) if made.kind == "reject" else Since(ruled=named)
        self.follow(since, self.decisions)


RULINGS = ("same", "different", "split", "reject", "accept")
CORRECTIONS: tuple[dict[str, Any], ...] = (
    {"tolls": (figure("killed", "40"),)},
    {"places": ()},
    {"happened": ()},
    {"type": "clash"},
)


def gathered_reports(
    told: Sequence[str], draw: Callable[..., Any]
) -> tuple[list[Event], dict[str, Document]]:
    """Return reports of which some stand in the paper of the one before, as one operation."""
    events, documents = tell_all(letters(told))
    for n in range(1, len(events)):
        if draw(st.booleans()):
            paper, start = events[n - 1].document_id, events[n - 1].start + 1
            events[n] = replace(
                events[n], id=f"{paper}-e{start}-{n}", document_id=paper, start=start, end=start + 1
            )
            text = documents[paper].text
            documents[paper] = replace(documents[paper], text=f"In simultaneous attacks, {text}")
    return events, documents


@settings(max_examples=150, deadline=None)
@given(told=st.lists(lines(), min_size=3, max_size=9), data=st.data())
def test_whatever_happens_in_whatever_order_the_bytes_are_those_of_linking_from_scratch(
    told: list[str], data: st.DataObject
) -> None:
    events, documents = gathered_reports(told, data.draw)
    history = History(data.draw(st.permutations(events)), documents)
    for _ in range(data.draw(st.integers(3, 14))):
        history.step(data.draw)
        held = list(history.held.values())
        assert history.in_order() == from_scratch(held, documents, history.decisions)
    reaches: list[Reach] = []
    list(link_archive(history, history.decisions, BOOK, reaches.append))
    assert history.kept == {each.event: each for each in reaches}


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
        shelf.kept = {each.event: each for each in reaches}
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
