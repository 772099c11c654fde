"""Blind double coding in the browser: texts drawn for two people, and one's own coding of each.

Who codes sees the text and her own events: neither the machine's reading nor the other's coding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from concord import adjudicating, auditing
from concord.errors import ConcordError
from concord.exchange.facts import STATUSES
from concord.exchange.sheet import QUOTE, check_cells
from concord.record.audits import CODED_FIELDS, Answer, codings_of
from concord.settings import load_settings
from concord.web.accounts_tokens import check_token, render_form
from concord.web.audit_text import open_text
from concord.web.pages.asking import shelf_of
from concord.web.rendering import signature_of, who_of
from concord.web.review_case import name_field
from concord.web.review_work import check_people
from concord.web.rights import CODE, EDIT, READ, may, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import FormData

    from concord.model import Finding
    from concord.record.audits import Cells, Item, Sample
    from concord.web.shelf import Shelf

router = APIRouter(include_in_schema=False)
HOME = "/review/double"
MOST_DRAWN, MOST_EVENTS, LONGEST = 2000, 30, 2000
NAMES = {"happened_from": "When", "words": "Words of the text", "status": "Status"}
HINTS = {
    "happened_from": "2023-05-31, 2023-05 or 2023", "perpetrators": "names, set apart by ;",
    "targets": "names, set apart by ;", "killed": "12, 12+ or 10-14; targets and bystanders",
    "killed_attackers": "on the side that began it", "place": "as the text names it",
    "country": "two letters, such as PK", "words": "select them in the text, or copy them",
}  # fmt: skip


@router.get(HOME, response_class=HTMLResponse, dependencies=[needs(READ)])
def show_doubles(request: Request) -> HTMLResponse:
    """Return the samples that are coded twice, with how far they are."""
    return _home(request, "", 200)


@router.post(f"{HOME}/draw", dependencies=[needs(EDIT), Depends(check_token)])
def draw(
    request: Request,
    size: Annotated[int, Form(ge=1, le=MOST_DRAWN)],
    coders: Annotated[str, Form(max_length=200)],
    seed: Annotated[int, Form(ge=0, le=2**31)] = 1,
) -> Response:
    """Draw texts for two coders."""
    shelf = shelf_of(request)
    try:
        check_people(request, coders.split(","))
        made = auditing.draw_double(
            shelf.record, size=size, seed=seed, coders=coders.split(","), who=signature_of(request)
        )
    except ConcordError as error:
        return _home(request, str(error), 400)
    return RedirectResponse(f"{HOME}/{made.name}", status_code=303)


def _home(request: Request, problem: str, status: int) -> HTMLResponse:
    shelf = shelf_of(request)
    answers = shelf.record.answers()
    samples = []
    for sample in reversed(shelf.record.samples()):
        if sample.kind == "double":
            found = codings_of(answers, frozenset(item.key for item in sample.items))
            samples.append((sample, [(c, len(found.get(c, {}))) for c in sample.coders]))
    return render_form(
        request, "double.html", status=status, samples=samples, problem=problem,
        can_draw=may(request, EDIT),
    )  # fmt: skip


@router.get(f"{HOME}/{{name}}", response_class=HTMLResponse, dependencies=[needs(READ)])
def show_double(request: Request, name: str) -> HTMLResponse:
    """Return the texts of a sample, who coded which, and how far the two agree."""
    shelf = shelf_of(request)
    sample = _sample(shelf, name)
    found = codings_of(shelf.record.answers(), frozenset(item.key for item in sample.items))
    settled = adjudicating.adjudicated(shelf.record)
    documents = {d.id: d for d in shelf.record.documents([i.document_id for i in sample.items])}
    coder = _coder(request, sample)
    lines = [
        (
            number,
            documents[item.document_id].title or item.document_id
            if item.document_id in documents
            else "gone from the record",
            [c for c in sample.coders if item.key in found.get(c, {})],
            settled.get(item.key),
        )
        for number, item in enumerate(sample.items, start=1)
    ]
    return render_form(
        request,
        "double_sample.html",
        sample=sample,
        lines=lines,
        done=[(c, len(found.get(c, {}))) for c in sample.coders],
        coder=coder,
        first=_next(sample, found.get(coder or "", {}), 0),
        agreed=_agreement(shelf, sample),
        own=request.query_params.get("as", ""),
        choosable=who_of(request) is None,
        can_code=may(request, CODE),
        can_edit=may(request, EDIT),
    )


def _agreement(shelf: Shelf, sample: Sample) -> Finding | None:
    return adjudicating.agreement(shelf.record, shelf.book, sample)


@router.get(f"{HOME}/{{name}}/{{number}}", response_class=HTMLResponse,
            dependencies=[needs(CODE)])  # fmt: skip
def show_text(request: Request, name: str, number: int) -> HTMLResponse:
    """Return a text to code, with what its coder has coded of it so far."""
    shelf = shelf_of(request)
    sample, item = drawn_item(shelf, name, number)
    coder = _required_coder(request, sample)
    found = codings_of(shelf.record.answers(), frozenset({item.key}))
    held = found.get(coder, {}).get(item.key)
    return _text_page(request, sample, number, [dict(row) for row in held.rows] if held else [])


async def _blocks(request: Request) -> list[Cells]:
    """Return the events that a form holds, those without a type left out."""
    form: FormData = await request.form()
    names = (*CODED_FIELDS, QUOTE)
    found = []
    for at in range(MOST_EVENTS):
        values = {name: form.get(f"e{at}-{name}") for name in names}
        cells = {
            name: value.strip()[:LONGEST]
            for name, value in values.items()
            if value and not isinstance(value, UploadFile) and value.strip()
        }
        if cells:
            found.append(cells)
    return found


Blocks = Annotated[list[dict[str, str]], Depends(_blocks)]


@router.post(f"{HOME}/{{name}}/{{number}}", dependencies=[needs(CODE), Depends(check_token)])
def take_coding(
    request: Request,
    name: str,
    number: int,
    blocks: Blocks,
    go: Annotated[str, Form(max_length=10)] = "next",
) -> Response:
    """Record a coding of a text; go on to the next one, or add another event."""
    shelf = shelf_of(request)
    sample, item = drawn_item(shelf, name, number)
    coder = _required_coder(request, sample)
    document = next(iter(shelf.record.documents([item.document_id])), None)
    try:
        rows = tuple(check_cells(block, document, shelf.book) for block in blocks)
        if go == "none" and rows:
            raise UnfitCodingError
        shelf.record.answer(
            Answer(item=item.key, kind="coding", document_id=item.document_id, who=coder, rows=rows)
        )
    except ConcordError as error:
        return _text_page(request, sample, number, blocks, problem=str(error))
    found = codings_of(shelf.record.answers(), frozenset(i.key for i in sample.items))
    following = number if go == "more" else _next(sample, found.get(coder, {}), number)
    path = f"{HOME}/{name}/{following}" if following else f"{HOME}/{name}"
    return RedirectResponse(path + _as(request), status_code=303)


class UnfitCodingError(ConcordError):
    """A text in which nothing happened, with events."""

    def __init__(self) -> None:
        super().__init__("You have coded events here: empty their types to say nothing happened.")


def _text_page(
    request: Request, sample: Sample, number: int, rows: list[dict[str, str]], *, problem: str = ""
) -> HTMLResponse:
    shelf = shelf_of(request)
    item = sample.items[number - 1]
    blocks = [*rows, {}][:MOST_EVENTS]
    return render_form(
        request,
        "double_text.html",
        status=400 if problem else 200,
        sample=sample,
        number=number,
        text=open_text(shelf, item.document_id, marked=False),
        blocks=blocks,
        fields=[(f, field_name(f), HINTS.get(f, "")) for f in
                (*CODED_FIELDS, QUOTE)],
        types=sorted(shelf.book.types),
        statuses=STATUSES,
        coder=_coder(request, sample),
        own=_as(request),
        problem=problem,
    )  # fmt: skip


def _sample(shelf: Shelf, name: str) -> Sample:
    found = next((s for s in shelf.record.samples() if s.name == name), None)
    if found is None or found.kind != "double":
        raise HTTPException(404, "No sample of this name is coded twice.")
    return found


def field_name(field: str) -> str:
    """Return what a page calls a coded field."""
    return NAMES.get(field) or name_field(field)


def drawn_item(shelf: Shelf, name: str, number: int) -> tuple[Sample, Item]:
    """Return a sample by its name and its text of a number, or answer that there is none."""
    sample = _sample(shelf, name)
    if not 1 <= number <= len(sample.items):
        raise HTTPException(404, "The sample has no text of this number.")
    return sample, sample.items[number - 1]


def _next(sample: Sample, done: Mapping[str, Answer], after: int) -> int | None:
    numbered = list(enumerate(sample.items, start=1))
    turned = numbered[after:] + numbered[:after]
    return next((number for number, item in turned if item.key not in done), None)


def _coder(request: Request, sample: Sample) -> str | None:
    """Return as whom somebody codes: her account; without accounts, whom the address names."""
    who = who_of(request)
    name = who or request.query_params.get("as") or load_settings().who
    return name if name in sample.coders else None


def _required_coder(request: Request, sample: Sample) -> str:
    coder = _coder(request, sample)
    if coder is None:
        raise HTTPException(403, f"This sample is coded by {' and '.join(sample.coders)}.")
    return coder


def _as(request: Request) -> str:
    """Return the part of an address that says as whom one codes where there are no accounts."""
    name = request.query_params.get("as")
    return f"?as={quote(name, safe='')}" if name and who_of(request) is None else ""
