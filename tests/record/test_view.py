from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from tests.record.making import (
    at,
    coding,
    document,
    event,
    incident,
    on,
    ruling,
    start,
    statement,
)

from concord.model import ExternalEvent, Incident, Problem, Statistic
from concord.record import Coverage, Declaration
from concord.record.externals import MixedDataSetsError
from concord.record.runs import UnknownRunError
from concord.record.scoping import InvalidScopeError

if TYPE_CHECKING:
    from pathlib import Path

    from concord.model import Event, Run
    from concord.record import Record

FIRST = document(
    "A bomb went off in Bannu. Gunmen fired at a van. The army rejects talks.",
    "https://daily.example/1",
    url="https://daily.example/1",
    publisher="Daily",
    published="2023-01-31",
)
SECOND = document(
    "The Bannu bomb killed two.", "https://post.example/2", publisher="Post", published="2023-03-02"
)
HAND = document("Yearbook: a bomb in Tank, 2022.", "Yearbook, p. 3", media="citation")
BOMB = event(FIRST, "bomb", happened=on("2023-01-30"), places=at("Bannu", country="PK"))
SHOTS = event(FIRST, "fired", "armed_attack", happened=on("2023-01-29"), places=at("Tank"))
AGAIN = event(SECOND, "bomb", happened=on("2023-01-30"), places=at("Bannu", country="PK"))
CITED = event(HAND, "bomb", happened=on("2022-06-01", "2022-12-31", "month"))
SAID = statement(FIRST, "army", "rejects talks", stance="rejects", option="talks")
MERGED = incident(BOMB, AGAIN)
ALONE = incident(SHOTS)
BY_HAND = incident(CITED)


@pytest.fixture
def coded(record: Record) -> Record:
    record.add([FIRST, SECOND, HAND])
    hand, run = start(record, "hand"), start(record)
    record.write_codings(hand, [coding(HAND, CITED)])
    record.write_codings(
        run, [coding(FIRST, BOMB, SHOTS, statements=(SAID,)), coding(SECOND, AGAIN)]
    )
    record.write_incidents(run, [MERGED, ALONE, BY_HAND])
    return record


def events(record: Record, **scope: Any) -> set[str]:
    return {each.id for each in record.view(**scope).events()}


def incidents(record: Record, **scope: Any) -> list[str]:
    return [each.id for each in record.view(**scope).incidents()]


def recode(record: Record, *now: Event) -> Run:
    """Code the first document by a better coder; the second as before."""
    run = start(record, coder="2")
    record.write_codings(run, [coding(FIRST, *now), coding(SECOND, AGAIN)])
    return run


def test_an_empty_record_has_an_empty_view(record: Record) -> None:
    view = record.view()
    assert view.run is None
    assert (*view.documents(), *view.events(), *view.incidents(), *view.statements()) == ()
    assert view.coverage() == Coverage(run=None, ledger=None)
    assert view.coverage().words() == "Nothing has been coded yet."


def test_a_view_reads_its_run_and_always_what_was_entered_by_hand(coded: Record) -> None:
    assert events(coded) == {BOMB.id, SHOTS.id, AGAIN.id, CITED.id}
    other = start(coded, coder="2")
    assert events(coded) == {CITED.id}
    first = coded.runs()[1]
    assert first != other
    assert events(coded, run=first.id) == {BOMB.id, SHOTS.id, AGAIN.id, CITED.id}
    with pytest.raises(UnknownRunError):
        coded.view(run="r0")


def test_everything_comes_in_an_order_of_the_record_alone(coded: Record) -> None:
    view = coded.view()
    order = [(each.document_id, each.start) for each in view.events()]
    assert order == sorted(order)
    assert [each.id for each in view.incidents()] == [BY_HAND.id, ALONE.id, MERGED.id]
    assert [each.id for each in view.documents()] == sorted([FIRST.id, SECOND.id, HAND.id])
    assert list(view.statements()) == [SAID]


