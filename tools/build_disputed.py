"""Build the table of disputed areas of the pack ``world`` from Natural Earth (public domain).

``python tools/build_disputed.py DATA`` reads ``DATA/geography/natural_earth``: areas of the file
of disputed areas (1:10m) that are disputed, broken away or indeterminate and larger than a tenth of
a degree. Who holds an area and who claims it is taken from Natural Earth's own note, which is kept.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src/concord/packs/world/disputed.geojson.gz"
KINDS = {"Disputed", "Breakaway", "Indeterminate", "Sovereign country"}
# Held by a state whose words say so under another name, or that the note leaves out.
CODES = {
    "india": "IN", "china": "CN", "pakistan": "PK", "sudan": "SD", "south sudan": "SS",
    "france": "FR", "suriname": "SR", "guyana": "GY", "israel": "IL", "syria": "SY",
    "kenya": "KE", "japan": "JP", "taiwan": "TW", "morocco": "MA", "western sahara": "EH",
    "cyprus": "CY", "denmark": "DK", "canada": "CA", "russia": "RU", "somalia": "SO",
    "georgia": "GE", "moldova": "MD", "azer": "AZ", "venezuela": "VE", "gabon": "GA",
    "equatorial guinea": "GQ", "lebanon": "LB", "bhutan": "BT", "belize": "BZ",
    "honduras": "HN", "guatemala": "GT", "nepal": "NP", "ukraine": "UA", "chile": "CL",
    "bolivia": "BO", "iran": "IR", "uae": "AE", "egypt": "EG", "saudi arabia": "SA",
    "spain": "ES", "portugal": "PT", "vietnam": "VN", "philippines": "PH", "malaysia": "MY",
    "brunei": "BN",
}  # fmt: skip
SMALLEST = 0.1
DECIMALS = 2


def main(data: Path) -> None:
    """Write the file and say what is in it."""
    file = data / "geography/natural_earth/ne_10m_admin_0_disputed_areas.geojson.gz"
    items = json.loads(gzip.decompress(file.read_bytes()))["features"]
    found = [feature_of(each) for each in items if is_kept(each)]
    found.sort(key=lambda each: (each["properties"]["name"], each["properties"]["note"]))
    content = json.dumps(
        {"type": "FeatureCollection", "features": found},
        separators=(",", ":"),
        ensure_ascii=False,
    ).encode()
    OUT.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes, {len(found)} areas")
    for each in found:
        print(each["properties"])


def is_kept(item: dict) -> bool:
    """Return whether an area is disputed and large enough to be seen on a map."""
    properties = item["properties"]
    points = [p for ring in rings(item["geometry"]) for p in ring]
    spans = [max(p[n] for p in points) - min(p[n] for p in points) for n in (0, 1)]
    return (
        properties["type"] in KINDS and bool(properties.get("note_brk")) and max(spans) >= SMALLEST
    )


def feature_of(item: dict) -> dict:
    """Return an area with its name, the note, who holds it and who claims it."""
    properties = item["properties"]
    note = properties["note_brk"]
    held, claims = parties(note)
    geometry = item["geometry"]
    return {
        "type": "Feature",
        "properties": {
            "name": properties["brk_name"], "note": note, "held": held, "claims": claims
        },
        "geometry": {"type": geometry["type"], "coordinates": rounded(geometry["coordinates"])},
    }  # fmt: skip


def parties(note: str) -> tuple[list[str], list[str]]:
    """Return the codes of those who hold and who claim, as the note names them."""
    held, claims = [], []
    for part in note.split(";"):
        words = part.strip().lower()
        listed = re.sub(r"^(admin\.? by|claimed by)", "", words)
        names = [each.strip(" .").removeprefix("the ") for each in re.split(r",| and |/", listed)]
        codes = [CODES[name] for name in names if name in CODES]
        (claims if words.startswith("claimed") else held).extend(codes)
    return held, claims


def rings(geometry: dict) -> list:
    """Return the rings of a polygon or of several."""
    parts = geometry["coordinates"]
    return parts if geometry["type"] == "Polygon" else [ring for part in parts for ring in part]


def rounded(value: list) -> list:
    """Return nested coordinates with two decimals, without points that fall together."""
    if isinstance(value[0], int | float):
        return [round(value[0], DECIMALS), round(value[1], DECIMALS)]
    parts = [rounded(part) for part in value]
    if isinstance(parts[0][0], int | float):
        kept = [p for n, p in enumerate(parts) if not n or p != parts[n - 1]]
        return kept if len(kept) > 3 else parts  # noqa: PLR2004 - a ring has three corners
    return parts


if __name__ == "__main__":
    main(Path(sys.argv[1]))
