"""Pairing: which spans fill which role of which trigger, wherever in the text they stand.

The rules give a trigger what stands in its clause. The model says of every pair of a trigger and a
span how likely they belong together, so that what stands in another sentence is found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from concord.coding.engines import acts, antecedents, roles, weighing
from concord.coding.engines.meaning import begins_between
from concord.coding.engines.owning import is_near_to, is_no_claim, is_parent
from concord.coding.engines.rules import is_suspected
from concord.coding.engines.triggers import PEACEFUL, UNTYPED
from concord.model import Span
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.codebook.book import Codebook
    from concord.coding.actors import ActorMention
    from concord.coding.engines import Arc
    from concord.coding.engines.decoding import Found, Reader
    from concord.coding.engines.rules import Draft
    from concord.coding.prepared import Prepared

SURE = 0.6  # that a span fills a role of a trigger
CERTAIN = 0.9  # and of one in another sentence
# From which likelihood an actor belongs to its likeliest trigger: in one sentence, and in another.
# Set on the training texts alone, where the pairs of each slice from here on are mostly right
# (``python -m benchmarks.actor_pairs`` prints the table).
BESIDE = 0.5
ELSEWHERE = {"perpetrator": 0.8, "claimant": 0.6, "denier": 0.6}
AHEAD = 0.5  # how much likelier another trigger must be for a claim to leave that of the rules
DOUBTED = 0.2  # below it the words that the lexicon holds for a target are none
HEAD = "roles"
_TAKEN_UP = lazy_regex(
    r"\b(?:the|that|this|these|those|both|such)\s+(?:[\w-]+\s+)?$", re.IGNORECASE
)
# "The group", "this same movement", "a man of the same outfit": one that was told of before.
_AGAIN = lazy_regex(
    r"(?:(?:[\w-]+\s+){0,2}(?:m[ae]n|fighters?|members?|gunm[ae]n|bombers?|cells?|units?)\s+(?:of|from)\s+)?"
    r"(?:the|this|that)\s+(?:very\s+|same\s+)?(?:[a-z-]+\s+)?(?:group|outfit|faction|organi[sz]ation|movement"
    r"|network|front|gang|militia|alliance)(?:['\u2019]s\s+(?:\w+\s+)?(?:fighters|men|members|militants))?",
    re.IGNORECASE,
)
# "the attack on the funeral" says which attack is meant.
_SAYS_WHICH = lazy_regex(r"\s+(?:on|at|in|against|near|outside|inside|of)\s+\w", re.IGNORECASE)
# "by a man who was overpowered by guards": who caught him did not do it.
_SEIZED_BY = lazy_regex(
    r"\b(?:seized|arrested|captured|detained|overpowered|caught|nabbed|apprehended|held|stopped"
    r"|intercepted|surrounded|chased|rescued|freed|recovered|shot(?:\s+dead)?|gunned\s+down|killed)"
    r"\s+by\s+(?:the\s+|\w+\s+){0,2}$",
    re.IGNORECASE,
)
_CALIPHATE = lazy_regex(r"\s+of\s+the\s+caliphate\b", re.IGNORECASE)
_TAKING = {"arrested": "arrest"}  # what takes those so counted
_BARE = frozenset(UNTYPED.values())
_DONE = {"suspected": "perpetrator", "side": "perpetrator", "blamed": "perpetrator"}
_OPPOSITE = {"claimant": "denier", "denier": "claimant"}  # the words decide, where they are plain
_CUES = {"claimant": "claim", "denier": "deny"}
_Kind = Literal["time", "place"]


class Pairs:
    """How likely each span of each role belongs to each trigger of a draft."""

    def __init__(self, draft: Draft, reader: Reader) -> None:
        self.triggers = [n for n, m in enumerate(draft.mentions) if m.kind == "trigger"]
        self._spans = [(draft.mentions[n].start, draft.mentions[n].end) for n in self.triggers]
        self._reader = reader
        arc = reader.arc(HEAD)
        self._labels = arc.labels if arc else ()

    def of(self, role: str, span: tuple[int, int]) -> Iterator[tuple[int, float]]:
        """Yield the triggers that a span fills a role of, with the likelihood."""
        for number, score in self.scores(role, span).items():
            if score >= SURE:
                yield number, score

    def scores(self, role: str, span: tuple[int, int]) -> dict[int, float]:
        """Return how likely a span fills a role of each trigger, in the order of the triggers."""
        if role not in self._labels or not self.triggers:
            return {}
        likely = self._reader.pairs(HEAD, self._spans, [span])[self._labels.index(role)]
        return dict(zip(self.triggers, likely[:, 0].tolist(), strict=True))


def add_roles(draft: Draft, reader: Reader, book: Codebook) -> None:
    """Add to a draft the roles that the model reads between its triggers and spans."""
    pairs = Pairs(draft, reader)
    _move_claims(draft, pairs)
    _add_actors(draft, reader, pairs, book)
    _add_targets(draft, reader, pairs, book)
    _add_facts(draft, reader, pairs)
    weighing.weigh_times(draft, pairs)
    weighing.drop_places(draft, pairs)
    _move_counts(draft, pairs)


def _add_actors(draft: Draft, reader: Reader, pairs: Pairs, book: Codebook) -> None:
    """Tie each actor whose role the rules do not know to its likeliest trigger."""
    known = {
        (draft.mentions[arc.filler].start, _DONE.get(arc.role, arc.role)) for arc in draft.arcs
    }
    plain = {_key(draft, draft.mentions[a.filler].start, a.role) for a in draft.arcs}
    for role in ELSEWHERE:
        claims = role == "claimant"
        for span in reader.spans(role):
            scores = pairs.scores(role, (span.start, span.end))
            best = max(scores.items(), key=lambda p: p[1], default=None)
            if best is None or not _belongs(draft, best, role, span):
                continue
            if role == "perpetrator" and (again := _meant(draft, span)) is not None:
                filler = draft.mention((again.start, again.end), "actor", again.nature)
                draft.arc(best[0], _role(draft, best[0], role, again, book), filler, best[1])
                continue
            for actor in actors_in(draft.prepared, span):
                if (actor.start, role) in known or not _may_be(role, actor):
                    continue
                if _speaks_against(draft, best[0], role, actor):
                    continue
                if _key(draft, actor.start, _OPPOSITE.get(role, role)) in plain:
                    continue
                filler = draft.mention((actor.start, actor.end), "actor", actor.nature)
                meant = acts.meant(draft, actor) or _said_to_do(draft, actor) if claims else ()
                for act in meant or best[:1]:
                    draft.arc(act, _role(draft, act, role, actor, book), filler, best[1])


def _said_to_do(draft: Draft, actor: ActorMention) -> tuple[int, ...]:
    """Return the acts of which a group says in the sentence of its claim that it did them.

    "The X announced that it had seized three men": it claims no attack told before.
    """
    prepared = draft.prepared
    sentence = prepared.sentences[prepared.sentence_at(actor.start)]
    return tuple(
        arc.trigger
        for arc in draft.arcs
        if arc.role == "perpetrator"
        and draft.mentions[arc.filler].start == actor.start
        and actor.end <= draft.mentions[arc.trigger].start < sentence.end
    )


def _meant(draft: Draft, span: Found) -> ActorMention | None:
    """Return the group told of before that a span takes up without a name: "the same outfit"."""
    prepared = draft.prepared
    if not _AGAIN.fullmatch(prepared.text, span.start, span.end):
        return None
    return antecedents.named_before(prepared, span.start)


def _key(draft: Draft, start: int, role: str) -> tuple[int, str, str]:
    """Return who stands at an offset, by name, in which sentence and role."""
    prepared = draft.prepared
    who = next((a for a in prepared.actors if a.start == start), None)
    name = (who.actor_id or who.name) if who is not None else None
    return prepared.sentence_at(start), name or str(start), role


def _may_be(role: str, actor: ActorMention) -> bool:
    """Return whether an actor may play a role: who claims an attack is no known state's."""
    unknown = actor.actor_id is None and not actor.generic
    return role != "claimant" or actor.nature == "armed" or unknown


