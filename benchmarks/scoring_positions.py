"""The measures of the positions benchmark, as the protocol of the data set has them.

*Actor and option*: the unit is one (document, actor, option). It is found when a predicted
statement of the document has the option and a speaker name that is one of the gold row's names,
equal after normalising or nearly so spelled. *Signed*: the polarities (+1 supports, calls_for; -1
opposes, rejects, condemns; 0 topic only) agree: equal, equal but for 0, or the prediction names one
of two gold signs; a conditional stance is right with either sign. Rows marked ambiguous count
neither way. *Statistics*: a number is found when a predicted one of the document has the same
absolute value, each used once.

*Relations* (ours): the unit is one (document, subject, relation, object). Subjects and objects are
matched like speakers, by every name that the gold file gives the actor anywhere; truces, talks and
alliances hold both ways round. Where the object is an act of violence, which no list names, it is
right if it shares a content word with the gold object ("attack" is none; strikes and raids, bombs
and blasts, killings and murders count as the same word).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
SIGNS = {"supports": 1, "calls_for": 1, "opposes": -1, "rejects": -1, "condemns": -1}
SYMMETRIC = frozenset({"ceasefire_with", "ends_ceasefire_with", "talks_with", "ally_of"})
OF_EVENTS = frozenset({"claims_responsibility", "denies_responsibility", "condemns"})
_PRONOUN = re.compile(
    r"^(he|she|it|they|the (minister|spokesman|report|government|group|party|official)s?)$",
    re.IGNORECASE,
)
_CLOSE = 0.88
_LONG = 6
_STOP = frozenset(
    ["the", "a", "an", "of", "in", "on", "at", "near", "by", "and", "attack", "attacks"]
)


@dataclass(slots=True)
class Counts:
    """Gold, predicted and matched units."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0

    def figures(self, name: str) -> dict[str, float]:
        """Return precision, recall and F1 under NAME_precision, NAME_recall and NAME_f1."""
        p = self.matched / self.predicted if self.predicted else 0.0
        r = self.matched / self.gold if self.gold else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return {f"{name}_f1": f, f"{name}_precision": p, f"{name}_recall": r}


@dataclass(slots=True)
class Tally:
    """The counts of all measures over the documents scored so far, with errors in words."""

    actor_option: Counts = field(default_factory=Counts)
    signed: Counts = field(default_factory=Counts)
    statistics: Counts = field(default_factory=Counts)
    relations: Counts = field(default_factory=Counts)
    kinds: dict[str, Counts] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def kind(self, relation: str) -> Counts:
        """Return the counts of one kind of relation."""
        return self.kinds.setdefault(relation, Counts())

    def figures(self) -> dict[str, float]:
        """Return all figures, fractions from 0 to 1."""
        return {
            **self.actor_option.figures("actor_option"),
            **self.signed.figures("signed"),
            **self.statistics.figures("statistics"),
            **self.relations.figures("relations"),
        }


@dataclass(slots=True)
class _Wanted:
    signs: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ambiguous: bool = True
    conditional: bool = False


