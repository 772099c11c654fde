"""A name that nobody knows is said to be unknown, so that no empty table is taken for a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concord import pipeline
from concord.codebook import load
from concord.record import open_record
from concord.record.misspelt import find_unknown_in, is_public, nearest
from concord.record.scoping import parse_scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from concord.record import Record

NEWS = (
    "Title: Bomb in Quetta\nPublished: 2024-05-03\nPublisher: Valley Herald\n\n"
    "QUETTA: A roadside bomb killed three policemen in Quetta on Thursday. The Ember Brigade"
    " claimed responsibility for the bombing."
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder: Path = tmp_path_factory.mktemp("misspelt")
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    with open_record(str(folder / "a.db")) as made:
        pipeline.build([folder / "a.txt"], record=made, book=load(), engine="rules")
        yield made


@pytest.mark.parametrize(
    ("scope", "near"),
    [
        ({"places": "Quet"}, "Did you mean 'Quetta'?"),
        ({"places": "Nowhereville"}, "Check the spelling."),
        ({"actors": "Tehrik-i-Taliban Pakistn"}, "Did you mean 'Tehrik-i-Taliban Pakistan'?"),
        ({"countries": "ZZ"}, "Check the spelling."),
        ({"countries": "Pakisten"}, "Did you mean 'Pakistan'?"),
        ({"sources": "Valley Heralt"}, "Did you mean 'Valley Herald'?"),
    ],
)
def test_an_unknown_name_is_said_with_the_nearest(
    record: Record, scope: dict[str, str], near: str
) -> None:
    (unknown,) = find_unknown_in(record, parse_scope(**scope), load())
    assert str(unknown).endswith(near)


@pytest.mark.parametrize(
    "scope",
    [
        {},
        {"places": ("Quetta", "Balochistan", "PK", "Lahore")},
        {"actors": ("TTP", "ttp", "Ember Brigade")},
        {"countries": ("PK", "Pakistan")},
        {"sources": "Valley Herald"},
    ],
)
def test_names_of_the_codebook_and_of_the_record_are_known(
    record: Record, scope: dict[str, object]
) -> None:
    assert find_unknown_in(record, parse_scope(**scope), load()) == ()


def test_a_private_name_is_nobodys_nearest() -> None:
    said = "Bashir Gulnawaz"
    near = nearest("Bashir Gulnawas", {said.casefold(): said}, is_public(load()))
    assert near is None
    assert nearest("Bashir Gulnawas", {said.casefold(): said}) == said
