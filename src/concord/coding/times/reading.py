"""From text to resolved time expressions, in one pass from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.coding.times import days, deictic, lasting, periods, spans
from concord.coding.times.meaning import Context, Meaning, Order, Rule, Tense
from concord.coding.times.needs import windows
from concord.coding.times.spans import Stretch
from concord.model import When

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_RULES: tuple[Rule, ...] = (*days.RULES, *periods.RULES, *deictic.RULES, *lasting.RULES)
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|going to|set (?:to|for)|intends?|"
    r"(?:is|are) (?:to|expected|planned|likely)|to be (?:held|released|published|completed)|"
    r"upcoming|"
    r"would|could|deadline|expires?|ahead of|hopes? to|expects? to|payable|effective|"
    r"as (?:soon|early) as|plan(?:s|ned|ning)? (?:to|a)|scheduled|ready to|due)\b|'ll\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:scheduled|plan(?:s|ned|ning)? (?:to|a|for)|will|shall|slated|due)\b", re.IGNORECASE
)
_CALLED = re.compile(
    r"\b(?:call(?:ed|s|ing)?|announc(?:ed|es))\b[^.;]{0,60}?\b(?:strike|shutdown|shut-down|bandh|hartal|march|"
    r"rally|protest|boycott|go-slow|sit-in|curfew|elections?|vote)\b[^.;]{0,30}?\b(?:for|on|from)\s+$"
    r"|\bcalled\b[^.;]{0,30}?\bfor\s+$",
    re.IGNORECASE,
)
_JUST_DONE = re.compile(
    r"\b(?!scheduled|planned|expected|slated|postponed|delayed|set)"
    r"(?:\w{3,}ed|said|told|met|held|began|struck|hit|shot|died|killed)\s+(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset({"'s", "\u2019s"})
_UNTIL = re.compile(r"\b(?:by|until|till)\s+$", re.IGNORECASE)
_TOWARDS = re.compile(r"\bto\s+$", re.IGNORECASE)
_WILL_FOLLOW = re.compile(r"^[^.;\n]{0,45}?\b(?:will|shall|is to|are to)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|killed|died|took|came|went|left|began|made|held|struck|hit|"
    r"shot|fell|"
    r"got|blew|told|found|\w{3,}ed)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:had|have|has)\s+(?:\w+\s+)?\w+(?:ed|en)\b", re.IGNORECASE)
_STOP = re.compile(r"(?<![A-Z])[.;!?]\s|\n\n")
_CLAUSE = re.compile(r"(?<![A-Z])[.;:!?]\s|\n\n|\b(?i:said|says|after|when|while|but)\b")
_REPORTED = re.compile(
    r"\b(?:reports?|reported|reporting|said|says|told|stated|announced|added|adds|according to|"
    r"published|quoted|confirmed|issued|statement)\b[^.;\n]{0,60}?\b(?:on|dated|late|early)"
    r"\s+(?:the\s+)?$|"
    r"\b(?:reports?|reported|said|told|announced|stated)\s+(?:(?:late|early)\s+)?$|"
    r"\b(?:Posted|Published|Updated|Last updated|Dated?)[:\s]+(?:on\s+)?$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:^|[.!?]['\"\u201d)]*\s+|\n\s*)(?:(?:in|on|by|since|during|then|but|and|at)\s+)*(?:the\s+)?"
    r"(?:\w+\s+of\s+)?$",
    re.IGNORECASE,
)
_RECENT = 10  # days
_WINDOW = 90  # characters before an expression in which tense and reporting are looked for


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: offsets, TIMEX3 kind and value, and the days it stands for.

    ``reported`` marks a date on which something was said or published, not on which it happened.
    """

    start: int
    end: int
    text: str
    kind: str
    value: str
    stretch: Stretch | None
    basis: str
    reported: bool = False

    def when(self) -> When:
        """Return the expression as the record's ``When``."""
        kind = "reported" if self.reported and self.kind in {"date", "time"} else self.kind
        whole = self.stretch
        return When(
            first=whole.first if whole else None,
            last=whole.last if whole else None,
            precision=whole.precision if whole else "unknown",
            basis=self.basis,
            text=self.text,
            start=self.start,
            end=self.end,
            kind=kind,
        )


