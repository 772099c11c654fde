"""Review in the browser: a queue, one incident at a time, and every ruling recorded as a decision.

Nothing is decided here: a form becomes a ``Decision``, and the pipeline records it and links anew,
as it does for the command line.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from concord import pipeline
from concord.errors import ConcordError
from concord.model import Decision
from concord.record.decisions import OvertakenError, Seen
from concord.web.accounts_tokens import check_token, render_form
from concord.web.audit_text import open_text
from concord.web.dossier import desk_of
from concord.web.facets import chips
from concord.web.lines import write_lines
from concord.web.pages.asking import Address, shelf_of
from concord.web.pages.incidents import paging
from concord.web.rendering import signature_of
from concord.web.review_case import all_decisions, field_wants, open_case, write_history
from concord.web.review_queue import REASONS, open_queue
from concord.web.review_work import (
    FILTERS,
    STATE_WORDS,
    finish_work,
    held_work,
    narrow_queue,
    people_of,
)
from concord.web.rights import CODE, EDIT, READ, ForbiddenError, may, needs

if TYPE_CHECKING:
    from concord.model import DecisionKind
    from concord.web.asked import Asked
    from concord.web.audit_text import Text
    from concord.web.review_case import Case
    from concord.web.review_queue import Queue
    from concord.web.shelf import Shelf

router = APIRouter(include_in_schema=False)
HOME, LOG = "/review", "/review/log"
MOST_SEEN = 60_000
# What is ruled on and put behind: the next incident comes up.
SETTLING = ("accept", "reject")
KINDS: tuple[DecisionKind, ...] = ("accept", "reject", "correct", "same", "different", "split")
# One ruling and its linking at a time, so that no page shows the one without the other.
RULING = threading.Lock()


class FrozenReviewError(ConcordError):
    """A review of a release or an earlier run: people rule on the record as it stands."""

    def __init__(self) -> None:
        super().__init__(
            "A release or an earlier run is not reviewed. Take `release` and `run` out of the "
            "address to rule on the record as it stands."
        )


class UnknownRulingError(ConcordError):
    """A form that asks for no ruling that exists."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind[:40]!r} is no ruling: use one of {', '.join(KINDS)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a form says: the ruling, what it is about, and what its sender saw."""

    kind: str
    subject: str
    others: tuple[str, ...]
    field: str
    value: str
    note: str
    last: int
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A ruling that was not recorded: the status of the answer, why, and what was sent."""

    status: int
    words: str
    sent: Sent


def _sent(  # noqa: PLR0913, PLR0917 - one form has these fields
    kind: Annotated[str, Form(max_length=20)],
    subject: Annotated[str, Form(max_length=300)],
    last: Annotated[int, Form(ge=0)],
    seen: Annotated[str, Form(max_length=MOST_SEEN)] = "",
    others: Annotated[list[str] | None, Form()] = None,
    field: Annotated[str, Form(max_length=60)] = "",
    value: Annotated[str, Form(max_length=4000)] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Sent:
    named = [each.strip() for entry in others or () for each in entry.split()]
    return Sent(
        kind=kind,
        subject=subject,
        others=tuple(dict.fromkeys(each for each in named if each != subject)),
        field=field,
        value=value,
        note=note.strip(),
        last=last,
        seen=tuple(seen.split()),
    )


Why = Annotated[str, Depends(lambda why="": why if why in REASONS else "")]
Work = Annotated[str, Depends(lambda work="": work if work in FILTERS else "")]
Form_ = Annotated[Sent, Depends(_sent)]


@router.get(HOME, response_class=HTMLResponse, dependencies=[needs(READ)])
def show_queue(
    request: Request, asked: Address, why: Why, work: Work, done: int = 0
) -> HTMLResponse:
    """Return the queue: what to look at, in the order in which it matters."""
    shelf, queue = _queue(request, asked, why, work)
    at = paging(len(queue), asked.page)
    ids = queue.page(at.first - 1 if at.first else 0, at.last)
    return render_form(
        request,
        "review.html",
        asked=asked,
        chips=chips(shelf, asked, HOME),
        queue=queue,
        why=why,
        work=work,
        more=_more(why, work),
        filters=FILTERS,
        held=held_work(shelf),
        states=STATE_WORDS,
        reasons=REASONS,
        first=next(iter(queue.page(0, 1)), None),
        lines=write_lines(shelf, ids),
        at=at,
        done=_done(shelf, done),
        can_code=may(request, CODE),
    )


@router.get(LOG, response_class=HTMLResponse, dependencies=[needs(READ)])
def show_log(request: Request, asked: Address) -> HTMLResponse:
    """Return every decision ever made, the newest first, each with what became of it."""
    shelf = shelf_of(request)
    found = all_decisions(shelf)
    at = paging(len(found), asked.page)
    newest = found[::-1][at.first - 1 if at.first else 0 : at.last]
    desk = desk_of(shelf, shelf.close_up())
    history = write_history(shelf, newest[::-1], desk)
    return render_form(
        request, "review_log.html", asked=asked, history=history, at=at, back=LOG,
        can_code=may(request, CODE),
    )  # fmt: skip


@router.get("/review/{name:path}", response_class=HTMLResponse, dependencies=[needs(READ)])
def show_case(
    request: Request, name: str, asked: Address, why: Why, work: Work, done: int = 0
) -> HTMLResponse:
    """Return one incident on the reviewer's desk."""
    return _case_page(request, name, asked, (why, work), done=done)


