"""YAML text as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from concord.codebook.packs import PackUnreadableError

if TYPE_CHECKING:
    from pathlib import Path

# libyaml reads a pack ten times faster; both loaders build plain data only.
SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(file: Path, content: bytes) -> Any:
    """Return what a file says (None if it is empty); a fault raises PackUnreadableError."""
    try:
        return yaml.load(content.decode("utf-8"), Loader=SAFE_LOADER)  # noqa: S506 - a safe loader, as above
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise PackUnreadableError(file, line, str(error.problem)) from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PackUnreadableError(
            file, 1, (str(error) or "it cannot be read").splitlines()[0]
        ) from error
