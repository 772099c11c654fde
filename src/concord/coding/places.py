"""Places of a text: mentions, gazetteer entries in context, and the location of an event."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from concord.codebook.book import Codebook
from concord.codebook.entries import Place
from concord.codebook.gazetteer import Gazetteer
from concord.model import Location, PlacePrecision, Span

_CAPITAL = r"(?:(?:St|Mt|Ft|Pt|[A-Z])\.|[A-Z\u00c0-\u00de][\w'\u2019]*(?:[-\u2013][\w'\u2019]+)*)"
_LINK = r"(?:de|del|la|las|los|el|al|du|da|do|of|e|i|ul|and|ou|bin|wa)"
_RUN = re.compile(rf"(?:{_CAPITAL})(?:\s(?:{_LINK}\s){{0,2}}{_CAPITAL})*")
_UNIT = (
    r"(?:[Dd]istricts?|[Pp]rovinces?|[Aa]reas?|[Tt]ehsils?|[Tt]aluk?as?|[Tt]owns?(?:hip)?|[Vv]illages?|[Cc]ity|[Aa]gency"
    r"|[Rr]egions?|[Ss]tates?|[Gg]overnorate|[Vv]alley|[Cc]ounty|[Dd]epartment|[Dd]ivision|[Mm]unicipality"
    r"|[Ss]ub-?division|[Nn]eighbou?rhood|[Ss]uburb|[Bb]azaar|[Cc]ommune|[Pp]refecture|[Oo]blast|[Ss]ector|[Ii]slands?"
    r"|[Cc]olony|[Bb]lock|[Ww]oreda|[Ll]ocal [Gg]overnment [Aa]rea|LGA|[Pp]eninsula|[Cc]antonment|[Ff]orests?|[Mm]ountains|[Hh]ills)"
)
_AFTER = re.compile(rf"\s+{_UNIT}(?!\w)")
_BEFORE = re.compile(
    r"(?:^|(?<=\W))(?P<cue>(?i:in|at|near|from|outside|inside|around|across|towards?|to|between|off|into|through|of|on"
    r"|along|within|and|or|over|hit|struck|rocked|attacked|stormed|raided|overran|entered|bombed|shelled|pounded|seized|captured|reached|against|capital|city|town|village|province|district|region|state|island|area))\s+"
    r"(?:the\s+|a\s+)?(?:(?:north|south|east|west|central|upper|lower|restive|remote|troubled|capital|port|garrison|border"
    r"|militancy|tribal|mountainous|volatile|neighbou?ring|nearby|far|rural|eastern|western|northern|southern|northwest|northeast"
    r"|southeast|southwest|city|town|village|district|province|region|island|state|area|municipality|sprawling|coastal|oil|mainly)"
    r"(?:ern)?(?:-\w+)?\s+(?:of\s+)?){0,4}$",
)
_LOCATIVE = frozenset(
    "in at near outside inside around across between off into within along over".split()
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:[Mm]r|[Mm]rs|[Mm]s|[Dd]r|[Gg]en|[Cc]ol|[Ll]t|[Mm]aj|[Cc]apt|[Ss]gt|[Ss]yed|[Mm]aulana|[Mm]ullah?|[Ss]heikh|[Hh]aji"
    r"|[Pp]resident|[Mm]inister|[Gg]overnor|[Ss]pokes(?:man|woman|person)|[Oo]fficer|[Gg]eneral|[Cc]olonel|[Mm]ajor|[Cc]aptain"
    r"|[Cc]ommissioner|[Ii]nspector|[Cc]onstable|[Cc]ommander|[Dd]irector|[Ss]enator|[Ll]eader|[Cc]leric|[Jj]udge|[Ss]ecretary"
    r"|[Ss]uperintendent|DSP|SSP|SP|SHO|DIG|IG|[Ss]on|[Bb]rother|[Nn]amed|[Cc]hief|[Aa]lias|[Ii]mam|[Bb]ishop|[Mm]ayor|Prime Minister"
    r"|official|resident|doctor|witness|journalist|lawyer|activist|elder|Malik|Qari|Mufti|[Ll]ieutenant|[Ss]ergeant|[Ss]epoy|[Hh]avildar)\.?\s+)$"
)
_SPEAKS = re.compile(
    r"\s+(?:said|says|told|added|condemned|claimed|denied|warned|announced|accused|confirmed|insists?|blames?|wants?)\b"
)
_OFFSET = re.compile(
    r"(?P<km>\d+(?:\.\d+)?)[\s-]*(?:km|kms|kilomet(?:re|er)s?|miles?)\b[^.;]{0,40}?$", re.IGNORECASE
)
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central upper lower".split()
)
# Words of a run of capitals after which another name may begin ("Provincial Hospital Quetta").
_OPENING = (
    frozenset(
        "district fort mount camp airport university hospital road highway town city near".split()
    )
    | _DIRECTIONS
)
_LINKS = frozenset({"of", "and", "de", "al", "i", "e"})
# Words that stand after a name of a place inside a longer name ("Quetta Railway Station").
_GENERIC = re.compile(
    r"(?:Railway|Rail|Station|University|Hospital|Airport|District|Province|City|Town|Road|Police|Press|Civil|Central|Jail|Court"
    r"|Cantonment|Highway|Bazaar|Market|Division|Agency|Region|State|County|Tehsil|School|College|Mosque|Church|Cathedral|Square"
    r"|Park|Hotel|Club|Base|Bridge|River|Valley|Pass|Line|Institute|High|Medical|General|International|Military|Army|Government"
    r"|Training|Public|Provincial|Territory|Village|Camp|Island|Islands|Port|Naval|Air|Area|Prison|Local|Municipality)\b",
    re.IGNORECASE,
)
# Capitalised names of bodies, days and peoples that "in", "at" or "near" may stand before.
_NO_PLACE = re.compile(
    r"\b(?:Parliament|Assembly|Senate|Congress|Court|Council|Ministry|Army|Police|Committee|Commission|Party|Front"
    r"|Facebook|Twitter|Telegram|WhatsApp|Operation|God|Islam|Ramadan|Mr|Mrs|Dr|General|Colonel|Brigade|Division|Agency|News"
    r"|Times|Post|Press|Television|TV|Radio|English|Arabic|Urdu|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Eid)\b"
)
_STOP = frozenset(
    "the a an in on at and but or dawn hazara monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december police army islam muslim muslims christian islamic general his her"
    " he she it they we i this that these those there no two three four five six seven eight nine ten gunmen militants"
    " security forces officials according earlier later meanwhile after before when while since president minister prime"
    " government military us u.s. un nato taliban bomb attack blast at least suicide dead killed news press agency mr mrs dr"
    " ramadan eid muharram ashura western eastern northern southern east west north south allah god islamist shia sunni shiite".split()
)
_STRUCK = frozenset(
    "hit struck rocked attacked stormed raided overran entered bombed shelled pounded seized captured reached capital city town village area district province region".split()
)
_KIND_PRECISION: Mapping[str, PlacePrecision] = {
    "country": "country",
    "admin1": "province",
    "admin2": "district",
    "tehsil": "tehsil",
    "town": "town",
    "site": "exact",
    "area": "vicinity",
    "water": "vicinity",
    "road": "vicinity",
}
_UNIT_KINDS: Mapping[str, tuple[str, ...]] = {
    "district": ("admin2", "tehsil"),
    "agency": ("admin2",),
    "province": ("admin1",),
    "state": ("admin1",),
    "governorate": ("admin1",),
    "department": ("admin1", "admin2"),
    "county": ("admin2",),
    "tehsil": ("tehsil", "admin2", "town"),
    "city": ("town",),
    "town": ("town", "tehsil"),
    "village": ("town", "site"),
}
_LAST_OF_AGENCIES = date(2018, 5, 30)  # after it Pakistan's tribal agencies were districts
_SAME_KM = 20.0  # towns this near may be one scene, told by two names
_MOST, _SOME = 0.5, 0.15  # shares of a text's places that lie in one country
_LIKENESS = 0.72  # of spelling, by difflib: Miramshah and Miran Shah have 0.84
_BIG = 150_000  # people: a city that may be meant without a word before it that says so
_LEVEL = {
    "site": 0,
    "town": 1,
    "area": 1,
    "water": 2,
    "road": 1,
    "tehsil": 2,
    "admin2": 3,
    "admin1": 4,
    "country": 5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name in a text. ``cue`` is the word before it, ``chain`` ties names that follow
    each other by commas ("Kolachi, Dera Ismail Khan"), ``candidates`` its gazetteer entries;
    ``where`` tells that the words make it where something is, not whence, whither or who."""

    start: int
    end: int
    text: str
    candidates: tuple[Place, ...] = ()
    cue: str = ""
    unit: str = ""
    chain: int = 0
    dateline: bool = False
    speaker: bool = False
    km: float | None = None
    where: bool = False

    @property
    def locative(self) -> bool:
        """Return whether the words before the name say that something is there."""
        return self.cue in _LOCATIVE


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
    found: list[PlaceMention] = []
    for span in _runs(text, book.gazetteer):
        for mention in _in_run(text, span, book.gazetteer, taken):
            head = any(span.start <= mention.start < span.end for span in datelines)
            found.append(replace(mention, dateline=head))
    return _chained(text, found)


