"""Audit in the browser: a drawn sample, one item at a time, and the precision and recall of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from concord import analysis, auditing
from concord.analysis.audit import FIELDS, STRATA
from concord.errors import ConcordError
from concord.model import Span
from concord.record.audits import Answer, latest
from concord.report import words
from concord.web.accounts_tokens import check_token, render_form
from concord.web.audit_text import open_text
from concord.web.dossier import desk_of
from concord.web.lines import write_lines
from concord.web.pages.asking import shelf_of
from concord.web.rendering import signature_of
from concord.web.review_case import open_case
from concord.web.rights import CODE, EDIT, READ, may, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.model import Finding
    from concord.record.audits import Item, Sample
    from concord.web.shelf import Shelf

router = APIRouter(include_in_schema=False)
HOME = "/review/audit"
MOST_DRAWN = 5000
LONGEST = 90
SPAN = "{start}-{end}"
FIGURES = {
    "precision": "precision", "recall": "recall", "missed": "incidents missed",
    "false rejections": "documents set aside that tell an incident",
    "all fields right": "right in every field",
}  # fmt: skip
SHARES_OF_INCIDENTS = ("missed",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of an estimate, in words."""

    figure: str
    part: str
    value: str
    range: str
    answered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a sample says of the record: in words, in figures, and with what reservations."""

    title: str
    words: str
    rows: tuple[Row, ...]
    checks: tuple[str, ...]
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item in the list of a sample."""

    number: int
    stratum: str
    what: str
    answer: str


def describe_audit(shelf: Shelf, *, name: str | None = None) -> Estimate:
    """Return what the newest sample, or the one of a name, says of the record."""
    view = shelf.record.view(book=shelf.book)
    return say_estimate(analysis.audit(view, name=name))


def say_estimate(found: Finding) -> Estimate:
    """Return a finding of the audit as a page shows it."""
    return Estimate(
        title=found.title,
        words=found.words,
        rows=tuple(_row(*row) for row in found.rows),
        checks=found.checks,
        definition=found.definition,
    )


def _row(*row: object) -> Row:
    figure, part, value, low, high, answered, _drawn, population = row
    as_share = figure not in SHARES_OF_INCIDENTS
    return Row(
        figure=FIGURES.get(str(figure)) or f"right: {FIELDS.get(str(figure), str(figure))}",
        part="" if part == "all" else STRATA.get(str(part), str(part)),
        value=_say(value, as_share=as_share),
        range=f"{_say(low, as_share=as_share)} to {_say(high, as_share=as_share)}",
        answered=f"{answered} of {population}",
    )


def _say(value: object, *, as_share: bool) -> str:
    if not isinstance(value, (int, float)):
        return ""
    return f"{100 * value:.0f}%" if as_share else f"{value:,.0f}"


@router.get(HOME, response_class=HTMLResponse, dependencies=[needs(READ)])
def show_audits(request: Request) -> HTMLResponse:
    """Return the samples, with what the newest says of the record."""
    return _home(request, "", 200)


def _home(request: Request, problem: str, status: int) -> HTMLResponse:
    shelf = shelf_of(request)
    answers = latest(shelf.record.answers(), "audit")
    samples = [
        (sample, sum(item.key in answers for item in sample.items))
        for sample in reversed(shelf.record.samples())
        if sample.kind == "audit"
    ]
    return render_form(
        request, "audit.html", status=status, samples=samples, estimate=describe_audit(shelf),
        strata=STRATA, problem=problem, can_draw=may(request, EDIT),
    )  # fmt: skip


@router.post(f"{HOME}/draw", dependencies=[needs(EDIT), Depends(check_token)])
def draw(
    request: Request,
    size: Annotated[int, Form(ge=1, le=MOST_DRAWN)],
    seed: Annotated[int, Form(ge=0, le=2**31)] = 1,
) -> Response:
    """Draw a sample and open it."""
    shelf = shelf_of(request)
    try:
        made = auditing.draw_audit(
            shelf.record, shelf.book, size=size, seed=seed, who=signature_of(request)
        )
    except ConcordError as error:
        return _home(request, str(error), 400)
    return RedirectResponse(f"{HOME}/{made.name}", status_code=303)


@router.get(f"{HOME}/{{name}}", response_class=HTMLResponse, dependencies=[needs(READ)])
def show_sample(request: Request, name: str) -> HTMLResponse:
    """Return the items of a sample, what they stand for, and how far it is answered."""
    shelf = shelf_of(request)
    sample = _sample(shelf, name)
    answers = latest(shelf.record.answers(), "audit")
    return render_form(
        request,
        "audit_sample.html",
        sample=sample,
        lines=_lines(shelf, sample, answers),
        strata=STRATA,
        answered=sum(item.key in answers for item in sample.items),
        first=_next(sample, answers, 0),
        estimate=describe_audit(shelf, name=name),
        can_code=may(request, CODE),
    )


@router.get(f"{HOME}/{{name}}/{{number}}", response_class=HTMLResponse,
            dependencies=[needs(READ)])  # fmt: skip
def show_item(request: Request, name: str, number: int) -> HTMLResponse:
    """Return one item to answer about."""
    return _item_page(request, name, number)


