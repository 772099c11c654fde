"""YAML files of packs, parsed once and kept in the user's cache."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from concord.codebook import packs
from concord.codebook.packs import read_yaml
from concord.codebook.parsed import WORTH

if TYPE_CHECKING:
    from pathlib import Path

LONG = "# " + "long " * WORTH + "\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "concord"


def write(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "some.yaml"
    file.write_text(LONG + content, "utf-8")
    return file


def refuse(file: Path, content: bytes) -> None:
    del file
    raise AssertionError(content[:20])


def test_what_is_kept_is_what_was_parsed(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "offices:\n- {holder: Ayla, since: 2020-01-05, share: 0.5, until: null}\n- [1, yes, x]\n"
    file = write(tmp_path, said)
    first = read_yaml(file)
    assert first["offices"][0]["since"] == date(2020, 1, 5)
    assert len(list(cache.glob("*.json"))) == 1
    monkeypatch.setattr(packs, "_parse", refuse)
    assert read_yaml(file) == first


def test_a_changed_file_is_parsed_anew_and_its_earlier_content_dropped(
    tmp_path: Path, cache: Path
) -> None:
    assert read_yaml(write(tmp_path, "a: 1")) == {"a": 1}
    assert read_yaml(write(tmp_path, "a: 2")) == {"a": 2}
    assert len(list(cache.glob("*.json"))) == 1


@pytest.mark.parametrize("damage", [b"", b"{", b'[{"a": 1}, [["b"]]]', b"[1]", b"\xff"])
def test_a_damaged_kept_file_is_not_believed(tmp_path: Path, cache: Path, damage: bytes) -> None:
    file = write(tmp_path, "a: 1")
    read_yaml(file)
    (kept,) = cache.glob("*.json")
    kept.write_bytes(damage)
    assert read_yaml(file) == {"a": 1}


@pytest.mark.parametrize(
    "content", ["1: one", "a: 2020-01-05 10:00:00", "a: .inf", "a: &x [*x]", "2020-01-05"]
)
def test_what_json_cannot_hold_is_not_kept(tmp_path: Path, cache: Path, content: str) -> None:
    file = write(tmp_path, content)
    assert repr(read_yaml(file)) == repr(read_yaml(file))
    assert not list(cache.glob("*.json"))


def test_a_cache_that_cannot_be_written_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert read_yaml(write(tmp_path, "a: 1")) == {"a": 1}
