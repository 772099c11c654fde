"""Take the README's picture of the example report: ``python -m tools.take_picture`` (Chromium).

Its top and its charts are photographed and laid side by side.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools import sessions

OUT = sessions.ROOT / "docs" / "images" / "report.png"
TITLE = "Political violence in Pakistan: the example record"
# Where the report begins, and its section with the charts.
TOP, CHARTS = "<header>", '<section id="happened"'
WIDE, HIGH = 1000, 1290  # what is shown of each half, pixels of the page
SPARE = 400  # more is photographed: the lowest part of a headless window may stay unpainted
SHOWN = 700  # how wide each half is in the picture, pixels
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--hide-scrollbars",
    "--virtual-time-budget=8000",
)
HALVES = """<body style="margin:0;background:#fff;white-space:nowrap;font-size:0">
<style>img {{ width: {w}px; height: {h}px; object-fit: cover; object-position: top }}</style>
<img src=top.png><img src=charts.png style="border-left:1px solid #ddd">
"""


def photograph(page: str, out: Path, width: int, height: int) -> None:
    """Write a PNG of what Chromium shows first of an address."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("No Chromium: install the package chromium")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603 - the browser found above, on our own page
            [
                browser,
                *FLAGS,
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={out}",
                page,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sessions.build_template(folder)
        sessions.execute(f'concord report --title "{TITLE}"', folder)
        report = (folder / "report.html").read_text(encoding="utf-8")
        charts = report[: report.index(TOP)] + "<main>" + report[report.index(CHARTS) :]
        (folder / "charts.html").write_text(charts, encoding="utf-8")
        photograph((folder / "report.html").as_uri(), folder / "top.png", WIDE, HIGH + SPARE)
        photograph((folder / "charts.html").as_uri(), folder / "charts.png", WIDE, HIGH + SPARE)
        halves = folder / "halves.html"
        halves.write_text(HALVES.format(w=SHOWN, h=HIGH * SHOWN // WIDE), encoding="utf-8")
        photograph(halves.as_uri(), OUT, 2 * SHOWN + 1, HIGH * SHOWN // WIDE)
    print(f"wrote {OUT.relative_to(sessions.ROOT)}: look at it")
