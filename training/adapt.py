"""Adapt the base weights to the news of this field: ``python -m training.adapt --data --out``.

The base was made to compare sentences. Here its encoder guesses hidden words of the training texts,
annotated or not, as BERT was trained (Devlin et al. 2019: of 15 in 100 words, 8 in 10 are masked,
one is another word, one stays), so that it knows the field's words before it learns any label.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn
from torch.nn import functional

from training.batches import pack
from training.corpus import Corpus, read_corpus
from training.examples import collate, count_tokens
from training.files import write_json
from training.loop import schedule
from training.network import ReadingModel, autocast, send
from training.shapes import SHAPES, WORDS, Shape
from training.sources import SOURCES
from training.weights import load_base
from training.wordpiece import MASK

if TYPE_CHECKING:
    from training.examples import Example

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
CHECKPOINT = "checkpoint.pt"
_ASKED, _MASKED, _OTHER = 0.15, 0.8, 0.1
_FIRST_WORD = 999  # numbers up to here are marks and single letters: never asked for
_HEADS = ("tags.", "pair_inner.", "pair_outer.", "forms.")
log = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Adaptation:
    """The settings of an adaptation; ``tokens`` is of a batch, ``rate`` the highest."""

    epochs: int = 8
    seed: int = 1
    shape: str = "minilm"
    device: str = "cpu"
    sources: tuple[str, ...] = tuple(source.name for source in SOURCES)
    tokens: int = 32768
    rate: float = 4e-4
    warmup: float = 0.06
    decay: float = 0.01
    clip: float = 1.0


class Guesser(nn.Module):
    """The encoder with what BERT has above it to guess a word: the words' own vectors again."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.model = ReadingModel(shape=shape)
        load_base(self.model)
        self.inner = nn.Linear(shape.hidden, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.bias = nn.Parameter(torch.zeros(WORDS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
        """Return the logits [asked, WORDS] of the words at ``asked``, which is [batch, length]."""
        vectors = self.model.encode(ids, mask)[asked]
        vectors = self.norm(functional.gelu(self.inner(vectors)))
        return vectors @ self.model.words.weight.T.to(vectors.dtype) + self.bias


def adapt(settings: Adaptation, corpus: Corpus, folder: Path) -> None:
    """Leave the adapted encoder in ``folder``, as a checkpoint that a run can begin from."""
    device = torch.device(settings.device)
    torch.manual_seed(settings.seed)
    guesser = Guesser(SHAPES[settings.shape]).to(device).train()
    optimiser = torch.optim.AdamW(
        [p for p in guesser.parameters() if p.requires_grad],
        lr=settings.rate,
        weight_decay=settings.decay,
    )
    plan = _plan(settings, corpus)
    steps = sum(len(batches) for batches in plan)
    done = 0
    losses: list[float] = []
    for epoch, batches in enumerate(plan):
        heard = torch.zeros((), device=device)
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * schedule(done, steps, settings.warmup)
            heard += _learn(guesser, optimiser, batch, settings)
            done += 1
        losses.append(round(float(heard) / len(batches), 4))
        log.info("adapting, epoch %d of %d: loss %.3f", epoch + 1, settings.epochs, losses[-1])
    _write(guesser.model, settings, corpus, losses, folder)


def _plan(settings: Adaptation, corpus: Corpus) -> list[list[list[Example]]]:
    chosen = [e for e in corpus.examples if e.source in settings.sources]
    randoms = [random.Random(f"{settings.seed} {n}") for n in range(settings.epochs)]  # noqa: S311 - no secret
    return [pack(chosen, settings.tokens, rng) for rng in randoms]


def _learn(
    guesser: Guesser,
    optimiser: torch.optim.Optimizer,
    examples: list[Example],
    settings: Adaptation,
) -> torch.Tensor:
    device = torch.device(settings.device)
    batch = collate(examples)
    ids = send(batch.ids, device)
    mask = send(batch.mask, device)
    shown, asked = hide(ids)
    with autocast(device):
        logits = guesser(shown, mask, asked)
    loss = functional.cross_entropy(logits.float(), ids[asked])
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(guesser.parameters(), settings.clip)
    optimiser.step()
    return loss.detach()


def hide(ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the ids as the encoder is shown them, and where words are asked for."""
    asked = (torch.rand(ids.shape, device=ids.device) < _ASKED) & (ids > _FIRST_WORD)
    toss = torch.rand(ids.shape, device=ids.device)
    others = torch.randint(_FIRST_WORD + 1, WORDS, ids.shape, device=ids.device)
    shown = torch.where(asked & (toss < _MASKED), MASK, ids)
    shown = torch.where(asked & (toss >= _MASKED) & (toss < _MASKED + _OTHER), others, shown)
    return shown, asked


def _write(
    model: ReadingModel, settings: Adaptation, corpus: Corpus, losses: list[float], folder: Path
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {
        name: value.cpu()
        for name, value in model.state_dict().items()
        if not name.startswith(_HEADS)
    }
    told = asdict(settings) | {"device": "", "sources": list(settings.sources)}
    chosen = [e for e in corpus.examples if e.source in settings.sources]
    texts = {name: n for name, n in corpus.texts.items() if name in settings.sources}
    write_json(
        folder / "run.json",
        {"settings": told, "texts": texts, "tokens": [count_tokens(chosen)], "losses": losses},
    )
    partial = folder / f"{CHECKPOINT}.partial"
    torch.save({"model": state}, partial)
    partial.replace(folder / CHECKPOINT)


def main() -> None:
    """Adapt the base weights."""
    parser = argparse.ArgumentParser(prog="python -m training.adapt", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=Adaptation().epochs)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    given = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    log.setLevel(logging.INFO)
    settings = Adaptation(epochs=given.epochs, seed=given.seed, device=given.device)
    adapt(settings, read_corpus(given.data, settings.sources), given.out)


if __name__ == "__main__":
    main()
