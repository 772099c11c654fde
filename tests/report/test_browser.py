"""The report in Chromium: hostile documents stay inert, and the page works for people."""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from concord.model import Claim, Location, Participant, Problem, Relation, Statistic
from concord.report import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from concord.model import Event, Position

CHROMIUM = Path("/usr/bin/chromium")
MISSING = not CHROMIUM.exists() or importlib.util.find_spec("playwright") is None
REQUIRED = os.environ.get("CONCORD_REQUIRE_SERVICES") == "1"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(MISSING and not REQUIRED, reason="needs /usr/bin/chromium and playwright"),
]

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>document.title='owned'</script>",
    "</style><style>body{display:none}</style>",
    "</title><img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example><input name=q autofocus onfocus=alert(1)></form>",
    "@import 'https://evil.example/x.css';",
    "url(https://evil.example/x.png)",
    "{{7*7}} {% raw %} {{ config }} {{''.__class__}}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "datum['constructor']['constructor']('alert(1)')()",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "\u202etxet desrever\u202c and \u2066isolate",
    "NUL \x00 and escape \x1b[31m",
    "line\u2028separator\u2029here",
    "&lt;script&gt; &#x3c;script&#x3e;",
    "<!--<script>",
    "]]><script>alert(1)</script><![CDATA[",
    "\ud800 lone surrogate",
    "<" * 3000,
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@dataclass
class Seen:
    """What the page tried to do."""

    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def watch(page: Page) -> Seen:
    seen = Seen()

    def on_dialog(dialog: Any) -> None:
        seen.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", on_dialog)
    page.on("request", lambda r: seen.requests.append(r.url) if r.url[:5] != "file:" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda message: seen.refused.append(message.text))
    return seen


def spoil(event: Event, text: str) -> Event:
    """Put the hostile text into every field of an event that a document can fill."""
    place = Location(
        text=text, name=text, latitude=30.0, longitude=70.0, precision="town", admin1=text,
        admin2=text, country="PK", place_id=text,
    )  # fmt: skip
    return replace(
        event,
        places=(place,),
        perpetrators=(Participant(text=text, name=text, attribution="claimed"),),
        targets=(Participant(text=text, victim_class=text),),
        tolls=tuple(replace(t, said_by=text, text=text, victim_class=text) for t in event.tolls),
        claimed_by=(Claim(name=text, channel=text),),
        weapon=text,
        summary=text,
        evidence=tuple(replace(e, field=text, quote=text) for e in event.evidence),
    )


def spoil_view(view: Any, text: str) -> Any:
    """Put the hostile text into every noun of the view."""
    held = dict(view.held)
    events = {event.id: spoil(event, text) for event in held["events"]}
    held["events"] = tuple(events.values())
    held["incidents"] = tuple(
        replace(
            i,
            id=i.id + text,
            facts=spoil(i.facts, text),
            disputed=(text,),
            assertions=tuple(
                replace(a, field=text, value=text, said_by=text) for a in i.assertions
            ),
        )
        for i in held["incidents"]
    )
    held["documents"] = tuple(
        replace(d, text=text + d.text + text, title=text, publisher=text, url=text, source=text)
        for d in held["documents"]
    )
    held["statements"] = tuple(
        replace(s, speaker=text, quote=text, condition=text, reported_by=text)
        for s in held["statements"]
    )
    held["relations"] = (
        Relation(id="x", document_id="d4", subject=text, relation=text, object=text, start=0,
                 end=1, quote=text),
    )  # fmt: skip
    held["statistics"] = (
        Statistic(id="t", document_id="d4", start=0, end=1, quote=text, measure=text, value=1.0,
                  unit=text, actors=(text,), places=(text,), source=text, origin=text),
    )  # fmt: skip
    held["problems"] = (Problem(where=text, code=text, message=text),)
    return replace(view, held=held)


def spoil_positions(positions: tuple[Position, ...], text: str) -> tuple[Position, ...]:
    return tuple(
        replace(p, actor_name=f"{n} {text}", option=text, words=text, certainty=text)
        for n, p in enumerate(positions)
    )


