"""Pages from templates: everything escaped, foreign text isolated, one frame around all."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from concord.report import words
from concord.report.texts import plain, shown
from concord.settings import load_settings
from concord.web.navigation import NAVIGATION, SAVABLE

if TYPE_CHECKING:
    from starlette.requests import Request

STATIC = files("concord.web") / "static"


@cache
def environment() -> Environment:
    """Return the one environment of all templates: nothing undefined passes, nothing unescaped."""
    made = Environment(
        loader=PackageLoader("concord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        shown=shown,
        plain=plain,
        label=words.label,
        measure=words.say_measure,
        day=words.say_published,
        thousands=thousands,
    )
    made.globals.update(static=static_address, navigation=NAVIGATION, savable=SAVABLE)
    return made


def thousands(number: int) -> str:
    """Return a number with its thousands set apart."""
    return f"{number:,}"


@cache
def static_address(name: str) -> str:
    """Return the address of a style sheet or script, which changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a page; ``shelf`` and the path are at hand in every template."""
    shelf = getattr(request.app.state, "shelf", None)
    page = environment().get_template(template)
    frame = {"shelf": shelf, "path": request.url.path, "who": who_of(request), "asked": None}
    return HTMLResponse(page.render({**frame, **context}), status_code=status)


def who_of(request: Request) -> str | None:
    """Return the name of whoever is logged in, or None where nobody needs to."""
    return getattr(request.state, "who", None)


def signature_of(request: Request) -> str:
    """Return in whose name work is recorded: the account's, else the one of the settings."""
    return who_of(request) or load_settings().who
