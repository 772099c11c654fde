"""Names of places, the entries they mean in their text, and the location of an event."""

from __future__ import annotations

from datetime import date

import pytest

from concord.codebook import load
from concord.coding import locations, places, placing
from concord.coding.noplaces import speaks
from concord.model import Location, Span

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


def test_a_place_and_the_unit_that_it_is_in_are_two_places() -> None:
    chained = found("a clash at Blunderpur of Bardiya District of Nepal")
    assert chained["Bardiya District"] == ("Lumbini", "NP")
    assert "Quetta" in found("a bomb went off on the Eastern Bypass of Quetta")


def test_a_body_of_a_province_is_no_place() -> None:
    assert found("the High Court of Sindh and the University of Balochistan ruled") == {}


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("in Rajouri district of Jammu and Kashmir", "Rajouri", ("Jammu and Kashmir", "IN")),
        ("in the province of Yatenga, Burkina Faso", "Yatenga", ("Nord", "BF")),
        ("in North Darfur, Sudan", "North Darfur", ("Northern Darfur", "SD")),
        ("in Khagrachari District of Bangladesh", "Khagrachari District", ("Chittagong", "BD")),
    ],
)
def test_units_go_by_the_names_that_news_gives_them(
    text: str, name: str, unit: tuple[str, str]
) -> None:
    assert found(text)[name] == unit


def test_what_claims_lives_does_not_speak() -> None:
    (blast,) = places.find("a bombing in Quetta claimed at least 26 lives", BOOK)
    (office,) = places.find("the office in Quetta claimed that it was over", BOOK)
    assert (blast.speaker, office.speaker) == (False, True)


def test_an_article_hangs_on_the_name_after_it() -> None:
    assert "Bab al-Tibra" in found("three died at Bab al-Tibra in Baghdad")


def test_the_place_of_writing_may_be_a_small_town() -> None:
    text = "WANA: Two men were shot dead."
    mentions = places.find(text, BOOK, datelines=[Span(start=0, end=6)])
    assert [(m.text, m.dateline) for m in mentions] == [("WANA", True)]
    assert places.find(text, BOOK) == ()


def test_a_title_before_a_name_makes_it_a_person() -> None:
    assert "Lahore" not in found("Commander Lahore Khan said that")


def test_an_offset_is_kept_as_a_radius() -> None:
    mention = places.find("a bomb went off 40 km south of Quetta", BOOK)[0]
    assert (mention.text, mention.km) == ("Quetta", 40.0)


def test_miles_become_kilometres() -> None:
    assert places.find("ten men died 10 miles north of Quetta", BOOK)[0].km == 16.1


def placed(text: str) -> Location:
    """Return the location that the places of a text name together."""
    mentions = placing.resolve(places.find(text, BOOK), BOOK.gazetteer, countries={})
    place = locations.locate(mentions, BOOK.gazetteer, text=text)
    assert place is not None
    return place


def test_a_district_far_from_a_city_is_not_in_the_city() -> None:
    place = placed("in Turbat district, about 500 km south of Quetta")
    assert (place.name, place.admin1, place.radius_km) == ("Turbat", "Balochistan", None)


def test_an_unknown_village_off_a_town_is_a_point_with_its_radius() -> None:
    place = placed(
        "at Blunderpur village in Balochistan, 20 km (12 miles) west of the city of Quetta"
    )
    assert (place.name, place.precision, place.radius_km) == ("Blunderpur", "vicinity", 20.0)
    assert (place.admin1, place.latitude) == ("Balochistan", 30.184)


def test_what_is_far_from_the_capital_is_in_no_unit_of_it() -> None:
    place = placed("Ten died 200 km north of the capital, Ouagadougou")
    assert (place.admin1, place.admin2, place.country) == (None, None, "BF")
    assert (place.precision, place.radius_km) == ("vicinity", 200.0)
    assert place.latitude == pytest.approx(14.2, abs=0.1)


