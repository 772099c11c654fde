"""A file of the user's own is whole, for its owner alone, or as it was before."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from concord.own_files import own_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_and_its_folder_are_made_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "kept.bin"
    with own_file(file) as stream:
        stream.write(b"all of it")
    assert file.read_bytes() == b"all of it"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_after_an_error_the_file_is_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "kept.bin"
    file.write_bytes(b"before")
    with pytest.raises(TypeError), own_file(file) as stream:
        stream.write(b"half of ") and stream.write("no bytes")  # type: ignore[arg-type] # the error
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_reader_sees_the_old_content_until_the_new_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "kept.bin"
    file.write_bytes(b"before")
    with own_file(file) as stream:
        stream.write(b"after")
        stream.flush()
        assert file.read_bytes() == b"before"
    assert file.read_bytes() == b"after"
