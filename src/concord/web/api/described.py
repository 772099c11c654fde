"""What the interface says of itself: the parameters of a scope, once for all of its routes."""

from __future__ import annotations

from typing import Any

from concord.record.choosing import SORTS

_WORDS = {
    "since": "From this day, month or year on: 2023, 2023-05, 2023-05-31.",
    "until": "Up to this day, month or year.",
    "places": "Place names or ids at any level, set apart by commas.",
    "countries": "ISO codes: PK,AF.",
    "actors": "Actor names or ids; a movement takes in its factions.",
    "categories": "militant_attack, state_action, ...",
    "types": "suicide_bombing, armed_attack, ...",
    "statuses": "actual, foiled, planned, alleged.",
    "datasets": "own (the default), or imported data sets.",
    "sources": "Publishers, hosts, addresses or document ids.",
    "run": "Read the codings of this run instead of the latest.",
    "release": "Read this release instead of the working record.",
    "inclusion": "The rule of what is counted, by its name.",
    "reviewed": "true: only incidents that a person ruled on; false: only others.",
}
_WISHES = {
    "q": 'Words or "phrases" that a source holds, and -words that it does not.',
    "targets": "Classes of targets: civilian, security, ...",
    "killed": "At least so many killed (best figure, targets and bystanders).",
    "origins": "At least so many independent speakers.",
    "disputed": "true or false: whether sources disagree on a field.",
    "counted": "true or false: whether the inclusion rule counts it.",
    "review": "machine, accepted, corrected.",
    "group": "A row of the analysis of shares, as perpetrator:bla or district:Bannu.",
}
ERROR: dict[int | str, dict[str, Any]] = {
    status: {
        "description": words,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"error": {"type": "string"}},
                    "required": ["error"],
                }
            }
        },
    }
    for status, words in (
        (400, "Something that cannot be asked for; the words say what can."),
        (404, "Not in the record."),
        (421, "A name under which the record is not served."),
    )
}


def _query(name: str, words: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": words,
        "schema": {"type": "string", **schema},
    }


SCOPE_PARAMETERS = [_query(name, words) for name, words in _WORDS.items()]
LIST_PARAMETERS = [
    *SCOPE_PARAMETERS,
    *(_query(name, words) for name, words in _WISHES.items()),
    _query("sort", "The order of the rows.", enum=list(SORTS)),
]
