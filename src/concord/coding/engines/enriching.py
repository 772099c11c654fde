"""Enriching: places and actors that the normalisers lack, where the model reads a role in them.

The gazetteer and the codebook know many names, not all. A capitalised span that the model reads as
where something happened is a place without an entry; one that it reads as who did or claimed it is
an actor without an entry. What the normalisers found stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from concord.coding import acronyms, actors, places, placing, shortened
from concord.coding.actors import ActorMention, Nature, nature_of
from concord.coding.engines import followers
from concord.coding.engines.counting import count_more
from concord.coding.engines.listening import hear_more
from concord.coding.engines.triggers import PEACEFUL
from concord.coding.group_names import is_no_group, men_from
from concord.coding.noplaces import CALLED_AFTER, CODE_NAME, GENERIC, TRAIN
from concord.coding.prepared import read_late
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from concord.codebook.book import Codebook
    from concord.coding.engines.decoding import Found, Reader
    from concord.coding.places import PlaceMention
    from concord.coding.prepared import Prepared

_SHORTEST = 3  # letters of a name
SURE = 0.6  # that a new name is what the model reads in it
TIED = 0.3  # that a doer did one act
ACTOR_HEADS = ("perpetrator", "claimant", "denier")
_NAMED = lazy_regex(r"[A-Z\u00c0-\u00de][\w\u00c0-\u00ff'\u2019-]*(?: [\w\u00c0-\u00ff'\u2019-]+)*")
_ARTICLE = lazy_regex(
    r"(?:the|an?|some|several|suspected|alleged|unknown|unidentified)\s+", re.IGNORECASE
)
# What follows the name of a group and is no part of it.
_MEMBERS = lazy_regex(
    r"\s+(?:militants?|fighters?|rebels?|insurgents?|gunmen|guerrillas?|members?|cadres?|commanders?"
    r"|terrorists?|men|forces|troops|soldiers|spokes\w+|leaders?|activists?|supporters?)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# Words before a name that leave it the name of those who act.
_MEMBERS_OF = lazy_regex(
    r"\b(?:of|from|by|for|called|named|as|with|to|the|and|calling\s+itself)\s+"
    r"(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_FEW = 2  # words
# Several people: a single common word is too often no actor at all ("the side").
_PEOPLE = lazy_regex(r"(?:\w{3,}s|men|women|people|mob|crowd|gang)$", re.IGNORECASE)
_SAID_OF = lazy_regex(
    r"\s+(?:of|from|in|on|with|who|whom|that|wearing|dressed|armed|brought|led|backed|carrying|riding)\s"
)
_ANYBODY = lazy_regex(
    r"\b(?:men|women|people|persons|youths|boys|members|individuals|attackers|assailants|units|others"
    r"|passengers|voices|arms|vehicles|dozens|hundreds|thousands|scores)$",
    re.IGNORECASE,
)
# "Masked Israeli settlers": people of a nation, and not its army.
_OF_A_NATION = lazy_regex(
    r"(?:[\w-]+\s+){0,2}[A-Z]\w+(?:i|an|ese|ish)\s+(?:[a-z-]+\s+)?"
    r"(?P<who>settlers|colonists|herders|herdsmen|smugglers|extremists|mercenaries|tribesmen|villagers"
    r"|protesters|youths|pirates|poachers)"
)
_FORCE = lazy_regex(
    r"\b(?:Army|Navy|Police|Rangers|Air Force|Armed Forces|Security|Military|Corps|Ministry|Troops"
    r"|Government|Constabulary|Regiment|Guards|Battalion|Task Force"
    r"|(?:Aerospace|Border|Naval|Defen[cs]e|Public|Frontier|Joint) Forces?)\b"
)
# "44th Division", "of the 12th Mobile Brigade": a unit of an army.
_UNIT = lazy_regex(
    r"\d+(?:st|nd|rd|th)?\s+(?:[A-Z]\w+\s+)*(?:Division|Brigade|Battalion|Regiment|Corps|Sector|Squadron"
    r"|Company|Infantry|Command)\b"
)
_ORDINAL = lazy_regex(r"\b\d+(?:st|nd|rd|th)\s+(?:[A-Z]\w+\s+)?$")
_OF = lazy_regex(r"\s+of\s+the\s+[A-Z][\w\u00c0-\u00ff-]+(?:\s+[A-Z][\w\u00c0-\u00ff-]+)*")
_POSSESSIVE = lazy_regex(r"['\u2019]s?$")
_RANK = (
    r"(?:spokes\w+|commander|leader|chief|emir|Mr|Mrs|Dr|General|Colonel|Major|Captain|Lieutenant"
    r"|Sergeant|Brigadier|President|Minister|Governor|officer|alias|named|Maulana|Mullah|Mufti|Qari"
    r"|Sheikh|Commandant|Inspector|Superintendent|SP|DSP|SSP|DIG|SHO)"
)
_TITLE = lazy_regex(rf"\b{_RANK}\.?\s+$", re.IGNORECASE)
# "X vice chairman for military affairs Y": who holds an office is a person.
_OFFICE = lazy_regex(
    r"\b(?:chairman|chairwoman|president|secretary|general|commander|chief|spokes\w+|leader|head)"
    r"\s+(?:for|of)\s+(?:[a-z]\w+\s+){1,3}$"
)
_TITLE_FIRST = lazy_regex(rf"{_RANK}\b\.?\s+[A-Z]", re.IGNORECASE)
_PRESENTED = lazy_regex(
    r"\s*,\s+(?:an?|the|its|who)\s+(?:[\w-]+\s+){0,3}(?:spokes\w+|commander|leader|emir|secretary)\b"
    r"|,\s+who\s+speaks\s+for\b"
    r"|\s*\(\d\d\)|,\s+\d\d\b"
)
# Days, and words that a sentence begins with, are no group's name.
_NO_GROUP = lazy_regex(
    r"(?:(?:Last|Next|On|Late|Early)\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Snipers|Troops"
    r"|Soldiers|Police\w*|Gunmen|Militants|Rebels|Sources|The|Terrorists|Attackers|Bandits|Fighters"
    r"|Security|Meanwhile|Separately",
    re.IGNORECASE,
)
_STATE_WORDS = lazy_regex(
    r"\b(?:forces|soldiers|troops|police\w*|army|navy|marines|jets|aircraft|helicopters|guards"
    r"|commandos|rangers|gendarmes|officers|force|unit|squad|team|patrol|column|party)$",
    re.IGNORECASE,
)
_UNITS = lazy_regex(
    r"\b(?:task\s+force|(?:commando|police|army|military|security|border|special|anti-[\w-]+)"
    r"\s+(?:unit|squad|team|patrol|column|force|party))$",
    re.IGNORECASE,
)
_OPENS = lazy_regex(r"(?:^|[.!?:\n][\s\"\u201c\u2019)]*)$")
_SENTENCE_WORD = frozenset({"he", "she", "it", "they", "we", "who", "that", "this", "his", "their"})


def enrich(prepared: Prepared, reader: Reader, book: Codebook) -> Prepared:
    """Return the text with the actors, places and speakers that the model adds to those found.

    They are looked for when they are first asked for.
    """
    return read_late(
        lambda: _enriched(prepared, reader, book),
        {"counted": lambda: prepared.counted},
        document=prepared.document,
        sentences=prepared.sentences,
    )


def _enriched(prepared: Prepared, reader: Reader, book: Codebook) -> Prepared:
    actors = _actors(prepared, reader, book)
    located = _places(replace(prepared, actors=actors), reader, book)
    return replace(
        prepared,
        actors=actors,
        places=located,
        figures=count_more(prepared, reader),
        heard=hear_more(prepared, reader, book),
    )


def _places(prepared: Prepared, reader: Reader, book: Codebook) -> tuple[PlaceMention, ...]:
    """Return the places in order; those the model reads as a scene are marked so."""
    found = reader.spans("place")
    known = [
        replace(place, where=True)
        if not place.where and any(_overlap(place, span) and span.score >= SURE for span in found)
        else place
        for place in prepared.places
    ]
    new = [
        span
        for one in found
        if one.score >= SURE and (span := _name_in(prepared.text, one.start, one.end)) is not None
        if not _is_no_place(prepared.text, span)
        if not any(_overlap(span, other) for other in known)
        and not any(_overlap(span, other) for other in prepared.actors)
    ]
    taken = places.take(prepared.text, [(span.start, span.end) for span in new], book)
    heads = prepared.datelines
    added = [
        replace(
            place,
            where=True,
            dateline=any(head.start <= place.start < head.end for head in heads),
        )
        for place in taken
    ]
    if not added:
        return tuple(known)
    together = places.chain(prepared.text, sorted([*known, *added], key=lambda place: place.start))
    countries = actors.countries_of(prepared.actors, book)
    return placing.resolve(together, book.gazetteer, countries=countries)


def _is_no_place(text: str, span: Span) -> bool:
    """Return whether a name is of a train, an operation, a person, or any ("Civil Hospital")."""
    name = text[span.start : span.end]
    before = text[max(0, span.start - 40) : span.start]
    if TRAIN.search(name) or CALLED_AFTER.search(before) or CODE_NAME.search(before):
        return True
    return all(GENERIC.fullmatch(word) for word in name.split())


def _actors(prepared: Prepared, reader: Reader, book: Codebook) -> tuple[ActorMention, ...]:
    known = list(prepared.actors)
    triggers = reader.spans("trigger")
    for head in ACTOR_HEADS:
        for span in reader.spans(head):
            if span.score >= SURE and (head != "perpetrator" or _attacks(span, triggers, reader)):
                band = followers.named(prepared.text, span.start, span.end, book)
                if band is not None:
                    known = [a for a in known if not (a.generic and _overlap(a, band))]
                    known += [band] if _is_free(band, known) else []
                    continue
                known += [
                    a
                    for a in _actor(prepared.text, span, book)
                    if _is_free(a, known) and not _is_place(a, span, prepared, reader)
                ]
    for band in list(followers.find(prepared, known, reader, book)):
        known = [a for a in known if not (a.generic and _overlap(a, band))]
        known += [band] if _is_free(band, known) else []
    known.sort(key=lambda actor: actor.start)
    known = _with_short_uses(prepared.text, known)
    return tuple(sorted(known, key=lambda actor: actor.start))


def _with_short_uses(text: str, known: Sequence[ActorMention]) -> list[ActorMention]:
    """Return actors with the short uses of their names: by acronym, or by a word of the name.

    "The Tigers" whom the model took for a name of its own are those whose name has the word.
    """
    found = list(known)
    for short in (*shortened.find(text, known), *acronyms.uses(text, known)):
        own = [a for a in found if a.actor_id is None and a.name == a.text == short.text]
        found = [a for a in found if not (a in own and _overlap(a, short))]
        if _is_free(short, found):
            found.append(short)
    return found


def _is_place(actor: ActorMention, found: Found, prepared: Prepared, reader: Reader) -> bool:
    """Return whether a new name is rather a place's, by the gazetteer or by the model."""
    if actor.name is None or actor.actor_id is not None:
        return False
    listed = any(
        _overlap(actor, p) and p.candidates and p.text == actor.text for p in prepared.places
    )
    likely = reader.likelihoods("place", actor.start, actor.end)
    return listed or max(likely.values(), default=0.0) > found.score


