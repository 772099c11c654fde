"""The settings of a training run; all of them are written into the model card."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides its data."""

    epochs: int = 6
    layers: int = 6
    shape: str = "minilm"
    seed: int = 1
    threads: int = 1
    device: str = "cpu"
    sources: tuple[str, ...] = (
        "satp_events",
        "incidents",
        "reports",
        "varied",
        "plain",
        "desks",
        "press",
        "digests",
        "positions",
        "muc4",
        "polnear",
        "police",
    )
    rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    tokens: int = 2048
    word_dropout: float = 0.05
    decay: float = 0.01
    clip: float = 1.0
    start_from: str = ""
    adapted: str = ""
    teachers: tuple[str, ...] = ()
    finish: int = 0  # epochs at the end that see annotated texts only
    teach_gaps: bool = False  # the teachers speak only of span heads that annotators left out
    frozen: int = 0  # layers from below that stay as they are, embeddings with them
