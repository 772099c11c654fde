"""The model file: where the reading model lies, what its heads mean, and whether it is whole.

A model is a folder: ``model.onnx``, ``vocab.txt``, ``heads.json``, ``arcs.npz``, ``CARD.md`` and
``SHA256SUMS``. It is found in the package, or where ``CONCORD_MODEL`` says: a folder, or the name
of a shipped model. Every file is checked against its sum before anything is read from it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concord.errors import ConcordError

SHIPPED = Path(__file__).parents[1] / "models"
DEFAULT_MODEL = "base"
SUMS = "SHA256SUMS"
_NEEDED = ("model.onnx", "vocab.txt", "heads.json", "arcs.npz")
_OTHERWISE = "or code without it: --engine rules"


class MissingModelError(ConcordError):
    """There is no model where one was looked for."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(
            f"there is no reading model at {folder} (no {name}); install the package whole, name"
            f" another model by CONCORD_MODEL, {_OTHERWISE}"
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


def find_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return where the model lies: the folder or shipped name in ``CONCORD_MODEL``, else ours."""
    asked = (os.environ if environ is None else environ).get("CONCORD_MODEL", "").strip()
    if asked and (os.sep in asked or Path(asked).is_dir()):
        return Path(asked).resolve()
    return SHIPPED / (asked or DEFAULT_MODEL)


def is_there(environ: Mapping[str, str] | None = None) -> bool:
    """Return whether a model lies where one is looked for."""
    return (find_folder(environ) / SUMS).is_file()


def open_model(folder: Path) -> ModelFile:
    """Return the model of a folder, every file checked.

    Raises MissingModelError or DamagedModelError.
    """
    sums = _check(folder)
    try:
        told = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        return ModelFile(
            folder=folder,
            version=f"{told['version']}+{sums[:12]}",
            window=int(told["window"]),
            overlap=int(told["stride"]),
            heads={entry["name"]: _head(entry) for entry in told["heads"]},
            arcs={entry["name"]: _arc(entry) for entry in told["arcs"]},
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedModelError(folder, f"heads.json: {type(error).__name__} {error}") from error


def _check(folder: Path) -> str:
    """Return the hash of the list of sums after checking every file against it."""
    listed = folder / SUMS
    if not listed.is_file():
        raise MissingModelError(folder, SUMS)
    content = listed.read_bytes()
    sums = dict(_lines(folder, content))
    for name in (*_NEEDED, *sorted(sums.keys() - set(_NEEDED))):
        if name not in sums:
            raise DamagedModelError(folder, f"{name} has no sum")
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise DamagedModelError(folder, f"{name} cannot be read") from error
        if found != sums[name]:
            raise DamagedModelError(folder, f"{name} is not the file that was shipped")
    return hashlib.sha256(content).hexdigest()


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
