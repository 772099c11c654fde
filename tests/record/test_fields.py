from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concord.codebook.book import load
from concord.record.fields import CORRECTABLE, InvalidValueError, UnknownFieldError, normal_value


@pytest.mark.parametrize(
    ("field", "given_", "held"),
    [
        ("type", "bombing", "bombing"),
        ("status", " foiled ", "foiled"),
        ("background", "yes", True),
        ("background", False, False),
        ("happened_from", "2023-01-30", "2023-01-30"),
        ("happened_to", "", None),
        ("killed_low", "12", 12),
        ("killed_high", "", None),
        ("killed_attackers_best", 3, 3),
        ("latitude", "34.01", 34.01),
        ("country", "pk", "PK"),
        ("weapon", None, None),
        (
            "perpetrators",
            "TTP; gunmen",
            [
                {"text": "TTP", "actor_id": None, "name": None, "attribution": None},
                {"text": "gunmen", "actor_id": None, "name": None, "attribution": None},
            ],
        ),
        ("perpetrators", "", []),
        (
            "targets",
            '[{"text": "police", "class": "security"}]',
            [{"text": "police", "actor_id": None, "name": None, "class": "security"}],
        ),
        ("claimed_by", [{"name": "TTP"}], [{"name": "TTP", "actor_id": None, "channel": None}]),
    ],
)
def test_a_value_is_read_as_its_field_holds_it(field: str, given_: Any, held: Any) -> None:
    assert normal_value(field, given_) == held


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("type", "Suicide Bombing", "an event type"),
        ("type", None, "an event type"),
        ("status", "maybe", "actual, foiled, planned, alleged"),
        ("background", "perhaps", "true or false"),
        ("happened_from", "last Monday", "a day such as"),
        ("happened_precision", "hour", "day, week, month, year"),
        ("killed_low", -1, "a number of persons"),
        ("killed_low", 2.5, "a number of persons"),
        ("killed_low", "9" * 30, "a number of persons"),
        ("killed_best", True, "a number of persons"),
        ("killed_best", "", "a number of persons"),
        ("latitude", 91, "degrees north"),
        ("longitude", float("nan"), "degrees east"),
        ("country", "Pakistan", "two letters"),
        ("perpetrators", [{"who": "TTP"}], "attribution"),
        ("perpetrators", [{"text": "x", "attribution": "sure"}], "attribution"),
        ("targets", '[{"text": ', "JSON"),
        ("claimed_by", [{"channel": "x"}], "channel"),
        ("summary", 7, "words"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(
    field: str, value: Any, wanted: str
) -> None:
    with pytest.raises(InvalidValueError, match=wanted):
        normal_value(field, value)


def test_an_unknown_field_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownFieldError, match="killed_attackers_best") as caught:
        normal_value("killed", 3)
    assert all(name in str(caught.value) for name in CORRECTABLE)


def test_with_a_codebook_a_type_must_be_one_of_its_own() -> None:
    book = load()
    assert normal_value("type", "bombing", book) == "bombing"
    for field, value in (("type", "bombng"), ("category", "attack")):
        with pytest.raises(InvalidValueError, match="give one of"):
            normal_value(field, value, book)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@given(field=st.sampled_from(sorted(CORRECTABLE)), value=VALUES)
def test_every_value_is_read_or_refused_and_reading_twice_changes_nothing(
    field: str, value: Any
) -> None:
    try:
        held = normal_value(field, value)
    except InvalidValueError:
        return
    assert normal_value(field, held) == held
