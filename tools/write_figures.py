"""Measure the coder and write the figures that the docs give: ``python -m tools.write_figures``.

Runs the benchmarks on their development splits, keeps what they print in RESULTS, and rewrites the
tables between the marks of README.md and docs/explanation/methods.md; ``--tables`` measures
nothing. tests/test_docs.py fails when a table is not what RESULTS says.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from concord import __version__

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "development.json"
BENCHMARKS = ("incidents", "desks", "satp", "tolls", "times", "links", "positions")
_MARKED = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)
# What is told, by which figures (BENCHMARK.KEY), of which split; in the README and in full.
SHORT = (
    ("incidents that are the news of a text: found and right (F1)", "incidents.main_f1"),
    ("with those told as history (F1)", "incidents.all_f1"),
    ("of the matched: type, day, province right", "incidents.type incidents.day incidents.admin1"),
    ("of the matched: killed, perpetrator right", "incidents.killed_low incidents.perpetrator"),
    ("reports put together as one incident (B-cubed F1)", "incidents.links_b3_f1"),
    ("the news of reports in harder wording, which nobody has read (F1)", "desks.even_main_f1"),
    ("of the matched: killed, perpetrator right", "desks.even_killed_low desks.even_perpetrator"),
    ("events in an institute's digest paragraphs (F1)", "satp.event_f1"),
    (
        "who spoke on which option (F1); with the right sign",
        "positions.actor_option_f1 positions.signed_f1",
    ),
    ("published statistics found and right (F1)", "positions.statistics_f1"),
)
FULL = (
    (
        "incidents that are the news of a text: F1, precision, recall",
        "incidents.main_f1 incidents.main_precision incidents.main_recall",
    ),
    ("all incidents, history included, F1", "incidents.all_f1"),
    ("texts without an incident left without one", "incidents.negatives"),
    ("of matched incidents: type", "incidents.type"),
    ("day", "incidents.day"),
    ("first-level unit (province)", "incidents.admin1"),
    ("perpetrator", "incidents.perpetrator"),
    ("killed, low figure", "incidents.killed_low"),
    ("killed on the attackers' side", "incidents.killed_attackers"),
    ("injured, low figure", "incidents.injured_low"),
    ("claim of responsibility", "incidents.claimed_by"),
    ("reports put together, B-cubed F1", "incidents.links_b3_f1"),
    (
        "the news of reports in harder wording, which nobody has read: F1, precision, recall",
        "desks.even_main_f1 desks.even_main_precision desks.even_main_recall",
    ),
    ("of matched incidents: type, day", "desks.even_type desks.even_day"),
    ("killed, injured, low figures", "desks.even_killed_low desks.even_injured_low"),
    ("perpetrator, claim of responsibility", "desks.even_perpetrator desks.even_claimed_by"),
    ("events of an institute's digest paragraphs, F1", "satp.event_f1"),
    ("roles of their actors, F1", "satp.role_f1"),
    ("toll figures (effect, class, low, high), F1", "tolls.counts_f1"),
    ("time expressions found; with the right value, F1", "times.relaxed_f1 times.value_f1"),
    ("linking of correctly coded events, B-cubed F1", "links.links_b3_f1"),
    ("who spoke on which option, F1", "positions.actor_option_f1"),
    ("the same with the right sign, F1", "positions.signed_f1"),
    ("relations, F1", "positions.relations_f1"),
    ("published statistics, F1", "positions.statistics_f1"),
)
SPLITS = {
    "incidents": "incidents_dev",
    "desks": "even-numbered of 420 reports of our own",
    "satp": "satp_events, development part",
    "tolls": "satp_events, development part",
    "times": "timex, documents whose sha1 begins with 0, 1 or 2",
    "links": "incidents_dev",
    "positions": "positions_dev",
}
PAGES = {ROOT / "README.md": SHORT, ROOT / "docs" / "explanation" / "methods.md": FULL}


class NotMeasuredError(Exception):
    """A benchmark printed no figures."""


def measure(name: str) -> dict[str, float]:
    """Return what one benchmark prints; raise NotMeasuredError if its data are not there."""
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json"]
    done = subprocess.run(  # noqa: S603 - our own benchmarks
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    lines = done.stdout.strip().splitlines() or [""]
    if not lines[-1].startswith("{"):
        raise NotMeasuredError(f"benchmarks.{name}: {done.stdout[-300:]}{done.stderr[-300:]}")
    figures: dict[str, float] = json.loads(lines[-1])
    return figures


def measure_all() -> dict[str, Any]:
    """Return the figures of every benchmark with the day, the version, the machine and commands."""
    return {
        "command": "python -m benchmarks.NAME --json",
        "measured": datetime.now(UTC).date().isoformat(),
        "version": __version__,
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "figures": {name: measure(name) for name in BENCHMARKS},
    }


def table(rows: tuple[tuple[str, str], ...], results: dict[str, Any]) -> str:
    """Return the table of some figures, each benchmark's command and split named once."""
    lines = [
        f"Measured on {results['measured']} with version {results['version']}.",
        "",
        "| what | figure | command | split |",
        "| --- | --- | --- | --- |",
    ]
    told = None
    for words, keys in rows:
        pairs = [key.split(".") for key in keys.split()]
        shown = ", ".join(f"{results['figures'][name][key]:.2f}" for name, key in pairs)
        name = pairs[0][0]
        source = f"`python -m benchmarks.{name}` | {SPLITS[name]}" if name != told else "|"
        lines.append(f"| {words} | {shown} | {source} |")
        told = name
    return "\n".join(lines) + "\n"


def told_pages(results: dict[str, Any]) -> dict[Path, str]:
    """Return the pages with figures, their tables as the results say."""
    return {
        page: _MARKED.sub(
            lambda found, rows=rows: found[1] + table(rows, results) + found[2],
            page.read_text(encoding="utf-8"),
        )
        for page, rows in PAGES.items()
    }


if __name__ == "__main__":
    if "--tables" not in sys.argv:
        measured = measure_all()
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for page, text in told_pages(json.loads(RESULTS.read_text(encoding="utf-8"))).items():
        page.write_text(text, encoding="utf-8")
        print(f"wrote {page.relative_to(ROOT)}")
