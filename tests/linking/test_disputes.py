from __future__ import annotations

import pytest
from tests.linking.telling import linked

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
