"""Stance: what a source's words do to an option, from the cue and the words around the option."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from concord.coding.lexicons import read_once
from concord.coding.phrases import compile_phrases, strings
from concord.coding.wordpatterns import WordPattern
from concord.model import Span, Stance
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.coding.options import OptionHit

_REACH = 70  # characters before the option in which a negation still bears on it
_AFTER = 120
_BREAK = lazy_regex(
    r"[;:—\"“”]|,\s+(?:and|but|while|which|who|adding|saying|as)\b"
    r"|^\W*(?:that )?without\b[^,;]{1,60},|\bbut\b|\bwhile\b"
    r"|\b(?:al|even\s+)?though\b|\bwhereas\b|\bso that\b|\bbecause\b|\band that\b"
    r"|\band\s+to\s+(?=\w|$)"
    r"|\band\s+(?:instead\s+)?(?=(?:start|begin|open|hold|resume|launch|pursue|seek|enter|give|build|negotiate|talk"
    r"|engage|return|restore|release|focus|allow|use|work|let)\b)",
    re.IGNORECASE,
)
_SCARE = lazy_regex(r"(?<![,.:;?!\s])\s[\"\u201c](?=\w)")
_KILLED = lazy_regex(
    r"\b(?:killed|wounded|injured|martyred|neutrali[sz]ed|arrested|captured|destroyed|died|dead|"
    r"displaced|lost their lives)\b",
    re.IGNORECASE,
)
_CLAUSE = lazy_regex(r"[,;:.\"“”]|\b(?:but|and|while)\b", re.IGNORECASE)
_QUESTION = lazy_regex(r"\?\s*[\"”]?\s*(?:the\s+|an?\s+)?$")
_LISTS = (
    "negators",
    "spoilers",
    "affirmers",
    "bad",
    "good",
    "wants",
    "plans",
    "blames",
    "hedges",
    "forecasts",
    "conditions",
    "adjuncts",
)
_SIGNED: dict[str, dict[int, Stance]] = {
    "demand": {1: "calls_for", -1: "opposes"},
    "support": {1: "supports", -1: "opposes"},
    "reject": {1: "supports", -1: "rejects"},
    "oppose": {1: "supports", -1: "opposes"},
    "condemn": {1: "supports", -1: "condemns"},
    "say": {1: "supports", -1: "opposes"},
}
_TALKED = frozenset({"negotiation", "ceasefire_peace_deal", "host_state_dialogue"})
_AGAINST = lazy_regex(r"\s*(?:(?:on|in)\s+\w+\s+)?against\s+", re.IGNORECASE)
# "a policy on the operation" is about the operation; one on relations of governments is the option.
_ABOUT_POLICY = frozenset({"intergovernmental_coordination"})
_TURNS = frozenset({"reject", "oppose", "condemn"})
_FIXED: dict[str, Stance] = {
    "accuse": "accuses", "deny": "denies", "claim": "claims_responsibility",
}  # fmt: skip
_PLAIN = frozenset({"say", "accuse", "oppose", "demand", "support"})
_STOPS = lazy_regex(
    r"\s*(?:is\s+|are\s+|be\s+)?(?:stop|stops|stopped|end|ends|ended|halted|halts|ceases?|go|goes)\b"
)
# "... to be stopped", "the time for ... is over": what is said of the means undoes it.
_UNDONE = lazy_regex(
    r"\b(?:be|been|being|is|are|was|were|gets?|got)\s+(?:\w+ly\s+)?(?:stopped|reversed|ended|halted|scrapped|abolished|disbanded|repealed|abandoned|dropped"
    r"|shelved|revoked|withdrawn|rescinded|cancell?ed|annulled|undone|rejected|opposed|resisted|over(?!\s*\w)|finished|dead)\b|\b(?:has|have|had)\s+(?:long\s+)?(?:passed|gone)\b"
    r"|\b(?:is|are|was|were)\s+no\s+(?:substitute|answer|solution|way|remedy|cure|policy)\b",
    re.IGNORECASE,
)
_PERMISSIVE = frozenset({"may", "could"})
_FORBIDS = lazy_regex(r"\b(?:no|nobody|no one|none)\b[^,;.]*$", re.IGNORECASE)
# "There are no talks" says what is, and wants nothing.
_EXISTS_NOT = lazy_regex(
    r"\bthere\s+(?:is|are|was|were|has\s+been|have\s+been|had\s+been)\s+[\"\u201c]?(?:no|not\s+any)\s+"
    r"(?!(?:question|need|point|reason|room|place|chance|alternative|substitute|sense|use)\b)(?:[\w\"\u201d]+\s+){0,3}$",
    re.IGNORECASE,
)
# "had not discussed any", "no decision has been taken on": what is not so yet is not refused.
_NOT_YET = lazy_regex(
    r"\b(?:has|have|had)\s+[\"\u201c]?(?:not|never|neither)\s+(?:sanctioned|approved|authori[sz]ed|ordered|endorsed|discussed|agreed|reached|signed|held|started|begun|decided|been|taken"
    r"|given)\b[^,;.]*$|\b(?:no|not\s+(?:\w+\s+)?any)\s+decision\b[^,;.]*$",
    re.IGNORECASE,
)
# "talk of an offensive was a misunderstanding"
_RUMOURED = lazy_regex(
    r"\b(?:talk|reports?|rumou?rs?|speculation|claims?|suggestions?)\s+(?:of|about|that)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_UNTRUE = lazy_regex(
    r"\b(?:false|baseless|untrue|wrong|misunderstanding|incorrect|fake|not\s+true|unfounded|propaganda|fabricat\w+)\b",
    re.IGNORECASE,
)
# "This is not a negotiation": what something is not called is neither wanted nor refused.
_IS_NONE = lazy_regex(
    r"[\W_]*(?:that\s+)?(?:it|this|that|these|those)\s+(?:is|was|are|were)(?:\s+not|n['\u2019]t)\s+(?:an?\s+|any\s+)?(?:\w+\s+)?",
    re.IGNORECASE,
)
_NO = lazy_regex(r"\b(?:no|not\s+any)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_GOES_ON = lazy_regex(
    r"\s*(?:(?:is|are|was|were|has\s+been|have\s+been)\s+)?(?:being\s+|currently\s+)?"
    r"(?:carried\s+out|conducted|under\s?way|taking\s+place|going\s+on|happening|held|launched|planned|ongoing)\b",
    re.IGNORECASE,
)
_REFUSED = lazy_regex(
    r"\bbut\s+(?:I|we|he|she|they|it|the\s+\w+)\s+(?:\w+ly\s+|have\s+|has\s+|had\s+)?"
    r"(?:refused|declined|rejected|said\s+no|turned\s+(?:it|them|that)\s+down)\b",
    re.IGNORECASE,
)
_CONTRACTED = lazy_regex("n['\u2019]t")
_ADJUNCT_REACH = 34
_ADJUNCT_WORDS = 3
_LEAD_WORDS = 2  # a condition after fewer words opens the content and is no demand
_PREDICATE = 90  # characters after the option in which it is judged


@dataclass(frozen=True, slots=True)
class Judgement:
    """The stance towards one option with its marks; ``focal`` is False for a passing mention.

    ``weak`` marks a stance that nothing but the mention of the option shows.
    """

    stance: Stance
    hedged: bool = False
    forecast: bool = False
    condition: str | None = None
    focal: bool = True
    weak: bool = False


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The compiled lists of the lexicon ``hedges``."""

    lists: dict[str, WordPattern]

    def search(self, name: str, words: str) -> re.Match[str] | None:
        """Return the first match of a list in the words."""
        return self.lists[name].search(words)


