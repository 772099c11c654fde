"""The invented record as fixtures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.invented import FakeBook, FakeView, make_positions, make_view

if TYPE_CHECKING:
    from concord.model import Position


@pytest.fixture
def book() -> FakeBook:
    return FakeBook()


@pytest.fixture
def empty() -> FakeView:
    return FakeView(run=None)


@pytest.fixture
def view() -> FakeView:
    return make_view()


@pytest.fixture
def positions() -> tuple[Position, ...]:
    return make_positions()
