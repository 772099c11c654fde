from __future__ import annotations

from dataclasses import replace

import pytest
from tests.linking.telling import BOOK, linked, tell_all

from concord.linking import link

AT = "bombing; at Quetta"


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [
        # A toll that rises from day to day is no dispute, nor are ranges that meet.
        (
            "2023-05-12: {}; on 2023-05-12; killed 28",
            "2023-05-13: {}; on 2023-05-12; killed 31",
            (),
        ),
        (
            "2023-05-12: {}; on 2023-05-12; killed 28+",
            "2023-05-12: {}; on 2023-05-12; killed 31",
            (),
        ),
        # Two figures of one day, or a later lower one, are.
        (
            "2023-05-12: {}; on 2023-05-12; killed 28",
            "2023-05-12: {}; on 2023-05-12; killed 31",
            ("killed",),
        ),
        (
            "2023-05-12: {}; on 2023-05-12; killed 31",
            "2023-05-14: {}; on 2023-05-12; killed 28",
            ("killed",),
        ),
        # A party's figure that does not fit is always in dispute.
        (
            "2023-05-12: {}; on 2023-05-12; killed 6",
            "2023-05-13: {}; on 2023-05-12; killed 20 say group (party)",
            ("killed",),
        ),
        # A faction and its parent agree; two groups do not; a denial disputes.
        ("2023-05-12: {}; on 2023-05-12; by TTP", "2023-05-12: {}; on 2023-05-12; by JuA", ()),
        (
            "2023-05-12: {}; on 2023-05-12; by TTP; killed 9",
            "2023-05-12: {}; on 2023-05-12; by BLA; killed 9",
            ("perpetrators",),
        ),
        (
            "2023-05-12: {}; on 2023-05-12",
            "2023-05-12: {}; on 2023-05-12; denied TTP",
            ("perpetrators",),
        ),
        # One day of difference is a night; two are a dispute.
        ("2023-05-12: {}; on 2023-05-11; killed 9", "2023-05-12: {}; on 2023-05-12; killed 9", ()),
    ],
)
def test_what_is_disputed(one: str, other: str, disputed: tuple[str, ...]) -> None:
    (found,) = linked(f"a {one.format(AT)}\nb {other.format(AT)}")
    assert found.disputed == disputed


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [
        ("kidnapping", "armed_attack", False),
        ("arson_sabotage", "armed_attack", False),
        ("bombing", "air_drone_strike", True),
    ],
)
def test_who_takes_hostages_also_shoots_and_a_bomb_is_no_strike(
    one: str, other: str, *, disputed: bool
) -> None:
    lines = [
        f"{name} 2023-05-12: {type_}; on 2023-05-12; at Quetta; killed 21"
        for name, type_ in (("a", one), ("b", other))
    ]
    (found,) = linked("\n".join(lines))
    assert ("type" in found.disputed) is disputed


def test_the_days_of_one_siege_are_no_dispute() -> None:
    events, documents = tell_all(
        "a 2024-05-06: armed_attack; on 2024-05-06; at Quetta; killed 2\n"
        "b 2024-05-08: armed_attack; on 2024-05-08; at Quetta; killed 5"
    )
    text = "The siege ended on the third day."
    last = replace(events[1], start=4, end=9)
    documents[last.document_id] = replace(documents[last.document_id], text=text)
    (found,) = link([events[0], last], documents, (), BOOK)
    assert "happened" not in found.disputed
