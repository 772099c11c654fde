"""Pages without script: one style sheet, named by its hash, and nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from concord.publishing.cells import print_cell
from concord.report import words
from concord.report.texts import plain, shown

# The pages that run a script: one that lies beside them.
SCRIPTED = frozenset({"site_search.html"})
SCRIPTS = " script-src 'self';"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates of the package: everything is escaped, every name must be known."""
    made = Environment(
        loader=PackageLoader("concord.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(shown=shown, plain=plain, cell=print_cell, label=words.label)
    return made


@lru_cache(maxsize=1)
def style() -> Markup:
    """Return the style sheet that every page carries."""
    source, _, _ = PackageLoader("concord.publishing").get_source(environment(), "page.css")
    return Markup(source)  # noqa: S704 - a file of this package, nothing foreign in it


def policy(*, scripts: bool = False) -> str:
    """Return the content policy: the one style sheet by its hash, no script, nothing loaded.

    With ``scripts`` the files of script beside the page may run, and nothing else.
    """
    raw = hashlib.sha256(style().encode()).digest()
    digest = "sha256-" + base64.b64encode(raw).decode("ascii")
    return (
        f"default-src 'none'; style-src '{digest}'; img-src data:;"
        f"{SCRIPTS if scripts else ''}"
        " base-uri 'none'; form-action 'none'"
    )


def render(template: str, **values: Any) -> str:
    """Return a page of the package's templates, with a final line end."""
    found = environment().get_template(template)
    allowed = policy(scripts=template in SCRIPTED)
    return found.render(style=style(), policy=allowed, **values).rstrip() + "\n"