def test_documents_are_read_when_they_are_asked_for(coded: Record) -> None:
    found = coded.view().documents()
    assert len(found) == 3
    assert found[0] == next(iter(found))
    assert list(found[1:]) == list(found)[1:]
    assert coded.view(sources="Post").document(FIRST.id) == FIRST
    assert coded.view().document("dnone") is None
    assert all(each.text == "" for each in coded.view().headings.values())


def test_a_window_shows_its_events_and_every_document_that_they_cite(coded: Record) -> None:
    scope = {"since": "2023-01-30", "until": "2023-01-31"}
    assert incidents(coded, **scope) == [MERGED.id]
    assert {each.id for each in coded.view(**scope).documents()} == {FIRST.id, SECOND.id}
    assert list(coded.view(until="2022").documents()) == [HAND]
    assert list(coded.view(since="2023-03").statements()) == []


def test_sources_places_and_types_narrow_the_view(coded: Record) -> None:
    assert events(coded, sources="post") == {AGAIN.id}
    assert incidents(coded, sources="Post") == [MERGED.id]
    assert incidents(coded, sources="daily.example") == [ALONE.id, MERGED.id]
    assert incidents(coded, types="armed_attack") == [ALONE.id]
    assert incidents(coded, places=["Tank"]) == [ALONE.id]
    assert incidents(coded, countries=["PK"]) == [MERGED.id]
    with pytest.raises(InvalidScopeError, match="places"):
        coded.view(place="Tank")


def test_a_rejected_event_is_left_out_and_its_incident_shrinks(coded: Record) -> None:
    coded.decide(ruling("reject", AGAIN.id))
    assert AGAIN.id not in events(coded)
    (left,) = [each for each in coded.view().incidents() if each.id == MERGED.id]
    assert left.event_ids == (BOMB.id,)
    coded.decide(ruling("reject", BOMB.id))
    assert MERGED.id not in incidents(coded)


def test_a_rejected_incident_goes_with_its_events_and_comes_back_when_undone(coded: Record) -> None:
    made = coded.decide(ruling("reject", MERGED.id))
    assert events(coded) == {SHOTS.id, CITED.id}
    assert incidents(coded) == [BY_HAND.id, ALONE.id]
    coded.decide(ruling("undo", undoes=made.sequence))
    assert MERGED.id in incidents(coded)


def test_a_correction_shows_in_the_event_and_decides_about_the_scope(coded: Record) -> None:
    coded.decide(ruling("correct", SHOTS.id, field="happened_from", value="2024-07-01"))
    coded.decide(ruling("correct", SHOTS.id, field="killed_best", value=3))
    assert SHOTS.id in events(coded, since="2024")
    (now,) = coded.view(since="2024").incidents()
    assert (now.id, now.review, now.facts.tolls[-1].best) == (ALONE.id, "corrected", 3)


def test_a_corrected_incident_keeps_its_events_as_they_were_read(coded: Record) -> None:
    coded.decide(ruling("correct", MERGED.id, field="status", value="foiled"))
    (now,) = coded.view(statuses="foiled").incidents()
    assert (now.id, now.review) == (MERGED.id, "corrected")
    assert events(coded, statuses="foiled") == set()


def test_reviewed_or_not(coded: Record) -> None:
    coded.decide(ruling("accept", MERGED.id))
    coded.decide(ruling("correct", SHOTS.id, field="weapon", value="rifle"))
    reviews = {each.id: each.review for each in coded.view().incidents()}
    assert reviews == {MERGED.id: "accepted", ALONE.id: "corrected", BY_HAND.id: "machine"}
    assert incidents(coded, reviewed=True) == [ALONE.id, MERGED.id]
    assert incidents(coded, reviewed=False) == [BY_HAND.id]
    assert events(coded, reviewed=False) == {CITED.id}
    assert events(coded, reviewed=True) == {BOMB.id, SHOTS.id, AGAIN.id}


def test_an_incident_is_accepted_when_each_of_its_events_is(coded: Record) -> None:
    coded.decide(ruling("accept", BOMB.id))
    assert incidents(coded, reviewed=True) == []
    coded.decide(ruling("accept", AGAIN.id))
    assert incidents(coded, reviewed=True) == [MERGED.id]