@lru_cache(maxsize=4)
def _compile(listed: tuple[tuple[str, tuple[str, ...]], ...]) -> StanceWords:
    compiled = {name: compile_phrases(p for p in phrases if p != "n't") for name, phrases in listed}
    return StanceWords({name: compiled.get(name, compile_phrases(())) for name in _LISTS})


@read_once
def read_stances(lexicon: Mapping[str, Any]) -> StanceWords:
    """Return the words that turn, weaken or bind a stance."""
    return _compile(tuple((str(k), strings(v)) for k, v in lexicon.items()))


def judge(
    text: str, content: Span, hit: OptionHit, kind: str, words: StanceWords, *,
    own_subject: bool, cue: str | None = None,
) -> Judgement:  # fmt: skip
    """Return the stance of a content towards the option named in it.

    ``kind`` is the cue's class; ``own_subject`` says whether the content is about the source
    itself (or nobody), so that a statement of fact is its own plan and not a report on others;
    ``cue`` is the verb as written: what one warns of is not wanted.
    """
    content = _behind_preposition(text, content, kind)
    before, after, whole = _around(text, content, hit)
    marks = {
        "hedged": _is_hedged(whole, words),
        "forecast": words.search("forecasts", whole) is not None,
        "condition": _condition(text, content, hit, words),
    }
    settled = _settled(text, content, hit, kind, (cue, own_subject))
    if settled is not None:
        return Judgement(stance=settled, **marks)  # type: ignore[arg-type]  # marks are typed by key
    bound = _in_condition(text, content, hit, words)
    if bound is not None and kind in {"say", "support", "reject", "oppose"}:
        wished = _polarity(bound, after, words, judged=True) * hit.sign
        wished = -wished if _STOPS.match(after) else wished
        return Judgement(stance="calls_for" if wished > 0 else "opposes")
    sign = hit.sign * _polarity(before, after, words, judged=kind not in _TURNS)
    if marks["condition"] and sign < 0 and kind in {"say", "reject"} and hit.option in _TALKED:
        sign, kind = 1, "say"
    if kind == "demand" and _ASKED_AWAY.match(after):
        sign = -sign
    if cue is not None and sign > 0 and _is_warned_of(text, content, hit, cue):
        sign = -1
    stance = _stance(kind, sign, before, after, whole, words, own_subject=own_subject)
    focal = hit.option in _ABOUT_POLICY or not _is_adjunct(before, words)
    shown = any(words.search(name, whole) for name in ("wants", "plans", "good"))
    weak = kind == "say" and stance == "supports" and hit.sign > 0 and not shown
    weak |= kind == "say" and stance == "opposes" and words.search("wants", whole) is None
    return Judgement(stance=stance, focal=focal, weak=weak, **marks)  # type: ignore[arg-type]  # marks are typed by key