def test_what_is_far_from_the_capital_is_in_the_province_that_is_named() -> None:
    place = placed("in Balochistan province, 900 km southwest of the capital Islamabad")
    assert (place.admin1, place.admin2, place.radius_km) == ("Balochistan", None, 900.0)


def test_a_community_is_in_the_unit_named_after_it_and_no_namesake() -> None:
    chained = found(
        "gunmen attacked Makurdi community in Malumfashi district of Katsina State, Nigeria"
    )
    assert chained["Makurdi"] == (None, None)


def test_whose_home_it_is_is_no_place() -> None:
    assert "Blunder Khan" not in found("a bomb went off in Blunder Khan's hometown of Turbat")


def test_a_village_far_from_all_that_is_named_is_not_the_one_of_its_name() -> None:
    text = "A fight broke out in Patikul town in Sulu. Troops met it in Jolo, and in {} village."
    assert found(text.format("Tugas"), PH=1.0)["Tugas"] == (None, None)
    two = text.replace("Jolo", "Kalibo")
    assert found(two.format("Tugas"), PH=1.0)["Tugas"] == ("Aklan", "PH")


def test_a_name_casts_no_vote_for_its_own_namesakes() -> None:
    text = (
        "London said so. London's mayor and the people of London, Toronto, Alberta and Ottawa met."
    )
    assert found(text, CA=1.0)["London"] == ("Ontario", "CA")


def test_a_country_that_owns_what_follows_begins_anew() -> None:
    (city, country) = places.find("In London, Canada's minister met him.", BOOK)
    assert city.chain != country.chain


def test_a_country_is_one_name_with_its_small_words() -> None:
    named = places.find("in the Democratic Republic of the Congo's northeastern Beni", BOOK)
    assert [m.text for m in named] == ["Democratic Republic of the Congo", "Beni"]
    assert named[0].locative


def test_a_small_place_of_a_country_that_nothing_else_is_in_is_not_meant() -> None:
    text = "KIGALI, Rwanda\nMalian troops died in Mali, between Dia and Blunderpur villages."
    heads = [Span(start=0, end=15)]
    mentions = placing.resolve(
        places.find(text, BOOK, datelines=heads), BOOK.gazetteer, countries={"ML": 1.0}
    )
    assert [m.candidates for m in mentions if m.text == "Dia"] == [()]


def test_a_capital_told_by_its_country_alone_is_that_city() -> None:
    place = placed("a bomb went off at a tea shop in the Somali capital on Monday")
    assert (place.name, place.country, place.precision) == ("Mogadishu", "SO", "town")
    assert list(found("in the Somali capital, Mogadishu, on Monday")) == ["Mogadishu"]
    assert found("a law on Somali capital punishment") == {}


def test_an_article_makes_no_other_name() -> None:
    assert (
        found("in Aleppo in Syria, and in the northeastern city of Raqa")["Raqa"][0] == "Ar-Raqqah"
    )


def test_a_unit_without_a_point_has_that_of_the_town_of_its_name() -> None:
    place = placed("in Natitingou district of Benin")
    assert (place.precision, place.latitude) == ("district", 10.304)


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


def chosen(text: str) -> dict[str, tuple[str, str, str | None]]:
    """Return kind, country and province of the entry chosen for each name."""
    mentions = placing.resolve(places.find(text, BOOK), BOOK.gazetteer, countries={})
    return {
        m.text: (m.candidates[0].kind, m.candidates[0].country, m.candidates[0].admin1)
        for m in mentions
        if m.candidates
    }


def test_a_country_is_not_taken_for_a_town_of_its_name_abroad() -> None:
    text = "Two men from Chicago and Houston were held in Russia, officials in Washington said."
    assert chosen(text)["Russia"][:2] == ("country", "RU")


def test_what_a_chain_says_of_a_name_holds_for_the_whole_text() -> None:
    text = "He was shot in Paris, Texas. Police in Paris said that nobody was held."
    assert chosen(text)["Paris"] == ("town", "US", "Texas")


