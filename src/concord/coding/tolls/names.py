"""Single victims by name or role, without a number: "killed Ahmed Khan".

They are read only where an effect word needs people and no counted group stands: bare names are
everywhere in news, and most are no victims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.coding.tolls import asides, offices
from concord.coding.tolls.heads import PARTICLES, STOPS, named
from concord.coding.tolls.people import Group
from concord.coding.tolls.tokens import ADVERBS, PASSIVE, Effect, Token, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from concord.coding.tolls.groups import Reader

_NOT_NAMES = word_set(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday police army government court district "
    "agency "
    "province city town village road area state ministry force forces security union party front "
    "movement council assembly news times dawn today tribune express hindu indian pakistani afghan "
    "rangers levies corps army navy united nations bank hospital university school college airport "
    "subsequently initially finally reportedly allegedly eventually recently previously "
    "consequently accordingly additionally simultaneously afterwards then thereafter "
    "another other earlier meanwhile separately later however according also further similarly "
    "of his her their its our my "
    "how what why despite although once only even just still none nobody everybody "
    "i we he she they it this that these those the a an both all no none nobody two three "
    "four five "
    "six seven eight nine ten one several some many security troops sources officials militants "
    "unidentified unknown suspected armed gunmen"
)
_AFTER_NOT_NAME = word_set(
    "district agency area village road town city province police tehsil division valley river "
    "hills region state militants cadres troops forces soldiers militant spokesman sources "
    "officials "
    "market bazaar house camp"
)
_ALIAS = PARTICLES | {"son"}
_ALSO_THINGS = word_set("hurt hurts hurting lost captured captures eliminated caught wounds")
_SKIPPED = word_set("on the spot also reportedly and of one mr dr former")
_PREPOSITIONS = word_set(
    "in on at by with from to for into near of during between against through over"
)
_CLAUSE_WORDS = word_set(
    "are is was were when while that but said to has had have after before because told says ;"
)
_SPEAKING = word_set("said says told added confirmed claimed announced")
_HARMS = word_set("killed injured abducted")
_LONGEST = 7  # tokens of a name
_LOOK = 14  # tokens after a name in which it is said who the person was
_REACH = 26  # tokens of descriptions and other names between a name and its verb
_DESCRIBED = 9  # tokens of "a farmer from the north" after a name
_OLDEST = 110


def add_names(reader: Reader, groups: Sequence[Group], effects: Sequence[Effect]) -> list[Group]:
    """Return the groups with those single persons added that the effect words need."""
    found = list(groups)
    for index, effect in enumerate(effects):
        if effect.order in {"either", "after", "of"}:
            name = _object(reader, effect) or _office(reader, effect, found)
            while name is not None:
                _keep(found, name)
                name = _next_object(reader, name)
        if effect.order in {"either", "before"}:
            start = effects[index - 1].last + 1 if index else 0
            end = effect.first
            opened = asides.opening(reader.tokens, effect.first)
            if opened is not None:
                start, end = asides.start_before(effects, opened), opened
            name = _subject(reader, effect, (start, end), found)
            _keep(found, name)
            while name is not None:
                name = _next_name(reader, name, end)
                _keep(found, name)
    return sorted(found, key=lambda group: group.first)


def _office(reader: Reader, effect: Effect, groups: Sequence[Group]) -> Group | None:
    """Return the person by office right after an effect word, if no group stands there."""
    beside = any(group.first == effect.last + 1 for group in groups)
    return None if beside or effect.order == "of" else offices.after(reader, effect)


def _keep(found: list[Group], name: Group | None) -> None:
    if name is None:
        return
    if all(name.last < group.first or group.last < name.first for group in found):
        found.append(name)


def _object(reader: Reader, effect: Effect) -> Group | None:
    """Read the name right after an effect word, a role before it allowed."""
    tokens = reader.tokens
    if tokens[effect.last].lower in _ALSO_THINGS:
        return None
    at = effect.last + 1
    while at < len(tokens) and tokens[at].lower in _SKIPPED and at <= effect.last + 4:
        at += 1
    titled = _titled(reader, at)
    if titled is not None and titled.last > titled.first:
        return titled
    role = at
    while at < len(tokens) and at < role + 4 and not tokens[at].capital:
        if not tokens[at].wordlike or tokens[at].lower in STOPS or at in reader.taken:
            return None
        at += 1
    return _named(reader, role, at) or _owned(reader, role, at)


def _owned(reader: Reader, role: int, at: int) -> Group | None:
    """Return the person of "the Wolves' paymaster, Hajan Muk": named after whose they are."""
    tokens = reader.tokens
    while at < len(tokens) and tokens[at].capital and not _owns(reader, at):
        at += 1
    if at >= len(tokens) or not _owns(reader, at):
        return None
    for position in range(at + 1, min(at + 5, len(tokens) - 1)):
        if tokens[position].text == ",":
            return _named(reader, role, position + 1)
        if not tokens[position].wordlike or tokens[position].lower in STOPS:
            return None
    return None


def _next_name(reader: Reader, name: Group, end: int) -> Group | None:
    """Return the name that a list of subjects goes on with ("Omid Karra and Sami Dost were")."""
    found = _after_name(reader, name)
    if found is None or found.last >= end:
        return None
    return found if _reaches(reader, found.last, _before_auxiliaries(reader, end)) else None


def _next_object(reader: Reader, name: Group) -> Group | None:
    """Return the name that a list of objects goes on with ("killing Omid Karra and Sami Dost")."""
    found = _after_name(reader, name)
    if found is None or found.last + 1 >= len(reader.tokens):
        return found
    # "Omid Karra and Sami Dost said": a subject of its own.
    after = reader.tokens[found.last + 1].lower
    return None if after in _SPEAKING or after in PASSIVE | {"has", "had", "have"} else found


def _after_name(reader: Reader, name: Group) -> Group | None:
    """Return the name after one of a list, what is said of the first skipped."""
    tokens = reader.tokens
    begin = _described(reader, reader.skip_bracket(name.last + 1))
    at = begin
    while at < len(tokens) and tokens[at].lower in {",", "and"}:
        at += 1
    if at == begin or at >= len(tokens) or not tokens[at].capital:
        return None
    return _titled(reader, at) or _named(reader, at, at)


def _described(reader: Reader, at: int) -> int:
    """Return the token after ", 24" or ", a farmer from the north" that begins at ``at``."""
    tokens = reader.tokens
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return at
    following = tokens[at + 1]
    if following.text.isdigit() and int(following.text) < _OLDEST:
        return at + 2
    if following.lower not in {"a", "an", "the", "his", "her"}:
        return at
    for position in range(at + 2, min(at + 2 + _DESCRIBED, len(tokens))):
        if position in reader.taken:
            return at
        if tokens[position].lower in {",", "and"}:
            return position
    return at


def person(reader: Reader, at: int) -> Group | None:
    """Return the person whose role or name, without an article, begins at a token."""
    return _titled(reader, at) or (_named(reader, at, at) if reader.tokens[at].capital else None)


def _titled(reader: Reader, at: int) -> Group | None:
    """Read "Hindu priest Omar Gul", "Frontier Corps trooper": a role without an article."""
    tokens = reader.tokens
    if at >= len(tokens) or tokens[at].lower in STOPS or at in reader.taken:
        return None
    last, noun = reader.head(at, plural=False)
    if noun is None or (last > at and reader.is_force(at, last)):
        return None
    named = reader.name_end(last + 1)
    if named is None and last == at:
        return None
    return Group(
        first=at,
        last=last if named is None else named,
        low=1,
        best=1,
        high=1,
        victim_class=noun.victim_class,
        head=tokens[last].lower,
        named=True,
    )


def _before_auxiliaries(reader: Reader, end: int, start: int = 0) -> int:
    """Return the last token before ``end`` that is no auxiliary and no adverb."""
    at = end - 1
    while at >= start:
        lower = reader.tokens[at].lower
        if lower not in ADVERBS and lower not in PASSIVE and not lower.endswith("ly"):
            break
        at -= 1
    return at


def _subject(
    reader: Reader, effect: Effect, bounds: tuple[int, int], groups: Sequence[Group]
) -> Group | None:
    """Read the name that is the subject of "was killed" where no counted group stands.

    It stands between two tokens: the verb may come only after an aside.
    """
    tokens = reader.tokens
    start, end = bounds
    at = _before_auxiliaries(reader, end, start) if end == effect.first else end - 1
    if at >= start and tokens[at].lower in {"one", "nobody", "none", "no"}:
        return None
    verb = at + 1 if end == effect.first else asides.verb_start(tokens, effect.first) + 1
    if effect.order == "either" and not any(
        token.lower in PASSIVE for token in tokens[verb : effect.first]
    ):
        return None
    first = min(
        (
            group.first
            for group in groups
            if start <= group.first
            and group.last <= at
            and not _after_preposition(reader, group.first)
        ),
        default=None,
    )
    for position in range(start, at + 1 if first is None else first):
        name = _person(reader, effect, position, start)
        if name is None or name.last > at or not _reaches(reader, name.last, at):
            continue
        if first is None or _joins(reader, name.last, first):
            return name
    return None


def _person(reader: Reader, effect: Effect, position: int, start: int) -> Group | None:
    """Return the person, by office or by name, whose words begin at a token."""
    tokens = reader.tokens
    if effect.effect in _HARMS and offices.opens(reader, position, start):
        return offices.read(reader, position)
    opens = position == start or not tokens[position - 1].capital
    if not tokens[position].capital or _after_preposition(reader, position) or not opens:
        return None
    return _titled(reader, position) or _named(reader, position, position)


def _joins(reader: Reader, last: int, first: int) -> bool:
    """Return whether a name and the group after it are one list or an apposition."""
    between = [token.lower for token in reader.tokens[last + 1 : first]]
    return bool(between) and (between[-1] in {"and", ","} or between[0] == ",")


def _reaches(reader: Reader, last: int, at: int) -> bool:
    """Return whether only an apposition stands between a name and its verb."""
    between = [token.lower for token in reader.tokens[last + 1 : at + 1]]
    return len(between) <= _REACH and not set(between) & _CLAUSE_WORDS


def _after_preposition(reader: Reader, position: int) -> bool:
    """Return whether a name is the object of a preposition ("of the 2013 General Elections").

    In "at Dir and Swat" both names are.
    """
    if position > 1 and reader.tokens[position - 1].lower == "and":
        position -= 2
        while position > 0 and reader.tokens[position].capital:
            position -= 1
        position += 1
    for at in range(position - 1, max(-1, position - 4), -1):
        token = reader.tokens[at]
        if token.lower in _PREPOSITIONS:
            return True
        if token.lower != "the" and not token.text.isdigit():
            return False
    return False


def _named(reader: Reader, first: int, at: int) -> Group | None:
    """Return the person whose name starts at ``at``; words from ``first`` say the role."""
    tokens = reader.tokens
    last = at - 1
    while last + 1 < len(tokens) and last + 1 < at + _LONGEST and _is_name(reader, last + 1, at):
        last += 1
    while last >= at and tokens[last].lower in _ALIAS:
        last -= 1
    if last == at and _is_adverb(tokens, at):
        return None
    if last < at or (_acronym(tokens[at].text) and last == at) or _owns(reader, last):
        return None
    if last + 1 < len(tokens) and tokens[last + 1].lower in _AFTER_NOT_NAME:
        return None
    if reader.is_force(at, last):
        return None
    role = _role(reader, first, at) or _apposition(reader, last + 1) or _title(reader, at)
    return Group(
        first=first,
        last=last,
        low=1,
        best=1,
        high=1,
        victim_class=role or "unknown",
        head="one" if role is None else tokens[last].lower,
        named=True,
    )


def _is_adverb(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is an adverb before a comma: "Ultimately, 144 people died"."""
    return tokens[at].lower.endswith("ly") and at + 1 < len(tokens) and tokens[at + 1].text == ","


