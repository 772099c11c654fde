from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING

import pytest
from tests.codebook.building import countries, places, write_pack

from concord.codebook.packs import open_pack
from concord.codebook.states import state_actors
from concord.codebook.tables import TableFormatError, read_countries, read_places

if TYPE_CHECKING:
    from pathlib import Path

ROW = places("a,Zenda,town,45.1,7.6,IT,Plains,Zenda,900,2.5,,,Senda|Zend")


@pytest.mark.parametrize("end", ["", ".gz", ".xz"])
def test_tables_are_read_plain_and_compressed(tmp_path: Path, end: str) -> None:
    pack = open_pack(write_pack(tmp_path, {"places/x.txt": ""}))
    content = ROW.encode()
    packed = {"": content, ".gz": gzip.compress(content), ".xz": lzma.compress(content)}[end]
    (pack.folder / "places" / f"p.tsv{end}").write_bytes(packed)
    (row,) = read_places(pack)
    assert (row.place.name, row.names, row.weight) == ("Zenda", ("Senda", "Zend"), 2.5)
    assert (row.place.since, row.place.until) == (None, None)


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    pack = open_pack(write_pack(tmp_path, {"places/p.tsv": "id\tname\na\tZenda\n"}))
    with pytest.raises(TableFormatError, match=r"p\.tsv:1: The first line must name"):
        list(read_places(pack))


def test_a_state_has_a_government_and_forces(tmp_path: Path) -> None:
    table = countries("RT,RUR,Ruritanias,the,Ruritania,Ruritanian,Strelsau,45,7,900")
    (country,) = read_countries(open_pack(write_pack(tmp_path, {"countries.tsv": table})))
    assert country.full_name == "the Ruritanias"
    actors = {actor.id: actor for actor in state_actors(country, "a source")}
    assert list(actors) == ["gov-rt", "mil-rt", "sec-rt", "pol-rt"]
    assert actors["gov-rt"].name == "Government of the Ruritanias"
    assert "Ruritanian government" in actors["gov-rt"].aliases
    assert "Strelsau" in actors["gov-rt"].metonyms
    assert "Ruritanian troops" in actors["mil-rt"].aliases
    assert actors["pol-rt"].parent == "gov-rt"
