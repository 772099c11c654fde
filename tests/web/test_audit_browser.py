"""Audit and double coding in Chromium: by keyboard, by two people, on a phone, under axe-core."""

from __future__ import annotations

import importlib.util
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

from concord import auditing, pipeline
from concord.record.audits import Answer, latest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# Fixtures and marks of the browser tests hold here too.
__all__ = ["browser", "page", "pytestmark"]
NO_AXE = importlib.util.find_spec("axe_playwright_python") is None


@pytest.fixture
def served(tmp_path: Path, book: Any) -> Iterator[tuple[str, Any]]:
    for base, record in serve(tmp_path, book, make_view()):
        pipeline.link(record, book, record.chosen_run())
        yield base, record


def code_both(record: Any, base: str) -> None:
    """Draw texts for two coders, and let both code the first two."""
    del base
    sample = auditing.draw_double(record, size=9, seed=1, coders=("asma", "bilal"), who="asma")
    for who, killed in (("asma", "3"), ("bilal", "4")):
        for item in sample.items[:2]:
            cells = {"type": "bombing", "killed": killed, "place": "Zhob"}
            record.answer(
                Answer(item=item.key, kind="coding", document_id=item.document_id, who=who,
                       rows=(cells,))
            )  # fmt: skip


def paths_of(record: Any, book: Any) -> list[str]:
    """Return every page of reviewing beside the queue, with something on each."""
    sample = auditing.draw_audit(record, book, size=9, seed=1, who="asma")
    for item in sample.items[::2]:
        record.answer(
            Answer(item=item.key, kind="audit", document_id=item.document_id, who="asma",
                   verdict="right" if item.subject else "read")
        )  # fmt: skip
    code_both(record, "")
    incident = next(item.subject for item in sample.items if item.subject)
    document = record.view().find(incident).document_ids[0]
    audit = f"/review/audit/{sample.name}"
    return [
        "/review", "/review/audit", audit,
        *(f"{audit}/{n}" for n in range(1, min(6, len(sample.items)) + 1)),
        "/review/double", "/review/double/double-1?as=asma", "/review/double/double-1/1?as=asma",
        "/review/double/double-1/1/settle", "/review/coverage", "/review/add",
        "/review/add-statement", "/review/log", f"/review/{incident}?text={document}", "/method",
    ]  # fmt: skip


def test_a_sample_is_drawn_and_answered_by_keyboard(page: Page, served: tuple[str, Any]) -> None:
    base, record = served
    page.goto(f"{base}/review/audit")
    page.fill("#a-size", "8")
    page.click("button:has-text('Draw')")
    page.wait_for_url("**/review/audit/audit-1")
    page.keyboard.press("j")
    for _ in record.samples()[0].items:
        page.wait_for_selector("form.answer")
        page.keyboard.press("a")
        assert page.locator("input[name=verdict]:checked").count() == 1
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.wait_for_url("**/review/audit/audit-1")
    count = len(record.samples()[0].items)
    assert f"{count} of {count} answered" in page.locator(".lead").inner_text()
    assert len(latest(record.answers(), "audit")) == count
    page.goto(f"{base}/method#audited")
    assert "people confirm" in page.locator("#audited").inner_text()


def test_two_people_code_blindly_and_an_editor_settles(
    browser: Browser, served: tuple[str, Any]
) -> None:
    base, record = served
    sample = auditing.draw_double(record, size=1, seed=1, coders=("asma", "bilal"), who="asma")
    text = record.view().document(sample.items[0].document_id).text
    for who, killed in (("asma", "3"), ("bilal", "4")):
        page = browser.new_context().new_page()
        page.goto(f"{base}/review/double/double-1?as={who}")
        page.keyboard.press("j")
        page.wait_for_selector("form.answer")
        assert page.input_value("#e0-killed") == ""
        page.select_option("#e0-type", "bombing")
        page.fill("#e0-killed", killed)
        page.evaluate("document.activeElement.blur()")
        # Words selected by keyboard become the evidence.
        page.keyboard.press("v")
        page.keyboard.press("Shift+ArrowRight")
        page.wait_for_timeout(50)
        page.keyboard.press("c")
        words = page.input_value("#e0-words")
        assert words
        assert " ".join(words.split()) in " ".join(text.split())
        page.click("button:has-text('Done')")
        page.wait_for_url("**/review/double/double-1?as=*")
        page.context.close()
    page = browser.new_context().new_page()
    page.goto(f"{base}/review/double/double-1")
    assert "coded by both" in page.locator("main").inner_text()
    page.click("a:has-text('settle')")
    for group in page.locator("input[name$=-happened][value=no]").all():
        if not page.locator(f"input[name={group.get_attribute('name')}]:checked").count():
            group.check()
    page.check("input[name=u0-killed][value=second]")
    page.fill("#s-note", "read again")
    page.click("button:has-text('Settle')")
    page.wait_for_url("**/review/double/double-1")
    assert "adjudicated by" in page.locator("main").inner_text()
    assert record.answers()[-1].rows[0]["killed"] == "4"
    page.context.close()


