"""Lines of a GeoNames country file (invented ones of Freedonia in Italy) merged into a pack."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.codebook.building import countries, places, write_pack

from concord.codebook.gazetteer import Gazetteer, open_gazetteer
from concord.codebook.geonames import NotGeoNamesError, add_geonames
from concord.codebook.packs import open_pack

TABLE = places(
    "g1,Old Plains,admin1,,,IT,Old Plains",
    "g2,Zenda,town,45.1,7.6,IT,Old Plains,Zenda,90000,5",
    "own:9,Twice,town,44,8,IT,Old Plains,,3000,3",
)


def line(number: int, name: str, feature: str, lat: float, lon: float, **more: str) -> str:
    """Return one line of 19 cells."""
    cells = dict.fromkeys(range(19), "")
    cells |= {0: str(number), 1: name, 2: name, 3: more.get("names", "")}
    cells |= {4: str(lat), 5: str(lon), 6: feature[0], 7: feature[2:]}
    cells |= {8: more.get("country", "IT")}
    cells |= {10: more.get("admin1", "07"), 11: more.get("admin2", ""), 14: more.get("people", "0")}
    return "\t".join(cells.values())


LINES = (
    line(2, "Zenda", "P.PPLA", 45.1, 7.6, people="90000", admin2="ZE"),
    line(30, "Zenda District", "A.ADM2", 45.0, 7.5, admin2="ZE"),
    line(
        31, "Hentzau", "P.PPL", 45.05, 7.55, admin2="ZE", names="Hentsau,Henzaw,\u0413\u0435\u043d"
    ),
    line(32, "Twice", "P.PPL", 44.01, 8.01),
    line(33, "Lost Village", "P.PPLQ", 45.0, 7.5),
    line(34, "Mill Stream", "H.STM", 45.0, 7.5),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "countries.tsv": countries("IT,ITA,Italy,,,Italian,Rome"),
        "places/p.tsv": TABLE,
    }
    return Path(write_pack(tmp_path, files))


def gazetteer_of(folder: Path) -> Gazetteer:
    return open_gazetteer([open_pack(str(folder))])


def write(file: Path, *lines: str) -> Path:
    file.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")
    return file


def test_places_come_with_the_names_of_units_that_the_pack_has(tmp_path, folder: Path) -> None:
    merged = add_geonames(write(tmp_path / "IT.txt", *LINES), folder, gazetteer_of(folder))
    assert (merged.added, merged.known, merged.problems) == (2, 2, ())
    found = gazetteer_of(folder).find("Henzaw")[0]
    assert (found.id, found.name, found.kind) == ("g31", "Hentzau", "town")
    assert (found.country, found.admin1, found.admin2) == ("IT", "Old Plains", "Zenda")


def test_the_pack_keeps_its_own_row_of_a_town_near_by(tmp_path, folder: Path) -> None:
    add_geonames(write(tmp_path / "IT.txt", *LINES), folder, gazetteer_of(folder))
    assert [place.id for place in gazetteer_of(folder).find("Twice")] == ["own:9"]


def test_the_same_file_again_changes_nothing(tmp_path, folder: Path) -> None:
    source = write(tmp_path / "IT.txt", *LINES)
    first = add_geonames(source, folder, gazetteer_of(folder)).file.read_bytes()
    again = add_geonames(source, folder, gazetteer_of(folder))
    assert (again.added, again.file.read_bytes()) == (2, first)
    assert (folder / "SOURCES.md").read_text("utf-8").count("CC BY 4.0") == 1


def test_rivers_are_taken_where_they_are_asked_for_and_small_towns_left_out(
    tmp_path, folder: Path
) -> None:
    source = write(tmp_path / "IT.txt", *LINES)
    merged = add_geonames(
        source, folder, gazetteer_of(folder), kinds=("town", "water"), people=1000
    )
    assert [p.kind for p in gazetteer_of(folder).find("Mill Stream")] == ["water"]
    assert merged.added == 1


def test_a_zip_as_it_is_downloaded_is_read(tmp_path, folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "IT.zip", "w") as archive:
        archive.writestr("readme.txt", "about the file")
        archive.writestr("IT.txt", "\n".join(LINES))
    assert add_geonames(tmp_path / "IT.zip", folder, gazetteer_of(folder)).added == 2
    (tmp_path / "IT.zip").rename(tmp_path / "IT (1).zip")
    again = add_geonames(tmp_path / "IT (1).zip", folder, gazetteer_of(folder))
    assert (again.added, again.file.name) == (2, "geonames_it.tsv.gz")


def test_units_of_two_countries_in_one_file_are_told_apart(tmp_path, folder: Path) -> None:
    lines = (
        *LINES,
        line(40, "Strelsau Province", "A.ADM1", 50.0, 20.0, country="PL"),
        line(41, "Tarlenheim", "P.PPL", 50.1, 20.1, country="PL"),
    )
    add_geonames(write(tmp_path / "cities.txt", *lines), folder, gazetteer_of(folder))
    gazetteer = gazetteer_of(folder)
    assert gazetteer.find("Tarlenheim")[0].admin1 == "Strelsau"
    assert gazetteer.find("Hentzau")[0].admin1 == "Old Plains"


def test_what_lies_in_no_first_unit_gets_none(tmp_path, folder: Path) -> None:
    lines = (
        line(2, "Zenda", "P.PPLA", 45.1, 7.6, admin1="00"),
        line(31, "Hentzau", "P.PPL", 45.0, 7.5, admin1="00"),
    )
    add_geonames(write(tmp_path / "IT.txt", *lines), folder, gazetteer_of(folder))
    assert gazetteer_of(folder).find("Hentzau")[0].admin1 is None


def test_the_mark_that_editors_put_before_a_text_is_no_part_of_it(tmp_path, folder: Path) -> None:
    source = write(tmp_path / "IT.txt", "\ufeff" + LINES[2], *LINES[1:2])
    merged = add_geonames(source, folder, gazetteer_of(folder))
    assert (merged.added, merged.problems) == (2, ())


@pytest.mark.parametrize("broken", ["31\tHentzau", line(31, "Hentzau", "P.PPL", 145.0, 7.5)])
def test_a_broken_line_is_told_and_the_others_are_taken(
    tmp_path, folder: Path, broken: str
) -> None:
    source = write(tmp_path / "IT.txt", LINES[1], broken)
    merged = add_geonames(source, folder, gazetteer_of(folder))
    assert (merged.added, [p.where for p in merged.problems]) == (1, [f"{source}:2"])


def test_another_kind_of_file_is_refused(tmp_path, folder: Path) -> None:
    with pytest.raises(NotGeoNamesError, match="19 columns"):
        add_geonames(write(tmp_path / "a.csv", "a,b,c"), folder, gazetteer_of(folder))
    postal = "\t".join(["IT", "10121", "Zenda", *[""] * 6, "45.1", "7.6", "4"])
    with pytest.raises(NotGeoNamesError, match="postal codes"):
        add_geonames(write(tmp_path / "p.txt", postal), folder, gazetteer_of(folder))
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(NotGeoNamesError, match="broken"):
        add_geonames(tmp_path / "c.zip", folder, gazetteer_of(folder))
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("readme.txt", "about the file")
    with pytest.raises(NotGeoNamesError, match="no table"):
        add_geonames(tmp_path / "d.zip", folder, gazetteer_of(folder))
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotGeoNamesError, match="UTF-8"):
        add_geonames(tmp_path / "b.txt", folder, gazetteer_of(folder))
