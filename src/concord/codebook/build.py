"""From the plain data of pack files to codebook entries."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from concord.codebook.entries import Actor, Epoch, EventType, Office, Tenure, Term
from concord.errors import ConcordError
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Entry = TypeVar("Entry", Term, EventType, Actor, Office, Tenure, Epoch)

# The fields of each kind of entry and their types, as written.
_FIELDS: dict[type, dict[str, str]] = {
    kind: {item.name: str(item.type) for item in fields(kind)}
    for kind in (Actor, Epoch, EventType, Office, Tenure, Term)
}
_DATED = frozenset({"since", "until", "founded", "ended"})
_DAY = 3  # parts of a date that names a day
_DATE = lazy_regex(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class EntryError(ConcordError):
    """An entry of a pack cannot be built; the checker says where."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}. Run `concord pack check` for the file and line.")


def partial_date(value: object) -> str:
    """Return a date of any precision as ISO text; EntryError if it is none."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    match = _DATE.fullmatch(text)
    if match is None:
        raise EntryError(f"{text!r} is no date: write 2018-05-31, 2018-05 or 2018")
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError as error:
        raise EntryError(f"{text!r} is no date: {error}") from error
    return text


def first_day(value: object) -> date:
    """Return the first day of a date of any precision."""
    if type(value) is date:
        return value
    parts = [int(part) for part in partial_date(value).split("-")]
    return date(*[*parts, 1, 1][:3])


def last_day(value: object) -> date:
    """Return the last day of a date of any precision: 2018-05 is until 31 May 2018."""
    if type(value) is date:
        return value
    parts = [int(part) for part in partial_date(value).split("-")]
    year, month = [*parts, 12][:2]
    return date(year, month, parts[2] if len(parts) == _DAY else monthrange(year, month)[1])


def build_entry(kind: type[Entry], entry: Mapping[str, Any]) -> Entry:
    """Return the entry; unknown and missing keys and wrong shapes raise EntryError."""
    known = _FIELDS[kind]
    unknown = sorted(entry.keys() - known.keys())
    if unknown:
        raise EntryError(f"{_name(entry)}: unknown key {', '.join(unknown)}")
    for key, value in entry.items():
        if not has_shape(value, known[key]):
            raise EntryError(f"{_name(entry)}: {key} is no {SHAPES[known[key]]}")
    try:
        return kind(**{key: _value(key, value) for key, value in entry.items()})
    except TypeError as error:
        raise EntryError(f"{_name(entry)}: {error}") from error


# What YAML gives for a field of each type; dates are checked when they are built.
SHAPES = {
    "str": "text",
    "str | None": "text",
    "bool": "true or false",
    "int": "whole number",
    "tuple[str, ...]": "list of texts",
    "tuple[Tenure, ...]": "list of holders",
    "dict[str, str]": "mapping",
    "date": "date",
    "date | None": "date",
}


def has_shape(value: object, type_: str) -> bool:
    """Return whether a YAML value may fill a field of a type (its annotation, as written)."""
    if type_ == "str" or value is None:
        return isinstance(value, str) or type_.endswith("None")
    if type_.startswith("tuple[Tenure"):
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    if type_.startswith("tuple"):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if type_.startswith("dict"):
        return isinstance(value, dict)
    if type_ in {"bool", "int"}:
        return isinstance(value, bool if type_ == "bool" else int)
    return isinstance(value, str | int | date)


def build_all(kind: type[Entry], entries: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Return the entries in order."""
    return tuple(build_entry(kind, entry) for entry in entries)


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry.get("id") or entry.get("code") or entry.get("person") or "an entry")


def _value(key: str, value: Any) -> Any:
    if isinstance(value, str) and key not in _DATED:
        return value
    if key == "holders":
        return build_all(Tenure, value)
    if key in {"since", "until"} and value is not None:
        return first_day(value) if key == "since" else last_day(value)
    if key in {"founded", "ended"} and value is not None:
        return partial_date(value)
    if isinstance(value, list):
        return tuple(map(str, value))
    return value
