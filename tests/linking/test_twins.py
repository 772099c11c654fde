"""Two attacks of one day in one district stay two, whatever lies between them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.linking.telling import BOOK, id_of, shape, tell_all
from tests.linking.test_rulings import ruled

from concord.linking import link
from concord.linking.profiles import profile
from concord.linking.scores import Score, score


def told(text: str, *, words: bool = False) -> list[str]:
    """Return the incidents of reports whose texts have no names in common, unless ``words``."""
    events, documents = tell_all(text)
    if not words:
        documents = {key: replace(each, text="told") for key, each in documents.items()}
    return shape(link(events, documents, (), BOOK))


def scored(text: str) -> Score:
    events, documents = tell_all(text)
    bare = {key: replace(each, text="told") for key, each in documents.items()}
    one, other = (profile(event, bare, BOOK) for event in events)
    return score(one, other)


TWINS = """
    a 2023-01-31: bombing; on 2023-01-30; at Quetta; killed 3
    a 2023-01-31: bombing; on 2023-01-30; at Quetta
    b 2023-01-31: bombing; on 2023-01-30; at Quetta; killed 3
    c 2023-01-31: bombing; on 2023-01-30; at Quetta
    d 2023-02-01: bombing; on 2023-01-30; at Quetta; killed 4
"""


def test_two_blasts_of_one_text_are_never_joined_through_a_third() -> None:
    for words in (False, True):
        homes = [group.split() for group in told(TWINS, words=words)]
        assert all(group.count("a") <= 1 for group in homes)
        assert sum(group.count("a") for group in homes) == 2


@settings(max_examples=40, deadline=None)
@given(
    tolls=st.lists(st.sampled_from(["", "; killed 2", "; killed 3", "; killed 9"]), min_size=3),
    twins=st.sampled_from(["; killed 2", "; killed 1", ""]),
)
def test_no_report_draws_the_two_blasts_of_another_together(tolls: list[str], twins: str) -> None:
    line = "2023-01-31: bombing; on 2023-01-30; at Quetta"
    reports = [f"a {line}{twins}", f"a {line}; killed 5"]
    reports += [f"b{number} {line}{toll}" for number, toll in enumerate(tolls)]
    homes = [group.split() for group in told("\n".join(reports))]
    assert all(group.count("a") <= 1 for group in homes)


def test_only_a_person_joins_what_one_text_keeps_apart() -> None:
    events, documents = tell_all(TWINS)
    pair = (id_of("a", 1, "bombing"), id_of("a", 2, "bombing"))
    found = shape(link(events, documents, ruled(("same", pair)), BOOK))
    assert any(group.split().count("a") == 2 for group in found)


def test_one_mass_killing_told_twice_with_its_toll_is_one() -> None:
    line = "a 2023-01-31: bombing; on 2023-01-30; at Quetta; killed"
    assert told(f"{line} 70\n{line} 70") == ["a a"]
    assert told(f"{line} 2\n{line} 2") == ["a", "a"]


@pytest.mark.parametrize(
    ("first", "then", "one"),
    [
        ("2023-01-30: bombing; on 2023-01-30; at Quetta; killed 3", "2023-01-30 40", False),
        ("2023-01-30: bombing; on 2023-01-30; at Quetta; killed 40", "2023-01-31 3", False),
        ("2023-01-30: bombing; on 2023-01-30; at Quetta; killed 3", "2023-01-31 40", True),
        ("2023-01-30: bombing; on 2023-01-30; at Quetta; killed 8", "2023-01-30 14", True),
    ],
)
def test_a_toll_rises_by_the_next_day_and_not_from_3_to_40_the_same_evening(
    first: str, then: str, *, one: bool
) -> None:
    published, dead = then.split()
    other = f"b {published}: bombing; on 2023-01-30; at Quetta; killed {dead}"
    assert (told(f"a {first}\n{other}") == ["a b"]) is one


def test_strikes_on_one_town_without_a_day_are_two_unless_their_tolls_agree() -> None:
    line = "air_drone_strike; at Bannu; killed"
    apart, alike = scored(f"a: {line} 4\nb: {line} 27"), scored(f"a: {line} 4\nb: {line} 4")
    assert [f.seen for f in apart.features if f.name == "time"] == ["undated, other tolls"]
    assert [f.seen for f in alike.features if f.name == "time"] == ["undated"]
    assert not apart.linked
    assert apart.total < alike.total
