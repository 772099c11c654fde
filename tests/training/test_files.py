from __future__ import annotations

from typing import TYPE_CHECKING

from training.files import hash_file, replace_folder, write_sums

if TYPE_CHECKING:
    from pathlib import Path


def test_sums_name_every_file_but_themselves(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("two", "utf-8")
    (tmp_path / "a").write_text("one", "utf-8")
    write_sums(tmp_path)
    write_sums(tmp_path)
    lines = (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()
    assert lines == [f"{hash_file(tmp_path / name)}  {name}" for name in "ab"]


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "base", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    (old / "gone").write_text("", "utf-8")
    (new / "here").write_text("", "utf-8")
    replace_folder(new, old)
    assert [path.name for path in old.iterdir()] == ["here"]
    assert [path.name for path in tmp_path.iterdir()] == ["base"]