def test_decisions_survive_a_better_engine(coded: Record) -> None:
    coded.decide(ruling("reject", BOMB.id))
    coded.decide(ruling("correct", SHOTS.id, field="weapon", value="rifle"))
    bomb = event(FIRST, "went off", happened=on("2023-01-30"))
    shots = event(FIRST, "Gunmen", "clash", happened=on("2023-01-29"))
    run = recode(coded, bomb, shots)
    coded.write_incidents(run, [incident(shots), incident(AGAIN)])
    (now,) = [each for each in coded.view().events() if each.document_id == FIRST.id]
    assert (now.id, now.weapon) == (shots.id, "rifle")
    assert [d.subjects for d in coded.view().decisions()] == [(bomb.id,), (shots.id,)]
    assert [d.subjects for d in coded.active_decisions()] == [(bomb.id,), (shots.id,)]
    assert [d.subjects for d in coded.decisions()] == [(BOMB.id,), (SHOTS.id,)]


def test_a_document_set_aside_takes_its_events_out_of_the_incidents(coded: Record) -> None:
    coded.remove(SECOND.id)
    (left,) = [each for each in coded.view().incidents() if each.id == MERGED.id]
    assert (left.event_ids, left.document_ids) == ((BOMB.id,), (FIRST.id,))
    coded.remove(FIRST.id)
    assert incidents(coded) == [BY_HAND.id]
    coded.remove(HAND.id)
    assert incidents(coded) == []


def test_an_incident_is_found_by_every_name_in_scope(coded: Record) -> None:
    view = coded.view()
    assert view.find(AGAIN.id) == view.find(MERGED.id) == MERGED
    assert coded.view(types="armed_attack").find(MERGED.id) is None


def test_imported_rows_are_incidents_of_their_data_set(coded: Record) -> None:
    row = ExternalEvent(dataset="ged", version="24.1", external_id="77", facts=BOMB)
    coded.add_external([row])
    assert MERGED.id in incidents(coded)
    assert coded.view(datasets="ged").incidents() == (
        Incident(
            id="ged:77",
            facts=BOMB,
            event_ids=(),
            dataset="ged",
            release="24.1",
            toll_rule="ucdp",
        ),
    )
    assert incidents(coded, datasets="ged", types="clash") == []
    assert events(coded, datasets="ged") == set()
    assert len(incidents(coded, datasets=["own", "ged"])) == 4
    with pytest.raises(InvalidScopeError, match="own, ged"):
        coded.view(datasets="gedd")


def test_data_sets_and_editions_are_listed_side_by_side_and_never_counted_together(
    coded: Record,
) -> None:
    editions = [
        ExternalEvent(dataset="ged", version=version, external_id="77", facts=BOMB)
        for version in ("24.1", "25.1")
    ]
    coded.add_external(editions)
    assert [each.release for each in coded.view(datasets="ged").incidents()] == ["24.1", "25.1"]
    with pytest.raises(MixedDataSetsError, match=r"ged@24\.1, ged@25\.1"):
        coded.view(datasets="ged").counted()
    with pytest.raises(MixedDataSetsError, match="own"):
        coded.view(datasets=["own", "ged@25.1"]).counted()
    assert [each.release for each in coded.view(datasets="ged@25.1").counted()] == ["25.1"]


def test_what_is_counted_is_what_the_inclusion_rule_admits(record: Record) -> None:
    record.add([FIRST])
    run = start(record)
    whole = replace(BOMB, part_of="summary")
    record.write_codings(run, [coding(FIRST, whole, replace(SHOTS, status="foiled"))])
    record.write_incidents(run, [incident(BOMB), incident(replace(SHOTS, status="foiled"))])
    assert len(record.view().incidents()) == 2
    assert [each.id for each in record.view().counted()] == [incident(BOMB).id]


