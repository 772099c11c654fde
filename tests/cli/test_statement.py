"""`concord statement add`, and what positions make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.conftest import Desk

GIVEN = (
    *("statement", "add", "--speaker", "TTP", "--option", "negotiation", "--stance", "rejects"),
    *("--said", "2024-06-21", "--quote", "There is nothing to talk about."),
    *("--source-title", "Evening bulletin", "--source-publisher", "Example Radio"),
)


def test_a_statement_by_hand_counts_as_a_position(built: Desk) -> None:
    before = {row["statement_id"] for row in built.rows("statements")}
    assert "added to" in built.run(*GIVEN)
    (new,) = [row for row in built.rows("statements") if row["statement_id"] not in before]
    assert (new["option"], new["stance"]) == ("negotiation", "rejects")
    held = [p for p in built.rows("positions") if new["statement_id"] in p["statements"]]
    assert [p["stance"] for p in held] == [-1.0]
    assert "already" in built.run(*GIVEN)
    assert len(built.rows("statements")) == len(before) + 1


def test_what_is_wrong_is_said_field_by_field(built: Desk) -> None:
    out = built.run(*GIVEN, "--option", "lunch", "--said", "someday", status=1)
    assert "option: 'lunch'" in out
    assert "said: 'someday'" in out
