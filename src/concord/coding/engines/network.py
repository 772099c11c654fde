"""The network: pieces of one document in, the logits of every head out, by onnxruntime."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from concord.coding.engines.model_file import FITTED, DamagedModelError, ModelFile, open_model
from concord.coding.engines.windows import Window, cut
from concord.coding.engines.wordpiece import Pieces, WordPiece, read_vocabulary
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]
    Places = npt.NDArray[np.int64]

BEGIN, END = "[CLS]", "[SEP]"
RELEVANT = "relevant"
# How likely the first window of a long text may at most be of one that tells of happenings for the
# rest not to be read.
IRRELEVANT = 0.05
OUTPUTS = ("tags", "arcs")
HIDDEN = "hidden"


class MissingRuntimeError(ConcordError):
    """What runs the model is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "the reading model needs onnxruntime, which is not installed here; install it"
            " (pip install onnxruntime), or code without the model: --engine rules"
        )


class ThreadsError(ConcordError):
    """The setting of the number of threads is no number of threads."""

    def __init__(self, value: str) -> None:
        super().__init__(f"CONCORD_THREADS is {value!r}; set it to a whole number from 1 to 64")


@dataclass(frozen=True, slots=True)
class Logits:
    """What the network says of one text.

    ``tags`` is float32 [pieces, columns of all token heads], ``arcs`` float32 [pieces, columns of
    the projections for pairs]; row i is of ``pieces[i]``; they may end before the text does.
    ``hidden``, where it was asked for, is float32 [pieces, width]: what the token heads are linear
    in.
    """

    pieces: Pieces
    tags: Numbers
    arcs: Numbers
    hidden: Numbers | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What a fitted model adds to the logits of some columns: hidden @ weight.T + bias.

    ``columns`` are int64 [k], ``weight`` float32 [k, width], ``bias`` float32 [k].
    """

    columns: Places
    weight: Numbers
    bias: Numbers


class Network:
    """A model that is loaded: reads one document at a time, alike whatever was read before."""

    def __init__(self, model: ModelFile, *, threads: int) -> None:
        self.model = model
        with (model.folder / "vocab.txt").open(encoding="utf-8", newline="\n") as file:
            vocabulary = read_vocabulary(file.read())
        missing = [mark for mark in (BEGIN, END, "[UNK]") if mark not in vocabulary]
        if missing:
            raise DamagedModelError(model.folder, f"vocab.txt has no {missing[0]}")
        self.wordpiece = WordPiece(vocabulary)
        self._begin, self._end = vocabulary[BEGIN], vocabulary[END]
        self._session = start(model, threads)
        self.weights = _weights(model)
        self.added = _added(model) if model.is_fitted else None

    def read(self, text: str, *, hidden: bool = False, to_end: bool = True) -> Logits:
        """Return the logits of a text, each piece's from the window where it lies most central.

        With ``hidden``, also what the token heads are linear in. Not ``to_end``, the pieces after
        the first window are left out if that is plainly of a text about something else.
        """
        import numpy as np

        pieces = self.wordpiece.read(text)
        windows = cut(len(pieces), size=self.model.window, overlap=self.model.overlap)
        kept: list[list[Numbers]] = []
        for window in windows:
            begin = 1 + window.kept_from - window.start
            rows = slice(begin, begin + window.kept_to - window.kept_from)
            kept.append([output[rows] for output in self._run(pieces.ids, window, hidden=hidden)])
            if not to_end and window.start == 0 and self._is_irrelevant(kept[0][0]):
                pieces = pieces[: window.kept_to]
                break
        if not kept:
            empty = np.zeros((0, 0), dtype=np.float32)
            return Logits(pieces, empty, empty)
        return Logits(pieces, *(np.concatenate(outputs) for outputs in zip(*kept, strict=True)))

    def _is_irrelevant(self, tags: Numbers) -> bool:
        """Return whether the logits of a first window say that a text tells of no happening."""
        head = self.model.heads.get(RELEVANT)
        if head is None:
            return False
        mean = float(tags[:, head.start : head.end].mean()) / head.temperature
        return mean < math.log(IRRELEVANT / (1 - IRRELEVANT))

    def _run(self, ids: Sequence[int], window: Window, *, hidden: bool) -> list[Numbers]:
        """Return the outputs over one window, its marks included.

        Windows are never read together: the scales of an int8 model depend on all that is read at
        once, and a window must read alike whatever stands beside it.
        """
        import numpy as np

        given = np.array(
            [[self._begin, *ids[window.start : window.end], self._end]], dtype=np.int64
        )
        fed = {"input_ids": given, "attention_mask": np.ones_like(given)}
        asked = (*OUTPUTS, HIDDEN) if hidden or self.added is not None else OUTPUTS
        found: list[Numbers] = [each[0] for each in self._session.run(list(asked), fed)]
        if self.added is not None:
            found[0] = _add(found[0], found[2], self.added)
        return found if hidden else found[: len(OUTPUTS)]


def _add(tags: Numbers, hidden: Numbers, added: Added) -> Numbers:
    """Return the logits with what a fitted model adds to them."""
    changed = tags.copy()
    changed[:, added.columns] += hidden @ added.weight.T + added.bias
    return changed


def count_threads(environ: Mapping[str, str] | None = None) -> int:
    """Return how many threads the model may use: ``CONCORD_THREADS``, else 1.

    Raises ThreadsError.
    """
    value = (os.environ if environ is None else environ).get("CONCORD_THREADS", "").strip() or "1"
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 64:  # noqa: PLR2004 - in the message
        raise ThreadsError(value)
    return int(value)


def has_runtime() -> bool:
    """Return whether what runs the model is installed."""
    return find_spec("onnxruntime") is not None


def check_runtime() -> None:
    """Raise MissingRuntimeError if what runs the model is not installed."""
    if not has_runtime():
        raise MissingRuntimeError


@lru_cache(maxsize=2)
def load_network(folder: Path, threads: int) -> Network:
    """Return the network of a model folder, loaded once in a process."""
    return Network(open_model(folder), threads=threads)


def start(model: ModelFile, threads: int) -> Any:
    """Return the onnxruntime session of a model. Raises MissingRuntimeError, DamagedModelError."""
    check_runtime()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = 3  # errors only: a warning on a terminal helps no reader
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Sums of int8 products are exact on every x86 processor: those without VNNI would otherwise cut
    # them off at 16 bits, and two machines would read one text differently. A seventh slower there.
    options.add_session_config_entry("session.x64quantprecision", "1")
    try:
        return onnxruntime.InferenceSession(
            model.folder / "model.onnx", options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's errors share no public base
        raise DamagedModelError(model.folder, f"model.onnx does not load: {error}") from error


def _weights(model: ModelFile) -> dict[str, Numbers]:
    """Return the weights of the pairs: by head, float32 [labels, d + 1, d + 1]."""
    import numpy as np

    try:
        with np.load(model.folder / "arcs.npz", allow_pickle=False) as stored:
            found = {name: stored[name].astype(np.float32) for name in stored.files}
    except (OSError, ValueError) as error:
        raise DamagedModelError(model.folder, f"arcs.npz cannot be read: {error}") from error
    for name, head in model.arcs.items():
        sides = (head.end - head.start + 1, head.other_end - head.other_start + 1)
        if name not in found or found[name].shape != (len(head.labels), *sides):
            raise DamagedModelError(model.folder, f"arcs.npz does not fit the arcs {name!r}")
    return found


def _added(model: ModelFile) -> Added:
    """Return what a fitted model adds to its logits."""
    import numpy as np

    try:
        with np.load(model.folder / FITTED, allow_pickle=False) as stored:
            return Added(
                stored["columns"].astype(np.int64),
                stored["weight"].astype(np.float32),
                stored["bias"].astype(np.float32),
            )
    except (OSError, ValueError, KeyError) as error:
        raise DamagedModelError(model.folder, f"{FITTED} cannot be read: {error}") from error
