"""A run in memory against the view of the same scope: the same incidents and the same sayings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.record.making import NOON
from tests.record.test_listing import SCOPES

from concord.model import Decision
from concord.record.amending import last_decision, touched_since
from concord.record.closeup import CloseUp, Named
from concord.record.scoping import parse_scope
from concord.record.whole import Picked, read_sayings, read_whole, renew

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.record import Record


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_what_is_picked_is_what_a_view_reads(
    filled: Record, book: Codebook, scope: dict[str, Any]
) -> None:
    everything = filled.view(book=book)
    sayings, whole = read_sayings(everything), read_whole(everything)
    view = filled.view(book=book, **scope)
    admitted = [whole.incidents[each.id] for each in view.incidents()]
    picked = Picked(
        filled, parse_scope(**scope), filled.chosen_run(), book=book,
        sayings=lambda: sayings, picked=lambda: admitted[::-1],
    )  # fmt: skip
    for kind in ("incidents", "counted", "statements", "relations", "statistics", "events"):
        assert list(getattr(picked, kind)()) == list(getattr(view, kind)()), kind
    assert [each.id for each in picked.documents()] == [each.id for each in view.documents()]


def test_nothing_is_read_before_it_is_asked_for(filled: Record, book: Codebook) -> None:
    def fail() -> Any:
        raise AssertionError

    picked = Picked(
        filled, parse_scope(), filled.chosen_run(), book=book, sayings=fail, picked=fail
    )
    assert picked.problems() == filled.view(book=book).problems()


def test_a_decision_renews_only_what_it_touches(filled: Record, book: Codebook) -> None:
    before = read_whole(filled.view(book=book))
    run, last = filled.chosen_run(), last_decision(filled.database)
    assert run is not None
    first = next(iter(before.incidents))
    filled.decide(
        Decision(sequence=0, kind="correct", subjects=(first,), field="admin1", value="Sindh",
                 who="me", recorded=NOON)
    )  # fmt: skip
    touched = touched_since(filled.database, run, last)
    assert touched == (first,)
    close = CloseUp(filled, parse_scope(), run, book=book, named=Named(touched))
    after = renew(before, touched, close.incidents())
    assert dict(after.incidents) == dict(read_whole(filled.view(book=book)).incidents)
    assert after.incidents[first].facts.places[0].admin1 == "Sindh"
    assert before.incidents[first].facts.places[0].admin1 != "Sindh"
