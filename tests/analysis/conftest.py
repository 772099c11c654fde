"""The invented record as a fixture."""

from __future__ import annotations

import pytest
from tests.invented import FakeView, make_view


@pytest.fixture
def view() -> FakeView:
    return make_view()
