"""How fast texts are coded: ``python -m benchmarks.speed [--file FILE] [--json]``.

``FILE`` holds JSON lines with ``text``; the default is news of public data sets (PolNeAR and
WikiEvents, development splits), else the texts of ``examples/pakistan`` joined. Each is cut to its
first 500 words. One process, one thread, each measured in a fresh process; the first two by the
processor time of that process, which other work on the machine disturbs less than the clock:

- ``documents_per_second``: texts coded by ``concord.coding.code`` with the engine ``encoder``, from
  text to coding, after the texts of PolNeAR's training split have warmed it up (words and phrases
  that are met for the first time cost more, once in a process; ``first_result_s`` holds that cost).
  Of a ``FILE`` every fourth text counts, and the others come before. Cycles are searched for as
  seldom as by the commands;
- ``encoder_share``: the part of that time in the encoder (pieces and network), counted in the same
  run; ``total_over_encoder`` is its inverse. A long text whose beginning is plainly about something
  else is not read to its end: ``total_over_full_reading`` compares with reading every text whole;
- ``from_start_texts``, ``from_start_documents_per_second``, ``from_start_total_over_encoder``: the
  same over all texts from the first on, those that warm up included: what a folder of so many
  articles takes;
- ``rss_mb``: the greatest resident memory of that process, MiB;
- ``first_result_s``, ``first_result_cpu_s``: what ``concord code`` takes on a record of one
  document, by the clock and of the processor: see ``benchmarks.first_result``.

A model named ``fast`` beside the shipped one is measured too, under the prefix ``fast_``;
``fast_over_base`` is its rate beside that of the shipped one.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from benchmarks.incidents import make_document
from benchmarks.muc4 import read_rows
from concord.codebook.book import load
from concord.coding import code
from concord.coding.engines.model_file import find_folder, is_there
from concord.coding.engines.network import Logits, Network, load_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Document

DATA = Path(os.environ.get("CONCORD_DATA", "../shared/data"))
EXAMPLES = Path(__file__).parents[1] / "examples" / "pakistan"
WORDS = 500
TEXTS = 160
BEFORE = 1000  # texts coded before those that count, at most
SELDOM = 250_000  # new objects between searches for cycles, as in ``concord.cli``
FIRST_RESULT = ("first_result_s", "first_result_cpu_s")
_MIB = 1024


def texts_of(file: Path | None) -> list[str]:
    """Return the texts to code, each of at most 500 words."""
    if file is not None:
        return [shorten(row["text"]) for row in read_rows(file)][:TEXTS]
    files = [DATA / name / "dev.jsonl.gz" for name in ("polnear", "wikievents")]
    if all(f.is_file() for f in files):
        found = [[shorten(row["text"]) for row in read_rows(f)] for f in files]
        return [text for texts in found for text in texts[: TEXTS // 2]]
    joined = "\n\n".join(f.read_text("utf-8") for f in sorted(EXAMPLES.glob("*.txt")))
    words = joined.split(" ")
    return [" ".join(words[at : at + WORDS]) for at in range(0, len(words), WORDS)]


def texts_before() -> list[str]:
    """Return the texts that are coded before those that count, none without the data."""
    file = DATA / "polnear" / "train.jsonl.gz"
    return [shorten(row["text"]) for row in read_rows(file)][:BEFORE] if file.is_file() else []


def shorten(text: str) -> str:
    """Return the first 500 words of a text, with its line breaks."""
    return " ".join(text.split(" ")[:WORDS])


def measure(texts: Sequence[str], before: Sequence[str]) -> dict[str, float]:
    """Return the figures of this process: rate, share of the encoder, memory."""
    book = load()
    gc.set_threshold(SELDOM)
    documents, first = (
        [
            make_document({"id": f"{kind}{n}", "text": text, "published": "2024-01-02"})
            for n, text in enumerate(listed)
        ]
        for kind, listed in (("", texts), ("before-", before))
    )
    network = load_network(find_folder(), 1)
    rest = documents if first else documents[::4]
    first = first or [d for n, d in enumerate(documents) if n % 4]
    before_s, before_own = timed_coding(first, book)
    total, own = timed_coding(rest, book)
    started = time.process_time()
    for document in rest:
        network.read(document.text)
    whole = time.process_time() - started
    return {
        "documents_per_second": len(rest) / total,
        "encoder_share": own / total,
        "total_over_encoder": total / own,
        "total_over_full_reading": total / whole,
        "from_start_texts": len(first) + len(rest),
        "from_start_documents_per_second": (len(first) + len(rest)) / (before_s + total),
        "from_start_total_over_encoder": (before_s + total) / (before_own + own),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB,
    }


def timed_coding(documents: Sequence[Document], book: Codebook) -> tuple[float, float]:
    """Code documents; return the processor seconds, and those of them in the encoder."""
    with timed_readings() as readings:
        started = time.process_time()
        for _ in code(documents, book, engine="encoder"):
            pass
        return time.process_time() - started, sum(readings)


@contextmanager
def timed_readings() -> Iterator[list[float]]:
    """Yield a list that is filled with the processor seconds of each reading by the network."""
    seconds: list[float] = []
    read = Network.read

    def timed(self: Network, text: str, **how: bool) -> Logits:
        started = time.process_time()
        try:
            return read(self, text, **how)
        finally:
            seconds.append(time.process_time() - started)

    with patch.object(Network, "read", timed):
        yield seconds


def fresh(model: str | None, file: Path | None) -> dict[str, float]:
    """Return the figures of a model, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.speed", "--here"]
    command += ["--file", str(file)] if file else []
    environ = {**os.environ, "CONCORD_THREADS": "1"}
    if model is not None:
        environ["CONCORD_MODEL"] = model
    done = subprocess.run(  # noqa: S603 - ourselves
        command, env=environ, check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def figures(file: Path | None) -> Iterator[tuple[str, float]]:
    """Yield the figures of the model in use, then of ``fast`` if there is one."""
    base = fresh(None, file)
    yield from base.items()
    if is_there({"CONCORD_MODEL": "fast"}):
        fast = fresh("fast", file)
        yield from ((f"fast_{name}", value) for name, value in fast.items())
        yield "fast_over_base", fast["documents_per_second"] / base["documents_per_second"]


def main() -> None:
    """Print the figures; with ``--json`` the last line is one object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--engine", default="encoder", choices=["encoder"])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", action="store_true", help="measure this process only")
    options = parser.parse_args()
    if not is_there():
        print(f"skipped: there is no model at {find_folder()}")
        return
    if options.here:
        texts = texts_of(options.file)
        from benchmarks.first_result import figures as first_result

        first = first_result([max(texts, key=len)], 3)
        before = [] if options.file else texts_before()
        print(json.dumps(measure(texts, before) | {k: first[k] for k in FIRST_RESULT}))
        return
    found = dict(figures(options.file))
    for name, value in found.items():
        print(f"  {name:28s} {value:.3f}")
    if options.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
