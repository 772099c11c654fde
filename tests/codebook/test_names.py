from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.names import near_key, plain_name, sound_key, strip_marks


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("D.I. Khan", "di khan"),
        ("St. Louis", "saint louis"),
        ("The Hague", "hague"),
        ("Türkiye", "turkiye"),
        ("Côte d'Ivoire", "cote divoire"),
        ("Deir ez-Zor", "deir ez zor"),
        ("  Diyarbak\u0131r ", "diyarbakir"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_plain_name_has_no_case_marks_or_hyphens(written: str, plain: str) -> None:
    assert plain_name(written) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Miran Shah", "Miranshah"),
        ("Kalat", "Qalat"),
        ("Sheikhupura", "Sheikhupura"),
        ("Landi Kotal", "Landikotal"),
        ("Tehreek", "Tehrik"),
        ("Waziristan", "Vaziristan"),
    ],
)
def test_close_spellings_share_a_near_key(one: str, other: str) -> None:
    assert near_key(one) == near_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Pishin", "Peshin"), ("Mirpura", "Mirpur"), ("Nushki", "Noshki"), ("Khuzdar", "Khuzdaar")],
)
def test_like_sounds_share_a_sound_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


def test_different_towns_keep_different_keys() -> None:
    names = ["Quetta", "Kohat", "Kohlu", "Swat", "Swabi", "Bannu", "Buner", "Hangu", "Tank"]
    assert len({sound_key(name) for name in names}) == len(names)


@given(st.text(max_size=60))
def test_plain_names_are_settled_and_never_fail(text: str) -> None:
    once = plain_name(text)
    assert "  " not in once
    assert once == once.strip()
    assert sound_key(text) == sound_key(text)
    assert strip_marks(text).isascii() or text


@given(st.from_regex(r"[A-Za-z]{3,12}( [A-Za-z]{3,12}){0,2}", fullmatch=True))
def test_case_never_matters(name: str) -> None:
    assert plain_name(name.upper()) == plain_name(name.lower())
    assert near_key(name.upper()) == near_key(name.lower())


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_the_short_way_of_plain_letters_says_what_the_long_one_says(name: str) -> None:
    marked = f"\u0301{name}"  # a mark that is dropped, but makes the name take the long way
    assert plain_name(name) == plain_name(marked)
