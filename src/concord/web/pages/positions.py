"""Who stands where: the matrix, two actors over time, the statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from concord.report import words
from concord.web import stances
from concord.web.facets import chips
from concord.web.network import draw_agreement
from concord.web.pages.asking import Address, shelf_of
from concord.web.pages.incidents import paging
from concord.web.rendering import render
from concord.web.rights import READ, needs
from concord.web.stances_pair import choose_pair

if TYPE_CHECKING:
    from concord.web.asked import Asked
    from concord.web.shelf import Shelf

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)
PER_PAGE = 30
WINDOWS = ("month", "quarter", "year")
Word = Annotated[str | None, Query(max_length=200)]


def _matrix(shelf: Shelf, asked: Asked) -> stances.Matrix:
    key = ("matrix", asked.scope, tuple(asked.given.items()))
    return shelf.soon(key, lambda: stances.build_matrix(shelf, asked))


@router.get("/positions", response_class=HTMLResponse)
def show_matrix(request: Request, asked: Address) -> HTMLResponse:
    """Return the matrix of actors and options."""
    shelf = shelf_of(request)
    matrix = _matrix(shelf, asked)
    return render(
        request,
        "positions.html",
        asked=asked,
        chips=chips(shelf, asked, "/positions"),
        matrix=matrix,
        scope=words.say_scope(asked.scope),
    )


@router.get("/positions/compare", response_class=HTMLResponse)
def compare_actors(  # each control of the page is an argument
    request: Request,
    asked: Address,
    one: Word = None,
    other: Word = None,
    option: Word = None,
    window: Word = "year",
) -> HTMLResponse:
    """Return two actors on one option over time; without a choice, the most active ones."""
    shelf = shelf_of(request)
    matrix = _matrix(shelf, asked)
    actors = [row.key for row in matrix.rows]
    if window not in WINDOWS:
        raise HTTPException(400, f"There is no window {window!r}: use one of {', '.join(WINDOWS)}.")
    pair, chosen = None, (one, other, option)
    if len(actors) > 1 and matrix.options:
        chosen = choose_pair(shelf, asked, (one, other, option), matrix)
        asked_of = ("pair", asked.scope, tuple(asked.given.items()), chosen, window)
        pair = shelf.soon(
            asked_of,
            lambda: stances.compare(shelf, asked, (chosen[0], chosen[1]), chosen[2], window),
        )
    return render(
        request,
        "compare.html",
        asked=asked,
        chips=chips(shelf, asked, "/positions/compare"),
        matrix=matrix,
        pair=pair,
        chosen=chosen,
        window=window,
        windows=WINDOWS,
    )


@router.get("/positions/network", response_class=HTMLResponse)
def show_network(
    request: Request,
    asked: Address,
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
) -> HTMLResponse:
    """Return the network of agreement, of all time or of one year."""
    shelf = shelf_of(request)
    key = ("network", asked.scope, year)
    drawn = shelf.soon(key, lambda: draw_agreement(shelf, asked, year))
    return render(
        request,
        "network.html",
        asked=asked,
        chips=chips(shelf, asked, "/positions/network"),
        drawn=drawn,
        year=year,
    )


@router.get("/statements", response_class=HTMLResponse)
def list_statements(
    request: Request,
    asked: Address,
    actor: Word = None,
    option: Word = None,
    stance: Word = None,
) -> HTMLResponse:
    """Return a page of statements, by actor, option and stance."""
    shelf = shelf_of(request)
    # A form without script sends what was left empty too.
    actor, option, stance = actor or None, option or None, stance or None
    found = stances.find_statements(shelf, asked, actor, option, stance)
    at = paging(len(found), asked.page, PER_PAGE)
    start = max(0, at.first - 1)
    matrix = _matrix(shelf, asked)
    narrowing = {"actor": actor, "option": option, "stance": stance}
    return render(
        request,
        "statements.html",
        asked=asked,
        chips=chips(shelf, asked, "/statements"),
        matrix=matrix,
        lines=stances.write_statements(shelf, found[start : start + PER_PAGE]),
        at=at,
        narrowing=narrowing,
        stances=words.STANCES,
    )


@router.get("/statements/{name:path}", response_class=HTMLResponse)
def show_statement(request: Request, name: str, asked: Address) -> HTMLResponse:
    """Return one statement with its sentence."""
    shelf = shelf_of(request)
    document = name.partition("-")[0]
    close = shelf.close_up(documents=[document], edition=asked.edition)
    found = [each for each in close.statements() if each.id == name]
    if not found:
        raise HTTPException(404, "The record holds no statement of this id.")
    lines = stances.write_statements(shelf, found)
    return render(request, "statement.html", asked=asked, line=lines[0], found=found[0])
