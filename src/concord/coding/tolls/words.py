"""The toll reader's vocabulary, compiled once from the lexicons ``effects`` and ``victims``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from concord.errors import ConcordError
from concord.regexes import lazy_regex

if TYPE_CHECKING:
    from concord.codebook.book import Codebook

Order = Literal["either", "after", "before", "noun", "of"]
_ORDERS: tuple[Order, ...] = ("either", "after", "before", "noun", "of")
_LETTERS = lazy_regex(r"[^\W\d_]+")
_COMMON = frozenset(
    ["their", "those", "been", "among", "back", "one", "down", "through", "police", "without",
     "met", "had", "have", "the", "was", "were", "are", "is"]
)  # fmt: skip
_SETTINGS = frozenset({"modifiers", "none", "superseded", "turns"})


class LexiconError(ConcordError):
    """A lexicon file lacks a part that the reader needs, or has it in another shape."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"Lexicon {name!r}: {detail}. See packs/world/lexicon/{name}.yaml.")


@dataclass(frozen=True, slots=True)
class EffectWord:
    """A phrase that tells an effect: its words, and where the people stand beside it."""

    words: tuple[str, ...]
    effect: str
    order: Order


@dataclass(frozen=True, slots=True)
class Noun:
    """A word or phrase for people: class, and whether it stands for one, for several or both."""

    victim_class: str
    singular: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the reader looks words up in; phrases are tuples of lower-case words.

    ``counted`` holds the nouns that tell their effect themselves ("12 deaths", "three bodies");
    ``cues`` has a word of each phrase of effects, so that a sentence without one tells none.
    """

    effects: Mapping[str, tuple[EffectWord, ...]]
    zero: Mapping[str, tuple[EffectWord, ...]]
    nouns: Mapping[tuple[str, ...], Noun]
    ranks: Mapping[tuple[str, ...], str]
    bodies: Mapping[tuple[str, ...], str]
    modifiers: frozenset[str]
    persons: frozenset[str]
    initiators: frozenset[str]
    relations: frozenset[str]
    not_people: frozenset[str]
    subclasses: frozenset[str]
    counted: Mapping[str, str]
    superseded: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset()
    longest: int = field(default=4)


@lru_cache(maxsize=1)
def shipped() -> Lexicon:
    """Return the lexicon of the shipped ``world`` pack."""
    import yaml

    folder = files("concord") / "packs" / "world" / "lexicon"
    read = {
        name: yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
        for name in ("effects", "victims")
    }
    return build(read["effects"], read["victims"])


@lru_cache(maxsize=8)
def lexicon_of(book: Codebook) -> Lexicon:
    """Return the lexicon of a codebook's packs, compiled once for each book."""
    return build(book.lexicon("effects"), book.lexicon("victims"))


def build(effects: Mapping[str, Any], victims: Mapping[str, Any]) -> Lexicon:
    """Return the compiled lexicon of two loaded files (``Codebook.lexicon`` gives the same).

    Raises LexiconError for a file without its main parts.
    """
    if not isinstance(victims.get("classes"), Mapping):
        raise LexiconError("victims", "no mapping 'classes'")
    if "killed" not in effects:
        raise LexiconError("effects", "no effect 'killed'")
    classes: Mapping[str, Any] = victims["classes"]
    words = tuple(_effect_words(effects))
    counted = {" ".join(word.words): word.effect for word in words if word.order == "noun"}
    nouns = _nouns(classes)
    for phrase in counted:
        parts = tuple(phrase.split())
        singular = not parts[-1].endswith("s") and parts[-1] not in {"bodies", "lives"}
        nouns.setdefault(parts, Noun("unknown", singular=singular, plural=not singular))
    told = [word for word in words if word.order != "noun"]
    zero = tuple(_zero_words(effects.get("none") or {}))
    return Lexicon(
        effects=_by_first(told),
        zero=_by_first(zero),
        cues=frozenset(_cue(word) for word in (*told, *zero)),
        nouns=nouns,
        ranks=_listed(classes, "ranks"),
        bodies=_listed(classes, "bodies"),
        modifiers=frozenset(effects.get("modifiers") or ()),
        persons=frozenset(victims.get("persons") or ()),
        initiators=frozenset(victims.get("initiators") or ()),
        relations=frozenset(victims.get("relations") or ()),
        not_people=frozenset(victims.get("not_people") or ()),
        subclasses=frozenset([*(victims.get("women") or ()), *(victims.get("children") or ())]),
        counted=counted,
        superseded=tuple(effects.get("superseded") or ()),
        turns=tuple(effects.get("turns") or ()),
        longest=max(len(phrase) for phrase in nouns),
    )


def _effect_words(effects: Mapping[str, Any]) -> Iterable[EffectWord]:
    for effect, orders in effects.items():
        if effect in _SETTINGS:
            continue
        for order in _ORDERS:
            for phrase in orders.get(order) or ():
                yield EffectWord(tuple(_phrase(phrase)), effect, order)


def _zero_words(none: Mapping[str, list[str]]) -> Iterable[EffectWord]:
    for effect, phrases in none.items():
        for phrase in phrases:
            yield EffectWord(tuple(phrase.lower().split()), effect, "noun")


def _cue(word: EffectWord) -> str:
    """Return the longest run of letters of a phrase that is not in every other sentence."""
    runs: list[str] = _LETTERS.findall(" ".join(p for p in word.words if p != "ADJ"))
    return max(runs, key=lambda run: (run not in _COMMON, len(run)))


def _phrase(phrase: str) -> list[str]:
    return [word if word == "ADJ" else word.lower() for word in phrase.split()]


def _by_first(words: Iterable[EffectWord]) -> dict[str, tuple[EffectWord, ...]]:
    """Group phrases by their first word, longest first."""
    grouped: dict[str, list[EffectWord]] = {}
    for word in words:
        grouped.setdefault(word.words[0], []).append(word)
    return {
        first: tuple(sorted(listed, key=lambda word: -len(word.words)))
        for first, listed in grouped.items()
    }


def _nouns(classes: Mapping[str, Any]) -> dict[tuple[str, ...], Noun]:
    table: dict[tuple[str, ...], Noun] = {}
    for victim_class, parts in classes.items():
        for entry in parts.get("nouns") or ():
            single, plural = _forms(entry)
            same = single == plural
            _enter(table, single, Noun(victim_class, singular=True, plural=same))
            _enter(table, plural, Noun(victim_class, singular=same, plural=True))
    return table


def _enter(table: dict[tuple[str, ...], Noun], phrase: tuple[str, ...], noun: Noun) -> None:
    """Enter a form; a second entry of the same class adds its number ("two youth", "youths")."""
    known = table.setdefault(phrase, noun)
    if known.victim_class == noun.victim_class:
        singular, plural = known.singular or noun.singular, known.plural or noun.plural
        table[phrase] = Noun(noun.victim_class, singular=singular, plural=plural)


def _forms(entry: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    single, _, plural = entry.lower().partition("/")
    words = tuple(single.split())
    return words, tuple(plural.split()) if plural else (*words[:-1], _pluralise(words[-1]))


def _pluralise(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return word + "s"


def _listed(classes: Mapping[str, Any], part: str) -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for victim_class, parts in classes.items():
        for entry in parts.get(part) or ():
            table.setdefault(tuple(entry.lower().split()), victim_class)
    return table
