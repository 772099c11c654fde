"""The targets of an incident, as its reports name them, each once."""

from __future__ import annotations

import pytest

from concord.report.targets import Target, distinct


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("police; policemen; Police", "policemen"),
        ("a village; Village", "a village"),
        ("soldiers; the soldier; army post", "the soldier; army post"),
        ("convoy; a convoy of engineers; engineers", "a convoy of engineers; engineers"),
        ("army; a compound used by the army", "army; a compound used by the army"),
        ("women; traders; children; women and children", "women and children; traders"),
        ("farmers; three farmers", "three farmers"),
        ("railway station; Sibi railway station; station", "Sibi railway station"),
        ("lorry; lorries; buses; bus; houses; House", "lorries; buses; houses"),
        ("clinic; wall of the clinic", "clinic; wall of the clinic"),
        ("police; police station", "police; police station"),
        ("shops, a school and a bank; school; shop", "shops, a school and a bank"),
        ("the; 3", "the; 3"),
        ("", ""),
    ],
)  # fmt: skip
def test_each_target_stands_once_by_its_longest_reading(told: str, shown: str) -> None:
    found = distinct(Target(name) for name in told.split("; ") if name)
    assert "; ".join(each.name for each in found) == shown


def test_people_of_two_classes_stay_apart_and_a_class_is_not_lost() -> None:
    guards, others = Target("guards", "security"), Target("guards", "militant")
    assert distinct([guards, others]) == (guards, others)
    assert distinct([Target("the guards"), guards]) == (Target("the guards", "security"),)
