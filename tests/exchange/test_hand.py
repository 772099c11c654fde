from __future__ import annotations

import pytest

from concord.codebook.book import load
from concord.exchange import hand_incident
from concord.exchange.hand import CitedSource, HandIncidentError

BOOK = load()
FIELDS = {
    "type": "armed_attack",
    "happened_from": "2015-03-02",
    "place": "Sibi",
    "killed": "2",
    "summary": "Two guards were shot dead in Sibi.",
}
SOURCE = CitedSource(
    title="Two guards killed",
    publisher="Jang",
    published="2015-03-03",
    reference="page 3",
    language="ur",
    note="Read on microfilm.",
)


def test_it_is_a_citation_and_an_event_whose_words_stand_in_it() -> None:
    document, event = hand_incident(FIELDS, SOURCE, BOOK)
    assert document.media == "citation"
    assert (document.language, document.publisher, document.published) == (
        "ur",
        "Jang",
        "2015-03-03",
    )
    assert document.text[event.start : event.end] == FIELDS["summary"]
    assert "Two guards killed. Jang. 2015-03-03. page 3" in document.text
    assert event.id == f"{document.id}-e0-gun-1"
    (evidence,) = event.evidence
    assert document.text[evidence.start : evidence.end] == evidence.quote


def test_the_same_entry_twice_is_the_same_document_and_event() -> None:
    assert hand_incident(FIELDS, SOURCE, BOOK) == hand_incident(FIELDS, SOURCE, BOOK)


def test_everything_wrong_is_said_at_once() -> None:
    source = CitedSource(title=" ", url="jang.com.pk", language="Urdu", published="3 March")
    with pytest.raises(HandIncidentError) as caught:
        hand_incident({"type": "shooting", "killed": "two"}, source, BOOK)
    told = str(caught.value)
    for field in ("title", "url", "language", "published", "summary", "type", "killed"):
        assert f"\n{field}: " in told


def test_a_source_must_be_findable() -> None:
    with pytest.raises(HandIncidentError, match="publisher: give a publisher, a url or an archive"):
        hand_incident(FIELDS, CitedSource(title="A leaflet"), BOOK)
    document, _ = hand_incident(FIELDS, CitedSource(title="A leaflet", reference="IOR 12"), BOOK)
    assert document.source == "A leaflet; IOR 12"
