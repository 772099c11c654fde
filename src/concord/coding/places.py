"""Places of a text: names with their gazetteer entries and the words that make them places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from concord.codebook.entries import Place
from concord.coding import offsets
from concord.coding.noplaces import (
    GENERIC,
    NO_PLACE,
    OWNS,
    SITE,
    SPEAKS,
    STOP,
    is_acronym,
    is_titled,
    speaks,
)
from concord.coding.placewords import (
    AFTER,
    BROUGHT,
    DIRECTIONS,
    JOINS,
    LINKS,
    LOCATIVE,
    OPENING,
    PART_OF,
    REGION_OF,
    RUN,
    STRUCK,
    TOWN_OF,
    WHITHER,
    cue_before,
)
from concord.coding.sentences import line_ends
from concord.coding.statenames import demonyms, find_capitals, in_full, state_of
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from concord.codebook.book import Codebook
    from concord.model import Span

_BEFORE_UNKNOWN = LOCATIVE | {"town"}
_SHORTEST = 3  # letters of a name
_JOINT = lazy_regex(r"(?P<joint>\s(?:and|&)\s)")
_WORD = lazy_regex(r"\S+")
_OWNERS = ("'s", "\u2019s")
_UNITS = frozenset({"country", "admin1", "area", "continent"})
BIG = 150_000  # people: a city that may be meant without a word before it that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name in a text.

    ``cue`` is the word before it, ``candidates`` its gazetteer entries; ``chain`` ties names that
    follow each other by commas ("Kolachi, Dera Ismail Khan"); ``where`` tells that the words make
    it where something is, not whence, whither or who; ``site`` that a building or a junction bears
    the name ("the Santa Lucia church").
    """

    start: int
    end: int
    text: str
    candidates: tuple[Place, ...] = ()
    cue: str = ""
    unit: str = ""
    chain: int = 0
    dateline: bool = False
    speaker: bool = False
    offset: offsets.Offset | None = None
    where: bool = False
    site: bool = False

    @property
    def km(self) -> float | None:
        """Return how many km off the name something is, None if it is there."""
        return self.offset.km if self.offset is not None else None

    @property
    def locative(self) -> bool:
        """Return whether the words before the name say that something is there."""
        return self.cue in LOCATIVE


def find(
    text: str,
    book: Codebook,
    *,
    skip: Iterable[tuple[int, int]] = (),
    datelines: Sequence[Span] = (),
) -> tuple[PlaceMention, ...]:
    """Return the place names of a text in order, those in the spans ``skip`` (actors) left out.

    Names inside ``datelines`` are marked as such.
    """
    taken = list(skip)
    taken += [m.span() for m in demonyms(book).finditer(text)]
    named = [
        (*m.span(), state)
        for m in in_full(book).finditer(text)
        for state in book.gazetteer.find(m.group(), similar=False)[:1]
    ]
    found = [
        _made(text, (start, end), (place,), cue_before(text[max(0, start - 90) : start]), None)
        for start, end, place in (*named, *find_capitals(text, book))
    ]
    taken += [(m.start, m.end) for m in found]
    for span in _runs(text, book):
        opens = any(not text[head.start : span[0]].strip() for head in datelines)
        for mention in _in_run(text, span, book, taken, opens=opens):
            head = any(span.start <= mention.start < span.end for span in datelines)
            found.append(replace(mention, dateline=True) if head else mention)
    return chain(text, sorted(found, key=lambda m: m.start))


def take(text: str, spans: Sequence[tuple[int, int]], book: Codebook) -> tuple[PlaceMention, ...]:
    """Return a mention for each span, in their order, that somebody else found to name a place.

    Cues, units and chains are read as by ``find``; adjectives of countries ("Kenyan") stand for
    the country. A name that the gazetteer lacks has no candidates.
    """
    found = []
    for start, end in spans:
        name = _spelled(text, (start, end), book)
        entries = book.gazetteer.find(name, similar=False) or state_of(name, book)
        cue = cue_before(text[max(0, start - 90) : start])
        found.append(_made(text, (start, end), entries, cue, AFTER.match(text, end)))
    return chain(text, found)


def _runs(text: str, book: Codebook) -> Iterable[tuple[int, int]]:
    """Yield the runs of capitalised words: "Iraq and Syria" are two, "X of Y District" too."""
    for run in RUN.finditer(text):
        for line in _lines(text, run.span()):
            for part in _split(text, line, _parts(text, line), book):
                yield from _split(text, part, _JOINT.finditer(text, *part), book)


