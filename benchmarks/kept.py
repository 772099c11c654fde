"""Figures of several sizes kept in one file, with what they were measured by, and memory taken."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MIB = 1024 * 1024


def keep(path: Path, name: str, found: dict[str, Any], *, whole: bool = True) -> None:
    """Put the figures of a name beside those of others, with command, date, machine and load.

    Where they are not the ``whole``, what is held of the name and not found anew stays.
    """
    held = json.loads(path.read_text("utf-8")) if path.exists() else {}
    held[name] = {**({} if whole else held.get(name, {})), **found, **circumstances()}
    path.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", "utf-8")


def circumstances() -> dict[str, str]:
    """Return by what figures were measured: the command, the day, the machine and its load."""
    module = Path(sys.argv[0]).stem
    return {
        "command": f"python -m benchmarks.{module} {' '.join(sys.argv[1:])}",
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}; load {os.getloadavg()[0]:.1f}",
    }


def resident() -> int:
    """Return the resident memory of this process now, MiB."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() // MIB


def greatest() -> float:
    """Return the greatest resident memory of this process so far, MiB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def restart_peak() -> None:
    """Let ``peak`` tell of what comes from here on, where the system allows it (Linux)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak() -> float:
    """Return the greatest resident memory since ``restart_peak``, MiB; else that so far."""
    try:
        told = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return greatest()
    (line,) = (line for line in told.splitlines() if line.startswith("VmHWM:"))
    return round(int(line.split()[1]) / 1024, 1)
