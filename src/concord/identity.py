"""Identity of the nouns: places in texts, hashed so that any process gives the same id."""

from __future__ import annotations

import hashlib
import unicodedata


def text_hash(text: str) -> str:
    """Return 32 hex digits naming the text; whitespace runs and Unicode forms do not matter."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def document_id(text: str, source: str) -> str:
    """Return ``d`` and 16 hex digits of the exact text and the source it came from."""
    joined = f"{source}\x00{text}".encode("utf-8", "surrogatepass")
    return "d" + hashlib.sha256(joined).hexdigest()[:16]


def event_id(document: str, anchor: int, family: str, ordinal: int = 1) -> str:
    """Return the event's id: document, anchor offset, type family and ordinal at that anchor."""
    return f"{document}-e{anchor}-{family}-{ordinal}"


def incident_id(first_event: str) -> str:
    """Return the incident's id from the id of its smallest member event."""
    return "i" + first_event[1:]


def statement_id(document: str, speaker: int, content: int, about: str) -> str:
    """Return the statement's id: document, speaker and content anchors, option or target."""
    return f"{document}-s{speaker}-{content}-{about}"


def run_id(engine: str, coder: str, model: str, codebook: str) -> str:
    """Return ``r`` and 12 hex digits of the four versions that make the run key."""
    key = f"{engine}\x00{coder}\x00{model}\x00{codebook}".encode()
    return "r" + hashlib.sha256(key).hexdigest()[:12]