def _attacks(span: Found, triggers: Sequence[Found], reader: Reader) -> bool:
    """Return whether a doer is likely to have done something else than a peaceful act.

    A doer whom the model ties to none of its triggers did what a word of the lexicon tells.
    """
    arc = reader.arc("roles")
    if arc is None:
        return False
    if not triggers:
        return True
    spans = [(t.start, t.end) for t in triggers]
    likely = reader.pairs("roles", spans, [(span.start, span.end)])
    scores = likely[arc.labels.index("perpetrator"), :, 0]
    best = int(scores.argmax())
    return triggers[best].label not in PEACEFUL or float(scores[best]) < TIED


def _actor(text: str, found: Found, book: Codebook) -> Iterator[ActorMention]:
    """Yield the actor of a span: a name, wherever the text has it, or generic words once."""
    span = _name_in(text, found.start, found.end)
    words = text[found.start : found.end]
    if span is None:
        if _are_people(words) and not any(map(str.isupper, words)):
            nature: Nature = "state" if _STATE_WORDS.search(words) else "armed"
            yield ActorMention(start=found.start, end=found.end, text=words, nature=nature)
        return
    if (people := _OF_A_NATION.fullmatch(words)) is not None:
        start = found.start + people.start("who")
        yield ActorMention(start=start, end=found.end, text=people["who"], nature="armed")
        return
    if not _is_of_members(text, found.start, span):
        return
    if men := men_from(text, span.start, span.end):
        end = span.start + len(men)
        yield ActorMention(start=span.start, end=end, text=men, nature="armed")
        return
    span = _grown(text, span)
    name = _POSSESSIVE.sub("", _MEMBERS.sub("", text[span.start : span.end]))
    if (
        len(name) < _SHORTEST
        or _is_person(text, span.start, span.end)
        or _NO_GROUP.fullmatch(name)
        or is_no_group(name)
    ):
        return
    force = _FORCE.search(words) or _UNIT.match(name)
    nature = "state" if force and found.head == "perpetrator" else "armed"
    if found.head == "perpetrator" and (government := _government(name, span, book)):
        yield government
        return
    for use in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        yield ActorMention(start=use.start(), end=use.end(), text=name, nature=nature, name=name)


