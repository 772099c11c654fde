"""A web server that misbehaves in one named way per path; it answers on the local machine only."""

from __future__ import annotations

import contextlib
import gzip
import socketserver
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BOMB = gzip.compress(b" " * 5_000_000)
PAGE = b"<html><body><p>Two men died near Wana, the police said on Monday.</p></body></html>"
FEED = b"""<rss version="2.0"><channel><title>The Example</title>
<item><link>%(base)s/page</link><description>Teaser.</description>
<pubDate>Mon, 30 Jan 2023 10:00:00 +0500</pubDate></item>
<item><link>%(base)s/missing</link><description>Second teaser.</description></item>
</channel></rss>"""


class Handler(socketserver.BaseRequestHandler):
    """Answers one request by the function named in its path."""

    def handle(self) -> None:
        head = self.request.recv(65536)
        self.server.heads.append(head)  # type: ignore[attr-defined] -- set where it is made
        path = head.split(b" ")[1].decode().strip("/").partition("?")[0]
        behave = getattr(self, f"serve_{path.replace('-', '_')}", self.serve_missing)
        with contextlib.suppress(OSError):
            behave()

    @property
    def base(self) -> str:
        host, port = self.server.server_address[:2]
        return f"http://{host}:{port}"

    def send(self, body: bytes, *headers: str, status: str = "200 OK") -> None:
        lines = [f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]
        self.request.sendall("\r\n".join(lines).encode() + body)

    def serve_page(self) -> None:
        self.send(PAGE, "Content-Type: text/html; charset=utf-8", f"Content-Length: {len(PAGE)}")

    def serve_missing(self) -> None:
        self.send(b"", status="404 Not Found")

    def serve_packed(self) -> None:
        self.send(gzip.compress(PAGE), "Content-Type: text/html", "Content-Encoding: gzip")

    def serve_feed(self) -> None:
        self.send(FEED % {b"base": self.base.encode()}, "Content-Type: application/rss+xml")

    def serve_unnamed(self) -> None:
        self.send(PAGE)

    def serve_picture(self) -> None:
        self.send(b"\x89PNG", "Content-Type: image/png")

    def serve_drip(self) -> None:
        self.send(b"", "Content-Type: text/html")
        while True:
            self.request.sendall(b"x")
            time.sleep(0.05)

    def serve_drip_head(self) -> None:
        self.request.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.request.sendall(b"X-A: b\r\n")
            time.sleep(0.05)

    def serve_silent(self) -> None:
        time.sleep(5)

    def serve_endless(self) -> None:
        self.send(b"", "Content-Type: text/html")
        while True:
            self.request.sendall(b"<p>more</p>" * 10_000)

    def serve_endless_head(self) -> None:
        self.request.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.request.sendall(b"X-A: " + b"b" * 60_000 + b"\r\n")

    def serve_bomb(self) -> None:
        self.send(BOMB, "Content-Type: text/html", "Content-Encoding: gzip")

    def serve_double_bomb(self) -> None:
        self.send(gzip.compress(BOMB), "Content-Type: text/html", "Content-Encoding: gzip, gzip")

    def serve_cut_gzip(self) -> None:
        self.send(gzip.compress(PAGE)[:-12], "Content-Encoding: gzip")

    def serve_short(self) -> None:
        self.send(PAGE, "Content-Type: text/html", f"Content-Length: {len(PAGE) + 100}")

    def serve_nonsense(self) -> None:
        self.request.sendall(b"220 mail.example ESMTP\r\n")

    def serve_loop(self) -> None:
        self.send(b"", f"Location: {self.base}/loop", status="302 Found")

    def serve_once(self) -> None:
        self.send(b"", "Location: /page", status="301 Moved Permanently")

    def serve_nowhere(self) -> None:
        self.send(b"", status="302 Found")

    def serve_to_file(self) -> None:
        self.send(b"", "Location: file:///etc/passwd", status="302 Found")

    def serve_to_inside(self) -> None:
        self.send(b"", "Location: http://169.254.169.254/latest", status="302 Found")

    def serve_to_user(self) -> None:
        self.send(b"", f"Location: http://user@{self.base[7:]}/page", status="302 Found")


class Server(socketserver.ThreadingTCPServer):
    """A server on a free local port, which keeps the heads of the requests."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heads: list[bytes] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that hang up: that is what the tests are about."""


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
