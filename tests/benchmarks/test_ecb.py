from __future__ import annotations

import pytest
from benchmarks.ecb import b_cubed, ceaf, muc, stem

# The example of Luo (2005): five, two and five mentions, of which two clusters are joined.
GOLD = [set(range(5)), {5, 6}, set(range(7, 12))]
JOINED = [set(range(5)), set(range(5, 12))]


def test_what_is_right_is_right_by_every_measure() -> None:
    assert [measure(GOLD, GOLD) for measure in (muc, b_cubed, ceaf)] == [1.0, 1.0, 1.0]


def test_the_measures_of_the_published_example() -> None:
    assert muc(GOLD, JOINED) == pytest.approx(18 / 19)
    assert b_cubed(GOLD, JOINED) == pytest.approx(2 * (16 / 21) / (1 + 16 / 21))
    assert ceaf(GOLD, JOINED) == pytest.approx(2 * (11 / 12) * (11 / 18) / (11 / 12 + 11 / 18))


def test_singletons_hold_no_links() -> None:
    assert muc([{0}, {1}], [{0}, {1}]) == 0.0
    assert b_cubed([{0}, {1}], [{0, 1}]) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("one", "other"), [("attacked", "attacking"), ("killings", "killed"), ("bombing", "bombed")]
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)
