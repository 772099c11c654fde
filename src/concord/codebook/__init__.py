"""What may be coded: types, classes, options, actors, offices, places, as versioned pack data."""

from __future__ import annotations

from concord.codebook.book import Codebook, load
from concord.codebook.gazetteer import Gazetteer

__all__ = ["Codebook", "Gazetteer", "load"]
