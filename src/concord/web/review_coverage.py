"""For what the record is declared complete: listed for all, declared and withdrawn by editors."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from concord.codebook.counting import shipped_inclusions
from concord.errors import ConcordError
from concord.record.declaring import declarations_in_force, declare_complete, withdraw
from concord.record.ledger import Declaration
from concord.web.accounts_tokens import check_token, render_form
from concord.web.pages.asking import shelf_of
from concord.web.rendering import signature_of
from concord.web.rights import EDIT, READ, may, needs

router = APIRouter(include_in_schema=False)
HOME = "/review/coverage"
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class UnreadableDayError(ConcordError):
    """A day that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text[:40]!r} is no day: write 2023, 2023-05 or 2023-05-31.")


class UnknownRuleError(ConcordError):
    """A rule of what is counted that is not among those shipped."""

    def __init__(self, name: str) -> None:
        known = ", ".join(shipped_inclusions())
        super().__init__(f"{name[:40]!r} is no rule: use one of {known}, or none.")


@router.get(HOME, response_class=HTMLResponse, dependencies=[needs(READ)])
def show_coverage(request: Request) -> HTMLResponse:
    """Return the declarations in force, with the form for another."""
    return _page(request, {}, "")


@router.post(f"{HOME}/declare", dependencies=[needs(EDIT), Depends(check_token)])
def declare(
    request: Request,
    places: Annotated[str, Form(max_length=1000)] = "",
    since: Annotated[str, Form(max_length=20)] = "",
    until: Annotated[str, Form(max_length=20)] = "",
    types: Annotated[list[str] | None, Form()] = None,
    inclusion: Annotated[str, Form(max_length=60)] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Declare the record complete, or say why that cannot be declared."""
    given = {"places": places, "since": since, "until": until, "note": note}
    shelf = shelf_of(request)
    try:
        if inclusion and inclusion not in shipped_inclusions():
            raise UnknownRuleError(inclusion)
        declaration = Declaration(
            who=signature_of(request),
            places=tuple(each.strip() for each in places.split(",") if each.strip()),
            since=_day(since, end=False),
            until=_day(until, end=True),
            types=tuple(types or ()),
            inclusion=inclusion or None,
            note=note.strip() or None,
        )
        declare_complete(shelf.record, declaration, shelf.book)
    except ConcordError as error:
        return _page(request, given, str(error))
    return RedirectResponse(HOME, status_code=303)


@router.post(f"{HOME}/withdraw", dependencies=[needs(EDIT), Depends(check_token)])
def take_back(
    request: Request,
    number: Annotated[int, Form(ge=1)],
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Withdraw a declaration."""
    shelf = shelf_of(request)
    who = signature_of(request)
    try:
        withdraw(shelf.record, number, who=who, note=note.strip() or None)
    except ConcordError as error:
        return _page(request, {}, str(error))
    return RedirectResponse(HOME, status_code=303)


def _day(text: str, *, end: bool) -> date | None:
    """Return the first or last day of what was typed, None for nothing."""
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        year, month, day = (
            (int(part) if part else 0 for part in found.groups()) if found else (0,) * 3
        )
        month = month or (12 if end else 1)
        return date(year, month, day or (monthrange(year, month)[1] if end else 1))
    except ValueError as error:
        raise UnreadableDayError(text) from error


def _page(request: Request, given: dict[str, str], problem: str) -> HTMLResponse:
    shelf = shelf_of(request)
    allowed: bool = may(request, EDIT)
    return render_form(
        request,
        "review_coverage.html",
        status=400 if problem else 200,
        held=declarations_in_force(shelf.record),
        types=sorted(shelf.book.types),
        rules=shipped_inclusions(),
        given=given,
        problem=problem,
        can_edit=allowed,
    )
