"""Country outlines for maps, from Natural Earth 1:50m (public domain)."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from typing import Any

from concord.codebook.packs import SHIPPED


@lru_cache(maxsize=1)
def _features() -> dict[str, dict[str, Any]]:
    content = gzip.decompress((SHIPPED / "world" / "outlines.geojson.gz").read_bytes())
    features: list[dict[str, Any]] = json.loads(content)["features"]
    return {feature["properties"]["iso2"]: feature for feature in features}


def outline(iso2: str) -> dict[str, Any] | None:
    """Return a country's outline as a GeoJSON Feature, or None if there is none.

    Properties are ``iso2`` and ``name``; coordinates are WGS84 degrees rounded to two decimals
    (about 1 km). The feature is shared: copy it before changing it.
    """
    return _features().get(iso2.upper())
