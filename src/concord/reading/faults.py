"""The fault of one input: raised inside a reader, a ``Problem`` outside."""

from __future__ import annotations

from concord.errors import ConcordError
from concord.model import Problem


class ReadError(ConcordError):
    """One input cannot be read; ``read`` turns it into a ``Problem`` and goes on."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def at(self, where: str) -> Problem:
        """Return the fault as a value, with its place."""
        return Problem(where=where, code=self.code, message=self.message)
