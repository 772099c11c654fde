"""The record out to files, and other people's tables in."""

from __future__ import annotations

from concord.exchange.acled import import_acled
from concord.exchange.coded import read_coding, read_names
from concord.exchange.drafting import draft_map
from concord.exchange.edits import read_edits
from concord.exchange.export import export
from concord.exchange.foreign import Readings
from concord.exchange.ged import import_ged
from concord.exchange.gtd import import_gtd
from concord.exchange.hand import hand_incident
from concord.exchange.shaping import SHAPES, export_as
from concord.exchange.table import import_table

__all__ = [
    "SHAPES",
    "Readings",
    "draft_map",
    "export",
    "export_as",
    "hand_incident",
    "import_acled",
    "import_ged",
    "import_gtd",
    "import_table",
    "read_coding",
    "read_edits",
    "read_names",
]
