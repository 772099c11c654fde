"""The small pattern language of the lexicons."""

from __future__ import annotations

import pytest

from concord.coding.forms import compile_forms


@pytest.mark.parametrize(
    ("form", "text", "matches"),
    [
        ("suicide bomb*", "two suicide bombings", True),
        ("(car|truck) bomb", "a truck bomb", True),
        ("(car|truck) bomb", "a truck bombardment", False),
        ("threw ~ grenade", "threw a home-made hand grenade", True),
        ("said ~ ~ it had done it", "said it had done it", True),
        ("said ~ ~ it", "said on its page in a short post that it", True),
        ("threw ~ grenade", "threw it. A grenade", False),
        ("road-side bomb", "a road side bomb", True),
        ("(unidentified|) gunmen", "gunmen", True),
        ("on (the|) ~ minister", "on the finance minister", True),
        ("bomb", "bombshell", False),
        ("gunmen's", "the gunmen\u2019s car", True),
    ],
)
def test_forms(form: str, text: str, matches: bool) -> None:  # noqa: FBT001 - a table of cases
    assert bool(compile_forms([form]).search(text)) is matches


def test_no_form_matches_nothing() -> None:
    assert compile_forms([]).search("anything") is None


def test_case_matters_only_when_asked() -> None:
    assert compile_forms(["Front"], cased=True).search("in front of") is None
    assert compile_forms(["Front"]).search("in front of") is not None
