"""Who is counted across asides, additions and lists of names. All texts are invented."""

from __future__ import annotations

import pytest

from concord.coding import tolls

Read = list[tuple[str, int, str]]


def read(text: str) -> Read:
    """Return effect, least number and class of every figure that is no part of another."""
    found = (f for f in tolls.find(text) if not (f.part or f.figure.superseded))
    return [(f.figure.effect, f.figure.low, f.figure.victim_class) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A verb goes on with who stands before its aside.
        (
            "Former mayor Rashid Olim, who left politics in 2015, was shot and killed.",
            [("killed", 1, "official")],
        ),
        (
            "Two fighters, who planted the mine that killed two border guards, were arrested.",
            [("arrested", 2, "militant"), ("killed", 2, "security")],
        ),
        # Who tells of the dead is none of them.
        (
            "A police spokesman told reporters that the children had died when a mine went off.",
            [],
        ),
        (
            "The head of the office confirmed the blast and said the suspect had been arrested.",
            [("arrested", 1, "unknown")],
        ),
        ("Two guards, police said, were killed.", [("killed", 2, "security")]),
        # The wounded of whom it is said that they died.
        ("Four wounded men died overnight.", [("killed", 4, "civilian")]),
        ("The injured farmer succumbed to his injuries.", [("killed", 1, "civilian")]),
        ("One of the injured people died later.", [("killed", 1, "civilian")]),
        ("The hospital took in four wounded people.", [("injured", 4, "civilian")]),
        (
            '"We have carried 13 dead people and 21 others who were injured," the driver said.',
            [("killed", 13, "civilian"), ("injured", 21, "civilian")],
        ),
        # Added after the verb.
        (
            "Three officers died, and a cleaner as well.",
            [("killed", 3, "security"), ("killed", 1, "civilian")],
        ),
        (
            "Two guards were killed, as was a passer-by.",
            [("killed", 2, "security"), ("killed", 1, "civilian")],
        ),
        (
            "The bomb killed the typesetter and two others.",
            [("killed", 1, "civilian"), ("killed", 2, "civilian")],
        ),
        (
            "Ten people were killed and as many injured.",
            [("killed", 10, "civilian"), ("injured", 10, "civilian")],
        ),
        (
            "Six troopers and an equal number of rebels were killed.",
            [("killed", 6, "security"), ("killed", 6, "militant")],
        ),
        (
            "The raid killed the village head, identified as Alhaji Sani, and 17 other victims.",
            [("killed", 1, "civilian"), ("killed", 17, "civilian")],
        ),
        (
            "A bomb killed Colonel Omid Karra, the top officer, with his driver and two guards.",
            [("killed", 1, "security"), ("killed", 1, "civilian"), ("killed", 2, "security")],
        ),
        # Lists of names, families, pairs.
        ("The blast killed Omid Karra, Sami Dost and Ali Gul.", [("killed", 1, "civilian")] * 3),
        (
            "Captain Omid Karra, 29, a resident of Orda, and Sepoy Sami Dost, 26, were martyred.",
            [("killed", 1, "security")] * 2,
        ),
        (
            "The raid killed the Wolves' paymaster, Hajan Muk, and two of his brothers.",
            [("killed", 1, "civilian"), ("killed", 2, "civilian")],
        ),
        (
            "A couple and their three children were killed.",
            [("killed", 2, "civilian"), ("killed", 3, "civilian")],
        ),
        ("A father and son were shot dead.", [("killed", 1, "civilian")] * 2),
        ("Gunmen shot dead a lawyer, his brother and a driver.", [("killed", 1, "civilian")] * 3),
        ("Six of a family were killed.", [("killed", 6, "civilian")]),
        (
            "A commander and four of his men were killed.",
            [("killed", 1, "militant"), ("killed", 4, "militant")],
        ),
        # Verbs after a noun are no nouns that it describes.
        (
            "Nine rebels got killed and one was caught.",
            [("killed", 9, "militant"), ("arrested", 1, "militant")],
        ),
        # Numbers that count nobody here.
        ("How many people have died in the war?", []),
    ],
)
def test_who_is_counted(text: str, expected: Read) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "At first the police spoke of 78 dead.",
        "The minister earlier gave a toll of eleven.",
        "The army had first spoken of 15 dead.",
        "The diocese corrected its own figure of 50 dead.",
    ],
)
def test_earlier_reports_are_superseded(text: str) -> None:
    assert [f.figure.superseded for f in tolls.find(text)] == [True]


def test_deeds_of_old_are_marked() -> None:
    text = "Karim, wanted in 34 cases including the murder of nine policemen, was killed."
    marks = {f.figure.low: f.history for f in tolls.find(text)}
    assert marks[9]


def test_women_among_rebels_are_rebels() -> None:
    found = tolls.find("Two rebels, including a woman, were killed.")
    assert [(f.figure.low, f.figure.victim_class, f.part) for f in found] == [
        (2, "militant", False),
        (1, "militant", True),
    ]


def test_one_of_two_bombers_is_a_bomber() -> None:
    found = tolls.find("There were two bombers; one of them was killed and the other was caught.")
    assert [(f.figure.low, f.figure.side) for f in found] == [(1, "initiator")]
