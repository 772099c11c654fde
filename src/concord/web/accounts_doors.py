"""Sessions, the limit on guessing, and the log of who came in and wrote what."""

from __future__ import annotations

import json
import math
import os
import secrets
import threading
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.errors import ConcordError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from concord.web.accounts_tokens import Tokens

# A session ends so many seconds after its login, or after its last request.
LONGEST_SESSION, LONGEST_IDLE = 12 * 3600, 2 * 3600
MOST_SESSIONS = 10_000
# So many failures of a name or of an address within the seconds close the door for them.
MOST_FAILURES, FAILURE_SECONDS = 5, 15 * 60
MOST_WATCHED = 10_000


class TooManyFailuresError(ConcordError):
    """Somebody who guesses, or has forgotten, a password."""

    def __init__(self, seconds: int) -> None:
        minutes = -(-seconds // 60)
        super().__init__(
            f"Too many failed logins. Try again in {minutes} minute{'' if minutes == 1 else 's'}."
        )


@dataclass(slots=True)
class Session:
    """Who came in with which right word, and when."""

    name: str
    began: float
    used: float


class Sessions:
    """The open sessions, in memory: a restart ends them all."""

    def __init__(self, tokens: Tokens, clock: Callable[[], float] = time.monotonic) -> None:
        self._tokens = tokens
        self._clock = clock
        self._open: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str) -> str:
        """Return the signed cookie of a new session."""
        ident, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._open[ident] = Session(name, now, now)
            while len(self._open) > MOST_SESSIONS:
                self._open.popitem(last=False)
        return f"{ident}.{self._tokens.sign(ident, 'session')}"

    def name_of(self, cookie: str) -> str | None:
        """Return whose session the cookie is of, or None if it is forged, ended or too old."""
        ident, _, signature = cookie.rpartition(".")
        if not ident or not self._tokens.is_signed(ident, "session", signature):
            return None
        now = self._clock()
        with self._lock:
            session = self._open.get(ident)
            if session is None:
                return None
            if now - session.began > LONGEST_SESSION or now - session.used > LONGEST_IDLE:
                del self._open[ident]
                return None
            session.used = now
            return session.name

    def end(self, cookie: str) -> None:
        """End the session of a cookie."""
        with self._lock:
            self._open.pop(cookie.rpartition(".")[0], None)


class Limit:
    """How often a name or an address has failed of late."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, *keys: str) -> None:
        """Return if all may try; raises TooManyFailuresError."""
        with self._lock:
            waits = [self._wait(key) for key in keys]
        if max(waits, default=0) > 0:
            raise TooManyFailuresError(math.ceil(max(waits)))

    def fail(self, *keys: str) -> None:
        """Note a failure."""
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=MOST_FAILURES)).append(self._clock())
                self._failed.move_to_end(key)
            while len(self._failed) > MOST_WATCHED:
                self._failed.popitem(last=False)

    def forget(self, key: str) -> None:
        """Forget the failures of somebody who came in."""
        with self._lock:
            self._failed.pop(key, None)

    def _wait(self, key: str) -> float:
        failed = self._failed.get(key)
        if failed is None or len(failed) < MOST_FAILURES:
            return 0
        return failed[0] + FAILURE_SECONDS - self._clock()


class Log:
    """A file with one line of JSON for each login, refusal and write; only ever appended to."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self.file = file
        self._clock = clock
        self._lock = threading.Lock()

    def write(self, **what: str | int | None) -> None:
        """Append a line."""
        line = json.dumps({"when": self._clock().isoformat(), **what}, ensure_ascii=True)
        with self._lock, open(self.file, "a", encoding="utf-8", opener=_for_owner) as out:
            out.write(line + "\n")


def _for_owner(file: str, flags: int) -> int:
    """Open a file that, if it is new, only its owner may read."""
    return os.open(file, flags, 0o600)
