"""The entries of the bar at the top of every page: words, address, and the right that it needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it says, where it leads, who may follow it, what else belongs to it."""

    words: str
    path: str
    right: str = "read"
    also: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Return whether a page belongs to the entry."""
        if path == self.path:
            return True
        return self.path != "/" and path.startswith((self.path, *self.also))


# The pages whose scope can be saved under a name.
SAVABLE = ("/", "/incidents", "/map", "/positions", "/statistics", "/findings", "/method")
NAVIGATION = (
    Entry("Overview", "/"),
    Entry("Incidents", "/incidents"),
    Entry("Map", "/map"),
    Entry("Positions", "/positions", also=("/statements",)),
    Entry("Statistics", "/statistics"),
    Entry("Findings", "/findings"),
    Entry("Documents", "/documents", also=("/watching",)),
    Entry("Method", "/method"),
    Entry("Review", "/review"),
)
