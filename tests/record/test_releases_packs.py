"""The packs of a release are laid out in the user's cache, and nowhere else."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from concord.codebook.packs import open_pack, version_of
from concord.record.releases_packs import PackFile, UnreadablePacksError, thaw

if TYPE_CHECKING:
    from pathlib import Path

HEAD = base64.b64encode(b"title: Hills\n").decode()


def files_of(*names: str) -> list[PackFile]:
    return [PackFile(id=name, content=HEAD) for name in names]


@pytest.mark.parametrize(
    "name", ["../outside.yaml", "hills/../../outside.yaml", "../../../outside.yaml", "{}/outside"]
)
def test_no_file_of_a_strangers_record_is_laid_out_outside_the_cache(
    tmp_path: Path, name: str
) -> None:
    cache = tmp_path / "a" / "cache"
    hostile = name.format(tmp_path)
    with pytest.raises(UnreadablePacksError, match="backup"):
        thaw(files_of("hills/pack.yaml", hostile), ["hills"], "v1", cache=cache)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written == []


def test_packs_that_are_not_those_of_the_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePacksError):
        thaw(files_of("hills/pack.yaml"), ["hills"], "v1", cache=tmp_path)


def test_what_was_laid_out_and_edited_is_laid_out_anew(tmp_path: Path) -> None:
    pack = tmp_path / "hills"
    pack.mkdir()
    (pack / "pack.yaml").write_bytes(base64.b64decode(HEAD))
    version = version_of([open_pack(str(pack))])
    for _ in range(2):
        book = thaw(files_of("hills/pack.yaml"), ["hills"], version, cache=tmp_path / "cache")
        assert book.version == version
        (tmp_path / "cache/releases" / version / "hills/pack.yaml").write_text("title: Valleys\n")