def _speaks_against(draft: Draft, trigger: int, role: str, actor: ActorMention) -> bool:
    """Return whether the words beside an actor speak plainly against a role of it."""
    prepared = draft.prepared
    if role == "denier":
        return False
    if role == "claimant" and is_parent(prepared.text, actor):
        return True  # "a splinter of the X claimed it"
    end = prepared.sentences[prepared.sentence_at(actor.start)].end
    if is_no_claim(prepared.text, actor, end):
        return True
    if role == "perpetrator" and _stands_by(draft, trigger, actor):
        return True
    if role == "perpetrator" and _CALIPHATE.match(prepared.text, actor.end):
        return True  # no state's soldiers; whoever calls them so claims it
    return role == "perpetrator" and _seized_somebody(draft, trigger, actor)


def _stands_by(draft: Draft, trigger: int, actor: ActorMention) -> bool:
    """Return whether an actor only gives its word for an act, suffers it or ends it."""
    text, act = draft.prepared.text, draft.mentions[trigger]
    return roles.only_tells(text, actor) or roles.meets(
        text, actor, (act.start, act.end), act.label
    )


def _seized_somebody(draft: Draft, trigger: int, actor: ActorMention) -> bool:
    """Return whether an actor is said to have seized those who acted: "was held by soldiers"."""
    text = draft.prepared.text
    act = draft.mentions[trigger]
    match = _SEIZED_BY.search(text, max(act.end, actor.start - 60), actor.start)
    return actor.nature == "state" and match is not None and act.label not in roles.BY_STATE


