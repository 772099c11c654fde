"""What every page begins with: the shelf, and what the address asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from concord.web.asked import Asked, read_address

if TYPE_CHECKING:
    from concord.web.shelf import Shelf


def shelf_of(request: Request) -> Shelf:
    """Return the application's shelf."""
    shelf: Shelf = request.app.state.shelf
    return shelf


def _asked(request: Request) -> Asked:
    return read_address(request.query_params, shelf_of(request))


Address = Annotated[Asked, Depends(_asked)]
