"""Concord: from reporting on political violence to a record that can be cited.

    import concord

    with concord.open_record("concord.db") as record:
        concord.build("articles/", record=record)
        view = record.view(since="2023-01-01", countries=["PK"])
        view.table("incidents")
        concord.analysis.shares(view, by="perpetrator")

Everything here is imported when it is first used. How to use it: docs/howto/python.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concord import analysis
    from concord.codebook.book import load as load_codebook
    from concord.library import Documents, build, code, read, train
    from concord.record import open_record

__version__ = "0.1.0"

__all__ = [
    "Documents",
    "__version__",
    "analysis",
    "build",
    "code",
    "load_codebook",
    "open_record",
    "read",
    "train",
]

# name -> module:attribute, so that `import concord` loads nothing.
_PLACES = {
    "Documents": "concord.library:Documents",
    "analysis": "concord.analysis:",
    "build": "concord.library:build",
    "code": "concord.library:code",
    "load_codebook": "concord.codebook.book:load",
    "open_record": "concord.record:open_record",
    "read": "concord.library:read",
    "train": "concord.library:train",
}


def __getattr__(name: str) -> Any:
    """Return a public name, imported now; AttributeError for any other, as Python asks."""
    if name not in _PLACES:
        raise AttributeError(f"module 'concord' has no attribute {name!r}")
    module, _, attribute = _PLACES[name].partition(":")
    found = import_module(module)
    return getattr(found, attribute) if attribute else found