def read(
    text: str, *, reference: date | None, order: Order | None = None
) -> tuple[Expression, ...]:
    """Return the time expressions of ``text``, resolved in reading order."""
    found: list[Expression] = []
    context = Context(reference=reference, order=order)
    for start, candidates in _matches(text):
        if found and start < found[-1].end:
            continue
        if context.year is not None and "\n" in text[found[-1].end : start]:
            # The year that a story is told of holds for its paragraph.
            context = replace(context, year=None)
        meaning = _first_meaning(text, start, candidates, context)
        if meaning is None:
            continue
        chosen, read_as = meaning
        expression = Expression(
            start=chosen.start(),
            end=chosen.end(),
            text=chosen.group(),
            kind=read_as.kind,
            value=read_as.value,
            stretch=read_as.stretch,
            basis=read_as.basis,
            reported=_is_reported(text, chosen.start()),
        )
        found.append(expression)
        context = _moved_on(text, context, expression)
    return tuple(found)


def _moved_on(text: str, context: Context, expression: Expression) -> Context:
    """Return the context for what follows: a day named becomes the anchor, a year the year."""
    stretch = expression.stretch
    if stretch is None:
        return context
    if stretch.precision == "day":
        context = replace(context, anchor=stretch)
    if "-Q" in expression.value and expression.basis == "relative":
        context = replace(context, quarter=stretch)
    elif stretch.precision in {"day", "month"} and expression.basis == "explicit":
        context = replace(context, quarter=None)
    if expression.basis == "explicit":
        context = replace(context, named_year=stretch.first.year)
        if _OPENS.search(text[max(0, expression.start - 40) : expression.start]):
            # "In 2019, ..." or "On 6 May 2003": what follows is told of that year.
            context = replace(context, year=stretch.first.year)
    elif context.year is not None and _is_now(expression, context.reference):
        context = replace(context, year=None)
    return context


def _is_now(expression: Expression, reference: date | None) -> bool:
    """Return whether an expression leads the story back to the days before publication."""
    stretch = expression.stretch
    if stretch is None or reference is None:
        return False
    if stretch.precision == "year":
        return stretch.first.year >= reference.year - 1
    return stretch.precision in {"day", "week"} and abs((reference - stretch.first).days) <= _RECENT


Candidate = tuple[re.Match[str], Rule]


def _matches(text: str) -> Iterator[tuple[int, list[Candidate]]]:
    """Yield the positions where rules match, in order, with the matches there, longest first."""
    at: dict[int, list[Candidate]] = {}
    places = windows(text)
    places[""] = [(0, len(text))]
    for rule in _RULES:
        for start, end in places.get(rule.needs, ()):
            for match in rule.pattern.finditer(text, start, end):
                at.setdefault(match.start(), []).append((match, rule))
    for start in sorted(at):
        yield start, sorted(at[start], key=lambda pair: -pair[0].end())


def _first_meaning(
    text: str, start: int, candidates: list[Candidate], context: Context
) -> tuple[re.Match[str], Meaning] | None:
    """Return the longest match at ``start`` that means something."""
    end = candidates[0][0].end()
    there = replace(context, tense=tense_at(text, start, end), told=told_at(text, start))
    for match, rule in candidates:
        meaning = rule.build(match, there)
        if meaning is not None:
            return match, meaning
    return None


