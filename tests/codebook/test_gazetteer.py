from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.codebook.building import countries, places, write_pack

from concord.codebook import Codebook, load, placeindex
from concord.codebook.gazetteer import Gazetteer, open_gazetteer
from concord.codebook.names import plain_name
from concord.codebook.packs import open_pack
from concord.codebook.tables import TableCellError

if TYPE_CHECKING:
    from pathlib import Path

TABLE = places(
    "u1,Old Plains,admin1,,,IT,Old Plains",
    "u2,Hills,admin1,,,FR,Hills",
    "a,Zenda,town,45.1,7.6,IT,Old Plains,Zenda,90000,5,,,Senda|Old Zenda",
    "b,Zenda,admin2,45,7.5,IT,Old Plains,Zenda,,4",
    "c,Zenda,town,48,2,FR,Hills,,500,2.5",
    "d,Miran Dar,town,44,8,IT,Old Plains,,3000,3",
    "e,Peshkot,town,44.5,8.5,IT,Old Plains,Zenda,3000,3",
)
EPOCHS = (
    "- {country: IT, admin1: Old Plains, admin2: Zenda, was_admin1: Border Lands, "
    "was_admin2: Zenda Agency, until: 2018-05-30}\n"
    "- {country: IT, admin1: Old Plains, was_admin1: Western Plains, until: 2010-04-18}\n"
)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    files = {
        "countries.tsv": countries("IT,ITA,Italy,,,Italian,Rome", "FR,FRA,France,,,French,Paris"),
        "places/p.tsv": TABLE,
        "epochs.yaml": EPOCHS,
    }
    return open_gazetteer([open_pack(write_pack(tmp_path_factory.mktemp("packs"), files))])


def ids(gazetteer: Gazetteer, name: str, country: str | None = None) -> list[str]:
    return [place.id for place in gazetteer.find(name, country=country)]


def test_the_likeliest_place_comes_first_and_the_country_given_before_all(
    gazetteer: Gazetteer,
) -> None:
    assert ids(gazetteer, "Zenda") == ["a", "b", "c"]
    assert ids(gazetteer, "Zenda", "FR") == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("zenda", "a"),
        ("ZENDA district", "b"),
        ("Zenda Agency", "b"),
        ("district of Zenda", "b"),
        ("Zenda city", "a"),
        ("Old Zenda", "a"),
        ("Senda", "a"),
        ("Mirandar", "d"),
        ("Old Plains province", "u1"),
        ("Italy", "country:IT"),
        ("ITA", "country:IT"),
    ],
)
def test_names_with_units_and_in_other_spellings(
    gazetteer: Gazetteer, name: str, first: str
) -> None:
    assert ids(gazetteer, name)[0] == first


def test_sounds_are_compared_within_a_country_only(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer, "Pishkot", "IT") == ["e"]
    assert ids(gazetteer, "Pishkot") == []
    assert gazetteer.find("Pishkot", country="IT", similar=False) == ()


@pytest.mark.parametrize("name", ["", "   ", "Nowhere", "district", "!!", "\x00", "of of"])
def test_unknown_names_give_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name) == ()


def test_places_are_had_by_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.get("a")
    assert place is not None
    assert (place.name, place.latitude, place.longitude) == ("Zenda", 45.1, 7.6)
    assert (place.admin1, place.admin2, place.population) == ("Old Plains", "Zenda", 90000)
    assert gazetteer.get("zz") is None


def test_country_names(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_name("IT") == "Italy"
    assert gazetteer.country_name("XX") == "XX"


def test_every_place_of_a_kind(gazetteer: Gazetteer) -> None:
    assert [place.id for place in gazetteer.within("IT", "town")] == ["a", "d", "e"]


@pytest.mark.parametrize(
    ("day", "admin1", "admin2"),
    [
        (date(2009, 1, 1), "Border Lands", "Zenda Agency"),
        (date(2018, 5, 30), "Border Lands", "Zenda Agency"),
        (date(2018, 5, 31), "Old Plains", "Zenda"),
    ],
)
def test_a_town_as_it_belonged_on_a_day(
    gazetteer: Gazetteer, day: date, admin1: str, admin2: str
) -> None:
    (place,) = gazetteer.find("Peshkot")
    then = gazetteer.as_of(place, day)
    assert (then.admin1, then.admin2, then.name) == (admin1, admin2, "Peshkot")


def test_units_as_they_were_named_on_a_day(gazetteer: Gazetteer) -> None:
    (region,) = gazetteer.find("Old Plains")
    assert gazetteer.as_of(region, date(2009, 1, 1)).name == "Western Plains"
    assert gazetteer.as_of(region, date(2012, 1, 1)).name == "Old Plains"
    district = gazetteer.find("Zenda district")[0]
    assert gazetteer.as_of(district, date(2012, 1, 1)).name == "Zenda Agency"
    (elsewhere,) = gazetteer.find("Miran Dar")
    assert gazetteer.as_of(elsewhere, date(2009, 1, 1)).admin1 == "Western Plains"


@given(name=st.text(max_size=50), country=st.sampled_from([None, "IT", "FR", "XX"]))
def test_any_name_may_be_asked(gazetteer: Gazetteer, name: str, country: str | None) -> None:
    for place in gazetteer.find(name, country=country):
        assert place.country in {"IT", "FR"}


def test_a_later_pack_replaces_a_place_of_one_id(tmp_path: Path) -> None:
    first = write_pack(tmp_path, {"places/p.tsv": places("a,Zenda,town,45.1,7.6,IT")})
    second = write_pack(tmp_path, {"places/p.tsv": places("a,Zendar,town,45.2,7.6,IT")}, "more")
    found = open_gazetteer([open_pack(first), open_pack(second)])
    place = found.get("a")
    assert place is not None
    assert place.name == "Zendar"
    assert found.find("Zenda") == ()


def test_the_index_is_compiled_once_and_again_if_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placeindex.platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "c")
    pack = open_pack(write_pack(tmp_path, {"places/p.tsv": places("a,Zenda,town,45.1,7.6,IT")}))
    assert open_gazetteer([pack]).get("a") is not None
    (file,) = (tmp_path / "c").iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert open_gazetteer([pack]).get("a") is not None
    (again,) = (tmp_path / "c").iterdir()
    assert again.read_bytes() == whole


