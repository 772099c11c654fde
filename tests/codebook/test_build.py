from __future__ import annotations

from datetime import date

import pytest

from concord.codebook.build import EntryError, build_entry, first_day, last_day
from concord.codebook.entries import Tenure


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-03-09", date(2023, 3, 9), date(2023, 3, 9)),
        (date(2023, 3, 9), date(2023, 3, 9), date(2023, 3, 9)),
    ],
)
def test_a_date_of_any_precision_has_a_first_and_a_last_day(
    written: object, first: date, last: date
) -> None:
    assert (first_day(written), last_day(written)) == (first, last)


def test_a_tenure_until_a_month_lasts_to_its_end() -> None:
    entry = {"person": "Rudolf", "since": "2021-03", "until": "2024-02"}
    tenure = build_entry(Tenure, entry)
    assert (tenure.since, tenure.until) == (date(2021, 3, 1), date(2024, 2, 29))


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(EntryError, match="no date"):
        last_day("soon")
