"""What the shipped packs say, on points that many rely on."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from concord.codebook.check import check_pack
from concord.codebook.counting import FAMILIES, VIOLENT_FAMILIES, family
from concord.codebook.names import plain_name
from concord.codebook.packs import open_pack
from concord.codebook.tables import read_countries, read_places

if TYPE_CHECKING:
    from concord.codebook import Codebook

TYPES = [
    "suicide_bombing",
    "bombing",
    "armed_attack",
    "assassination",
    "clash",
    "military_operation",
    "air_drone_strike",
    "shelling",
    "kidnapping",
    "arson_sabotage",
    "mob_violence",
    "body_found",
    "enforced_disappearance",
    "extrajudicial_killing",
    "arrest",
    "surrender",
    "seizure",
    "release",
    "threat",
    "protest",
    "other",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["world", "pakistan"])
def test_shipped_packs_have_no_faults(name: str) -> None:
    assert check_pack(name) == ()


def test_the_types_are_those_of_the_contract(book: Codebook) -> None:
    assert sorted(book.types) == sorted(TYPES)
    for code, each in book.types.items():
        assert each.family == family(code)
        assert each.violent == (each.family in VIOLENT_FAMILIES)
        assert set(each.crosswalk) == {"acled", "ged", "gtd", "plover"}
    assert set(FAMILIES) <= set(book.types)


def test_options_classes_and_levels_are_complete(book: Codebook) -> None:
    assert len(book.options) == 19
    assert set(book.classes) == {
        "civilian", "security", "pro_government", "militant", "official", "unknown",
    }  # fmt: skip
    assert set(book.attributions) == {
        "claimed", "stated", "blamed", "suspected", "inferred", "side",
    }  # fmt: skip
    assert set(book.statuses) == {"actual", "foiled", "planned", "alleged"}
    assert set(book.categories) >= {"militant_attack", "state_action", "cross_border", "unclear"}


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("Tehreek-e-Taliban Pakistan (TTP)", "ttp"),
        ("Tehrik-i-Taliban Pakistan", "ttp"),
        ("Pakistani Taliban", "ttp"),
        ("Jamaatul Ahrar", "jua"),
        ("BLA's Majeed Brigade", "bla-majeed"),
        ("Baloch Liberation Army (BLA)", "bla"),
        ("Islamic State Khorasan", "iskp"),
        ("Pakistan Army", "mil-pk"),
        ("Pakistan security forces", "sec-pk"),
        ("KP government", "gov-pk-kp"),
        ("Khyber Pakhtunkhwa government", "gov-pk-kp"),
        ("Islamabad", "gov-pk"),
        ("Nigerian troops", "mil-ng"),
        ("U.S. military", "mil-us"),
        ("New People's Army", "npa"),
        ("Maoists", "naxalites"),
        ("Government of the Philippines", "gov-ph"),
        ("Abu Sayyaf militants", "abu-sayyaf"),
    ],
)
def test_everyday_names_resolve(book: Codebook, written: str, actor: str) -> None:
    found = book.resolve_actor(written)
    assert found is not None
    assert found.id == actor


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("Shebab", "al-shabaab"),
        ("al-Shebab insurgents", "al-shabaab"),
        ("Jnim", "jnim"),
        ("Group to Support Islam and Muslims", "jnim"),
        ("Isis", "islamic-state"),
        ("Iswap", "iswap"),
        ("Farc", "farc"),
        ("Farc dissidents", "farc-dissidents"),
        ("dissidents of the Revolutionary Armed Forces of Colombia", "farc-dissidents"),
        ("Gulf clan", "clan-del-golfo"),
        ("Mujao", "mujao"),
        ("Wagner group", "wagner"),
    ],
)
def test_spellings_of_news_agencies_resolve(book: Codebook, written: str, actor: str) -> None:
    found = book.resolve_actor(written)
    assert found is not None
    assert found.id == actor


@pytest.mark.parametrize(("country", "actor"), [("SO", "al-shabaab"), ("MZ", "is-mozambique")])
def test_al_shabab_is_another_group_in_mozambique(book: Codebook, country: str, actor: str) -> None:
    (found,) = book.find_actors("Al-Shabab fighters raided a village.", country=country)
    assert found.actor_id == actor


def test_a_police_rank_is_no_armed_group(book: Codebook) -> None:
    assert book.find_actors("SSP Operations said so.", country="PK") == ()


def test_the_police_of_punjab_are_those_of_the_pack(book: Codebook) -> None:
    assert [m.actor_id for m in book.find_actors("Punjab police said so.")] == ["pol-pk-pb"]


@pytest.mark.parametrize(
    ("day", "actor"), [(date(2015, 1, 1), "afghan-taliban"), (date(2022, 1, 1), "gov-af")]
)
def test_the_afghan_taliban_govern_since_august_2021(book: Codebook, day: date, actor: str) -> None:
    found = book.resolve_actor("Taliban", on=day)
    assert found is not None
    assert found.id == actor


def test_the_afghan_government_is_the_one_of_the_day(book: Codebook) -> None:
    before = book.resolve_actor("Afghan government", on=date(2015, 1, 1))
    after = book.resolve_actor("Afghan government", on=date(2023, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("gov-af-republic", "gov-af")


@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("pm-pk", date(2012, 1, 1), "Yousaf Raza Gilani"),
        ("pm-pk", date(2020, 1, 1), "Imran Khan"),
        ("pm-pk", date(2023, 12, 1), "Anwaar-ul-Haq Kakar"),
        ("cm-kp", date(2009, 5, 1), "Ameer Haider Khan Hoti"),
        ("cm-kp", date(2023, 5, 1), "Muhammad Azam Khan"),
        ("cm-kp", date(2024, 6, 1), "Ali Amin Gandapur"),
        ("cm-balochistan", date(2024, 8, 1), "Sarfraz Bugti"),
        ("dg-ispr", date(2018, 1, 1), "Asif Ghafoor"),
        ("coas-pk", date(2014, 6, 16), "Raheel Sharif"),
    ],
)
def test_who_held_office_when(book: Codebook, office: str, day: date, person: str) -> None:
    tenure = book.holder(office, day)
    assert tenure is not None
    assert tenure.person == person


@pytest.mark.parametrize(
    ("text", "day", "office"),
    [
        ("CM Gandapur said so.", date(2024, 9, 1), "cm-kp"),
        ("Chief Minister Bugti's aide said so.", date(2024, 9, 1), "cm-balochistan"),
        ("PM Shehbaz said so.", date(2024, 9, 1), "pm-pk"),
        ("Governor Kundi said so.", date(2024, 9, 1), "governor-kp"),
    ],
)
def test_a_title_and_part_of_a_name_are_its_holder_of_the_day(
    book: Codebook, text: str, day: date, office: str
) -> None:
    found = [m for m in book.find_offices(text, on=day, country="PK", bare=True) if m.person]
    assert [(m.office_id, m.in_office) for m in found] == [(office, True)]


def test_a_title_and_the_name_of_another_are_nobodys(book: Codebook) -> None:
    found = book.find_offices("CM Bugti said so.", on=date(2014, 1, 1), country="PK", bare=True)
    assert [m for m in found if m.person] == []


def test_the_provincial_government_of_may_2023_is_a_caretaker(book: Codebook) -> None:
    tenure = book.holder("cm-kp", date(2023, 5, 1))
    assert tenure is not None
    assert tenure.caretaker


@pytest.mark.parametrize(
    ("day", "office"),
    [
        (date(2020, 1, 1), "pm-pk"),
        (date(2022, 11, 1), "pti-leader"),
        (date(2024, 6, 1), "pti-founder"),
    ],
)
def test_imran_khan_speaks_for_government_then_party(
    book: Codebook, day: date, office: str
) -> None:
    (match,) = book.find_offices("Imran Khan said so.", on=day)
    assert match.office_id == office


def test_the_capital_lies_in_no_other_district_and_a_region_in_none(book: Codebook) -> None:
    assert book.gazetteer.find("Islamabad", country="PK")[0].admin2 == "Islamabad"
    assert "Skardu" not in {p.admin2 for p in book.gazetteer.find("Waziristan", country="PK")}


def _hand_table(name: str) -> list[dict[str, str]]:
    lines = (Path(__file__).parents[2] / "tools" / name).read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip_longest(header, line.split("\t"), fillvalue="")) for line in lines[1:] if line]


def test_the_shipped_places_are_those_that_the_tables_by_hand_make() -> None:
    """A name that was written into a compressed table, and not into its source, would be lost."""
    shipped = {row.place.id: row for row in read_places(open_pack("pakistan"))}
    for row in _hand_table("pakistan_places.tsv"):
        place = shipped[row["id"]]
        known = {plain_name(name) for name in (place.place.name, *place.names)}
        assert {plain_name(name) for name in row["names"].split("|") if name} <= known, row["id"]


def test_the_shipped_countries_are_those_that_the_table_by_hand_makes() -> None:
    written = {row["iso2"]: row for row in _hand_table("country_names.tsv")}
    for country in read_countries(open_pack("world")):
        if row := written.get(country.iso2):
            assert "|".join(country.names) == row["names"]
            assert {d for d in row["demonyms"].split("|") if d} <= set(country.demonyms)
