from __future__ import annotations

import asyncio
import socket
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.reading.web_server import PAGE, Server, serving

from concord.model import Document, Problem
from concord.reading import FetchNotAskedError, Limits, UnsupportedAddressError, read
from concord.reading.faults import ReadError
from concord.reading.fetch import Page, fetch_page
from concord.reading.sources import read_checked

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENT = Limits(fetch_seconds=10, fetch_bytes=2**20, fetch_redirects=3)
QUICK = replace(PATIENT, fetch_seconds=1)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def allow_local(address: str) -> bool:
    return address == "127.0.0.1"


def fetch(url: str, limits: Limits = PATIENT) -> Page:
    return fetch_page(url, limits, allow=allow_local)


def fault(url: str, limits: Limits = PATIENT) -> str:
    started = time.monotonic()
    with pytest.raises(ReadError) as caught:
        fetch(url, limits)
    assert time.monotonic() - started < limits.fetch_seconds + 5
    return caught.value.code


@pytest.mark.parametrize("path", ["page", "packed", "once", "unnamed"])
def test_a_page_comes_back_unpacked_and_after_its_redirect(server: Server, path: str) -> None:
    page = fetch(f"{server.base}/{path}")
    assert page.content == PAGE
    assert page.url == f"{server.base}/{'page' if path == 'once' else path}"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("drip", "timed_out"),
        ("drip-head", "timed_out"),
        ("silent", "timed_out"),
        ("endless", "too_large"),
        ("endless-head", "fetch_failed"),
        ("bomb", "too_large"),
        ("double-bomb", "fetch_failed"),
        ("cut-gzip", "fetch_failed"),
        ("short", "fetch_failed"),
        ("nonsense", "fetch_failed"),
        ("missing", "fetch_failed"),
        ("loop", "fetch_failed"),
        ("nowhere", "fetch_failed"),
        ("to-file", "refused_address"),
        ("to-inside", "refused_address"),
        ("to-user", "refused_address"),
    ],
)
def test_a_server_that_misbehaves_is_a_fault_in_time(server: Server, path: str, code: str) -> None:
    limits = QUICK if code == "timed_out" else PATIENT
    assert fault(f"{server.base}/{path}", limits) == code


def test_a_closed_port_and_an_unknown_host_are_faults() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert fault(f"http://127.0.0.1:{port}/") == "fetch_failed"
    assert fault("http://no-such-host.invalid/") in {"fetch_failed", "timed_out"}


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "user:word@127.0.0.1",
        "news.example@127.0.0.1",
        "①②⑦.⓪.⓪.①",
    ],
)
def test_no_way_of_writing_it_reaches_this_machine(server: Server, host: str) -> None:
    seen = len(server.heads)
    port = server.server_address[1]
    found = list(read([f"http://{host}:{port}/page"], fetch=True, limits=PATIENT))
    (problem,) = found
    assert isinstance(problem, Problem)
    assert problem.code in {"refused_address", "fetch_failed"}
    assert len(server.heads) == seen


def test_a_name_is_resolved_once_and_the_checked_address_is_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.server_address[1]
    answers = iter(["127.0.0.1", "127.0.0.2"])
    asked: list[str] = []

    def resolve(host: str, port: int, *_args: object, **_options: object) -> list[object]:
        if host == "127.0.0.1":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    page = fetch(f"http://news.example:{port}/page")
    assert page.content == PAGE
    assert asked == ["news.example"]
    assert f"Host: news.example:{port}".encode() in server.heads[-1]


def test_the_next_address_is_tried_if_one_does_not_answer(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.server_address[1]

    def resolve(host: str, port: int, *_args: object, **_options: object) -> list[object]:
        names = ["127.0.0.9", "127.0.0.1"] if host == "news.example" else [host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, port)) for name in names]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    url = f"http://news.example:{port}/page"
    page = fetch_page(url, PATIENT, allow=lambda address: address.startswith("127.0.0."))
    assert page.content == PAGE


def test_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(ReadError) as caught:
        fetch_page("http://news.example/", QUICK)
    assert caught.value.code == "refused_address"


def test_encryption_is_asked_for_in_the_hosts_name(monkeypatch: pytest.MonkeyPatch) -> None:
    hello: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def listen() -> None:
            connection, _ = listener.accept()
            with connection:
                hello.append(connection.recv(4096))

        thread = threading.Thread(target=listen)
        thread.start()
        real = socket.getaddrinfo

        def resolve(host: str, *args: object, **options: object) -> object:
            return real("127.0.0.1" if host == "news.example" else host, *args, **options)

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        assert fault(f"https://news.example:{port}/") == "fetch_failed"
        thread.join()
    assert b"news.example" in hello[0]


def test_the_environments_proxy_and_the_callers_loop_do_not_matter(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    async def inside() -> Page:
        await asyncio.sleep(0)
        return fetch(f"{server.base}/page")

    assert asyncio.run(inside()).content == PAGE


def test_the_network_is_used_only_when_asked_for() -> None:
    with pytest.raises(FetchNotAskedError, match="--fetch"):
        read(["https://news.example/1"])
    with pytest.raises(UnsupportedAddressError, match="http"):
        read(["ftp://news.example/1"], fetch=True)


def read_local(url: str) -> list[Document | Problem]:
    return list(read_checked([url], PATIENT, fetch))


def test_an_address_gives_a_document_named_by_it(server: Server) -> None:
    (document,) = read_local(f"{server.base}/once")
    assert isinstance(document, Document)
    assert document.url == document.source == f"{server.base}/page"
    assert "Two men died near Wana" in document.text


def test_the_entries_of_a_feed_are_fetched_and_a_teaser_stands_in(server: Server) -> None:
    full, problem, teaser = read_local(f"{server.base}/feed")
    assert isinstance(full, Document)
    assert "Two men died near Wana" in full.text
    assert full.published == "2023-01-30T10:00:00+05:00"
    assert full.publisher == "The Example"
    assert isinstance(problem, Problem)
    assert problem.code == "teaser_only"
    assert isinstance(teaser, Document)
    assert teaser.text == "Second teaser."


def test_an_address_of_an_unknown_kind_is_a_problem(server: Server) -> None:
    (problem,) = read_local(f"{server.base}/picture")
    assert isinstance(problem, Problem)
    assert (problem.where, problem.code) == (f"{server.base}/picture", "unknown_kind")
