"""The forms of printed statistics: totals and averages, changes and ratios."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.checking.doers import leave_out_doer, say_left_out
from concord.checking.owning import own_names
from concord.checking.periods import (
    EARLIER,
    LATER,
    comparison,
    last_told,
    main_period,
    own_period,
    since,
)
from concord.checking.questions import Days, Kind, Question, Selection, before, shifted
from concord.checking.ranking import SUPERLATIVE
from concord.checking.reader import (
    Carried,
    Sentence,
    Unreadable,
    describe_noun,
    find_sorts,
    refuse_cause,
    refuse_target,
    with_names,
)
from concord.checking.stated import Stated, read_mode, step_of

if TYPE_CHECKING:
    from concord.checking.names import Name
    from concord.checking.vocabulary import Noun
    from concord.coding.figures import Figure
    from concord.model import Statistic

COUNTED = {
    "attacks": "attacks", "suicide_attacks": "attacks", "killed": "killed",
    "militants_killed": "killed", "injured": "injured", "kidnapped": "abducted",
    "events": "attacks", "abducted": "abducted", "suicide_bombers": "",
}  # fmt: skip
REACH = 70  # characters between a number and the noun that it counts
_TAIL = 60  # characters behind a number that may say of which time it is
_BASE_OF = re.compile(
    r"(?:%|\bper\s?cent|\bhalf|\bthirds?|\bquarters?|\bfifths?|\bmost|\bshare)\s+of\s+"
    r"(?:(?:the|all|some|these|its|about)\s+){0,2}$",
    re.IGNORECASE,
)
_FOILED = re.compile(r"\b(?:foil|thwart|avert|prevent|disrupt)(?:s|ed|ing)?\b", re.IGNORECASE)
_FOUGHT = re.compile(
    r"\b(?:state|government|army|military|security|troops)(?:\s+forces)?\s+and\s+(?:the\s+)?\u00b7"
    r"|\u00b7\s+and\s+(?:the\s+)?(?:state|government|army|military|security forces)\b",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(?:a|an|per|each|every)\s+(?P<unit>day|week|month|year)\b|\b(?P<adverb>daily|weekly|monthly"
    r"|annual(?:ly)?|yearly)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"between\s+(?P<low>\d[\d,]*)\s+and\s+(?P<high>\d[\d,]*)$", re.IGNORECASE)
_SUFFERED = re.compile(
    r"\b(?:suffered|faced|endured|sustained|experienced|bore|came under"
    r"|(?:was|were) (?:hit|struck|targeted))\b",
    re.IGNORECASE,
)
# What a part of "half the previous year's total" is a part of: the figure of an earlier period.
EARLIER_FIGURE = re.compile(
    r"^\s*(?:of\s+)?(?:the\s+|its\s+)?(?:(?:(?:previous|preceding|prior)\s+(?:year|month|quarter)"
    r"|year\s+before)(?:['\u2019]s)?"
    r"|(?:number|figure|total|toll|level|count)s?\s+(?:of|in|for|from|seen)\s+(?:the\s+)?"
    r"(?:previous|preceding|prior|year before|(?:19|20)\d\d)"
    r"|(?:19|20)\d\d\s+(?:number|figure|total|toll|level|count))",
    re.IGNORECASE,
)
_KILLED = re.compile(
    r"killed\s+(?:(?:at|least|most|more|fewer|less|than|about|around|some|over|nearly|almost|up|to"
    r"|an|estimated|roughly|approximately|only|just)\s+)*",
    re.IGNORECASE,
)
_LIVES_OF = re.compile(
    r"\b(?:took|taken|taking|claim(?:ed|ing|s)|cost|costing)\s+(?:the\s+)?lives\s+of\s+$",
    re.IGNORECASE,
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month"}
_AVERAGE = re.compile(r"\b(?:average|averag\w+|mean of)\b", re.IGNORECASE)
_RISE_IN = re.compile(
    r"^\s*(?:point\s+)?(?:year-on-year\s+|annual\s+|overall\s+)?(?:rise|increase|fall|drop|decline|decrease|surge|jump|reduction"
    r"|uptick|upsurge|spike|growth|climb|dip|slump|more|fewer|less|higher|lower)\b",
    re.IGNORECASE,
)


def stated_of(figure: Figure, sentence: Sentence, *, value: float | None = None) -> Stated:
    """Return the printed number with what its words allow."""
    mode = read_mode(sentence.text[: figure.start], figure.text)
    number = figure.value if value is None else value
    if ends := _RANGE.match(figure.text):
        low, high = (float(ends[n].replace(",", "")) for n in ("low", "high"))
        return Stated(value=low, upper=high, mode="between", step=0.0)
    ratio, share = figure.kind == "ratio", figure.kind == "percent"
    fraction = share and not re.search(
        r"%|\bper\s?cent|\bpct\b|percent|\dpc\b", figure.text, re.IGNORECASE
    )
    span = re.search(r"\d\s*(?:-|\u2013|to)\s*(\d+(?:\.\d+)?)", figure.text) if share else None
    return Stated(
        value=number,
        mode="between" if span else mode,
        upper=float(span[1]) if span else None,
        step=step_of(figure.text, number, share=share or ratio),
        share=share,
        fraction=fraction,
        ratio=ratio,
    )


def ask_total(
    statistic: Statistic, sentence: Sentence, figure: Figure, carried: Carried
) -> Question:
    """Return the question of a count: a total, or an average of a period's units."""
    measure = COUNTED.get(statistic.measure, "")
    if not measure and _LIVES_OF.search(sentence.text[: figure.start]):
        measure = "killed"
    selection = _counted(statistic, sentence, figure, measure)
    start, end = sentence.clause(figure.start)
    names = names_for(sentence, start, end)
    names = own_names(sentence, figure, names)
    if _BASE_OF.search(sentence.text[: figure.start]):  # "79 percent of the 2,509 events"
        names = [n for n in names if n.start >= figure.end]
    doer = leave_out_doer(sentence, start, end)
    if _FOILED.search(sentence.text[start:end]):
        raise Unreadable("not counted here: what was foiled or planned is counted apart")
    selection = with_names(sentence, selection, names)
    if selection.actors and not selection.sorts and _FOUGHT.search(sentence.masked[start:end]):
        selection = replace(selection, sorts=("state_based",))
    question = Question(
        kind="total", part=replace(selection, top=0), stated=stated_of(figure, sentence),
        origin=sentence.origin_after(carried.origin), doer=doer, notes=say_left_out(doer),
    )  # fmt: skip
    if selection.top and not selection.actors:
        raise Unreadable("unknown group: the groups are not named")
    question = _dated(question, sentence, figure, carried)
    return _averaged(question, sentence, figure)


