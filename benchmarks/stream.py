"""Linking at scale: ``python -m benchmarks.stream [--reports N ...] [--json] [--write FILE]``.

A seeded stream of reports whose truth is known (``stream_truth.py``) is linked, each size in a
process of its own, step by step: ``digest`` (each report into the columns), ``columns`` (put in
order), ``connect`` (the pairs that link), ``join`` (clusters within what they connect) and
``facts`` (of every incident, none of which is kept). Printed of each step are the seconds and the
greatest resident memory of the process while it ran (MiB; the stream's maker included), and of the
whole pairwise precision and recall, B-cubed, and how many neighbours (incidents of one day and
district) share an incident. Making the stream is not counted in seconds. ``*_processor_s`` is
processor time, which other work on the machine disturbs less than the clock; ``rss_mb`` is the
memory up to the clusters, ``rss_to_the_end_mb`` with the truth beside them, by which they are
judged, and the facts.
"""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import time
from array import array
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.kept import keep, peak, restart_peak
from benchmarks.stream_truth import World, number_of, stream
from concord.codebook.book import load
from concord.linking import make_incident
from concord.linking.clusters import connect, join
from concord.linking.columns import Filling
from concord.linking.profiles import profile
from concord.linking.rulings import read_rulings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from concord.linking.columns import Numbers
    from concord.model import Document, Event

SIZES = (10_000, 100_000, 1_000_000)
LINKING = ("columns", "connect", "join")
STEPS = ("digest", *LINKING, "facts")
# With --state, so many reports are digested at a time.
PART = 250_000


def main() -> None:
    """Print a line for each size, and with --json the figures as one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=list(SIZES[:1]))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help="keep the figures of all sizes here")
    parser.add_argument("--state", type=Path, help="go on with one size by a part, kept here")
    parser.add_argument("--part", type=int, default=PART, help="reports digested at a time")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.state:
        part = measure_in_parts(options.reports[0], options.state, options.part)
        print(json.dumps(part) if part else "a part is done: run it again")
        return
    if options.one:
        print(json.dumps(measure(options.reports[0])))
        return
    found = {}
    for size in options.reports:
        command = [sys.executable, "-m", "benchmarks.stream", "--one", "--reports", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
        found[str(size)] = json.loads(done.stdout)
        print(words(found[str(size)]), flush=True)
        if options.write:
            keep(options.write, str(size), found[str(size)])
    if options.json:
        print(json.dumps(found[str(options.reports[-1])]))


def words(found: dict[str, float]) -> str:
    """Return the figures of one size: a line for all, and one for each step."""
    seconds = found["digest_processor_s"] + found["link_processor_s"]
    whole = (
        f"{found['reports']:,.0f} reports, {found['incidents']:,.0f} incidents: linked in "
        f"{seconds:,.0f} s of the processor and {found['rss_mb']:,.0f} MiB; "
        f"pairs P {found['pair_precision']:.3f} R {found['pair_recall']:.3f}, "
        f"B-cubed {found['b3_f1']:.3f}, neighbours merged {found['neighbours_merged']:.3f}"
    )
    steps = [
        f"  {step:8} {found[f'{step}_processor_s']:8,.1f} s of the processor"
        f" {found[f'{step}_s']:8,.1f} s by the clock {found[f'{step}_rss_mb']:8,.0f} MiB"
        for step in STEPS
    ]
    return "\n".join([whole, *steps])


@dataclass(slots=True, kw_only=True)
class Step:
    """What one step took: seconds, by the clock and of the processor, and memory at most (MiB)."""

    clock: float = 0.0
    processor: float = 0.0
    rss: float = 0.0


@dataclass(slots=True, kw_only=True)
class State:
    """How far a size is: the columns so far, the truths in the order of the stream, the steps."""

    filling: Filling = field(default_factory=Filling)
    truths: array[int] = field(default_factory=lambda: array("i"))
    steps: dict[str, Step] = field(default_factory=lambda: {step: Step() for step in STEPS})

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside as one step."""
        restart_peak()
        started, begun = time.perf_counter(), time.process_time()
        yield
        self.steps[name] = Step(
            clock=time.perf_counter() - started,
            processor=time.process_time() - begun,
            rss=peak(),
        )


def measure(size: int) -> dict[str, float]:
    """Return the figures of one size, in this process."""
    state = State()
    digest(state, size)
    return finish(state)


def measure_in_parts(size: int, file: Path, part: int) -> dict[str, float] | None:
    """Go on with one size by a part, from the state in a file; return the figures at the end."""
    state = pickle.loads(file.read_bytes()) if file.exists() else State()  # noqa: S301 - our own file
    if len(state.truths) == size:
        return finish(state)
    digest(state, min(size, len(state.truths) + part))
    file.write_bytes(pickle.dumps(state))
    return None


def digest(state: State, until: int) -> None:
    """Digest the stream from where the state stands; what it takes to make it is not counted."""
    world, step = World(load()), state.steps["digest"]
    reports = stream(world, until, after=state.truths)
    restart_peak()
    while True:
        made = next(reports, None)
        if made is None:
            break
        truth, event, document = made
        state.truths.append(truth)
        started, begun = time.perf_counter(), time.process_time()
        state.filling.add(profile(event, {document.id: document}, world.book))
        step.clock += time.perf_counter() - started
        step.processor += time.process_time() - begun
    step.rss = max(step.rss, peak())


