"""A child process in which files of others are taken apart, under limits of time and memory.

Parsers of HTML, PDF and feeds are large programs fed with hostile input: they may crash, hang or
eat all memory. In a child they can do so without harm. The protocol over its pipes: a frame is its
length (8 bytes, big-endian) and its bytes; a request is a JSON frame (function, options) and a
frame of data; the answer is one JSON frame.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from concord.reading.faults import ReadError

if TYPE_CHECKING:
    from concord.reading.limits import Limits

_HEAD = 8
_BOOT = """
import sys
sys.path.append(sys.argv[1])
from concord.reading.child_loop import serve
serve()
"""
_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])


class Child:
    """Calls functions of importable modules in a child process, which starts at the first call."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._fresh = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: str, data: bytes, **options: object) -> Any:
        """Return what ``module:function`` makes of the data, as JSON values.

        Raises ``ReadError``: its own, or ``timed_out``, ``too_large`` (memory), ``unreadable``.
        """
        used = not self._fresh
        try:
            return self._attempt(function, data, options)
        except _ChildLostError:
            if not used:
                raise _crashed() from None
        # What an earlier file left behind must not decide about this one: once more, from fresh.
        try:
            return self._attempt(function, data, options)
        except _ChildLostError:
            raise _crashed() from None

    def close(self) -> None:
        """End the child, if there is one."""
        process, self._process = self._process, None
        self._fresh = True
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _attempt(self, function: str, data: bytes, options: dict[str, object]) -> Any:
        process = self._process or self._start()
        self._fresh = False
        timed_out = threading.Event()
        watch = threading.Timer(self._limits.parse_seconds, _kill, (process, timed_out))
        watch.start()
        try:
            answer = self._exchange(process, function, data, options)
        except (OSError, EOFError, ValueError) as error:
            self.close()
            if timed_out.is_set():
                raise _timed_out(self._limits.parse_seconds) from error
            raise _ChildLostError from error
        except BaseException:
            # Interrupted between question and answer: the next answer would be the wrong one.
            self.close()
            raise
        finally:
            watch.cancel()
        if "fault" in answer:
            raise ReadError(*answer["fault"])
        return answer["value"]

    def _start(self) -> subprocess.Popen[bytes]:
        limits = self._limits
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and our own module
            [
                sys.executable,
                *("-P", "-c", _BOOT, _PACKAGE_ROOT),
                *(str(limits.parse_bytes), str(int(limits.parse_seconds) + 5)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Parsers that walk through sets shall walk in the same order every time.
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        return self._process

    def _exchange(
        self,
        process: subprocess.Popen[bytes],
        function: str,
        data: bytes,
        options: dict[str, object],
    ) -> dict[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise OSError("the child has no pipes")
        write_frame(process.stdin, json.dumps({"function": function, "options": options}).encode())
        write_frame(process.stdin, data)
        # JSON writes one code point in up to 12 bytes.
        answer = json.loads(read_frame(process.stdout, longest=self._limits.text_points * 16))
        return dict(answer)


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write the length and the bytes."""
    stream.write(len(data).to_bytes(_HEAD, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes], *, longest: int | None = None) -> bytes:
    """Return the next frame's bytes; ``EOFError`` at the end, ``ReadError`` if it is too long."""
    size = int.from_bytes(_read_exactly(stream, _HEAD), "big")
    if longest is not None and size > longest:
        raise ReadError("too_large", "The file holds more text than Limits.text_points allows.")
    return _read_exactly(stream, size)


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


class _ChildLostError(Exception):
    """The child ended without an answer."""


def _kill(process: subprocess.Popen[bytes], timed_out: threading.Event) -> None:
    timed_out.set()
    process.kill()


def _timed_out(seconds: float) -> ReadError:
    return ReadError(
        "timed_out",
        f"Reading took more than {seconds:g} seconds; give the text as .txt, or raise "
        "Limits.parse_seconds.",
    )


def _crashed() -> ReadError:
    return ReadError(
        "unreadable",
        "The parser crashed or ran out of memory on this file; give its text as .txt instead.",
    )
