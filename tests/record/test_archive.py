"""Parts of a record by name, and what linking leaves in it to find neighbours by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.record.making import at, coding, document, event, incident, on, ruling, start

from concord.codebook.book import load
from concord.record.archive import RecordArchive
from concord.record.incidents import Linked
from concord.record.migrations import MIGRATIONS, add_neighbours
from concord.record.reaches import ReachRow
from concord.record.runs import HAND
from concord.record.sources import Source, set_source

if TYPE_CHECKING:
    from concord.record import Record

BOOK = load()
BOMB = document("A bomb went off in Bannu.", "a.txt", publisher="The Daily")
GUNS = document("Gunmen fired in Quetta.", "b.txt", publisher="Daily")
CITED = document("A bomb was found in Turbat.", "c.txt", media="citation")
ONE = event(BOMB, "bomb", happened=on("2023-01-30"), places=at("Bannu"))
TWO = event(GUNS, "Gunmen", "armed_attack", happened=on("2023-02-01"), places=at("Quetta"))
HANDED = event(CITED, "bomb", happened=on("2023-03-01"), places=at("Turbat"))


def filled(record: Record) -> RecordArchive:
    record.add([BOMB, GUNS, CITED])
    run = start(record)
    record.write_codings(run, [coding(BOMB, ONE), coding(GUNS, TWO)])
    record.write_codings(start(record, engine=HAND), [coding(CITED, HANDED)])
    return RecordArchive(record, run, BOOK)


def test_what_is_read_by_name_is_what_a_view_shows(record: Record) -> None:
    archive = filled(record)
    record.decide(ruling("correct", ONE.id, field="killed_best", value=4), book=BOOK)
    record.decide(ruling("reject", TWO.id))
    set_source(record, Source(name="The Daily", also=("Daily",)), who="me")
    seen = record.view(book=BOOK).events()
    assert {each.id for each in seen} == {ONE.id, HANDED.id}
    archive = RecordArchive(record, archive.run, BOOK)
    assert sorted((e for e, _ in archive.each()), key=lambda e: e.document_id) == list(seen)
    names = [ONE.id, TWO.id, HANDED.id, "unknown"]
    assert sorted(archive.events(names).values(), key=lambda e: e.document_id) == list(seen)
    assert archive.events_in([BOMB.id]).keys() == {ONE.id}
    assert archive.documents([GUNS.id])[GUNS.id].publisher == "The Daily"
    record.remove(BOMB.id)
    assert RecordArchive(record, archive.run, BOOK).events(names).keys() == {HANDED.id}


def rows(*spans: tuple[str, int, int, int]) -> list[ReachRow]:
    return [ReachRow(name, span, first, last, name) for name, span, first, last in spans]


def test_what_may_have_happened_in_some_days_is_found(record: Record) -> None:
    archive = filled(record)
    linked = record.linked_now(archive.run, linker="1")
    told = rows(
        ("day", 0, 100, 100), ("week", 0, 96, 103), ("year", 1, 1, 365), ("ever", 2, 0, 9999)
    )
    record.write_incidents(archive.run, [incident(ONE)], linked=linked, reaches=told)
    found = list(archive.near_in_time(98, 102, (14, 400)))
    assert sorted(found) == ["day", "ever", "week", "year"]
    assert sorted(archive.near_in_time(101, 102, (14, 400))) == ["ever", "week", "year"]
    assert sorted(archive.near_in_time(400, 500, (14, 400))) == ["ever"]
    assert archive.incidents([ONE.id, TWO.id]).keys() == {incident(ONE).id}


def test_only_what_came_since_waits_and_only_where_nothing_else_changed(record: Record) -> None:
    archive = filled(record)
    run = archive.run
    assert not record.linked_now(run, linker="1").grown
    record.write_incidents(run, [incident(ONE)], linked=record.linked_now(run, linker="1"))
    now = record.linked_now(run, linker="1")
    assert (now.grown, now.waiting) == (True, ())
    assert not record.linked_now(run, linker="2").grown
    more = document("Another bomb in Bannu.", "d.txt")
    record.add([more])
    record.write_codings(run, [coding(more, event(more, "bomb"))])
    assert record.linked_now(run, linker="1").waiting == (more.id,)
    assert record.is_stale(run)
    by_hand = replace(CITED, id="d2", source="e.txt")
    record.add([by_hand])
    record.write_codings(record.runs_with_hand(run)[0], [coding(by_hand)])
    assert record.linked_now(run, linker="1").waiting == tuple(sorted((more.id, "d2")))
    made = record.decide(ruling("reject", TWO.id))
    record.remove("d2")
    now = record.linked_now(run, linker="1")
    assert (now.grown, now.decided, now.moved) == (True, (made,), ("d2",))


def test_a_change_is_whole_or_not_made(record: Record) -> None:
    archive = filled(record)
    run = archive.run
    record.write_incidents(
        run, [incident(ONE), incident(TWO)], linked=record.linked_now(run, linker="1")
    )
    before = record.linked_now(run, linker="1")
    joined = incident(ONE, TWO)
    count = record.change_incidents(
        run, [incident(TWO).id], [joined], linked=before, reaches=rows(("x", 0, 1, 1))
    )
    assert count == 1
    assert record.find_incident(run, TWO.id) == joined
    assert list(archive.near_in_time(1, 1, (14,))) == ["x"]
    # The same change again, of somebody who read before: it comes too late.
    other = before._replace(before="something else")
    assert record.change_incidents(run, [joined.id], [], linked=other, reaches=[]) is None
    assert record.find_incident(run, ONE.id) == joined


def test_what_comes_while_linking_waits(record: Record) -> None:
    archive = filled(record)
    run = archive.run
    record.write_incidents(run, [], linked=record.linked_now(run, linker="1"))
    begun = record.linked_now(run, linker="1")
    late = document("A bomb in Turbat.", "late.txt")
    record.add([late])
    record.write_codings(run, [coding(late, event(late, "bomb"))])
    record.write_incidents(run, [incident(ONE)], linked=begun)
    assert record.linked_now(run, linker="1").waiting == (late.id,)


def test_a_record_of_before_is_linked_from_scratch_once(file_record: Record) -> None:
    archive = filled(file_record)
    run = archive.run
    linked = file_record.linked_now(run, linker="1")
    file_record.write_incidents(run, [incident(ONE)], linked=linked)
    with file_record.database.write() as connection:
        add_neighbours(connection)
    assert not file_record.linked_now(run, linker="1").grown
    assert not file_record.is_stale(run)
    assert MIGRATIONS[6].apply is add_neighbours


def test_incidents_written_without_their_reach_are_linked_from_scratch(record: Record) -> None:
    archive = filled(record)
    record.write_incidents(archive.run, [incident(ONE)])
    for linker in ("", "1"):
        assert not record.linked_now(archive.run, linker=linker).grown
    assert not record.is_stale(archive.run)
    assert Linked("", "").waiting == ()
