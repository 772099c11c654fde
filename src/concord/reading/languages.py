"""The language of a text: as stated by its source, else as recognised, else None."""

from __future__ import annotations

import functools
import re
from typing import Any

# Enough for a sure answer; more costs time and does not change it.
SAMPLE_POINTS = 600
# Fewer letters than a short sentence has, or a less sure answer, and the language stays unknown.
LEAST_LETTERS = 30
LEAST_PROBABILITY = 0.5

# Nigerian Pidgin draws in short English news texts, which then no engine would read.
_CONFUSED = frozenset({"pcm"})
_NO_LANGUAGE = "zxx"

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]{1,30})?")
_NAMES = {
    "arabic": "ar",
    "balochi": "bal",
    "bengali": "bn",
    "dari": "fa",
    "english": "en",
    "farsi": "fa",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "pashto": "ps",
    "persian": "fa",
    "punjabi": "pa",
    "russian": "ru",
    "sindhi": "sd",
    "spanish": "es",
    "turkish": "tr",
    "urdu": "ur",
}


def normalise_language(words: str) -> str | None:
    """Return the primary code of a language tag (``en-GB`` is ``en``) or name, else None."""
    plain = words.strip()
    if plain.lower() in _NAMES:
        return _NAMES[plain.lower()]
    found = _TAG.fullmatch(plain)
    return found[1].lower() if found else None


def recognise_language(text: str) -> str | None:
    """Return the ISO 639 code of the text's language, None if too short, numbers only or unsure."""
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    sure = probability >= LEAST_PROBABILITY and language != _NO_LANGUAGE
    return str(language) if sure else None


def _sample(text: str) -> str:
    """Return the beginning and the middle of a long text: menus in another language come first."""
    if len(text) <= SAMPLE_POINTS:
        return text
    half, middle = SAMPLE_POINTS // 2, len(text) // 2
    return f"{text[:half]}\n{text[middle : middle + half]}"


@functools.cache
def _identifier() -> Any:
    """Return the recogniser, whose model is read (half a second) at the first text only."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code not in _CONFUSED])
    return identifier