@router.post("/review/rule", dependencies=[needs(CODE), Depends(check_token)])
def rule(request: Request, asked: Address, why: Why, work: Work, sent: Form_) -> Response:
    """Record a ruling, link anew, and go on; say so where somebody else was faster."""
    shelf, queue = _queue(request, asked, why, work)
    following = queue.beside(sent.subject, 1)
    try:
        decision = _decision(request, sent)
        made = _record(shelf, decision, sent)
    except ConcordError as error:
        status = 409 if isinstance(error, OvertakenError) else 400
        shelf.look_again()
        refused = Refused(status=status, words=str(error), sent=sent)
        return _case_page(request, sent.subject, asked, (why, work), refused=refused)
    if sent.kind in SETTLING:
        finish_work(shelf, sent.subject, decision.who)
        path = f"/review/{following}" if following else HOME
    else:
        path = f"/review/{sent.subject}"
    link = asked.link(path, **_more(why, work), done=str(made.sequence))
    return RedirectResponse(link, status_code=303)


@router.post("/review/undo", dependencies=[needs(CODE), Depends(check_token)])
def undo(
    request: Request,
    number: Annotated[int, Form(ge=1)],
    back: Annotated[str, Form(max_length=400)] = HOME,
    note: Annotated[str, Form(max_length=2000)] = "",
) -> RedirectResponse:
    """Take a decision back: one's own, or as an editor anybody's."""
    shelf = shelf_of(request)
    who = signature_of(request)
    undone = next((d for d in all_decisions(shelf) if d.sequence == number), None)
    if undone is not None and undone.who != who and not may(request, EDIT):
        raise ForbiddenError(EDIT)
    decision = Decision(
        sequence=0, kind="undo", subjects=(), who=who, recorded=shelf.record.clock(),
        note=note.strip() or None, undoes=number,
    )  # fmt: skip
    with RULING:
        made = pipeline.rule(shelf.record, shelf.book, decision)
    shelf.look_again()
    subject = undone.subjects[0] if undone and undone.subjects else ""
    path = back if back in (HOME, LOG) else f"/review/{subject}" if subject else HOME
    return RedirectResponse(f"{path}?done={made.sequence}", status_code=303)


def _more(why: str, work: str) -> dict[str, str | None]:
    """Return what an address says of the queue beside its scope."""
    return {"why": why or None, "work": work or None}


