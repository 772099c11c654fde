from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from concord.model import Document, Problem
from concord.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator


def make_folder(root: Path) -> Path:
    folder = root / "articles"
    (folder / "b" / "deep").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in (
        "a.txt",
        "c.TXT",
        "b/1.txt",
        "b/deep/2.txt",
        "b/10.txt",
        ".hidden.txt",
        ".git/x.txt",
    ):
        (folder / name).write_text(f"Text of {name}.")
    (folder / "notes.md").write_text("Not read.")
    return folder


def names(found: list[Document | Problem]) -> list[str]:
    return [
        item.source if isinstance(item, Document) else f"{item.where}!{item.code}" for item in found
    ]


def test_a_folder_is_read_by_name_with_its_subfolders_and_without_hidden_files(tmp_path) -> None:
    assert names(list(read(make_folder(tmp_path)))) == [
        "a.txt",
        "b/1.txt",
        "b/10.txt",
        "b/deep/2.txt",
        "c.TXT",
        "notes.md!unknown_kind",
    ]


def test_a_folder_that_was_moved_gives_the_same_documents(tmp_path) -> None:
    folder = make_folder(tmp_path)
    before = list(read(folder))
    shutil.move(folder, tmp_path / "elsewhere")
    assert list(read(str(tmp_path / "elsewhere"))) == before


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """A text below 1,200 folders, which are taken away one by one: others would recurse."""
    folder = tmp_path / "deep"
    folder.mkdir()
    here = Path.cwd()
    os.chdir(folder)
    for _ in range(1200):
        Path("a").mkdir()
        os.chdir("a")
    Path("deep.txt").write_text("Text.")
    os.chdir(here)
    yield folder
    os.chdir(folder)
    for _ in range(1200):
        os.chdir("a")
    Path("deep.txt").unlink()
    for _ in range(1200):
        os.chdir("..")
        Path("a").rmdir()
    os.chdir(here)


def test_folders_nested_deeper_than_calls_are_read(deep_folder: Path) -> None:
    (found,) = read(deep_folder)
    assert isinstance(found, Document)
    assert found.source.count("/") == 1200


def test_links_in_a_circle_are_followed_once(tmp_path) -> None:
    folder = make_folder(tmp_path)
    (folder / "b" / "up").symlink_to(folder)
    (folder / "b" / "side").symlink_to(folder / "b" / "deep")
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    found = names(list(read(folder)))
    assert found.count("b/deep/2.txt") == 1
    assert "b/side/2.txt" not in found
    assert "broken.txt!unreadable" in found
    assert len(found) == 7


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_opened(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(list(read(tmp_path))) == ["pipe.txt!not_a_file"]
    assert names(list(read(tmp_path / "pipe.txt"))) == ["pipe.txt!not_a_file"]


def test_an_endless_device_is_not_opened() -> None:
    if Path("/dev/zero").exists():
        assert names(list(read("/dev/zero"))) == ["zero!not_a_file"]


def test_a_folder_without_files_says_so(tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    assert names(list(read(tmp_path / "empty"))) == ["empty!empty"]


@pytest.mark.skipif(os.name == "nt", reason="names are text on this system")
def test_a_name_that_is_no_text_is_escaped(tmp_path) -> None:
    try:
        Path(os.fsdecode(bytes(tmp_path) + b"/a\xff.txt")).write_text("Text.")
    except OSError:
        pytest.skip("this file system takes names of text only")
    (document,) = read(tmp_path)
    assert isinstance(document, Document)
    assert document.source == "a\\xff.txt"
