"""Who may come in: a small file of names, roles and hashed passwords."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from concord.errors import ConcordError
from concord.own_files import own_file
from concord.web.rights import CODE, EDIT, ENTER, READ

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# What each role may do. An editor also takes back what others ruled.
ROLES = {
    "reader": frozenset({ENTER, READ}),
    "coder": frozenset({ENTER, READ, CODE}),
    "editor": frozenset({ENTER, READ, CODE, EDIT}),
}
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 400
_NAME = re.compile(r"[^\W_][\w.@-]{0,59}")
_HASHER = PasswordHasher()
# Verified where nobody has the name, so that the time of an answer tells no names.
_NOBODY = _HASHER.hash(os.urandom(16).hex())


class InvalidAccountError(ConcordError):
    """An account that cannot be: its name, role or password."""


class UnreadableUsersError(ConcordError):
    """A file of users that says something else."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"{file} is no list of users: {why}. `concord serve --users {file} --add-user NAME` "
            "writes one."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may come in; ``password`` is an argon2 hash."""

    name: str
    role: str
    password: str

    def may(self, right: str) -> bool:
        """Return whether the account's role has the right."""
        return right in ROLES[self.role]


class Users:
    """The accounts of a file; a change of the file holds from the next request on."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._stamp: tuple[int, int] | None = None
        self._accounts: Mapping[str, Account] = {}
        self.accounts()

    def accounts(self) -> Mapping[str, Account]:
        """Return the accounts by name; raises UnreadableUsersError."""
        try:
            found = self.file.stat()
        except OSError as error:
            raise UnreadableUsersError(self.file, error.strerror or "it cannot be read") from error
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp != self._stamp:
            self._accounts = read_users(self.file)
            self._stamp = stamp
        return self._accounts

    def find(self, name: str) -> Account | None:
        """Return the account of a name, or None."""
        return self.accounts().get(name)

    def check(self, name: str, password: str) -> Account | None:
        """Return the account if the password is its own, else None, after the same time."""
        account = self.find(name)
        known = account.password if account else _NOBODY
        try:
            _HASHER.verify(known, password[: LONGEST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return None
        return account


def read_users(file: Path) -> dict[str, Account]:
    """Return the accounts of a file by name; raises UnreadableUsersError."""
    try:
        content = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnreadableUsersError(file, str(error).partition("\n")[0]) from error
    entries = content.get("users") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries:
        raise UnreadableUsersError(file, "it needs a list `users` of at least one account")
    accounts = [_read_account(file, entry) for entry in entries]
    if len({each.name for each in accounts}) < len(accounts):
        raise UnreadableUsersError(file, "two accounts have one name")
    return {each.name: each for each in accounts}


def _read_account(file: Path, entry: Any) -> Account:
    keys = ("name", "role", "password")
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in keys):
        raise UnreadableUsersError(file, "an account needs a name, a role and a hashed password")
    account = Account(**{key: entry[key] for key in keys})
    if account.role not in ROLES:
        raise UnreadableUsersError(file, f"{account.role!r} is none of {', '.join(ROLES)}")
    if not account.password.startswith("$argon2"):
        raise UnreadableUsersError(file, f"the password of {account.name} is not hashed")
    return account


def add_user(file: Path, name: str, role: str, password: str) -> None:
    """Write an account into the file, in place of one of its name; raises InvalidAccountError."""
    if not _NAME.fullmatch(name):
        raise InvalidAccountError(
            f"{name!r} is no name of an account: use letters, digits, and . @ _ - after the first."
        )
    if role not in ROLES:
        raise InvalidAccountError(f"{role!r} is no role: use one of {', '.join(ROLES)}.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidAccountError(
            f"A password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters. Several words "
            "are easier to keep than signs."
        )
    accounts = read_users(file) if file.exists() else {}
    accounts[name] = Account(name=name, role=role, password=_HASHER.hash(password))
    entries = [
        {"name": each.name, "role": each.role, "password": each.password}
        for _, each in sorted(accounts.items())
    ]
    told = yaml.safe_dump({"users": entries}, sort_keys=False, allow_unicode=True)
    with own_file(file) as stream:
        stream.write(told.encode())