def _settled(
    text: str, content: Span, hit: OptionHit, kind: str, cued: tuple[str | None, bool]
) -> Stance | None:
    """Return the stance that the form of a content settles, whatever stands around the option.

    ``cued`` is the verb as written and whether the content is about the source itself.
    """
    cue, own_subject = cued
    if kind in {"say", "demand"} and _QUESTION.search(text[content.start : content.end]):
        return "neutral_report"
    if kind in _PLAIN and _is_said_not_to_be(text, content, hit):
        return "denies"
    if kind == "say" and _REFUSED.search(text, hit.end, content.end):
        return "rejects"
    if hit.stance is not None and kind in _PLAIN:
        return hit.stance
    doubted = kind == "oppose" and cue is not None and _DOUBTS.match(cue) is not None
    return "accuses" if doubted and not own_subject else None


# "wants the raids stopped"
_ASKED_AWAY = lazy_regex(
    r"\s*(?:stopped|halted|ended|scrapped|abolished|repealed|lifted|withdrawn|reversed|disbanded"
    r"|shelved|called\s+off|undone|dropped|cancell?ed|closed\s+down)\s*(?:[,.;\"\u201d]|$|and\b|before\b|at\b)",
    re.IGNORECASE,
)
# Who doubts that others mean it blames them and does not refuse the means.
_DOUBTS = lazy_regex(r"(?:doubt|question)", re.IGNORECASE)
_WARNS = lazy_regex(r"(?:warn|caution)", re.IGNORECASE)
_SUBJECT = lazy_regex(
    r"\s*(?:that\s+)?(?:(?:any|another|a|an|the|such|new|further|more|this)\s+){0,2}$"
)
_MENACE = lazy_regex(
    r"\s*(?:would|will|could|may|might)\s+(?!continue|go\s+on|follow|begin|start|resume|not\b|be\s+(?:launched|expanded|extended"
    r"|carried|stepped|intensified))"
)


def _is_warned_of(text: str, content: Span, hit: OptionHit, cue: str) -> bool:
    """Return whether a source warns of what an option would do."""
    if not _WARNS.match(cue) or not _SUBJECT.fullmatch(text[content.start : hit.start]):
        return False
    return (
        _MENACE.match(text, hit.end) is not None
        or _MENACE.search(text[hit.start : hit.end]) is not None
    )


def _behind_preposition(text: str, content: Span, kind: str) -> Span:
    """Return a content without the "against" that goes on with the verb ("protested against")."""
    lead = _AGAINST.match(text, content.start, content.end) if kind in _TURNS else None
    return Span(start=lead.end(), end=content.end) if lead else content


def _is_said_not_to_be(text: str, content: Span, hit: OptionHit) -> bool:
    """Return whether the words say that nothing of the kind exists or goes on, wanting nothing."""
    before = text[content.start : hit.start]
    if _EXISTS_NOT.search(before) or _NOT_YET.search(before):
        return True
    if _IS_NONE.fullmatch(before):
        return True
    if _RUMOURED.search(before) and _UNTRUE.search(text, hit.end, content.end):
        return True
    return _NO.search(before) is not None and _GOES_ON.match(text, hit.end) is not None


def _is_hedged(whole: str, words: StanceWords) -> bool:
    """Return whether a hedge stands in the words; "no X may" forbids and does not hedge."""
    return any(
        not (m.group().strip().lower() in _PERMISSIVE and _FORBIDS.search(whole[: m.start()]))
        for m in words.lists["hedges"].finditer(whole)
    )