def tense_at(text: str, start: int, end: int) -> Tense:
    """Return the tense of the clause around an expression, past where nothing says otherwise."""
    clause = _CLAUSE.split(text[max(0, start - _WINDOW) : start])[-1]
    if text[end : end + 2] in _POSSESSIVE or _JUST_DONE.search(clause):
        # "Wednesday's ruling", "announced Wednesday".
        return "past"
    perfect = bool(_PERFECT.search(clause))
    if (
        _CALLED.search(clause)
        or _PLANNED.search(clause)
        or (_FUTURE.search(clause) and not perfect)
    ):
        return "future"
    if _WILL_FOLLOW.match(text[start : start + _WINDOW]) and not _PAST.search(clause):
        return "future"
    if _UNTIL.search(clause) and not perfect:
        return "future"
    return "future" if _TOWARDS.search(clause) and not told_at(text, start) else "past"


def told_at(text: str, start: int) -> bool:
    """Return whether the clause around an expression has a verb in a past tense."""
    before = _STOP.split(text[max(0, start - _WINDOW) : start])[-1]
    after = _STOP.split(text[start : start + _WINDOW], maxsplit=1)[0]
    return bool(_PAST.search(before) or _PAST.search(after))


def _is_reported(text: str, start: int) -> bool:
    return bool(_REPORTED.search(text[max(0, start - _WINDOW) : start]))


def read_one(text: str, *, reference: date | None, tense: Tense) -> When:
    """Return the longest expression in ``text`` as a When, read in the tense given."""
    context = Context(reference=reference, tense=tense)
    best: Expression | None = None
    pieces: list[Expression] = []
    for _, candidates in _matches(text):
        for match, rule in candidates:
            meaning = rule.build(match, context)
            if meaning is None:
                continue
            found = Expression(
                match.start(), match.end(), match.group(), meaning.kind, meaning.value,
                meaning.stretch, meaning.basis,
            )  # fmt: skip
            if not pieces or found.start >= pieces[-1].end:
                pieces.append(found)
            break
    for found in joined(text, tuple(pieces), reference):
        if best is None or found.end - found.start > best.end - best.start:
            best = found
    if best is None:
        return When(first=None, last=None, precision="unknown", basis="unresolved", text=text)
    return best.when()


_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_JOIN = re.compile(r"^\s*(?:to|and|until|till|through|-|\u2013)\s*$", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|ever since)\s+(?:the\s+)?$", re.IGNORECASE)


def joined(
    text: str, found: tuple[Expression, ...], reference: date | None
) -> tuple[Expression, ...]:
    """Return the expressions with ranges made one: "between 2014 and 2017", "since 2022"."""
    out: list[Expression] = []
    at = 0
    while at < len(found):
        one = found[at]
        two = found[at + 1] if at + 1 < len(found) else None
        before = text[max(0, one.start - 12) : one.start]
        whole = _range(text, one, two, before) if two is not None else None
        if whole is not None:
            out.append(whole)
            at += 2
            continue
        if reference is not None and _SINCE.search(before):
            one = _open_range(one, reference)
        out.append(one)
        at += 1
    return tuple(out)


def _range(text: str, one: Expression, two: Expression, before: str) -> Expression | None:
    """Return two expressions as one range if the words between them make them one."""
    between = text[one.end : two.start]
    if not _JOIN.match(between) or ("and" in between.lower() and not _BETWEEN.search(before)):
        return None
    if one.stretch is None or two.stretch is None or two.stretch.last <= one.stretch.first:
        return None
    first, last = one.stretch.first, two.stretch.last
    value = f"{one.value}/{two.value}"
    whole = Stretch(first, last, value, spans.precision_of(first, last))
    return replace(one, end=two.end, text=text[one.start : two.end], value=value, stretch=whole)


def _open_range(one: Expression, reference: date) -> Expression:
    """Return "since 2022" as the time from then to the day of publication."""
    if one.stretch is None or one.stretch.first >= reference:
        return one
    first = one.stretch.first
    whole = Stretch(first, reference, one.value, spans.precision_of(first, reference))
    return replace(one, stretch=whole)