def test_a_short_form_of_a_state_stands_after_a_comma() -> None:
    assert chosen("GLASGOW, Ky. (AP) - A man was shot in Glasgow.")["Glasgow"][2] == "Kentucky"


def test_two_capitals_are_a_province_and_never_a_country_or_a_town() -> None:
    assert found("Gunmen killed two men in KP.") == {"KP": ("Khyber Pakhtunkhwa", "PK")}
    assert found("Two guards were shot in GB") == {"GB": ("Gilgit-Baltistan", "PK")}
    assert found("The US and the UK met the PM in NY") == {}


def test_three_capitals_are_a_country_that_goes_by_them_and_never_its_code() -> None:
    assert found("Soldiers were ambushed on the Main Supply Route (MSR) in Kabul.") == {
        "Kabul": ("Kabul", "AF")
    }
    assert found("Two men were shot in the UAE.") == {"UAE": (None, "AE")}


def test_a_list_of_cities_is_no_chain_of_containers() -> None:
    assert set(chosen("protests in Lahore, Karachi, Quetta and Peshawar")) == {
        "Lahore", "Karachi", "Quetta", "Peshawar",
    }  # fmt: skip


def test_a_large_foreign_city_stays_in_a_text_on_another_country() -> None:
    text = "BEIRUT (AP) - Fighters in Quetta, Pishin, Chaman and Ziarat were told to leave."
    assert chosen(text)["BEIRUT"][1] == "LB"


def test_mentions_that_are_given_are_read_with_their_words() -> None:
    text = "the Kenyan coast and Blunderpur"
    kenyan, unknown = places.take(text, [(4, 10), (21, 31)], BOOK)
    assert (kenyan.candidates[0].kind, kenyan.candidates[0].country) == ("country", "KE")
    assert unknown.candidates == ()


def test_an_agency_is_placed_as_it_was_while_it_was_one() -> None:
    text = "in Khyber Agency"
    mentions = placing.resolve(places.find(text, BOOK), BOOK.gazetteer, countries={"PK": 1.0})
    place = locations.locate(mentions, BOOK.gazetteer, text=text)
    assert place is not None
    assert (place.admin2, place.admin1) == ("Khyber Agency", "FATA")


@pytest.mark.parametrize(
    ("name", "province"),
    [("Jolo", "Sulu"), ("Marawi", "Lanao del Sur"), ("Midsayap", "Cotabato"), ("Sulu", "Sulu")],
)
def test_the_first_unit_of_the_philippines_is_the_province(name: str, province: str) -> None:
    assert BOOK.gazetteer.find(name, country="PH")[0].admin1 == province


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Masked men shot at the Santa Lucia church in the Kartal district of Istanbul.", "Santa"),
        ("A bomber struck at the Faizabad interchange in Islamabad, near Rawalpindi.", "Faizabad"),
    ],
)
def test_a_building_that_bears_the_name_of_a_town_abroad_is_not_there(text: str, name: str) -> None:
    place = next((p for n, p in found(text).items() if n.startswith(name)), (None, None))
    assert place[1] in {None, "TR", "PK"}


def test_a_country_named_alone_does_not_move_a_district_there() -> None:
    text = "Convoys came under fire in Kurram near Afghanistan."
    assert found(text, AF=1)["Kurram"] == ("Khyber Pakhtunkhwa", "PK")


def test_an_unknown_part_of_a_city_that_the_text_names_is_in_it() -> None:
    text = "KARACHI: Two men walked into a clinic in New Karachi. Police in Karachi and Sukkur met."
    assert found(text)["New Karachi"] == ("Sindh", "PK")


def test_a_village_before_a_comma_is_in_what_follows_or_unknown() -> None:
    text = "Troops closed in on a hut in the village of Pangian, Siraway, in Zamboanga del Norte."
    assert found(text)["Pangian"][0] != "Davao Occidental"


