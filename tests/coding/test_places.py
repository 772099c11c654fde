"""Names of places, the entries they mean in their text, and the location of an event."""

from __future__ import annotations

from concord.codebook import load
from concord.coding import locations, places, placing

BOOK = load()


def found(text: str, **countries: float) -> dict[str, tuple[str | None, str | None]]:
    """Return each name with the province and the country of the entry chosen for it."""
    mentions = placing.resolve(places.find(text, BOOK), BOOK.gazetteer, countries=countries)
    return {
        m.text: (m.candidates[0].admin1, m.candidates[0].country) if m.candidates else (None, None)
        for m in mentions
    }


def test_a_chain_tells_which_namesake_is_meant() -> None:
    assert found("in Turbat, Balochistan")["Turbat"] == ("Balochistan", "PK")


def test_the_country_of_the_text_decides_between_namesakes() -> None:
    text = "The blast hit Hyderabad in Sindh. Officials in Karachi and Sukkur met."
    assert found(text)["Hyderabad"][1] == "PK"


def test_an_unknown_name_is_a_place_only_where_the_words_say_so() -> None:
    assert "Blunderpur" in found("gunmen came to the village of Blunderpur near Quetta")
    assert "Blunderpur" not in found("Blunderpur said that it was over")


def test_people_of_a_country_are_no_place() -> None:
    assert found("Kenyan police said so") == {}


def test_two_joined_names_are_two_places() -> None:
    assert set(found("attacks in Iraq and Syria")) == {"Iraq", "Syria"}


def test_a_title_before_a_name_makes_it_a_person() -> None:
    assert "Lahore" not in found("Commander Lahore Khan said that")


def test_an_offset_is_kept_as_a_radius() -> None:
    mention = places.find("a bomb went off 40 km south of Quetta", BOOK)[0]
    assert (mention.text, mention.km) == ("Quetta", 40.0)


def test_miles_become_kilometres() -> None:
    assert places.find("ten men died 10 miles north of Quetta", BOOK)[0].km == 16.1


def test_a_location_is_the_smallest_place_with_its_containers() -> None:
    text = "in Turbat, Kech district, Balochistan"
    mentions = placing.resolve(places.find(text, BOOK), BOOK.gazetteer, countries={})
    place = locations.locate(mentions, BOOK.gazetteer, text=text)
    assert place is not None
    assert (place.name, place.admin1, place.precision) == ("Turbat", "Balochistan", "town")


def test_nothing_is_nowhere() -> None:
    assert locations.locate([], BOOK.gazetteer, text="") is None


def test_a_general_word_is_no_place() -> None:
    assert found("a blast near the City Police Station in Quetta").keys() == {"Quetta"}
