"""From the plain data of pack files to codebook entries."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from concord.codebook.entries import Actor, EventType, Office, Tenure, Term
from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Entry = TypeVar("Entry", Term, EventType, Actor, Office, Tenure)

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


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
    parts = [int(part) for part in partial_date(value).split("-")]
    return date(*[*parts, 1, 1][:3])


def build_entry(kind: type[Entry], entry: Mapping[str, Any]) -> Entry:
    """Return the entry; unknown and missing keys and wrong shapes raise EntryError."""
    known = {item.name: item for item in fields(kind)}
    unknown = sorted(set(entry) - set(known))
    if unknown:
        raise EntryError(f"{_name(entry)}: unknown key {', '.join(unknown)}")
    try:
        return kind(**{key: _value(key, value) for key, value in entry.items()})
    except TypeError as error:
        raise EntryError(f"{_name(entry)}: {error}") from error


def build_all(kind: type[Entry], entries: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Return the entries in order."""
    return tuple(build_entry(kind, entry) for entry in entries)


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry.get("id") or entry.get("code") or entry.get("person") or "an entry")


def _value(key: str, value: Any) -> Any:
    if key == "holders":
        return build_all(Tenure, value)
    if key in {"since", "until"} and value is not None:
        return first_day(value)
    if key in {"founded", "ended"} and value is not None:
        return partial_date(value)
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return value
