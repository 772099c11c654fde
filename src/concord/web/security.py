"""What every answer carries and every request must show: closed by default.

Nothing inline runs, nothing is loaded from elsewhere, no other site may frame a page or send a
form to it. A name that an attacker's server points at this machine (DNS rebinding) is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What an answer may be kept for, unless its page says so: asked for again each time.
KEPT = "private, no-cache"
LOCAL = ("127.0.0.1", "localhost", "[::1]")
NOT_SERVED = (
    "This address is not served here. Open the one that `concord serve` printed, or start it with"
    " --allow-host NAME."
)
SAFE = ("GET", "HEAD", "OPTIONS")


class Closed:
    """Adds the headers to every answer; refuses foreign hosts, and writes from other sites."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOCAL) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", KEPT)
            await send(message)

        refusal = self._refuse(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(*refusal) if refusal else self.app
        await answer(scope, receive, send_closed)

    def _refuse(self, method: str, headers: Headers) -> tuple[str, int] | None:
        host = headers.get("host", "")
        if bare_host(host) not in self.hosts:
            return (NOT_SERVED, 421)
        if method not in SAFE and not _is_same_origin(host, headers):
            return ("A form of another site cannot write to this record.", 403)
        return None


def bare_host(host: str) -> str:
    """Return a Host header without its port, in lower case."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower()


def _is_same_origin(host: str, headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == host.lower()
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
