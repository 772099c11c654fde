"""Where an event happened, from the words of its text. All texts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.coding.reports import events

if TYPE_CHECKING:
    from concord.model import Location


def scene(text: str) -> Location:
    return events(text)[0].places[0]


@pytest.mark.parametrize(
    ("text", "name", "admin1", "country"),
    [
        # The place of writing is not the place of the attack.
        (
            "Kano - Gunmen killed nine farmers on Monday in the Nigerian state of Borno.",
            "Borno",
            "Borno",
            "NG",
        ),
        # A park is where the text says that it is, whatever has its name elsewhere.
        (
            "A bomb killed two people on Monday in Gulshan-e-Iqbal Park in Multan, police said.",
            "Gulshan-e-Iqbal",
            "Punjab",
            "PK",
        ),
        # The wounded were brought elsewhere.
        (
            "A bomb killed two men in Mir Ali on Monday. The injured were shifted to Bannu.",
            "Mir Ali",
            "Khyber Pakhtunkhwa",
            "PK",
        ),
        # A district and its region are not a town of the region's name.
        (
            "Rebels shot a constable on Monday in Kupwara district, Jammu & Kashmir.",
            "Kupwara",
            "Jammu and Kashmir",
            "IN",
        ),
        (
            "Militants killed six people on Monday in the army-held town of Saraqeb near Idlib.",
            "Saraqeb",
            "Idlib",
            "SY",
        ),
        # Nobody knows the area: it is where the report was written, not where the dead were from.
        (
            "SUKKUR: Gunmen killed two men on Monday in the Torpulgu area. Both were from Swat.",
            "Torpulgu",
            "Sindh",
            "PK",
        ),
        # Of a road through many districts the text says which is meant.
        (
            "GILGIT: Gunmen shot two men on Monday on the Karakoram Highway in Diamer district.",
            "Karakoram Highway",
            "Gilgit-Baltistan",
            "PK",
        ),
        # Nobody knows the village: the country is all that is known.
        (
            "Gunmen killed four people on Monday in the village of Torpulgu in Burkina Faso.",
            "Torpulgu",
            None,
            "BF",
        ),
    ],
)
def test_an_event_is_where_its_words_say(
    text: str, name: str, admin1: str | None, country: str
) -> None:
    place = scene(text)
    assert (place.name, place.admin1, place.country) == (name, admin1, country)


def test_two_towns_of_one_region_are_two_scenes() -> None:
    text = (
        "A mine killed a soldier at Chiriguaná, in the department of Cesar, on Monday. "
        "A grenade wounded two soldiers in Aguachica, also in Cesar, the same day."
    )
    assert [event.places[0].name for event in events(text)] == ["Chiriguaná", "Aguachica"]