def _is_name(reader: Reader, position: int, at: int) -> bool:
    token = reader.tokens[position]
    if position in reader.taken or not token.wordlike:
        return False
    if position > at and token.lower in _ALIAS:
        return True
    return named(token) and token.lower not in _NOT_NAMES and token.lower not in STOPS


def _owns(reader: Reader, last: int) -> bool:
    """Return whether a name only says whose something is: "the Wolves' paymaster"."""
    after = reader.text[reader.tokens[last].end : reader.tokens[last].end + 1]
    return after in {"'", "\u2019"} and reader.tokens[last].lower.endswith("s")


def _acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _role(reader: Reader, first: int, at: int) -> str | None:
    for position in range(at - 1, first - 1, -1):
        found = reader.noun_class(position)
        if found is not None:
            return found
    return None


def _title(reader: Reader, at: int) -> str | None:
    """Return the class of "top commander, Ahmed Khan, was": the noun just before the comma."""
    if at > 1 and reader.tokens[at - 1].text == ",":
        return reader.noun_class(at - 2)
    return None


def _apposition(reader: Reader, after: int) -> str | None:
    """Return the class of "..., a tribal elder" or "(40), the village head" after a name."""
    tokens = reader.tokens
    for position in range(after, min(after + _LOOK, len(tokens) - 1)):
        if position in reader.taken or tokens[position].lower in PASSIVE:
            return None
        if tokens[position].text == "," or tokens[position].lower == "who":
            for at in range(position + 1, min(position + 9, len(tokens))):
                if at in reader.taken or (
                    tokens[at].lower in STOPS and tokens[at].lower not in {"was", "is"}
                ):
                    return None
                found = reader.noun_class(at)
                if found is not None and not (
                    at + 1 < len(tokens)
                    and tokens[at + 1].wordlike
                    and tokens[at + 1].lower not in STOPS
                    and reader.noun_class(at + 1)
                ):
                    return found
            return None
    return None
