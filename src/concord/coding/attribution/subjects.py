"""The subject of a cue: which of the sources in a sentence does the saying."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from concord.coding.attribution import papers
from concord.coding.attribution.cues import Cue
from concord.coding.attribution.verbs import ADJACENT, AUX, CLOSE, DAY, INSERT, is_purpose, is_verb
from concord.coding.quotes import inside
from concord.coding.speakers import Cast, Source
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.model import Span

_GAP_WORDS = 9
_PARTICIPIAL = lazy_regex(
    r"(?:,|\band|\bbut|\bby|\bin|\bwhile|[\"”(—-])\s*(?:also\s+|by\s+|not\s+|thereby\s+|again\s+)?$"
)
_VERBAL = lazy_regex(
    r"\b(?:to(?!\s+(?:an?|the|his|her|its|their|[A-Z]\w*)\b)|will|would|is|are|was|were|be|has|have|had|that|which|who|whose|needs?)\b"
)
_TRAILING = lazy_regex(rf"(?:\s+(?:{AUX}|{DAY})\s*,?)*\s*$")
_NOMINATIVES = frozenset({"he", "she", "they", "we", "the two"})  # never an object
_RELATIVES = frozenset({"who", "which"})
_NEGATED = lazy_regex(
    r"\b(?:not|never|cannot|no\s+longer|neither|nor|n['\u2019]t|refus(?:e[sd]?|ing|al)\s+to|declin(?:ed|ing)\s+to"
    r"|un(?:able|willing)\s+to|failed\s+to)\s+(?:\w+ly\s+|also\s+|yet\s+)?$|n['\u2019]t\s+$",
    re.IGNORECASE,
)
# A quotation closes in front: '"...," he said'.
_QUOTED = lazy_regex(r"[,?!.]?[\"\u201d\u2019]\s*,?\s*$")
_COORDINATED = lazy_regex(
    rf"(?:,|;|\band|\bbut|\bor|\byet|\bthen)\s+(?:(?:{AUX}|{DAY})\s+)*$", re.IGNORECASE
)
_OBLIQUE = lazy_regex(
    r"\b(?:of|with|to|by|from|against|for|in|on|at|into|over|about|between|under|inside|through|than|among|"
    r"towards?|told|including|after|before|since|during|despite|without|near|across|and)\s+(?:the\s+|a\s+|an\s+)?$"
    r"|\b(?:to|with|from|by|for|of)\s+(?:a|an|the|his|her|its|their)\s+(?:[a-z][\w-]+\s+){1,3}$",
    re.IGNORECASE,
)
_FRONTED = lazy_regex(
    r"^\W*(?:in|at|on|after|before|during|following|speaking|addressing|while|with|as|despite|responding|"
    r"asked|since|when|under|from|by|according|for|citing|quoting|once|if|although|though|because|meanwhile|"
    r"last|earlier|two|hours|days|within|until|unlike|like|to|reacting|talking|commenting|referring)\b",
    re.IGNORECASE,
)
_BOUNDARY = lazy_regex(
    r"[;:—\u2013]\s|\s-{1,2}\s|[\"”]\s|,?\s(?:and|but|while|whereas|though|although|because|as|that|if|when|whether|so|yet|where)\s",
    re.IGNORECASE,
)
_PASSIVE = lazy_regex(rf"\b(?:was|were|been|being|be|is|are)\s+(?:{AUX}\s+)*$", re.IGNORECASE)
_NOT_DONE = lazy_regex(
    r"(?:\b(?:not|never)|n['\u2019]t)\s+(?:(?:yet|been|being|be|fully|entirely|widely)\s+)+$",
    re.IGNORECASE,
)
_BY = lazy_regex(r"^\s*(?:\w+\s+){0,3}?by\s+")
_POSSESSOR = lazy_regex(r"['\u2019]s\s+\w")  # "the prime minister's aide said": the aide does
_APPOSED = lazy_regex(r",\s*(?:\w+ly\s+)?$")
_REACTING = lazy_regex(r"\s+to\b")  # "Responding to X, Y ...": what follows is no content
_INVERTED = lazy_regex(r"^\s*(?:the\s+|a\s+|an\s+)?$")


@dataclass(frozen=True, slots=True)
class Subject:
    """A cue with its source as written.

    ``inverted``: the source follows the verb; ``inherited``: it is an earlier cue's; ``relative``:
    it is what "who" or "which" stands for; ``negated``: the verb is denied; ``passive``: the source
    is the agent after "by".
    """

    source: Source
    cue: Cue
    inverted: bool = False
    inherited: bool = False
    relative: bool = False
    negated: bool = False
    passive: bool = False


def may_say(text: str, cast: Cast, sentence: Span, quotes: tuple[Span, ...]) -> list[Source]:
    """Return the sources of a sentence that may be subjects: outside quotations, no possessors."""
    return [
        s
        for s in cast.within(sentence.start, sentence.end)
        if inside(quotes, s.start) is None and not _POSSESSOR.match(text, s.end)
    ]


def find_subject(
    text: str, outside: Sequence[Source], cue: Cue, sentence: Span, earlier: list[Subject]
) -> Subject | None:
    """Return the cue's source among those of its sentence that may be, or None if it has none."""
    before = [s for s in outside if s.end <= cue.start]
    after = [s for s in outside if s.start >= cue.end]
    nearest = before[-1] if before else None
    if _is_inverted(text, cue, nearest, after):
        return Subject(after[0], cue, inverted=True)
    if not is_verb(text, cue, nearest):
        return None
    left = text[sentence.start : cue.start]
    if cue.form == "gerund" or is_purpose(text, cue):
        return _gerund(text, cue, before, after, earlier)
    touches = _touches(text, nearest, cue)
    passive = cue.form == "past" and _PASSIVE.search(left) is not None
    if cue.form == "past" and (passive or _BY.match(text[cue.end :][:40])):
        # "the force, backed by jets, moved in" tells of help, not of a stance.
        helped = not passive and cue.kind != "say" and _APPOSED.search(left)
        if passive or helped or not touches:
            return None if helped else _agent(text, sentence, cue, after)
    negated = cue.negated or _NEGATED.search(left) is not None
    if _COORDINATED.search(left) and not touches:
        main = _coordinate(cue, earlier) if earlier else main_subject(text, before)
        return Subject(main, cue, inherited=True, negated=negated) if main else None
    chosen = _left(text, cue, before, sentence, earlier)
    relative = nearest is not None and nearest.text.lower() in _RELATIVES and touches
    return Subject(chosen, cue, relative=relative, negated=negated) if chosen else None


