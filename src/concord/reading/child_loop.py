"""What the child process does: answer one request after another until its input ends."""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from typing import Any, BinaryIO

from concord.reading.child import read_frame, write_frame
from concord.reading.faults import ReadError


def serve() -> None:
    """Answer requests; the arguments are the package root, memory in bytes and seconds a call."""
    memory, seconds = int(sys.argv[2]), int(sys.argv[3])
    _limit_memory(memory)
    answers = _take_output()
    requests = sys.stdin.buffer
    while True:
        try:
            request = json.loads(read_frame(requests))
            data = read_frame(requests)
        except EOFError:
            return
        _set_alarm(seconds)
        write_frame(answers, json.dumps(_answer(request, data)).encode())
        _set_alarm(0)


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    module, name = request["function"].split(":")
    try:
        function = getattr(importlib.import_module(module), name)
        return {"value": function(data, **request["options"])}
    except ReadError as fault:
        return {"fault": [fault.code, fault.message]}
    except MemoryError:
        # The parent asks a fresh child once more before it believes this.
        os._exit(1)
    except Exception as error:  # noqa: BLE001 -- whatever a parser raises, the file is at fault
        return {"fault": ["unreadable", f"The file cannot be parsed ({type(error).__name__})."]}


def _take_output() -> BinaryIO:
    """Return the pipe for answers, and let whatever a library prints go nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _limit_memory(size: int) -> None:
    """Bound the address space, where the system can (not on Windows)."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


def _set_alarm(seconds: int) -> None:
    """Let the system end this process if its parent is gone and nobody else would."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