def _counted(statistic: Statistic, sentence: Sentence, figure: Figure, measure: str) -> Selection:
    """Return what the number counts, by its noun if there is one, else by the measure coded."""
    if not measure:
        raise Unreadable(f"not counted here: {statistic.measure.replace('_', ' ')}")
    noun = _noun_after(sentence, figure.end)
    unit = re.sub(r"\s*\([^)]*\)$", "", statistic.unit or "")
    if noun is None:
        noun = _noun_before(sentence, figure.start, measure)
    if measure == "attacks":
        _refuse_sufferers(sentence, figure)
    if measure == "attacks" and noun is not None and noun.measure in {"attacks", ""}:
        return _types(describe_noun(sentence, noun), statistic)
    if noun is not None and noun.measure == measure and measure != "attacks":
        made = describe_noun(sentence, noun)
    else:
        made = Selection(measure=measure, noun=measure, neutral=measure != "attacks")
    if measure != "attacks" and not made.victims:
        near = sentence.text[figure.end : figure.end + 40]
        if sentence.words.other_victims.search(unit or near.split(",")[0]):
            raise Unreadable(f"not counted here: {unit} are not counted apart")
        victims = next((c for c, p in sentence.words.victims if p.search(f"{unit} ")), "")
        made = replace(
            made, victims=victims or ("militant" if "militants" in statistic.measure else "")
        )
    if measure != "attacks":
        refuse_cause(sentence, sentence.text[figure.end : sentence.clause(figure.start)[1]])
    if measure == "killed":
        made = replace(
            made,
            types=_types_of(sentence, figure),
            sorts=find_sorts(sentence, *sentence.clause(figure.start)),
        )
        context = sentence.text[slice(*sentence.clause(figure.start))]
        made = replace(
            made, neutral=not re.search(r"\battacks?\b|\bbombings?\b", context, re.IGNORECASE)
        )
    return _types(made, statistic)


