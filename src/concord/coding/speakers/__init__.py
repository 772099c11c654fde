"""Speakers: who may speak or act in a text, resolved to the organisation they speak for."""

from __future__ import annotations

from concord.coding.speakers.cast import Cast, gather
from concord.coding.speakers.setting import Setting
from concord.coding.speakers.sources import Source

__all__ = ["Cast", "Setting", "Source", "gather"]