def _belongs(draft: Draft, tie: tuple[int, float], role: str, span: Found) -> bool:
    """Return whether an actor fills its role of its likeliest trigger, by where the two stand."""
    trigger = draft.mentions[tie[0]]
    prepared = draft.prepared
    if begins_between(prepared.text, trigger.end, span.start):
        return False
    same = prepared.sentence_at(trigger.start) == prepared.sentence_at(span.start)
    return tie[1] >= (BESIDE if same else ELSEWHERE[role])


def _role(draft: Draft, trigger: int, role: str, actor: ActorMention, book: Codebook) -> str:
    """Return how an actor stands to a trigger: a side of a fight, only suspected, or as read."""
    if role != "perpetrator":
        return role
    if draft.mentions[trigger].label in roles.TWO_SIDED:
        return "side"
    sentence = draft.prepared.sentences[draft.prepared.sentence_at(actor.start)]
    return "suspected" if is_suspected(draft.prepared, sentence, actor, book) else role


def actors_in(prepared: Prepared, span: Found) -> tuple[ActorMention, ...]:
    """Return the actors that a span names: the named ones, else the first."""
    inside = [a for a in prepared.actors if a.start < span.end and span.start < a.end]
    inside = [a for a in inside if not is_near_to(prepared.text, a)]
    named = [a for a in inside if not a.generic and a.nature != "country"]
    named = [a for a in named if not is_parent(prepared.text, a)] or named
    people = [a for a in inside if a.nature != "country"]
    return tuple(named or people[:1] or inside[:1])


def _move_claims(draft: Draft, pairs: Pairs) -> None:
    """Give a claim or a denial to the violence that the model is sure of, where it doubts another.

    The rules give it to the violence of its clause or to the last before it, which may be what
    the text recalls from the past. "Claimed the attack" stands with the attack that is meant too.
    A claim of several attacks stays with each of them.
    """
    for role in ("claimant", "denier"):
        for filler in dict.fromkeys(a.filler for a in draft.arcs if a.role == role):
            arcs = [a for a in draft.arcs if a.role == role and a.filler == filler]
            actor = draft.mentions[filler]
            own = set(_of_clause(draft, arcs[0].trigger, pairs))
            scores = pairs.scores(role, (actor.start, actor.end))
            others = {
                n: score
                for n, score in scores.items()
                if n not in own and draft.mentions[n].label not in PEACEFUL
            }
            best = max(others.items(), key=lambda item: (item[1], -item[0]), default=(0, 0.0))
            if len(arcs) > 1 or best[1] < SURE or _is_chosen(draft, arcs[0], pairs):
                continue
            if _is_said_elsewhere(draft, arcs[0]):
                continue
            if best[1] - max(scores.get(n, 0.0) for n in own) >= AHEAD:
                del draft.arcs[arcs[0]]
                draft.arc(best[0], role, filler, best[1])
            elif all(_points_back(draft, n) for n in own):
                draft.arc(best[0], role, filler, best[1])


def _is_said_elsewhere(draft: Draft, arc: Arc) -> bool:
    """Return whether the words of a claim stand in another sentence than the name of who claims.

    "Officers meant the X. In April the group did own up to a bomb": what the model ties the name
    to is not what "the group" owned.
    """
    label = _CUES[arc.role]
    at = draft.prepared.sentence_at(draft.mentions[arc.filler].start)
    cues = [
        draft.mentions[a.filler] for a in draft.arcs if a.role == "cue" and a.trigger == arc.trigger
    ]
    said = [draft.prepared.sentence_at(m.start) for m in cues if m.label == label]
    return bool(said) and at not in said


def _is_chosen(draft: Draft, arc: Arc, pairs: Pairs) -> bool:
    """Return whether a claim is read as that of an act told before, and not just of the last."""
    act, said = draft.mentions[arc.trigger].start, draft.mentions[arc.filler].start
    sentence = draft.prepared.sentences[draft.prepared.sentence_at(said)]
    clause = set(_of_clause(draft, arc.trigger, pairs))
    return act < sentence.start and any(
        act < draft.mentions[n].start < sentence.end and draft.mentions[n].label not in PEACEFUL
        for n in pairs.triggers
        if n not in clause
    )


