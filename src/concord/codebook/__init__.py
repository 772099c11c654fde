"""What may be coded: types, classes, options, actors, offices, places, as versioned pack data."""

from __future__ import annotations
