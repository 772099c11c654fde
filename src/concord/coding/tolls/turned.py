"""Turned phrases: words for what befell people that stand apart, or before their verb.

"Beat a baker to death", "put three boys in hospital" and "cost two guards their lives" have the
people in their midst; "killed in the raid were a guard and a cook" has them at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls.tokens import Effect, Token, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEADLY = word_set(
    "beat beaten beating stabbed stabbing stab hacked hacking tortured torturing burned burnt "
    "burning clubbed clubbing stoned stoning bludgeoned crushed crushing trampled choked "
    "starved thrashed kicked flogged"
)
_ENDINGS = (("to", "death"), ("alive",))
_SENT = word_set("put puts putting sent sends sending landed landing left leaving")
_IN_HOSPITAL = (("in", "hospital"), ("to", "hospital"), ("in", "intensive", "care"))
_COST = word_set("cost costs costing")
_THEIRS = word_set("their his her")
_LIFE = word_set("life lives")
_OPENING = {"killed": "killed", "dead": "killed", "injured": "injured", "wounded": "injured",
            "hurt": "injured", "kidnapped": "abducted", "abducted": "abducted",
            "arrested": "arrested", "detained": "arrested"}  # fmt: skip
# A sentence with such a phrase has one of these.
HINTS = _LIFE.union(
    _OPENING,
    (word for words in _ENDINGS for word in words if word != "to"),
    (words[-1] for words in _IN_HOSPITAL),
)
_AFTER_OPENING = word_set("in by during at on near along were was are is")
_BE = word_set("were was are is")
_ENDS = word_set(". ; : when while after before who which that but")
_FEWEST = 2  # tokens from a verb to what makes it deadly: one for whom it befell
_LONGEST = 14  # tokens of such a phrase
_FRONT = 9  # tokens before the verb of "killed in the raid were"


def add(tokens: Sequence[Token], effects: Sequence[Effect]) -> list[Effect]:
    """Return the effect phrases of a sentence with those whose words stand apart."""
    new = [*_parted(tokens), *_costs(tokens), *_inverted(tokens)]
    if not new:
        return list(effects)
    covered = {at for effect in new for at in range(effect.first, effect.last + 1)}
    kept = [e for e in effects if not covered & set(range(e.first, e.last + 1))]
    return sorted([*kept, *new], key=lambda effect: effect.first)


def _parted(tokens: Sequence[Token]) -> Iterator[Effect]:
    """Yield the verb of "beat a baker to death", "put two in hospital"; people stand after it."""
    for at, token in enumerate(tokens):
        if token.lower in _DEADLY and any(_ends(tokens, at, words) for words in _ENDINGS):
            yield Effect(at, at, "killed", "after")
        elif token.lower in _SENT and any(_ends(tokens, at, words) for words in _IN_HOSPITAL):
            yield Effect(at, at, "injured", "after")


def _ends(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """Return whether words end a phrase that begins at a token, its people between."""
    for position in range(at + 1, min(at + _LONGEST, len(tokens))):
        if tokens[position].lower in _ENDS:
            return False
        if tuple(t.lower for t in tokens[position : position + len(words)]) == words:
            return position - at >= _FEWEST
    return False


def _costs(tokens: Sequence[Token]) -> Iterator[Effect]:
    """Yield the verb of "cost two guards and a cook their lives"."""
    for at, token in enumerate(tokens):
        if token.lower not in _COST:
            continue
        for position in range(at + 2, min(at + _LONGEST, len(tokens) - 1)):
            if tokens[position].lower in _ENDS:
                break
            if tokens[position].lower in _THEIRS and tokens[position + 1].lower in _LIFE:
                yield Effect(at, at, "killed", "after")
                break


def _inverted(tokens: Sequence[Token]) -> Iterator[Effect]:
    """Yield the opening of "killed in the raid were a guard and a cook"."""
    first = 1 if tokens and tokens[0].lower == "also" else 0
    effect = _OPENING.get(tokens[first].lower) if first + 1 < len(tokens) else None
    if effect is None or tokens[first + 1].lower not in _AFTER_OPENING:
        return
    for position in range(first + 1, min(first + _FRONT, len(tokens) - 1)):
        if tokens[position].text in {",", ";", ":", "."}:
            return
        if tokens[position].lower in _BE:
            yield Effect(first, position, effect, "of")
            return
