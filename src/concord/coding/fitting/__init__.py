"""Fitting: what people ruled, taught to the heads of the reading model; numpy and scipy, minutes.

    fitting = fit(lessons, network)     teach, examine, decide; nothing is written
    write_model(fitting, place)         the model, if any head learnt something

The encoder stays as it was shipped. Each head is taught apart and examined apart: on rulings about
documents that it was not taught by, and on regression texts of our own. A head that reads either
worse is left as it was shipped; if none is left, the model is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from concord.coding.engines.model_file import ModelFile, open_model
from concord.coding.fitting import folder as folders
from concord.coding.fitting import linear, pairs, regression, trial
from concord.coding.fitting.card import write_card
from concord.coding.fitting.features import read_features
from concord.coding.fitting.lessons import Lesson, Mark, Pair, Ruled, make_lesson
from concord.coding.fitting.linear import STRENGTH, Change
from concord.coding.fitting.trial import Exam, deal, examine
from concord.errors import ConcordError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from concord.coding.engines.network import Logits, Network
    from concord.coding.fitting.features import Taught

    Numbers = npt.NDArray[np.float32]

FEWEST_DOCUMENTS = 4
WORSE = 0.02  # F1 on the regression texts that a head may lose

__all__ = [
    "STRENGTH",
    "Exam",
    "Fitting",
    "Lesson",
    "Mark",
    "Pair",
    "RefusedModelError",
    "Ruled",
    "Verdict",
    "Written",
    "fit",
    "make_lesson",
    "say",
    "write_model",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a head did, and why it is left as shipped: ``reason`` None means that it is used.

    ``before`` and ``after`` are its F1 on the regression texts, None where they do not mark it.
    """

    exam: Exam
    before: float | None
    after: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Fitting:
    """What came of teaching: a verdict for each head, and the changes of those that are used.

    ``forms`` are the bilinear forms of heads of pairs that are used.
    """

    base: ModelFile
    documents: int
    verdicts: tuple[Verdict, ...]
    changes: Mapping[str, Change]
    forms: Mapping[str, Numbers]

    @property
    def refused(self) -> bool:
        """Return whether no head learnt anything that held."""
        return not self.changes and not self.forms


@dataclass(frozen=True, slots=True)
class Written:
    """A model that was written: its version, its folder, and whether it was not there already."""

    version: str
    folder: Path
    is_new: bool


class RefusedModelError(ConcordError):
    """No head reads better for what it was taught; the message has the figures."""

    def __init__(self, verdicts: Sequence[Verdict], documents: int) -> None:
        told = "".join(f"\n  {say(verdict)}" for verdict in verdicts)
        super().__init__(
            f"No model was written: no head learnt something that holds on documents it was not"
            f" taught by ({documents} with rulings).{told}\nRule on more documents, and run it"
            " again; the shipped model stays in use."
        )


def say(verdict: Verdict) -> str:
    """Return a verdict in a line."""
    exam = verdict.exam
    texts = (
        f"; regression texts F1 {verdict.before:.3f} -> {verdict.after:.3f}"
        if verdict.before is not None and verdict.after is not None
        else ""
    )
    return (
        f"{exam.head}: {exam.right_before} -> {exam.right_after} of {exam.rulings} rulings read"
        f" rightly, loss {exam.loss_before:.3f} -> {exam.loss_after:.3f}{texts}:"
        f" {verdict.reason or 'used'}"
    )


def fit(
    lessons: Sequence[Lesson],
    network: Network,
    *,
    strength: float = STRENGTH,
    track: Callable[[Iterable[str], str, int], Iterable[str]] | None = None,
) -> Fitting:
    """Return what the heads learnt from the lessons, each examined on lessons it was not taught by.

    ``strength`` is how strongly weights are held to the shipped ones. ``track`` shows how far it
    is. The same lessons give the same result.
    """
    told = tuple(sorted(lessons, key=lambda lesson: lesson.name))
    read = [network.read(lesson.text, hidden=True) for lesson in told]
    taught = dict(read_features(told, network, read))
    if (ties := pairs.read_pairs(told, network, read)) is not None:
        taught[pairs.SAME] = ties
    parts = deal([lesson.name for lesson in told])
    texts = regression.marked_texts()
    seen = [network.read(each.text, hidden=True) for each in texts]
    before = regression.score(texts, network, seen, taught)
    names = sorted(taught)
    changes: dict[str, Change] = {}
    verdicts: list[Verdict] = []
    for name in track(names, "teaching", len(names)) if track else names:
        change = trial.fit(taught[name], linear.stack(taught[name].rows), strength)
        exam = examine(taught[name], parts, strength)
        after = regression.score(texts, network, _moved(seen, change, taught[name]), [name])
        verdict = _judge(exam, before.get(name), after.get(name), len(told))
        verdicts.append(verdict)
        if verdict.reason is None:
            changes[name] = change
    tie = changes.pop(pairs.SAME, None)
    forms = {} if tie is None else {pairs.SAME: _form(network, tie)}
    return Fitting(network.model, len(told), tuple(verdicts), changes, forms)


def _judge(
    exam: Exam,
    before: regression.Tally | None,
    after: regression.Tally | None,
    documents: int,
) -> Verdict:
    verdict = Verdict(exam, before.f1 if before else None, after.f1 if after else None)
    if exam.rulings < trial.FEWEST or documents < FEWEST_DOCUMENTS:
        reason = (
            f"too few rulings to tell ({trial.FEWEST} on {FEWEST_DOCUMENTS} documents are needed)"
        )
    elif exam.right_after < exam.right_before:
        reason = "reads held-out rulings worse"
    elif not exam.passed:
        reason = "reads held-out rulings no better"
    elif before and after and after.f1 < before.f1 - WORSE:
        reason = "reads the regression texts worse"
    else:
        return verdict
    return replace(verdict, reason=reason)


def _moved(seen: Sequence[Logits], change: Change, taught: Taught) -> Iterator[Logits]:
    """Yield logits with a head's change added; those of pairs are not among them."""
    for logits in seen:
        tags = logits.tags.copy()
        if taught.head.level != pairs.LEVEL and logits.hidden is not None:
            tags[:, taught.head.start : taught.head.end] += change.of(logits.hidden)
        yield replace(logits, tags=tags)


def _form(network: Network, change: Change) -> Numbers:
    """Return the bilinear form of pairs with its change; the bias is that of the two ones."""
    form = network.weights[pairs.SAME].copy()
    form += change.weight.reshape(form.shape)
    form[:, -1, -1] += change.bias
    return form


def write_model(fitting: Fitting, place: Callable[[str], Path]) -> Written:
    """Write the model where ``place`` says for the digest of what it learnt.

    A process that is ended leaves no half of a model, and the same lessons are written once. Raises
    RefusedModelError if no head learnt anything, TakenFolderError if something else is there.
    """
    if fitting.refused:
        raise RefusedModelError(fitting.verdicts, fitting.documents)
    card = write_card(fitting.base.version, fitting.documents, [say(v) for v in fitting.verdicts])
    content = folders.make_content(fitting.base, fitting.changes, fitting.forms, card)
    folder = place(content.version.rpartition("-")[2])
    is_new = folders.write(content, fitting.base, folder)
    return Written(open_model(folder).version, folder, is_new=is_new)
