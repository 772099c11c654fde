"""Rows of two codings as comparable events: names resolved, dates and tolls as numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from concord.codebook.counting import family, side_of
from concord.errors import ConcordError
from concord.model import Participant, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook

Row: TypeAlias = "Mapping[str, Any]"
# By what a document is known, the surest first.
KEYS = ("document_id", "document_external_id", "document_url")
TOLLS = ("killed", "killed_attackers", "injured")
# What stands for a perpetrator that nobody names ("gunmen", an empty cell).
UNNAMED = "unnamed"
_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})


class NoSharedKeyError(ConcordError):
    """Two codings that do not say of which documents they are in the same way."""

    def __init__(self) -> None:
        super().__init__(
            "The two codings share no column that says which document each row is of. Give every "
            f"row of both one of: {', '.join(KEYS)}."
        )


class UnreadableRowError(ConcordError):
    """A value in a coding that is not of its field's kind."""

    def __init__(self, field: str, value: object, remedy: str) -> None:
        super().__init__(f"{field} cannot be {value!r}: {remedy}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a coding says that it happened; ids and units looked up where it gives a name only."""

    id: str | None
    name: str | None
    admin2: str | None
    admin1: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One event of one coding; ``values`` holds what is compared, None where nothing is said.

    ``spans`` is the evidence of the type, else all evidence; ``days`` the first and last day;
    ``published`` the day of the document, if the coding tells it.
    """

    document: str
    number: int
    family: str
    days: tuple[date, date] | None
    published: date | None
    place: Place
    spans: tuple[Span, ...]
    values: Mapping[str, str | int | None]


def shared_key(a: Sequence[Row], b: Sequence[Row]) -> str:
    """Return the first of KEYS that every row of both codings has. Raises NoSharedKeyError."""
    for key in KEYS:
        if all(row.get(key) not in (None, "") for row in (*a, *b)):
            return key
    raise NoSharedKeyError


def read_events(rows: Iterable[Row], key: str, book: Codebook) -> tuple[Coded, ...]:
    """Return the events of a coding; rows without a type only say that a document was read.

    Rows are those of an events export (json values or csv cells), or a person's own with some of
    its columns; a toll may stand in a column of its plain name. Raises UnreadableRowError.
    """
    return tuple(
        _event(row, key, number, book) for number, row in enumerate(rows) if _text(row, "type")
    )


def _event(row: Row, key: str, number: int, book: Codebook) -> Coded:
    type_ = str(row["type"]).strip()
    days = _days(row)
    to_the_day = (_text(row, "happened_precision") or "day") == "day"
    admin1 = _admin1(_text(row, "admin1"), _text(row, "country"), book)
    values: dict[str, str | int | None] = {
        "type": type_,
        "status": _text(row, "status"),
        "background": _truth(row),
        "perpetrator": _perpetrators(row, book),
        "admin1": admin1,
        "happened": days[0].toordinal() if days and to_the_day else None,
    }
    return Coded(
        document=str(row[key]).strip(),
        number=number,
        family=family(type_),
        days=days,
        published=_day(text[:10]) if (text := _text(row, "document_published")) else None,
        place=_place(row, admin1, book),
        spans=_spans(row),
        values=values | {name: _toll(row, name) for name in TOLLS},
    )


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value).strip() or None


def _folded(text: str | None) -> str | None:
    return text.casefold() if text else None


def _days(row: Row) -> tuple[date, date] | None:
    texts = [_text(row, "happened_from"), _text(row, "happened_to")]
    days = [_day(text) for text in texts if text]
    return (min(days), max(days)) if days else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableRowError("happened_from", text, "write YYYY-MM-DD") from error


def _truth(row: Row) -> str | None:
    text = _folded(_text(row, "background"))
    if text is None or text in _YES | _NO:
        return None if text is None else str(text in _YES)
    raise UnreadableRowError("background", text, "write true or false")


def _toll(row: Row, name: str) -> int | None:
    text = next((text for form in ("_best", "_low", "") if (text := _text(row, name + form))), None)
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,9}(\.0)?", text):
        raise UnreadableRowError(name, text, "write a whole number, or leave it empty")
    return int(float(text))


def _admin1(name: str | None, country: str | None, book: Codebook) -> str | None:
    if name is None:
        return None
    found = book.gazetteer.find(name, country=country)
    unit = next((place for place in found if place.kind == "admin1"), None)
    return unit.name if unit else name.casefold()


def _place(row: Row, admin1: str | None, book: Codebook) -> Place:
    name = _text(row, "place")
    found = book.gazetteer.find(name, country=_text(row, "country")) if name else ()
    known = next((each for each in found if admin1 in (None, each.admin1, each.name)), None)
    return Place(
        id=_text(row, "place_id") or (known.id if known else None),
        name=_folded(name),
        admin2=_text(row, "admin2") or (known.admin2 if known else None),
        admin1=admin1 or (known.admin1 if known else None),
    )


def _perpetrators(row: Row, book: Codebook) -> str | None:
    """Return everybody named, in one value; None if the coding has no such column."""
    listed = row.get("perpetrators_json") or row.get("perpetrators")
    if listed is None and "perpetrators" not in row:
        return None
    people = _listed(listed) if listed else []
    day = (_days(row) or (None,))[0]
    keys = {_key(person, day, _text(row, "country"), book) for person in people}
    named = sorted(keys - {UNNAMED})
    return " + ".join(named) if named else UNNAMED


def _listed(value: Any) -> list[Mapping[str, Any]]:
    if isinstance(value, str) and not value.lstrip().startswith("["):
        return [{"text": name.strip()} for name in re.split(r"[|;]", value) if name.strip()]
    try:
        items = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list) or not all(isinstance(each, (str, dict)) for each in items):
        raise UnreadableRowError("perpetrators", value, "write names separated by ;")
    return [{"text": each} if isinstance(each, str) else each for each in items]


def _key(person: Mapping[str, Any], day: date | None, country: str | None, book: Codebook) -> str:
    if person.get("actor_id"):
        return str(person["actor_id"])
    text = str(person.get("name") or person.get("text") or "")
    if actor := book.resolve_actor(text, on=day, country=country):
        return actor.id
    is_name = text != text.lower() and side_of(Participant(text=text), book) is None
    return text.casefold() if is_name else UNNAMED


def _spans(row: Row) -> tuple[Span, ...]:
    evidence = row.get("evidence")
    if not evidence:
        return ()
    try:
        items = json.loads(evidence) if isinstance(evidence, str) else evidence
        own = [item for item in items if item["field"] == "type"]
        return tuple(Span(start=int(i["start"]), end=int(i["end"])) for i in own or items)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        remedy = "keep what an export wrote, or leave it empty"
        raise UnreadableRowError("evidence", evidence, remedy) from error
