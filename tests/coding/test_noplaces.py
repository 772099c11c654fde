"""Words in capitals that are no places, whatever town is spelt like them."""

from __future__ import annotations

import pytest

from concord.codebook.book import load
from concord.coding import places

BOOK = load()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The militant was killed in an IBO in Spinwam.", ["Spinwam"]),
        ("Nine men were held in IBOs in Swat.", ["Swat"]),
        ("He was tried by an ATC and flown from the UAE.", ["UAE"]),
        ("Troops moved through FATA.", ["FATA"]),
        ("GAO, Mali: Gunmen killed ten people in Gao.", ["GAO", "Mali", "Gao"]),
        ("BOMB KILLS TEN IN GAO", ["GAO"]),
    ],
)
def test_an_acronym_is_no_town_of_the_same_letters(text: str, names: list[str]) -> None:
    assert [m.text for m in places.find(text, BOOK)] == names
