"""The examples of docs/explanation/tolls-and-actors.md, as printed there."""

from __future__ import annotations

from concord.coding import tolls


def test_the_documented_figures() -> None:
    found = tolls.find("At least 43 people, including 23 attackers, were killed.")
    read = [(f.figure.low, f.figure.high, f.figure.victim_class, f.part) for f in found]
    assert read == [(43, None, "unknown", False), (23, 23, "militant", True)]
