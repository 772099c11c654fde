"""The packs of a release: their files kept in the record, and laid out again when they differ."""

from __future__ import annotations

import base64
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from concord.codebook.book import load
from concord.codebook.packs import CODING_DATA, open_pack, version_of
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.codebook.packs import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file of a pack: ``id`` is pack/path, ``content`` its bytes in base64."""

    id: str
    content: str


class PacksChangedError(ConcordError):
    """Packs that were edited after the codebook was read from them."""

    def __init__(self) -> None:
        super().__init__(
            "The packs were changed while they were in use. Code and link with them as they are now"
            " (`concord code`, `concord link`), then make the release again."
        )


class UnreadablePacksError(ConcordError):
    """Packs of a release that are not what they were."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The packs of codebook {version}, kept in the record, are damaged. Go back to a backup"
            " of the record; `concord release check NAME` lists what is wrong."
        )


def pack_files(book: Codebook) -> Iterator[PackFile]:
    """Yield the files that make the codebook's version, pack by pack, in order of path.

    Raises PacksChangedError.
    """
    if version_of(book.sources) != book.version:
        raise PacksChangedError
    for pack in book.sources:
        files = {file for pattern in CODING_DATA for file in pack.files(pattern)}
        for file in sorted(files):
            name = f"{pack.name}/{file.relative_to(pack.folder).as_posix()}"
            content = base64.b64encode(file.read_bytes()).decode()
            yield PackFile(id=name, content=content)


def thaw(
    files: Iterable[PackFile], names: Sequence[str], version: str, *, cache: Path | None = None
) -> Codebook:
    """Return the codebook of frozen files, laid out once in the user's cache.

    Raises UnreadablePacksError if they are not those of the version.
    """
    home = (cache or Path(platformdirs.user_cache_dir("concord"))) / "releases" / version
    if not _is_whole(home, names, version):
        _lay_out(files, home)
    if not _is_whole(home, names, version):
        raise UnreadablePacksError(version)
    return load([str(home / name) for name in names])


def _is_whole(home: Path, names: Sequence[str], version: str) -> bool:
    if not all((home / name / "pack.yaml").is_file() for name in names):
        return False
    packs: list[Pack] = [open_pack(str(home / name)) for name in names]
    return version_of(packs) == version


def _lay_out(files: Iterable[PackFile], home: Path) -> None:
    """Write the files beside their place, then put them there: never half a pack."""
    home.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".thaw-", dir=home.parent))
    try:
        for each in files:
            target = (made / each.id).resolve()
            if not target.is_relative_to(made.resolve()):
                raise UnreadablePacksError(home.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(base64.b64decode(each.content))
        if home.exists():
            shutil.rmtree(home)
        made.replace(home)
    finally:
        shutil.rmtree(made, ignore_errors=True)
