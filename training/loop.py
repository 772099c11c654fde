"""The training loop: a run that may be cut at any moment and goes on where it was.

A checkpoint holds weights, optimiser, random state and place in the epoch. The batches of an epoch
follow from the seed and the epoch's number alone, so that a rerun finds the same ones.
"""

from __future__ import annotations

import json
import logging
import random
import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import torch

from training.batches import draw, pack
from training.distil import Teacher, copy_from, measure_difference
from training.ensemble import Ensemble
from training.examples import IGNORED, Batch, collate, count_tokens
from training.losses import measure_loss
from training.lower import LowerLayers
from training.network import Outputs, ReadingModel, autocast, send
from training.shapes import MINILM, SHAPES
from training.sources import SOURCES, UNLABELLED
from training.weights import load_base
from training.wordpiece import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from training.examples import Example
    from training.settings import Settings

SAVE_EVERY = 150.0  # seconds
TELL_EVERY = 100  # batches
_FIRST_WORD = 999  # numbers up to here are marks and single letters: never hidden
log = logging.getLogger("training")


class Run:
    """A training run in a folder: model, optimiser, where it stands."""

    def __init__(self, settings: Settings, examples: Sequence[Example], folder: Path) -> None:
        self.settings = settings
        self.examples = examples
        self.folder = folder
        self.device = torch.device(settings.device)
        torch.set_num_threads(settings.threads)
        torch.manual_seed(settings.seed)
        self.model = ReadingModel(settings.layers, SHAPES[settings.shape])
        load_base(self.model)
        self.teacher = _open_teachers(settings, self.device)
        if isinstance(self.teacher, Teacher):
            copy_from(self.teacher.model, self.model)
        for earlier, whole in ((settings.adapted, False), (settings.start_from, True)):
            if earlier:
                state = torch.load(earlier, weights_only=True, map_location="cpu")
                self.model.load_state_dict(state["model"], strict=whole)
        self.model.to(self.device)
        self.lower = (
            LowerLayers(self.model, settings.frozen, self.device) if settings.frozen else None
        )
        self.optimiser = _optimiser(self.model, settings)
        self.plan = [self._batches(epoch) for epoch in range(settings.epochs)]
        self.steps = sum(len(batches) for batches in self.plan)
        self.epoch = self.done = self.step = 0
        self.seconds = 0.0

    def _batches(self, epoch: int) -> list[list[int]]:
        """Return the batches of an epoch as numbers of examples."""
        rng = random.Random(f"{self.settings.seed} {epoch}")  # noqa: S311 - no secret
        rates = {s.name: (s.rate, s.rate_empty or s.rate) for s in SOURCES}
        number = {id(example): n for n, example in enumerate(self.examples)}
        seen = self.examples
        if epoch >= self.settings.epochs - self.settings.finish:
            seen = [example for example in seen if example.source not in UNLABELLED]
        drawn = draw(seen, rates, rng)
        return [[number[id(e)] for e in batch] for batch in pack(drawn, self.settings.tokens, rng)]

    def resume(self) -> bool:
        """Go on from the checkpoint of this folder, if it has one of the same settings."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return False
        state = torch.load(path, weights_only=True, map_location=self.device)
        if _lasting(json.loads(state["settings"])) != _lasting(asdict(self.settings)):
            raise OtherRunError(self.folder)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"].cpu())
        if self.device.type == "cuda" and "random_cuda" in state:
            torch.cuda.set_rng_state(state["random_cuda"].cpu(), self.device)
        self.epoch, self.done, self.step = state["epoch"], state["done"], state["step"]
        self.seconds = state["seconds"]
        return True

    def save(self, name: str = "checkpoint.pt", **more: Any) -> None:
        """Write the checkpoint, so that a cut leaves the old one or the new one whole."""
        state = {
            "settings": json.dumps(asdict(self.settings)),
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "random": torch.get_rng_state(),
            "epoch": self.epoch,
            "done": self.done,
            "step": self.step,
            "seconds": self.seconds,
        }
        if self.device.type == "cuda":
            state["random_cuda"] = torch.cuda.get_rng_state(self.device)
        partial = self.folder / f"{name}.partial"
        torch.save(state | more, partial)
        partial.replace(self.folder / name)

    def train(self, after_epoch: Callable[[Run], None]) -> None:
        """Run the epochs that are left; ``after_epoch`` is called behind each."""
        while self.epoch < self.settings.epochs:
            self._train_epoch(self.plan[self.epoch])
            self.epoch, self.done = self.epoch + 1, 0
            self.save()
            after_epoch(self)

    def _train_epoch(self, batches: list[list[int]]) -> None:
        self.model.train()
        saved = told = time.monotonic()
        heard: dict[str, list[torch.Tensor]] = {}
        tokens = 0
        while self.done < len(batches):
            numbers = batches[self.done]
            batch = collate([self.examples[n] for n in numbers])
            began = time.monotonic()
            for name, loss in self._learn(batch, numbers).items():
                heard.setdefault(name, []).append(loss)
            self.seconds += time.monotonic() - began
            self.done += 1
            self.step += 1
            tokens += batch.tokens
            if self.done % TELL_EVERY == 0 or self.done == len(batches):
                self._tell(len(batches), heard, tokens / (time.monotonic() - told))
                told, tokens, heard = time.monotonic(), 0, {}
            if time.monotonic() - saved > SAVE_EVERY:
                self.save()
                saved = time.monotonic()

    def _learn(self, batch: Batch, numbers: Sequence[int]) -> dict[str, torch.Tensor]:
        """Take one step on the windows of these numbers; return the loss of each head.

        The losses stay on the device, which would have to be waited for.
        """
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * schedule(self.step, self.steps, self.settings.warmup)
        mask = send(batch.mask, self.device)
        with autocast(self.device):
            outputs = self._read(batch, numbers, mask)
        losses = measure_loss(self.model, outputs, batch, self.device)
        if self.teacher is not None:
            taught, gaps = self.teacher.ask(numbers, batch), None
            if self.settings.teach_gaps:
                taught = replace(taught, pairs={})
                gaps = send(batch.tags == IGNORED, self.device)
            losses |= measure_difference(self.model, outputs, taught, mask, gaps)
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.clip)
        self.optimiser.step()
        return {name: loss.detach() for name, loss in losses.items()}

    def _read(self, batch: Batch, numbers: Sequence[int], mask: torch.Tensor) -> Outputs:
        if self.lower is not None:
            x = self.lower.ask(numbers, batch)
            return self.model.read_heads(self.model.rise(x, mask, first=self.settings.frozen))
        ids = send(batch.ids, self.device)
        hidden = (torch.rand(ids.shape, device=self.device) < self.settings.word_dropout) & (
            ids > _FIRST_WORD
        )
        outputs: Outputs = self.model(torch.where(hidden, MASK, ids), mask)
        return outputs

    def _tell(self, batches: int, heard: dict[str, list[torch.Tensor]], speed: float) -> None:
        means = {name: float(torch.stack(values).mean()) for name, values in heard.items()}
        said = " ".join(f"{name} {value:.2f}" for name, value in means.items())
        log.info(
            "epoch %d: %d of %d, %.0f tokens/s, %s",
            self.epoch + 1,
            self.done,
            batches,
            speed,
            said,
        )


def _open_teachers(settings: Settings, device: torch.device) -> Teacher | Ensemble | None:
    """Return whom the run learns from: one model, whose vectors too are learnt, or several."""
    if len(settings.teachers) > 1 or (settings.teachers and settings.layers == MINILM.layers):
        return Ensemble(settings.teachers, device)
    return Teacher(settings.teachers[0], device) if settings.teachers else None


def _lasting(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings that make a run what it is: where it runs may change when it goes on."""
    told: dict[str, Any] = json.loads(json.dumps(settings))
    return {name: value for name, value in told.items() if name not in ("device", "threads")}


