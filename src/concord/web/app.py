"""The application: one record, its pages and its interface for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from concord import __version__
from concord.errors import ConcordError
from concord.web import (
    accounts_pages,
    api,
    audit,
    audit_double,
    audit_settle,
    pages,
    review,
    review_coverage,
    review_entry,
    review_work,
)
from concord.web.accounts_tokens import Tokens
from concord.web.aside import Aside, NotReadyError
from concord.web.rendering import STATIC, render
from concord.web.rights import ForbiddenError, allow_all
from concord.web.security import LOCAL, Closed
from concord.web.shelf import SEEN, Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from concord.codebook.book import Codebook
    from concord.record import Record
    from concord.web.accounts import Users


def create_app(
    record: Record,
    book: Codebook,
    *,
    title: str = "Concord",
    hosts: Iterable[str] = LOCAL,
    with_names: bool = False,
    users: Users | None = None,
    patience: float | None = None,
) -> FastAPI:
    """Return the application over an open record.

    ``hosts`` are the names that it answers to; ``with_names`` shows victims' and private persons'
    names, which are masked otherwise. With ``users``, whoever comes must log in, and may do what
    her role may. With ``patience``, a page whose answer takes more seconds than that says so, and
    comes when it is ready; without, every answer is waited for.
    """
    app = FastAPI(title=title, version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.shelf = Shelf(record, book, title=title, with_names=with_names)
    app.state.shelf.aside = Aside(patience)
    app.state.allows = allow_all
    app.state.tokens = Tokens()
    reviewing = (
        review_entry, review_coverage, review_work, audit, audit_double, audit_settle, review,
    )  # fmt: skip
    for router in (*pages.ROUTERS, *(each.router for each in reviewing), *api.ROUTERS):
        app.include_router(router)
    if users is not None:
        accounts_pages.install(app, users, record.clock)
    app.mount("/static", Static(directory=str(STATIC)), name="static")
    app.add_exception_handler(ConcordError, _say_misuse)
    app.add_exception_handler(ForbiddenError, _say_forbidden)
    app.add_exception_handler(NotReadyError, _say_wait)
    app.add_exception_handler(HTTPException, _say_status)
    app.add_exception_handler(404, _say_missing)
    app.add_middleware(OneState)
    app.add_middleware(Closed, hosts=tuple(hosts))
    return app


class OneState:
    """Lets each request see the record in one state from its beginning to its end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        token = SEEN.set({})
        try:
            await self.app(scope, receive, send)
        finally:
            SEEN.reset(token)


class Static(StaticFiles):
    """Our own style sheets and scripts, whose addresses change with their content."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Return the file, to be kept for a year."""
        answer = super().file_response(*args, **kwargs)  # type: ignore[arg-type] # passed on whole
        answer.headers["cache-control"] = "public, max-age=31536000, immutable"
        return answer


def _answer(request: Request, status: int, words: str) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": words}, status_code=status)
    return render(request, "error.html", status=status, words=words)


def _say_misuse(request: Request, error: Exception) -> Response:
    return _answer(request, 400, str(error))


def _say_forbidden(request: Request, error: Exception) -> Response:
    return _answer(request, 403, str(error))


def _say_wait(request: Request, error: Exception) -> Response:
    """Return the page that says that the answer is being made; the browser asks again by itself."""
    del error
    answer = render(request, "waiting.html", status=202)
    answer.headers["refresh"] = "1"
    answer.headers["cache-control"] = "private, no-store"
    return answer


def _say_missing(request: Request, error: Exception) -> Response:
    detail = getattr(error, "detail", "")
    words = detail if detail and detail != "Not Found" else "There is no page at this address."
    return _answer(request, 404, words)


def _say_status(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _answer(request, status, getattr(error, "detail", "") or "That did not work.")
