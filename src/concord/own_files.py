"""Files that Concord keeps for the user alone: written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def own_file(file: Path) -> Iterator[IO[bytes]]:
    """Give a binary file that takes the place of ``file`` if the block ends without an error.

    Only its owner may read and write it. Its folder is made if need be. Raises OSError. Who reads
    ``file`` meanwhile sees what was there before; after an error it is as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(part).replace(file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
