"""What is printed for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.cli.output import print_table

if TYPE_CHECKING:
    import pytest


def test_a_cell_that_lists_things_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("who", "n", "statements"), [("KP", 2, ["s1", "s2"]), ("PK", None, [])])
    shown = capsys.readouterr().out.splitlines()
    assert shown[2] == "KP   2  s1, s2"
    assert shown[3] == "PK"
