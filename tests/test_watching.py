"""Watching a server of our own that misbehaves, and folders."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from concord.codebook.book import load
from concord.reading.limits import Limits
from concord.record import open_record
from concord.record.feeds import FeedState, backed_off, claim, feed_states
from concord.watching import FeedsFileError, Pass, Source, Watcher, read_feeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from concord.record import Record

BOOK = load(("world",))
ARTICLE = (
    "<html><head><title>{n}</title></head><body><article><h1>Blast {n}</h1>"
    "<p>A bomb exploded at a bus stop in Quetta on Monday, killing {n} people, the police chief"
    " of the city said. The wounded were taken to a hospital near by.</p></article></body></html>"
)


class Site:
    """Answers by path; remembers what it was asked, with its headers."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.pages.get(self.path, (404, {}, b""))
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                del args

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def put(self, path: str, body: str, status: int = 200, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, named, body.encode())
        return self.url + path

    def feed(self, *numbers: int, etag: str = '"1"') -> str:
        items = "".join(
            f"<item><title>Blast {n}</title><link>{self.url}/{n}</link><description>In brief."
            f"</description><pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item>"
            for n in numbers
        )
        for n in numbers:
            self.put(f"/{n}", ARTICLE.format(n=n), Content_Type="text/html")
        return self.put(
            "/feed",
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Daily</title>{items}'
            "</channel></rss>",
            Content_Type="application/rss+xml", ETag=etag,
        )  # fmt: skip

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **more: float) -> None:
        self.now += timedelta(**more)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(tmp_path: Path, clock: Clock) -> Iterator[Record]:
    with open_record(tmp_path / "r.db", clock=clock) as opened:
        yield opened


def is_ours(address: str) -> bool:
    return address == "127.0.0.1"


def watch(
    record: Record, *addresses: str, allow: Callable[[str], bool] = is_ours, **limits: float
) -> Watcher:
    sources = tuple(Source(address=each, every=10) for each in addresses)
    return Watcher(
        record, BOOK, sources, allow=allow, sleep=lambda _: None,
        limits=Limits(**limits),  # type: ignore[arg-type] # numbers
    )  # fmt: skip


def state(record: Record) -> FeedState:
    (found,) = feed_states(record.database)
    return found


def test_new_articles_are_read_coded_and_linked_once(
    record: Record, site: Site, clock: Clock
) -> None:
    watcher = watch(record, site.feed(3, 4))
    done = watcher.look()
    assert (done.added, done.problems) == (2, ())
    assert done.incidents
    assert state(record).documents == 2
    assert watcher.look() == Pass()
    clock.forward(minutes=11)
    again = watcher.look()
    assert (again.looked, again.unchanged, again.added) == (1, 1, 0)
    assert site.paths().count("/3") == 1
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_feed_with_one_more_article_costs_one_more_request(
    record: Record, site: Site, clock: Clock
) -> None:
    watch(record, site.feed(3)).look()
    clock.forward(minutes=11)
    done = watch(record, site.feed(3, 5, etag='"2"')).look()
    assert (done.added, done.problems) == (1, ())
    assert site.paths().count("/3") == 1
    assert len(list(record.documents())) == 2


def test_robots_are_obeyed(record: Record, site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /4\n")
    done = watch(record, site.feed(3, 4)).look()
    assert "/4" not in site.paths()
    assert "/3" in site.paths()
    assert [each.code for each in done.problems] == ["teaser_only"]
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    refused = watch(record, site.url + "/other").look()
    assert [each.code for each in refused.problems] == ["robots"]
    assert "/other" not in site.paths()


def test_robots_that_cannot_be_had_allow_nothing(record: Record, site: Site) -> None:
    site.put("/robots.txt", "", status=503)
    done = watch(record, site.feed(3)).look()
    assert done.added == 0
    assert site.paths() == ["/robots.txt"]


def test_a_source_that_fails_is_left_alone_for_longer_each_time(
    record: Record, site: Site, clock: Clock
) -> None:
    address = site.put("/feed", "", status=500)
    watcher = watch(record, address)
    pauses = []
    for _ in range(3):
        assert watcher.look().problems
        due = state(record).due
        assert due is not None
        pauses.append((due - clock.now).total_seconds() / 60)
        clock.now = due
    assert pauses == [20, 40, 80]
    site.feed(3)
    assert watcher.look().added == 1
    assert (state(record).failures, state(record).fault) == (0, None)


def test_a_server_says_how_long_to_wait(record: Record, site: Site, clock: Clock) -> None:
    address = site.put("/feed", "", status=429, Retry_After="7200")
    watch(record, address).look()
    assert state(record).due == clock.now + timedelta(hours=2)


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        ("x" * 5000, {"Content-Type": "text/html"}, "too_large"),
        ("\x00\x01", {"Content-Type": "application/zip"}, "unknown_kind"),
        ("<rss", {"Content-Type": "application/rss+xml"}, "not_a_feed"),
        ("", {"Content-Type": "text/html", "Content-Encoding": "br"}, "fetch_failed"),
    ],
)
def test_bad_answers_are_problems_and_the_watch_goes_on(
    record: Record, site: Site, body: str, headers: dict[str, str], code: str
) -> None:
    site.pages["/bad"] = (200, headers, body.encode())
    done = watch(record, site.url + "/bad", site.feed(3), fetch_bytes=4000).look()
    assert code in [each.code for each in done.problems]
    assert done.added == 1


