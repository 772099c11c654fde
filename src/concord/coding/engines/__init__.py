"""Engines: prepared texts in, mentions and arcs out; batched, pure, all under one contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from concord.coding.prepared import Prepared
from concord.errors import ConcordError
from concord.model import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.codebook.book import Codebook

GROUP = "concord.engines"
BUILT_IN = ("encoder", "rules")
DEFAULT_ENGINE = "encoder"  # what codes where no engine is named
WITH_MODEL = "encoder:"  # what stands before the reading model in the name of an engine


class ModelWithoutEncoderError(ConcordError):
    """A reading model was named for an engine that reads with none."""

    def __init__(self, engine: str, model: str) -> None:
        super().__init__(
            f"--model {model} goes with the engine encoder, and not with {engine}; leave one of the"
            " two out"
        )


class UnknownEngineError(ConcordError):
    """An engine was asked for by a name that nothing offers."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"There is no engine named {name!r}; choose one of {', '.join(known)}, or install the"
            f" package that offers it under the entry point group {GROUP!r}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A role between a trigger and another mention, by their places in ``Reading.mentions``.

    ``role``: ``perpetrator`` (stated), ``suspected``, ``blamed``, ``side``, ``claimant``,
    ``denier``, ``target``, ``place``, ``time``, ``count``, ``weapon``, ``cue``; ``same``
    between two triggers of one happening; ``kind`` from a trigger to a cue labelled with a type.
    """

    trigger: int
    role: str
    filler: int
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an engine read in one document: mentions by offset, and arcs from triggers to them.

    A trigger's ``label`` is an event type, or ``attack`` or ``harm`` where the words name no type.
    A cue's ``label`` says what it does to its trigger: ``foiled``, ``planned``, ``alleged``,
    ``history``, ``separate``, ``followup``, ``definite``, ``indefinite``, ``plural``,
    ``numbered``, ``past_perfect``, ``claim``, ``deny``, ``blame``. An engine that gives likelihoods
    marks each trigger with the cues ``told`` (tells a happening) and ``past`` (is background),
    whatever the score of the arc.

    ``prepared`` is the text as the engine read it, where it adds to the normalisers' readings; the
    assembly then starts from it. ``tells`` is False where none of the triggers can become an event:
    an engine need not read then what stands around them.
    """

    document_id: str
    mentions: tuple[Mention, ...] = ()
    arcs: tuple[Arc, ...] = ()
    prepared: Prepared | None = None
    tells: bool = True


class Engine(Protocol):
    """Reads documents; the same text gives the same reading whatever stands beside it."""

    name: str
    version: str
    languages: frozenset[str]

    def read(self, texts: Sequence[Prepared], book: Codebook) -> tuple[Reading, ...]:
        """Return one reading for each text, in order."""
        ...


def engine_with(engine: str, model: str | None) -> str:
    """Return the name of an engine with a reading model: ``encoder:NAME``, or a folder's full path.

    Without a model, the engine as it is. Raises ModelWithoutEncoderError.
    """
    if not model:
        return engine
    if engine != "encoder":
        raise ModelWithoutEncoderError(engine, model)
    from concord.coding.engines.model_file import find_folder, is_folder

    return f"{WITH_MODEL}{find_folder(name=model) if is_folder(model) else model}"


def can_run(name: str) -> bool:
    """Return whether what an engine of ours runs on is installed here."""
    if name != "encoder":
        return True
    from concord.coding.engines import network

    return network.has_runtime()


def get_engine(name: str) -> Engine:
    """Return the engine of a name: built in, or offered by an installed package.

    ``encoder:MODEL`` is the encoder with another reading model: a name or a folder. Raises
    UnknownEngineError, which lists the names that are known; ``encoder`` also raises what tells
    that its model or what runs it is missing or damaged.
    """
    if name == "rules":
        from concord.coding.engines.rules import RulesEngine

        return RulesEngine()
    if name == "encoder" or name.startswith(WITH_MODEL):
        from concord.coding.engines.encoder import EncoderEngine
        from concord.coding.engines.model_file import find_folder

        return EncoderEngine(find_folder(name=name.removeprefix("encoder").removeprefix(":")))
    from importlib.metadata import entry_points

    offered = {point.name: point for point in entry_points(group=GROUP)}
    if name not in offered:
        raise UnknownEngineError(name, sorted({*BUILT_IN, *offered}))
    engine: Engine = offered[name].load()()
    return engine
