"""How verdicts are printed: what was understood, the answer, the definitions, the sources."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from concord.checking import NAMES, say_number
from concord.cli.output import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from concord.codebook.book import Codebook
    from concord.model import Reckoning, Verdict

_ANSWERS = {
    "holds": ("HOLDS", "bold green"),
    "holds_under": ("HOLDS UNDER SOME DEFINITIONS", "bold cyan"),
    "differs": ("DIFFERS FROM WHAT IS AT HAND", "bold yellow"),
    "does_not_hold": ("DOES NOT HOLD", "bold red"),
    "cannot_be_checked": ("CANNOT BE CHECKED", "bold magenta"),
}
_SHOWN = 12
_PIPE_WIDTH = 110
_IDS = 5


def print_verdicts(verdicts: Sequence[Verdict], book: Codebook, *, every: bool) -> None:
    """Print verdicts for a person: with colour on a terminal, plain in a pipe."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_WIDTH
    console = Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)
    last = ""
    for verdict in verdicts:
        if verdict.quote != last:
            console.print(Text(f"\u201c{' '.join(verdict.quote.split())}\u201d", style="italic"))
            last = verdict.quote
        console.print(Padding(_body(verdict, book, every=every), (0, 0, 1, 2)))


def _body(verdict: Verdict, book: Codebook, *, every: bool) -> Group:
    word, style = _ANSWERS[verdict.verdict]
    parts: list[RenderableType] = [
        _line("Understood", verdict.understood),
        Text.assemble((word, style), f"  {_sentence(verdict.reason)}"),
    ]
    if verdict.origin:
        name = book.actors[verdict.origin].name if verdict.origin in book.actors else verdict.origin
        via = f", quoted by {verdict.quoted_via}" if verdict.quoted_via else ""
        parts.append(_line("Publisher", f"{name}{via}"))
    parts += [_line("Note", _sentence(note)) for note in verdict.notes]
    shown = _shown(verdict, every=every)
    if shown:
        parts.append(_table(shown))
    left = verdict.tried - len([r for r in shown if r.computed is not None])
    if left > 0:
        parts.append(
            Text(f"{counted(left, 'more definition')} tried: --all shows all", style="dim")
        )
    if shown and shown[0].parts:
        parts.append(_line("First row", _made_of(shown[0])))
    parts += [_line(f"Source {n}", c) for n, c in enumerate(_citations(shown), start=1)]
    if verdict.incident_ids:
        parts.append(_line("Incidents", _ids(verdict.incident_ids)))
    return Group(*parts)


def _line(name: str, words: str) -> Text:
    return Text.assemble((f"{name}: ", "bold"), words)


def _sentence(words: str) -> str:
    text = words[:1].upper() + words[1:]
    return text if text.endswith(".") else f"{text}."


def _shown(verdict: Verdict, *, every: bool) -> list[Reckoning]:
    """Return the reckonings to print: those with a number, agreeing ones of others last."""
    counted = [r for r in verdict.reckonings if r.computed is not None]
    counted = [r for r in counted if r.role != "other" or r.agrees]
    return counted if every else counted[:_SHOWN]


def _table(shown: Sequence[Reckoning]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("gives", justify="right", no_wrap=True)
    table.add_column("from", overflow="fold")
    table.add_column("definition", overflow="fold", ratio=1)
    numbers = {citation: n for n, citation in enumerate(_citations(shown), start=1)}
    before = ""
    for each in shown:
        words = f"{NAMES[each.role]}{each.definition}"
        told = "the same, in another edition" if words == before else words
        cited = ", ".join(str(numbers[c]) for c in each.citations)
        mark = f" [source {cited}]" if cited else ""
        table.add_row(_mark(each), _number(each), _parts(each), Text(f"{told}{mark}"))
        before = words
    return table


def _made_of(reckoning: Reckoning) -> str:
    return "; ".join(f"{say_number(value)} = {what}" for what, value in reckoning.parts)


def _mark(reckoning: Reckoning) -> Text:
    return Text("agrees", style="green") if reckoning.agrees else Text("not", style="red")


def _number(reckoning: Reckoning) -> str:
    assert reckoning.computed is not None  # noqa: S101 - only those with a number are shown
    number = f"{say_number(reckoning.computed)}{reckoning.unit}"
    low, high = reckoning.low, reckoning.high
    if low is None or high is None or low == high:
        return number
    return f"{number} ({say_number(low)} to {say_number(high)})"


def _parts(reckoning: Reckoning) -> str:
    values = [say_number(value) for _, value in reckoning.parts[:4]]
    more = "" if len(reckoning.parts) <= 4 else " ..."  # noqa: PLR2004 - as above
    return f"{', '.join(values)}{more}"


def _citations(shown: Sequence[Reckoning]) -> list[str]:
    return list(dict.fromkeys(c for each in shown for c in each.citations))


def _ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _IDS} more (--json lists them)" if len(ids) > _IDS else ""
    return f"{', '.join(ids[:_IDS])}{more}"