def normal(name: str | None) -> str:
    """Return a name in lower case without punctuation."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", (name or "").lower()).split())


def same_actor(names: Iterable[str], *predicted: str | None) -> bool:
    """Return whether one of the predicted names is one of the names, or nearly so spelled."""
    wanted = sorted({normal(name) for name in names if name})
    return any(_alike(normal(name), want) for name in predicted if normal(name) for want in wanted)


def _alike(name: str, want: str) -> bool:
    if name == want:
        return True
    return len(want) > _LONG and difflib.SequenceMatcher(None, name, want).ratio() > _CLOSE


def aliases_of(rows: Iterable[Row]) -> dict[str, set[str]]:
    """Return every name that the gold rows of a file give each actor, by its canonical name."""
    aliases: dict[str, set[str]] = {}
    for gold in rows:
        for row in [*gold["statements"], *gold["positions_from_acts"]]:
            actor = row.get("source_resolved") or row["actor"]
            aliases.setdefault(actor, {actor}).update(row.get("speaker_names") or [])
    return aliases


def score_document(
    tally: Tally,
    gold: Row,
    statements: Sequence[Row],
    statistics: Sequence[Row],
    relations: Sequence[Row],
    aliases: Mapping[str, set[str]],
) -> None:
    """Add one document to the tally; rows have the fields of the exports."""
    _score_statements(tally, gold, statements)
    _score_statistics(tally, gold, statistics)
    score_relations(tally, gold, relations, aliases)


def _wanted(gold: Row) -> dict[tuple[str, str], _Wanted]:
    rows = [(s["source_resolved"], s) for s in gold["statements"]]
    rows += [(s["actor"], s) for s in gold["positions_from_acts"]]
    wanted: dict[tuple[str, str], _Wanted] = {}
    for actor, row in rows:
        if not row.get("option"):
            continue
        item = wanted.setdefault((normal(actor), row["option"]), _Wanted())
        item.signs.add(SIGNS.get(row["stance"], 0))
        item.names.update(_names(actor, row))
        item.ambiguous &= bool(row.get("ambiguous"))
        item.conditional |= bool(row.get("condition"))
    return wanted


def _names(actor: str, row: Row) -> set[str]:
    source = row.get("source") or ""
    written = (
        {source} if len(normal(source)) > len("them") and not _PRONOUN.match(source) else set()
    )
    return {actor, *written, *(row.get("speaker_names") or [])}


def _given(statements: Sequence[Row]) -> dict[tuple[str, str], tuple[set[int], list[str | None]]]:
    given: dict[tuple[str, str], tuple[set[int], list[str | None]]] = {}
    for row in statements:
        if row.get("option"):
            key = (normal(row.get("speaker_name") or row.get("speaker")), row["option"])
            signs, names = given.setdefault(key, (set(), []))
            signs.add(SIGNS.get(row.get("stance") or "", 0))
            names += [row.get("speaker_name"), row.get("speaker")]
    return given


def _score_statements(tally: Tally, gold: Row, statements: Sequence[Row]) -> None:
    given = _given(statements)
    used: set[tuple[str, str]] = set()
    for (actor, option), want in _wanted(gold).items():
        hit = next(
            (
                k
                for k in given
                if k not in used and k[1] == option and same_actor(want.names, *given[k][1])
            ),
            None,
        )
        if hit:
            used.add(hit)
        if want.ambiguous:
            continue
        for counts in (tally.actor_option, tally.signed):
            counts.gold += 1
            counts.predicted += hit is not None
        if hit is None:
            tally.errors.append(f"missed {gold['id']} {actor} {option} {sorted(want.signs)}")
            continue
        tally.actor_option.matched += 1
        agrees = _signs_agree(want, given[hit][0])
        tally.signed.matched += agrees
        if not agrees:
            tally.errors.append(
                f"sign {gold['id']} {actor} {option} {sorted(want.signs)} "
                f"got {sorted(given[hit][0])}"
            )
    for key in given:
        if key not in used:
            tally.actor_option.predicted += 1
            tally.signed.predicted += 1
            tally.errors.append(f"extra {gold['id']} {key[0]} {key[1]} {sorted(given[key][0])}")


def _signs_agree(want: _Wanted, signs: set[int]) -> bool:
    if want.conditional or signs == want.signs:
        return True
    if len(want.signs) > 1 and signs <= want.signs:
        return True
    return signs - {0} == want.signs - {0} != set()


def _score_statistics(tally: Tally, gold: Row, statistics: Sequence[Row]) -> None:
    pool = [row for row in statistics if row.get("value") is not None]
    wanted = [c for c in gold["quantitative_claims"] if isinstance(c["value"], (int, float))]
    tally.statistics.gold += len(wanted)
    tally.statistics.predicted += len(pool)
    for claim in wanted:
        hit = next(
            (r for r in pool if abs(abs(float(r["value"])) - abs(float(claim["value"]))) < 1e-6),
            None,
        )
        if hit is None:
            tally.errors.append(f"number {gold['id']} {claim['measure']} {claim['value']}")
            continue
        pool.remove(hit)
        tally.statistics.matched += 1
    tally.errors += [f"extra number {gold['id']} {r['measure']} {r['value']}" for r in pool]


def score_relations(
    tally: Tally, gold: Row, relations: Sequence[Row], aliases: Mapping[str, set[str]]
) -> None:
    """Add the relations of one document to the tally."""
    pool = list(relations)
    tally.relations.gold += len(gold["relations"])
    tally.relations.predicted += len(pool)
    for row in pool:
        tally.kind(row["relation"]).predicted += 1
    for want in gold["relations"]:
        hit = next((row for row in pool if _same_relation(want, row, aliases)), None)
        tally.kind(want["relation"]).gold += 1
        if hit is None:
            tally.errors.append(
                f"relation {gold['id']} {want['subject']} {want['relation']} {want['object']}"
            )
            continue
        pool.remove(hit)
        tally.relations.matched += 1
        tally.kind(want["relation"]).matched += 1
    tally.errors += [
        f"extra relation {gold['id']} {r['subject']} {r['relation']} {r['object']}" for r in pool
    ]


def _same_relation(want: Row, row: Row, aliases: Mapping[str, set[str]]) -> bool:
    if row["relation"] != want["relation"]:
        return False
    subject = aliases.get(want["subject"], {want["subject"]})
    target = aliases.get(want["object"], {want["object"]})
    straight = same_actor(subject, row["subject"]) and _same_object(want, target, row["object"])
    turned = (
        want["relation"] in SYMMETRIC
        and same_actor(subject, row["object"])
        and same_actor(target, row["subject"])
    )
    return straight or turned


def _same_object(want: Row, names: set[str], given: str) -> bool:
    if same_actor(names, given):
        return True
    return want["relation"] in OF_EVENTS and bool(_content(want["object"]) & _content(given))


_FAMILIES = {
    "strike": ("strike", "strikes", "airstrike", "airstrikes", "raid", "raids"),
    "bomb": ("bomb", "bombs", "bombing", "bombings", "blast", "blasts", "explosion", "explosions"),
    "kill": ("killing", "killings", "murder", "murders", "massacre", "slaughter"),
}
_FAMILY = {word: family for family, words in _FAMILIES.items() for word in words}
_STEM = 5


def _content(words: str) -> set[str]:
    """Return the content words: nouns of violence by family, others by their first five letters."""
    return {_FAMILY.get(w, w[:_STEM]) for w in normal(words).split() if w not in _STOP}