def _coordinate(cue: Cue, earlier: list[Subject]) -> Source:
    """Return the subject that a coordinated verb shares: "he said the state was ready but added".

    Only a person adds or stresses; a body that stands in what the person says does not.
    """
    last = earlier[-1].source
    speakers = [e.source for e in earlier if _is_person(e.source)]
    nested = len(earlier) > 1 and earlier[-1].cue.form == "state" and not _is_person(last)
    return speakers[-1] if cue.kind == "say" and nested and speakers else last


def _is_person(source: Source) -> bool:
    return source.person is not None or source.text.lower() in {"he", "she"}


def _agent(text: str, sentence: Span, cue: Cue, after: list[Source]) -> Subject | None:
    """Return the subject of a passive: whoever follows "by"; nobody if nothing does."""
    if after and _BY.match(text[cue.end : after[0].start] + " "):
        denied = _NOT_DONE.search(text[sentence.start : cue.start]) is not None
        return Subject(after[0], cue, negated=denied, passive=True)
    return None


def main_subject(text: str, before: list[Source]) -> Source | None:
    """Return the first source of a sentence that no preposition governs."""
    free = (
        s
        for s in before
        if not _OBLIQUE.search(text[max(0, s.start - 24) : s.start])
        and not _POSSESSOR.match(text, s.end)
    )
    return next(free, None)


