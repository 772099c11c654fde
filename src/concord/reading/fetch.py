"""Pages over the network: opt-in, public addresses only, bounded in size, time and redirects.

A host name is resolved once for each request and the connection goes to exactly the address that
was checked, so that a name which changes its address in between (DNS rebinding) gains nothing.
Proxies and ``.netrc`` of the environment are not used: behind a proxy no address can be checked.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from concord.reading.addresses import is_public
from concord.reading.faults import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from concord.reading.limits import Limits

_AGENT = "concord-record (reads articles for a research record)"
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_NOT_MODIFIED = 304
_LONGEST_HEADER = 500
# A host with a broken IPv6 address still has its IPv4 one.
_MOST_ADDRESSES = 4
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came back: ``url`` is the last address of the redirects, ``content`` unpacked."""

    url: str
    content: bytes
    media_type: str
    charset: str | None
    etag: str | None = None
    modified: str | None = None


class UnchangedError(ReadError):
    """The page is as it was when it was fetched before."""

    def __init__(self, url: str) -> None:
        super().__init__("unchanged", f"{url} has not changed.")


class StatusError(ReadError):
    """An answer with another status than 200; ``wait`` is for how many seconds it asks us off."""

    def __init__(self, url: str, status: int, wait: float | None) -> None:
        super().__init__("fetch_failed", f"{url} could not be fetched (status {status}).")
        self.status = status
        self.wait = wait


def fetch_page(
    url: str,
    limits: Limits,
    *,
    allow: Callable[[str], bool] = is_public,
    known: Page | None = None,
) -> Page:
    """Return the page at an http or https address, or raise ``ReadError``.

    With ``known``, an earlier page with its validators, UnchangedError says that it still stands;
    StatusError carries the status of any other answer than 200.

    Codes: ``refused_address``, ``fetch_failed``, ``timed_out``, ``too_large``. ``allow`` decides on
    numeric addresses; it is a parameter for tests with a server of their own, and nothing that a
    user can set reaches it.
    """
    return _run_apart(lambda: asyncio.run(_fetch_in_time(url, limits, allow, known)))


async def _fetch_in_time(
    url: str, limits: Limits, allow: Callable[[str], bool], known: Page | None
) -> Page:
    import httpx

    try:
        async with asyncio.timeout(limits.fetch_seconds):
            return await _follow(url, limits, allow, known)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise ReadError(
            "timed_out",
            f"{url} did not answer in full within {limits.fetch_seconds:g} seconds; try again "
            "later or save the page yourself.",
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        raise _failed(url, type(error).__name__) from error


async def _follow(
    url: str, limits: Limits, allow: Callable[[str], bool], known: Page | None
) -> Page:
    """Return the page after its redirects, each of them checked like the first address."""
    import httpx

    timeout = httpx.Timeout(limits.fetch_seconds)
    async with httpx.AsyncClient(trust_env=False, timeout=timeout) as client:
        for _ in range(limits.fetch_redirects + 1):
            # Validators go to the address that gave them, and to no other one.
            validators = _validators(known) if known and known.url == url else {}
            response = await _send(client, await _prepare(client, url, allow, validators))
            try:
                if response.status_code not in _REDIRECTS:
                    return await _receive(response, url, limits)
                target = response.headers.get("location")
            finally:
                await response.aclose()
            if not target:
                raise _failed(url, "a redirect without a target")
            url = urljoin(url, target)
    raise _failed(url, f"more than {limits.fetch_redirects} redirects")


async def _prepare(
    client: httpx.AsyncClient,
    url: str,
    allow: Callable[[str], bool],
    validators: Mapping[str, str],
) -> list[httpx.Request]:
    """Return requests that go to one checked address each and still name their host."""
    import httpx

    target = httpx.URL(url)
    if target.scheme not in {"http", "https"} or not target.host:
        raise ReadError("refused_address", f"{url} is not an http or https address.")
    if target.userinfo:
        raise ReadError(
            "refused_address", f"{target.host}: an address with a user name is refused."
        )
    host = target.raw_host.decode("ascii").strip("[]")
    addresses = await _resolve(
        host, target.port or (443 if target.scheme == "https" else 80), allow
    )
    headers = {
        "Host": target.netloc.decode("ascii"),
        "User-Agent": _AGENT,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **validators,
    }
    return [
        client.build_request(
            "GET",
            target.copy_with(host=address, fragment=None),
            headers=headers,
            extensions={"sni_hostname": host} if target.scheme == "https" else {},
        )
        for address in addresses[:_MOST_ADDRESSES]
    ]


def _validators(known: Page) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in asked.items() if value}


