"""The search of a site: its incidents as a table of words, looked through by one small script.

The table is a file of script, not of JSON, since a page that is opened from a disk may load scripts
of its folder and nothing else.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.publishing.site_incident import Page

# Characters of one incident's words.
LONGEST = 1_500
# What would end a script, or a line of one, within a text.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def index_row(page: Page, path: str) -> tuple[str, str, str]:
    """Return path, title and words of an incident, as its page has them: names masked."""
    facts = " ".join(value for name, value in page.facts if name not in ("Toll rule", "Data set"))
    quotes = " ".join(line.quote for _, _, lines in page.said for line in lines)
    sources = " ".join(source.short for source in page.sources)
    words = " ".join(dict.fromkeys(f"{page.sentence} {facts} {sources} {quotes}".split()))
    return path, page.title, words[:LONGEST]


def write_index(rows: Sequence[tuple[str, str, str]]) -> str:
    """Return the table as a script."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    for unsafe, escaped in _UNSAFE.items():
        text = text.replace(unsafe, escaped)
    return f"window.concordIndex = {text};\n"


def search_script() -> str:
    """Return the script that looks through the table."""
    return (files("concord.publishing") / "templates" / "site_search.js").read_text("utf-8")
