"""Answers that need not be made again: an ETag for each address and state of the record."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from fastapi.routing import APIRoute
from starlette.responses import Response

from concord import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.requests import Request


class Conditional(APIRoute):
    """A route whose answer depends on its address and on the record alone."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return a handler that answers 304 if whoever asks has the present answer."""
        answer = super().get_route_handler()

        async def answer_once(request: Request) -> Response:
            tag = etag_of(request)
            if tag in _tags(request.headers.get("if-none-match", "")):
                return Response(status_code=304, headers={"etag": tag})
            response = await answer(request)
            if response.status_code == 200:  # noqa: PLR2004 - OK
                response.headers["etag"] = tag
            return response

        return answer_once


def etag_of(request: Request) -> str:
    """Return the tag of an address in this state of the record."""
    shelf = request.app.state.shelf
    parts = (shelf.state(), shelf.with_names, shelf.book.version, __version__, str(request.url))
    digest = hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()[:24]
    return f'W/"{digest}"'


def _tags(header: str) -> tuple[str, ...]:
    return tuple(tag.strip() for tag in header.split(","))
