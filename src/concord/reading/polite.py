"""Fetching as a guest: what robots.txt allows, one request to a host at a time, with pauses.

Robots Exclusion Protocol: RFC 9309. A robots.txt that is missing allows everything; one that cannot
be had (refused, broken server) allows nothing until it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from concord.reading.addresses import is_public
from concord.reading.faults import ReadError
from concord.reading.fetch import Page, StatusError, fetch_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from concord.reading.limits import Limits

AGENT = "concord-record"
# Seconds between two requests to one host, where its robots.txt asks for no longer pause.
PAUSE = 2.0
_LONGEST_PAUSE = 60.0
_LONGEST_ROBOTS = 512_000
_MISSING = range(400, 500)
_REFUSED = (401, 403, 429)
# How long a robots.txt holds (RFC 9309, 2.4: not longer than a day).
_DAY = 86_400.0


class RobotsError(ReadError):
    """A page that the site's robots.txt asks robots to leave alone."""

    def __init__(self, url: str) -> None:
        super().__init__("robots", f"The robots.txt of the site asks not to read {url}.")


class Guest:
    """Fetches pages politely; ``allow`` decides on addresses as in ``fetch_page``.

    ``clock`` gives seconds that only grow, ``sleep`` waits for some.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        allow: Callable[[str], bool] = is_public,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._allow = allow
        self._rules: dict[str, tuple[float, RobotFileParser]] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str, limits: Limits, *, known: Page | None = None) -> Page:
        """Return the page, after a pause; raises RobotsError and what ``fetch_page`` raises."""
        site = _site(url)
        rules = self._rules_of(site, limits)
        if not rules.can_fetch(AGENT, url):
            raise RobotsError(url)
        asked = rules.crawl_delay(AGENT)
        self._wait(site, max(PAUSE, min(float(asked or 0), _LONGEST_PAUSE)))
        return fetch_page(url, limits, allow=self._allow, known=known)

    def _wait(self, site: str, pause: float) -> None:
        """Wait until so many seconds have gone since the last request to the site began."""
        last = self._last.get(site)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)
        self._last[site] = self._clock()

    def _rules_of(self, site: str, limits: Limits) -> RobotFileParser:
        read = self._rules.get(site)
        if read is None or self._clock() - read[0] > _DAY:
            read = (self._clock(), self._read_rules(site, limits))
            self._rules[site] = read
        return read[1]

    def _read_rules(self, site: str, limits: Limits) -> RobotFileParser:
        """Return the site's rules; raises ReadError where nobody can say what they are."""
        rules = RobotFileParser()
        lines: list[str] = []
        self._wait(site, PAUSE)
        try:
            page = fetch_page(f"{site}/robots.txt", limits, allow=self._allow)
            lines = page.content[:_LONGEST_ROBOTS].decode("utf-8", "replace").splitlines()
        except StatusError as error:
            if error.status in _REFUSED or error.status not in _MISSING:
                raise
        rules.parse(lines)
        return rules


def _site(url: str) -> str:
    """Return scheme and host of an address, which share one robots.txt."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ReadError("refused_address", "The address cannot be read.") from error
    return f"{parts.scheme}://{parts.netloc}"
