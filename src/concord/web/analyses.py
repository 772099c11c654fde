"""The analyses that the pages offer, each with its question and its controls."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from concord import analysis
from concord.errors import ConcordError
from concord.model import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.web.asked import Asked
    from concord.web.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One choice that an analysis leaves open: its words, and what can be chosen."""

    name: str
    words: str
    choices: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """An analysis: what it is called, what it answers, how it is asked."""

    name: str
    title: str
    question: str
    ask: Callable[..., Finding]
    controls: tuple[Control, ...] = ()


class UnknownChoiceError(ConcordError):
    """A control that does not offer what was asked for."""

    def __init__(self, control: Control, value: str) -> None:
        super().__init__(
            f"{control.name} cannot be {value[:80]!r}: use one of {', '.join(control.choices)}."
        )


# What happened, what was done and said about it, and what the record itself is worth.
TITLES = {
    "totals": ("Totals", "How many incidents are counted, and how many people were hurt in them?"),
    "apart": ("Counted apart", "What does the record hold that the counts leave out?"),
    "trends": ("Trend", "How many incidents and deaths were there in each period?"),
    "shares": ("Who did it", "Which groups carried out how large a share, and how sure is it?"),
    "shares_by_period": ("Who did it, by year", "How did the share of each group change?"),
    "maps": ("Places", "Where did it happen, and how exactly is that known?"),
    "density": ("Density", "Where does most of it happen, in hexagons of equal area?"),
    "changes": ("Turning points", "When did the level of violence change, and how surely?"),
    "acts": ("Acts of policy", "Which acts of policy do the texts report, and when?"),
    "effects": ("What followed", "How did attacks run after each act of policy?"),
    "agreement": ("Agreement", "Which actors stand on the same side, and on what?"),
    "divergence": ("Divergence", "Which actors stand on opposite sides of an option?"),
    "reversals": ("Reversals", "Who changed sides on an option, and when?"),
    "bias": ("The record itself", "What may the record distort: sources, delay, precision?"),
    "audit": ("Audit", "How much of it is right, and how much was missed, by a checked sample?"),
    "coder_agreement": ("Coders", "How far do two codings of the same texts agree?"),
}
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "window": {
        "trends": ("auto", "day", "week", "month", "quarter", "year"),
        "changes": ("day", "week", "month", "quarter", "year"),
        "bias": ("auto", "day", "week", "month", "quarter", "year"),
        "shares_by_period": ("month", "quarter", "year"),
        "": ("all", "year", "quarter", "month"),
    },
    "by": {"": tuple(analysis.GROUPINGS)},
}
CONTROL_WORDS = {"window": "Period", "by": "By"}
LEFT_OUT = ("records", "window_of", "coder_agreement")


def ask(shelf: Shelf, asked: Asked, name: str, chosen: Mapping[str, str]) -> Finding:
    """Return the finding of an analysis; raises UnknownChoiceError."""
    found = ANALYSES[name]
    options: dict[str, Any] = {}
    for control in found.controls:
        value = chosen.get(control.name) or control.default
        if value not in control.choices:
            raise UnknownChoiceError(control, value)
        options[control.name] = value
    key = ("finding", name, asked.scope, tuple(options.items()))
    return shelf.keep(key, lambda: found.ask(shelf.view(asked), **options))


def _controls(name: str, function: Callable[..., Any]) -> tuple[Control, ...]:
    found = []
    for parameter in inspect.signature(function).parameters.values():
        offered = CHOICES.get(parameter.name)
        if offered is None or not isinstance(parameter.default, str):
            continue
        choices = offered.get(name, offered.get("", (parameter.default,)))
        found.append(
            Control(
                name=parameter.name,
                words=CONTROL_WORDS[parameter.name],
                choices=choices,
                default=parameter.default,
            )
        )
    return tuple(found)


def _is_analysis(name: str) -> bool:
    function = getattr(analysis, name)
    if name in LEFT_OUT or not inspect.isfunction(function):
        return False
    parameters = list(inspect.signature(function).parameters.values())
    needed = [p.name for p in parameters if p.default is inspect.Parameter.empty]
    return needed == ["view"]


def _listed() -> dict[str, Analysis]:
    """Return every analysis that needs a view alone, those that have a title here first."""
    names = [name for name in analysis.__all__ if _is_analysis(name)]
    ordered = sorted(names, key=lambda n: (list(TITLES).index(n) if n in TITLES else 99, n))
    return {
        name: Analysis(
            name=name,
            title=TITLES.get(name, (name.replace("_", " ").capitalize(), ""))[0],
            question=TITLES[name][1] if name in TITLES else _first_line(getattr(analysis, name)),
            ask=getattr(analysis, name),
            controls=_controls(name, getattr(analysis, name)),
        )
        for name in ordered
    }


def _first_line(function: Callable[..., Any]) -> str:
    return (inspect.getdoc(function) or "").partition("\n")[0]


ANALYSES = _listed()
