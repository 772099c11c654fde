"""Analyses: a View in, a Finding out, with the scope and the run that it holds for."""

from __future__ import annotations

from concord.analysis.act_calendar import Act, acts, read_calendar
from concord.analysis.agreement import Rules, agreement, agreement_matrix
from concord.analysis.audit import audit
from concord.analysis.bias import bias
from concord.analysis.changes import changes
from concord.analysis.comparison import compare
from concord.analysis.congruence import NORMALISATIONS
from concord.analysis.density import density
from concord.analysis.dependence import ERRORS
from concord.analysis.divergence import divergence, reversals
from concord.analysis.effect_windows import Window as EffectWindow
from concord.analysis.effects import effect_placebos, effect_series, effects, find_act
from concord.analysis.groups import GROUPINGS
from concord.analysis.maps import LEVELS as MAP_LEVELS
from concord.analysis.maps import maps
from concord.analysis.measures import records
from concord.analysis.pair_change import agreement_change
from concord.analysis.periods import WINDOWS as PERIODS
from concord.analysis.rates import UNITS as RATE_UNITS
from concord.analysis.rates import Populations, rates, read_populations
from concord.analysis.reliability import coder_agreement
from concord.analysis.share_series import shares_by_period
from concord.analysis.shares import shares
from concord.analysis.stretches import UNITS as WINDOWS
from concord.analysis.stretches import window_of
from concord.analysis.tallies import RESAMPLES
from concord.analysis.totals import apart, totals
from concord.analysis.trends import trends
from concord.analysis.votes import DUPLICATES, EVIDENCE, LEVELS

__all__ = [
    "DUPLICATES",
    "ERRORS",
    "EVIDENCE",
    "GROUPINGS",
    "LEVELS",
    "MAP_LEVELS",
    "NORMALISATIONS",
    "PERIODS",
    "RATE_UNITS",
    "RESAMPLES",
    "WINDOWS",
    "Act",
    "EffectWindow",
    "Populations",
    "Rules",
    "acts",
    "agreement",
    "agreement_change",
    "agreement_matrix",
    "apart",
    "audit",
    "bias",
    "changes",
    "coder_agreement",
    "compare",
    "density",
    "divergence",
    "effect_placebos",
    "effect_series",
    "effects",
    "find_act",
    "maps",
    "rates",
    "read_calendar",
    "read_populations",
    "records",
    "reversals",
    "shares",
    "shares_by_period",
    "totals",
    "trends",
    "window_of",
]
