"""Of which gang, faction or leader the men were who did it. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.reports import events

from concord.coding import DEFAULT_ENGINE


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("Dacoits of the Lathani gang kidnapped three farm hands", "Lathani gang"),
        ("Some 40 outlaws of the Sundrani gang kidnapped three farm hands", "Sundrani gang"),
        ("Four men of the Zarband faction kidnapped three farm hands", "Zarband faction"),
        ("Militants belonging to the Lashkar-e-Islam kidnapped three cooks", "Lashkar-e-Islam"),
        ("Fighters loyal to Hafiz Gul Bahadur kidnapped three cooks", "Hafiz Gul Bahadur group"),
    ],
)
def test_men_did_it_for_whom_they_are_of(said: str, who: str) -> None:
    (event,) = events(
        f"{said} in Rajanpur, Pakistan, on Monday, police said.", engine=DEFAULT_ENGINE
    )
    assert [(p.name, p.attribution) for p in event.perpetrators] == [(who, "stated")]


def test_where_outlaws_are_from_is_no_gang() -> None:
    text = "Dacoits of the Katcha area kidnapped three cooks in Rajanpur, Pakistan, on Monday."
    (event,) = events(text, engine=DEFAULT_ENGINE)
    assert not any("Katcha" in (p.name or "") for p in event.perpetrators)


@pytest.mark.parametrize(
    ("said", "who"),
    [
        (
            "Four traders were abducted near Gao on Tuesday by fighters under Commander Bakari.",
            "fighters under Commander Bakari",
        ),
        (
            "A drone launched by the president's task force killed four men in Kenscoff on Monday.",
            "the president's task force",
        ),
    ],
)
def test_people_are_known_by_what_is_said_of_them(said: str, who: str) -> None:
    assert [p.text for e in events(said, engine=DEFAULT_ENGINE) for p in e.perpetrators] == [who]
