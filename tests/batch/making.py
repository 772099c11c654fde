"""What the tests of batches share: documents to code, and whether there is a cluster to be had."""

from __future__ import annotations

import importlib.util
import os

import pytest

from concord.identity import document_id, text_hash
from concord.model import Document

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None and not os.environ.get("CONCORD_REQUIRE_SERVICES"),
    reason="Ray is not installed",
)


def invented_document(number: int, text: str = "") -> Document:
    """Return a document of a number; without a text one that tells of an event."""
    text = text or (
        f"Rebels kidnapped {number + 2} teachers near Maiduguri on 3 May 2021. Case {number}."
    )
    return Document(
        id=document_id(text, f"doc-{number}"),
        text=text,
        source=f"doc-{number}",
        text_hash=text_hash(text),
        published="2021-05-04",
        language="en",
    )
