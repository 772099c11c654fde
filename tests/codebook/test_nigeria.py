"""The second country pack: what it says, and that nothing but data is needed for a country."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import concord
from concord.codebook import load
from concord.codebook.check import check_pack
from concord.identity import document_id, text_hash
from concord.model import Document

if TYPE_CHECKING:
    from concord.codebook import Codebook


@pytest.fixture(scope="module")
def nigeria() -> Codebook:
    return load(("world", "nigeria"))


@pytest.mark.slow
def test_the_pack_has_no_faults() -> None:
    assert check_pack("nigeria") == ()


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("Boko Haram", "boko-haram"),
        ("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad (JAS)", "boko-haram"),
        ("ISWAP fighters", "iswap"),
        ("Islamic State West African Province", "iswap"),
        ("Lukarawa", "lakurawa"),
        ("Yan Ta'adda", "bandits-nw-ng"),
        ("Indigenous Peoples of Biafra", "ipob"),
        ("Civilian JTF", "cjtf"),
        ("Yansakai", "yan-sakai"),
        ("Operation Lafiya Dole", "jtf-north-east"),
        ("Multi-National Joint Task Force", "mnjtf"),
        ("Nigerian Air Force", "mil-ng"),
        ("Miyetti Allah", "macban"),
        ("Miyetti Allah Kautal Hore", "miyetti-kautal"),
        ("Zamfara State government", "gov-ng-zamfara"),
        ("Ohaneze", "ohanaeze"),
    ],
)
def test_names_of_the_nigerian_news_resolve(nigeria: Codebook, written: str, actor: str) -> None:
    found = nigeria.resolve_actor(written)
    assert found is not None
    assert found.id == actor


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("APC", "apc-ng"),
        ("CAN", "can-ng"),
        ("FG", "gov-ng"),
        ("DSS", "dss"),
        ("Senate", "parliament-ng"),
    ],
)
def test_names_that_others_share_count_in_nigerian_texts_only(
    nigeria: Codebook, written: str, actor: str
) -> None:
    at_home = nigeria.resolve_actor(written, country="NG")
    assert at_home is not None
    assert at_home.id == actor
    assert nigeria.resolve_actor(written, country="PK") is None


def test_factions_roll_up(nigeria: Codebook) -> None:
    assert nigeria.ancestors("jas-bakura") == ("boko-haram",)
    assert nigeria.ancestors("turji-gang") == ("bandits-nw-ng",)
    assert nigeria.ancestors("esn") == ("ipob",)


def test_a_group_is_not_older_than_its_founding(nigeria: Codebook) -> None:
    assert nigeria.actors["iswap"].founded == "2015-03"
    assert nigeria.actors["esn"].founded == "2020-12-12"


@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("president-ng", date(2010, 5, 5), "Umaru Musa Yar'Adua"),
        ("president-ng", date(2010, 5, 6), "Goodluck Jonathan"),
        ("president-ng", date(2024, 1, 1), "Bola Tinubu"),
        ("nsa-ng", date(2011, 12, 25), "Owoye Azazi"),
        ("cds-ng", date(2014, 4, 14), "Alex Badeh"),
        ("coas-ng", date(2021, 4, 1), "Ibrahim Attahiru"),
        ("defence-ng", date(2025, 12, 10), "Christopher Musa"),
        ("dhq-spokesman", date(2017, 6, 1), "John Enenche"),
        ("governor-borno", date(2014, 4, 14), "Kashim Shettima"),
        ("governor-adamawa", date(2014, 8, 1), "Umaru Fintiri"),
        ("governor-imo", date(2019, 12, 1), "Emeka Ihedioha"),
        ("governor-rivers", date(2025, 6, 1), "Ibok-Ete Ibas"),
        ("governor-rivers", date(2025, 10, 1), "Siminalayi Fubara"),
    ],
)
def test_who_held_office_when(nigeria: Codebook, office: str, day: date, person: str) -> None:
    tenure = nigeria.holder(office, day)
    assert tenure is not None
    assert tenure.person == person


@pytest.mark.parametrize(
    ("said", "office", "actor"),
    [
        ("The Imo State police spokesman spoke.", "police-imo", "pol-ng-imo"),
        ("The Zamfara governor spoke.", "governor-zamfara", "gov-ng-zamfara"),
        ("The Army spokesman spoke.", "army-spokesman-ng", "mil-ng"),
        ("The IPOB spokesman spoke.", "ipob-spokesman", "ipob"),
    ],
)
def test_a_title_alone_tells_who_speaks(
    nigeria: Codebook, said: str, office: str, actor: str
) -> None:
    (match,) = nigeria.find_offices(said, country="NG", bare=True)
    assert match.office_id == office
    assert nigeria.offices[office].actor == actor


def test_nobody_commanded_the_army_between_two_chiefs(nigeria: Codebook) -> None:
    assert nigeria.holder("coas-ng", date(2021, 5, 24)) is None


def test_a_general_speaks_for_the_forces_then_for_the_ministry(nigeria: Codebook) -> None:
    said = "Christopher Musa spoke in Abuja."
    (general,) = nigeria.find_offices(said, on=date(2024, 6, 1))
    (minister,) = nigeria.find_offices(said, on=date(2026, 1, 15))
    assert (general.office_id, minister.office_id) == ("cds-ng", "defence-ng")


def test_a_governor_without_office_speaks_for_a_party_at_most(nigeria: Codebook) -> None:
    (match,) = nigeria.find_offices("Samuel Ortom warned of more raids.", on=date(2024, 6, 1))
    assert match.office_id == "governor-benue"
    assert not match.in_office
    assert match.party == "pdp-ng"


@pytest.mark.parametrize(
    ("written", "kind", "admin2", "admin1"),
    [
        ("Chibok", "town", "Chibok", "Borno"),
        ("Malam Fatori", "town", "Abadam", "Borno"),
        ("Zabarmari", "town", "Jere", "Borno"),
        ("Koshebe village", "town", "Jere", "Borno"),
        ("Jere Local Government Area", "admin2", "Jere", "Borno"),
        ("Danko/Wasagu LGA", "admin2", "Wasagu-Danko", "Kebbi"),
        ("Jangebe", "town", "Talata Mafara", "Zamfara"),
        ("Okigwe Council Area", "admin2", "Okigwe", "Imo"),
        ("Daura", "town", "Daura", "Katsina"),
        ("Sambisa Forest", "area", None, "Borno"),
        ("Niger State", "admin1", None, "Niger"),
    ],
)
def test_places_of_the_news_are_found(
    nigeria: Codebook, written: str, kind: str, admin2: str | None, admin1: str
) -> None:
    place = nigeria.gazetteer.find(written, country="NG")[0]
    assert (place.kind, place.admin2, place.admin1) == (kind, admin2, admin1)


def test_coordinates_stand_only_where_an_open_table_has_them(nigeria: Codebook) -> None:
    chibok = nigeria.gazetteer.find("Chibok", country="NG")[0]
    zabarmari = nigeria.gazetteer.find("Zabarmari", country="NG")[0]
    assert (chibok.latitude, chibok.longitude) == (10.869, 12.847)
    assert (zabarmari.latitude, zabarmari.longitude) == (None, None)


def test_niger_state_and_the_niger_delta_are_not_the_country_niger(nigeria: Codebook) -> None:
    for text in ("Rain fell in Niger State.", "Oil flows in the Niger Delta again."):
        found = nigeria.find_actors(text, country="NG", metonyms=True)
        assert "gov-ne" not in {match.actor_id for match in found}


def test_niger_is_the_state_in_a_nigerian_text_and_the_country_in_others(
    nigeria: Codebook,
) -> None:
    assert nigeria.gazetteer.find("Niger", country="NG")[0].kind == "admin1"
    assert nigeria.gazetteer.find("Niger")[0].country == "NE"


def test_two_countries_share_a_codebook(nigeria: Codebook) -> None:
    both = load(("world", "pakistan", "nigeria"))
    for name, actor in (
        ("ISWAP", "iswap"),
        ("TTP", "ttp"),
        ("Borno State government", "gov-ng-borno"),
    ):
        found = both.resolve_actor(name)
        assert found is not None
        assert found.id == actor
    for name, country in (("Senate", "NG"), ("Interior Minister", "PK")):
        assert all(
            both.offices[match.office_id].country == country
            for match in both.find_offices(f"The {name} said so.", country=country, bare=True)
        )
    assert set(nigeria.actors) <= set(both.actors)


def test_a_text_is_coded_without_the_pack_of_another_country(nigeria: Codebook) -> None:
    text = (
        "Boko Haram fighters shot dead six farmers in Zabarmari, Borno State, on Tuesday. "
        "The Borno State government condemned the killings. "
        "Governor Babagana Zulum called for more soldiers in the village."
    )
    document = Document(
        id=document_id(text, "test"),
        text=text,
        source="test",
        text_hash=text_hash(text),
        published="2022-03-10",
    )
    (coding,) = concord.code([document], book=nigeria)
    (event,) = coding.events
    assert [each.actor_id for each in event.perpetrators] == ["boko-haram"]
    assert event.places[0].place_id == "ng:zabarmari"
    assert event.happened[0].first == date(2022, 3, 8)
    assert {each.speaker_id for each in coding.statements if each.person is None} >= {
        "gov-ng-borno"
    }
    assert ("Babagana Zulum", "gov-ng-borno") in {
        (each.person, each.speaker_id) for each in coding.statements
    }


def _compared(module: Path) -> set[str]:
    """Return the strings that a module compares something with."""
    nodes = ast.walk(ast.parse(module.read_text("utf-8")))
    sides = [s for node in nodes if isinstance(node, ast.Compare) for s in node.comparators]
    inside = [e for s in sides if isinstance(s, ast.Set | ast.Tuple | ast.List) for e in s.elts]
    return {
        s.value
        for s in (*sides, *inside)
        if isinstance(s, ast.Constant) and isinstance(s.value, str)
    }


def test_no_code_asks_for_a_country(nigeria: Codebook) -> None:
    """What holds for one country only stands in its pack."""
    names = {*nigeria.countries, *(c.name for c in nigeria.countries.values())}
    modules = sorted(Path(concord.__file__).parent.rglob("*.py"))
    read = [m for m in modules if m.parent.name != "times"]  # where "SE" is a season, not Sweden
    asked = {str(m): found for m in read if (found := _compared(m) & names)}
    assert asked == {}


def test_joint_task_forces_are_told_apart_by_their_operation(nigeria: Codebook) -> None:
    def actor(name: str) -> str | None:
        found = nigeria.resolve_actor(name, country="NG")
        return found.id if found else None

    assert actor("Joint Task Force North East") == "jtf-north-east"
    assert actor("Operation Delta Safe") == "op-delta-safe"
    assert actor("Operation Pulo Shield") == "op-pulo-shield"
    assert actor("Joint Task Force") == "mil-ng"
