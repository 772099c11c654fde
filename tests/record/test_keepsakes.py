"""Saved scopes and boundaries: the last row of a name holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concord.record.keepsakes import InvalidNameError, NothingKeptError, drop, keep, kept

if TYPE_CHECKING:
    from concord.record import Record


def test_what_is_kept_last_under_a_name_holds(record: Record) -> None:
    keep(record, "scope", "north", "places=a", who="me")
    keep(record, "scope", " north ", "places=b", who="you")
    keep(record, "boundaries", "north", "{}", who="me")
    assert [(each.name, each.who, each.payload) for each in kept(record, "scope")] == [
        ("north", "you", "places=b")
    ]
    drop(record, "scope", "north", who="me")
    assert kept(record, "scope") == ()
    assert len(kept(record, "boundaries")) == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b", "a\u202eb"])
def test_a_name_must_be_readable(record: Record, name: str) -> None:
    with pytest.raises(InvalidNameError, match="printable"):
        keep(record, "scope", name, "", who="me")


def test_nothing_is_taken_away_that_is_not_there(record: Record) -> None:
    with pytest.raises(NothingKeptError, match="kept under the name"):
        drop(record, "scope", "south", who="me")