@pytest.mark.parametrize(
    "text", ["officials in Home department", "a clinic in Sector 5-E", "Nov. 2"]
)
def test_words_of_addresses_offices_and_dates_are_no_towns(text: str) -> None:
    assert found(f"Two men were hurt in Quetta: {text}").keys() == {"Quetta"}


def located(text: str, on: date | None = None) -> tuple[str | None, ...]:
    """Return name, precision, district and province of the place that a text names."""
    mentions = placing.resolve(places.find(text, BOOK), BOOK.gazetteer, countries={})
    place = locations.locate(mentions, BOOK.gazetteer, text=text, on=on)
    assert place is not None
    return (place.name, place.precision, place.admin2, place.admin1)


def test_an_undated_text_is_of_the_time_of_the_units_it_names() -> None:
    fata = ("Bara", "town", "Khyber Agency", "FATA")
    assert located("gunmen killed two in Bara in Fata") == fata
    assert located("a raid in Swat, NWFP")[3] == "North-West Frontier Province"
    assert located("a raid in Swat, Northwest Frontier Province")[3] == (
        "North-West Frontier Province"
    )
    assert located("a raid in Miranshah, North Waziristan, FATA")[2] == "North Waziristan Agency"
    assert located("a raid in South Waziristan Agency")[3] == "FATA"


def test_a_unit_that_is_gone_is_placed_where_it_lies_now_in_later_texts() -> None:
    assert located("a raid in FATA", date(2015, 1, 1)) == ("FATA", "province", None, "FATA")
    now = ("FATA", "province", None, "Khyber Pakhtunkhwa")
    assert located("a raid in FATA", date(2021, 1, 1)) == now
    assert located("a raid in erstwhile FATA") == now
    assert located("a raid in Bajaur, in the former FATA")[3] == "Khyber Pakhtunkhwa"


def test_a_region_called_after_its_town_is_the_region() -> None:
    assert located("two died in the Kharkiv region of Ukraine")[1] == "province"
    assert located("two died in Mandera county, Kenya")[1:] == ("province", None, "Mandera")


def test_a_district_that_only_its_town_stands_for_is_no_town() -> None:
    place = ("Mangochi", "district", "Mangochi", "Southern")
    assert located("two died in Mangochi district, Malawi") == place
    assert located("two died in Mangochi, Malawi")[1] == "town"


def test_a_namesake_abroad_is_not_meant_where_the_country_is_named() -> None:
    place = located("ten died in Palma in Mozambique's Cabo Delgado province")
    assert place == ("Palma", "town", "Circunscrição de Palma", "Cabo Delgado")
    assert located("ten died in Lorca in Mozambique's Cabo Delgado province")[1:] == (
        "province",
        None,
        "Cabo Delgado",
    )


def test_one_other_place_tells_a_namesake_far_abroad_from_one_over_the_border() -> None:
    assert found("clashes in Kurram district, and in the Bagan area")["Bagan"][1] == "PK"
    assert found("Officials in Kandahar city met; shots were fired in Chaman")["Chaman"][1] == "PK"


def test_a_name_does_not_run_on_from_a_headline_into_the_next_line() -> None:
    text = "Bomb kills four in Quetta\nGunmen fled after the blast."
    assert [place.text for place in places.find(text, BOOK)] == ["Quetta"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A minister in Zarbad named the men.", "Zarbad"),
        ("Officials at Lahore would not say who fired.", "Lahore"),
        ("Lahore's evening bulletin knew of four dead.", "Lahore"),
        ("Lahore's information chief, Akbar Zaman, blamed raiders.", "Lahore"),
    ],
)
def test_where_somebody_of_office_speaks_nothing_happened(text: str, name: str) -> None:
    at = text.index(name)
    assert speaks(text, at, at + len(name))


@pytest.mark.parametrize(
    "text", ["Gunmen shot a minister in Lahore on Monday.", "A bomb hit Lahore's broadcaster."]
)
def test_whoever_is_attacked_somewhere_says_nothing_there(text: str) -> None:
    at = text.index("Lahore")
    assert not speaks(text, at, at + len("Lahore"))
