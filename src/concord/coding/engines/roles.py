"""Roles: who does what in one clause, by word order around a trigger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.actors import ActorMention
    from concord.coding.engines.triggers import Trigger
    from concord.coding.wordpatterns import WordPattern
    from concord.model import Span

# Types that countries do as such ("US drone strike"), and types that have two sides.
BY_STATE = frozenset(
    {"military_operation", "air_drone_strike", "arrest", "seizure", "extrajudicial_killing"}
)
OF_COUNTRIES = frozenset({"air_drone_strike", "shelling", "military_operation"})
_FROM_COUNTRIES = frozenset({"air_drone_strike", "shelling"})
_FROM = lazy_regex(r"\s+from\s+")  # "a missile strike from Iran"
TWO_SIDED = frozenset({"clash"})
_BE = lazy_regex(
    r"\b(?:was|were|been|being|is|are|be|got)\s+(?:(?:\w+ly|also|then|later|both|all|reportedly|first)\s+){0,2}$",
    re.IGNORECASE,
)
_STARTS_PASSIVE = lazy_regex(r"(?:[\w-]+\s+)?(?:was|were|been|being|came under)\b", re.IGNORECASE)
# "helicopter was shot down": words of a trigger that name what was hit.
_HOLDS_PASSIVE = lazy_regex(r"\b(?:was|were|been)\s+(?:\w+ly\s+)?\w+(?:ed|t|n|wn)\b", re.IGNORECASE)
_BY = lazy_regex(
    r"^(?:(?!,?\s(?:who|whom|whose|which)\b)[^.;:]){0,70}?\bby\s+(?:(?:the|a|an|some|several|two|three|four|five|six|seven|eight|nine|ten|dozens\s+of|about|at\s+least"
    r"|members|fighters|men|militants|gunmen|cadres|outlaws|rebels|followers|supporters|elements|of|from|suspected|alleged|\w+-\w+|\d+|\w+ly|heavily|local|banned|outlawed|proscribed)\s+){0,5}$",
    re.IGNORECASE,
)
_OBJECT = lazy_regex(
    r"(?:\b(?:on|against|at|of|with|from|for|to|targeting|near|in|into|killed|killing|kill|attacked|attacking|hit|hitting"
    r"|wounded|wounding|injured|injuring|between|including|after|ambushed|targeted|arrested|among|and|or|shot))"
    r"\s+(?:(?:the|a|an|two|three|four|five|six|seven|eight|nine|ten|at\s+least|\d+|some|several|suspected|other|its|his|their|\w+['\u2019]s?)\s+){0,3}$",
    re.IGNORECASE,
)
# "A policeman invited five soldiers to supper and shot two": whom a verb before has for its object.
# What is said, thought or feared has a subject after it: "confirmed the rebels had fired".
_PATIENT = lazy_regex(
    r"\b(?!(?:add|alleg|announc|assert|believ|claim|confirm|declar|deni|disclos|explain|fear|insist"
    r"|maintain|not|observ|recall|reckon|recount|relat|remark|repeat|repli|report|reveal|stat|stress"
    r"|suggest|suppos|suspect|testifi|warn|conced|admitt|acknowledg|boast|learn|conclud|decid|happen"
    r"|assum|indicat|hint|emphasi[sz]|guess|figur|contend|charg|agre|hop|arriv|attack|depart)ed\b)"
    r"(?:\w+ed|told|met|took|caught|held|beat|sent|brought|found|saw|gave|lured|led)\s+"
    r"(?:(?:the|an?|some|several|its|their|his|her|two|three|four|five|six|seven|eight|nine|ten|dozens"
    r"\s+of|at\s+least|\d+)\s+)+(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
# "Held for a month, recovered by the army", "beaten off by police": who ended it did not do it.
_ENDED_BY = lazy_regex(
    r"\b(?:recovered|rescued|freed|released|liberated|overpowered|caught|arrested|captured|detained|nabbed"
    r"|apprehended|disarmed|stopped|intercepted|repelled|repulsed|foiled|thwarted|(?:driven|beaten|thrown"
    r"|fought|held|turned|warded|chased)\s+(?:off|back|out|away))\s+by\s",
    re.IGNORECASE,
)
_UNTIL = lazy_regex(r"\b(?:before|until|till)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_HIM = lazy_regex(r"(?:\s+(?:dead|down))?\s+(?:him|her|them)\b|(?<=\b(?:him|her))\b", re.IGNORECASE)
# "The border guards buried four men after the ambush": it was laid for them.
_MOURNS = lazy_regex(
    r"\s+(?:(?:has|have|had|later|also)\s+)*(?:buried|lost|mourn(?:s|ed)|suffered|laid\s+to\s+rest|bur(?:y|ies)"
    r"|came\s+under|were\s+(?:hit|caught|ambushed))\b",
    re.IGNORECASE,
)
# "By the army's account", "by police reckoning", "in the count of the rebels": whose word it is.
_TELLING = (
    r"(?:accounts?|reckoning|counts?|tall(?:y|ies)|estimates?|estimation|version|telling|figures?|records?"
    r"|admission|arithmetic|calculations?|narrative|log|bulletins?|communiqu\w+|testimony)"
)
_TELLS = lazy_regex(rf"['\u2019]?s?\s+(?:own\s+)?(?:[a-z]+\s+)?{_TELLING}\b", re.IGNORECASE)
_TOLD_OF = lazy_regex(
    rf"\b{_TELLING}\s+(?:of|by|from)\s+(?:the\s+)?(?:\w+['\u2019]s?\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
_CARRIED_OUT = lazy_regex(
    r"\b(?:carr\w+\s+out|launch\w*|stag\w+|mount\w*|conduct\w*|perpetrat\w+|mastermind\w*|behind|orchestrat\w+|execut\w+|led|made|began|start\w*)\s+"
    r"(?:\S+\s+){0,5}$",
    re.IGNORECASE,
)
# What is done with a weapon: "threw a grenade", "raked it with rockets".
_WIELDS = lazy_regex(
    r"\b(?:with|using|by\s+means\s+of|plant\w*|laid|lay|laying|bur(?:y|ied|ying)|hid\w*|attach\w*|fix\w*|lob\w*"
    r"|thr[eo]w\w*|hurl\w*|toss\w*|fl[iu]ng\w*|detonat\w*|set\s+off|trigger\w*|explod\w*|us(?:ed|es|e|ing)|drop\w*"
    r"|fir(?:ed|es|e|ing)|launch\w*|left|leav\w*|plac(?:ed|es|ing)|strap\w*|ramm\w*|drove|driv\w*|pack\w*|carr\w+"
    r"|roll\w*|st[iu]ck\w*|install\w*|mount\w*|assembl\w*|built|mad[ei]\w*|sent|send\w*|mail\w*|post(?:ed|ing)"
    r"|deliver\w*|deploy\w*|slipp\w*|push\w*|lit|fitt\w*|rigg\w*|wir(?:ed|ing)|slung|heav\w*|pitch\w*|pelt\w*)\s+"
    r"(?:[^\s,;]+\s+){0,5}$",
    re.IGNORECASE,
)
# "The mine killed four": what did it is a thing, whoever stands before.
_DEVICE = lazy_regex(
    r"(?:bombs?|ieds?|devices?|mines?|land-?mines?|grenades?|charges?|explosives?|rockets?|shells?|mortars?"
    r"|missiles?)\s+\S",
    re.IGNORECASE,
)
# "It has carried out similar attacks before": of that, and of others of old.
_ALIKE = lazy_regex(r"\b(?:similar|such|comparable)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_BEFORE = 40  # characters
_COMPOUND = lazy_regex(r"^['\u2019]?s?[\s-]+(?:\w+\s+){0,1}$")
# A country before these words is no doer ("Afghan officials said that jets struck").
_SPEAKS = lazy_regex(
    r"(?:['\u2019]s)?\s+(?:\w+\s+)?(?:said|says|told|officials?|ministry|government|soil|border|civilians?|territory|media|province|police|people|villagers?|spokes\w+)\b",
    re.IGNORECASE,
)
# "Police chief Omar Karra said they had shot": they are those of whom the chief tells.
_TELLS_OF_THEM = lazy_regex(
    r"(?:['\u2019]s)?(?:\s+[\w\u00c0-\u024f'\u2019.()-]+){1,5}\s+[A-Z\u00c0-\u00de][\w\u00c0-\u024f'\u2019-]+,?\s+(?:said|says|told|added"
    r"|explained|recalled|relates?d?|recounted|testified)\b(?:\s+[\w'\u2019-]+){0,4}?\s+(?:that\s+)?(?:they|he|she"
    r"|the\s+(?:men|attackers?|gunm[ae]n|raiders?|assailants?|killers?|bandits|youths|boys|militants|rebels))\s"
)
_PLACE_BEFORE = lazy_regex(r"\b[A-Z\u00c0-\u00de][\w'\u2019-]*,\s+$")
_COMMA = lazy_regex(r"\s*(?:[,)\u2013\u2014]|-\s|\()")
_JOINS = lazy_regex(
    r"\s*\(|(?:\s*\([^)]*\)|\))?(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:the\s+|[A-Z]\w+['\u2019]s\s+)?"
)
_PARTICIPLE = lazy_regex(
    r"(?:[\w-]+\s+)?(?:killed|wounded|injured|hurt|shot(?:\s+dead)?|slain|martyred|murdered|beheaded|gunned"
    r"\s+down|abducted|kidnapped|ambushed|executed|captured|targeted)(?:\s+(?:dead|in|by|at|on|near))?",
    re.IGNORECASE,
)
_NO_OBJECT = lazy_regex(
    r"\s*(?:[.,;:!?\u2014\u2013)]|$|\s(?:in|by|as|when|and|after|near|at|on|during|while|outside|inside"
    r"|amid|from|along|across|here|there|overnight|yesterday|today)\b)",
    re.IGNORECASE,
)
_WHO = lazy_regex(
    r"(?:\s+[\w-]+)?,?\s+(?:who|that|which)\s+(?:(?:had|have|has|then|later|allegedly|also)\s+){0,2}",
    re.IGNORECASE,
)
# What people have and nobody does: "three soldiers received minor wounds".
_HURT = lazy_regex(r"(?:\w+\s+)*(?:wounds|injuries|injury)", re.IGNORECASE)
# Verbs of harm that have a doer; "died" and "the dead" have none.
_HARMS = lazy_regex(
    r"(?:kill|wound|injur|martyr|slain|neutrali|eliminat|sent to|liquidat)", re.IGNORECASE
)


def perpetrators(
    text: str, clause: Span, trigger: Trigger, actors: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """Return the actors that the word order makes the doers of a trigger, the nearest first."""
    inside = [
        a
        for a in actors
        if clause.start <= a.start
        and a.end <= clause.end
        and (a.nature != "country" or trigger.label in OF_COUNTRIES)
        and not (a.nature == "country" and _is_address(text, a))
        and not only_tells(text, a)
        and not meets(text, a, (trigger.start, trigger.end), trigger.label)
    ]
    if trigger.kind == "death" and (
        not _HARMS.match(text, trigger.start) or _HURT.fullmatch(text, trigger.start, trigger.end)
    ):
        return ()
    by_agent = [
        a for a in inside if a.start >= trigger.end and _BY.search(text[trigger.end : a.start])
    ]
    if by_agent:
        return _coordinated(text, by_agent[0], inside)
    if _is_passive(text, clause, trigger):
        return ()
    if trigger.kind in {"noun", "generic", "weapon"} or _DEVICE.match(text, trigger.start):
        return _of_noun(text, clause, trigger, inside)
    within = [
        a for a in inside if a.start < trigger.end and trigger.start < a.end and a.nature != "state"
    ]
    before = _subjects(text, clause, trigger, inside)
    before = [a for a in inside if _is_relative(text, a, trigger)] or before
    return _joined_before(text, before[-1], inside) if before else tuple(within[:1])


def _of_noun(
    text: str, clause: Span, trigger: Trigger, inside: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """Return who did what a noun names: "Taliban attack", "X carried out the attack"."""
    compound = [
        a for a in inside if a.end <= trigger.start and _COMPOUND.match(text[a.end : trigger.start])
    ]
    if compound and (not compound[-1].generic or compound[-1].text.lower().endswith("s")):
        return (compound[-1],)
    if trigger.label in _FROM_COUNTRIES:
        sent = [
            a
            for a in inside
            if a.nature == "country" and _FROM.fullmatch(text, trigger.end, a.start)
        ]
        if sent:
            return (sent[0],)
    within = [a for a in inside if a.start < trigger.end and trigger.start < a.end]
    if within:
        # "terrorist" in "terrorist attack" names nobody.
        return tuple([a for a in within if not a.generic][:1])
    if _ALIKE.search(text, max(clause.start, trigger.start - _BEFORE), trigger.start):
        return ()
    before = _subjects(text, clause, trigger, inside)
    doing = _CARRIED_OUT if trigger.kind in {"noun", "generic"} else _WIELDS
    return tuple([a for a in before if doing.search(text[a.end : trigger.start])][-1:])


def _subjects(
    text: str, clause: Span, trigger: Trigger, inside: Sequence[ActorMention]
) -> list[ActorMention]:
    return [
        a
        for a in inside
        if a.end <= trigger.start
        and _is_subject(text, clause, a)
        and not (a.nature == "country" and _SPEAKS.match(text, a.end))
        and not (a.nature == "state" and _TELLS_OF_THEM.match(text, a.end, trigger.start))
    ]


def meets(text: str, actor: ActorMention, act: tuple[int, int], label: str | None) -> bool:
    """Return whether a force only meets what others did: suffers it, or ends it.

    ``act`` is the span of the words that tell what was done, ``label`` its type.
    """
    if actor.nature != "state" or label in BY_STATE:
        return False
    if actor.start >= act[1]:
        return bool(_ENDED_BY.search(text, act[1], actor.start))
    ends = _UNTIL.search(text, max(0, actor.start - _BEFORE), actor.start)
    return bool(_MOURNS.match(text, actor.end) or (ends and _HIM.match(text, act[1])))


def only_tells(text: str, actor: ActorMention) -> bool:
    """Return whether a text only gives an actor's word for it: "by the army's account"."""
    before = text[max(0, actor.start - _BEFORE) : actor.start]
    return bool(_TELLS.match(text, actor.end) or _TOLD_OF.search(before))


