"""Every benchmark whose data is at hand, one line of figures each.

``python -m benchmarks [NAME...]`` (``make bench``) scores the development splits, which is the
small size: each takes seconds. A benchmark without its data says so; one that breaks is named at
the end, and the exit status is 1.
"""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).parent
LIMIT = 600  # seconds
SHOWN = 8  # figures in a line


def names() -> list[str]:
    """Return the benchmarks: the modules of this package that can be run."""
    found = (module.name for module in pkgutil.iter_modules([str(FOLDER)]))
    return [
        name
        for name in found
        if name != "__main__" and "__main__" in (FOLDER / f"{name}.py").read_text("utf-8")
    ]


def run(name: str) -> tuple[str, bool]:
    """Return a line on one benchmark, and whether it ran or was skipped as it should."""
    started = time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json"]
    try:
        done = subprocess.run(  # noqa: S603 - our own modules
            command, capture_output=True, text=True, cwd=FOLDER.parent, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{name}: no answer in {LIMIT} seconds", False
    last = (done.stdout.strip().splitlines() or [""])[-1]
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [last or "no output"])[-1]
        return f"{name}: failed: {reason}", False
    if "skipped" in last.partition("{")[0]:
        return f"{name}: {last.removeprefix(f'{name}: ')}", True
    return f"{name}: {figures(last)} ({time.monotonic() - started:.0f} s)", True


def figures(last: str) -> str:
    """Return the figures of a benchmark's last line as words; what is no object, as it is."""
    try:
        found = json.loads(last)
    except ValueError:
        return last
    listed = [
        f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
        for key, value in found.items()
        if isinstance(value, int | float)
    ]
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more


def main() -> int:
    """Run the benchmarks named, or all; return the exit status."""
    broken = 0
    for name in sys.argv[1:] or names():
        line, went_well = run(name)
        print(line, flush=True)
        broken += not went_well
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
