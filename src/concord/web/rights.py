"""Who may open what: every route names the right that it needs, and one function decides.

A route without a right fails a test. Without accounts, whoever reaches the application has every
right; it then answers on this machine alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request, params

ENTER = "enter"
READ = "read"
CODE = "code"
EDIT = "edit"
RIGHTS = (ENTER, READ, CODE, EDIT)


class LoginNeededError(Exception):
    """A stranger at the door of a record that has accounts."""

    def __init__(self) -> None:
        super().__init__("Log in first: this record has accounts.")


class ForbiddenError(Exception):
    """Somebody lacks the right that a page needs."""

    status = 403

    def __init__(self, right: str) -> None:
        super().__init__(f"This needs the right to {right}. Ask an editor of this record for it.")


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency of a route: the right that it needs."""

    right: str

    def __call__(self, request: Request) -> None:
        """Return if whoever asks has the right; raises ForbiddenError."""
        if not may(request, self.right):
            raise ForbiddenError(self.right)


def may(request: Request, right: str) -> bool:
    """Return whether whoever asks has a right."""
    allowed: bool = request.app.state.allows(request, right)
    return allowed


def needs(right: str) -> params.Depends:
    """Return the dependency that asks for a right: ``dependencies=[needs(READ)]``."""
    return params.Depends(Needs(right))


def allow_all(request: Request, right: str) -> bool:
    """Return True: one person, on her own machine."""
    del request
    return right in RIGHTS