async def _send(client: httpx.AsyncClient, requests: list[httpx.Request]) -> httpx.Response:
    """Return the answer of the first address that lets itself be connected to."""
    import httpx

    for request in requests[:-1]:
        try:
            return await client.send(request, stream=True, follow_redirects=False)
        except httpx.ConnectError:
            continue
    return await client.send(requests[-1], stream=True, follow_redirects=False)


async def _resolve(host: str, port: int, allow: Callable[[str], bool]) -> list[str]:
    """Return the addresses of a host, if all of them are allowed."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    refused = [address for address in addresses if not allow(address.partition("%")[0])]
    if refused or not addresses:
        raise ReadError(
            "refused_address",
            f"{host} is not a public address; pages of a private network are not fetched. "
            "Save the page and read the file.",
        )
    return addresses


async def _receive(response: httpx.Response, url: str, limits: Limits) -> Page:
    """Return the body, unpacked here and not by the client, whose memory no limit bounds."""
    if response.status_code == _NOT_MODIFIED:
        raise UnchangedError(url)
    if response.status_code != _OK:
        raise StatusError(url, response.status_code, _wait(response))
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", ""}:
        raise _failed(url, f"content encoding {encoding[:40]!r}, which was not asked for")
    unpack = zlib.decompressobj(_GZIP) if "gzip" in encoding else None
    body = bytearray()
    async for piece in response.aiter_raw(1 << 16):
        room = limits.fetch_bytes - len(body) + 1
        body += unpack.decompress(piece, room) if unpack else piece
        if len(body) > limits.fetch_bytes:
            raise ReadError(
                "too_large", f"{url} sends more than {limits.fetch_bytes:,} bytes; not read."
            )
    if unpack and not unpack.eof:
        raise _failed(url, "a gzip body that is cut off")
    media_type, charset = _content_type(response)
    return Page(
        url=url,
        content=bytes(body),
        media_type=media_type,
        charset=charset,
        etag=_header(response, "etag"),
        modified=_header(response, "last-modified"),
    )


def _header(response: httpx.Response, name: str) -> str | None:
    """Return a validator to send back later; a long or odd one is none."""
    value: str = response.headers.get(name, "")
    return value if 0 < len(value) <= _LONGEST_HEADER and value.isprintable() else None


def _wait(response: httpx.Response) -> float | None:
    """Return for how many seconds Retry-After asks us off; a date or nonsense is None."""
    value: str = response.headers.get("retry-after", "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 7 else None  # noqa: PLR2004 - 11 days


def _content_type(response: httpx.Response) -> tuple[str, str | None]:
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type, response.charset_encoding


def _failed(url: str, reason: str) -> ReadError:
    return ReadError("fetch_failed", f"{url} could not be fetched ({reason}).")


def _run_apart(call: Callable[[], Page]) -> Page:
    """Return the call's result from a thread of its own: the caller may have an event loop."""
    results: list[Page] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as fault:  # noqa: BLE001 -- raised again in the caller's thread
            faults.append(fault)

    thread = threading.Thread(target=run, name="concord-fetch", daemon=True)
    thread.start()
    thread.join()
    if faults:
        raise faults[0]
    return results[0]
