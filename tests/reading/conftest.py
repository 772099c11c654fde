from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from concord.model import Document, Problem
from concord.reading import Limits, read
from concord.reading.child import Child

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    ReadBytes = Callable[..., tuple[list[Document], list[Problem]]]


@pytest.fixture(scope="session")
def child() -> Iterator[Child]:
    """One child process for all tests: starting one takes half a second."""
    with Child(Limits(parse_seconds=30)) as child:
        yield child


@pytest.fixture
def read_bytes(tmp_path: Path) -> ReadBytes:
    """Write bytes to a file of a given name, and read it: documents and problems apart."""

    def read_file(name: str, data: bytes, **limits: int) -> tuple[list[Document], list[Problem]]:
        path = tmp_path / name
        path.write_bytes(data)
        found = list(read(path, limits=Limits(**limits)))
        documents = [item for item in found if isinstance(item, Document)]
        return documents, [item for item in found if isinstance(item, Problem)]

    return read_file