def test_no_redirect_leads_into_a_private_network(record: Record, site: Site) -> None:
    for target in ("http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd"):
        address = site.put("/away", "", status=302, Location=target)
        done = Watcher(
            record, BOOK, (Source(address=address + "?" + target),), allow=is_ours,
            sleep=lambda _: None,
        )  # fmt: skip
        site.pages[f"/away?{target}"] = site.pages["/away"]
        assert [each.code for each in done.look().problems] == ["refused_address"], target


def test_by_default_nothing_private_is_fetched(record: Record, site: Site) -> None:
    watcher = Watcher(record, BOOK, (Source(address=site.feed(3)),), sleep=lambda _: None)
    assert [each.code for each in watcher.look().problems] == ["refused_address"]
    assert site.asked == []


def test_requests_to_one_host_are_set_apart(record: Record, site: Site) -> None:
    slept: list[float] = []
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 5\nAllow: /\n")
    sources = (Source(address=site.feed(3)),)
    watcher = Watcher(
        record, BOOK, sources, allow=is_ours, sleep=slept.append, seconds=lambda: 0.0
    )  # fmt: skip
    watcher.look()
    assert slept == [5.0, 5.0]


def test_two_watchers_never_read_one_source_at_once(record: Record, clock: Clock) -> None:
    assert claim(record.database, "a", clock.now) == FeedState(address="a")
    assert claim(record.database, "a", clock.now) is None
    # One that was killed frees its source after a while.
    clock.forward(minutes=31)
    assert claim(record.database, "a", clock.now) is not None


def test_a_pause_is_never_longer_than_a_day() -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    worn = FeedState(address="a", failures=5000)
    after = backed_off(worn, now, timedelta(minutes=15), fault="x")
    assert after.due == now + timedelta(days=1)


def test_a_folder_is_read_when_it_changes(record: Record, tmp_path: Path, clock: Clock) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("Title: Blast\n\nA bomb killed two people in Quetta on Monday.\n")
    watcher = watch(record, str(inbox))
    assert watcher.look().added == 1
    clock.forward(minutes=11)
    assert watcher.look().unchanged == 1
    (inbox / "b.txt").write_text("Title: Other\n\nGunmen killed a man in Peshawar on Tuesday.\n")
    clock.forward(minutes=11)
    assert watcher.look().added == 1
    missing = watch(record, str(tmp_path / "none")).look()
    assert [each.code for each in missing.problems] == ["missing"]


def test_asked_to_stop_it_keeps_what_it_has_and_takes_up_the_rest(
    record: Record, site: Site, clock: Clock
) -> None:
    stop = threading.Event()
    watcher = watch(record, site.feed(3, 4, 5), str(clock))
    told: list[Pass] = []
    # The second request for an article sets the event, as Ctrl-C would.
    original = watcher._guest.fetch  # noqa: SLF001 - to look over its shoulder

    def fetch(url: str, limits: Limits, **more: object) -> object:
        if url.endswith("/4"):
            stop.set()
        return original(url, limits, **more)  # type: ignore[arg-type] # as given

    watcher._guest.fetch = fetch  # type: ignore[method-assign,assignment] # noqa: SLF001 - as above
    watcher.run(stop, tell=told.append)
    assert [each.added for each in told] == [2]
    clock.forward(minutes=11)
    assert watch(record, site.url + "/feed").look().added == 1
    assert site.paths().count("/3") == 1


def test_what_was_read_before_a_crash_is_coded_in_the_next_pass(
    record: Record, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("Title: Blast\n\nA bomb killed two people in Quetta on Monday.\n")
    from concord import pipeline

    pipeline.add([inbox], record=record)
    assert watch(record, str(inbox)).look().incidents is not None


def test_the_file_of_feeds(tmp_path: Path) -> None:
    file = tmp_path / "feeds.yaml"
    file.write_text(
        "every: 30\nfeeds:\n- https://daily.example/rss\n- {url: https://post.example, every: 5}\n"
        "folders: [inbox]\n"
    )
    assert read_feeds(file) == (
        Source(address="https://daily.example/rss", every=30),
        Source(address="https://post.example", every=5),
        Source(address=str(tmp_path / "inbox"), every=30),
    )
    faults = {
        "- a": "may have the keys",
        "a: 1": "may have the keys",
        "feeds: []": "names no feed",
        "feeds: [ftp://x]": "no http or https address",
        "feeds: [{every: 5}]": "has no url",
        "feeds: [{url: https://x, colour: red}]": "and no others",
        "every: 0\nfeeds: [https://x]": "a number of minutes",
        "feeds: [https://x": "no YAML",
        "feeds: !!python/object/apply:os.system [x]": "no YAML",
    }
    for content, message in faults.items():
        file.write_text(content)
        with pytest.raises(FeedsFileError, match=message):
            read_feeds(file)
