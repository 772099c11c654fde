"""A site on disk: each file written whole, only if it changed; nothing of others' is touched."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Names the files that are ours. It begins with a dot, so that most servers do not show it.
MANIFEST = ".concord-site.json"


class FolderInUseError(ConcordError):
    """A folder that holds something that is no site of ours."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds files that are no site made by `concord publish`; they are not"
            " overwritten. Name a new or empty folder."
        )


class UnsafePathError(ConcordError):
    """A path that leads out of the folder; always a mistake of ours."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The page {name!r} would be written outside of the folder; report this.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the files of a site."""

    changed: int
    unchanged: int
    removed: int


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Write files below a folder that is new, empty or a site of ours.

    A run that was broken off is taken up: what is whole is not written again. At the end, files
    that an earlier run wrote and this one did not are removed. Raises FolderInUseError.
    """
    known = _known(folder)
    folder.mkdir(parents=True, exist_ok=True)
    kept: set[str] = set()
    changed = 0
    for name, content in files:
        target = _target(folder, name)
        if name not in known:
            # Named before it is written: a run that breaks off still knows its own files.
            known.add(name)
            _write_manifest(folder, known)
        kept.add(name)
        changed += _write(target, content)
    stale = sorted(known - kept)
    for name in stale:
        _target(folder, name).unlink(missing_ok=True)
    _write_manifest(folder, kept)
    return Written(changed=changed, unchanged=len(kept) - changed, removed=len(stale))


def _known(folder: Path) -> set[str]:
    if not folder.exists():
        return set()
    manifest = folder / MANIFEST
    if not manifest.is_file():
        if not folder.is_dir() or any(folder.iterdir()):
            raise FolderInUseError(folder)
        return set()
    try:
        names = json.loads(manifest.read_text("utf-8"))["files"]
        return {str(name) for name in names}
    except (ValueError, KeyError, TypeError) as error:
        raise FolderInUseError(folder) from error


def _target(folder: Path, name: str) -> Path:
    target = folder / name
    inside = target.resolve().is_relative_to(folder.resolve())
    if not inside or Path(name).is_absolute() or ".." in Path(name).parts or "\\" in name:
        raise UnsafePathError(name)
    return target


def _write(target: Path, content: bytes) -> bool:
    """Write a file whole or not at all; return False where it stands there already."""
    if target.is_file() and not target.is_symlink() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".part-", delete=False) as file:
        file.write(content)
    made = Path(file.name)
    made.chmod(0o644)
    made.replace(target)
    return True


def _write_manifest(folder: Path, names: Iterable[str]) -> None:
    text = json.dumps({"files": sorted(names)}, indent=0) + "\n"
    _write(folder / MANIFEST, text.encode())


def encoded(pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Yield pages as bytes; half a character of a hostile text is replaced."""
    for name, text in pages:
        yield name, text.encode("utf-8", "replace")
