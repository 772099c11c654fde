"""A word in every form that only our own pages know: a form of another site has none.

The word is signed and belongs to one visitor's cookie, so that it is of no use to anybody else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Annotated

from fastapi import Form, Request

from concord.errors import ConcordError
from concord.web.rendering import render

if TYPE_CHECKING:
    from typing import Any

    from fastapi.responses import HTMLResponse, Response

VISIT = "concord_visit"
_BYTES = 32


class ForgedFormError(ConcordError):
    """A form that did not come from a page of ours, or from one that was opened long ago."""

    def __init__(self) -> None:
        super().__init__(
            "This form is not from a page that you opened here, or the application was restarted "
            "since. Nothing was recorded: open the page again and send it once more."
        )


class Tokens:
    """The secret that signs; a new one for each start of the application."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(_BYTES)

    def sign(self, words: str, purpose: str) -> str:
        """Return the signature of some words for one purpose."""
        message = f"{purpose}\x00{words}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()

    def is_signed(self, words: str, purpose: str, signature: str) -> bool:
        """Return whether we made the signature, in a time that tells nothing."""
        return hmac.compare_digest(
            self.sign(words, purpose).encode(), signature.encode("utf-8", "replace")
        )


def tokens_of(request: Request) -> Tokens:
    """Return the application's signer."""
    tokens: Tokens = request.app.state.tokens
    return tokens


def render_form(
    request: Request, template: str, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """Return a page with forms: ``token`` is at hand in it, and the visitor has her cookie."""
    visit = request.cookies.get(VISIT, "")
    known = bool(visit)
    if not known:
        visit = secrets.token_urlsafe(_BYTES)
    token = tokens_of(request).sign(visit, "form")
    page = render(request, template, status=status, token=token, **context)
    page.headers["cache-control"] = "private, no-store"
    if not known:
        set_cookie(request, page, VISIT, visit)
    return page


def set_cookie(
    request: Request, answer: Response, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Set a cookie that no script reads and no other site sends."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        # Behind a proxy that speaks https, only the browser's own word tells.
        secure=request.headers.get("origin", str(request.url)).startswith("https://"),
        path="/",
    )


def check_token(request: Request, token: Annotated[str, Form(max_length=100)] = "") -> None:
    """Return if the form is from a page of ours; raises ForgedFormError."""
    visit = request.cookies.get(VISIT, "")
    if not visit or not tokens_of(request).is_signed(visit, "form", token):
        raise ForgedFormError
