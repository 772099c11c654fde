"""The toll figures of a text: each sentence read from effects and groups to its figures."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding import sentences as sentence_spans
from concord.coding.tolls import (
    additions,
    attach,
    casualties,
    dying,
    echoes,
    falls,
    harmed,
    hinting,
    marks,
    pronouns,
    remains,
    sums,
    tokens,
    turned,
    unharmed,
    words,
    wounds,
)
from concord.coding.tolls.groups import Reader
from concord.coding.tolls.making import Figure, Maker
from concord.coding.tolls.names import add_names
from concord.coding.tolls.objects import Attached
from concord.coding.tolls.tokens import Effect
from concord.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.coding.tolls.people import Group
    from concord.coding.tolls.tokens import Token
    from concord.coding.tolls.words import Lexicon

_LONGEST = 3_000  # code points of a sentence


def find(
    text: str,
    *,
    sentences: Sequence[Span] | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[Figure, ...]:
    """Return the toll figures of ``text`` in order of their effect words.

    ``sentences`` are spans already split (``sentences.split`` otherwise); ``lexicon`` the compiled
    vocabulary (the shipped ``world`` pack otherwise).
    """
    vocabulary = lexicon or words.shipped()
    found: list[Figure] = []
    hints = hinting.find(text, vocabulary)
    for span in sentence_spans.split(text) if sentences is None else sentences:
        hinted = bisect_left(hints, span.start) < bisect_left(hints, span.end)
        if hinted or marks.states_toll(text, span):
            for piece in _pieces(text, span):
                found += _sentence(text, piece, vocabulary, found)
    return tuple(found)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Yield a sentence, or pieces of one that is none: reading is quadratic in its length."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = start + _LONGEST if cut < 0 else cut
        yield Span(start=start, end=cut)
        start = cut
    yield Span(start=start, end=span.end)


def _sentence(text: str, span: Span, lexicon: Lexicon, earlier: Sequence[Figure]) -> list[Figure]:
    listed = tokens.tokenise(text, span.start, span.end)
    zero = tokens.zeros(listed, lexicon)
    zero += _untold(unharmed.find(text, span, listed, lexicon), zero)
    told = turned.add(listed, tokens.effects(listed, lexicon))
    effects = [
        effect
        for effect in falls.add(text, span, listed, wounds.add(text, span, listed, told))
        if not any(none.first <= effect.first <= none.last for none in zero)
    ]
    if not (effects or zero or marks.states_toll(text, span) or any(map(_tells_alone, listed))):
        return []
    attached = _people(text, span, (listed, effects), lexicon, earlier[-1] if earlier else None)
    maker = Maker(text, span, listed, lexicon)
    figures = [maker.zero(effect) for effect in zero]
    figures += maker.tolls()
    before = earlier[-1].figure.victim_class if earlier else None
    here: list[Figure] = []
    for item in sorted(attached, key=lambda found: found.group.first):
        here.append(maker.make(item, _inherited(here, item, before)))
    read = casualties.split(text, span, figures + here)
    read = [remains.of_the_dead(text, figure) for figure in read]
    return [
        replace(figure, rival=any(echoes.contradicts(text, figure, other) for other in read))
        for figure in read
    ]


def _untold(found: Sequence[Effect], known: Sequence[Effect]) -> list[Effect]:
    """Return the phrases that deny harm, those left out that the lexicon has read already."""
    return [
        one
        for one in found
        if not any(
            one.effect == other.effect and one.first <= other.last and other.first <= one.last
            for other in known
        )
    ]


def _tells_alone(token: Token) -> bool:
    """Return whether a word may tell of harm by itself: "12 deaths", "shot him dead"."""
    return token.lower in hinting.COUNTED or token.lower in pronouns.SPLIT


def _people(
    text: str,
    span: Span,
    read: tuple[Sequence[Token], Sequence[Effect]],
    lexicon: Lexicon,
    before: Figure | None,
) -> list[Attached]:
    """Return the groups of a sentence with what befell each; ``before`` is the last figure told."""
    listed, effects = read
    described = harmed.describing(listed, effects, lexicon)
    effects = [effect for effect in effects if effect not in described]
    taken = {at for effect in effects for at in range(effect.first, effect.last + 1)}
    reader = Reader(text, listed, lexicon, taken)
    groups = add_names(reader, reader.read(), effects)
    attached = [*attach.attach(listed, effects, groups), *_counted(groups, reader)]
    attached += falls.of_attackers(text, span, listed)
    attached += dying.find(listed, effects, groups, attached)
    attached = falls.of_fighters(text, span, listed, attached, lexicon)
    attached = sums.names_apposed(listed, sums.without_strangers(attached))
    attached = sums.told_apart(groups, sums.with_breakdowns(attached))
    attached = sums.children_told(attached, lexicon)
    attached = sums.without_subtotals(_without_survivors(attached), lexicon)
    attached = sums.of_the_whole(attached, lexicon)
    attached += sums.among_them(listed, groups, attached)
    attached += additions.find(listed, groups, attached)
    attached = harmed.without_dead(described, attached)
    attached += harmed.left_over(reader, described, groups, attached)
    attached += pronouns.find(listed, effects, groups, attached)
    attached += echoes.listed(listed, groups, attached)
    attached += echoes.find(listed, groups, attached, before)
    attached += _parts_of_stated(reader, span, groups, attached)
    return pronouns.of_those_before(groups, attached)


def _parts_of_stated(
    reader: Reader, span: Span, groups: Sequence[Group], attached: Sequence[Attached]
) -> list[Attached]:
    """Return the groups inside a stated toll: "the toll rose to 23, among them two children"."""
    known = {id(item.group) for item in attached}
    return [
        item
        for _, effect, _, quantity in marks.stated_tolls(reader.text, span)
        for item in sums.parts_of_stated(reader.tokens, groups, quantity.end, effect)
        if id(item.group) not in known
    ]


_OF_BODIES = frozenset(
    {"dead", "lifeless", "mutilated", "headless", "beheaded", "decomposed", "charred", "burnt"}
    | {"burned", "riddled", "bullet-riddled", "bullet", "-", "unidentified", "tortured", "bloodied"}
    | {"partially", "badly", "half-burnt", "decapitated", "more", "other", "third", "second"}
)


def _counted(groups: Sequence[Group], reader: Reader) -> list[Attached]:
    """Return the groups whose noun tells the effect itself ("three bodies", "12 deaths")."""
    found: list[Attached] = []
    for group in groups:
        effect = reader.lexicon.counted.get(group.head)
        if effect is None or group.named or _is_institution(group, reader):
            continue
        victim_class = reader.class_after(group.last + 1) or group.victim_class
        word = Effect(group.last, group.last, effect, "noun")
        found.append(Attached(replace(group, victim_class=victim_class), word))
    return found


def _is_institution(group: Group, reader: Reader) -> bool:
    """Return whether "body" is what people sit on: "a rights body", "the election body"."""
    if group.head != "body":
        return False
    before = reader.tokens[group.first + 1 : group.last]
    return any(token.capital or token.lower not in _OF_BODIES for token in before)


def _without_survivors(attached: list[Attached]) -> list[Attached]:
    """Leave out the injury of people of whom the sentence says that they died of it."""
    dead = {id(item.group) for item in attached if item.effect.effect == "killed"}
    return [
        item
        for item in attached
        if item.effect.effect != "injured"
        or (id(item.group) not in dead and item.group.head not in hinting.COUNTED)
    ]


def _inherited(here: Sequence[Figure], item: Attached, before: str | None) -> str | None:
    """Return the class that "others" take: that of the people before them, if it is one."""
    classes = [figure.figure.victim_class for figure in here if not figure.figure.total]
    if here and here[-1].figure.total:
        return "unknown"
    same_list = [
        figure.figure.victim_class
        for figure in here
        if figure.figure.effect == (here[-1].figure.effect if here else item.effect.effect)
    ]
    if classes and len(set(same_list)) > 1 and item.group.more:
        return "unknown"
    if classes:
        return classes[-1]
    # A bare number ("killed six") takes nothing over from the sentence before.
    return None if item.group.bare else before
