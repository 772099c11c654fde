"""The page as one HTML file: escaped by the template engine, closed by a content policy."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from concord.report.texts import plain, shown

if TYPE_CHECKING:
    from concord.report.page import Page


def render(page: Page) -> str:
    """Return the page as one HTML file that needs nothing else and lets nothing else in.

    Its content policy names the one style sheet and the one script by their hashes: markup that
    slipped through would still run nothing, load nothing and send nothing.
    """
    environment = _environment()
    style, script = (_read(environment, name) for name in ("report.css", "report.js"))
    policy = (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none';"
        f" style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )
    template = environment.get_template("report.html")
    return template.render(page=page, policy=policy, style=style, script=script) + "\n"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("concord.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(shown=shown, plain=plain)
    return environment


def _read(environment: Environment, name: str) -> Markup:
    """Return a style sheet or script of ours, to stand between its tags as it is."""
    source, _, _ = PackageLoader("concord.report").get_source(environment, name)
    return Markup(source)  # noqa: S704 - a file of this package, nothing foreign in it


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(raw).decode("ascii")
