"""People who are no armed group and did it all the same. All texts are invented."""

from __future__ import annotations

import pytest
from tests.coding.violence import events


def doers(text: str) -> list[str]:
    return [p.name or p.text for p in events(text)[0].perpetrators]


def test_villagers_did_it_where_nobody_else_is_told_of() -> None:
    text = (
        "Villagers armed with sickles stormed a camp in Arakan on Monday and killed five traders. "
        "Police arrived an hour later."
    )
    assert doers(text) == ["Villagers"]


def test_a_feud_has_its_own_two_sides() -> None:
    text = (
        "Residents of two villages clashed over a canal in Hangu on Monday, leaving four dead. "
        "Police and soldiers were deployed."
    )
    assert doers(text) == ["Residents of two villages"]


def test_students_who_come_after_gunmen_did_nothing() -> None:
    text = "Masked gunmen killed three teachers in Kech on Monday. Students stormed a police post."
    assert doers(text) == ["Masked gunmen"]


def test_police_who_find_the_dead_did_nothing_to_them() -> None:
    text = (
        "Police found the bullet-riddled bodies of two men in Saeedabad, Karachi, on Monday. Both "
        "had been shot in the head."
    )
    assert doers(text) == []


@pytest.mark.parametrize(
    "said",
    [
        "Responsibility was claimed by the Dera Sarfarosh Army.",
        "The Dera Sarfarosh Army accepted responsibility and vowed to continue attacks on posts.",
        "Claiming the attack in Quetta, a spokesman for the Dera Sarfarosh Army promised others.",
        "The Dera Sarfarosh Army has claimed both attacks.",
    ],
)
def test_a_claim_makes_the_name_beside_it_a_group(said: str) -> None:
    text = f"A bomb killed three constables near a market in Quetta on Monday. {said}"
    assert [claim.name for claim in events(text)[0].claimed_by] == ["Dera Sarfarosh Army"]


def test_whoever_has_cadres_is_a_group() -> None:
    text = (
        "A trader was hacked to death by cadres of the Highland Forest Committee in Gaya on Monday."
    )
    assert doers(text) == ["Highland Forest Committee"]
