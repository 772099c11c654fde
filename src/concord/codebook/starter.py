"""Write a starter pack: a folder of commented YAML to fill in."""

from __future__ import annotations

from pathlib import Path

from concord.codebook.packs import shipped_packs
from concord.codebook.tables import COLUMNS
from concord.errors import ConcordError
from concord.regexes import lazy_regex

_NAME = lazy_regex(r"[a-z][a-z0-9_-]{0,39}")


class StarterError(ConcordError):
    """A starter pack cannot be written under a name or into a folder."""


_PACK = """\
# What this pack is. `concord pack check {name}` explains every fault.
name: {name}
title: {name}
version: "1"
description: What the pack covers, in a sentence.
requires: [world]      # packs whose actors, places and terms this one builds on
licence: CC BY 4.0     # the licence of your own entries
"""

_ACTORS = """\
# Organisations. An actor of an id that an earlier pack has replaces it and keeps its names.
# - id: example-front          # short, small letters, never changed once used
#   name: Example Front        # the name as your tables print it
#   kind: armed_group          # armed_group security_force government party movement criminal
#                              # international media institute judiciary civil_society
#                              # tribal communal
#   aliases: [EF, Front of Examples]   # other names; capitals are matched letter by letter
#   local: [the Front]         # names that hold only in texts about its country
#   country: PK                # ISO 3166-1 alpha-2
#   parent: another-actor      # what it belongs to or split from
#   founded: 2014-08           # a day, a month or a year; leave out what you do not know
#   ended: 2020-08-17
#   source: where you have it from, or unconfirmed
[]
"""

_OFFICES = """\
# Offices and who held them. Whoever holds an office speaks for its actor on that day.
# - id: cm-example
#   title: Chief Minister of Example
#   actor: gov-example         # the actor that it speaks for
#   aliases: [Example Chief Minister, Example CM]
#   bare: [Chief Minister]     # titles that name it only in a text about its country
#   country: PK
#   holders:
#     - {person: Full Name, aliases: [Short Name], since: 2021-03-02, until: 2024-03-01,
#        party: example-party, caretaker: false, source: unconfirmed}
[]
"""

_EPOCHS = """\
# What units were called, and to what they belonged, until a day (inclusive).
# - {country: PK, admin1: New Province, admin2: A District, was_admin1: Old Territory,
#    was_admin2: A Agency, until: 2018-05-30}
[]
"""

_INCLUSION = """\
# What a figure under this rule counts. Every figure prints `words`.
name: own_attacks
label: Attacks (our rule)
words: >
  Attacks are incidents that happened, by militants, in which somebody was killed or hurt.
statuses: [actual]
categories: [militant_attack]
families: [bomb, gun, air, shell, kidnap]
summaries: false
background: true
"""

_SOURCES = """\
# Sources of the pack {name}

Name here every data set and page, with its licence.
"""


def write_starter(name: str, folder: Path = Path()) -> Path:
    """Write the pack NAME into ``folder/NAME`` and return that folder.

    A bad name or a folder that exists and is not empty raises StarterError.
    """
    if not _NAME.fullmatch(name):
        raise StarterError(
            f"{name!r} is no name for a pack: use small letters, digits, - and _, a letter first."
        )
    if name in shipped_packs():
        raise StarterError(f"A pack {name!r} ships with Concord: give yours a name of its own.")
    target = folder / name
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StarterError(f"{target} is there already: choose another name or folder.")
    files = {
        "pack.yaml": _PACK.format(name=name),
        "actors.yaml": _ACTORS,
        "offices.yaml": _OFFICES,
        "epochs.yaml": _EPOCHS,
        "inclusion/own_attacks.yaml": _INCLUSION,
        "places/places.tsv": "\t".join(COLUMNS) + "\n",
        "SOURCES.md": _SOURCES.format(name=name),
    }
    for path, content in files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return target
