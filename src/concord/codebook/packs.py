"""Packs on disk: find a folder, list and hash its files, read its YAML with line numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from concord.codebook.parsed import read_kept
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SHIPPED = Path(__file__).resolve().parent.parent / "packs"
TABLES = ("*.tsv", "*.tsv.gz", "*.tsv.xz", "*.geojson.gz")
# Everything that coding, linking and counting read. What only lays out pages (tables/) is left out,
# so that a changed heading does not make the record be coded anew.
CODING_DATA = ("**/*.yaml", *(f"**/{table}" for table in TABLES))
PAGES = "tables"


class PackNotFoundError(ConcordError):
    """No shipped pack and no folder answers to a name."""

    def __init__(self, name: str) -> None:
        shipped = ", ".join(shipped_packs()) or "none"
        super().__init__(
            f"There is no pack {name!r}: give the name of a shipped pack ({shipped}) or the path "
            "of a folder that holds a pack.yaml (concord pack new NAME writes one)."
        )


class NoOwnPackError(ConcordError):
    """All packs given are shipped ones, into which nothing of a user's goes."""

    def __init__(self) -> None:
        super().__init__(
            "Places go into a pack of your own: make one by `concord pack new NAME`, then add "
            "--pack world --pack ./NAME (or name it in CONCORD_PACKS)."
        )


class PackUnreadableError(ConcordError):
    """A file of a pack is not YAML in UTF-8."""

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}. Correct the file, then: concord pack check.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A pack folder and the name it goes by."""

    name: str
    folder: Path

    @property
    def address(self) -> str:
        """Return what finds the pack again: the name of a shipped one, else its folder."""
        return self.name if self.folder.parent == SHIPPED else str(self.folder)

    def files(self, pattern: str) -> tuple[Path, ...]:
        """Return the files that match a glob below the folder, sorted by their path."""
        return tuple(sorted(self.folder.glob(pattern)))

    def yaml_files(self, kind: str) -> tuple[Path, ...]:
        """Return ``KIND.yaml`` and the files of the folder ``KIND/``, in this order."""
        single = self.folder / f"{kind}.yaml"
        return (*((single,) if single.is_file() else ()), *self.files(f"{kind}/*.yaml"))


def shipped_packs() -> tuple[str, ...]:
    """Return the names of the packs that come with Concord."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/pack.yaml")))


def packs_for(country: str) -> tuple[str, ...]:
    """Return the shipped pack that is at home in a country behind those it needs, or nothing.

    Where a pack is at home (``home``, ISO 3166-1 alpha-2), its pack.yaml says.
    """
    for name in shipped_packs():
        head = read_yaml(SHIPPED / name / "pack.yaml")
        if isinstance(head, dict) and head.get("home") == country:
            return (*map(str, head.get("requires") or ()), name)
    return ()


def open_pack(name_or_path: str) -> Pack:
    """Return a shipped pack by name, or the pack in a folder; else raise PackNotFoundError."""
    for folder in (SHIPPED / name_or_path, Path(name_or_path)):
        if (folder / "pack.yaml").is_file():
            return Pack(name=folder.resolve().name, folder=folder.resolve())
    raise PackNotFoundError(name_or_path)


def own_pack(names: Sequence[str]) -> Path:
    """Return the folder of the last pack that is no shipped one; else raise NoOwnPackError."""
    for name in reversed(names):
        folder = open_pack(name).folder
        if folder.parent != SHIPPED:
            return folder
    raise NoOwnPackError


def read_yaml(file: Path) -> Any:
    """Return a YAML file as plain data (None if empty); a fault raises PackUnreadableError."""
    return read_kept(file, file.read_bytes(), partial(_parse, file))


def _parse(file: Path, content: bytes) -> Any:
    # Imported here: where all files are kept as JSON, YAML is not needed to start.
    from concord.codebook.plain_yaml import parse

    return parse(file, content)


def read_list(pack: Pack, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of a pack's ``KIND.yaml`` and ``KIND/*.yaml``, in file order."""
    for file in pack.yaml_files(kind):
        content = read_yaml(file)
        entries = content.get(kind) if isinstance(content, dict) else content
        if not isinstance(entries or [], list):
            raise PackUnreadableError(file, 1, f"{kind} must be a list of entries")
        for entry in entries or ():
            if not isinstance(entry, dict):
                raise PackUnreadableError(file, 1, f"{kind} must be a list of entries with keys")
            yield {str(key): value for key, value in entry.items()}


def version_of(packs: Iterable[Pack], *patterns: str) -> str:
    """Return 12 hex digits of the names and bytes of the packs' files (all data by default)."""
    digest = hashlib.sha256()
    for pack in packs:
        for pattern in patterns or CODING_DATA:
            for file in pack.files(pattern):
                name = file.relative_to(pack.folder).as_posix()
                if name.startswith(f"{PAGES}/"):
                    continue
                stat = file.stat()
                content = _sum(file, stat.st_size, stat.st_mtime_ns)
                digest.update(f"{pack.name}/{name}\x00{content}\n".encode())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1024)
def _sum(file: Path, size: int, changed: int) -> str:
    """Return the hash of a file's bytes; tables count for the codebook and for the gazetteer."""
    del size, changed  # with others, other bytes
    return hashlib.sha256(file.read_bytes()).hexdigest()
