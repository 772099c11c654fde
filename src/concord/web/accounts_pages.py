"""The login, the way out, and the check of every request where a record has accounts."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from concord.web.accounts_doors import Limit, Log, Sessions, TooManyFailuresError
from concord.web.accounts_tokens import VISIT, check_token, render_form, set_cookie
from concord.web.rights import ENTER, ForbiddenError, LoginNeededError, needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from concord.web.accounts import Account, Users

SESSION = "concord_session"
WRONG = "That name and password do not belong together."
MOST_LOGINS_AT_ONCE = 2

router = APIRouter(include_in_schema=False, dependencies=[needs(ENTER)])


class Gate:
    """Everything that a record with accounts asks of a request."""

    def __init__(self, app: FastAPI, users: Users, clock: Callable[[], datetime]) -> None:
        self.users = users
        self.sessions = Sessions(app.state.tokens)
        self.limit = Limit()
        self.log = Log(users.file.with_suffix(".log.jsonl"), clock)
        # A hash costs memory and time on purpose; a crowd of logins must not take all of it.
        self.hashing = threading.BoundedSemaphore(MOST_LOGINS_AT_ONCE)

    def allows(self, request: Request, right: str) -> bool:
        """Return whether whoever asks has the right; raises LoginNeededError for a stranger."""
        name = self.sessions.name_of(request.cookies.get(SESSION, ""))
        account = self.users.find(name) if name else None
        request.state.who = account.name if account else None
        if right == ENTER:
            return True
        if account is None:
            raise LoginNeededError
        return account.may(right)


def install(app: FastAPI, users: Users, clock: Callable[[], datetime]) -> None:
    """Give an application accounts: from now on every route asks who comes."""
    gate = Gate(app, users, clock)
    app.state.gate = gate
    app.state.allows = gate.allows
    app.include_router(router)
    app.add_exception_handler(LoginNeededError, _ask_to_log_in)
    app.add_middleware(Audited, log=gate.log)


class Audited:
    """Writes down who wrote what, and who was refused."""

    def __init__(self, app: ASGIApp, log: Log) -> None:
        self.app = app
        self.log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._note(scope, message["status"])
            await send(message)

        await self.app(scope, receive, noted)

    def _note(self, scope: Scope, status: int) -> None:
        if scope["method"] in ("GET", "HEAD", "OPTIONS") and status != ForbiddenError.status:
            return
        state = scope.get("state") or {}
        self.log.write(
            who=state.get("who"),
            what=f"{scope['method']} {scope['path'][:200]}",
            status=status,
            address=_address(scope),
        )


@router.get("/login", response_class=HTMLResponse)
def show_login(request: Request, after: str = "/") -> HTMLResponse:
    """Return the page that asks for a name and a password."""
    return render_form(request, "login.html", after=_inside(after), words="", name="")


@router.post("/login", dependencies=[Depends(check_token)])
def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=60)],
    password: Annotated[str, Form(max_length=2000)],
    after: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Begin a session, under a new cookie, if the password is right."""
    gate: Gate = request.app.state.gate
    address = _address(request.scope)
    account, words, status = _try_login(gate, name, password, address)
    if account is None:
        gate.log.write(who=name, what="failed login", status=status, address=address)
        return render_form(
            request, "login.html", status=status, after=_inside(after), words=words, name=name
        )
    gate.sessions.end(request.cookies.get(SESSION, ""))
    request.state.who = account.name
    answer = RedirectResponse(_inside(after), status_code=303)
    set_cookie(request, answer, SESSION, gate.sessions.begin(account.name))
    # The word of the forms belongs to the visitor before the login: a new one from here on.
    answer.delete_cookie(VISIT, path="/")
    return answer


def _try_login(
    gate: Gate, name: str, password: str, address: str
) -> tuple[Account | None, str, int]:
    """Return the account, or None with the words and the status of the answer."""
    keys = (f"name {name}", f"address {address}")
    # Asked inside: a crowd that tries at once must not all pass before the first has failed.
    with gate.hashing:
        try:
            gate.limit.check(*keys)
        except TooManyFailuresError as error:
            return None, str(error), 429
        account = gate.users.check(name, password)
        if account is None:
            gate.limit.fail(*keys)
            return None, WRONG, 401
        gate.limit.forget(keys[0])
        return account, "", 200


@router.get("/account", response_class=HTMLResponse)
def show_account(request: Request) -> Response:
    """Return who is logged in, with the way out."""
    gate: Gate = request.app.state.gate
    who = getattr(request.state, "who", None)
    account = gate.users.find(who) if who else None
    if account is None:
        return RedirectResponse("/login", status_code=303)
    return render_form(request, "account.html", account=account)


@router.post("/logout", dependencies=[Depends(check_token)])
def log_out(request: Request) -> RedirectResponse:
    """End the session."""
    gate: Gate = request.app.state.gate
    gate.sessions.end(request.cookies.get(SESSION, ""))
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(SESSION, path="/")
    answer.delete_cookie(VISIT, path="/")
    return answer


def _ask_to_log_in(request: Request, error: Exception) -> Response:
    if request.url.path.startswith("/api/") or request.method != "GET":
        return JSONResponse({"error": str(error)}, status_code=401)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?after={quote(here, safe='')}", status_code=303)


def _inside(address: str) -> str:
    """Return an address of ours; anything that could lead elsewhere becomes the first page."""
    parts = urlsplit(address)
    plain = address.isprintable() and "\\" not in address and not address.startswith("//")
    if parts.scheme or parts.netloc or not address.startswith("/") or not plain:
        return "/"
    return address


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
