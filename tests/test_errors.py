"""Errors cross from one process to another with their message."""

from __future__ import annotations

import pickle

from concord.batch.worker import PacksDifferError


def test_an_error_built_from_two_values_survives_the_way_from_a_worker() -> None:
    error = PacksDifferError("a" * 20, "b" * 20)
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes, made a line above
    assert type(back) is PacksDifferError
    assert str(back) == str(error)