def check_inert(browser: Browser, out: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    seen = watch(page)
    page.goto(out.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.mouse.move(300, 300)
    assert page.locator("h1").inner_text().startswith("Title")
    assert page.locator("script").count() == 1
    assert page.locator("style").count() == 1
    assert page.locator("iframe, form, base, object, embed, img").count() == 0
    assert page.locator("#incident-table tbody[data-opens]").count() == 4
    assert page.locator("[onload], [onerror], [onmouseover], [onfocus]").count() == 0
    assert "49" not in page.locator("h1").inner_text()
    assert page.evaluate("location.href").startswith("file:")
    assert seen == Seen()
    context.close()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_record_opens_inert(  # every fixture is a part of the record
    browser: Browser,
    view: Any,
    book: Any,
    positions: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
) -> None:
    # Drawing takes a second and is tried with all the texts together below.
    monkeypatch.setattr("concord.report.figures.draw", lambda *_: Markup("<svg></svg>"))
    out = tmp_path / "report.html"
    spoiled = spoil_positions(positions, text)
    write_report(spoil_view(view, text), book, out, title=f"Title {text}", positions=spoiled)
    check_inert(browser, out)


def test_hostile_charts_open_inert(
    browser: Browser, view: Any, book: Any, positions: Any, tmp_path: Path
) -> None:
    text = " ".join(each[:60] for each in HOSTILE)
    spoiled = spoil_view(view, text)
    groups = [Participant(text=each, name=each, attribution="claimed") for each in HOSTILE]
    incidents = tuple(
        replace(i, facts=replace(i.facts, perpetrators=tuple(groups[n * 7 : n * 7 + 7])))
        for n, i in enumerate(spoiled.held["incidents"])
    )
    spoiled = replace(spoiled, held={**spoiled.held, "incidents": incidents})
    out = tmp_path / "report.html"
    write_report(spoiled, book, out, title="Title", positions=spoil_positions(positions, text))
    check_inert(browser, out)


def test_the_policy_stops_what_would_slip_through(
    browser: Browser, view: Any, book: Any, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    write_report(view, book, out, title="Closed")
    slip = "<script>alert(1)</script><img src=https://evil.example/x.png onerror=alert(2)></main>"
    out.write_text(out.read_text(encoding="utf-8").replace("</main>", slip), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    seen = watch(page)
    page.goto(out.as_uri())
    page.wait_for_timeout(300)
    assert seen.dialogs == []
    assert any("Content Security Policy" in line for line in seen.refused)
    context.close()


@pytest.fixture
def opened(
    browser: Browser, view: Any, book: Any, positions: Any, tmp_path: Path
) -> Iterator[Page]:
    out = tmp_path / "report.html"
    write_report(view, book, out, title="An invented spring", positions=positions)
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    page = context.new_page()
    page.goto(out.as_uri())
    yield page
    context.close()


def test_the_filter_keeps_what_matches(opened: Page) -> None:
    opened.fill("#filter", "attock")
    assert opened.locator("#incident-table tbody:visible").count() == 1
    assert opened.locator("#filter-told").inner_text() == "1 of 4 shown"


def test_sorting_by_deaths_puts_the_deadliest_first(opened: Page) -> None:
    opened.click("th[data-sort=killed] .sorter")
    first = opened.locator("#incident-table tbody").first
    assert first.get_attribute("data-killed") == "9"
    assert opened.get_attribute("th[data-sort=killed]", "aria-sort") == "descending"


def test_a_cell_of_the_matrix_opens_its_sentences(opened: Page) -> None:
    cell = opened.locator(".matrix a").first
    target = cell.get_attribute("href") or ""
    assert not opened.locator(target).is_visible()
    cell.focus()
    opened.keyboard.press("Enter")
    opened.wait_for_timeout(100)
    assert opened.locator(target).is_visible()


def test_a_link_to_an_incident_opens_its_sources(opened: Page) -> None:
    opened.locator("#places details summary").first.click()
    opened.locator("#places td a, #places th a").first.click()
    opened.wait_for_timeout(100)
    target = opened.evaluate("location.hash")
    assert opened.locator(f"{target} details").evaluate("d => d.open")


@pytest.mark.parametrize("width", [390, 820, 1400])
def test_no_width_scrolls_sideways(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 900})
    opened.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_and_light_come_from_the_reader(opened: Page) -> None:
    colours = []
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)
        colours.append(
            opened.evaluate(
                "[getComputedStyle(document.body).backgroundColor,"
                " getComputedStyle(document.querySelector('#timeline svg path')).fill]"
            )
        )
    assert colours[0] != colours[1]
    assert colours[0][0] == "rgb(255, 255, 255)"


def test_printing_opens_what_is_folded(opened: Page) -> None:
    opened.emulate_media(media="print")
    quote = opened.locator("#incident-table blockquote").first
    assert quote.evaluate("q => q.getBoundingClientRect().height > 0 && q.checkVisibility()")
    assert not opened.locator("#tools").is_visible()


def test_the_printed_report_holds_the_sentences(opened: Page) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(opened.pdf(format="A4"))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    text = " ".join(" ".join(pages).split())
    assert "at least seven people died" in text
    assert "Open all sources" not in text
    assert all(page.strip() for page in pages)


def test_a_data_download_is_the_table(opened: Page) -> None:
    with opened.expect_download() as found:
        opened.locator("#timeline a.download").click()
    assert found.value.suggested_filename == "timeline.csv"
    lines = found.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("period,label,from,to,incidents")
    assert len(lines) == 17


def test_without_script_the_page_is_whole(browser: Browser, opened: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(opened.url)
    assert page.locator("#timeline svg.chart").first.is_visible()
    assert not page.locator("#tools").is_visible()
    page.locator("#incident-table summary").first.click()
    assert page.locator("#incident-table blockquote").first.is_visible()
    context.close()