def _points_back(draft: Draft, trigger: int) -> bool:
    """Return whether a trigger only takes up another one: "the attack", "that bombing"."""
    told = draft.mentions[trigger]
    text = draft.prepared.text
    if _SAYS_WHICH.match(text, told.end):
        return False
    before = text[max(0, told.start - 24) : told.start]
    return told.label in _BARE or bool(_TAKEN_UP.search(before))


def _add_targets(draft: Draft, reader: Reader, pairs: Pairs, book: Codebook) -> None:
    _drop_targets(draft, reader)
    counted = [found.who for found in draft.prepared.figures]
    for role in ("target", "victim"):
        for span in reader.spans(role):
            if role == "victim" and any(w.start < span.end and span.start < w.end for w in counted):
                continue  # those whom a figure counts stand in the toll
            for number, score in pairs.of(role, (span.start, span.end)):
                label = _class_of(draft.prepared.text, span, reader, book)
                filler = draft.mention(
                    (span.start, span.end), "actor", label, span.score, "encoder"
                )
                draft.arc(number, "target", filler, score)


def _drop_targets(draft: Draft, reader: Reader) -> None:
    """Drop the targets by the lexicon's words that the model reads as neither hit nor aimed at."""
    for arc in list(draft.arcs):
        filler = draft.mentions[arc.filler]
        if arc.role == "target" and filler.engine == "rules":
            likely = [
                max(reader.likelihoods(role, filler.start, filler.end).values(), default=1.0)
                for role in ("target", "victim")
            ]
            if max(likely) < DOUBTED:
                del draft.arcs[arc]


def _class_of(text: str, span: Found, reader: Reader, book: Codebook) -> str | None:
    """Return the class of those aimed at: by the lexicon, else what the model is sure of."""
    for _, _, label in roles.targets(text, Span(start=span.start, end=span.end), book):
        return label
    likely = reader.likelihoods("count_class", span.start, span.end)
    known = {label: p for label, p in likely.items() if label != "unknown" and p >= SURE}
    return next(iter(known), None) if span.head == "victim" else None


def _add_facts(draft: Draft, reader: Reader, pairs: Pairs) -> None:
    """Add the times and places of sentences without a trigger, where the model ties them to one."""
    kinds: tuple[_Kind, ...] = ("time", "place")
    telling = {draft.prepared.sentence_at(draft.mentions[n].start) for n in pairs.triggers}
    for kind in kinds:
        listed = _normalised(draft.prepared, kind)
        for span in reader.spans(kind):
            if draft.prepared.sentence_at(span.start) in telling:
                continue
            for start, end in listed:
                if span.start < end and start < span.end:
                    for number, score in pairs.of(kind, (span.start, span.end)):
                        draft.arc(number, kind, draft.mention((start, end), kind), score)


def _move_counts(draft: Draft, pairs: Pairs) -> None:
    """Give a figure to the trigger that the model is sure of, where it rules out the clause's.

    The rules give figures to the clause that they stand in, which may tell of two happenings, or
    to the one before if theirs tells of none. Who is arrested belongs to the
    arrest, where an act of violence stands in its clause too.
    """
    for arc in [a for a in draft.arcs if a.role == "count"]:
        filler = draft.mentions[arc.filler]
        scores = pairs.scores("count", (filler.start, filler.end))
        if not scores:
            continue
        best, score = max(scores.items(), key=lambda item: (item[1], -item[0]))
        own = max((scores[n] for n in _of_clause(draft, arc.trigger, pairs)), default=0.0)
        takes = _TAKING.get(filler.label or "", "")
        taken = draft.mentions[best].label == takes and scores[arc.trigger] < SURE <= score
        if taken or (score >= CERTAIN and own < DOUBTED):
            del draft.arcs[arc]
            draft.arc(best, "count", arc.filler, score)


def _of_clause(draft: Draft, trigger: int, pairs: Pairs) -> list[int]:
    """Return the triggers that stand in the clause of one."""
    prepared = draft.prepared
    at = draft.mentions[trigger].start
    clauses = prepared.clauses[prepared.sentence_at(at)]
    around = next((c for c in clauses if c.start <= at < c.end), None)
    if around is None:
        return [trigger]
    return [n for n in pairs.triggers if around.start <= draft.mentions[n].start < around.end]


def _normalised(prepared: Prepared, kind: _Kind) -> list[tuple[int, int]]:
    """Return the spans that the normalisers read as times or places."""
    if kind == "place":
        return [(spot.start, spot.end) for spot in prepared.places]
    return [(w.start, w.end or w.start) for w in prepared.whens if w.start is not None]
