"""The fields that a person may correct, by their names in the exports, and what each may hold."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from concord.errors import ConcordError
from concord.model import Attribution, PlacePrecision, Precision, Status, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from concord.codebook.book import Codebook

# The tolls of the exports by the prefix of their fields. The initiator's dead come first: in a
# clash, they are a part of all dead.
ATTACKERS = "killed_attackers"
MEASURES = (ATTACKERS, "killed", "injured", "abducted", "arrested")
BOUNDS = ("low", "best", "high")
PLACE_FIELDS = {
    "place": "name",
    "place_id": "place_id",
    "latitude": "latitude",
    "longitude": "longitude",
    "place_precision": "precision",
    "admin2": "admin2",
    "admin1": "admin1",
    "country": "country",
}
TIME_FIELDS = ("happened_from", "happened_to", "happened_precision")
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_ISO_COUNTRY = 2
MOST_PERSONS = 999_999_999


class UnknownFieldError(ConcordError):
    """A correction of a field that does not exist or cannot be corrected."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"There is no field {field!r} to correct. Correct one of: {', '.join(CORRECTABLE)}."
        )


class InvalidValueError(ConcordError):
    """A corrected value that its field cannot hold."""

    def __init__(self, field: str, value: object, wanted: str) -> None:
        super().__init__(f"{field} cannot be {value!r}: give {wanted}.")


def normal_value(field: str, value: Value, book: Codebook | None = None) -> Value:
    """Return the value as the field holds it; words as typed on a command line are understood.

    ``None`` and ``""`` empty a field that may be empty; lists may be JSON or names set apart by
    semicolons. Raises UnknownFieldError, and InvalidValueError saying what the field takes; with
    a codebook, types and categories must be among its own.
    """
    if field not in CORRECTABLE:
        raise UnknownFieldError(field)
    read, wanted = CORRECTABLE[field]
    try:
        held = read(value.strip() if isinstance(value, str) else value)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(field, value, wanted) from error
    if book is not None and field in ("type", "category"):
        terms = book.types if field == "type" else book.categories
        if held not in terms:
            raise InvalidValueError(field, value, "one of " + ", ".join(terms))
    return held


def _word(value: Value) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return value


def _code(value: Value) -> str:
    word = _word(value)
    if not word.replace("_", "").isalnum() or word != word.lower():
        raise ValueError
    return word


def _flag(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in _TRUE + _FALSE:
        raise ValueError
    return word in _TRUE


def _day(value: Value) -> str:
    return date.fromisoformat(_word(value)).isoformat()


def _persons(value: Value) -> int:
    if isinstance(value, bool | float):
        raise TypeError
    number = int(value) if isinstance(value, int | str) else -1
    if not 0 <= number <= MOST_PERSONS:
        raise ValueError
    return number


def _degrees(limit: float) -> Callable[[Value], float]:
    def read(value: Value) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise TypeError
        degrees = float(value)
        if not -limit <= degrees <= limit:
            raise ValueError
        return degrees

    return read


def _country(value: Value) -> str:
    word = _word(value).upper()
    if len(word) != _ISO_COUNTRY or not (word.isascii() and word.isalpha()):
        raise ValueError
    return word


def _one_of(allowed: Sequence[str]) -> Callable[[Value], str]:
    def read(value: Value) -> str:
        if value not in allowed:
            raise ValueError
        return str(value)

    return read


def _entries(keys: Sequence[str], name: str) -> Callable[[Value], list[Any]]:
    """Return a reader of a list of mappings with these keys, or of names for the key ``name``."""

    def read(value: Value) -> list[Any]:
        if isinstance(value, str):
            listed = value.startswith(("[", "{"))
            value = json.loads(value) if listed else [e.strip() for e in value.split(";")]
        if value is None:
            return []
        given = [value] if isinstance(value, dict) else value
        if not isinstance(given, list):
            raise TypeError
        return [_entry(each, keys, name) for each in given if each != ""]

    return read


def _entry(each: object, keys: Sequence[str], name: str) -> dict[str, Any]:
    entry = {name: each} if isinstance(each, str) else each
    if not isinstance(entry, dict) or not set(entry) <= set(keys):
        raise ValueError
    if not any(isinstance(entry.get(key), str) and entry[key] for key in ("text", "name")):
        raise ValueError
    if any(v is not None and not isinstance(v, str) for v in entry.values()):
        raise ValueError
    if entry.get("attribution") not in (None, *get_args(Attribution)):
        raise ValueError
    return {key: entry.get(key) for key in keys}


def _or_empty(read: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda value: None if value in (None, "") else read(value)


def _names(literal: object) -> str:
    return "one of " + ", ".join(get_args(literal))


_OPTIONAL_WORD = (_or_empty(_word), "words, or nothing to empty it")
_OPTIONAL_CODE = (_or_empty(_code), "a code of the codebook, or nothing to empty it")
_PERPETRATOR = _entries(("text", "actor_id", "name", "attribution"), "text")
_TARGET = _entries(("text", "actor_id", "name", "class"), "text")
_CLAIM = _entries(("name", "actor_id", "channel"), "name")
_PERPETRATORS = "names set apart by ;, or JSON [{text, actor_id, name, attribution}]"
_TARGETS = "names set apart by ;, or JSON [{text, actor_id, name, class}]"
_CLAIMS = "names set apart by ;, or JSON [{name, actor_id, channel}]"
# field -> (reader, what to give)
CORRECTABLE: dict[str, tuple[Callable[[Value], Value], str]] = {
    "type": (_code, "an event type of the codebook, such as bombing"),
    "category": (_code, "a category of the codebook, such as militant_attack"),
    "status": (_one_of(get_args(Status)), _names(Status)),
    "background": (_flag, "true or false"),
    "part_of": _OPTIONAL_WORD,
    "happened_from": (_or_empty(_day), "a day such as 2023-01-30, or nothing"),
    "happened_to": (_or_empty(_day), "a day such as 2023-01-30, or nothing"),
    "happened_precision": (_one_of(get_args(Precision)), _names(Precision)),
    "place": _OPTIONAL_WORD,
    "place_id": _OPTIONAL_WORD,
    "latitude": (_or_empty(_degrees(90)), "degrees north, from -90 to 90"),
    "longitude": (_or_empty(_degrees(180)), "degrees east, from -180 to 180"),
    "place_precision": (_one_of(get_args(PlacePrecision)), _names(PlacePrecision)),
    "admin2": _OPTIONAL_WORD,
    "admin1": _OPTIONAL_WORD,
    "country": (_or_empty(_country), "a country code of two letters, such as PK"),
    "perpetrators": (_PERPETRATOR, _PERPETRATORS),
    "targets": (_TARGET, _TARGETS),
    "target_class": _OPTIONAL_CODE,
    "tactic": _OPTIONAL_CODE,
    "weapon": _OPTIONAL_WORD,
    **{
        f"{measure}_{bound}": (
            (_or_empty(_persons), "a number of persons, or nothing for open-ended")
            if bound == "high"
            else (_persons, "a number of persons")
        )
        for measure in MEASURES
        for bound in BOUNDS
    },
    "claimed_by": (_CLAIM, _CLAIMS),
    "denied_by": (_CLAIM, _CLAIMS),
    "summary": (_or_empty(_word), "words"),
}
