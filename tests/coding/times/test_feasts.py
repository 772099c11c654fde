from __future__ import annotations

from datetime import date

import pytest

from concord.coding import times

MAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("6 Rajab 1445", "2024-01-18", "2024-01-19"),
        ("the 14th of Sha'ban", "2024-02-24", "2024-02-25"),
        ("the month of Ramadan 1444", "2023-03-23", "2023-04-21"),
        ("5 Dhul-Hijjah 1444", "2023-06-23", "2023-06-24"),
        ("1445 AH", "2023-07-19", "2024-07-07"),
        ("Kurban Bayram", "2023-06-28", "2023-07-01"),
        ("Tabaski 2023", "2023-06-28", "2023-07-01"),
        ("Mawlid", "2023-09-27", "2023-09-28"),
        ("the second day of Eid", "2024-04-11", "2024-04-12"),
        ("Orthodox Christmas", "2024-01-07", "2024-01-07"),
        ("Orthodox Easter 2023", "2023-04-16", "2023-04-16"),
        ("since 9/11", "2001-09-11", "2024-05-10"),
    ],
)
def test_feasts_and_islamic_days_are_read(text: str, first: str, last: str) -> None:
    when = times.resolve(text, reference=MAY)
    assert (str(when.first), str(when.last)) == (first, last)


def test_days_of_great_attacks_have_their_year() -> None:
    def first(text: str) -> str:
        return str(times.find(text, published=MAY)[0].first)

    assert first("He fled before the Sept. 11 attacks.") == "2001-09-11"
    assert first("He was tried over the 26/11 Mumbai attacks.") == "2008-11-26"
    assert first("The mill burned on Sept. 11.") == "2023-09-11"


def test_names_that_are_months_too_are_no_times() -> None:
    assert times.find("Rajab Ali and Safar Khan met.", published=MAY) == ()


def test_an_eid_that_is_far_off_stays_open() -> None:
    assert times.resolve("Eid", reference=date(2024, 12, 1)).first is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("A day after Eid, raiders came.", "2024-04-11", "2024-04-12"),
        ("Raiders came two days before Eid ul-Fitr.", "2024-04-08", "2024-04-09"),
        ("Raiders came a week before Ramadan.", "2024-03-04", "2024-03-05"),
        ("Raiders came three days after Ramadan.", "2024-04-12", "2024-04-13"),
        ("On the eve of Ashura raiders came.", "2023-07-27", "2023-07-28"),
        ("Two days before Christmas raiders came.", "2023-12-23", "2023-12-23"),
        ("On the 27th night of Ramadan raiders came.", "2024-04-06", "2024-04-07"),
    ],
)
def test_days_are_counted_from_feasts(text: str, first: str, last: str) -> None:
    (when,) = times.find(text, published=date(2024, 5, 10))
    assert (str(when.first), str(when.last)) == (first, last)
