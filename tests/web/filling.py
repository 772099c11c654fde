"""A record filled with the nouns of an invented view or with hostile ones; forms sent."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from concord.model import Coding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from concord.record import Record

PARTS = ("events", "statements", "relations", "statistics")


def fill(record: Record, view: Any) -> str:
    """Put the view's documents, codings and incidents into a record; return the run's id."""
    held = view.held
    record.add(held["documents"])
    run = record.start_run(
        engine="rules", coder_version="1", model_version="none", codebook_version="world-1"
    )
    parts = {name: _numbered(name, held.get(name, ())) for name in PARTS}
    record.write_codings(
        run,
        [
            Coding(
                document_id=document.id,
                run_id=run.id,
                **{
                    name: tuple(each for each in found if each.document_id == document.id)
                    for name, found in parts.items()
                },
            )
            for document in held["documents"]
        ],
    )
    record.write_incidents(run, held["incidents"])
    record.write_problems(held.get("problems", ()))
    return run.id


def _numbered(name: str, found: Iterable[Any]) -> list[Any]:
    """Give statements ids that begin with their document, as coding does."""
    if name != "statements":
        return list(found)
    return [replace(each, id=f"{each.document_id}-s{n}") for n, each in enumerate(found)]


def token_in(page: str) -> str:
    """Return the token that the forms of a page carry."""
    found = re.search(r'name="token" value="(\w+)"', page)
    assert found is not None
    return found[1]


def post(client: Any, page: str, path: str, **data: str) -> Any:
    """Send a form of a page; return the answer, redirections not followed."""
    token = token_in(client.get(page).text)
    return client.post(path, data={"token": token, **data}, follow_redirects=False)