def _around(text: str, content: Span, hit: OptionHit) -> tuple[str, str, str]:
    before = text[max(content.start, hit.start - _REACH) : hit.start]
    cut = list(_BREAK.finditer(before))
    if cut:
        before = before[cut[-1].end() :]
    after = text[hit.end : min(content.end, hit.end + _AFTER)]
    # Words in quotation marks go on with the sentence: they end nothing.
    stop = _BREAK.search(_SCARE.sub(lambda m: " " * len(m.group()), after))
    if stop:
        after = after[: stop.start()]
    return before, after, before + text[hit.start : hit.end] + after


def _polarity(before: str, after: str, words: StanceWords, *, judged: bool) -> int:
    """Return -1 if the words around the option turn it: each negation before it, or a bad end.

    With ``judged`` False evaluations do not count: what is condemned "as a violation" stays
    condemned.
    """
    before = words.lists["affirmers"].sub(" ", _CONTRACTED.sub(" not", before))
    for spoiler in words.lists["spoilers"].finditer(before):
        if len(before[spoiler.end() :].split()) < _ADJUNCT_WORDS:
            if not judged:
                return -1  # "criticised the raid for undermining the talks": wants the talks
            before = ""  # what is said to be spoilt is wanted, whatever does the spoiling
            break
    undone = _UNDONE.search(after[:_PREDICATE]) is not None
    after = words.lists["affirmers"].sub(" ", _CONTRACTED.sub(" not", after))
    turns = len({m.group().strip().lower() for m in words.lists["negators"].finditer(before)})
    if not judged:
        return -1 if turns % 2 else 1
    if words.search("bad", before) and not turns:
        turns += 1
    predicate = after[:_PREDICATE]
    if (
        words.search("bad", predicate)
        or undone
        or re.match(r"\s*(?:\w+\s+){0,3}(?:not|never|cannot|no longer)\b", predicate)
    ):
        turns += 1
    return -1 if turns % 2 else 1


def _condition(text: str, content: Span, hit: OptionHit, words: StanceWords) -> str | None:
    """Return the words of the condition that binds the option, or None."""
    after = text[hit.end : content.end]
    match = words.lists["conditions"].search(after[:160])
    if match and not re.search(r"[.;\"”]|\bbut\b|,\s+\w+ing\b", after[: match.start()]):
        rest = after[match.start() :]
        end = re.search(r"[.;\"”]|,\s", rest)
        return " ".join(rest[: end.start() if end else len(rest)].split()) or None
    return None


def _in_condition(text: str, content: Span, hit: OptionHit, words: StanceWords) -> str | None:
    """Return the words between a condition that the source sets and the option in it, or None."""
    before = text[content.start : hit.start]
    last = None
    for match in words.lists["conditions"].finditer(before):
        last = match
    if last is None or re.search(r"[.;\"”]|\bbut\b", before[last.end() :]):
        return None
    led = len(before[: last.start()].split()) > _LEAD_WORDS
    return before[last.end() :] if led else None


def _is_adjunct(before: str, words: StanceWords) -> bool:
    """Return whether the option only places something else in time ("after the operation")."""
    tail = before[-_ADJUNCT_REACH:]
    last = None
    for match in words.lists["adjuncts"].finditer(tail):
        last = match
    if last is None or len(tail[last.end() :].split()) > _ADJUNCT_WORDS:
        return False
    return re.search(r"\b(?:only|but|not|must be|should be|come)\s+$", tail[: last.start()]) is None


def _stance(
    kind: str,
    sign: int,
    before: str,
    after: str,
    whole: str,
    words: StanceWords,
    *,
    own_subject: bool,
) -> Stance:
    if kind in _FIXED:
        judged = kind == "accuse" and words.search("bad", after[:_PREDICATE]) is not None
        return "opposes" if judged and sign < 0 else _FIXED[kind]
    if kind in _TURNS:
        blamed = re.search(r"\bfor\s+(?:not|failing|its failure)\b", before) is not None
        return "accuses" if blamed else _SIGNED[kind][-sign]
    if kind != "say":
        return _SIGNED[kind][sign]
    return _said(sign, before, after, whole, words, own_subject=own_subject)


def _said(
    sign: int, before: str, after: str, whole: str, words: StanceWords, *, own_subject: bool
) -> Stance:
    """Return the stance of a plain "said": wished, reported, blamed or owned."""
    if words.search("wants", whole):
        return "calls_for" if sign > 0 else "opposes"
    if _KILLED.search(whole):
        return "neutral_report"
    judged = words.search("good", whole) or words.search("bad", after)
    if not own_subject and not judged:
        blamed = words.search("blames", f"{before} {after}") or words.search("bad", before)
        return "accuses" if blamed else "neutral_report"
    return "opposes" if sign < 0 else "supports"
