"""The files under a folder: sorted, hidden ones left out, each real folder once."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from concord.model import Problem
from concord.reading.resources import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator


def list_folder(folder: Path) -> Iterator[Resource | Problem]:
    """Yield the folder's files, folders' contents in their place among them, by name.

    Names are relative to ``folder``, with ``/``. Links are followed, but a real folder is listed
    once; what is neither file nor folder (a pipe, a device) is a problem, since reading may hang.
    """
    visited: set[tuple[int, int]] = set()
    # A stack instead of recursion: folders may be nested deeper than Python's calls.
    open_folders = [_entries(folder, "", visited)]
    while open_folders:
        entry = next(open_folders[-1], None)
        if entry is None:
            open_folders.pop()
        elif isinstance(entry, _Folder):
            open_folders.append(_entries(entry.path, entry.name, visited))
        else:
            yield entry


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path
    name: str


def _entries(
    folder: Path, prefix: str, visited: set[tuple[int, int]]
) -> Iterator[_Folder | Resource | Problem]:
    try:
        status = folder.stat()
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield unreadable(prefix or show_name(folder.name), error)
        return
    if (status.st_dev, status.st_ino) in visited:
        return
    visited.add((status.st_dev, status.st_ino))
    for name in names:
        if name.startswith("."):
            continue
        path = folder / name
        shown = prefix + show_name(name)
        yield _Folder(path, f"{shown}/") if path.is_dir() else check_file(path, shown)


def check_file(path: Path, name: str) -> Resource | Problem:
    """Return the file as a resource, or the problem with it."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return unreadable(name, error)
    if not stat.S_ISREG(mode):
        return Problem(
            where=name,
            code="not_a_file",
            message="This is a pipe or a device, which may never end; save it as a file first.",
        )
    return Resource(source=name, path=path)


def show_name(name: str) -> str:
    """Return a file's name in one Unicode form on all systems, bytes that are no text escaped."""
    plain = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", plain)


def unreadable(where: str, error: OSError) -> Problem:
    """Return the problem that the system reports for a file."""
    reason = error.strerror or type(error).__name__
    return Problem(
        where=where,
        code="unreadable",
        message=f"The system cannot read it ({reason}); check its name and permissions.",
    )