def _touches(text: str, source: Source | None, cue: Cue) -> bool:
    return source is not None and ADJACENT.match(text[source.end : cue.start]) is not None


def _is_inverted(text: str, cue: Cue, nearest: Source | None, after: list[Source]) -> bool:
    """Return whether the verb stands before its source: after a quotation or a comma."""
    if not after or cue.kind not in {"say", "accuse"} or cue.form in {"gerund", "base", "state"}:
        return False
    if cue.text.lower() in {
        "told",
        "tells",
        "reminded",
        "informed",
        "assured",
        "called",
        "termed",
        "dubbed",
    }:
        return False
    lead = text[max(0, cue.start - 6) : cue.start]
    if after[0].kind == "pronoun" and not _QUOTED.search(lead):
        return False  # "The minister, X, said he ...": who is spoken of, not who speaks
    closes = re.search(r"[,?!.][\"”\u2019]\s*$|[\"”]\s*,?\s*$|,\s*$", lead) is not None
    if not closes or _INVERTED.match(text[cue.end : after[0].start]) is None:
        return False
    if nearest is not None and CLOSE.match(text[nearest.end : cue.start]):
        return False
    named = after[0].kind == "person" and after[0].text[0].isupper()
    return named or nearest is None or not _is_set_off(text, nearest, cue)


def _is_set_off(text: str, nearest: Source, cue: Cue) -> bool:
    """Return whether a subject set off by commas keeps its verb ("X, the adviser, said Y would").

    An apposition may be part of the subject already: then only a comma stands before the verb.
    """
    if re.search(r",\s*(?:the|a|an|its|his|who)?\s*$", text[: nearest.start][-12:]):
        return True
    joined = nearest.kind == "person" and not text[nearest.end : cue.start].strip(" ,\n")
    return joined and not _QUOTED.search(text[max(0, cue.start - 6) : cue.start])


def _gerund(
    text: str, cue: Cue, before: list[Source], after: list[Source], earlier: list[Subject]
) -> Subject | None:
    lead = text[max(0, cue.start - 14) : cue.start]
    if re.search(r"\bas\s+$", lead) and before:
        return Subject(before[-1], cue)
    reacting = cue.kind == "say" and _REACTING.match(text, cue.end) is not None
    paper = papers.ISSUED.search(text[max(0, cue.start - 40) : cue.start]) is not None
    if is_purpose(text, cue) or (paper and not reacting):
        main = main_subject(text, before)
    elif reacting or (_PARTICIPIAL.search(lead) is None and (before or not after)):
        return None
    else:
        main = _participant(text, cue, before, after)
    source = earlier[-1].source if earlier else main
    return Subject(source, cue, inherited=True) if source else None


def _participant(text: str, cue: Cue, before: list[Source], after: list[Source]) -> Source | None:
    """Return whose doing a participle is: the subject before it, or after the comma it opens."""
    subjects = [s for s in before if not _OBLIQUE.search(text[max(0, s.start - 20) : s.start])]
    if subjects or before or not after:
        return subjects[0] if subjects else None
    comma = text.find(",", cue.end, after[-1].start)
    return next((s for s in after if comma >= 0 and s.start > comma), None)


