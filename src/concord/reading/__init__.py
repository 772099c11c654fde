"""Reading: files, folders, feeds and pages in; documents and problems out.

``read`` is the whole of it. A kind of file is a ``Reader``: built-ins in ``READERS``, others by the
entry point group ``concord.readers``, all under the checks of ``concord.reading.contract``.
"""

from __future__ import annotations

from concord.reading.limits import Limits
from concord.reading.sources import (
    FetchNotAskedError,
    SourceNotFoundError,
    UnsupportedAddressError,
    read,
)

__all__ = [
    "FetchNotAskedError",
    "Limits",
    "SourceNotFoundError",
    "UnsupportedAddressError",
    "read",
]
