"""The one base of our exceptions: misuse raises, bad data is a ``model.Problem``."""

from __future__ import annotations


class ConcordError(Exception):
    """Base of every error that a user can cause; the message says what to do next."""
