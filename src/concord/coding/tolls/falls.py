"""Falls: wordings for those who died that are built of more than a set phrase.

"Eight rebels were buried", "nineteen did not come home", "five masons were dragged out and shot",
"the driver lived; his son did not", "two gunmen were put down", "guards shot the attacker". Some
of them tell of a death where they are said of fighters, or of attackers, alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from concord.coding.tolls.objects import Attached
from concord.coding.tolls.people import Group
from concord.coding.tolls.tokens import Effect
from concord.coding.wordpatterns import places_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.tokens import Token
    from concord.coding.tolls.words import Lexicon, Order
    from concord.model import Span

_NUMBER = (
    r"(?:at\s+least\s+|some\s+|about\s+|around\s+|another\s+|more\s+than\s+|all\s+|up\s+to\s+)*"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|dozens?|scores|hundreds?|an?)\b"
)
_BE = (
    r"\b(?:was|were|is|are|been|being)\s+"
    r"(?:(?:all|both|each|also|then|later|finally|himself|\w+ly)\s+)*"
)
_SEIZED = (
    r"(?:lined\s+up|dragged|pulled|taken|took|hauled|marched|led|ordered|forced|herded|bound|blindfolded"
    r"|separated|singled\s+out|off-?loaded|made\s+to\s+\w+|tied)"
)
_SPARED = (
    r"(?:in\s+the\s+(?:legs?|arms?|foot|hand|thigh|shoulder|back|knee|air)|and\s+(?:\w+ly\s+)?(?:wounded"
    r"|injured|hurt|arrested|captured|left)|at(?=\s*(?:[.,;]|by\b|from\b|and\b|as\b|when\b|$))|through)\b"
)
_MISSILE = (
    r"(?:bullets?|gunfire|fire|guns?|rounds?|shots?|shells?|rockets?|arrows?|snipers?|knives)"
)
_FIGHT = (
    r"(?:exchange|battle|fight|fighting|clash|clashes|gunfight|firefight|ambush|attack|assault|skirmish"
    r"|raid|shoot-?out|encounter|crossfire|combat|volley|hail|gun\s+battle)"
)
_ATTACKER = (
    r"(?:attackers?|assailants?|gunm[ae]n|(?:suicide\s+|would-be\s+)?bombers?|raiders?|intruders?"
    r"|infiltrators?|knifem[ae]n)"
)
_OWN = r"of\s+(?:its|their|his)\s+(?:own|men|number|fighters|comrades)\b"
_UNDER = r"(?:under|beneath|by\s+an?\s|in\s+(?:the\s+)?(?:rubble|debris))"
_NEVER = r"\b(?P<at>(?:did\s+not|didn[\u2019']t|never|would\s+never|would\s+not)\s+"
_BACK = (
    r"(?:come|came|go|went|get|got|make\s+it|made\s+it|return|returned)\s+"
    r"(?:back|home|out|away|alive|through(?=\s+the\s+night))(?:\s+alive)?"
)
_LIVE = r"(?:make\s+it|made\s+it|see\s+(?:the\s+)?morning|wake\s+up|woke\s+up)"
_SURVIVED = r"\b(?:lived|survived|escaped|lives|survives|pulled\s+through|got\s+(?:out|away))\b"
_THE_FORCE = r"(?:the|its|his|their)\s+(?:[\w\u2019'-]+\s+){0,2}?[\w\u2019'-]+"
_STOP = (
    r"(?=\s*(?:[.,;)\u201d\"]|$|(?:by|in|during|after|before|within|when|as|on|at|and|while)\b))"
    r"(?!\s+in\s+order)"
)
_SOME = r"(?:(?:the|an|a|one|both|all|two|three|four|five|six)\s+)+(?:of\s+the\s+)?(?:\w+\s+)?"
_HAD_BEEN = (
    r"(?:was|were|had\s+been|has\s+been)\s+(?:(?:all|both|himself|finally|\w+ly)\s+)*(?P<at>shot)\b"
)
_DEAD = r"(?:(?:him|her|them)\s+)?dead"


class Wording(NamedTuple):
    """An expression, where its people stand, and words of which each of its matches has one."""

    words: frozenset[str]
    pattern: re.Pattern[str]
    order: Order


def _compiled(listed: Sequence[tuple[str, str, Order]]) -> tuple[Wording, ...]:
    return tuple(
        Wording(frozenset(words.split()), lazy_regex(one, re.IGNORECASE), order)
        for words, one, order in listed
    )


_NOT = "not never didn didn't didn\u2019t"


_WORDINGS = _compiled(
    (
        ("buried interred", rf"{_BE}(?P<at>buried|interred)\b(?!\s+{_UNDER})", "before"),
        ("buried", rf"(?<!\bhas )\b(?P<at>buried)(?=\s+{_NUMBER})", "after"),
        (
            _NOT,
            rf"{_NEVER}(?:{_BACK}|{_LIVE}))\b(?!\s+(?:to|for|until|before|into|with)\b)",
            "before",
        ),
        (
            _NOT,
            rf"{_SURVIVED}[^.]{{1,160}}?\b(?P<at>did\s+not|didn[\u2019']t)(?=\s*(?:[.,;:\u2014)]|and\b|$))",
            "before",
        ),
        (
            "shot",
            (
                rf"\b{_SEIZED}\b[^.;]{{0,90}}?\b(?:and|then)\s+(?:then\s+|all\s+)?(?P<at>shot)\b"
                rf"(?!\s+(?:{_DEAD}|{_SPARED}))"
            ),
            "either",
        ),
        ("felled down", r"\b(?P<at>felled|sh(?:ot|oot|ooting|oots)\s+down)\b", "either"),
        ("fell", rf"\b(?P<at>fell\s+to)(?=\s+(?:[\w\u2019'-]+\s+){{0,4}}?{_MISSILE}\b)", "before"),
        (
            "fell",
            rf"\b(?P<at>fell\s+in)(?=\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}?{_FIGHT}\b)",
            "before",
        ),
        (
            "cost costs costing",
            rf"\b(?P<at>cost(?:s|ing)?\s+{_THE_FORCE})(?=\s+{_NUMBER})",
            "after",
        ),
        (
            "left leaving",
            rf"\b(?P<at>(?:left|leaving)(?:\s+behind)?)(?=\s+{_NUMBER}\s+{_OWN})",
            "after",
        ),
    )
)
# Of fighters alone: lorries are taken out as well, and officers dispatched.
_FIGHTERS = _compiled(
    (
        (
            "put taken dispatched accounted",
            (
                rf"(?:{_BE})?(?P<at>put\s+(?:down|out\s+of\s+action)|taken\s+(?:out|down)|dispatched"
                rf"|accounted\s+for)\b{_STOP}"
            ),
            "either",
        ),
        (
            "put took taking accounted accounting dispatched",
            (
                r"\b(?P<at>put\s+down|took\s+(?:out|down)|taking\s+(?:out|down)|account(?:ed|ing)\s+for"
                rf"|dispatched)(?=\s+{_NUMBER})"
            ),
            "after",
        ),
        (
            "fell",
            r"\b(?P<at>fell)(?=\s*(?:[.,;:\u2014]|$|and\b|before\b|on\s+the\s+spot))",
            "before",
        ),
        ("shot", rf"\b{_ATTACKER}\s+{_HAD_BEEN}(?!\s+(?:dead|down|{_SPARED}))", "before"),
        (
            "shot shoot",
            rf"\b(?P<at>shot|shoot)(?=\s+{_SOME}{_ATTACKER}\b(?!\s+(?:{_SPARED})))",
            "after",
        ),
    )
)
# Of the shot: nobody died of it who was taken.
_TAKEN_ALIVE = lazy_regex(
    r"\b(?:wounded|injured|alive|arrest\w*|captured|hospital\w*|custody|overpowered|detained|taken\s+away)\b",
    re.IGNORECASE,
)
_SHOT_HIM = lazy_regex(
    r"\b(?:police\w*|guards?|soldiers?|troops|officers?|commandos|forces|rangers|sentry|sentries|gendarmes?"
    r"|constables?|marines?|sniper)\b[^.;]{0,60}?\b(?P<at>(?:shot|killed|gunned\s+down|shot\s+dead|neutrali[sz]ed)"
    rf"\s+(?:him|her)\b(?:\s+dead\b)?)(?!\s+(?:{_SPARED}|[a-z]+(?:ed|ing)?\s+in\s+the\s+(?:legs?|arms?)))",
    re.IGNORECASE,
)
# What only an attacker does or bears.
_ATTACKING = lazy_regex(
    r"\b(?:attackers?|assailants?|gunm[ae]n|bombers?|knif\w+|stabb\w+|opened\s+fire|fired\s+(?:at|on|into)|stormed"
    r"|rammed|suicide|explosive\s+(?:vest|belt)|detonat\w+|(?:reached|reaching)\s+for|grenades?|switch|machete|axe"
    r"|(?:he|she|who|man)\s+(?:had\s+)?(?:killed|shot|wounded|attacked))\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"him", "her"})
_CONTEXT = 200  # code points
_AIRCRAFT = lazy_regex(
    r"\b(?:helicopters?|aircraft|planes?|drones?|jets?|quadcopters?|u\.?a\.?vs?|airliners?|airplanes?)\b",
    re.IGNORECASE,
)
_WARY = frozenset({"put", "taken", "took", "taking", "dispatched", "accounted", "accounting"})


def places(text: str) -> list[int]:
    """Return where a text may have such wordings, in order."""
    return sorted(
        match.start("at")
        for one in (*_WORDINGS, *_FIGHTERS)
        if places_of(text, one.words)
        for match in one.pattern.finditer(text)
    )


def add(text: str, span: Span, listed: Sequence[Token], effects: Sequence[Effect]) -> list[Effect]:
    """Return the effect phrases of a sentence with those of such wordings that overlap no other.

    ``listed`` are the tokens of the sentence ``span`` of ``text``.
    """
    found = list(effects)
    for one in (*_WORDINGS, *_FIGHTERS):
        held = places_of(text, one.words)
        if bisect_left(held, span.start) == bisect_left(held, span.end):
            continue
        for match in one.pattern.finditer(text, span.start, span.end):
            at = [n for n, t in enumerate(listed) if match.start("at") <= t.start < match.end("at")]
            if at and not any(e.first <= at[-1] and at[0] <= e.last for e in found):
                found.append(Effect(at[0], at[-1], "killed", one.order))
    return sorted(found, key=lambda effect: effect.first)


def of_attackers(text: str, span: Span, listed: Sequence[Token]) -> list[Attached]:
    """Return the deaths of attackers who are only "him": "a sentry shot him as he drew a knife"."""
    held = places_of(text, _PRONOUNS)
    if bisect_left(held, span.start) == bisect_left(held, span.end):
        return []
    found: list[Attached] = []
    for match in _SHOT_HIM.finditer(text, span.start, span.end):
        begin, end = max(0, span.start - _CONTEXT), min(span.end, match.end() + _CONTEXT)
        if _TAKEN_ALIVE.search(text, match.end(), span.end) or not _ATTACKING.search(
            text, begin, end
        ):
            continue
        at = [n for n, t in enumerate(listed) if match.start("at") <= t.start < match.end("at")]
        him = next(n for n in at if listed[n].lower in _PRONOUNS)
        who = Group(first=him, last=him, low=1, best=1, high=1, victim_class="militant",
                    head="attacker", definite=True, named=True)  # fmt: skip
        found.append(Attached(who, Effect(at[0], at[-1], "killed", "after")))
    return found


def of_fighters(
    text: str, span: Span, listed: Sequence[Token], attached: Sequence[Attached], lexicon: Lexicon
) -> list[Attached]:
    """Return the groups without those of whom a wording that is only said of fighters is said."""
    return [a for a in attached if not _is_misread(text, span, listed, a, lexicon)]


def _is_misread(
    text: str, span: Span, listed: Sequence[Token], item: Attached, lexicon: Lexicon
) -> bool:
    if item.effect.effect != "killed" or item.effect.order == "noun":
        return False
    first = listed[item.effect.first].lower
    alone = item.effect.first == item.effect.last
    if not alone and listed[item.effect.last].lower == "down" and first.startswith("sho"):
        return _AIRCRAFT.search(text, span.start, span.end) is not None
    if first in {"shot", "shoot"} and alone:
        if item.group.head in lexicon.initiators or item.effect.order != "either":
            return _TAKEN_ALIVE.search(text, span.start, span.end) is not None
        return False
    if first == "fell" and alone:
        return item.group.victim_class not in {"militant", "security", "pro_government"}
    return first in _WARY and item.group.victim_class != "militant"