def _refuse_sufferers(sentence: Sentence, figure: Figure) -> None:
    """Raise Unreadable for attacks that a kind of people suffered: nothing tells them apart."""
    lead = sentence.masked[sentence.clause(figure.start)[0] : figure.start]
    verb = _SUFFERED.search(lead)
    kinds = (sentence.words.other_victims, *(p for _, p in sentence.words.victims))
    if verb and any(p.search(lead[: verb.start()]) for p in kinds):
        whom = lead[: verb.start()].strip()
        raise Unreadable(f"not counted here: attacks on {whom} are not counted apart")


def _types(made: Selection, statistic: Statistic) -> Selection:
    suicide = statistic.measure == "suicide_attacks" and not made.types
    return replace(made, types=("suicide_bombing",)) if suicide else made


def _types_of(sentence: Sentence, figure: Figure) -> tuple[str, ...]:
    """Return the types of the attacks in which people were killed: "in suicide attacks"."""
    start, end = sentence.clause(figure.start)
    text = sentence.masked[start:end]
    nouns = [n for n in sentence.nouns if start <= n.start < end and n.measure == "attacks"]
    found: list[str] = []
    for noun in nouns:
        refuse_target(sentence, noun)
        lead = text[max(0, noun.start - start - 24) : noun.start - start]
        found += [code for code, pattern in sentence.words.types if pattern.search(lead)]
        if sentence.words.other_kinds.search(lead.split(" in ")[-1]):
            raise Unreadable(
                f"not counted here: {lead.split()[-1]} {noun.text} are not counted apart"
            )
    return tuple(dict.fromkeys(found))


def _noun_after(sentence: Sentence, at: int) -> Noun | None:
    _, end = sentence.clause(at - 1)
    between = re.search(r"(?<![\d,])\d{1,3}(?:,\d{3})*(?!\d)|[;:.]\s", sentence.text[at:end])
    limit = min(at + REACH, at + between.start() if between else end)
    after = [n for n in sentence.heads if at <= n.start < limit]
    return after[0] if after else None


def _noun_before(sentence: Sentence, at: int, measure: str) -> Noun | None:
    """Return the noun that "rose from 36 to 41" counts: the last one before, of the measure."""
    before_it = [n for n in sentence.heads if n.end <= at and n.measure in {measure, ""}]
    # "rebels killed 100 people": who stands before the verb are no dead.
    if not before_it or _KILLED.fullmatch(sentence.text[before_it[-1].start : at]):
        return None
    return before_it[-1]


def names_for(sentence: Sentence, start: int, end: int) -> list[Name]:
    """Return the names of a clause, or those of the whole sentence if it names nobody."""
    names = [n for n in sentence.names if start <= n.start < end]
    if any(n.area or n.group for n in names):
        return names
    return list(sentence.names)


def _dated(question: Question, sentence: Sentence, figure: Figure, carried: Carried) -> Question:
    began, until = since(sentence.times), last_told(sentence.text, sentence.times)
    if began is not None and until is not None and began.first < until.last:
        return replace(question, days=Days(first=began.first, last=until.last))
    time, compared = own_period(sentence.text, sentence.times, figure.start, figure.end)
    main = main_period(sentence.times, figure.start)
    known = main or carried.days
    question = replace(question, aside=compared)
    tail = sentence.text[figure.end : figure.end + _TAIL]
    if compared and known and EARLIER.search(re.split(r"[;,.]\s|\band\b", tail)[0]):
        return replace(question, days=shifted(known, -1))
    if known and LATER.match(sentence.text, figure.end):
        return replace(question, days=shifted(known, 1))
    if time is not None:
        return replace(question, days=time.days, aside=compared or time.role == "compared")
    if compared and known:
        return replace(question, days=before(known))
    return replace(question, days=main) if main else _taken(question, sentence, carried)


