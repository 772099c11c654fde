"""The application in Chromium: hostile documents stay inert, and the pages work for people."""

from __future__ import annotations

import importlib.util
import os
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from tests.invented import make_view
from tests.report.test_browser import HOSTILE, Seen, spoil_view, watch
from tests.web.filling import fill

from concord.record import open_record
from concord.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
MISSING = not CHROMIUM.exists() or importlib.util.find_spec("playwright") is None
REQUIRED = os.environ.get("CONCORD_REQUIRE_SERVICES") == "1"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(MISSING and not REQUIRED, reason="needs /usr/bin/chromium and playwright"),
]
PATHS = ("/", "/incidents", "/map", "/positions", "/positions/compare", "/positions/network",
         "/statements", "/statistics", "/findings", "/findings/shares", "/documents", "/method",
         "/saved", "/watching", "/api")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


def serve(folder: Path, book: Any, view: Any) -> Iterator[tuple[str, Any]]:
    """Serve a record of the view's nouns; give its address and the record."""
    with open_record(folder / "web.db") as record:
        fill(record, view)
        config = uvicorn.Config(create_app(record, book), port=0, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", record
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, book: Any) -> Iterator[tuple[str, Any]]:
    yield from serve(tmp_path_factory.mktemp("served"), book, make_view())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def hostile_view() -> Any:
    """Every noun spoilt by every text: one text in each copy of the invented documents."""
    storable = [text for text in HOSTILE if "\x00" not in text and "\ud800" not in text]
    views = [_copy(spoil_view(make_view(), text), n) for n, text in enumerate(storable)]
    held: dict[str, tuple[Any, ...]] = {
        kind: tuple(each for view in views for each in view.held.get(kind, ()))
        for kind in views[0].held
    }
    return replace(views[0], held=held)


def _copy(view: Any, number: int) -> Any:
    """Return the view with ids of its own."""

    def own(ident: str) -> str:
        return ident.replace("d", f"d{number}x", 1)

    held = dict(view.held)
    for kind in ("events", "statements", "relations", "statistics"):
        held[kind] = tuple(
            replace(e, id=f"{own(e.id)}-{number}", document_id=own(e.document_id))
            for e in held.get(kind, ())
        )
    held["documents"] = tuple(
        replace(d, id=own(d.id), text_hash=f"{d.text_hash}-{number}",
                source=f"{number} {d.source}") for d in held["documents"]
    )  # fmt: skip
    held["incidents"] = tuple(
        replace(
            i,
            id=f"i{number}-{at}",
            facts=replace(i.facts, id=f"{own(i.facts.id)}-{number}",
                          document_id=own(i.facts.document_id)),
            event_ids=tuple(f"{own(e)}-{number}" for e in i.event_ids),
            document_ids=tuple(own(d) for d in i.document_ids),
            assertions=tuple(replace(a, document_id=own(a.document_id)) for a in i.assertions),
        )
        for at, i in enumerate(held["incidents"])
    )  # fmt: skip
    held["problems"] = ()
    return replace(view, held=held)


def check_inert(page: Page, base: str, path: str) -> None:
    """Open a page and see that nothing in it acts, loads or breaks out."""
    seen = watch(page)
    answer = page.goto(base + path)
    assert answer is not None
    assert answer.status == 200, (path, page.locator("main").inner_text()[:500])
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.mouse.move(400, 400)
    assert page.locator("main").count() == 1, path
    assert page.locator("iframe, object, embed, base, img, main script, main style").count() == 0
    assert page.locator("[onload], [onerror], [onmouseover], [onfocus]").count() == 0
    assert page.locator("form:not([action^='/'])").count() == 0
    assert page.locator("meta[http-equiv]").count() == 0
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    ours = ("/", "?", "#", "http://", "https://")
    assert all(link.startswith(ours) and not link.startswith("//") for link in links), path
    assert all(request.startswith(base) for request in seen.requests), path
    seen.requests.clear()
    assert seen == Seen(), path


