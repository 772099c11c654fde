"""Analyses: a View in, a Finding out, with the scope and the run that it holds for."""

from __future__ import annotations

from concord.analysis.agreement import Rules, agreement
from concord.analysis.congruence import NORMALISATIONS
from concord.analysis.maps import maps
from concord.analysis.measures import records
from concord.analysis.reliability import coder_agreement
from concord.analysis.shares import shares
from concord.analysis.stretches import UNITS as WINDOWS
from concord.analysis.stretches import window_of
from concord.analysis.tallies import RESAMPLES
from concord.analysis.totals import apart, totals
from concord.analysis.trends import trends
from concord.analysis.votes import DUPLICATES, EVIDENCE, LEVELS

__all__ = [
    "DUPLICATES",
    "EVIDENCE",
    "LEVELS",
    "NORMALISATIONS",
    "RESAMPLES",
    "WINDOWS",
    "Rules",
    "agreement",
    "apart",
    "coder_agreement",
    "maps",
    "records",
    "shares",
    "totals",
    "trends",
    "window_of",
]
