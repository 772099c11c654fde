"""`statement add`: what an actor said or did about an option, by hand, with its cited source.

It becomes a citation Document (speaker, option, quote and source) and one Statement of the
``hand`` run, so that positions count it like those read from texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from concord.exchange.facts import Fault, days_of
from concord.exchange.hand import CitedSource, HandEntryError, cited_document, source_faults
from concord.identity import statement_id
from concord.model import Document, Stance, Statement, Voice, When

if TYPE_CHECKING:
    from collections.abc import Mapping

    from concord.codebook.book import Codebook

FIELDS = (
    "speaker", "option", "stance", "said", "quote", "voice", "person", "office", "target",
    "country", "condition", "hedged", "forecast",
)  # fmt: skip
NEEDED = ("speaker", "option", "stance", "quote")
STANCES: tuple[Stance, ...] = get_args(Stance)
VOICES: tuple[Voice, ...] = get_args(Voice)
LONGEST_QUOTE = 2000
_TRUE, _FALSE = ("yes", "true", "1"), ("", "no", "false", "0")


class HandStatementError(HandEntryError):
    """What is wrong with a hand-entered statement, field by field."""

    what = "statement"


def hand_statement(
    fields: Mapping[str, str], source: CitedSource, book: Codebook
) -> tuple[Document, Statement]:
    """Return the citation document and its statement; raises HandStatementError.

    ``fields`` are those of FIELDS; ``speaker`` is resolved by the codebook, ``said`` is a day,
    month or year, ``voice`` is own (what it says) unless it acts or is spoken for.
    """
    given = {name: fields[name].strip() for name in FIELDS if fields.get(name, "").strip()}
    faults = [*_faults(given, book), *source_faults(source)]
    if faults:
        raise HandStatementError(faults)
    said = _when(given.get("said"))
    actor = book.resolve_actor(
        given["speaker"], on=said.first if said else None, country=given.get("country")
    )
    target = book.resolve_actor(given["target"]) if "target" in given else None
    document, start = _citation(given, source, book)
    stance = next(each for each in STANCES if each == given["stance"])
    voice = next(each for each in VOICES if each == given.get("voice", "own"))
    return document, Statement(
        id=statement_id(document.id, 0, start, given["option"]),
        document_id=document.id,
        speaker=given["speaker"],
        stance=stance,
        voice=voice,
        start=start,
        end=start + len(given["quote"]),
        quote=given["quote"],
        speaker_id=actor.id if actor else None,
        speaker_name=actor.name if actor else None,
        speaker_side=actor.side if actor else None,
        person=given.get("person"),
        office=given.get("office"),
        option=given["option"],
        target=given.get("target"),
        target_id=target.id if target else None,
        hedged=given.get("hedged", "").casefold() in _TRUE,
        forecast=given.get("forecast", "").casefold() in _TRUE,
        condition=given.get("condition"),
        reported_by=source.publisher,
        said=said,
    )


def _faults(given: Mapping[str, str], book: Codebook) -> list[Fault]:
    found = [Fault(field=name, message="is needed") for name in NEEDED if name not in given]
    closed = {"option": tuple(book.options), "stance": STANCES, "voice": VOICES}
    found += [
        Fault(field=name, message=f"{given[name]!r} is none of {', '.join(known)}")
        for name, known in closed.items()
        if name in given and given[name] not in known
    ]
    for name in ("hedged", "forecast"):
        if given.get(name, "").casefold() not in (*_TRUE, *_FALSE):
            found.append(Fault(field=name, message=f"{given[name]!r} is neither yes nor no"))
    if len(given.get("quote", "")) > LONGEST_QUOTE:
        found.append(Fault(field="quote", message=f"give up to {LONGEST_QUOTE} characters"))
    try:
        _when(given.get("said"))
    except ValueError:
        message = f"{given['said']!r} is no date; write 2023, 2023-05 or 2023-05-31"
        found.append(Fault(field="said", message=message))
    return found


def _when(text: str | None) -> When | None:
    if not text:
        return None
    first, last, precision = days_of(text)
    return When(first=first, last=last, precision=precision, basis="explicit", text=text)


def _citation(
    given: Mapping[str, str], source: CitedSource, book: Codebook
) -> tuple[Document, int]:
    """Return the document, and where the quote begins in it.

    The option stands in the text, so that one quote on two options makes two documents.
    """
    about = book.options[given["option"]].label
    lead = f"{given['speaker']}, on {about} ({given['stance'].replace('_', ' ')}):\n\n"
    return cited_document(lead + given["quote"], source), len(lead)
