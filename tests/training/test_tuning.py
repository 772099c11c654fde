from __future__ import annotations

import numpy as np
import pytest
from training.reading import sigmoid, softmax
from training.tuning import fit_temperature, reliability


def test_logits_twice_too_large_get_the_temperature_two() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 2, (4000, 1))
    held = (rng.random((4000, 1)) < sigmoid(logits)).astype(float)
    assert fit_temperature(2 * logits, held, soft=False) == pytest.approx(2.0, abs=0.2)


def test_one_of_several_labels_is_fitted_by_a_softmax() -> None:
    rng = np.random.default_rng(2)
    logits = rng.normal(0, 2, (3000, 4))
    drawn = (softmax(logits).cumsum(1) > rng.random((3000, 1))).argmax(1)
    assert fit_temperature(logits, np.eye(4)[drawn], soft=True) == pytest.approx(1.0, abs=0.15)


def test_reliability_sets_confidence_beside_what_held() -> None:
    chances = np.array([0.1, 0.15, 0.9, 0.95, 0.85, 0.9])
    held = np.array([0, 0, 1, 1, 1, 0.0])
    rows = reliability(chances, held)
    assert [n for _, _, n in rows] == [2, 4]
    assert rows[1][0] == pytest.approx(0.9)
    assert rows[1][1] == pytest.approx(0.75)
