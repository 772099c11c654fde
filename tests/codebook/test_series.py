"""Published series: shipped ones are sourced, faults are named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from concord.codebook.book import load
from concord.codebook.packs import Pack, PackUnreadableError, open_pack
from concord.codebook.series import check_series, read_datasets, read_series

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
institute: pips
editions:
  one: {title: A report, url: "https://example.org/report", accessed: 2026-01-05}
series:
  - id: attacks
    measure: attacks
    label: attacks
    definition: what is counted
    values:
      - {edition: one, year: 2023, value: 12}
      - {edition: one, from: 2023-01-01, to: 2023-06-30, value: 5, bound: over}
"""


def pack_with(folder: Path, content: str) -> Pack:
    (folder / "series").mkdir(parents=True)
    (folder / "series" / "some.yaml").write_text(content, encoding="utf-8")
    return Pack(name="made", folder=folder)


def test_a_value_stands_for_its_days_with_its_edition(tmp_path: Path) -> None:
    (series,) = read_series([pack_with(tmp_path, GOOD)])
    assert series.institute == "pips"
    assert [(v.first, v.last, v.value, v.bound) for v in series.values] == [
        (date(2023, 1, 1), date(2023, 12, 31), 12, "exact"),
        (date(2023, 1, 1), date(2023, 6, 30), 5, "over"),
    ]
    assert series.values[0].edition.url == "https://example.org/report"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("institute: pips", "institute: nobody", "no actor"),
        ("accessed: 2026-01-05", "accessed: soon", "the day on which it was read"),
        (", accessed: 2026-01-05", "", "lacks accessed"),
        ("title: A report", "titel: A report", "unknown key titel"),
        ("measure: attacks", "kind: guess\n    measure: attacks", "kind is one of"),
        ("definition: what is counted", "place: Sindh", "lacks definition"),
        ("edition: one, year", "edition: two, year", "there is no edition"),
        ("value: 12", "value: twelve", "a value is a number"),
        ("year: 2023", "yaer: 2023", "unknown key yaer"),
        ("bound: over", "bound: beyond", "bound is one of"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    pack = pack_with(tmp_path, GOOD.replace(old, new, 1))
    found = list(check_series(pack, load().actors))
    assert any(said in problem.message for problem in found)


def test_a_faulty_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(PackUnreadableError, match="series file has the keys"):
        read_series([pack_with(tmp_path, "institute: pips\n")])


def test_the_shipped_series_are_sound_and_every_value_has_its_page() -> None:
    book = load()
    assert list(check_series(open_pack("pakistan"), book.actors)) == []
    assert {s.institute for s in book.series} >= {"pips", "picss", "crss", "satp"}
    for series in book.series:
        assert series.definition
        for value in series.values:
            assert value.edition.url.startswith("http")
            assert value.edition.accessed >= date(2026, 1, 1)


def test_ids_of_series_are_unique() -> None:
    ids = [s.id for s in load().series]
    assert len(ids) == len(set(ids))


def test_what_data_sets_count_is_known(tmp_path: Path) -> None:
    ged = next(d for d in load().datasets if d.id == "ged")
    assert ged.lethal
    assert "injured" not in ged.measures
    (tmp_path / "datasets.yaml").write_text("- {id: some, label: Some}\n", encoding="utf-8")
    with pytest.raises(PackUnreadableError, match="data set"):
        read_datasets([Pack(name="made", folder=tmp_path)])
