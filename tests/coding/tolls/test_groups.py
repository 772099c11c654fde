"""Who is counted, and who is only described, aged or spared. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding import tolls


def read(text: str) -> list[tuple[str, int]]:
    """Return the effect and least number of every group that is no part of another."""
    return [(f.figure.effect, f.figure.low) for f in tolls.find(text) if not f.part]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        # An apposition says who somebody is; before a last item without a comma it is an item.
        ("Gunmen killed Omid Karra (20), a tribal youth, on Monday.", [("killed", 1)]),
        (
            "A drone killed Omid Karra, a founder of the group, and his two guards.",
            [("killed", 1), ("killed", 2)],
        ),
        (
            "Gunmen killed Omid Karra, a guard and two cooks.",
            [("killed", 1), ("killed", 1), ("killed", 2)],
        ),
        ("Two troopers Corporal Omid Karra and Corporal Sami Dost were hurt.", [("injured", 2)]),
        # So does one in a list that no "and" ends, and "one of the planners".
        ("Gunmen have executed a youth, a student of ten, on suspicion.", [("killed", 1)]),
        ("A sergeant, Omid Karra, a resident of Darra, was shot dead.", [("killed", 1)]),
        ("Omid Karra, one of the planners of the raid, was killed.", [("killed", 1)]),
        ("Gunmen killed a cook, a guard and a driver.", [("killed", 1)] * 3),
        # People whom no list has, beside one whom it has.
        (
            "Four foreign trekkers and their guide were shot dead.",
            [("killed", 4), ("killed", 1)],
        ),
        # A rifle is nobody.
        ("Two rebels were killed and One Insas Rifle was recovered.", [("killed", 2)]),
        # Ages are no numbers of people.
        ("Mr Omid Karra, 48, died where he fell.", [("killed", 1)]),
        ("An eight year old girl was killed.", [("killed", 1)]),
        # Nobody was hurt.
        ("None of the 31 pupils was hurt.", [("killed", 0), ("injured", 0)]),
        (
            "No one was injured near the house of Minister Omid Karra.",
            [("injured", 0), ("killed", 0)],
        ),
        # Numbers in words.
        ("Nine of the ten attackers died.", [("killed", 9)]),
        ("A young couple was shot dead.", [("killed", 2)]),
        ("The mayor confirmed the blast but spoke of three dead.", [("killed", 3)]),
        # A body that sits is no corpse.
        ("Shelling killed 14 people, said Adhikar, a rights body.", [("killed", 14)]),
        ("Herders found a headless body.", [("killed", 1)]),
        # Parts of the first verb are no subjects of the second.
        (
            "Sixty people die, among them seven children, and more than 110 are injured.",
            [("killed", 60), ("injured", 110)],
        ),
        ("Among the dead were six lawyers and three policemen.", []),
    ],
)
def test_groups_are_people_that_came_to_harm(text: str, groups: list[tuple[str, int]]) -> None:
    assert read(text) == groups


def test_the_others_of_a_number_already_told_are_known() -> None:
    found = tolls.find("Three guards were injured. The two others injured were taken home.")
    assert [(f.figure.low, f.definite, f.more) for f in found] == [
        (3, False, False),
        (2, True, False),
    ]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Three Chinese and the local driver died.", [("killed", 3), ("killed", 1)]),
        ("The school was shelled with 16 dead.", [("killed", 16)]),
        ("Gunmen killed Omid Karra, his wife and daughter.", [("killed", 1)] * 3),
        ("Omid Karra and Sami Dost were injured.", [("injured", 1)] * 2),
        ("The army gave a toll of nine.", [("killed", 9)]),
        ("The squad of the rebels came and later they were shot dead.", []),
        ("Subsequently, two soldiers were killed.", [("killed", 2)]),
    ],
)
def test_peoples_kin_names_and_pronouns(text: str, groups: list[tuple[str, int]]) -> None:
    assert read(text) == groups


def test_a_year_with_its_one_attack_sums_nothing() -> None:
    found = tolls.find("It was the worst since January 2018, when a bomb killed more than 30.")
    assert [(f.figure.low, f.aggregate) for f in found] == [(30, False)]
