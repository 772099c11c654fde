"""The folder of a fitted model: the shipped files, with what is added to the logits beside them."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from concord.coding.engines.model_file import FITTED, SUMS
from concord.errors import ConcordError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from concord.coding.engines.model_file import ModelFile
    from concord.coding.fitting.linear import Change

CARD = "CARD.md"
PAIRS = "arcs.npz"
_DIGITS = 8


class TakenFolderError(ConcordError):
    """A model was to be written where something else is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds something else already; choose another --name or --out, or remove it"
        )


@dataclass(frozen=True, slots=True)
class Content:
    """A fitted model before it is written: its version, and its files that differ from the base."""

    version: str
    files: Mapping[str, bytes]


def make_content(
    base: ModelFile,
    changes: Mapping[str, Change],
    pairs: Mapping[str, npt.NDArray[np.float32]],
    card: str,
) -> Content:
    """Return the files of a model whose heads were changed; the same changes give the same bytes.

    ``pairs`` are the forms of heads of pairs that take the place of the shipped ones.
    """
    fitted = _pack(_columns(base, changes)) if changes else b""
    forms = _pack(_forms(base, pairs)) if pairs else b""
    digest = hashlib.sha256(fitted + forms).hexdigest()[:_DIGITS]
    told = json.loads((base.folder / "heads.json").read_text(encoding="utf-8"))
    version = f"{told['version']}-fitted-{digest}"
    heads = json.dumps(told | {"version": version}, indent=1, ensure_ascii=False) + "\n"
    files = {"heads.json": heads.encode(), CARD: card.format(version=version).encode()}
    files |= {FITTED: fitted} if fitted else {}
    files |= {PAIRS: forms} if forms else {}
    return Content(version, files)


def _columns(
    base: ModelFile, changes: Mapping[str, Change]
) -> Mapping[str, npt.NDArray[np.generic]]:
    heads = [base.heads[name] for name in sorted(changes)]
    return {
        "bias": np.concatenate([changes[head.name].bias for head in heads]),
        "columns": np.concatenate([np.arange(head.start, head.end) for head in heads]),
        "weight": np.concatenate([changes[head.name].weight for head in heads]),
    }


def _forms(
    base: ModelFile, pairs: Mapping[str, npt.NDArray[np.float32]]
) -> Mapping[str, npt.NDArray[np.generic]]:
    with np.load(base.folder / PAIRS, allow_pickle=False) as stored:
        return {name: pairs.get(name, stored[name]) for name in sorted(stored.files)}


def _pack(arrays: Mapping[str, npt.NDArray[np.generic]]) -> bytes:
    packed = io.BytesIO()
    np.savez(packed, **arrays)  # type: ignore[arg-type]  # its stubs know no generic arrays
    return packed.getvalue()


def write(content: Content, base: ModelFile, folder: Path) -> bool:
    """Write a model whole or not at all; return False if that very model is there already.

    It is put together beside its place and then renamed, so that a process that is ended leaves
    nothing that could be taken for a model. Raises TakenFolderError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if _is_same(content, folder):
            return False
        raise TakenFolderError(folder)
    scratch = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for file in sorted(base.folder.iterdir()):
        if file.is_file() and file.name not in (SUMS, FITTED, *content.files):
            shutil.copyfile(file, scratch / file.name)
    for name, data in content.files.items():
        (scratch / name).write_bytes(data)
    (scratch / SUMS).write_text(_sums(scratch), encoding="utf-8")
    if folder.is_dir():
        folder.rmdir()
    scratch.rename(folder)
    return True


def _sums(folder: Path) -> str:
    files = sorted(p for p in folder.iterdir() if p.name != SUMS)
    return "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files)


def _is_same(content: Content, folder: Path) -> bool:
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == data
        for name, data in content.files.items()
    )
