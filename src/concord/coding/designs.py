"""Designs: stances that nouns tell of: "X's refusal to ...", "Y's plan to ...", "Z's approach"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.coding.attribution import Attribution
from concord.coding.speakers.sources import HOLDERS
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.speakers import Cast, Source

_KINDS = {
    "support": r"decision|plans?|moves?|orders?|offers?|bid|campaign|push|drive|proposals?"
    r"|readiness|willingness|determination|intention|resolve|pledges?|promises?|vow|support"
    r"|backing|preference|insistence|commitment",
    "reject": r"refusal|rejection|reluctance|unwillingness|failure",
    "oppose": r"opposition|objections?|resistance|criticism",
    "demand": r"calls?|demands?|requests?|appeals?",
}
_COURSE = r"(?:approach|policy|strategy|line|programme|program)"
_NOUNS = "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items())
# After the holder: "'s recent decision to", "'s approach involved".
_DESIGN = lazy_regex(
    rf"['\u2019]s?\s+(?:\w+\s+){{0,2}}?(?P<cue>(?:(?:{_NOUNS})\s+(?:to|of|for|against|on)"
    rf"|{_COURSE}\s+(?:of|involv\w+|includ\w+|consist\w+\s+of|meant|(?:has\s+|had\s+)?rel\w+\s+(?:solely\s+|only\s+)?on"
    r"|rest\w+\s+on|focus\w+\s+on|cent\w+d\s+on|favou?r\w+|provid\w+\s+for|envisag\w+|foresaw|foresees|was\s+to|is\s+to)))\s",
    re.IGNORECASE,
)
# Where the clause of a design ends: at a mark, a conjunction or the main verb of its sentence.
_END = lazy_regex(
    r"[.;:\"\u201d]|,\s|\s(?:which|who|that|but|while|as|was|were|is|are|has|had|would|will|drew|led|came|met|left"
    r"|brought|made|went|won|(?!armed|proposed|displaced|merged|banned|proscribed|united|wanted|detained|jailed"
    r"|so-called)\w{2,}ed)\s"
)


def find_designs(
    text: str, sentences: Sequence[Span], cast: Cast, said: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Yield an attribution for each noun of will or refusal with whose it is, in order.

    The content goes to the end of the clause. A design told inside somebody's words is
    ``reported_by`` that speaker.
    """
    for sentence in sentences:
        for source in cast.within(sentence.start, sentence.end):
            match = _DESIGN.match(text, source.end, sentence.end)
            if match is None or source.kind == "pronoun" or not _holds(source):
                continue
            kind = next((k for k in _KINDS if match[k]), "support")
            end = _END.search(text, match.end(), sentence.end)
            yield Attribution(
                source=source,
                written=source.text,
                source_start=source.start,
                cue=match["cue"],
                kind=kind,
                form="state",
                content=(Span(start=match.end(), end=_stop(end) if end else sentence.end),),
                sentence=sentence,
                reported_by=_reporter(source, said),
                cue_start=match.start("cue"),
            )


_PAST = lazy_regex(
    r"\b(?:involved|included|consisted|meant|relied|rested|focused|centred|favou?red|provided)\b"
)


def is_course(design: Attribution) -> bool:
    """Return whether a design tells what a course of action was made of ("X's approach involved").

    That is what its holder did, whoever recounts it.
    """
    return design.cue is not None and _PAST.search(design.cue) is not None


def _stop(end: re.Match[str]) -> int:
    """Return where a clause ends: with its verb, which may belong to the wording of an option."""
    return end.start() + len(end.group().rstrip()) if end.group()[0].isspace() else end.start()


def _holds(source: Source) -> bool:
    held = source.group in HOLDERS and not source.weak
    return held or (source.kind == "person" and source.group is not None)


def _reporter(source: Source, said: Sequence[Attribution]) -> Source | None:
    """Return in whose words a design is told, if it is somebody else's."""
    for attribution in reversed(said):
        inside = any(s.start <= source.start < s.end for s in attribution.content)
        if inside and attribution.source.key != source.key:
            return attribution.source
    return None