def finish(state: State) -> dict[str, Any]:
    """Return the figures of what was digested: linked, judged, and facts made."""
    world, size = World(load()), len(state.truths)
    rulings = read_rulings((), ())
    with state.step("columns"):
        columns = state.filling.columns()
    with state.step("connect"):
        connected = connect(columns, rulings)
    homes = np.arange(size)
    joined = 0
    with state.step("join"):
        for members in join(columns, rulings, connected):
            homes[list(members)] = members[0]
            joined += len(members) - 1
    order = np.array([number_of(each) for each in columns.ids])
    del columns
    keys = np.array(state.truths)[order]
    found = {
        "reports": size,
        "incidents": len(np.unique(keys)),
        "incidents_found": size - joined,
        **accuracy(keys, homes),
        **neighbours(keys, homes, world),
    }
    restart_peak()
    seconds = facts_seconds(world, keys, homes, order)
    state.steps["facts"] = Step(clock=seconds[0], processor=seconds[1], rss=peak())
    return {**found, **told(state.steps)}


def told(steps: Mapping[str, Step]) -> dict[str, float]:
    """Return the figures of all steps, and of linking and the whole by them."""
    found: dict[str, float] = {}
    for name, step in steps.items():
        found[f"{name}_s"] = round(step.clock, 1)
        found[f"{name}_processor_s"] = round(step.processor, 1)
        found[f"{name}_rss_mb"] = round(step.rss)
    linking = [steps[name] for name in LINKING]
    return {
        **found,
        "link_s": round(sum(step.clock for step in linking), 1),
        "link_processor_s": round(sum(step.processor for step in linking), 1),
        "rss_mb": max(round(step.rss) for name, step in steps.items() if name != "facts"),
        "rss_to_the_end_mb": max(round(step.rss) for step in steps.values()),
    }


def accuracy(keys: Numbers, homes: Numbers) -> dict[str, float]:
    """Return pairwise and B-cubed figures of two partitions of the same reports."""
    both = Counter(zip(keys.tolist(), homes.tolist(), strict=True))
    by_key, by_home = Counter(keys.tolist()), Counter(homes.tolist())

    def pairs(counts: Counter[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    right = pairs(both)
    precision = sum(n * n / by_home[home] for (_, home), n in both.items()) / len(keys)
    recall = sum(n * n / by_key[key] for (key, _), n in both.items()) / len(keys)
    return {
        "pair_precision": round(right / max(pairs(by_home), 1), 4),
        "pair_recall": round(right / max(pairs(by_key), 1), 4),
        "b3_precision": round(precision, 4),
        "b3_recall": round(recall, 4),
        "b3_f1": round(2 * precision * recall / (precision + recall), 4),
    }


def neighbours(keys: Numbers, homes: Numbers, world: World) -> dict[str, float]:
    """Return the share of incidents with a neighbour that any report joins with it."""
    keyed: dict[int, set[int]] = {}
    for key, home in zip(keys.tolist(), homes.tolist(), strict=True):
        keyed.setdefault(key, set()).add(home)
    twins = merged = 0
    for number in range(1, max(keyed) + 1, 2):
        one, other = world.truth(number - 1), world.truth(number)
        if one.day == other.day and one.town.district == other.town.district:
            twins += 1
            merged += bool(keyed.get(number - 1, set()) & keyed.get(number, set()))
    return {"neighbours": twins, "neighbours_merged": round(merged / max(twins, 1), 4)}


def facts_seconds(
    world: World, keys: Numbers, homes: Numbers, order: Numbers
) -> tuple[float, float]:
    """Return the seconds, by the clock and of the processor, that making all incidents takes.

    Their reports are made again for it, which is not counted; no incident is kept.
    """
    firsts = first_reports(keys, order)
    by_home = np.argsort(homes, kind="stable")
    bounds = [0, *(np.flatnonzero(np.diff(homes[by_home])) + 1).tolist(), len(by_home)]
    rulings = read_rulings((), ())
    taken = worked = 0.0
    for begin, end in pairwise(bounds):
        rows = by_home[begin:end]
        made = list(_again(world, [(int(keys[row]), int(order[row])) for row in rows], firsts))
        documents = {document.id: document for _, document in made}
        started, begun = time.perf_counter(), time.process_time()
        make_incident([event for event, _ in made], documents, rulings, world.book)
        taken += time.perf_counter() - started
        worked += time.process_time() - begun
    return taken, worked


def first_reports(keys: Numbers, order: Numbers) -> dict[int, int]:
    """Return the number of the first report of each incident."""
    firsts: dict[int, int] = {}
    for key, number in zip(keys.tolist(), order.tolist(), strict=True):
        firsts[key] = min(number, firsts.get(key, number))
    return firsts


def _again(
    world: World, rows: Sequence[tuple[int, int]], firsts: dict[int, int]
) -> Iterator[tuple[Event, Document]]:
    """Yield reports made again, from their incidents and their own numbers."""
    told = {key: list(world.reports(world.truth(key), firsts[key])) for key, _ in rows}
    for key, number in rows:
        yield told[key][number - firsts[key]]


if __name__ == "__main__":
    main()