def _taken(question: Question, sentence: Sentence, carried: Carried) -> Question:
    """Return a question whose own words name no period with the one that is meant."""
    stated = next((t for t in sentence.times if t.role == "compared"), None)
    began = None if SUPERLATIVE.search(sentence.text) else since(sentence.times)
    if stated is not None and carried.days is None and not question.aside:
        note = f"the period is taken as the one after {stated.days.words()}"
        return replace(question, days=shifted(stated.days, 1), notes=(*question.notes, note))
    if began is not None:
        last = Days(first=began.first, last=began.first.replace(year=9999, month=12, day=31))
        return replace(question, days=last, open_end=True)
    if carried.days is None:
        raise Unreadable("the sentence says too little: it names no period (add a year or a month)")
    return replace(
        question, days=carried.days, notes=(*question.notes, taken_from_before(carried.days))
    )


def taken_from_before(days: Days) -> str:
    """Return the note on a period that another sentence names."""
    return f"the period, {days.words()}, is taken from the sentence before"


def _averaged(question: Question, sentence: Sentence, figure: Figure) -> Question:
    tail = re.split(r"[;,.]\s", sentence.text[figure.end : figure.end + 60])[0]
    per = _PER.search(tail)
    lead = sentence.text[max(0, figure.start - 40) : figure.start]
    mean = _AVERAGE.search(f"{lead} {tail}") or _PER.search(lead)
    if per is None and not mean:
        return question
    found = per or _PER.search(lead) or _PER.search(sentence.text)
    if found is None:
        raise Unreadable("the sentence says too little: an average of what is not said")
    unit = found["unit"] or _ADVERBS.get((found["adverb"] or "").casefold(), "year")
    stated = question.stated
    if stated is not None and stated.step == 0:
        question = replace(question, stated=replace(stated, step=1.0))
    return replace(question, kind="average", per=unit.casefold())  # type: ignore[arg-type]  # one of four words


def ask_change(
    statistic: Statistic, sentence: Sentence, figure: Figure, carried: Carried
) -> Question:
    """Return the question of a change in percent, or of a ratio ("doubled")."""
    kind: Kind = "ratio" if statistic.measure == "ratio" else "change"
    noun = _changed(sentence, figure)
    if noun is None and carried.part is None:
        raise Unreadable("not counted here: what changed is not named")
    start, end = sentence.clause(figure.start)
    selection = describe_noun(sentence, noun) if noun else carried.part or Selection()
    names = names_for(sentence, start, end)
    doer = leave_out_doer(sentence, start, end)
    selection = replace(with_names(sentence, selection, names), top=0)
    value = statistic.value or 0.0
    stated = stated_of(figure, sentence, value=value)
    question = Question(
        kind=kind, part=selection, stated=stated, origin=sentence.origin_after(carried.origin),
        doer=doer, notes=say_left_out(doer),
    )  # fmt: skip
    return _compared(question, sentence, figure, carried)


def _changed(sentence: Sentence, figure: Figure) -> Noun | None:
    """Return the noun that rose or fell: after "a 20 percent rise in", else the subject before."""
    start, end = sentence.clause(figure.start)
    tail = sentence.text[figure.end : end]
    if _RISE_IN.match(tail):
        after = [n for n in sentence.heads if figure.end <= n.start < min(end, figure.end + 60)]
        if after:
            return after[0]
    prior = [n for n in sentence.heads if start <= n.start < figure.start]
    if prior:
        return prior[0] if len({n.measure for n in prior}) == 1 else prior[-1]
    later = [n for n in sentence.heads if figure.end <= n.start < end]
    if later:
        return later[0]
    prior = [n for n in sentence.heads if n.start < figure.start]
    return prior[-1] if prior else None


def _compared(question: Question, sentence: Sentence, figure: Figure, carried: Carried) -> Question:
    days = main_period(sentence.times, figure.start)
    mains = [t for t in sentence.times if t.role == "main"]
    pair = next((t for t in mains if t.ends), None)
    if pair is not None and pair.ends is not None:
        first, last = pair.ends
        return replace(question, days=last, against=first, against_stated=True)
    began = None if SUPERLATIVE.search(sentence.text) else since(sentence.times)
    if days is None:
        days = carried.days
    if days is None:
        raise Unreadable(
            "the sentence says too little: it names neither a period nor what it is compared with"
        )
    against, stated = comparison(sentence.text, sentence.times, days)
    if against is None and began is not None and began.first < days.first:
        against, stated = began, True
    return replace(question, days=days, against=against, against_stated=stated)