class OtherRunError(Exception):
    """The folder holds a run of other settings."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds a checkpoint of other settings; name another folder, or delete it"
        )


def _optimiser(model: ReadingModel, settings: Settings) -> torch.optim.AdamW:
    on_card = settings.device == "cuda"
    encoder = {id(parameter) for parameter in model.encoder_parameters()}
    learning = [p for p in model.parameters() if p.requires_grad]
    slow = [p for p in learning if id(p) in encoder]
    fast = [p for p in learning if id(p) not in encoder]
    groups = []
    for parameters, rate in ((slow, settings.rate), (fast, settings.head_rate)):
        for wide in (True, False):
            chosen = [p for p in parameters if (p.dim() > 1) is wide]
            decay = settings.decay if wide else 0.0
            groups.append({"params": chosen, "lr": rate, "peak": rate, "weight_decay": decay})
    # Fused where there is a graphics card; what is saved of it goes on on either.
    return torch.optim.AdamW(groups, foreach=not on_card, fused=on_card)


def schedule(step: int, steps: int, warmup: float) -> float:
    """Return the share of the peak rate: up in a line, then down in a line to nothing."""
    rising = max(1.0, warmup * steps)
    return min((step + 1) / rising, max(0.0, (steps - step) / max(1.0, steps - rising)))


def epoch_tokens(run: Run) -> list[int]:
    """Return how many tokens each epoch of the plan holds."""
    return [
        sum(count_tokens(run.examples[n] for n in batch) for batch in batches)
        for batches in run.plan
    ]
