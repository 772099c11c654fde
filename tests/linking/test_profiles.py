from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.linking.profiles import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Daraban", "Deraban"),
        ("Kulachi", "Kolachi"),
        ("Balochistan", "Baluchistan"),
        ("Noshki", "Nushki"),
        ("Miranshah", "Miran Shah"),
        ("Yakkaghund", "Yakaghund"),
        ("Qila", "Kila"),
    ],
)
def test_spellings_of_one_name_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Quetta", "Kech"), ("Bannu", "Bajaur"), ("Swat", "Sui")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text())
def test_any_text_has_a_skeleton_that_is_its_own(text: str) -> None:
    once = skeleton(text)
    assert skeleton(text.upper()) == skeleton(text.lower()) or not text.isascii()
    assert " " not in once