def _is_relative(text: str, actor: ActorMention, trigger: Trigger) -> bool:
    """Return whether an act is told of an actor right before it: "officers who shot dead two"."""
    return actor.end <= trigger.start and bool(_WHO.fullmatch(text, actor.end, trigger.start))


def _is_address(text: str, actor: ActorMention) -> bool:
    """Return whether a country only ends the name of a place: "ERBIL, Iraq, July 17"."""
    before = text[max(0, actor.start - 24) : actor.start]
    return bool(_PLACE_BEFORE.search(before) and _COMMA.match(text, actor.end))


def _coordinated(
    text: str, first: ActorMention, inside: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """Return an agent with those joined to it ("by the X and the Y")."""
    joined = [first]
    for actor in inside:
        if actor.start >= joined[-1].end and re.fullmatch(
            r"(?:\s*,\s*|\s+)?(?:and|or|,)\s+(?:the\s+)?|\s*[(,]\s*(?:the\s+)?|\s+of\s+the\s+",
            text[joined[-1].end : actor.start],
        ):
            joined.append(actor)
    return tuple(joined)


def _joined_before(
    text: str, last: ActorMention, inside: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """Return a subject with those joined to it: "the X, the Y (Y) and the Z attacked"."""
    joined = [last]
    for actor in reversed([a for a in inside if a.end <= last.start]):
        between = text[actor.end : joined[0].start]
        if actor.name is None or not _JOINS.fullmatch(between):
            break
        joined.insert(0, actor)
    return tuple(joined)


def _is_passive(text: str, clause: Span, trigger: Trigger) -> bool:
    if _STARTS_PASSIVE.match(text, trigger.start) or _is_participle(text, trigger):
        return True
    if _HOLDS_PASSIVE.search(text, trigger.start, trigger.end):
        return True
    return bool(_BE.search(text[max(clause.start, trigger.start - 40) : trigger.start]))


def _is_participle(text: str, trigger: Trigger) -> bool:
    """Return whether a verb of harm has no object: "three officers killed in an ambush"."""
    return bool(
        _PARTICIPLE.fullmatch(text, trigger.start, trigger.end)
        and _NO_OBJECT.match(text, trigger.end)
    )


def _is_subject(text: str, clause: Span, actor: ActorMention) -> bool:
    """Return whether nothing before the actor makes it an object."""
    before = text[max(clause.start, actor.start - 60) : actor.start]
    return not (_OBJECT.search(before) or _PATIENT.search(before))


def sides(
    text: str, clause: Span, trigger: Trigger, actors: Sequence[ActorMention]
) -> tuple[ActorMention, ...]:
    """Return the fighting parties of a clause: those armed and those of a state.

    A country is one where its adjective stands right before the word: "Indian firing".
    """
    return tuple(
        a
        for a in actors
        if clause.start <= a.start
        and a.end <= clause.end
        and (a.nature in {"armed", "state"} or _is_whose(text, a, trigger))
    )


def _is_whose(text: str, actor: ActorMention, trigger: Trigger) -> bool:
    """Return whether a country's adjective says whose firing it was."""
    within = trigger.start <= actor.start < trigger.end
    return actor.nature == "country" and (
        within or bool(_COMPOUND.fullmatch(text, actor.end, max(trigger.start, actor.end)))
    )


def targets(text: str, clause: Span, book: Codebook) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of what may have been aimed at in a clause, with their classes."""
    listed = book.lexicon("targets").get("targets", ())
    taken: list[tuple[int, int]] = []
    for entry in listed:
        for match in pattern_of(tuple(entry["forms"])).finditer(text, clause.start, clause.end):
            if all(match.end() <= start or end <= match.start() for start, end in taken):
                taken.append(match.span())
                yield (*match.span(), str(entry["class"]))


def pattern_of(forms: tuple[str, ...]) -> WordPattern:
    """Return the compiled pattern of forms that stand in a list of a lexicon entry."""
    from concord.coding.forms import compile_forms

    return compile_forms(forms)