def test_words_are_selected_by_keyboard_in_the_whole_text(
    page: Page, served: tuple[str, Any]
) -> None:
    base, record = served
    incident = record.view().incidents()[0]
    page.goto(f"{base}/review/{incident.id}")
    page.click("a:has-text('the whole text here')")
    page.wait_for_selector(".text.whole")
    page.keyboard.press("v")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(50)
    words = page.evaluate("getSelection().toString().replace(/\\s+/g, ' ').trim()")
    assert len(words.split()) >= 2
    assert words in page.locator("#r-picked").inner_text()
    page.keyboard.press("c")
    assert page.input_value("#r-value") == words
    page.select_option("#r-field", "weapon")
    page.locator("#r-value").press("Enter")
    page.wait_for_url("**done=1*")
    assert record.decisions()[0].value == words


def test_work_is_taken_by_keyboard_and_is_mine(page: Page, served: tuple[str, Any]) -> None:
    base, record = served
    ident = record.view().incidents()[0].id
    page.goto(f"{base}/review/{ident}")
    page.keyboard.press("t")
    page.wait_for_selector(".task strong")
    page.goto(f"{base}/review?work=mine")
    assert page.locator(".waiting tbody tr").count() == 1
    page.goto(f"{base}/review/{ident}")
    page.keyboard.press("f")
    page.wait_for_selector(".task:has-text('done')")
    page.goto(f"{base}/review?work=mine")
    assert page.locator(".waiting tbody tr").count() == 0


def test_the_pages_fit_and_every_control_has_a_name(
    page: Page, served: tuple[str, Any], book: Any
) -> None:
    base, record = served
    for path in paths_of(record, book):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(base + path)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        assert page.evaluate(NAMELESS) == [], path


@pytest.mark.skipif(NO_AXE, reason="needs axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, served: tuple[str, Any], book: Any, scheme: Any
) -> None:
    from tests.web.test_axe import faults

    base, record = served
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    found = {}
    for path in paths_of(record, book):
        page.goto(base + path)
        if told := faults(page):
            found[path] = told
    context.close()
    assert found == {}


def test_it_works_without_scripts(browser: Browser, served: tuple[str, Any], book: Any) -> None:
    base, record = served
    sample = auditing.draw_audit(record, book, size=4, seed=1, who="asma")
    number = next(n for n, item in enumerate(sample.items, 1) if item.subject)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/review/audit/audit-1/{number}")
    page.check("input[value=wrong]")
    page.check("input[name=wrong][value=where]")
    page.click("form.answer button[type=submit]")
    assert record.answers()[0].wrong == ("where",)
    context.close()


def test_hostile_texts_stay_inert(browser: Browser, book: Any, tmp_path: Path) -> None:
    for base, record in serve(tmp_path, book, hostile_view()):
        pipeline.link(record, book, record.chosen_run())
        sample = auditing.draw_audit(record, book, size=12, seed=1, who="<b>asma</b>")
        double = auditing.draw_double(record, size=4, seed=1, coders=("a", "<i>b</i>"), who="x")
        script = "<script>alert(1)</script>"
        for who in double.coders:
            item = double.items[0]
            rows = ({"type": "bombing", "place": script, "words": script},)
            record.answer(Answer(item=item.key, kind="coding", document_id=item.document_id,
                                 who=who, rows=rows))  # fmt: skip
        record.answer(Answer(item=sample.items[0].key, kind="audit", who=script, verdict="unsure",
                             document_id=sample.items[0].document_id, note=script))  # fmt: skip
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        paths = [
            "/review/audit",
            "/review/audit/audit-1",
            "/review/double/double-1",
            "/review/double/double-1/1?as=a",
            "/review/double/double-1/1/settle",
        ]
        paths += [f"/review/audit/audit-1/{n}" for n in range(1, len(sample.items) + 1, 3)]
        for path in paths:
            page = context.new_page()
            check_inert(page, base, path)
            page.close()
        context.close()