@router.post(f"{HOME}/{{name}}/{{number}}", dependencies=[needs(CODE), Depends(check_token)])
def take_answer(  # noqa: PLR0913, PLR0917 - one form has these fields
    request: Request,
    name: str,
    number: int,
    verdict: Annotated[str, Form(max_length=20)],
    wrong: Annotated[list[str] | None, Form()] = None,
    spans: Annotated[list[str] | None, Form()] = None,
    missed: Annotated[int, Form()] = 0,
    held: Annotated[int, Form()] = 0,
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Record an answer, and go on to the next item without one."""
    shelf = shelf_of(request)
    sample, item = _item(shelf, name, number)
    given = Answer(
        item=item.key,
        kind="audit",
        document_id=item.document_id,
        who=signature_of(request),
        verdict=verdict,
        missed=missed if verdict == "read" else 0,
        held=held if verdict == "read" else 0,
        wrong=tuple(each for each in wrong or () if each in FIELDS) if verdict == "wrong" else (),
        spans=tuple(_spans(spans or ())) if verdict == "read" else (),
        note=note.strip() or None,
    )
    try:
        _check_fits(given, item)
        shelf.record.answer(given)
    except ConcordError as error:
        return _item_page(request, name, number, problem=str(error))
    following = _next(sample, latest(shelf.record.answers(), "audit"), number)
    path = f"{HOME}/{name}/{following}" if following else f"{HOME}/{name}"
    return RedirectResponse(path, status_code=303)


class UnfitAnswerError(ConcordError):
    """An answer to another kind of question."""

    def __init__(self) -> None:
        super().__init__("Choose one of the answers.")


def _check_fits(answer: Answer, item: Item) -> None:
    if answer.verdict != "unsure" and (answer.verdict == "read") == (item.subject is not None):
        raise UnfitAnswerError


def _item_page(request: Request, name: str, number: int, *, problem: str = "") -> HTMLResponse:
    shelf = shelf_of(request)
    sample, item = _item(shelf, name, number)
    answers = latest(shelf.record.answers(), "audit")
    case = open_case(shelf, item.subject) if item.subject else None
    return render_form(
        request,
        "audit_item.html",
        status=400 if problem else 200,
        sample=sample,
        number=number,
        item=item,
        stratum=STRATA[item.stratum],
        case=case,
        changed=item.subject is not None and not _is_as_drawn(shelf, item),
        text=None if item.subject else open_text(shelf, item.document_id, marked=True),
        answer=answers.get(item.key),
        fields=FIELDS,
        problem=problem,
        span=SPAN.format,
        can_code=may(request, CODE),
    )


def _is_as_drawn(shelf: Shelf, item: Item) -> bool:
    close = shelf.close_up([item.subject or ""])
    held = next(iter(close.incidents()), None)
    return held is not None and auditing.incident_key(held) == item.key


def _sample(shelf: Shelf, name: str) -> Sample:
    found = next((s for s in shelf.record.samples() if s.name == name), None)
    if found is None or found.kind != "audit":
        raise HTTPException(404, "No sample of this name is to be audited.")
    return found


def _item(shelf: Shelf, name: str, number: int) -> tuple[Sample, Item]:
    sample = _sample(shelf, name)
    if not 1 <= number <= len(sample.items):
        raise HTTPException(404, "The sample has no item of this number.")
    return sample, sample.items[number - 1]


def _numbered(sample: Sample) -> list[tuple[int, Item]]:
    return list(enumerate(sample.items, start=1))


def _next(sample: Sample, answers: Mapping[str, Answer], after: int) -> int | None:
    """Return the first item after this one, round to the first, that nobody has answered."""
    turned = _numbered(sample)[after:] + _numbered(sample)[:after]
    return next((number for number, item in turned if item.key not in answers), None)


def _lines(shelf: Shelf, sample: Sample, answers: Mapping[str, Answer]) -> list[Line]:
    """Return the items of a sample as its list shows them, private names masked."""
    documents = [item.document_id for item in sample.items if not item.subject]
    known = {line.id: line for line in write_lines(shelf, _incidents(shelf, sample))}
    desk = desk_of(shelf, shelf.close_up(documents=documents))
    found = []
    for number, item in _numbered(sample):
        answer = answers.get(item.key)
        line = known.get(item.subject or "")
        what = f"{line.what}, {line.place}, {line.day}" if line else "gone from the record"
        if not item.subject:
            document = desk.document(item.document_id)
            title = (document.title or document.text[:LONGEST]) if document else what
            what = desk.hide((item.document_id,))(title)
        told = f"{say_answer(answer)}, {answer.who}, {answer.recorded[:10]}" if answer else ""
        found.append(Line(number=number, stratum=STRATA[item.stratum], what=what, answer=told))
    return found


def _incidents(shelf: Shelf, sample: Sample) -> list[str]:
    held = shelf.listing().positions
    return [item.subject for item in sample.items if item.subject and item.subject in held]


def say_answer(answer: Answer) -> str:
    """Return an answer in words."""
    if answer.verdict == "read":
        told = f"{answer.missed} missed" if answer.missed else "nothing missed"
        return f"{told}, {answer.held} of them held" if answer.held else told
    if answer.verdict == "wrong":
        return "wrong: " + ", ".join(FIELDS.get(each, each) for each in answer.wrong)
    said = {"right": "all right", "none": "no incident", "twice": "told twice"}
    return said.get(answer.verdict, words.label(answer.verdict))


def _spans(given: list[str] | tuple[()]) -> list[Span]:
    found = []
    for each in given:
        first, _, last = each.partition("-")
        if first.isdigit() and last.isdigit() and int(first) < int(last):
            found.append(Span(start=int(first), end=int(last)))
    return found