@lru_cache(maxsize=8)
def demonyms(book: Codebook) -> re.Pattern[str]:
    """Return a pattern of the adjectives of countries ("Kenyan"), which are no places."""
    words = {word for country in book.countries.values() for word in country.demonyms}
    names = {name for country in book.countries.values() for name in (country.name, *country.names)}
    ordered = sorted(words - names, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


def _runs(text: str, gazetteer: Gazetteer) -> Iterable[tuple[int, int]]:
    """Yield the runs of capitalised words; "Iraq and Syria" are two, "Sistan and Baluchestan" one."""
    for run in _RUN.finditer(text):
        if " and " not in run.group() or gazetteer.find(run.group(), similar=False):
            yield run.span()
            continue
        start = run.start()
        for joint in re.compile(r"\sand\s").finditer(text, *run.span()):
            yield start, joint.start()
            start = joint.end()
        yield start, run.end()


def _in_run(
    text: str, run: tuple[int, int], gazetteer: Gazetteer, taken: Sequence[tuple[int, int]]
) -> Iterable[PlaceMention]:
    """Yield the places in one run of capitalised words, the longest known name first.

    A run that the words before it make a place, and that nobody knows, is one place without entry.
    """
    words = [m.span() for m in re.compile(r"\S+").finditer(text, *run)]
    at = 0
    found = False
    while at < len(words):
        for stop in range(min(len(words), at + 6), at, -1):
            span = _trimmed(text, words[at][0], words[stop - 1][1])
            if at and not _may_begin(text[words[at - 1][0] : words[at - 1][1]]):
                break
            mention = _mention(text, span, gazetteer, taken)
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

    The whole run may; a possessive may ("Benue's Yelewata"); other parts need a word before or a unit
    that says where, and a general word after them ("Quetta Railway Station").
    """
    if at == 0 and stop == len(words):
        return True
    if text[words[stop - 1][0] : words[stop - 1][1]].endswith(("'s", "\u2019s")):
        return True
    if stop < len(words) and not _GENERIC.match(text, words[stop][0]):
        return False
    return mention.locative or bool(mention.unit)


def _may_begin(before: str) -> bool:
    """Return whether a name may begin after a capitalised word of the same run."""
    return before.endswith(("'s", "\u2019s", "'", "\u2019")) or before.lower() in _OPENING | _STOP


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without a closing full stop and without a possessive."""
    if text[end - 1] == "." and text[start:end].count(".") == 1:
        end -= 1
    for tail in ("'s", "\u2019s", "'", "\u2019"):
        end -= len(tail) if text[start:end].endswith(tail) else 0
    return start, end


def _is_free(text: str, span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    name = text[span[0] : span[1]].lower()
    words = name.split()
    opens = words[0] in _STOP and words[0] not in _DIRECTIONS
    if len(name) < 3 or name in _STOP or words[-1] in _LINKS or opens:
        return False
    return not any(span[0] < b and a < span[1] for a, b in taken)


def _mention(
    text: str, span: tuple[int, int], gazetteer: Gazetteer, taken: Sequence[tuple[int, int]]
) -> PlaceMention | None:
    if not _is_free(text, span, taken):
        return None
    candidates = gazetteer.find(text[span[0] : span[1]], similar=False)
    cue = _BEFORE.search(text[max(0, span[0] - 90) : span[0]])
    unit = _AFTER.match(text, span[1])
    if not candidates or not _acceptable(candidates, cue, unit, text, span):
        return None
    return _made(text, span, candidates, cue, unit)


def _unknown(
    text: str, span: tuple[int, int], taken: Sequence[tuple[int, int]]
) -> PlaceMention | None:
    """Return a name that no gazetteer has, where the words around it make it a place."""
    before = text[max(0, span[0] - 90) : span[0]]
    cue = _BEFORE.search(before)
    unit = _AFTER.match(text, span[1])
    if not _is_free(text, span, taken) or _PERSON_BEFORE.search(before):
        return None
    said = _SPEAKS.match(text, span[1])
    if said or not (unit or (cue and cue["cue"].lower() in _LOCATIVE)):
        return None
    if _NO_PLACE.search(text[span[0] : span[1]]):
        return None
    return _made(text, span, (), cue, unit)


def _made(
    text: str,
    span: tuple[int, int],
    candidates: tuple[Place, ...],
    cue: re.Match[str] | None,
    unit: re.Match[str] | None,
) -> PlaceMention:
    offset = _OFFSET.search(text[max(0, span[0] - 90) : span[0]])
    return PlaceMention(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        candidates=candidates,
        cue=cue["cue"].lower() if cue else "",
        unit=unit.group().strip().lower() if unit else "",
        speaker=bool(_SPEAKS.match(text, span[1])),
        km=_kilometres(offset) if offset else None,
    )


def _kilometres(offset: re.Match[str]) -> float:
    miles = "mile" in offset.group().lower()
    return round(float(offset["km"]) * (1.609 if miles else 1.0), 1)


def _acceptable(
    candidates: Sequence[Place],
    cue: re.Match[str] | None,
    unit: re.Match[str] | None,
    text: str,
    span: tuple[int, int],
) -> bool:
    start, end = span
    if unit or (cue and cue["cue"].lower() in _LOCATIVE):
        return True
    if _PERSON_BEFORE.search(text[max(0, start - 30) : start]):
        return False
    following = text[end : end + 2]
    if following[:1] in {","} or text[max(0, start - 2) : start] == ", ":
        return True
    best = candidates[0]
    large = best.kind in {"country", "admin1"} or best.population >= _BIG
    return large or bool(cue)


def _chained(text: str, found: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Number the chains: names joined by a comma, "of", "in" or a possessive belong together."""
    chained: list[PlaceMention] = []
    chain = 0
    for mention in found:
        between = text[chained[-1].end : mention.start] if chained else "\n"
        chain += not _JOINS.fullmatch(between)
        listed = between.strip() in {"and", ", and", ","} and chained[-1].where
        continues = bool(chained) and chained[-1].chain == chain and chained[-1].where
        says = mention.locative or mention.cue in _STRUCK or bool(mention.unit)
        chained.append(replace(mention, chain=chain, where=says or listed or continues))
    return tuple(chained)


_JOINS = re.compile(
    rf"(?:\s+{_UNIT})?(?:,\s+(?:in\s+|near\s+)?|\s+(?:of|in|near)\s+|['\u2019]s?\s+|\s+\()(?:the\s+)?"
    r"(?:(?:\w+ern|[nN]orth\w*|[sS]outh\w*|[eE]ast|[wW]est|central|restive|a|remote|part|area|district|province|capital|town|city|village|of|neighbou?ring|tribal|border|state|region|volatile)\s+){0,6}"
)


def resolve(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, countries: Mapping[str, float]
) -> tuple[PlaceMention, ...]:
    """Return the mentions with the entry that the context supports first among candidates.

    ``countries`` are weights by ISO code from elsewhere in the text (actors, nationalities). Names
    that no entry bears exactly take the entries of a like spelling in the country of the text.
    """
    votes = _country_votes(mentions, countries)
    mentions = _respelled([_at_home(m, mentions, votes) for m in mentions], gazetteer, votes)
    names = _container_names(mentions)
    chains: dict[int, list[PlaceMention]] = {}
    for mention in mentions:
        chains.setdefault(mention.chain, []).append(mention)
    return tuple(
        replace(
            mention,
            candidates=tuple(
                place
                for _, place in sorted(
                    enumerate(mention.candidates),
                    key=lambda item: (
                        -_support(item[0], item[1], mention, chains[mention.chain], votes, names),
                        item[0],
                    ),
                )
            ),
        )
        for mention in mentions
    )


def _at_home(
    mention: PlaceMention, mentions: Sequence[PlaceMention], votes: Mapping[str, float]
) -> PlaceMention:
    """Return a small place abroad as unknown, in a text whose places lie in another country."""
    if not mention.candidates:
        return mention
    if any(
        p.kind in {"country", "admin1"} or (p.population >= _BIG and (mention.where or mention.cue))
        for p in mention.candidates
    ):
        return mention
    chained = [
        place.country
        for other in mentions
        if other.chain == mention.chain and other is not mention
        for place in other.candidates[:3]
    ]
    if not chained and max(votes.values(), default=0.0) < _MOST:
        return mention
    if chained and any(p.country in chained for p in mention.candidates):
        return mention
    at_home = tuple(
        p for p in mention.candidates if votes.get(p.country, 0.0) >= _SOME or p.country in chained
    )
    return replace(mention, candidates=at_home)


def main_country(mentions: Sequence[PlaceMention]) -> str | None:
    """Return the country in which most places of a text lie, None if none has half of them."""
    votes = Counter(m.candidates[0].country for m in mentions if m.candidates)
    if not votes:
        return None
    country, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return country if 2 * count >= sum(votes.values()) else None


def _respelled(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, votes: Mapping[str, float]
) -> tuple[PlaceMention, ...]:
    """Give unknown names the entries of a like spelling, in the likeliest country alone."""
    country = max(sorted(votes), key=lambda iso2: votes[iso2], default=None)
    if country is None:
        return tuple(mentions)
    return tuple(
        m
        if m.candidates
        else replace(
            m,
            candidates=tuple(
                place
                for place in gazetteer.find(m.text, country=country)
                if place.country == country and _alike(place.name, m.text)
            ),
        )
        for m in mentions
    )


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _LIKENESS


def _country_votes(
    mentions: Sequence[PlaceMention], countries: Mapping[str, float]
) -> Mapping[str, float]:
    votes: Counter[str] = Counter()
    for country, weight in countries.items():
        votes[country] += weight  # type: ignore[assignment] # Counter holds any number
    for mention in mentions:
        found = dict.fromkeys(place.country for place in mention.candidates)
        for country in found:
            share = 1.0 / len(found)
            kind = mention.candidates[0].kind
            weight = (
                2.0
                if kind in {"country", "admin1"} and mention.candidates[0].country == country
                else 1.0
            )
            votes[country] += share * weight  # type: ignore[assignment]
    total = sum(votes.values()) or 1.0
    return {country: weight / total for country, weight in votes.items()}


def _container_names(mentions: Sequence[PlaceMention]) -> frozenset[str]:
    return frozenset(
        place.name
        for mention in mentions
        for place in mention.candidates[:1]
        if place.kind in {"admin1", "admin2"}
    )


def _support(
    rank: int,
    place: Place,
    mention: PlaceMention,
    chain: Sequence[PlaceMention],
    votes: Mapping[str, float],
    names: frozenset[str],
) -> float:
    """Return how well the context supports an entry: its rank, country, unit and containers."""
    score = -0.35 * rank + 3.0 * votes.get(place.country, 0.0)
    unit = mention.unit.rstrip("s") or mention.cue
    kinds = _UNIT_KINDS.get(unit)
    if kinds:
        score += 2.0 if place.kind in kinds else -0.5
    for other in chain:
        if other is mention or other.start < mention.start:
            continue
        for parent in other.candidates[:6]:
            if _contains(parent, place):
                score += 2.5
                break
    score += 0.6 * (place.admin1 in names) + 0.6 * (place.admin2 in names)
    return score


def _contains(parent: Place, place: Place) -> bool:
    if parent.id == place.id or parent.country != place.country:
        return False
    if parent.kind == "country":
        return True
    if parent.kind == "admin1":
        return parent.name == place.admin1
    return parent.kind == "admin2" and parent.name == place.admin2


def related(one: PlaceMention, other: PlaceMention) -> bool:
    """Return whether two mentions may mean one place: the same, or one inside the other."""
    if one.text.lower() == other.text.lower():
        return True
    if not one.candidates or not other.candidates:
        return False
    a, b = one.candidates[0], other.candidates[0]
    if kilometres(a, b) <= _SAME_KM and max(level(one), level(other)) <= 2:
        return True
    return a.id == b.id or a.name == b.name or _contains(a, b) or _contains(b, a)


def kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance of two places, infinite if one has no coordinates.

    Haversine formula on a sphere of radius 6371 km.
    """
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return math.inf
    lat1, lon1, lat2, lon2 = (
        math.radians(value or 0.0)
        for value in (one.latitude, one.longitude, other.latitude, other.longitude)
    )
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, half)))