def _lines(text: str, run: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """Yield the parts of a run that the end of a headline cuts: "... in Quetta", "Gunmen ..."."""
    start, end = run
    at = text.find("\n", start, end)
    while at >= 0:
        if line_ends(text, at):
            yield start, start + len(text[start:at].rstrip())
            start = at + 1 + len(text[at + 1 : end]) - len(text[at + 1 : end].lstrip())
        at = text.find("\n", at + 1, end)
    if start < end:
        yield start, end


def _split(
    text: str, run: tuple[int, int], joints: Iterable[re.Match[str]], book: Codebook
) -> Iterable[tuple[int, int]]:
    """Yield what joints part a run into; the run itself where it is a name that is known."""
    inner = [joint.span("joint") for joint in joints]
    if inner and book.gazetteer.find(_spelled(text, run, book), similar=False):
        inner = []
    yield from zip(
        [run[0], *(end for _, end in inner)], [*(at for at, _ in inner), run[1]], strict=True
    )


def _parts(text: str, run: tuple[int, int]) -> Iterable[re.Match[str]]:
    """Yield the joints of a run that part a place from the unit that it is in."""
    for found in PART_OF.finditer(text, *run):
        if found["part"] is not None or found["whole"] is not None:
            yield found


def _in_run(
    text: str,
    run: tuple[int, int],
    book: Codebook,
    taken: Sequence[tuple[int, int]],
    *,
    opens: bool,
) -> Iterable[PlaceMention]:
    """Yield the places in one run of capitalised words, the longest known name first.

    A run that the words before it make a place, and that nobody knows, is one place without entry.
    One that ``opens`` a dateline is a place, however small.
    """
    words = [m.span() for m in _WORD.finditer(text, *run)]
    at = 0
    found = False
    while at < len(words):
        for stop in range(min(len(words), at + 6), at, -1):
            span = _trimmed(text, words[at][0], words[stop - 1][1])
            if at and not _may_begin(text[words[at - 1][0] : words[at - 1][1]]):
                break
            mention = _mention(text, span, book, taken, opens=opens and at == 0)
            if mention and _stands(text, words, at, stop, mention):
                yield mention
                found = True
                at = stop - 1
                break
        at += 1
    if not found and words:
        unknown = _unknown(text, _trimmed(text, words[0][0], words[-1][1]), taken)
        if unknown:
            yield unknown


def _stands(
    text: str, words: Sequence[tuple[int, int]], at: int, stop: int, mention: PlaceMention
) -> bool:
    """Return whether a name may stand for itself inside a run of capitals.

    The whole run may; a possessive may ("Benue's Yelewata"); other parts need a word
    before or a unit that says where, and a general word after them ("Quetta Railway Station").
    """
    if at == 0 and stop == len(words):
        return True
    if stop == len(words) and text[words[at - 1][0] : words[at - 1][1]].endswith(_OWNERS):
        return True
    if text[words[stop - 1][0] : words[stop - 1][1]].endswith(_OWNERS):
        return True
    if stop < len(words) and not GENERIC.match(text, words[stop][0]):
        return False
    return mention.locative or bool(mention.unit)


def _may_begin(before: str) -> bool:
    """Return whether a name may begin after a capitalised word of the same run."""
    return before.endswith(("'s", "\u2019s", "'", "\u2019")) or before.lower() in OPENING | STOP


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without a closing full stop and without a possessive."""
    if text[end - 1] == "." and text[start:end].count(".") == 1:
        end -= 1
    for tail in ("'s", "\u2019s", "'", "\u2019"):
        end -= len(tail) if text[start:end].endswith(tail) else 0
    return start, end


def _is_free(
    text: str, span: tuple[int, int], taken: Sequence[tuple[int, int]], spelled: str = ""
) -> bool:
    name = (spelled or text[span[0] : span[1]]).lower()
    words = name.split()
    opens = words[0] in STOP and words[0] not in DIRECTIONS
    initials = len(name) == _SHORTEST - 1 and text[span[0] : span[1]].isupper()
    if (len(name) < _SHORTEST and not initials) or name in STOP or words[-1] in LINKS or opens:
        return False
    if all(GENERIC.fullmatch(word) for word in words):
        return False  # "City Police Station"
    return not any(span[0] < b and a < span[1] for a, b in taken)


def _mention(
    text: str,
    span: tuple[int, int],
    book: Codebook,
    taken: Sequence[tuple[int, int]],
    *,
    opens: bool,
) -> PlaceMention | None:
    name = _spelled(text, span, book)
    if not _is_free(text, span, taken, name):
        return None
    candidates = book.gazetteer.find(name, similar=False)
    if not candidates:
        return None
    if len(name) < _SHORTEST:  # "KP", the province; no country is named by two letters here
        candidates = tuple(c for c in candidates if c.kind == "admin1")
    elif len(name) == _SHORTEST and name.isupper():  # "MSR", a road, is not the code of Montserrat
        candidates = tuple(c for c in candidates if c.kind != "country" or _names(name, c, book))
    if is_acronym(text, *span):
        candidates = tuple(c for c in candidates if _is_short_for(name, c))
    cue = cue_before(text[max(0, span[0] - 90) : span[0]])
    unit = AFTER.match(text, span[1])
    if not candidates or not (opens or _acceptable(candidates, cue, unit, text, span)):
        return None
    return _made(text, span, candidates, cue, unit)


def _is_short_for(capitals: str, place: Place) -> bool:
    """Return whether capitals are written for a place ("FATA", "UAE"), not only spelt like one."""
    if place.name == capitals or place.population >= BIG:
        return True
    return place.kind in _UNITS and place.name.casefold() != capitals.casefold()


def _names(initials: str, place: Place, book: Codebook) -> bool:
    """Return whether a country goes by initials ("UAE"), and not only by its code ("ARE")."""
    return initials in book.countries[place.country].names


def _spelled(text: str, span: tuple[int, int], book: Codebook) -> str:
    """Return a name as the gazetteer has it: "Kentucky" for the "Ky." of "Glasgow, Ky."."""
    name = text[span[0] : span[1]]
    if text[max(0, span[0] - 2) : span[0]] == ", ":
        short = book.lexicon("places").get("abbreviations", {})
        name = short.get(name.removesuffix("."), name)
    return name.replace(" & ", " and ")


def _unknown(
    text: str, span: tuple[int, int], taken: Sequence[tuple[int, int]]
) -> PlaceMention | None:
    """Return a name that no gazetteer has, where the words around it make it a place."""
    before = text[max(0, span[0] - 90) : span[0]]
    cue = cue_before(before)
    unit = AFTER.match(text, span[1])
    if span[1] - span[0] < _SHORTEST or not (unit or cue):
        return None
    if is_titled(before) or not _is_free(text, span, taken):
        return None
    said = SPEAKS.match(text, span[1]) or OWNS.match(text, span[1])
    told = cue and (_cue_of(cue, before) in _BEFORE_UNKNOWN or REGION_OF.search(before))
    if said or not (unit or told):
        return None
    if NO_PLACE.search(text[span[0] : span[1]]) or is_acronym(text, *span):
        return None
    return _made(text, span, (), cue, unit)


def _made(
    text: str,
    span: tuple[int, int],
    candidates: tuple[Place, ...],
    cue: re.Match[str] | None,
    unit: re.Match[str] | None,
) -> PlaceMention:
    before = text[max(0, span[0] - 90) : span[0]]
    region = REGION_OF.search(before)
    named = unit.group().strip() if unit else (region["unit"] if region else "")
    return PlaceMention(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        candidates=candidates,
        cue=_cue_of(cue, before) if cue else "",
        unit=named.lower(),
        speaker=speaks(text, *span),
        offset=offsets.find_before(before),
        site=SITE.match(text, span[1]) is not None,
    )


def _cue_of(match: re.Match[str], before: str) -> str:
    """Return the word that makes a name a place: "town" in "came to the town of"."""
    return "town" if TOWN_OF.search(before) else match["cue"].lower()


def _acceptable(
    candidates: Sequence[Place],
    cue: re.Match[str] | None,
    unit: re.Match[str] | None,
    text: str,
    span: tuple[int, int],
) -> bool:
    start, end = span
    if unit or (cue and cue["cue"].lower() in LOCATIVE):
        return True
    if is_titled(text[max(0, start - 30) : start]):
        return False
    if text[:start].rstrip().endswith(_OWNERS) and len(candidates) == 1:
        return True
    following = text[end : end + 2]
    if following[:1] == "," or text[max(0, start - 2) : start] == ", ":
        return True
    best = candidates[0]
    large = best.kind in {"country", "admin1"} or best.population >= BIG
    return large or bool(cue)


def _begins_anew(text: str, joint: str, mention: PlaceMention) -> bool:
    """Return whether a comma ends a phrase before a name: "in London, Canada's minister"."""
    return joint.strip() == "," and text[mention.end : mention.end + 2] in _OWNERS


def chain(text: str, found: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Number the chains: names joined by a comma, "of", "in" or a possessive belong together."""
    chained: list[PlaceMention] = []
    number = 0
    for mention in found:
        between = text[chained[-1].end : mention.start] if chained else "\n"
        general = GENERIC.match(between.lstrip())  # "Gulshan Park in Lahore"
        proper = general is not None and general.group()[0].isupper()
        joint = between.lstrip()[general.end() :] if general and proper else between
        number += not JOINS.fullmatch(joint) or _begins_anew(text, joint, mention)
        listed = between.strip() in {"and", ", and", ","} and chained[-1].where
        continues = bool(chained) and chained[-1].chain == number and chained[-1].where
        whither = mention.cue in WHITHER and BROUGHT.search(text[: mention.start][-90:])
        says = mention.locative or mention.cue in STRUCK or bool(mention.unit and not whither)
        if mention.cue == "of" and mention.candidates[:1] and not listed:
            says = says and mention.candidates[0].kind != "country"  # "the state of Israel"
        where = mention.where or says or listed or continues
        chained.append(replace(mention, chain=number, where=where))
    return tuple(chained)
