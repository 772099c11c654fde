"""For what people declare a record complete: checked, numbered, and withdrawn by number.

Inside a declaration a published figure that differs can be contradicted; outside it, it only
differs. Declarations are appended: a withdrawal is a row of its own, and the first one stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from concord.codebook.counting import load_inclusion
from concord.errors import ConcordError
from concord.record import tables
from concord.record.ledger import Declaration, key_of
from concord.record.payload import decode

if TYPE_CHECKING:
    from concord.codebook.book import Codebook
    from concord.record.store import Record


class InvalidDeclarationError(ConcordError):
    """A declaration of completeness that cannot be checked against."""


class NoSuchDeclarationError(ConcordError):
    """A number that no declaration in force has."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"No declaration {number} is in force. `concord coverage list` gives their numbers."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A declaration with its number and when it was made."""

    number: int
    recorded: str
    declaration: Declaration


def declare_complete(record: Record, declaration: Declaration, book: Codebook) -> Numbered:
    """Append a declaration whose places, types and rule are known; return it numbered.

    Raises InvalidDeclarationError, and what ``load_inclusion`` does for an unknown rule.
    """
    record.declare(checked_declaration(declaration, book))
    return declarations_in_force(record)[-1]


def withdraw(record: Record, number: int, *, who: str, note: str | None = None) -> Declaration:
    """Append that a declaration holds no more; return it. Raises NoSuchDeclarationError."""
    found = next((n for n in declarations_in_force(record) if n.number == number), None)
    if found is None:
        raise NoSuchDeclarationError(number)
    record.declare(replace(found.declaration, complete=False, who=who, note=note))
    return found.declaration


def declarations_in_force(record: Record) -> tuple[Numbered, ...]:
    """Return the declarations that hold, the one made last at the end."""
    table = tables.declarations.c
    query = select(table.sequence, table.recorded, table.payload).order_by(table.sequence)
    last: dict[tuple[object, ...], Numbered] = {}
    with record.database.read() as connection:
        for sequence, recorded, payload in connection.execute(query):
            each = decode(payload, Declaration)
            last.pop(key_of(each), None)
            last[key_of(each)] = Numbered(number=sequence, recorded=recorded, declaration=each)
    return tuple(each for each in last.values() if each.declaration.complete)


def checked_declaration(declaration: Declaration, book: Codebook) -> Declaration:
    """Return the declaration in a form that checks understand; raises InvalidDeclarationError."""
    if not declaration.who.strip():
        raise InvalidDeclarationError("A declaration needs the name of who makes it.")
    if (declaration.since is None) != (declaration.until is None):
        raise InvalidDeclarationError(
            "Give both ends of the period, since and until, or neither for all days: nobody can"
            " be complete for days that are not over."
        )
    if declaration.since and declaration.until and declaration.since > declaration.until:
        raise InvalidDeclarationError("The period ends before it begins.")
    unknown = [each for each in declaration.types if each not in book.types]
    if unknown:
        raise InvalidDeclarationError(
            f"The codebook has no type {', '.join(unknown)}. `concord pack list` names the packs;"
            " the codebook page lists the types."
        )
    for name in declaration.places:
        if not _is_known(name, book):
            raise InvalidDeclarationError(
                f"The gazetteer knows no place {name!r}. Write it as the places of incidents are"
                " written, or a country by its two letters."
            )
    if declaration.inclusion is not None:
        load_inclusion(declaration.inclusion)
    return declaration


def _is_known(name: str, book: Codebook) -> bool:
    code = name.upper()
    return bool(book.gazetteer.find(name)) or book.gazetteer.country_name(code) != code
