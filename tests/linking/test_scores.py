from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linking.telling import BOOK, tell

from concord.linking.profiles import profile
from concord.linking.scores import NEWS, Score, distance_km, score

BASE = "on 2023-05-12; at Quetta; killed 6"


def compared(one: str, other: str) -> Score:
    profiles = []
    for line in (one, other):
        document, event = tell(line)
        profiles.append(profile(event, {document.id: document}, BOOK))
    return score(*profiles)


def weight(found: Score, name: str) -> float | None:
    return next((f.weight for f in found.features if f.name == name), None)


def test_the_sum_is_that_of_the_features_shown() -> None:
    found = compared(f"a: bombing; {BASE}", f"b: bombing; {BASE}")
    assert found.linked
    assert found.total == pytest.approx(sum(f.weight for f in found.features))


def test_it_does_not_matter_which_event_comes_first() -> None:
    a, b = f"a 2023-05-13: bombing; {BASE}", "b 2023-05-12: clash; on 2023-05-11; at Turbat"
    assert compared(a, b) == compared(b, a)


@pytest.mark.parametrize(
    ("one", "other", "barred"),
    [
        ("on 2023-05-12", "on 2023-05-13", False),
        ("on 2023-05-12", "on 2023-05-16", True),
        ("on 2023-05", "on 2023-05-31", False),
        ("on 2023-05", "on 2023-07-01", True),
        ("on 2023", "on 2023-07-01", False),
        ("on 2022", "on 2023-07-01", True),
    ],
)
def test_a_clear_gap_in_time_rules_a_link_out(one: str, other: str, *, barred: bool) -> None:
    assert compared(f"a: bombing; {one}", f"b: bombing; {other}").barred is barred


def test_a_text_printed_before_the_other_happened_cannot_tell_of_it() -> None:
    early = "a 2015-01-01: bombing; at Quetta; history"
    assert compared(early, f"b 2023-05-12: bombing; {BASE}").barred


def test_undated_news_is_of_the_week_before_it_was_printed() -> None:
    news = compared("a 2023-05-14: bombing; at Quetta; killed 6", f"b: bombing; {BASE}")
    assert news.linked
    late = compared("a 2023-09-14: bombing; at Quetta; killed 6", f"b: bombing; {BASE}")
    assert late.barred


def test_reduced_precision_weighs_less() -> None:
    weights = [
        weight(compared(f"a: bombing; on {day}", "b: bombing; on 2023-05-12"), "time")
        for day in ("2023-05-12", "2023-05", "2023")
    ]
    assert weights == sorted(weights, reverse=True)


def test_far_places_and_other_countries_rule_a_link_out() -> None:
    assert compared("a: bombing; at Quetta", "b: bombing; at Turbat").barred


def test_transliterations_of_one_name_are_one_place() -> None:
    found = compared("a: clash; at Kulachi", "b: clash; at Kolachi")
    assert weight(found, "place") == pytest.approx(NEWS.weights["place"]["same named place"])


def test_two_villages_by_name_are_two_places() -> None:
    found = compared("a: clash; at Kulachi", "b: clash; at Daraban")
    assert (weight(found, "place") or 0) < 0


def test_compatible_types_cost_little_and_others_much() -> None:
    def types(one: str, other: str) -> float | None:
        return weight(compared(f"a: {one}", f"b: {other}"), "type")

    same = types("suicide_bombing", "suicide_bombing")
    kin = types("suicide_bombing", "bombing")
    compatible = types("bombing", "clash")
    other = types("bombing", "kidnapping")
    assert same >= kin > 0 > compatible > other


@pytest.mark.parametrize(
    ("early", "late", "agrees"),
    [
        ("killed 28+", "killed 59", True),
        ("killed 59", "killed 59", True),
        ("killed 3", "killed 40", False),
    ],
)
def test_a_toll_that_rises_agrees_and_three_is_not_forty(
    early: str, late: str, *, agrees: bool
) -> None:
    found = compared(f"a 2023-05-12: bombing; {early}", f"b 2023-05-13: bombing; {late}")
    assert ((weight(found, "killed") or 0) > 0) is agrees


def test_a_faction_is_its_parent_and_a_state_is_no_group() -> None:
    def actors(one: str, other: str) -> float | None:
        return weight(compared(f"a: bombing; by {one}", f"b: bombing; by {other}"), "perpetrators")

    assert (actors("TTP", "Jamaat-ul-Ahrar") or 0) > 0
    assert (actors("TTP", "BLA") or 0) < 0
    assert (actors("TTP", "Pakistan Army") or 0) < (actors("TTP", "BLA") or 0)


def test_of_a_clash_each_report_may_name_another_side() -> None:
    found = compared("a: clash; by TTP", "b: clash; by Pakistan Army")
    assert weight(found, "perpetrators") is None


def test_names_of_victims_and_of_the_story_speak_for_a_link() -> None:
    found = compared(
        "a: bombing; against convoy of Haji Gulmir Torkhani",
        "b: bombing; against Gulmir Torkhani and two guards",
    )
    assert (weight(found, "names") or 0) > 0


@given(st.floats(-89, 89), st.floats(-179, 179), st.floats(-89, 89), st.floats(-179, 179))
def test_distance_is_symmetric_and_within_half_the_earth(
    lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    from dataclasses import replace

    document, event = tell("a: bombing; at Quetta")
    place = event.places[0]
    a, b = (
        profile(
            replace(event, places=(replace(place, latitude=lat, longitude=lon),)),
            {document.id: document},
            BOOK,
        )
        for lat, lon in ((lat1, lon1), (lat2, lon2))
    )
    there, back = distance_km(a, b), distance_km(b, a)
    assert there is not None
    assert back is not None
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20016
