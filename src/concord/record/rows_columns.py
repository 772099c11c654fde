"""The columns of each kind of row, in order, with what they hold: for headers and typed tables.

``text``, ``integer``, ``number``, ``truth`` are scalars; ``texts`` a list of strings; ``actors``,
``targets``, ``claims``, ``evidence`` lists of records; ``nested`` a mapping whose keys differ from
row to row; ``any`` a value of the type of whatever field it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

Columns: TypeAlias = Mapping[str, str]

RECORDS: Mapping[str, Columns] = MappingProxyType(
    {
        "actors": {"text": "text", "actor_id": "text", "name": "text", "attribution": "text"},
        "targets": {"text": "text", "actor_id": "text", "name": "text", "class": "text"},
        "claims": {"name": "text", "actor_id": "text", "channel": "text"},
        "evidence": {
            "field": "text",
            "start": "integer",
            "end": "integer",
            "quote": "text",
            "said_by": "text",
        },
    }
)


def _columns(**named: str) -> dict[str, str]:
    """Return the columns in the order of the arguments: type=names separated by spaces."""
    return {name: key.split("_")[0] for key, names in named.items() for name in names.split()}


_DOCUMENT = "document_id document_external_id document_url"
_RANGES = " ".join(
    f"{measure}_{bound}"
    for measure in (
        "killed",
        "killed_attackers",
        "killed_total",
        "injured",
        "abducted",
        "arrested",
    )
    for bound in ("low", "best", "high")
)
_FACTS = _columns(
    text_1="type category status",
    truth_1="background",
    text_2="part_of happened_from happened_to happened_precision place place_id",
    number_1="latitude longitude",
    text_3="place_precision admin2 admin1 country",
    actors_1="perpetrators",
    targets_1="targets",
    text_4="target_class tactic weapon",
    nested_1="toll",
    integer_1=_RANGES,
    claims_1="claimed_by denied_by",
    text_5="summary",
    number_2="confidence",
    evidence_1="evidence",
)

COLUMNS: Mapping[str, Columns] = MappingProxyType(
    {
        "documents": _columns(
            text_1=f"{_DOCUMENT} source publisher title published language media supersedes",
            text_2="text_hash",
            integer_1="characters",
            text_3="text",
        ),
        "events": _columns(text_1=f"event_id {_DOCUMENT} document_published incident_id") | _FACTS,
        "incidents": _columns(
            text_1="incident_id",
            texts_1="aliases event_ids",
            text_2=f"event_id {_DOCUMENT} document_published",
        )
        | _FACTS
        | _columns(
            text_1="dataset",
            texts_1="document_urls",
            integer_1="outlets origins",
            texts_2="disputed",
            nested_1="assertions",
            text_2="toll_rule review release",
        ),
        "statements": _columns(
            text_1=f"statement_id {_DOCUMENT} speaker speaker_id speaker_name person office",
            text_2="speaker_side voice cue stance option target target_id",
            truth_1="hedged forecast",
            text_3="condition reported_by utterance_id said_from said_to quote",
            integer_1="start end",
            number_1="confidence",
        ),
        "positions": _columns(
            text_1="actor_id actor_name option from to",
            number_1="stance",
            integer_1="n_plain n_acts n_conditional n_hedged n_attributed utterances",
            texts_1="statements",
            text_2="certainty words",
        ),
        "relations": _columns(
            text_1=f"relation_id {_DOCUMENT} subject subject_id relation object object_id",
            text_2="when_from when_to quote",
            integer_1="start end",
            number_1="confidence",
        ),
        "statistics": _columns(
            text_1=f"statistic_id {_DOCUMENT} measure",
            number_1="value low high",
            text_2="unit",
            texts_1="actors places",
            text_3="period_from period_to comparator_from comparator_to source origin quoted_via",
            text_4="quote",
            integer_1="start end",
        ),
        "verdicts": _columns(
            text_1=f"statistic_id {_DOCUMENT} measure",
            number_1="value low high",
            text_2="unit",
            texts_1="actors places",
            text_3="period_from period_to comparator_from comparator_to source origin quoted_via",
            text_4="quote",
            integer_1="start end",
            text_5="verdict",
            number_2="computed",
            text_6="definition reason",
            texts_2="incident_ids",
            text_7="understood",
            integer_2="tried",
            texts_3="notes",
        ),
        "decisions": _columns(
            integer_1="sequence",
            text_1="kind",
            texts_1="subjects",
            text_2="field",
            any_1="value",
            text_3="note",
            integer_2="undoes",
            text_4="who recorded",
        ),
        "agreement": _columns(
            text_1="actor_a name_a actor_b name_b option from to",
            number_1="congruence conflict subtract",
            text_2="normalisation",
            number_2="interval_low interval_high",
            integer_1="n n_a n_b",
            number_3="ignore agreeing",
            integer_2="options",
            truth_1="enough consensus",
        ),
        "acts": _columns(text_1="act_id actor actor_id option act date", texts_1="statements"),
        "problems": _columns(text_1="where code message stage"),
    }
)
