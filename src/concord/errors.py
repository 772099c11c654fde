"""The one base of our exceptions: misuse raises, bad data is a ``model.Problem``."""

from __future__ import annotations


class ConcordError(Exception):
    """Base of every error that a user can cause; the message says what to do next.

    It crosses from a worker process whole, whatever arguments a subclass builds its message from.
    """

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to make it anew from its message, not from its subclass's arguments."""
        return _revived, (type(self), self.args), self.__dict__


def _revived(kind: type[ConcordError], args: tuple[object, ...]) -> ConcordError:
    error = kind.__new__(kind)
    error.args = args
    return error