def test_hostile_documents_stay_inert(browser: Browser, book: Any, tmp_path: Path) -> None:
    for base, record in serve(tmp_path, book, hostile_view()):
        run = record.chosen_run()
        ids = [each.id for each in record.incidents(run)]
        documents = [each.id for each in record.documents()]
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        paths = [*PATHS, *(f"/incidents/{each}" for each in ids[::17])]
        paths += [f"/documents/{each}" for each in documents[::17]]
        paths += ["/incidents?q=%3Cscript%3Ealert(1)%3C/script%3E&places=%22%3E%3Csvg/onload=x%3E"]
        for path in paths:
            page = context.new_page()
            check_inert(page, base, path)
            page.close()
        context.close()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways(
    page: Page, served: tuple[str, Any], path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(served[0] + path)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# What a reader of the screen needs: the checks of WCAG that a program can make.
NAMELESS = """() => {
  const named = (e) => (e.getAttribute('aria-label') || e.textContent || e.title || '').trim();
  const out = [];
  for (const e of document.querySelectorAll('a[href], button, summary')) {
    const child = e.querySelector('title, [aria-label]');
    if (!named(e) && !child) out.push(e.outerHTML.slice(0, 120));
  }
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!e.labels?.length && !e.getAttribute('aria-label')) out.push(e.outerHTML.slice(0, 120));
  }
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) out.push('ids twice: ' + twice.slice(0, 5));
  if (document.querySelectorAll('h1').length !== 1) out.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) out.push('not one main');
  if (!document.documentElement.lang) out.push('no language');
  let last = 1;
  for (const h of document.querySelectorAll('main h1, main h2, main h3, main h4')) {
    const level = Number(h.tagName[1]);
    if (level > last + 1) out.push('heading ' + h.textContent + ' skips a level');
    last = level;
  }
  for (const t of document.querySelectorAll('main table')) {
    if (!t.querySelector('th')) out.push('a table without headers');
  }
  return out;
}"""


@pytest.mark.parametrize("path", PATHS)
def test_every_control_has_a_name(page: Page, served: tuple[str, Any], path: str) -> None:
    page.goto(served[0] + path)
    assert page.evaluate(NAMELESS) == []


# Contrast after WCAG 2.1 (relative luminance), of every text that is shown on a plain ground.
CONTRAST = """() => {
  const parse = (c) => { const m = c.match(/[\\d.]+/g).map(Number);
    return m.length < 4 ? [...m, 1] : m; };
  const light = (c) => { const f = c.slice(0, 3).map((v) => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const ground = (e) => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; }
    return parse(getComputedStyle(document.documentElement).backgroundColor); };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg') || !e.checkVisibility()) continue;
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest('.unseen')) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) bad.push(`${ratio.toFixed(2)} ${e.className} ${e.textContent.slice(0, 30)}`);
  }
  return [...new Set(bad)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/incidents?types=bombing", "/documents/d4", "/statistics"])
def test_text_stands_out_from_its_ground(
    page: Page, served: tuple[str, Any], path: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(served[0] + path)
    assert page.evaluate(CONTRAST) == []


def test_the_brush_moves_the_map(page: Page, served: tuple[str, Any]) -> None:
    page.goto(served[0] + "/map")
    assert "3 incidents" in page.locator("#mapped .lead").inner_text()
    chart = page.locator("figure[data-brush] .wide svg")
    bars = chart.locator("a[data-from]")
    box = bars.last.locator(".hit").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 20)
    page.wait_for_url("**from=*")
    page.locator("#mapped .lead strong").first.wait_for()
    assert "3 incidents" not in page.locator("#mapped .lead").inner_text()
    page.reload()
    assert page.locator("figure[data-brush] a.off").count() > 0
    page.locator("figure[data-brush] .wide .brush-handle").focus()
    page.keyboard.press("Escape")
    page.locator("#mapped .lead", has_text="3 incidents").wait_for()
    assert "from=" not in page.url


def test_the_map_comes_nearer_by_every_means(page: Page, served: tuple[str, Any]) -> None:
    page.goto(served[0] + "/map")
    port = page.locator(".viewport[data-zoom]")
    port.focus()
    page.keyboard.press("+")
    page.wait_for_url(lambda url: "at=" in url)
    first = page.url
    # The focus stays on the map that was drawn anew, and the arrows move that one.
    page.wait_for_function("document.activeElement.matches('.viewport')")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(url) => location.href !== url", arg=first)
    page.locator("[data-move=all]").click()
    page.wait_for_url(lambda url: "at=" not in url)
    page.locator(".viewport").scroll_into_view_if_needed()
    box = page.locator(".viewport .wide svg").bounding_box()
    assert box is not None
    page.mouse.dblclick(box["x"] + 40, box["y"] + box["height"] - 40)
    page.wait_for_url(lambda url: "at=" in url)
    degrees = float(page.url.split("at=")[1].split("&")[0].split(",")[2])
    page.locator(".viewport").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    page.wait_for_function(
        "(d) => Number(new URL(location).searchParams.get('at').split(',')[2]) < d", arg=degrees
    )


def test_a_dragged_map_follows_nothing_that_lies_beneath(
    page: Page, served: tuple[str, Any]
) -> None:
    page.goto(served[0] + "/map")
    page.locator(".viewport").scroll_into_view_if_needed()
    spot = page.locator(".viewport .wide svg a circle").first.bounding_box()
    assert spot is not None
    x, y = spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y + 30, steps=4)
    page.mouse.up()
    page.wait_for_url(lambda url: "at=" in url)
    # Without a move, the same is a link.
    page.locator(".viewport .wide svg a circle").first.click()
    page.wait_for_url("**/incidents?*")


def test_layers_of_a_text_can_be_hidden(page: Page, served: tuple[str, Any]) -> None:
    page.goto(served[0] + "/documents/d4")
    box = page.locator(".layers input[value=tolls]")
    assert box.is_checked()
    box.uncheck()
    assert "tolls" not in (page.locator(".text").get_attribute("data-layers") or "")
    page.reload()
    assert not page.locator(".layers input[value=tolls]").is_checked()
    page.locator(".m").first.hover()
    assert page.locator(".tip").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".tip").is_visible()


def test_marks_of_a_text_are_read_by_the_arrow_keys(page: Page, served: tuple[str, Any]) -> None:
    page.goto(served[0] + "/documents/d4")
    marks = page.locator(".text .m")
    assert page.locator(".text .m[tabindex='0']").count() == 1
    marks.first.focus()
    first = page.locator(".tip").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.text .m')[1]")
    assert page.locator(".tip").is_visible()
    page.keyboard.press("Home")
    assert page.locator(".tip").inner_text() == first


def test_an_incident_is_reached_by_keyboard_alone(page: Page, served: tuple[str, Any]) -> None:
    page.goto(served[0] + "/incidents")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("attock")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents?q=attock")
    page.locator("a.what").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/i*")
    assert "Attock bridge" in page.locator("h1").inner_text()


def test_without_script_every_page_is_whole(browser: Browser, served: tuple[str, Any]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served[0] + "/incidents")
    page.locator(".facet a.choice").first.click()
    assert page.locator(".chip").count() == 1
    page.goto(served[0] + "/map")
    page.locator("figure[data-brush] svg.chart").first.wait_for()
    page.locator("[data-move=in]").click()
    assert "at=" in page.url
    page.locator(".sorts a", has_text="hexagons").click()
    assert page.locator("svg.map polygon.cell").count() > 0
    assert "at=" in page.url
    page.goto(served[0] + "/documents/d4")
    assert page.locator(".text .m").count() > 0
    assert not page.locator(".layers").is_visible()
    context.close()


def test_a_printed_incident_holds_its_sentences(page: Page, served: tuple[str, Any]) -> None:
    import pypdfium2

    page.goto(served[0] + "/incidents")
    page.locator("a.what").first.click()
    page.get_by_text("What we hold").first.wait_for()  # what is printed is what has come
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = " ".join(each.get_textpage().get_text_bounded() for each in document)
    assert "What we hold" in text
    assert "Overview" not in text


@pytest.mark.parametrize(
    ("path", "left"),
    [("/?since=2020", "Clear all"), ("/incidents?since=2020", "Download"), ("/map", "All 3 in"),
     ("/positions", "Two actors over time"), ("/statements", "Show"), ("/method", "use it"),
     ("/statistics", "Check a figure of your own"), ("/documents", "Search the texts"),
     ("/review", "Begin with the first")],
)  # fmt: skip
def test_paper_has_nothing_to_click(page: Page, served: Any, path: str, left: str) -> None:
    page.goto(served[0] + path)
    assert left in page.locator("main").inner_text()
    page.emulate_media(media="print")
    assert left not in page.locator("main").inner_text()
    assert page.locator("button:visible, input:visible, select:visible").count() == 0
    assert page.locator("h1").first.is_visible()


def test_dark_and_light_come_from_the_reader(page: Page, served: tuple[str, Any]) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(served[0] + "/")
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds[0] == "rgb(255, 255, 255)"
    assert grounds[1] != grounds[0]
