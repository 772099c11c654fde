"""The levels of evidence, and the weights that are learned for them."""

from __future__ import annotations

import pytest

from concord.linking.learned import LEARNED, SHIFT
from concord.linking.levels import FEATURES, NAMES, NOTHING, RULED_OUT, WEIGHTS, number, reweighted


def test_every_feature_begins_with_nothing_to_compare_which_weighs_nothing() -> None:
    for weights in (WEIGHTS, LEARNED):
        assert {weights[name][NOTHING] for name in FEATURES} == {0.0}
    assert {number(name) for name in FEATURES} == {0}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_level_that_weighs_less_by_hand_never_weighs_more_when_learned(feature: str) -> None:
    levels = [x for x in NAMES[feature][1:] if (feature, x) not in RULED_OUT]
    by_hand = sorted(levels, key=lambda level: WEIGHTS[feature][level])
    learned = [LEARNED[feature][level] for level in by_hand]
    assert learned == sorted(learned)


def test_no_single_feature_links_a_pair() -> None:
    assert all(max(LEARNED[name].values()) < -SHIFT for name in FEATURES)


def test_a_level_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        reweighted(WEIGHTS, {"time": {"same century": 1.0}})
