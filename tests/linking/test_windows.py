from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.linking.telling import tell, when

from concord.linking.windows import Window, windows_of
from concord.model import When


def test_readings_stand_in_the_order_of_the_text_each_once() -> None:
    document, event = tell("a 2023-06-01: bombing; on 2023-05-12")
    event = replace(event, happened=(*event.happened, when("2014"), when("2023-05-12")))
    assert windows_of(event, document) == (
        Window(date(2023, 5, 12), date(2023, 5, 12), "day"),
        Window(date(2014, 1, 1), date(2014, 12, 31), "year"),
    )


def test_news_without_a_day_is_of_the_week_before_print_and_history_of_any_time() -> None:
    document, event = tell("a 2023-06-08: bombing")
    assert windows_of(event, document) == (Window(date(2023, 6, 1), date(2023, 6, 8), "week"),)
    assert windows_of(replace(event, background=True), document) == ()
    assert windows_of(event, replace(document, published=None)) == ()


def test_a_day_that_was_only_assumed_from_print_may_be_off_by_two() -> None:
    document, event = tell("a 2023-06-08: bombing")
    assumed = When(
        first=date(2023, 6, 8), last=date(2023, 6, 8), precision="day", basis="published"
    )
    event = replace(event, happened=(assumed,))
    assert windows_of(event, document) == (Window(date(2023, 6, 6), date(2023, 6, 8), "week"),)


def test_a_window_that_ends_before_it_begins_is_its_first_day() -> None:
    document, event = tell("a: bombing")
    wrong = When(
        first=date(2023, 6, 8), last=date(2023, 6, 1), precision="unknown", basis="explicit"
    )
    (window,) = windows_of(replace(event, happened=(wrong,)), document)
    assert window == Window(date(2023, 6, 8), date(2023, 6, 8), "year")


def test_the_gap_between_two_windows() -> None:
    may = Window(date(2023, 5, 1), date(2023, 5, 31), "month")
    june = Window(date(2023, 6, 3), date(2023, 6, 3), "day")
    assert (may.gap(june), june.gap(may), may.gap(may)) == (3, 3, 0)
    assert may.coarser(june) == "month"
