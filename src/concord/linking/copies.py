"""Which texts are copies or light rewrites of one text: twenty reprints are one voice.

Source: Broder (1997), "On the resemblance and containment of documents": the smallest hashes of a
text's shingles are a fair sample of them, and two samples estimate the resemblance of two texts.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from concord.model import Document

SHINGLE_WORDS = 4
SKETCH_SIZE = 96
# Texts are compared if they share one of this many smallest hashes.
BAND = 16
# Half of the sampled shingles: a rewrite by an editor; restated news shares less than a tenth.
COPY_RESEMBLANCE = 0.5
LARGEST_BLOCK = 500
WORD = re.compile(r"\w+")


def group_copies(documents: Iterable[Document]) -> Mapping[str, str]:
    """Return for each document id the id of its copy group: the smallest document id in it."""
    ordered = sorted(documents, key=lambda document: document.id)
    if len(ordered) == 1:
        return {ordered[0].id: ordered[0].id}
    sketches = {document.id: sketch(document.text) for document in ordered}
    parents = {document.id: document.id for document in ordered}
    for one, other in _alike(ordered, sketches):
        a, b = _root(parents, one), _root(parents, other)
        parents[max(a, b)] = min(a, b)
    return {document.id: _root(parents, document.id) for document in ordered}


def sketch(text: str) -> tuple[int, ...]:
    """Return the ``SKETCH_SIZE`` smallest hashes of the text's word shingles, ascending."""
    words = [word.casefold() for word in WORD.findall(text)]
    last = max(len(words) - SHINGLE_WORDS, 0)
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(last + 1)} if words else set()
    return tuple(sorted(_number(shingle) for shingle in shingles)[:SKETCH_SIZE])


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the estimated share of shingles in common, 0 to 1, from two sketches."""
    size = min(SKETCH_SIZE, max(len(one), len(other)))
    union = sorted({*one, *other})[:size]
    shared = set(one) & set(other)
    return sum(value in shared for value in union) / len(union) if union else 0.0


def _alike(
    ordered: Sequence[Document], sketches: Mapping[str, tuple[int, ...]]
) -> list[tuple[str, str]]:
    by_hash: defaultdict[int, list[str]] = defaultdict(list)
    pairs = []
    first_with: dict[str, str] = {}
    for document in ordered:
        twin = first_with.setdefault(document.text_hash, document.id)
        if twin != document.id:
            pairs.append((twin, document.id))
            continue
        seen = {
            other
            for value in sketches[document.id][:BAND]
            for other in by_hash[value][:LARGEST_BLOCK]
        }
        pairs.extend(
            (other, document.id)
            for other in sorted(seen)
            if resemblance(sketches[other], sketches[document.id]) >= COPY_RESEMBLANCE
        )
        for value in sketches[document.id][:BAND]:
            by_hash[value].append(document.id)
    return pairs


def _number(shingle: str) -> int:
    digest = hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _root(parents: dict[str, str], item: str) -> str:
    while parents[item] != item:
        parents[item] = parents[parents[item]]
        item = parents[item]
    return item
