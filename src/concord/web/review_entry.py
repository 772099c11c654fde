"""An incident or a statement entered by hand, with its cited source: the command line's forms."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from concord import pipeline
from concord.errors import ConcordError
from concord.exchange import hand_statements
from concord.exchange.facts import FIELDS
from concord.exchange.hand import CitedSource, hand_incident
from concord.web.accounts_tokens import check_token, render_form
from concord.web.pages.asking import shelf_of
from concord.web.review import RULING
from concord.web.review_case import name_field
from concord.web.rights import CODE, needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from starlette.datastructures import FormData

router = APIRouter(include_in_schema=False)
PATH = "/review/add"
STATEMENT = "/review/add-statement"
LONGEST = 2000
SOURCE = tuple(each.name for each in fields(CitedSource))
# A range is typed in one field, as "10-14" or "12+".
ASKED = tuple(name for name in FIELDS if not name.endswith(("_low", "_high")))
NEEDED = ("type", "summary", "source_title", *hand_statements.NEEDED)
HINTS = {
    "happened_from": "2023, 2023-05 or 2023-05-31",
    "place": "as the gazetteer or the source names it",
    "perpetrators": "names, set apart by ;",
    "attribution": "claimed, stated, blamed, suspected, inferred",
    "killed": "12, 12+ (at least), 10-14",
    "killed_attackers": "deaths on the side that began it",
    "summary": "one neutral sentence: what happened",
    "speaker": "the actor, as the source or the codebook names it",
    "said": "2023, 2023-05 or 2023-05-31",
    "quote": "the words, as the source has them",
    "voice": "own, unless it acts or is spoken for",
    "person": "an office holder or public figure, never a private person",
    "target": "another actor, if the words are about one",
    "country": "two letters",
    "condition": "the condition that the speaker sets",
    "hedged": "yes, if the speaker holds back",
    "forecast": "yes, if the words foresee and do not demand",
    "source_title": "headline, report, broadcast, file",
    "source_published": "a day such as 2023-05-31",
    "source_url": "where it stands",
    "source_reference": "archive mark, page, programme",
    "source_language": "its ISO 639 code, such as ur",
    "source_note": "who translated it, how it was seen",
}


async def _given(request: Request) -> dict[str, str]:
    return _filled(await request.form(), (*ASKED, *(f"source_{name}" for name in SOURCE)))


def _filled(form: FormData, names: Iterable[str]) -> dict[str, str]:
    """Return the fields of a form that say something."""
    found = {name: form.get(name) for name in names}
    return {
        name: value.strip()[:LONGEST]
        for name, value in found.items()
        if value and not isinstance(value, UploadFile) and value.strip()
    }


@router.get(PATH, dependencies=[needs(CODE)])
def show_entry(request: Request) -> Response:
    """Return the empty form of an incident."""
    return _page(request, {}, "")


@router.get(STATEMENT, dependencies=[needs(CODE)])
def show_statement_entry(request: Request) -> Response:
    """Return the empty form of a statement."""
    return _statement_page(request, {}, "")


async def _given_statement(request: Request) -> dict[str, str]:
    names = (*hand_statements.FIELDS, *(f"source_{name}" for name in SOURCE))
    return _filled(await request.form(), names)


@router.post(STATEMENT, dependencies=[needs(CODE), Depends(check_token)])
def enter_statement(
    request: Request,
    given: dict[str, str] = Depends(_given_statement),  # noqa: B008, FAST002 - a mapping of the form's own fields
) -> Response:
    """Add the statement and show it; say what is wrong with it where it cannot be."""
    shelf = shelf_of(request)
    facts = {name: given[name] for name in hand_statements.FIELDS if name in given}
    try:
        document, made = hand_statements.hand_statement(facts, _cited(given), shelf.book)
        with RULING:
            pipeline.add_by_hand(shelf.record, shelf.book, document, made)
    except ConcordError as error:
        return _statement_page(request, given, str(error))
    shelf.look_again()
    return RedirectResponse(f"/statements/{made.id}", status_code=303)


@router.post(PATH, dependencies=[needs(CODE), Depends(check_token)])
def enter(request: Request, given: dict[str, str] = Depends(_given)) -> Response:  # noqa: B008, FAST002 - a mapping of the form's own fields
    """Add the incident, link it, and show it; say what is wrong with it where it cannot be."""
    shelf = shelf_of(request)
    facts = {name: given[name] for name in ASKED if name in given}
    try:
        document, event = hand_incident(facts, _cited(given), shelf.book)
        with RULING:
            pipeline.add_by_hand(shelf.record, shelf.book, document, event)
    except ConcordError as error:
        return _page(request, given, str(error))
    shelf.look_again()
    return RedirectResponse(f"/review/{event.id}", status_code=303)


def _cited(given: Mapping[str, str]) -> CitedSource:
    told = {name: given.get(f"source_{name}") for name in SOURCE if name != "title"}
    return CitedSource(title=given.get("source_title", ""), **told)


def _page(request: Request, given: Mapping[str, str], problem: str) -> Response:
    return _form(request, PATH, ASKED, given, problem)


def _statement_page(request: Request, given: Mapping[str, str], problem: str) -> Response:
    return _form(request, STATEMENT, hand_statements.FIELDS, given, problem)


def _form(
    request: Request, path: str, asked: Sequence[str], given: Mapping[str, str], problem: str
) -> Response:
    book = shelf_of(request).book
    closed = {
        "type": sorted(book.types),
        "option": sorted(book.options),
        "stance": hand_statements.STANCES,
        "voice": hand_statements.VOICES,
    }
    return render_form(
        request,
        "review_entry.html",
        status=400 if problem else 200,
        path=path,
        what="statement" if path == STATEMENT else "incident",
        groups=(
            ("Who said what" if path == STATEMENT else "What happened", [_field(n) for n in asked]),
            ("Who says so", [_field(f"source_{name}") for name in SOURCE]),
        ),
        closed=closed,
        given=given,
        problem=problem,
    )


def _field(name: str) -> tuple[str, str, str, bool]:
    """Return a field's code, its name, what it takes, and whether it is needed."""
    return name, name_field(name.removeprefix("source_")), HINTS.get(name, ""), name in NEEDED
