"""The checks that every reader passes, built-in or installed; a package may run them on its own.

from concord.reading.contract import check_reader

def test_reader():
    check_reader(MyReader(), sample=b"...", name="sample.mine")
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from concord.errors import ConcordError
from concord.model import Problem
from concord.reading.child import Child
from concord.reading.drafts import Draft
from concord.reading.faults import ReadError
from concord.reading.limits import Limits
from concord.reading.resources import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.reading.readers import Reader


class ContractBrokenError(ConcordError):
    """A reader does not do what ``read`` relies on."""

    def __init__(self, reader: object, reason: str) -> None:
        super().__init__(f"{type(reader).__name__} breaks the readers' contract: {reason}.")


def check_reader(reader: Reader, *, sample: bytes, name: str) -> None:
    """Raise ``ContractBrokenError`` unless the reader keeps the contract.

    ``sample`` is a good input of its kind and ``name`` a file name that it claims. Checked are the
    names it declares, drafts with text and place, the same result twice and from a file as from
    memory, and that spoilt input gives drafts, problems or a ``ReadError`` and nothing else.
    """
    _check_names(reader, name)
    limits = Limits(parse_seconds=20)
    with Child(limits) as child:
        found = _check_sample(reader, Resource(source=name, content=sample), child, limits)
        if found != list(reader.read(Resource(source=name, content=sample), limits, child)):
            raise ContractBrokenError(reader, "the same input gives another result")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(sample)
            if found != list(reader.read(Resource(source=name, path=path), limits, child)):
                raise ContractBrokenError(reader, "a file gives another result than its bytes")
        for spoilt in spoil(sample):
            check_input(reader, Resource(source=name, content=spoilt), child, limits)


def _check_names(reader: Reader, name: str) -> None:
    if not reader.name or reader.name != reader.name.strip().lower():
        raise ContractBrokenError(reader, "its name is not a word in lower case")
    if any(not suffix.startswith(".") or suffix != suffix.lower() for suffix in reader.suffixes):
        raise ContractBrokenError(reader, "a suffix is not lower case with a dot")
    if not any(name.lower().endswith(suffix) for suffix in reader.suffixes):
        raise ContractBrokenError(reader, f"it does not claim {name}")


def _check_sample(
    reader: Reader, resource: Resource, child: Child, limits: Limits
) -> list[Draft | Problem]:
    found = check_input(reader, resource, child, limits)
    drafts = [item for item in found if isinstance(item, Draft)]
    if not drafts:
        raise ContractBrokenError(reader, "a good sample gives no draft")
    if not all(draft.text.strip() and draft.media == reader.name for draft in drafts):
        raise ContractBrokenError(reader, "a draft lacks text, or its media is not the name")
    return found


def check_input(
    reader: Reader, resource: Resource, child: Child, limits: Limits
) -> list[Draft | Problem]:
    """Return what a reader finds in any bytes, or raise if it breaks the contract over them."""
    found: list[Draft | Problem] = []
    try:
        found.extend(reader.read(resource, limits, child))
    except ReadError as error:
        found.append(error.at(resource.source))
    except Exception as error:
        reason = f"{type(error).__name__} for {(resource.content or b'')[:60]!r}"
        raise ContractBrokenError(reader, reason) from error
    for item in found:
        if not isinstance(item, Draft | Problem):
            raise ContractBrokenError(reader, f"it yields a {type(item).__name__}")
        if not item.where.startswith(resource.source):
            raise ContractBrokenError(reader, "a place does not begin with the source's name")
    return found


def spoil(sample: bytes) -> Iterator[bytes]:
    """Yield what goes wrong with files: nothing, half, the wrong kind, noise, other encodings."""
    yield b""
    yield b"\n"
    yield sample[: len(sample) // 2]
    yield sample[len(sample) // 2 :]
    yield sample + sample
    yield sample.replace(b"e", b"\x00")
    yield sample.replace(b"a", b"\xff\xfe")
    yield sample.replace(b"<", b"<<").replace(b"{", b"[{").replace(b'"', b'""')
    yield bytes(range(256)) * 8
    yield b"\xff\xfe" + sample
    yield b"\xef\xbb\xbf" + sample
    yield b"[" * 50_000
    yield b"<div>" * 5_000
    yield b'"' * 50_000