def level(mention: PlaceMention) -> int:
    """Return how large a place is: 0 a site, 1 a town, 3 a district, 4 a province, 5 a country."""
    if not mention.candidates:
        unit = mention.unit.rstrip("s")
        return {"district": 3, "province": 4, "state": 4, "region": 4}.get(unit, 1)
    return _LEVEL.get(mention.candidates[0].kind, 1)


def locate(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, text: str, on: date | None = None
) -> Location | None:
    """Return the location that mentions name together: the smallest place, with its containers.

    ``name`` is the smallest place as the text spells it (its entry is ``place_id``). A smallest
    place that the gazetteer lacks takes the coordinates and the precision of the
    container that is named beside it. ``on`` gives the units as they were on that day.
    """
    if not mentions:
        return None
    ordered = sorted(mentions, key=lambda m: (level(m), m.start))
    smallest = ordered[0]
    known = next((m for m in ordered if m.candidates), None)
    start, end = _extent(smallest, mentions)
    if known is None:
        return Location(text=text[start:end], precision="unknown", start=start, end=end)
    place = known.candidates[0]
    if on is None and any(m.unit == "agency" for m in mentions):
        on = _LAST_OF_AGENCIES
    if on is not None:
        place = gazetteer.as_of(place, on)
    return Location(
        text=text[start:end],
        place_id=place.id,
        name=smallest.text.title() if smallest.text.isupper() else smallest.text,
        latitude=place.latitude,
        longitude=place.longitude,
        precision="vicinity" if smallest.km else _KIND_PRECISION.get(place.kind, "unknown"),
        radius_km=smallest.km,
        admin2=place.name if place.kind == "admin2" else place.admin2,
        admin1=place.name if place.kind == "admin1" else place.admin1,
        country=place.country,
        start=start,
        end=end,
    )


def _extent(smallest: PlaceMention, mentions: Sequence[PlaceMention]) -> tuple[int, int]:
    """Return the span of the smallest mention with those chained after it."""
    end = max(m.end for m in mentions if m.chain == smallest.chain)
    return smallest.start, max(smallest.end, end)
