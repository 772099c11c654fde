"""Completeness declared and withdrawn, and what a check says before, inside and after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cli.conftest import Desk

CLAIM = "There were 40 militant attacks in Pakistan in 2023."


def answer(desk: Desk, claim: str = CLAIM) -> str:
    return str(json.loads(desk.run("check", claim, "--no-series", "--json"))["verdict"])


def test_a_figure_is_contradicted_only_where_the_record_is_declared_complete(built: Desk) -> None:
    assert answer(built) == "differs"
    told = built.run("coverage", "declare", "--places", "PK", "--since", "2023", "--until", "2023",
                     "--note", "both dailies read", "--as", "Asma")  # fmt: skip
    assert "number 1: complete for PK; 2023-01-01 to 2023-12-31; all types, says Asma" in told
    assert answer(built) == "does_not_hold"
    (row,) = json.loads(built.run("coverage", "list", "--json"))
    assert (row["who"], row["note"], row["since"]) == ("Asma", "both dailies read", "2023-01-01")
    built.run("coverage", "withdraw", "1", "--as", "Bilal")
    assert answer(built) == "differs"
    assert "Nobody has declared" in built.run("coverage", "list")


@pytest.mark.parametrize(
    "asked",
    [("--places", "AF"), ("--since", "2022", "--until", "2022"), ("--types", "suicide_bombing"),
     ("--inclusion", "all_violence")],
)  # fmt: skip
def test_another_place_year_type_or_rule_contradicts_nothing(
    built: Desk, asked: tuple[str, ...]
) -> None:
    built.run("coverage", "declare", *asked)
    assert answer(built) == "differs"


def test_complete_for_a_type_is_complete_for_a_count_of_it(built: Desk) -> None:
    claim = "There were 40 suicide bombings in Pakistan in 2023."
    assert answer(built, claim) == "differs"
    built.run("coverage", "declare", "--types", "suicide_bombing", "--since", "2023", "--until",
              "2023")  # fmt: skip
    assert answer(built, claim) == "does_not_hold"


@pytest.mark.parametrize(
    ("asked", "words"),
    [(("--places", "Xyzzy"), "knows no place"), (("--types", "picnic"), "no type picnic"),
     (("--since", "2023"), "both ends"), (("--since", "2024", "--until", "2023"), "before it"),
     (("--inclusion", "lunch"), "lunch"), (("--everything", "--as", " "), "name of who")],
)  # fmt: skip
def test_what_cannot_be_declared_is_said(built: Desk, asked: tuple[str, ...], words: str) -> None:
    assert words in built.run("coverage", "declare", *asked, status=1)
    assert "--everything" in built.run("coverage", "declare", status=2)
    assert "No declaration 1" in built.run("coverage", "withdraw", "1", status=1)
