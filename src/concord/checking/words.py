"""What was understood, in words: a person must see at once how a statistic was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.checking.questions import Question, Selection, before
from concord.checking.stated import say

if TYPE_CHECKING:
    from concord.codebook.book import Codebook

_SORTS = {
    "state_based": "between a state and a group",
    "non_state": "between groups",
    "one_sided": "against civilians",
}


def understood(question: Question, book: Codebook) -> str:
    """Return one sentence that says what a statistic was taken to assert."""
    if question.unreadable:
        return "not understood as a figure that can be checked"
    what = describe(question.part, book)
    when = _when(question)
    number = f"{say(abs(question.stated.value))}" if question.stated else ""
    allowed = f" (agrees: {question.stated.words()})" if question.stated else ""
    writers = {
        "total": lambda: f"total: {what}, {when}: {number}{allowed}",
        "average": lambda: f"average a {question.per}: {what}, {when}: {number}{allowed}",
        "change": lambda: f"change of {what}, {when}: {_sign(question)}{number}%{allowed}",
        "ratio": lambda: f"factor of {what}, {when}: {number}{allowed}",
        "share": lambda: f"share of {what} in {_base(question, book)}, {when}: {number}%{allowed}",
        "superlative": lambda: f"rank {question.place} by {_order(question)} of {what}, {when}",
        "compare": lambda: f"{_more(question)} {what} than {_rival(question, book)}, {when}",
        "run": lambda: f"{what} {_way(question)} for {question.place} years in a row, {when}",
        "trend": lambda: f"{what} {_way(question)}, {when}",
    }
    return writers[question.kind]()


def _sign(question: Question) -> str:
    return "-" if question.stated and question.stated.value < 0 else "+"


def _base(question: Question, book: Codebook) -> str:
    return describe(question.whole, book) if question.whole else ""


def _rival(question: Question, book: Codebook) -> str:
    return describe(question.rival, book) if question.rival else ""


def _more(question: Question) -> str:
    return "fewer" if question.lowest else "more"


def _way(question: Question) -> str:
    return "down" if question.lowest else "up"


def _order(question: Question) -> str:
    way = "lowest" if question.lowest else "highest"
    among = {"year": "years", "month": "months", "area": "areas", "actor": "groups"}
    span = f" from {question.span.words()}" if question.span else ""
    return f"{way} among {among[question.among]}{span}"


def _when(question: Question) -> str:
    days = question.days
    if days is None:
        return "no period"
    if question.open_end:
        return f"from {days.first.year} on"
    if question.kind in {"change", "ratio", "trend"} and question.rival is None:
        earlier = question.against or before(days)
        taken = "" if question.against_stated else " (taken as the base)"
        return f"{days.words()} against {earlier.words()}{taken}"
    return days.words()


def describe(selection: Selection, book: Codebook) -> str:
    """Return what a selection counts: civilians killed, by the TTP, in Sindh."""
    counted = {"attacks": selection.noun, "killed": "people killed", "injured": "people injured"}
    what = counted.get(selection.measure, selection.measure)
    if selection.victims and selection.measure != "attacks":
        what = f"{selection.victims} dead" if selection.measure == "killed" else what
    parts = [what]
    parts += [_SORTS[sort] for sort in selection.sorts]
    if selection.types:
        parts.append(f"by {', '.join(book.types[t].label.lower() for t in selection.types)}")
    if selection.actors:
        names = [book.actors[a].name if a in book.actors else a for a in selection.actors]
        joint = " and ".join(names) if selection.together else ", ".join(names)
        parts.append(f"{'between' if selection.together else 'by'} {joint}")
    if selection.top:
        parts.append(f"by the {selection.top} most active groups")
    if selection.areas:
        parts.append(f"in {', '.join(a.name for a in selection.areas)}")
    if selection.outside:
        parts.append(f"outside {', '.join(a.name for a in selection.outside)}")
    return " ".join(parts)
