"""`concord analyse effects`: what followed an act of policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from concord import analysis
from concord.analysis.act_calendar import acts_of
from concord.cli.findings import asked_of, choice, find, finding_options
from concord.cli.findings import show as show_finding

if TYPE_CHECKING:
    from concord.cli.findings import Asked
    from concord.model import Finding
    from concord.record import View


@click.command()
@click.option(
    "--calendar",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file of acts; without it, the acts that the record's texts report.",
)
@click.option("--act", "act_name", help="Only this act: its id, its day or a part of its name.")
@click.option("--before", default=60, show_default=True, help="Months before the act.")
@click.option("--after", default=24, show_default=True, help="Months after it.")
@choice("--errors", analysis.ERRORS, "ar1", "How the intervals are made.")
@click.option("--series", is_flag=True, help="The months of one act instead: observed, expected.")
@click.option("--placebos", is_flag=True, help="The placebo dates of one act instead.")
@choice("--outcome", ("party", "all"), "party", "Whose incidents --series and --placebos count.")
@click.option("--main-only", is_flag=True, help="Leave other windows and definitions out.")
@finding_options
def effects(
    *,
    calendar: Path | None,
    act_name: str | None,
    before: int,
    after: int,
    errors: Any,
    outcome: str,
    series: bool,
    placebos: bool,
    main_only: bool,
    **options: Any,
) -> None:
    """What followed an act of policy: its months against trend and season, with placebo dates.

    A ratio is what followed, not what was caused; the notes say what it does not show.

        concord analyse effects --calendar acts.yaml --inclusion all_violence
    """
    asked = asked_of(options)
    window = analysis.EffectWindow(before=before, after=after)

    def ask(view: View) -> Finding:
        acts = analysis.read_calendar(calendar) if calendar else _coded_acts(view, asked)
        if act_name or series or placebos:
            acts = (analysis.find_act(acts, act_name or ""),)
        if series:
            return analysis.effect_series(
                view, acts[0], outcome=outcome, window=window, errors=errors
            )
        if placebos:
            return analysis.effect_placebos(view, acts[0], outcome=outcome, window=window)
        return analysis.effects(view, acts, window=window, errors=errors, sensitivity=not main_only)

    kind = "series" if series else "placebos" if placebos else "effects"
    show_finding(find(asked, ask), asked, kind)


@click.command()
@click.option(
    "--calendar",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A YAML file of acts; without it, the acts that the record's texts report.",
)
@finding_options
def acts(*, calendar: Path | None, **options: Any) -> None:
    """The calendar of dated acts of policy: truces, operations, deportations, talks begun."""
    asked = asked_of(options)
    given = analysis.read_calendar(calendar) if calendar else None
    show_finding(find(asked, lambda view: analysis.acts(view, given)), asked, "acts")


def _coded_acts(view: View, asked: Asked) -> tuple[analysis.Act, ...]:
    """Return the acts that our own texts report, also where the counts are a data set's."""
    if "own" in view.scope.datasets:
        return acts_of(view)
    scope = {name: value for name, value in asked.scope.items() if name != "datasets"}
    return acts_of(view.record.view(book=view.book, **scope))