def _are_people(words: str) -> bool:
    """Return whether words name people who act: by their end, or by what others only say more of.

    "Horsemen of a neighbouring tribe"; of "men on a motorcycle" nothing is known.
    """
    if _PEOPLE.search(words) or _UNITS.search(words):
        return True
    head = _SAID_OF.split(words, 1)[0]
    return head != words and bool(_PEOPLE.search(head)) and not _ANYBODY.search(head)


def _government(name: str, span: Span, book: Codebook) -> ActorMention | None:
    """Return the government that the name of its capital stands for: "Zarbad struck back"."""
    match = next((m for m in book.find_actors(name, metonyms=True) if m.metonym), None)
    if match is None or match.text != name:
        return None
    actor = book.actors[match.actor_id]
    return ActorMention(
        start=span.start,
        end=span.start + len(name),
        text=name,
        nature=nature_of(actor.kind),
        actor_id=actor.id,
        name=actor.name,
    )


def _grown(text: str, span: Span) -> Span:
    """Return a name with the number of a unit before it and the "of ..." after it."""
    number = _ORDINAL.search(text, max(0, span.start - 24), span.start)
    start = number.start() if number else span.start
    of = _OF.match(text, span.end)
    return Span(start=start, end=of.end() if of else span.end)


def _is_person(text: str, start: int, end: int) -> bool:
    """Return whether the words of a name or those around it make it a person's."""
    before = _TITLE.search(text, max(0, start - 30), start)
    before = before or _OFFICE.search(text, max(0, start - 70), start)
    return bool(before or _TITLE_FIRST.match(text, start, end) or _PRESENTED.match(text, end))


