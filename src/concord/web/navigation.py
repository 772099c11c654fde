"""The entries of the bar at the top of every page: words, address, and the right that it needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it says, where it leads, who may follow it."""

    words: str
    path: str
    right: str = "read"


# The pages whose scope can be saved under a name.
SAVABLE = ("/", "/incidents", "/map", "/positions", "/statistics", "/findings", "/method")
NAVIGATION = (
    Entry("Overview", "/"),
    Entry("Incidents", "/incidents"),
    Entry("Map", "/map"),
    Entry("Positions", "/positions"),
    Entry("Statistics", "/statistics"),
    Entry("Findings", "/findings"),
    Entry("Documents", "/documents"),
    Entry("Method", "/method"),
    Entry("Review", "/review"),
)