def test_an_index_of_another_format_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placeindex.platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "c")
    pack = open_pack(write_pack(tmp_path, {"places/p.tsv": places("a,Zenda,town,45.1,7.6,IT")}))
    open_gazetteer([pack])
    (file,) = (tmp_path / "c").iterdir()
    whole = file.read_bytes()
    for other in (b"", b"\n" * len(whole), whole.replace(b'"format"', b'"farmot"', 1)):
        file.write_bytes(other)
        assert open_gazetteer([pack]).get("a") is not None
        assert file.read_bytes() == whole


def test_an_index_that_is_deleted_while_open_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placeindex.platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "c")
    pack = open_pack(write_pack(tmp_path, {"places/p.tsv": places("a,Zenda,town,45.1,7.6,IT")}))
    opened = open_gazetteer([pack])
    (file,) = (tmp_path / "c").iterdir()
    file.unlink()
    assert [place.id for place in opened.find("Zenda")] == ["a"]


def test_a_place_is_the_same_by_whatever_name_it_was_found(gazetteer: Gazetteer) -> None:
    (own, *_), (other, *_) = gazetteer.find("Zenda"), gazetteer.find("Senda")
    assert own.weight > other.weight
    assert own == other
    assert len({own, other}) == 1
    assert own != gazetteer.get("b")
    assert own != "a"


_NAMES = st.sampled_from(["Zenda", "zenda", "Old Zenda", "St. Zenda", "Zénda", "Strel-sau", "X"])
_ROWS = st.lists(
    st.tuples(_NAMES, st.sampled_from(["IT", "FR"]), st.floats(0, 7), st.lists(_NAMES, max_size=2)),
    max_size=12,
)


