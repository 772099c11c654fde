"""The network: an encoder restated in torch, one matrix of token logits, pairwise forms.

The forward pass is written out, without a model library, so that the exported graph holds plain
operators only and what is trained is exactly what is shipped.
"""

from __future__ import annotations

import math
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.nn import functional

from training.heads import ARC_WIDTH, ARCS, SIDE, WIDTH
from training.shapes import MINILM, POSITIONS, WORDS, Shape

if TYPE_CHECKING:
    import numpy as np

# Of the bias by distance: how many kinds of distance there are, and from where on all are one.
KINDS_OF_DISTANCE = 32
FAR_APART = 128
FAR = -10000.0  # added to the attention of padding: far below any score, safe in every precision


class Layer(nn.Module):
    """One transformer layer: self-attention and a feed-forward net, each added and normed."""

    def __init__(self, shape: Shape = MINILM) -> None:
        super().__init__()
        hidden = shape.hidden
        self.parts = shape.attention_heads
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, hidden)
        self.out_norm = nn.LayerNorm(hidden, eps=shape.epsilon)
        self.inner = nn.Linear(hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, hidden)
        self.outer_norm = nn.LayerNorm(hidden, eps=shape.epsilon)

    def forward(self, x: torch.Tensor, far: torch.Tensor) -> torch.Tensor:
        """Return the layer's output; ``far`` is added to the scores of attention.

        It is [batch, 1 or parts, 1 or length, length]: 0 or a bias where a token may be looked at,
        FAR else.
        """
        query, key, value = (
            _split(side(x), self.parts) for side in (self.query, self.key, self.value)
        )
        if x.is_cuda:
            mask = far.to(query.dtype).expand(-1, -1, x.shape[1], -1)
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        else:
            # Written out: on a processor this is faster than the fused kernel, which also has no
            # place in a plain graph.
            scores = query @ key.transpose(-1, -2) / (x.shape[-1] // self.parts) ** 0.5
            mixed = functional.softmax(scores + far.to(scores.dtype), dim=-1) @ value
        x = self.out_norm(x + self.out(_join(mixed)))
        return self.outer_norm(x + self.outer(functional.gelu(self.inner(x))))


def _split(x: torch.Tensor, parts: int) -> torch.Tensor:
    return x.reshape(x.shape[0], x.shape[1], parts, -1).transpose(1, 2)


def _join(x: torch.Tensor) -> torch.Tensor:
    return x.transpose(1, 2).flatten(2)


@cache
def kinds_of_distance(length: int, device: torch.device) -> torch.Tensor:
    """Return [length, length] numbers from 0 to 31: how far and on which side a word stands.

    Raffel et al. 2020 (T5), both ways: half of the numbers for either side, half of those exact,
    the rest growing with the logarithm of the distance.
    """
    places = torch.arange(length)
    behind = places[None, :] - places[:, None]
    sides = KINDS_OF_DISTANCE // 2
    exact = sides // 2
    apart = behind.abs()
    grown = torch.log(apart.clamp_min(1) / exact) / math.log(FAR_APART / exact) * (sides - exact)
    wide = (exact + grown.long()).clamp_max(sides - 1)
    kinds = torch.where(behind > 0, sides, 0) + torch.where(apart < exact, apart, wide)
    return kinds.to(device)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What one pass gives: [batch, length, columns] each."""

    tags: torch.Tensor
    arcs: torch.Tensor
    hidden: torch.Tensor


class ReadingModel(nn.Module):
    """The encoder with its heads; ``forms`` holds one biaffine matrix a label of an arc head."""

    def __init__(self, layers: int | None = None, shape: Shape = MINILM) -> None:
        super().__init__()
        hidden = shape.hidden
        self.shape = shape
        self.words = nn.Embedding(WORDS, hidden)
        self.positions = nn.Embedding(POSITIONS, hidden)
        self.kinds = nn.Embedding(2, hidden)
        self.norm = nn.LayerNorm(hidden, eps=shape.epsilon)
        if shape.near:
            self.near = nn.Embedding(KINDS_OF_DISTANCE, shape.attention_heads)
            self.near.requires_grad_(requires_grad=False)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(layers or shape.layers))
        self.tags = nn.Linear(hidden, WIDTH)
        self.pair_inner = nn.Linear(hidden, hidden)
        self.pair_outer = nn.Linear(hidden, ARC_WIDTH)
        self.forms = nn.ParameterDict(
            {
                head.name: nn.Parameter(torch.randn(len(head.labels), SIDE + 1, SIDE + 1) * 0.02)
                for head in ARCS
            }
        )
        self.dropout = nn.Dropout(0.1)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Outputs:
        """Return the logits, the pairwise projections and the token vectors of the windows."""
        return self.read_heads(self.encode(input_ids, attention_mask))

    def encode(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return the encoder's token vectors [batch, length, hidden]."""
        return self.rise(self.embed(input_ids), attention_mask)

    def embed(self, input_ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors [batch, length, hidden] that the first layer reads."""
        length = input_ids.shape[1]
        x = self.words(input_ids) + self.positions.weight[:length] + self.kinds.weight[0]
        return self.norm(x)

    def rise(
        self, x: torch.Tensor, attention_mask: torch.Tensor, first: int = 0, end: int | None = None
    ) -> torch.Tensor:
        """Return what the layers from ``first`` up to ``end`` (None: all) make of vectors."""
        far = (1.0 - attention_mask.to(x.dtype))[:, None, None, :] * FAR
        if self.shape.near:
            kinds = kinds_of_distance(x.shape[1], x.device)
            far = far + self.near(kinds).permute(2, 0, 1)
        for layer in self.layers[first:end]:
            x = layer(x, far)
        return x

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and so many layers as they are."""
        for part in (self.words, self.positions, self.kinds, self.norm, *self.layers[:layers]):
            part.requires_grad_(requires_grad=False)

    def read_heads(self, x: torch.Tensor) -> Outputs:
        """Return what the heads say of the encoder's token vectors."""
        dropped = self.dropout(x)
        arcs = self.pair_outer(self.dropout(functional.gelu(self.pair_inner(dropped))))
        return Outputs(tags=self.tags(dropped), arcs=arcs, hidden=x)

    def encoder_parameters(self) -> list[nn.Parameter]:
        """Return the pretrained part, which learns more slowly than the heads."""
        parts = (self.words, self.positions, self.kinds, self.norm, self.layers)
        return [parameter for part in parts for parameter in part.parameters()]


def send(values: np.ndarray | torch.Tensor, device: torch.device) -> torch.Tensor:
    """Return values of the processor's memory on the device, which need not wait for them."""
    tensor = torch.as_tensor(values)
    if device.type != "cuda":
        return tensor.to(device)
    return tensor.pin_memory().to(device, non_blocking=True)


def autocast(device: torch.device) -> Any:
    """Return the half-precision context where the processor has one, else none."""
    kind = device.type
    fit = kind == "cuda" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
    return torch.autocast(kind, dtype=torch.bfloat16) if fit else nullcontext()