def _left(
    text: str, cue: Cue, before: list[Source], sentence: Span, earlier: list[Subject]
) -> Source | None:
    """Return the subject among the sources before a finite verb."""
    if not before:
        return None
    nearest = before[-1]
    lead = text[sentence.start : nearest.start]
    if _touches(text, nearest, cue) and (
        nearest.text.lower() in {"who", "which"}
        or re.search(
            r"(?:^|[,;:\"”—]|\band|\bbut|\bthat|\bas|\bwhile|\bwhen|\bif|\bwhich|\bwhom|\bwhat|\bthan|\bbecause|\bafter"
            r"|\b(?:claim|charge|allegation|accusation|offer|demand|suggestion|proposal|plan|move))\s*(?:the|a|an)?\s*$",
            lead,
        )
    ):
        return _antecedent(nearest, before)
    if nearest.text.lower() in _NOMINATIVES and _touches(text, nearest, cue):
        return nearest
    start = max([sentence.start, *(e.cue.end for e in earlier if e.cue.end <= cue.start)])
    region = _region(text, start, cue, before)
    subjects = [
        s for s in region if not _OBLIQUE.search(text[max(sentence.start, s.start - 24) : s.start])
    ]
    if not subjects:
        return nearest if _touches(text, nearest, cue) else None
    described = _behind_clause(text, subjects, cue)
    first = described or next((s for s in subjects if _reaches(text, s, cue)), None)
    if first is None:
        return None
    if _FRONTED.match(text[start : first.end]) and len(subjects) > 1:
        comma = text.find(",", first.start, cue.start)
        first = next((s for s in subjects if comma >= 0 and s.start > comma), first)
    return _beside(text, first, nearest)


def _behind_clause(text: str, subjects: list[Source], cue: Cue) -> Source | None:
    """Return the subject that a clause about it parts from its verb ("X, who met them, said").

    The clause begins with "who", "which" or an apposition and ends with a comma before the verb.
    """
    if _COMMA.search(text[max(0, cue.start - 24) : cue.start]) is None:
        return None
    first = subjects[0]
    opened = _RELATED.match(text, first.end)
    inner = text[opened.end() : cue.start] if opened else ""
    closed = inner.rstrip().rstrip(",").count(",") == 0 and not re.search(r"[;:\"\u201d]", inner)
    return first if opened and closed and _VERBAL_OR_PAST.search(inner) else None


_COMMA = lazy_regex(rf",\s*(?:(?:{AUX})\s+)*$")
_RELATED = lazy_regex(r"\s*,?\s*(?:who|which)\s|\s*,\s*(?:the|a|an)\s")
_VERBAL_OR_PAST = lazy_regex(
    r"\b(?:who|which|is|are|was|were|has|have|had|\w+ed|\w+s|made|met|led|took)\s"
)


def _beside(text: str, first: Source, nearest: Source) -> Source:
    """Return who wants in "told Reuters the group wants": who is told stands before.

    A name after a body is its member ("Green Party Amin Khan said").
    """
    adjacent = first is not nearest and not text[first.end : nearest.start].strip()
    named = nearest.kind in {"name", "person"} and first.group is not None
    return nearest if adjacent and not named else first


def _reaches(text: str, source: Source, cue: Cue) -> bool:
    """Return whether no other verb stands between a source and its verb, inserts apart."""
    gap = _TRAILING.sub("", INSERT.sub(" ", text[source.end : cue.start]))
    return _VERBAL.search(gap) is None and len(gap.split()) <= _GAP_WORDS


def _region(text: str, start: int, cue: Cue, before: list[Source]) -> list[Source]:
    """Return the sources of the cue's own clause."""
    for boundary in reversed(list(_BOUNDARY.finditer(text, start, cue.start))):
        inside = [s for s in before if s.start >= boundary.end() - 1]
        if inside and not all(
            _OBLIQUE.search(text[max(0, s.start - 24) : s.start]) and "and" not in boundary.group()
            for s in inside
        ):
            return inside
    return [s for s in before if s.start >= start]


def _antecedent(source: Source, before: list[Source]) -> Source:
    """Return what "who" or "which" stands for; any other source as it is."""
    if source.text.lower() not in {"who", "which"}:
        return source
    earlier = [s for s in before if s.end <= source.start and s.kind != "pronoun"]
    return earlier[-1] if earlier else source
