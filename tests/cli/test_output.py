"""What is printed for a person."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from concord.cli.output import print_table, show_log, wait

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_a_cell_that_lists_things_names_them(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("who", "n", "statements"), [("KP", 2, ["s1", "s2"]), ("PK", None, [])])
    shown = capsys.readouterr().out.splitlines()
    assert shown[2] == "KP   2  s1, s2"
    assert shown[3] == "PK"


def test_yes_and_no_are_words(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("place", "drawn"), [("Quetta", True), ("Balochistan", False)])
    assert [line.split()[1] for line in capsys.readouterr().out.splitlines()[2:]] == ["yes", "no"]


def test_what_is_waited_for_gives_its_result() -> None:
    assert wait(lambda: 7, "counting to seven") == 7


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    found = logging.getLogger("concord")
    before = found.level, list(found.handlers)
    yield found
    found.level, found.handlers = before


@pytest.mark.parametrize("terminal", [True, False])
def test_long_work_is_spoken_of_on_a_terminal_alone(
    terminal: bool,  # noqa: FBT001 - a case of the test
    log: logging.Logger,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    show_log()
    show_log()
    log.getChild("codebook").info("Making the index.")
    assert capsys.readouterr().err == ("Making the index.\n" if terminal else "")
