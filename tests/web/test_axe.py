"""Every page under axe-core: nothing that a program can tell stands in a reader's way."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.test_browser import MISSING, PATHS, REQUIRED, browser, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser", "served"]
NO_AXE = importlib.util.find_spec("axe_playwright_python") is None
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        (MISSING or NO_AXE) and not REQUIRED, reason="needs Chromium, playwright and axe-core"
    ),
]
MORE = (
    "/incidents?types=bombing&places=Quetta", "/incidents?q=nowhere", "/documents/d4",
    "/documents?q=attock", "/statements/d4-s0", "/map?by=hexagon&at=69.3,30.4,12",
    "/positions/network?year=2024", "/findings/trends", "/findings/maps", "/findings/agreement",
    "/saved?path=/incidents&query=places%3DQuetta", "/review", "/review/log", "/nothing",
)  # fmt: skip


def faults(page: Any) -> list[str]:
    """Return what axe-core finds on the page as it stands, everything folded opened."""
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, served: tuple[str, Any], scheme: Any) -> None:
    base, record = served
    run = record.chosen_run()
    incidents = [f"/incidents/{each.id}" for each in record.incidents(run)][:2]
    width = 1280 if scheme == "light" else 390
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    for path in (*PATHS, *MORE, *incidents, *(f"/review/{each[11:]}" for each in incidents[:1])):
        page.goto(base + path)
        found[path] = faults(page)
    context.close()
    assert {path: each for path, each in found.items() if each} == {}
