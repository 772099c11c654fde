"""What the tests of checking check against: made once, since nothing changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.checking.making import BOOK, evidence_of, years

from concord import checking

if TYPE_CHECKING:
    from concord.checking import Evidence


@pytest.fixture(scope="session")
def ged(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """40 events in 2010, 20 in 2011, 60 in 2012: three dead each, four by the high estimate."""
    rows = years(
        {
            2010: (("Quetta", "BLA", 10), ("Khyber", "TTP", 30)),
            2011: (("Quetta", "BLA", 5), ("Khyber", "TTP", 15)),
            2012: (("Quetta", "BLA", 20), ("Khyber", "TTP", 30), ("Peshawar", "TTP", 10)),
        }
    )
    return evidence_of(list(rows), tmp_path_factory.mktemp("ged"))


@pytest.fixture(scope="session")
def published() -> Evidence:
    """The series of institutes in the pack of Pakistan, and no record."""
    return checking.gather(None, BOOK)
