"""Concord: from reporting on political violence to a record that can be cited."""

from __future__ import annotations

__version__ = "0.1.0"
