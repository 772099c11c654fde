"""What the trials of ``benchmarks.faults`` work with: a folder of articles and the command line."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PLACES = ("Quetta", "Peshawar", "Karachi", "Lahore", "Bannu", "Turbat", "Mardan", "Sukkur")
KINDS = ("documents", "events", "incidents", "statements", "positions", "relations", "statistics")
ARTICLES = 48
PATIENCE = 900  # seconds for one command: a busy machine is no fault
PR_CAPBSET_DROP = 24
PYTHON = "from concord.cli import main; main()"
EXPORTS = """
import sys
from concord.cli import main
for kind in sys.argv[2:]:
    main(["export", kind, "-o", f"{sys.argv[1]}/{kind}.jsonl"], standalone_mode=False)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status (negative for a signal) and what it said."""

    status: int
    said: str

    @property
    def as_promised(self) -> bool:
        """Return whether it ended by the manual: done, or refused in words and no traceback."""
        refused = self.status in {1, 2, 3} and self.said.strip() != ""
        return (self.status == 0 or refused) and "Traceback" not in self.said


@dataclass(slots=True)
class Desk:
    """A folder of its own, a record in it (or elsewhere), and articles that stay the same."""

    folder: Path
    record: str
    rng: random.Random
    engine: str = "rules"
    env: dict[str, str] = field(default_factory=dict)

    @property
    def articles(self) -> Path:
        """Return the folder of articles."""
        return self.folder / "articles"

    def start(self, *args: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        """Start a command; ``before`` runs in the new process first."""
        env = {**os.environ, "PYTHONHASHSEED": "0", "CONCORD_RECORD": self.record, **self.env}
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", PYTHON, *args],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.folder,
            preexec_fn=before,  # noqa: PLW1509 - this program has one thread
        )

    def run(self, *args: str, before: Callable[[], None] | None = None) -> Ended:
        """Run a command to its end."""
        process = self.start(*args, before=before)
        try:
            said, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return Ended(-signal.SIGKILL, f"no end in {PATIENCE} seconds")
        return Ended(process.returncode, said)

    def build_args(self, *sources: str) -> tuple[str, ...]:
        """Return the arguments of the main job."""
        report = str(self.folder / "report.html")
        chosen = sources or (str(self.articles),)
        return ("build", *chosen, "--report", report, "--engine", self.engine)

    def build(self, *, before: Callable[[], None] | None = None) -> Ended:
        """Read, code and link everything."""
        return self.run(*self.build_args(), before=before)

    def sums(self) -> Mapping[str, str]:
        """Return the SHA-256 of each export; raises ValueError if one cannot be made."""
        out = Path(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        env = {**os.environ, "CONCORD_RECORD": self.record}
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", EXPORTS, str(out), *KINDS],
            env=env, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        if done.returncode:
            raise ValueError(done.stderr[-500:])
        return {kind: _sum(out / f"{kind}.jsonl") for kind in KINDS}


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def write_articles(folder: Path, count: int = ARTICLES) -> None:
    """Write invented articles, each a file."""
    folder.mkdir(parents=True)
    for n in range(count):
        row = {
            "id": f"a{n}",
            "published": f"2023-{n % 12 + 1:02d}-{n % 27 + 1:02d}",
            "publisher": ("Valley Times", "Harbour Post")[n % 2],
            "text": f"Gunmen shot dead {n % 7 + 2} policemen at a checkpost near "
            f"{PLACES[n % len(PLACES)]} on Monday, officials said. The chief minister called for "
            f"talks with the militants. Attacks rose {n + 5} percent in 2022.",
        }
        (folder / f"{n:03d}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


def file_limit(size: int) -> Callable[[], None]:
    """Return what makes every file end at ``size`` bytes for a process, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def mount(folder: Path, size: int, *, again: bool = False, writable: bool = True) -> bool:
    """Lay a file system of so many bytes over a folder, or resize it; return whether that may be.

    It may for root on Linux, outside of most containers.
    """
    options = f"{'remount,' if again else ''}{'rw' if writable else 'ro'},size={max(size, 4096)}"
    command = ["mount", "-t", "tmpfs", "-o", options, "concord-faults", str(folder)]
    return shutil.which("mount") is not None and _done(command)


def unmount(folder: Path) -> None:
    """Take away what ``mount`` laid there."""
    _done(["umount", str(folder)])


def _done(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - ours


def without_override() -> None:
    """Let go of the right of root to write what is read-only (Linux capabilities 1 and 2)."""
    if os.geteuid() == 0:
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def flip(file: Path, rng: random.Random, spots: int) -> None:
    """Change a few bytes of a file at random."""
    data = bytearray(file.read_bytes())
    for _ in range(spots):
        at = rng.randrange(len(data))
        data[at] ^= rng.randrange(1, 256)
    file.write_bytes(bytes(data))


def kill_later(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill a process after some time; return whether it was still at work."""
    time.sleep(seconds)
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive


def wait_all(processes: Sequence[subprocess.Popen[str]]) -> list[Ended]:
    """Wait for several commands."""
    found = []
    for process in processes:
        said, _ = process.communicate(timeout=PATIENCE)
        found.append(Ended(process.returncode, said))
    return found


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give the URL of a PostgreSQL server of its own, and what restarts it at once."""
    program = max(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    folder.mkdir()
    lent = {"user": "postgres", "group": "postgres", "extra_groups": []}
    lent = lent if os.geteuid() == 0 else {}
    if lent:
        shutil.chown(folder, "postgres", "postgres")

    def call(name: str, *options: str) -> None:
        command = [str(program.with_name(name)), "-D", str(folder / "data"), *options]
        subprocess.run(  # type: ignore[call-overload]  # noqa: S603 - the server's own programs
            command, check=True, cwd="/", timeout=60, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **lent,
        )  # fmt: skip

    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    call("initdb", "-U", "concord", "-A", "trust", "-E", "UTF8", "--locale=C")
    call("pg_ctl", "start", "-w", "-o", options)
    try:
        yield (
            f"postgresql://concord@/postgres?host={folder}",
            lambda: call("pg_ctl", "restart", "-w", "-m", "immediate", "-o", options),
        )
    finally:
        call("pg_ctl", "stop", "-m", "immediate")


@contextmanager
def scratch_server() -> Iterator[tuple[str, Callable[[], None]]]:
    """Give a server in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="concord-pg-") as place:
        Path(place).chmod(0o755)
        with server(Path(place) / "server") as given:
            yield given
