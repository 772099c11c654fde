"""Adjudication in the browser: what two coders and the machine say of a text, and what holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from concord import adjudicating
from concord.analysis.double import say_cell
from concord.errors import ConcordError
from concord.exchange.sheet import QUOTE
from concord.record.audits import CODED_FIELDS
from concord.web.accounts_tokens import check_token, render_form
from concord.web.audit_double import HOME, LONGEST, drawn_item, field_name
from concord.web.audit_text import open_text
from concord.web.pages.asking import shelf_of
from concord.web.rendering import signature_of
from concord.web.review import RULING
from concord.web.rights import EDIT, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.analysis.double import Unit
    from concord.record.audits import Sample


router = APIRouter(include_in_schema=False)
# Whose value an adjudicator takes.
FIRST, SECOND, MACHINE, OWN = "first", "second", "machine", "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One field of a unit: what each of the three says, and which is taken at first."""

    field: str
    name: str
    first: str
    second: str
    machine: str
    taken: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One unit as the adjudicator sees it."""

    number: int
    who: tuple[str, ...]
    cells: tuple[Cell, ...]
    words: tuple[str, ...]


@router.get(f"{HOME}/{{name}}/{{number}}/settle", response_class=HTMLResponse,
            dependencies=[needs(EDIT)])  # fmt: skip
def show_units(request: Request, name: str, number: int) -> HTMLResponse:
    """Return what the two coders and the machine say of a text, unit by unit."""
    return _units_page(request, name, number)


async def _given(request: Request) -> dict[str, str]:
    form = await request.form()
    return {k: v.strip()[:LONGEST] for k, v in form.items() if isinstance(v, str)}


@router.post(f"{HOME}/{{name}}/{{number}}/settle", dependencies=[needs(EDIT), Depends(check_token)])
def settle(
    request: Request,
    name: str,
    number: int,
    given: Annotated[dict[str, str], Depends(_given)],
) -> Response:
    """Record what holds, and put the record right."""
    shelf = shelf_of(request)
    sample, item = drawn_item(shelf, name, number)
    try:
        units = adjudicating.units_of(shelf.record, shelf.book, sample, item)
        settled = [_settled(unit, at, given) for at, unit in enumerate(units)]
        with RULING:
            adjudicating.adjudicate(
                shelf.record, shelf.book, sample, item, settled, who=signature_of(request),
                note=given.get("note") or None,
            )  # fmt: skip
    except ConcordError as error:
        return _units_page(request, name, number, problem=str(error))
    shelf.look_again()
    return RedirectResponse(f"{HOME}/{name}", status_code=303)


def _settled(unit: Unit, at: int, given: Mapping[str, str]) -> adjudicating.Settled:
    sides = {FIRST: unit.first, SECOND: unit.second, MACHINE: unit.machine}
    cells = {}
    for field in CODED_FIELDS:
        taken = given.get(f"u{at}-{field}", "")
        own = given.get(f"u{at}-{field}-own", "")
        value = own if taken == OWN or (own and not taken) else say_cell(sides.get(taken), field)
        if value:
            cells[field] = value
    happened = given.get(f"u{at}-happened", "")
    if happened not in ("yes", "no"):
        raise adjudicating.UnsettledUnitError
    return adjudicating.Settled(
        unit=unit, happened=happened == "yes", cells=cells, summary=given.get(f"u{at}-summary", "")
    )


def _units_page(request: Request, name: str, number: int, *, problem: str = "") -> HTMLResponse:
    shelf = shelf_of(request)
    sample, item = drawn_item(shelf, name, number)
    units: tuple[Unit, ...] = ()
    try:
        units = adjudicating.units_of(shelf.record, shelf.book, sample, item)
    except ConcordError as error:
        problem = problem or str(error)
    return render_form(
        request,
        "double_settle.html",
        status=400 if problem else 200,
        sample=sample,
        number=number,
        text=open_text(shelf, item.document_id, marked=False) if units or not problem else None,
        sides=[_side(unit, at, sample) for at, unit in enumerate(units)],
        settled=adjudicating.adjudicated(shelf.record).get(item.key),
        problem=problem,
    )


def _side(unit: Unit, number: int, sample: Sample) -> Side:
    named = zip((*sample.coders, "the machine"), (unit.first, unit.second, unit.machine),
                strict=True)  # fmt: skip
    cells = []
    for field in CODED_FIELDS:
        said = [say_cell(row, field) for row in (unit.first, unit.second, unit.machine)]
        first, second, machine = said
        if not any(said):
            continue
        both = unit.first is not None and unit.second is not None
        agreed = both and first.casefold() == second.casefold()
        taken = FIRST if agreed or unit.second is None else SECOND if unit.first is None else ""
        if unit.first is None and unit.second is None:
            taken = MACHINE
        cells.append(
            Cell(field=field, name=field_name(field), first=first,
                 second=second, machine=machine, taken=taken,
                 differs=taken != MACHINE and not agreed)
        )  # fmt: skip
    return Side(
        number=number,
        who=tuple(who for who, row in named if row is not None),
        cells=tuple(cells),
        words=tuple(str(row[QUOTE]) for row in (unit.first, unit.second) if row and row.get(QUOTE)),
    )
