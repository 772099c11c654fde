from __future__ import annotations

import numpy as np
import pytest
from training.reading import sigmoid, softmax
from training.tuning import best_floors, fit_temperature, reliability


def test_logits_twice_too_large_get_the_temperature_two() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 2, (4000, 1))
    held = (rng.random((4000, 1)) < sigmoid(logits)).astype(float)
    assert fit_temperature(2 * logits, held, soft=False) == pytest.approx(2.0, abs=0.2)


def test_logits_in_single_precision_that_are_all_but_certain_are_cooled_too() -> None:
    logits = np.array([[-40.0], [40.0], [-40.0], [40.0], [30.0], [-3.0]] * 50, dtype=np.float32)
    held = np.array([[0.0], [1.0], [0.0], [1.0], [0.0], [1.0]] * 50)
    assert fit_temperature(logits, held, soft=False) > 2.0


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


def test_a_large_data_set_does_not_set_the_threshold_alone() -> None:
    # In the large one 0.3 parts right from wrong, in the small one 0.7.
    large = np.array([[0.2], [0.5]] * 500)
    small = np.array([[0.6], [0.9]] * 20)
    held = np.array([[0.0], [1.0]] * 520)
    sources = np.array(["large"] * 1000 + ["small"] * 40)
    chances = np.concatenate([large, small])
    together = best_floors(chances, held, ("x",))["x"]
    apart = best_floors(chances, held, ("x",), sources)["x"]
    assert together <= 0.5
    assert apart <= 0.5
    # Where the large one cannot be parted, the small one decides.
    blind = np.concatenate([np.full((1000, 1), 0.95), small])
    assert 0.6 < best_floors(blind, held, ("x",), sources)["x"] <= 0.9


def test_a_rare_label_takes_the_common_threshold() -> None:
    chances = np.array([[0.2, 0.1], [0.8, 0.1]] * 20)
    held = np.array([[0.0, 0.0], [1.0, 0.0]] * 20)
    floors = best_floors(chances, held, ("often", "never"))
    assert floors["never"] == floors["often"]