def test_an_inclusion_file_may_choose_the_rule_of_tolls(coded: Record, tmp_path: Path) -> None:
    file = tmp_path / "low.yaml"
    file.write_text("name: low\nwords: All.\ntoll_rule: acled_lowest\n")
    usual = {each.toll_rule for each in coded.view().incidents()}
    chosen = {each.toll_rule for each in coded.view(inclusion=str(file)).incidents()}
    assert (usual, chosen) == ({"latest_independent"}, {"acled_lowest"})


def test_problems_of_reading_and_of_coding_are_listed_together(coded: Record) -> None:
    read = Problem(where="x.pdf", code="encrypted", message="Locked.")
    coded.write_problems([read])
    third = document("A third report.", "c.txt")
    coded.add([third])
    odd = Problem(where=third.id, code="odd", message="Look.", stage="code")
    run = coded.chosen_run()
    assert run is not None
    coded.write_codings(run, [coding(third, problems=(odd,))])
    assert coded.view().problems() == (read, odd)


def test_statistics_go_by_their_actors_and_the_day_of_publication(record: Record) -> None:
    record.add([FIRST])
    number = Statistic(
        id="n", document_id=FIRST.id, start=0, end=1, quote="A", measure="attacks", value=3,
        actors=("TTP",),
    )  # fmt: skip
    record.write_codings(start(record), [coding(FIRST, statistics=(number,))])
    assert list(record.view(actors="ttp", until="2023-01-31").statistics()) == [number]
    assert list(record.view(actors="bla").statistics()) == []
    assert list(record.view(since="2023-02").statistics()) == []


def test_coverage_says_how_much_the_run_has_read(coded: Record) -> None:
    coded.add([document("A third report.", "c.txt")])
    coverage = coded.view().coverage()
    assert coverage.ledger is not None
    assert (coverage.ledger.documents, coverage.ledger.pending) == (3, 1)
    assert "has read 2 of 3 documents" in coverage.words()
    assert not coverage.complete


def test_a_record_is_complete_only_inside_what_somebody_declared(coded: Record) -> None:
    whole = coded.view(since="2023", until="2023")
    assert whole.scope.since is not None
    coded.declare(
        Declaration(who="Asma", places=("PK",), since=whole.scope.since, until=whole.scope.until)
    )
    inside = coded.view(since="2023-01", until="2023-06", countries="pk").coverage()
    assert inside.complete
    assert "declared complete by Asma" in inside.words()
    for outside in (
        {},
        {"since": "2023", "until": "2023"},
        {"since": "2022", "until": "2023", "countries": "PK"},
        {"since": "2023", "until": "2023", "countries": "PK", "unit": "ged_event"},
    ):
        assert not coded.view(**outside).coverage().complete


def test_a_table_has_the_fields_of_the_contract(coded: Record) -> None:
    table = coded.view().table("events")
    assert {"event_id", "incident_id", "killed_low", "happened_from"} <= set(table.columns)
    assert table.height == 4


def test_a_view_reads_its_incidents_in_the_districts_of_a_year(coded: Record) -> None:
    view = coded.view()
    read = view.in_districts_of(2008)
    assert [each.id for each in read.incidents()] == [each.id for each in view.incidents()]
    assert [each.id for each in read.counted()] == [each.id for each in view.counted()]
    assert read.harmonised is not None
    assert "end of 2008" in read.harmonised.words()
    assert view.harmonised is None


@pytest.mark.parametrize("words", ["PK') OR 1=1 --", "'; DROP TABLE incidents; --", "%' OR '1'='1"])
@pytest.mark.parametrize(
    "key", ["countries", "places", "actors", "types", "categories", "statuses", "sources"]
)
def test_sql_in_a_scope_is_a_name_that_nothing_has(coded: Record, key: str, words: str) -> None:
    before = coded.view().incidents()
    try:
        asked = coded.view(**{key: [words]})
    except InvalidScopeError:
        return  # a name that is known to be none
    assert (asked.events(), asked.incidents()) == ((), ())
    assert coded.view().incidents() == before