def _is_free(actor: ActorMention, known: Sequence[ActorMention]) -> bool:
    return not any(_overlap(actor, other) for other in known)


def _name_in(text: str, start: int, end: int) -> Span | None:
    """Return the capitalised words of a span, from the first on, or None if it has none."""
    article = _ARTICLE.match(text, start, end)
    match = _NAMED.search(text, article.end() if article else start, end)
    if match is None:
        return None
    stop = match.end()
    words = match.group().split(" ")
    while words and not words[-1][:1].isupper():
        stop -= len(words.pop()) + 1
    name = text[match.start() : stop]
    if not name or name.isdigit() or name.lower() in _SENTENCE_WORD:
        return None
    if _OPENS.search(text[max(0, match.start() - 4) : match.start()]) and not _is_name(
        text, name, match.start()
    ):
        return None
    return Span(start=match.start(), end=stop)


def _is_of_members(text: str, start: int, name: Span) -> bool:
    """Return whether the words of a span before a name leave it the name of those who act.

    "Fighters of the X", "a faction called X" are X's; "a man driving a Hilux" is no Hilux.
    """
    before = text[start : name.start]
    return len(before.split()) <= _FEW or bool(_MEMBERS_OF.search(before))


def _is_name(text: str, name: str, at: int) -> bool:
    """Return whether a word that opens a sentence is a name: of several words, or so elsewhere."""
    if not name[1:].islower():
        return True
    return any(
        use.start() != at and not _OPENS.search(text[max(0, use.start() - 4) : use.start()])
        for use in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    )


def _overlap(
    one: Span | PlaceMention | ActorMention | Found,
    other: Span | PlaceMention | ActorMention | Found,
) -> bool:
    return one.start < other.end and other.start < one.end
