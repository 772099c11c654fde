"""Analyses: a View in, a Finding out, with the scope and the run that it holds for."""

from __future__ import annotations

from concord.analysis.maps import maps
from concord.analysis.reliability import agreement
from concord.analysis.shares import shares
from concord.analysis.totals import apart, totals
from concord.analysis.trends import trends

__all__ = ["agreement", "apart", "maps", "shares", "totals", "trends"]
