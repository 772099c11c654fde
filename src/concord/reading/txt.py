"""Plain text, with an optional block of ``Key: value`` lines before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from concord.model import Problem
from concord.reading.decoding import damage, decode, is_damaged
from concord.reading.drafts import FIELDS, make_draft
from concord.reading.split_words import join_split_words
from concord.reading.texts import normalise_line_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.child import Child
    from concord.reading.drafts import Draft
    from concord.reading.limits import Limits
    from concord.reading.resources import Resource

_LINE = re.compile(rf"({'|'.join(FIELDS)})[ \t]*:(.*)", re.IGNORECASE)


class TxtReader:
    """Reads ``.txt``: one text a file."""

    name: ClassVar[str] = "txt"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text")
    media_types: ClassVar[tuple[str, ...]] = ("text/plain",)

    def read(self, resource: Resource, limits: Limits, _child: Child) -> Iterator[Draft | Problem]:
        """Yield the text after its header block, and a problem if a block is begun badly."""
        data = resource.load(limits)
        text = normalise_line_ends(decode(data, declared=resource.charset))
        if is_damaged(data, text):
            yield damage(resource.source)
        fields, body, reason = split_header(text)
        if reason:
            yield Problem(where=resource.source, code="bad_header", message=reason)
        body = join_split_words(body)
        yield make_draft(fields, where=resource.source, text=body, media=self.name)


def split_header(text: str) -> tuple[dict[str, str], str, str | None]:
    """Return the header's fields, the text after it, and why a begun header is none.

    A header is a block of lines, from the first on, that all are ``Key: value`` with one of six
    keys, ended by a blank line. Anything else is text: ``PESHAWAR: Police said`` is no header.
    """
    first_line = text.removeprefix("\ufeff").split("\n", 1)[0]
    if not _LINE.fullmatch(first_line):
        return {}, text, None
    block, _, body = text.removeprefix("\ufeff").partition("\n\n")
    fields: dict[str, str] = {}
    for number, line in enumerate(block.rstrip("\n").split("\n"), start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            return {}, text, _not_a_header(f"line {number} is no 'Key: value' of a known key")
        key = found[1].lower()
        if key in fields:
            return {}, text, _not_a_header(f"line {number} gives {found[1]} twice")
        fields[key] = found[2].strip()
    return {key: value for key, value in fields.items() if value}, body.lstrip("\n"), None


def _not_a_header(reason: str) -> str:
    known = ", ".join(key.capitalize() if key != "url" else "URL" for key in FIELDS)
    return (
        f"The file begins like a header, but {reason}; all of it was read as text. "
        f"Keys are {known}, and a blank line ends the header."
    )
