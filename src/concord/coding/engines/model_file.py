"""The model file: where the reading model lies, what its heads mean, and whether it is whole.

A model is a folder: ``model.onnx``, ``vocab.txt``, ``heads.json``, ``arcs.npz``, ``CARD.md`` and
``SHA256SUMS``; one that ``concord train`` fitted also has ``fitted.npz``. It goes by a folder or a
name: of a shipped model, or of one in the user's own folder of models. ``CONCORD_MODEL`` says which
one is used where none is named. Every file is checked against its sum before anything is read from
it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from concord.errors import ConcordError

SHIPPED = Path(__file__).parents[1] / "models"
DEFAULT_MODEL = "base"
SUMS = "SHA256SUMS"
FITTED = "fitted.npz"  # what is added to the logits of some columns: columns, weight, bias
_NEEDED = ("model.onnx", "vocab.txt", "heads.json", "arcs.npz")
_OTHERWISE = "or code without it: --engine rules"


class MissingModelError(ConcordError):
    """There is no model where one was looked for."""

    def __init__(self, folder: Path, name: str) -> None:
        known = ", ".join(name for name, _ in models())
        super().__init__(
            f"there is no reading model at {folder} (no {name}); name another one (by --model or"
            f" CONCORD_MODEL: {known or 'none is installed'}), install the package whole,"
            f" {_OTHERWISE}"
        )


class DamagedModelError(ConcordError):
    """A file of the model is not what its sum says, or says nothing that we understand."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(
            f"the reading model at {folder} is damaged ({what}); install the package again,"
            f" name another model by CONCORD_MODEL, {_OTHERWISE}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One head: the columns ``start:end`` of the token logits and what they stand for.

    ``kind``: ``bio`` (columns O, B-l1, I-l1, B-l2, ...), ``softmax`` or ``sigmoid`` (a column for
    each label). Logits are divided by ``temperature`` before they become probabilities. ``weights``
    say what a document's own likelihood counts beside that of a span, where one was tuned.
    """

    name: str
    kind: str
    level: str
    labels: tuple[str, ...]
    start: int
    end: int
    temperature: float = 1.0
    thresholds: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArcHead:
    """A head of pairs: the columns of both sides in the projections, and its labels."""

    name: str
    labels: tuple[str, ...]
    start: int
    end: int
    other_start: int
    other_end: int
    temperature: float = 1.0
    thresholds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A model that was checked: its folder, its version (with the hash), its heads by name."""

    folder: Path
    version: str
    window: int
    overlap: int
    heads: Mapping[str, Head]
    arcs: Mapping[str, ArcHead]
    is_fitted: bool = False


def find_folder(environ: Mapping[str, str] | None = None, *, name: str = "") -> Path:
    """Return where a model lies: a folder, or the name of a user's own or of a shipped model.

    Without a name, the one that ``CONCORD_MODEL`` names, else ours.
    """
    asked = name or (os.environ if environ is None else environ).get("CONCORD_MODEL", "").strip()
    if asked and is_folder(asked):
        return Path(asked).expanduser().resolve()
    shipped = SHIPPED / (asked or DEFAULT_MODEL)
    own = own_models() / asked
    return own if asked and own.is_dir() and not shipped.is_dir() else shipped


def is_folder(name: str) -> bool:
    """Return whether a model is named by its folder, and not by a name."""
    return os.sep in name or (Path(name).is_dir() and not (SHIPPED / name).is_dir())


def own_models() -> Path:
    """Return the folder of the user's own models, by name; it need not exist."""
    return platformdirs.user_data_path("concord", appauthor=False) / "models"


def models() -> tuple[tuple[str, Path], ...]:
    """Return the models that go by a name, with their folders: the shipped ones, then the user's.

    A folder without a list of sums (one that is being written) is none.
    """
    found: dict[str, Path] = {}
    for home in (SHIPPED, own_models()):
        for folder in sorted(home.iterdir()) if home.is_dir() else ():
            if (folder / SUMS).is_file() and not folder.name.startswith("."):
                found.setdefault(folder.name, folder)
    return tuple(found.items())


def is_there(environ: Mapping[str, str] | None = None) -> bool:
    """Return whether a model lies where one is looked for."""
    return (find_folder(environ) / SUMS).is_file()


def open_model(folder: Path) -> ModelFile:
    """Return the model of a folder, every file checked: once in a process while none is touched.

    Raises MissingModelError or DamagedModelError.
    """
    return _open(folder, tuple(_stamps(folder)))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Yield what changes with a file that is written or replaced."""
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        stat = file.stat()
        yield file.name, stat.st_ino, stat.st_size, stat.st_mtime_ns


@lru_cache(maxsize=8)
def _open(folder: Path, stamps: tuple[tuple[str, int, int, int], ...]) -> ModelFile:
    del stamps  # with other files, another model
    sums, files = _check(folder)
    try:
        told = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        return ModelFile(
            folder=folder,
            version=f"{told['version']}+{sums[:12]}",
            window=int(told["window"]),
            overlap=int(told["stride"]),
            heads={entry["name"]: _head(entry) for entry in told["heads"]},
            arcs={entry["name"]: _arc(entry) for entry in told["arcs"]},
            is_fitted=FITTED in files,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedModelError(folder, f"heads.json: {type(error).__name__} {error}") from error


def _check(folder: Path) -> tuple[str, frozenset[str]]:
    """Return the hash of the list of sums, and what it lists, every file checked against it."""
    listed = folder / SUMS
    if not listed.is_file():
        raise MissingModelError(folder, SUMS)
    content = listed.read_bytes()
    sums = dict(_lines(folder, content))
    for name in (*_NEEDED, *sorted(sums.keys() - set(_NEEDED))):
        if name not in sums:
            raise DamagedModelError(folder, f"{name} has no sum")
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise DamagedModelError(folder, f"{name} cannot be read") from error
        if found != sums[name]:
            raise DamagedModelError(folder, f"{name} is not the file that was shipped")
    return hashlib.sha256(content).hexdigest(), frozenset(sums)


def _lines(folder: Path, content: bytes) -> Iterator[tuple[str, str]]:
    for line in content.decode("utf-8", "replace").splitlines():
        sum_, _, name = line.partition(" ")
        name = name.strip().removeprefix("*").removeprefix("./")
        if not name or Path(name).name != name:
            raise DamagedModelError(folder, f"{SUMS} names {name!r}")
        yield name, sum_


def _head(entry: Mapping[str, Any]) -> Head:
    return Head(
        name=entry["name"],
        kind=entry["kind"],
        level=entry["level"],
        labels=tuple(entry["labels"]),
        start=int(entry["from"]),
        end=int(entry["to"]),
        temperature=float(entry.get("temperature") or 1.0),
        thresholds=dict(entry.get("thresholds") or {}),
        weights=dict(entry.get("weights") or {}),
    )


def _arc(entry: Mapping[str, Any]) -> ArcHead:
    return ArcHead(
        name=entry["name"],
        labels=tuple(entry["labels"]),
        start=int(entry["from"]),
        end=int(entry["to"]),
        other_start=int(entry["other_from"]),
        other_end=int(entry["other_to"]),
        temperature=float(entry.get("temperature") or 1.0),
        thresholds=dict(entry.get("thresholds") or {}),
    )
