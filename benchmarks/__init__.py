"""Accuracy and speed, one command each; see CONTRIBUTING.md."""

from __future__ import annotations
