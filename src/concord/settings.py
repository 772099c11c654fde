"""Settings: read when they are asked for, from the environment; flags on the command line win."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_PACKS = ("world", "pakistan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the record is, which packs are in force, who is deciding.

    ``record`` is a path (SQLite) or a ``postgresql://`` URL.
    """

    record: str
    packs: tuple[str, ...]
    who: str


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of ``environ`` (default: this process's), with our defaults.

    ``CONCORD_RECORD``: the record (default ``concord.db`` in the working directory).
    ``CONCORD_PACKS``: comma-separated names or folders (default ``world,pakistan``).
    ``CONCORD_USER``: the name that decisions carry (default the login name, else ``analyst``).
    """
    env = os.environ if environ is None else environ
    packs = tuple(p.strip() for p in env.get("CONCORD_PACKS", "").split(",") if p.strip())
    return Settings(
        record=env.get("CONCORD_RECORD") or str(Path("concord.db")),
        packs=packs or DEFAULT_PACKS,
        who=env.get("CONCORD_USER") or env.get("USER") or env.get("LOGNAME") or "analyst",
    )
