"""An incident entered by hand, with its cited source: the form of `concord incident add`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from concord import pipeline
from concord.errors import ConcordError
from concord.exchange.facts import FIELDS
from concord.exchange.hand import CitedSource, hand_incident
from concord.web.accounts_tokens import check_token, render_form
from concord.web.pages.asking import shelf_of
from concord.web.review import RULING
from concord.web.review_case import name_field
from concord.web.rights import CODE, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData

router = APIRouter(include_in_schema=False)
PATH = "/review/add"
LONGEST = 2000
SOURCE = tuple(each.name for each in fields(CitedSource))
# A range is typed in one field, as "10-14" or "12+".
ASKED = tuple(name for name in FIELDS if not name.endswith(("_low", "_high")))
NEEDED = ("type", "summary", "source_title")
HINTS = {
    "happened_from": "2023, 2023-05 or 2023-05-31",
    "place": "as the gazetteer or the source names it",
    "perpetrators": "names, set apart by ;",
    "attribution": "claimed, stated, blamed, suspected, inferred",
    "killed": "12, 12+ (at least), 10-14",
    "killed_attackers": "deaths on the side that began it",
    "summary": "one neutral sentence: what happened",
    "source_title": "headline, report, broadcast, file",
    "source_published": "a day such as 2023-05-31",
    "source_url": "where it stands",
    "source_reference": "archive mark, page, programme",
    "source_language": "its ISO 639 code, such as ur",
    "source_note": "who translated it, how it was seen",
}


async def _given(request: Request) -> dict[str, str]:
    form: FormData = await request.form()
    known = (*ASKED, *(f"source_{name}" for name in SOURCE))
    found = {name: form.get(name) for name in known}
    return {
        name: value.strip()[:LONGEST]
        for name, value in found.items()
        if value and not isinstance(value, UploadFile) and value.strip()
    }


@router.get(PATH, dependencies=[needs(CODE)])
def show_entry(request: Request) -> Response:
    """Return the empty form."""
    return _page(request, {}, "")


@router.post(PATH, dependencies=[needs(CODE), Depends(check_token)])
def enter(request: Request, given: dict[str, str] = Depends(_given)) -> Response:  # noqa: B008, FAST002 - a mapping of the form's own fields
    """Add the incident, link it, and show it; say what is wrong with it where it cannot be."""
    shelf = shelf_of(request)
    told = {name: given.get(f"source_{name}") for name in SOURCE if name != "title"}
    cited = CitedSource(title=given.get("source_title", ""), **told)
    facts = {name: given[name] for name in ASKED if name in given}
    try:
        document, event = hand_incident(facts, cited, shelf.book)
        with RULING:
            pipeline.add_by_hand(shelf.record, shelf.book, document, event)
    except ConcordError as error:
        return _page(request, given, str(error))
    shelf.look_again()
    return RedirectResponse(f"/review/{event.id}", status_code=303)


def _page(request: Request, given: Mapping[str, str], problem: str) -> Response:
    return render_form(
        request,
        "review_entry.html",
        status=400 if problem else 200,
        groups=(
            ("What happened", [_field(name) for name in ASKED]),
            ("Who says so", [_field(f"source_{name}") for name in SOURCE]),
        ),
        types=sorted(shelf_of(request).book.types),
        given=given,
        problem=problem,
    )


def _field(name: str) -> tuple[str, str, str, bool]:
    """Return a field's code, its name, what it takes, and whether it is needed."""
    return name, name_field(name.removeprefix("source_")), HINTS.get(name, ""), name in NEEDED
