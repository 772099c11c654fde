"""Review in Chromium: by keyboard, without scripts, by two people, and with hostile texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.invented import make_view
from tests.web.test_browser import (
    NAMELESS,
    browser,
    check_inert,
    hostile_view,
    page,
    pytestmark,
    serve,
)

from concord import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# Fixtures and marks of the browser tests hold here too.
__all__ = ["browser", "page", "pytestmark"]


@pytest.fixture
def served(tmp_path: Path, book: Any) -> Iterator[tuple[str, Any]]:
    for base, record in serve(tmp_path, book, make_view()):
        pipeline.link(record, book, record.chosen_run())
        yield base, record


def kinds(record: Any) -> list[str]:
    return [each.kind for each in record.decisions()]


def test_a_reviewer_goes_through_the_queue_by_keyboard(page: Page, served: tuple[str, Any]) -> None:
    base, record = served
    count = len(record.view().incidents())
    page.goto(f"{base}/review")
    page.keyboard.press("j")
    page.wait_for_selector(".rulings")
    first = page.url
    page.keyboard.press("a")
    page.wait_for_url("**done=1*")
    assert page.url.partition("?")[0] != first
    assert "Recorded as number 1" in page.locator(".told").inner_text()

    # Words that are selected in a sentence become the value of a field.
    marked = page.locator(".quotable blockquote mark").first
    words = marked.inner_text()
    marked.click(click_count=3)
    page.evaluate("""() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.quotable blockquote mark'));
      const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
    }""")
    page.wait_for_timeout(50)
    page.keyboard.press("c")
    assert page.input_value("#r-value") == " ".join(words.split())
    page.select_option("#r-field", "weapon")
    page.locator("#r-value").press("Enter")
    page.wait_for_url("**done=2*")
    assert "the machine read" in page.locator(".human").first.inner_text()
    page.keyboard.press("u")
    page.wait_for_url("**done=3*")
    assert page.locator(".human").count() == 0

    page.keyboard.press("r")
    page.wait_for_url("**done=4*")
    assert len(record.view().incidents()) == count - 1
    page.keyboard.press("u")
    page.wait_for_url("**done=5*")
    assert len(record.view().incidents()) == count
    assert kinds(record) == ["accept", "correct", "undo", "reject", "undo"]


def test_same_different_and_help_have_keys(page: Page, served: tuple[str, Any]) -> None:
    base, record = served
    one, other = (each.id for each in list(record.view().incidents())[:2])
    page.goto(f"{base}/review/{one}")
    for key in ("m", "d"):
        page.keyboard.press(key)
        assert page.evaluate(
            "document.activeElement.closest('section').querySelector('h2').id"
        ) == ("same")
        page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.evaluate("document.activeElement.id") == "help"
    page.fill("#r-others", other)
    page.click("button[value=same]")
    page.wait_for_url("**done=1*")
    page.keyboard.press("s")
    assert "Take it apart" in page.locator("section:has(:focus) h2").inner_text()
    assert kinds(record) == ["same"]


def test_typing_in_a_field_rules_on_nothing(page: Page, served: tuple[str, Any]) -> None:
    base, record = served
    page.goto(f"{base}/review/{record.view().incidents()[0].id}")
    page.locator("#r-reason").press_sequentially("a rare case", delay=1)
    assert page.input_value("#r-reason") == "a rare case"
    assert kinds(record) == []


def test_it_works_without_scripts(browser: Browser, served: tuple[str, Any]) -> None:
    base, record = served
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/review")
    page.click("a.go")
    page.select_option("#r-field", "killed_best")
    page.fill("#r-value", "12")
    page.fill("#r-note", "counted in the sentence")
    page.click("form:has(#r-field) button[type=submit]")
    assert "the machine read" in page.content()
    page.click(".rulings button:has-text('Accept')")
    page.click(".told button")
    assert kinds(record) == ["correct", "accept", "undo"]
    assert record.decisions()[0].note == "counted in the sentence"
    context.close()


def test_the_second_of_two_people_is_told(browser: Browser, served: tuple[str, Any]) -> None:
    base, record = served
    address = f"{base}/review/{record.view().incidents()[0].id}"
    pages = [browser.new_context().new_page() for _ in range(2)]
    for each in pages:
        each.goto(address)
    pages[0].keyboard.press("a")
    pages[0].wait_for_url("**done=1*")
    pages[1].keyboard.press("r")
    pages[1].wait_for_selector(".problem")
    assert "Nothing of yours was recorded" in pages[1].locator(".problem").inner_text()
    assert kinds(record) == ["accept"]
    for each in pages:
        each.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_fit_and_every_control_has_a_name(
    page: Page, served: tuple[str, Any], width: int
) -> None:
    base, record = served
    one, other = (each.id for each in list(record.view().incidents())[:2])
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{base}/review/{one}")
    page.keyboard.press("r")
    page.wait_for_url("**done=1*")
    for path in ("/review", "/review/log", f"/review/{one}", f"/review/{other}"):
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(NAMELESS) == [], path


def test_hostile_texts_stay_inert_on_the_reviewers_desk(
    browser: Browser, book: Any, tmp_path: Path
) -> None:
    for base, record in serve(tmp_path, book, hostile_view()):
        ids = [each.id for each in record.incidents(record.chosen_run())]
        text = "<script>alert(1)</script><img src=x onerror=alert(2)>"
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{base}/review/{ids[0]}")
        page.select_option("#r-field", "summary")
        page.fill("#r-value", text)
        page.fill("#r-note", text)
        page.click("form:has(#r-field) button[type=submit]")
        page.wait_for_url("**done=1*")
        page.close()
        paths = ["/review", "/review/log", "/review?why=disputed"]
        paths += [f"/review/{each}" for each in ids[::23]] + [f"/review/{ids[0]}"]
        paths += [f"/review/{ids[0]}?field=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"]
        for path in paths:
            page = context.new_page()
            check_inert(page, base, path)
            page.close()
        context.close()
