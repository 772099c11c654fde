from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from concord.web.places import _title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({"Sindh": 3, "Punjab": 1}, "Sindh has the most incidents: 3 of 4"),
        ({"Sindh": 3, "Punjab": 3}, "Punjab and Sindh have the most incidents: 3 each of 6"),
        ({"Sindh": 1, "Punjab": 1}, "No province has more than 1 incident"),
        ({"Sindh": 2, "Punjab": 2, "Borno": 2}, "No province has more than 2 incidents"),
        ({}, "No counted incident is known to a province"),
    ],
)
def test_the_title_of_a_map_names_the_province_with_the_most(
    counts: dict[str, int], title: str
) -> None:
    listing: Any = SimpleNamespace(spots={name: SimpleNamespace(admin1=name) for name in counts})
    piles: Any = [SimpleNamespace(code=name, incidents=number) for name, number in counts.items()]
    assert _title(listing, piles) == title
