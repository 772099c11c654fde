"""A sentence that somebody pastes, checked against the record and the institutes."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from concord import checking, pipeline
from concord.checking.listing import ROWS, addresses, list_reckonings
from concord.exchange.formats import safe_cell
from concord.web.pages.asking import shelf_of
from concord.web.published import VERDICT_WORDS
from concord.web.rendering import render
from concord.web.rights import READ, needs

if TYPE_CHECKING:
    from concord.model import Verdict
    from concord.web.shelf import Shelf

router = APIRouter(dependencies=[needs(READ)], include_in_schema=False)
HOME = "/statistics/check"
Pasted = Annotated[str, Query(max_length=2000)]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


@router.get(HOME, response_class=HTMLResponse)
def check_sentence(request: Request, text: Pasted = "", published: Day = "") -> HTMLResponse:
    """Return the form, and the verdicts on what was pasted into it."""
    verdicts = _judge(shelf_of(request), text, published)
    query = urlencode({"text": text, "published": published})
    return render(
        request,
        "check.html",
        text=text,
        published=published,
        verdicts=verdicts,
        answers=VERDICT_WORDS,
        table=f"{HOME}.csv?{query}",
    )


@router.get(f"{HOME}.csv")
def list_definitions(request: Request, text: Pasted, published: Day = "") -> Response:
    """Return one row per definition that was tried, with its sources."""
    shelf = shelf_of(request)
    verdicts = _judge(shelf, text, published)
    where = addresses(shelf.record.view(book=shelf.book), verdicts)
    out = StringIO(newline="")
    writer = csv.DictWriter(out, ROWS, lineterminator="\r\n")
    writer.writeheader()
    for row in list_reckonings(verdicts, shelf.book, lambda each: where.get(each, ())):
        writer.writerow({name: safe_cell(value) for name, value in row.items()})
    name = {"Content-Disposition": 'attachment; filename="figure.csv"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=name)


def _judge(shelf: Shelf, text: str, published: str) -> tuple[Verdict, ...]:
    """Return the verdicts, worked out aside if it takes long."""
    if not text.strip():
        return ()

    def judge() -> tuple[Verdict, ...]:
        evidence = shelf.keep(
            ("evidence of all data sets",), lambda: pipeline.evidence(shelf.record, shelf.book)
        )
        return checking.check_text(text, evidence, published=published or None)

    return shelf.soon(("checked", text, published), judge)
