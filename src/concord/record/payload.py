"""Nouns as canonical JSON: the same value gives the same text in any process."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from concord.errors import ConcordError
from concord.model import (
    Event,
    Relation,
    Statement,
    Statistic,
)

T = TypeVar("T")


class UnreadablePayloadError(ConcordError):
    """A stored noun that cannot be read."""

    def __init__(self, kind: type, detail: str) -> None:
        super().__init__(
            f"A stored {kind.__name__} cannot be read ({detail}): the record is damaged, or was "
            "written by a newer version. Upgrade by: pip install --upgrade concord-record; or go "
            "back to your latest copy."
        )


# What a coding holds in tables of its own, beside its own row.
PARTS: dict[str, type] = {
    "events": Event,
    "statements": Statement,
    "relations": Relation,
    "statistics": Statistic,
}
_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode(value: object) -> str:
    """Return the JSON of a noun: fields in the order of the model, keys of mappings sorted."""
    return _ENCODER.encode(value).decode()


def decode(payload: str, kind: type[T]) -> T:
    """Return the noun of one payload; fields that an older version did not have are defaults.

    Raises UnreadablePayloadError.
    """
    try:
        return _decoder(kind).decode(payload)
    except msgspec.DecodeError as error:
        raise UnreadablePayloadError(kind, str(error)) from error


_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {}


def _decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.json.Decoder(kind)
    return _DECODERS[kind]
