"""Whose work an incident is, and how far it is: taken, assigned, done, and filtered by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, get_args

import numpy as np
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from concord.errors import ConcordError
from concord.record.assignments import (
    Assignment,
    InvalidAssignmentError,
    WorkState,
    assign,
    present_assignments,
)
from concord.web.accounts_tokens import check_token
from concord.web.pages.asking import Address, shelf_of
from concord.web.rendering import signature_of
from concord.web.rights import CODE, EDIT, ForbiddenError, may, needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.web.review_queue import Queue
    from concord.web.shelf import Shelf

router = APIRouter(include_in_schema=False)
STATE_WORDS = {
    "unassigned": "not assigned", "assigned": "assigned", "in_work": "in work", "done": "done",
    "adjudicated": "adjudicated",
}  # fmt: skip
FILTERS = {"mine": "Mine", **{code: words.capitalize() for code, words in STATE_WORDS.items()}}
# What is somebody's to do: "mine" leaves out what is finished.
OPEN = ("assigned", "in_work")


def held_work(shelf: Shelf) -> Mapping[str, Assignment]:
    """Return incident id -> whose work it is, by the ids that the incidents have now."""
    return present_assignments(shelf.record, shelf.run())


def narrow_queue(queue: Queue, held: Mapping[str, Assignment], work: str, who: str) -> Queue:
    """Return the queue of what is mine to do, or is in a state of work."""
    positions = queue.listing.positions
    fitting = [positions[i] for i, task in held.items() if i in positions and
               _fits(task, work, who)]  # fmt: skip
    chosen = np.isin(queue.rows, np.array(fitting, dtype=np.int32))
    if work == "unassigned":
        taken = [positions[i] for i, task in held.items() if i in positions and
                 not _fits(task, work, who)]  # fmt: skip
        chosen = ~np.isin(queue.rows, np.array(taken, dtype=np.int32))
    return replace(queue, rows=queue.rows[chosen])


def _fits(task: Assignment, work: str, who: str) -> bool:
    if work == "mine":
        return task.assignee == who and task.state in OPEN
    return task.state == work


def finish_work(shelf: Shelf, subject: str, who: str) -> None:
    """Record that what was assigned is done, since somebody has ruled on it."""
    task = held_work(shelf).get(subject)
    if task is not None and task.state in OPEN:
        done = Assignment(subject=subject, state="done", assignee=task.assignee, who=who)
        assign(shelf.record, done)


def people_of(request: Request) -> tuple[str, ...]:
    """Return the accounts that may code; none where there are no accounts."""
    gate = getattr(request.app.state, "gate", None)
    if gate is None:
        return ()
    return tuple(name for name, each in gate.users.accounts().items() if each.may(CODE))


class UnknownPersonError(ConcordError):
    """A name that no account of the record has, or one that may only read."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"{name[:60]!r} is no account that may code: {', '.join(known)} are.")


def check_people(request: Request, names: Iterable[str]) -> None:
    """Return if all may code here, or there are no accounts; raises UnknownPersonError."""
    known = people_of(request)
    for name in names:
        if known and name.strip() not in known:
            raise UnknownPersonError(name, known)


@router.post("/review/work", dependencies=[needs(CODE), Depends(check_token)])
def set_work(
    request: Request,
    asked: Address,
    subject: Annotated[str, Form(max_length=300)],
    state: Annotated[str, Form(max_length=20)],
    assignee: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Take an incident, finish it or let it go; as an editor, assign it to anybody."""
    shelf = shelf_of(request)
    who = signature_of(request)
    task = held_work(shelf).get(subject)
    others = assignee not in ("", who) or (
        state == "unassigned" and task is not None and task.assignee != who
    )
    if others and not may(request, EDIT):
        raise ForbiddenError(EDIT)
    check_people(request, [assignee] if assignee else [])
    known: dict[str, WorkState] = {each: each for each in get_args(WorkState)}
    if state not in known or state == "adjudicated":
        raise InvalidAssignmentError(f"{state[:40]!r} is no state of work that can be set here.")
    assign(
        shelf.record,
        Assignment(subject=subject, state=known[state], assignee=assignee or who, who=who),
    )
    more = {name: request.query_params.get(name) or None for name in ("why", "work")}
    return RedirectResponse(asked.link(f"/review/{subject}", **more), status_code=303)
