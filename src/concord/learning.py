"""Learning: what people ruled in a record, as lessons for the reading model, and a model of them.

    fitting = train(record, book)           teach and examine; nothing is written
    write(fitting, name="north-west")       the model, in the user's folder of models

The rulings of every run are used, on the events as that run read them: an event that was rejected
still teaches when a later run no longer reads it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from concord.coding import relevance
from concord.coding.engines.model_file import (
    SHIPPED,
    find_folder,
    models,
    open_model,
    own_models,
)
from concord.coding.engines.network import Network, check_runtime, count_threads
from concord.coding.fitting import STRENGTH, Fitting, Pair, Ruled, fit, make_lesson, write_model
from concord.errors import ConcordError
from concord.record.attachment import is_incident
from concord.record.corrections import corrected
from concord.record.runs import HAND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from concord.codebook.book import Codebook
    from concord.coding.fitting import Lesson, Written
    from concord.model import Document, Event, Run, Value
    from concord.pipeline import Tracker
    from concord.record import Record
    from concord.record.rulings import Rulings

# What a ruling on an incident says of each of its events, and not only of the one it is named by.
_SHARED = frozenset({"type", "status", "background"})
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")


class NoRulingsError(ConcordError):
    """There is nothing in the record to learn from."""

    def __init__(self) -> None:
        super().__init__(
            "The record has no ruling that teaches anything: nothing in it was accepted, rejected"
            " or corrected. `concord review` and the browser (`concord serve`) record rulings."
        )


class FittedBaseError(ConcordError):
    """A fitted model was to be fitted."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was fitted already. Every training uses all rulings, so start from the model"
            " that it was made of: --model base or --model fast."
        )


class ModelNameError(ConcordError):
    """A name that no model of the user's own can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A model cannot be named {name!r}: use letters, digits, dots and dashes, and no name"
            " of a shipped model."
        )


def train(
    record: Record,
    book: Codebook,
    *,
    model: str = "",
    strength: float = STRENGTH,
    track: Tracker | None = None,
) -> Fitting:
    """Return what the heads of a model learn from the record's rulings; nothing is written.

    ``model`` is the shipped model to start from, by default ours. Raises NoRulingsError,
    FittedBaseError and what opening the model does.
    """
    check_runtime()
    base = open_model(find_folder({}, name=model))
    if base.is_fitted:
        raise FittedBaseError(model)
    lessons = gather(record, book)
    if not lessons:
        raise NoRulingsError
    return fit(lessons, Network(base, threads=count_threads()), strength=strength, track=track)


def write(fitting: Fitting, *, name: str = "", out: Path | None = None) -> Written:
    """Write a fitted model to a folder, or to the user's folder of models under a name.

    Without a name it goes by the hash of what it learnt. Raises RefusedModelError,
    TakenFolderError, ModelNameError.
    """
    if name and (not _NAME.fullmatch(name) or (SHIPPED / name).exists()):
        raise ModelNameError(name)
    return write_model(fitting, lambda digest: out or own_models() / (name or f"fitted-{digest}"))


def gather(record: Record, book: Codebook) -> tuple[Lesson, ...]:
    """Return the lessons of a record: one for each document in English with a ruling."""
    ruled: dict[str, dict[str, Ruled]] = defaultdict(dict)
    pairs: dict[str, dict[tuple[str, str], Pair]] = defaultdict(dict)
    for run in reversed(record.runs()):
        rulings = record.view(book=book, run=run.id).rulings
        events = dict(_events(record, run, rulings))
        for each in (
            _by_hand(events, rulings) if run.engine == HAND else _ruled(events, rulings, book)
        ):
            ruled[each.event.document_id].setdefault(each.event.id, each)
        for names, pair in _pairs(events, rulings):
            pairs[events[names[0]].document_id].setdefault(names, pair)
    lessons = [
        make_lesson(
            document.id,
            _text(document, tuple(ruled[document.id].values())),
            tuple(ruled[document.id].values()),
            tuple(pairs[document.id].values()),
            book,
        )
        for document in record.documents(sorted({*ruled, *pairs}))
        if relevance.language_of(document.text, document.language) == "en"
    ]
    return tuple(lesson for lesson in lessons if lesson.marks or lesson.pairs)


def _text(document: Document, ruled: Sequence[Ruled]) -> str:
    """Return the text that is read: of a citation only the summary, no title and publisher."""
    ends = [each.event.end for each in ruled if each.entered]
    return document.text[: max(ends)] if ends else document.text


def _events(record: Record, run: Run, rulings: Rulings) -> Iterator[tuple[str, Event]]:
    """Yield by their ids the events of a run in the documents that rulings are about."""
    if run.engine == HAND:
        for coding in record.codings(run):
            yield from ((event.id, event) for event in coding.events)
        return
    about = {anchor.document_id for each in rulings.attached for anchor in each.decision.anchors}
    for document_id in sorted(about):
        coded = record.coding(run, document_id)
        if coded is not None:
            yield from ((event.id, event) for event in coded.events)


def _by_hand(events: Mapping[str, Event], rulings: Rulings) -> Iterator[Ruled]:
    """Yield the events that a person entered and nobody rejected."""
    for name, event in events.items():
        if name not in rulings.rejected:
            yield Ruled(event, event, entered=True)


def _ruled(events: Mapping[str, Event], rulings: Rulings, book: Codebook) -> Iterator[Ruled]:
    values: dict[str, dict[str, Value]] = defaultdict(dict)
    accepted: dict[str, bool] = {}
    for each in rulings.attached:
        decision = each.decision
        known = [name for name in each.events if name in events]
        if each.lost or not known:
            continue
        whole = is_incident(decision.subjects[0])
        if decision.kind == "accept":
            # What stands in an incident is right; whether each of its reports is, was not asked.
            accepted.update(dict.fromkeys(known, not whole or len(each.events) == 1))
        elif decision.kind == "correct" and decision.field is not None:
            shared = whole and decision.field in _SHARED
            for name in known if shared else known[:1]:
                values[name][decision.field] = decision.value
    for name, event in events.items():
        if name in rulings.rejected:
            yield Ruled(event, None)
        elif name in values or name in accepted:
            right = corrected(event, values[name], book)
            fields = frozenset(values[name])
            yield Ruled(event, right, fields, accepted=accepted.get(name, False))


def _pairs(events: Mapping[str, Event], rulings: Rulings) -> Iterator[tuple[tuple[str, str], Pair]]:
    """Yield the rulings that two events of one document are one happening, or two."""
    for each in rulings.attached:
        if each.decision.kind not in ("same", "different") or each.lost:
            continue
        known = sorted(name for name in each.events if name in events)
        for one, other in combinations(known, 2):
            left, right = events[one], events[other]
            if left.document_id == right.document_id:
                spans = (left.start, left.end), (right.start, right.end)
                yield (one, other), Pair(*spans, same=each.decision.kind == "same")


def list_models() -> tuple[tuple[str, str, Path], ...]:
    """Return the models that go by a name: name, version, folder."""
    return tuple((name, open_model(folder).version, folder) for name, folder in models())
