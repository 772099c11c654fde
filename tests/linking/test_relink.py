"""Reports added one by one: the bytes of linking from scratch, and only neighbours touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.telling import BOOK, figure, id_of, linked, tell, tell_all
from tests.linking.test_rulings import ruled

from concord.linking import link, relink

if TYPE_CHECKING:
    from concord.model import Decision, Document, Event, Incident

PLACES = ("Quetta", "Turbat", "Peshawar", "Bannu", "Kulachi", "Kolachi", "Daraban", "Balochistan")
TYPES = ("bombing", "suicide_bombing", "armed_attack", "clash")


@st.composite
def lines(draw: st.DrawFn) -> str:
    day = draw(st.sampled_from(["2023-05-12", "2023-05-13", "2023-05-14", "2023-05", "2023", ""]))
    place = draw(st.sampled_from(["", *PLACES]))
    killed = draw(st.sampled_from(["", "2", "6", "6+", "7", "40"]))
    group = draw(st.sampled_from(["", "TTP", "BLA"]))
    published = draw(st.sampled_from([" 2023-05-13", " 2023-05-15", " 2024-02-01", ""]))
    history = draw(st.booleans())
    parts = [
        f"on {day}" if day else "",
        f"at {place}" if place else "",
        f"killed {killed}" if killed else "",
        f"by {group}" if group else "",
        "history" if history else "",
    ]
    told = "; ".join(part for part in parts if part)
    return f"{published}: {draw(st.sampled_from(TYPES))}{'; ' if told else ''}{told}"


def same(one: tuple[Incident, ...], other: tuple[Incident, ...]) -> bool:
    return msgspec.json.encode(one) == msgspec.json.encode(other)


def grown(
    arriving: list[Event], documents: dict[str, Document], decisions: list[Decision]
) -> tuple[Incident, ...]:
    found: tuple[Incident, ...] = ()
    for number in range(1, len(arriving) + 1):
        found = relink(found, arriving[:number], documents, decisions, BOOK).incidents
    return found


@settings(max_examples=60, deadline=None)
@given(told=st.lists(lines(), min_size=2, max_size=9), data=st.data())
def test_in_any_order_of_arrival_the_bytes_are_those_of_linking_from_scratch(
    told: list[str], data: st.DataObject
) -> None:
    events, documents = tell_all(
        "\n".join(f"{chr(97 + number)}{line}" for number, line in enumerate(told))
    )
    pairs = st.lists(st.sampled_from([event.id for event in events]), min_size=2, max_size=2)
    decisions = ruled(
        *data.draw(
            st.lists(
                st.tuples(st.sampled_from(["same", "different", "split"]), pairs.map(tuple)),
                max_size=2,
            )
        )
    )
    order = data.draw(st.permutations(events))
    assert same(grown(order, documents, decisions), link(events, documents, decisions, BOOK))


@settings(max_examples=30, deadline=None)
@given(told=st.lists(lines(), min_size=2, max_size=9), data=st.data())
def test_what_is_taken_away_or_corrected_leaves_the_bytes_of_linking_from_scratch(
    told: list[str], data: st.DataObject
) -> None:
    events, documents = tell_all(
        "\n".join(f"{chr(97 + number)}{line}" for number, line in enumerate(told))
    )
    known = link(events, documents, (), BOOK)
    one = data.draw(st.sampled_from(events))
    left = [event for event in events if event is not one]
    if data.draw(st.booleans()):
        left.append(replace(one, tolls=(figure("killed", "40"),)))
    found = relink(known, left, documents, (), BOOK, before=[one])
    assert same(found.incidents, link(left, documents, (), BOOK))


def archive(size: int) -> tuple[list[Event], dict[str, Document]]:
    """Return an attack every tenth day, each told by two papers."""
    told = []
    for number in range(size):
        day = date(2010, 1, 1) + timedelta(days=10 * number)
        fact = f"bombing; on {day}; at {PLACES[number % 4]}; killed {3 + number % 9}"
        told += [f"a{number} {day}: {fact}", f"b{number} {day}: {fact}"]
    return tell_all("\n".join(told))


def test_one_article_touches_its_neighbourhood_however_large_the_archive_is() -> None:
    looked_at = []
    for size in (20, 200):
        events, documents = archive(size)
        known = link(events, documents, (), BOOK)
        document, event = tell("new 2010-04-12: bombing; on 2010-04-11; at Quetta; killed 5")
        documents[document.id] = document
        found = relink(known, [*events, event], documents, (), BOOK)
        assert same(found.incidents, link([*events, event], documents, (), BOOK))
        assert event.id in found.neighbourhood.events
        looked_at.append(len(found.neighbourhood.compared))
        kept = {id(incident) for incident in known}
        anew = [incident for incident in found.incidents if id(incident) not in kept]
        assert len(anew) == 1
    assert looked_at[0] == looked_at[1] <= 5


def test_a_report_that_joins_two_incidents_does_so_when_it_comes_last() -> None:
    told = """
        a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6; by BLA
        b 2023-05-20: bombing; on 2023-05; at Balochistan; killed 6; by BLA
        c 2023-05-13: bombing; on 2023-05-12; at Quetta; killed 6; by BLA
    """
    events, documents = tell_all(told)
    known = linked("\n".join(told.strip().splitlines()[:2]))
    found = relink(known, events, documents, (), BOOK)
    assert same(found.incidents, link(events, documents, (), BOOK))


def test_a_ruling_reaches_beyond_days() -> None:
    events, documents = tell_all("""
        a 2023-05-12: bombing; on 2023-05-12; at Quetta; killed 6
        b 2020-05-20: bombing; on 2020-05-20; at Turbat; killed 3
    """)
    decisions = ruled(("same", (id_of("a", 1, "bombing"), id_of("b", 2, "bombing"))))
    assert same(grown(events, documents, decisions), link(events, documents, decisions, BOOK))
