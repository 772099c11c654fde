"""Variants of the reading models: copied as they cut their windows, read, written down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks.encoders import Variant, copy_as, list_variants, make_reader, write

from concord.coding.engines.model_file import SHIPPED, open_model

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXT = "Gunmen fired at a ferry near Belmora on Monday. " * 40


def test_a_copy_cuts_its_windows_as_the_variant_does(tmp_path: Path) -> None:
    variant = Variant(name="x", folder=SHIPPED / "fast", window=128, overlap=32)
    model = open_model(copy_as(variant, tmp_path / "copy"))
    assert (model.window, model.overlap) == (128, 32)


def test_every_variant_of_a_model_reads_all_of_a_text() -> None:
    fast = SHIPPED / "fast"
    variants = [
        Variant(name="whole", folder=fast),
        Variant(name="short", folder=fast, window=128, overlap=32),
        Variant(name="batch", folder=fast, batch=4),
    ]
    assert len({make_reader(variant)(TEXT) for variant in variants}) == 1


def test_only_fixed_scales_are_read_several_windows_at_once(tmp_path: Path) -> None:
    listed = list(list_variants({"static": tmp_path, "other": tmp_path}))
    assert [variant.name for variant in listed if variant.batch > 1] == [
        "static, 4 windows at once"
    ]
    assert {"base", "fast", "base 128/32", "fast, 2 threads"} <= {v.name for v in listed}


def test_runs_stand_beside_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "encoders.json"
    for words, rate in (("--one", 1), ("--two", 2), ("--one", 3)):
        monkeypatch.setattr("sys.argv", ["encoders", words])
        write(file, {"base": {"pieces_per_second": rate}})
    runs = json.loads(file.read_text("utf-8"))["runs"]
    assert [run["figures"]["base"]["pieces_per_second"] for run in runs] == [2, 3]