@given(rows=_ROWS, asked=_NAMES)
def test_the_index_answers_as_a_scan_of_the_tables_would(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, float, list[str]]],
    asked: str,
) -> None:
    """Each of the same name, as its own or as another, by weight; what is another's counts less."""
    table = [
        f"p{number},{name},town,45.1,7.6,{country},,,500,{weight:g},,,{'|'.join(others)}"
        for number, (name, country, weight, others) in enumerate(rows)
    ]
    folder = tmp_path_factory.mktemp("scan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(placeindex.platformdirs, "user_cache_path", lambda *_, **__: folder / "c")
        found = open_gazetteer([open_pack(write_pack(folder, {"places/p.tsv": places(*table)}))])
    wanted = []
    for number, (name, country, weight, others) in enumerate(rows):
        own = plain_name(name) == plain_name(asked)
        if own or plain_name(asked) in {plain_name(each) for each in others if len(each) > 1}:
            wanted.append(
                (country != "FR", -float(f"{weight:g}") + (0 if own else 1.5), f"p{number}")
            )
    answer = found.find(asked, country="FR", similar=False)
    assert [(p.country != "FR", -p.weight, p.id) for p in answer] == sorted(wanted)


def test_a_cache_that_cannot_be_written_is_gone_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = tmp_path / "file" / "cache"
    monkeypatch.setattr(placeindex.platformdirs, "user_cache_path", lambda *_, **__: cache)
    pack = open_pack(write_pack(tmp_path, {"places/p.tsv": places("a,Zenda,town,45.1,7.6,IT")}))
    with caplog.at_level(logging.WARNING):
        assert open_gazetteer([pack]).get("a") is not None
    assert "XDG_CACHE_HOME" in caplog.text


@pytest.mark.parametrize(("large", "told"), [(0, 1), (1_000_000, 0)])
def test_an_index_that_takes_long_is_spoken_of_once(
    large: int,
    told: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(placeindex.platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "c")
    monkeypatch.setattr(placeindex, "_LARGE", large)
    pack = open_pack(write_pack(tmp_path, {"places/p.tsv": places("a,Zenda,town,45.1,7.6,IT")}))
    with caplog.at_level(logging.INFO):
        open_gazetteer([pack])
        open_gazetteer([pack])
    assert caplog.text.count("once on this machine") == told


def test_a_failed_compilation_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placeindex.platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "c")
    pack = open_pack(write_pack(tmp_path, {"places/p.tsv": places("a,Zenda,town,x,7.6,IT")}))
    with pytest.raises(TableCellError, match=r"p\.tsv:2: "):
        open_gazetteer([pack])
    assert list((tmp_path / "c").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "country", "kind", "admin1"),
    [
        ("Miranshah", "PK", "town", "Khyber Pakhtunkhwa"),
        ("Miram Shah", "PK", "town", "Khyber Pakhtunkhwa"),
        ("Qalat", "PK", "admin2", "Balochistan"),
        ("D.I. Khan", "PK", "town", "Khyber Pakhtunkhwa"),
        ("NWFP", None, "admin1", "Khyber Pakhtunkhwa"),
        ("KP", "PK", "admin1", "Khyber Pakhtunkhwa"),
        ("FATA", "PK", "admin1", "FATA"),
        ("Khyber Agency", "PK", "admin2", "Khyber Pakhtunkhwa"),
        ("Tirah", "PK", "area", "Khyber Pakhtunkhwa"),
        ("Sheikhupur", "PK", "town", "Punjab"),
        ("Hyderabad", "PK", "town", "Sindh"),
        ("Hyderabad", "IN", "town", "Telangana"),
        ("Kabul", None, "town", "Kabul"),
        ("Georgia", None, "country", None),
        ("Darfur", None, "area", None),
        ("Zamfara State", None, "admin1", "Zamfara"),
        ("North Kivu", None, "admin1", "North Kivu"),
    ],
)
def test_shipped_places(
    book: Codebook, name: str, country: str | None, kind: str, admin1: str | None
) -> None:
    first = book.gazetteer.find(name, country=country)[0]
    assert (first.kind, first.admin1) == (kind, admin1)


def test_waziristan_belonged_to_fata_until_the_merger(book: Codebook) -> None:
    (town, *_) = book.gazetteer.find("Miranshah", country="PK")
    before = book.gazetteer.as_of(town, date(2014, 6, 15))
    assert before.admin1 == "FATA"
    assert before.admin2 == "North Waziristan Agency"
    assert book.gazetteer.as_of(town, date(2019, 1, 1)) == town


def test_an_area_of_several_districts_belonged_to_fata_too(book: Codebook) -> None:
    (area, *_) = book.gazetteer.find("Waziristan", country="PK")
    assert book.gazetteer.as_of(area, date(2009, 1, 1)).admin1 == "FATA"


def test_pakistan_has_its_districts(book: Codebook) -> None:
    districts = {place.name for place in book.gazetteer.within("PK", "admin2")}
    assert len(districts) > 150
    assert {"Khyber", "Kech", "Upper Dir", "Karachi South", "Kurram"} <= districts


def test_a_book_is_loaded_once(book: Codebook) -> None:
    assert load(("world", "pakistan")) is book


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Zenda LGA", "admin2"), ("Zenda raion", "admin2"), ("Zenda Local Government Area", "admin2"),
     ("Zenda commune", "admin2"), ("Zenda city", "town"), ("Hills oblast", "admin1"),
     ("Governorate of Hills", "admin1")],
)  # fmt: skip
def test_units_of_many_countries_tell_which_namesake_is_meant(
    gazetteer: Gazetteer, name: str, kind: str
) -> None:
    assert gazetteer.find(name)[0].kind == kind


def test_the_last_day_of_a_former_unit_is_known_by_its_word(gazetteer: Gazetteer) -> None:
    zenda = gazetteer.find("Zenda district")[0]
    assert gazetteer.last_day_as(zenda, "agency") == date(2018, 5, 30)
    assert gazetteer.last_day_as(zenda, "county") is None


def test_a_later_pack_replaces_a_place_of_the_same_id(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    base = {"countries.tsv": countries("IT,ITA,Italy,,,Italian,Rome"), "places/p.tsv": TABLE}
    moved = {"places/p.tsv": places("a,Strelsau,town,46,8,IT,Old Plains,,90000,5")}
    packs = [open_pack(write_pack(first, base)), open_pack(write_pack(second, moved))]
    both = open_gazetteer(packs)
    assert ids(both, "Strelsau") == ["a"]
    assert "a" not in ids(both, "Zenda")
    assert [p.name for p in both.within("IT", "town")].count("Strelsau") == 1


def test_indexes_of_earlier_formats_are_deleted(tmp_path: Path) -> None:
    old = tmp_path / "places-1-little-abc.index"
    new = tmp_path / f"places-{placeindex.FORMAT}-little-abc.index"
    for file in (old, new):
        file.write_bytes(b"x")
    placeindex.drop_old(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)
