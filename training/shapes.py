"""The encoders that the recipe knows, as numbers: the one that is shipped and one that teaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

WORDS = 30522  # of the uncased vocabulary, which both encoders have
POSITIONS = 512


@dataclass(frozen=True, slots=True)
class Shape:
    """A transformer's sizes. ``near``: attention also has a learnt bias by how far words stand."""

    name: str
    hidden: int
    inner: int
    layers: int
    epsilon: float
    near: bool = False
    attention_heads: int = 12


MINILM = Shape("minilm", hidden=384, inner=1536, layers=6, epsilon=1e-12)
MPNET = Shape("mpnet", hidden=768, inner=3072, layers=12, epsilon=1e-5, near=True)
SHAPES = {shape.name: shape for shape in (MINILM, MPNET)}


def shape_of(state: Mapping[str, torch.Tensor]) -> Shape:
    """Return the shape of the encoder that a checkpoint's weights are of.

    Raises:
        ValueError: no encoder known here has vectors of that width.
    """
    width = state["words.weight"].shape[1]
    found = next((shape for shape in SHAPES.values() if shape.hidden == width), None)
    if found is None:
        raise ValueError(f"no encoder of the recipe has vectors of {width} numbers")
    return found
