"""Nouns as canonical JSON: the same value gives the same text in any process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from concord.model import (
    Event,
    Relation,
    Statement,
    Statistic,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
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
    """Return the noun of one payload; fields that an older version did not have are defaults."""
    decoder: msgspec.json.Decoder[T] = _decoder(kind)
    return decoder.decode(payload)


def decode_all(payloads: Iterable[str], kind: type[T]) -> list[T]:
    """Return the nouns of many payloads, in their order."""
    decoder: msgspec.json.Decoder[T] = _decoder(kind)
    return [decoder.decode(payload) for payload in payloads]


_DECODERS: dict[type, msgspec.json.Decoder[Any]] = {}


def _decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    if kind not in _DECODERS:
        _DECODERS[kind] = msgspec.json.Decoder(kind)
    return _DECODERS[kind]