def _queue(request: Request, asked: Asked, why: str, work: str) -> tuple[Shelf, Queue]:
    if asked.scope.release is not None or asked.scope.run is not None:
        raise FrozenReviewError
    shelf = shelf_of(request)
    queue = open_queue(shelf, asked, why)
    return shelf, narrow_queue(
        queue, held_work(shelf), work, signature_of(request)
    ) if work else queue


def _case_page(
    request: Request,
    name: str,
    asked: Asked,
    chosen: tuple[str, str],
    *,
    done: int = 0,
    refused: Refused | None = None,
) -> HTMLResponse:
    why, work = chosen
    shelf, queue = _queue(request, asked, why, work)
    case = shelf.keep(("case", name), lambda: open_case(shelf, name))
    if case is None:
        return _gone_page(request, name, asked, refused)
    position = queue.position(case.id)
    return render_form(
        request,
        "review_case.html",
        status=refused.status if refused else 200,
        asked=asked,
        why=why,
        more=_more(why, work),
        task=held_work(shelf).get(case.id),
        text=_whole_text(request, shelf, case),
        states=STATE_WORDS,
        me=signature_of(request),
        people=people_of(request),
        can_edit=may(request, EDIT),
        c=case,
        d=case.dossier,
        position=position,
        queue=queue,
        reasons=REASONS,
        before=queue.beside(case.id, -1),
        after=queue.beside(case.id, 1),
        wants=field_wants(),
        types=sorted(shelf.book.types),
        done=_done(shelf, done),
        problem=refused.words if refused else "",
        sent=refused.sent if refused else None,
        field=request.query_params.get("field", ""),
        can_code=may(request, CODE),
    )


def _whole_text(request: Request, shelf: Shelf, case: Case) -> Text | None:
    """Return the whole text of a document of the incident, if the address asks for one."""
    name = request.query_params.get("text", "")
    own = {each for voice in case.dossier.voices for each, _ in voice.sources}
    return open_text(shelf, name, marked=False) if name in own else None


def _gone_page(request: Request, name: str, asked: Asked, refused: Refused | None) -> HTMLResponse:
    """Return what was ruled on an incident of which nothing is left, so that it can be undone."""
    shelf = shelf_of(request)
    about = tuple(d for d in all_decisions(shelf) if name in d.subjects)
    if not about:
        raise HTTPException(404, "The record holds no incident of this id.")
    history = write_history(shelf, about, desk_of(shelf, shelf.close_up()))
    return render_form(
        request,
        "review_gone.html",
        status=refused.status if refused else 200,
        asked=asked,
        name=name,
        history=history,
        back="here",
        problem=refused.words if refused else "",
        can_code=may(request, CODE),
    )


def _decision(request: Request, sent: Sent) -> Decision:
    kinds = {str(kind): kind for kind in KINDS}
    if sent.kind not in kinds:
        raise UnknownRulingError(sent.kind)
    others = sent.others if sent.kind in ("same", "different") else ()
    decision = Decision(
        sequence=0,
        kind=kinds[sent.kind],
        subjects=(sent.subject, *others),
        who=signature_of(request),
        recorded=shelf_of(request).record.clock(),
        note=sent.note or None,
    )
    if sent.kind == "correct":
        return replace(decision, field=sent.field, value=sent.value)
    if sent.kind == "split" and sent.others:
        return replace(decision, subjects=sent.others[:1])
    return decision


def _record(shelf: Shelf, decision: Decision, sent: Sent) -> Decision:
    names = frozenset((sent.subject, *sent.seen))
    with RULING:
        made = pipeline.rule(
            shelf.record, shelf.book, decision, seen=Seen(names=names, last=sent.last)
        )
    shelf.look_again()
    return made


def _done(shelf: Shelf, number: int) -> Decision | None:
    return next((d for d in all_decisions(shelf) if d.sequence == number), None)
