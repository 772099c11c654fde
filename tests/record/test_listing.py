"""Columns of a record against the view of the same scope: the same incidents, the same sums."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.invented import make_view
from tests.record.making import NOON

from concord import analysis
from concord.codebook.counting import load_inclusion, shipped_inclusions
from concord.model import Decision, ExternalEvent
from concord.record.amending import amend, last_decision, touched_since
from concord.record.choosing import (
    Matched,
    Wishes,
    check_unmixed,
    choose,
    counted_by,
    match,
    sorted_rows,
)
from concord.record.closeup import CloseUp, Named
from concord.record.externals import MixedDataSetsError
from concord.record.freshness import state_of
from concord.record.listing import list_incidents
from concord.record.papers import count_papers, list_papers
from concord.record.papers_named import numbers_of
from concord.record.scoping import parse_scope, ready
from concord.record.search import matching_numbers, parse_query
from concord.record.states import numbers_aside
from concord.record.sums import sum_periods, sum_spots, sum_toll

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.record import Record
    from concord.record.listing import Listing

SCOPES: tuple[dict[str, Any], ...] = (
    {},
    {"since": "2024-03"},
    {"until": "2023-06-30"},
    {"since": "2023-05-01", "until": "2023-05-31"},
    {"places": "Sindh"},
    {"places": ("Quetta", "Attock")},
    {"countries": "PK"},
    {"countries": "AF"},
    {"types": ("bombing",)},
    {"categories": "state_action", "statuses": "actual"},
    {"actors": "Red River Front"},
    {"actors": "rrf", "since": "2024"},
    {"sources": "example.org"},
    {"sources": "d4"},
    {"sources": "The Daily Test", "types": "bombing"},
    {"reviewed": True},
    {"reviewed": False},
    {"inclusion": "all_violence"},
)


def listed(record: Record, book: Codebook, **scope: Any) -> Listing:
    return list_incidents(record.view(book=book, **scope), book)


def ids_of(listing: Listing, rows: Any) -> set[str]:
    return {listing.ids[row] for row in np.flatnonzero(rows)}


def test_a_scope_admits_what_its_view_holds(filled: Record, book: Codebook) -> None:
    run = filled.chosen_run()
    assert run is not None
    first = next(iter(filled.incidents(run)))
    filled.decide(
        Decision(sequence=0, kind="correct", subjects=(first.id,), field="admin1", value="Sindh",
                 who="me", recorded=NOON)
    )  # fmt: skip
    listing = listed(filled, book)
    for scope in SCOPES:
        view = filled.view(book=book, **scope)
        chosen = choose(listing, ready(parse_scope(**scope), book))
        assert ids_of(listing, chosen.rows) == {each.id for each in view.incidents()}, scope
        counted = chosen.rows & counted_by(listing, view.scope.inclusion)
        assert ids_of(listing, counted) == {each.id for each in view.counted()}, scope


def test_sums_are_those_of_the_analyses(filled: Record, book: Codebook) -> None:
    listing = listed(filled, book)
    for scope in SCOPES:
        view = filled.view(book=book, **scope)
        chosen = choose(listing, ready(parse_scope(**scope), book))
        rows = chosen.rows & counted_by(listing, view.scope.inclusion)
        for row in analysis.records(analysis.totals(view))[1:]:
            total = sum_toll(listing, rows, str(row["measure"]))
            for name in ("low", "best", "high", "open_ended", "unstated", "party"):
                assert getattr(total, name) == row[name], (scope, row)
        trend = analysis.records(analysis.trends(view))
        periods = [(date.fromisoformat(str(r["from"])), date.fromisoformat(str(r["to"])))
                   for r in trend]  # fmt: skip
        for stretch, row in zip(sum_periods(listing, rows, periods), trend, strict=True):
            assert (stretch.incidents, stretch.possible, stretch.killed.best) == (
                row["incidents"], row["incidents_possible"], row["killed_best"],
            )  # fmt: skip
        places = sorted(
            (r["incidents"], r["killed_low"], r["killed_best"], r["killed_high"])
            for r in analysis.records(analysis.maps(view))
        )
        piles = sorted((p.incidents, p.killed.low, p.killed.best, p.killed.high)
                       for p in sum_spots(listing, rows))  # fmt: skip
        assert piles == places, scope


def test_a_facet_leaves_its_own_choice_aside(filled: Record, book: Codebook) -> None:
    listing = listed(filled, book)
    chosen = choose(listing, ready(parse_scope(types="bombing"), book))
    assert len(chosen) == 2
    assert dict(chosen.facet("types")) == {
        "bombing": 2, "armed_attack": 1, "military_operation": 1,
    }  # fmt: skip
    assert dict(chosen.facet("categories")) == {"militant_attack": 2}
    assert dict(choose(listing, ready(parse_scope(), book)).facet("actors")) == {"rrf": 1}


def test_years_and_thresholds_are_counted(filled: Record, book: Codebook) -> None:
    chosen = choose(listed(filled, book), ready(parse_scope(since="2024"), book))
    assert chosen.years() == ((2023, 1), (2024, 3))
    assert chosen.at_least("killed", (1, 5, 8)) == ((1, 3), (5, 2), (8, 1))
    assert chosen.count_flag("disputed") == 1


def test_a_search_finds_no_document_that_counts_no_more(filled: Record, book: Codebook) -> None:
    listing = listed(filled, book)
    assert len(choose(listing, ready(parse_scope()), Wishes(words=found(filled, "attock")))) == 1
    (row,) = np.flatnonzero(
        choose(listing, ready(parse_scope()), Wishes(words=found(filled, "attock"))).rows
    )
    gone = set(listing.documents.numbers[listing.documents.rows == row].tolist())
    for each in list(filled.documents()):
        if gone.intersection(numbers_of(filled.database, [each.id])):
            filled.remove(each.id)
    assert gone.isdisjoint(found(filled, "attock").numbers.tolist())
    assert len(choose(listing, ready(parse_scope()), Wishes(words=found(filled, "attock")))) == 0


def found(record: Record, words: str) -> Matched:
    with record.database.read() as connection:
        numbers = matching_numbers(connection, parse_query(words))
        return match(numbers, numbers_aside(connection))


def test_wishes_narrow_beside_the_scope(filled: Record, book: Codebook) -> None:
    listing = listed(filled, book)
    asked = ready(parse_scope(), book)
    with filled.database.read() as connection:
        assert matching_numbers(connection, parse_query("-attock")) == ()
    wishes = {
        Wishes(killed=7): 2,
        Wishes(disputed=True): 1,
        Wishes(disputed=False): 3,
        Wishes(counted=False): 1,
        Wishes(sources=2): 1,
        Wishes(review=("machine",)): 4,
        Wishes(review=("accepted",)): 0,
        Wishes(words=found(filled, "attock -nothing")): 1,
        Wishes(words=match((), ())): 0,
        Wishes(targets=("civilian",)): 0,
    }
    for wish, count in wishes.items():
        assert len(choose(listing, asked, wish)) == count, wish


def test_every_order_lists_every_row_once(filled: Record, book: Codebook) -> None:
    listing = listed(filled, book)
    chosen = choose(listing, ready(parse_scope(), book))
    for sort in ("newest", "oldest", "deadliest", "sources"):
        assert sorted(sorted_rows(listing, sort).tolist()) == [0, 1, 2, 3]
        assert len(chosen.page(sort, 0, 3)) == 3
        assert chosen.page(sort, 3, 3) == chosen.page(sort, 0, 4)[3:]
    newest = [listing.days[row, 0] for row in sorted_rows(listing, "newest")]
    assert newest == sorted(newest, reverse=True)


def test_every_shipped_rule_counts_by_columns(filled: Record, book: Codebook) -> None:
    listing = listed(filled, book)
    run = filled.chosen_run()
    assert run is not None
    for name in shipped_inclusions():
        rule = load_inclusion(name)
        admitted = {i.id for i in filled.incidents(run) if rule.admits(i.facts)}
        assert ids_of(listing, counted_by(listing, name)) == admitted, name


def test_a_close_up_tells_what_the_view_tells(filled: Record, book: Codebook) -> None:
    view = filled.view(book=book)
    for incident in view.incidents():
        named = Named(incidents=(incident.id,))
        close = CloseUp(filled, parse_scope(), view.run, book=book, named=named)
        assert close.incidents() == (incident,)
        assert [e.id for e in close.events() if e.id in incident.event_ids] == sorted(
            incident.event_ids
        )
        assert set(close.headings) == set(incident.document_ids)
        assert close.document(incident.document_ids[0]) is not None


def test_a_rejected_incident_is_in_no_close_up(filled: Record, book: Codebook) -> None:
    view = filled.view(book=book)
    gone = view.incidents()[0].id
    filled.decide(Decision(sequence=0, kind="reject", subjects=(gone,), who="me", recorded=NOON))
    close = CloseUp(filled, parse_scope(), view.run, book=book, named=Named(incidents=(gone,)))
    assert close.incidents() == ()


def test_data_sets_are_listed_and_never_counted_together(filled: Record, book: Codebook) -> None:
    facts = make_view().incidents()[0].facts
    filled.add_external(
        [ExternalEvent(dataset="ged", version=v, external_id="7", facts=facts) for v in "12"]
    )
    listing = listed(filled, book, datasets=("own", "ged"))
    own = choose(listing, ready(parse_scope(), book))
    assert len(own) == 4
    check_unmixed(listing, own.rows)
    both = choose(listing, ready(parse_scope(datasets=("own", "ged@1")), book))
    assert len(both) == 5
    with pytest.raises(MixedDataSetsError, match="ged@1, own"):
        check_unmixed(listing, both.rows)
    close = CloseUp(filled, parse_scope(datasets=("ged",)), filled.chosen_run(), book=book,
                    named=Named(incidents=("ged:7",)))  # fmt: skip
    assert [each.release for each in close.incidents()] == ["1", "2"]


def test_the_state_changes_when_the_record_does(filled: Record) -> None:
    seen = [state_of(filled.database)]
    assert state_of(filled.database) == seen[0]
    run = filled.chosen_run()
    assert run is not None
    first = next(iter(filled.incidents(run))).id
    steps = (
        lambda: filled.decide(
            Decision(sequence=0, kind="accept", subjects=(first,), who="me", recorded=NOON)
        ),
        lambda: filled.remove("d5"),
        lambda: filled.reinstate("d5"),
        lambda: filled.write_incidents(run, []),
        lambda: filled.start_run(
            engine="other", coder_version="1", model_version="0", codebook_version="1"
        ),
    )
    for step in steps:
        step()
        seen.append(state_of(filled.database))
    assert len(set(seen)) == len(steps) + 1


def test_papers_say_what_became_of_each_document(filled: Record) -> None:
    run = filled.chosen_run()
    assert run is not None
    papers = list_papers(filled.database, run.id)
    assert [p.id for p in papers] == ["d5", "d4", "d3", "d1"]
    assert [(p.events, p.statements, p.statistics) for p in papers[:2]] == [(2, 1, 1), (1, 1, 0)]
    assert count_papers(filled.database, run.id) == 4
    assert count_papers(filled.database, run.id, "rejected") == 0
    assert [p.id for p in list_papers(filled.database, run.id, at=(1, 2))] == ["d4", "d3"]
    assert [p.id for p in list_papers(filled.database, run.id, ids=["d1"])] == ["d1"]
    assert count_papers(filled.database, "no run", "pending") == 4


def test_an_empty_record_lists_nothing(record: Record, book: Codebook) -> None:
    listing = listed(record, book)
    chosen = choose(listing, ready(parse_scope(since="2020"), book))
    assert (len(listing), len(chosen), chosen.facet("types"), chosen.years()) == (0, 0, (), ())
    assert sum_toll(listing, chosen.rows).parts == 0
    assert sum_spots(listing, chosen.rows) == ()


def test_a_decision_amends_the_rows_that_it_is_about(filled: Record, book: Codebook) -> None:
    run = filled.chosen_run()
    assert run is not None
    before = listed(filled, book)
    first, second = (each.id for each in list(filled.incidents(run))[:2])
    last = last_decision(filled.database)
    ruled = {"who": "me", "recorded": NOON, "sequence": 0}
    filled.decide(Decision(kind="reject", subjects=(first,), **ruled))
    filled.decide(
        Decision(kind="correct", subjects=(second,), field="admin1", value="Gilgit", **ruled)
    )
    touched = touched_since(filled.database, run, last)
    assert touched == tuple(sorted((first, second)))
    amended = again(filled, book, before, touched)
    assert_alike(amended, listed(filled, book))
    assert first not in amended.positions

    last = last_decision(filled.database)
    filled.decide(Decision(kind="undo", subjects=(), undoes=last - 1, **ruled))
    touched = touched_since(filled.database, run, last)
    assert touched == (first,)
    assert_alike(again(filled, book, amended, touched), listed(filled, book))


def again(record: Record, book: Codebook, before: Listing, touched: tuple[str, ...]) -> Listing:
    close = CloseUp(record, parse_scope(), record.chosen_run(), book=book,
                    named=Named(incidents=touched))  # fmt: skip
    return amend(before, touched, list_incidents(close, book))


def assert_alike(one: Listing, other: Listing) -> None:
    assert sorted(one.ids) == sorted(other.ids)
    for scope in ({}, {"since": "2024"}, {"places": "Gilgit"}, {"actors": "rrf"}):
        asked = ready(parse_scope(**scope))
        left, right = choose(one, asked), choose(other, asked)
        assert left.page("oldest", 0, 9) == right.page("oldest", 0, 9)
        for facet in ("types", "provinces", "actors", "sources", "review"):
            assert left.facet(facet) == right.facet(facet)
        assert sum_toll(one, left.rows) == sum_toll(other, right.rows)
        assert len(sum_spots(one, left.rows)) == len(sum_spots(other, right.rows))
