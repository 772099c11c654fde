"""States as actors: for every country its government, armed forces and police."""

from __future__ import annotations

from typing import TYPE_CHECKING

from concord.codebook.entries import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from concord.codebook.tables import Country

_FORCES = ("military", "army", "armed forces", "troops", "soldiers", "air force", "navy")


def state_actors(country: Country, source: str) -> Iterator[Actor]:
    """Yield a country's government, military, security forces and police as actors.

    Ids are ``gov-XX``, ``mil-XX``, ``sec-XX`` and ``pol-XX`` with the ISO 3166 code; a pack that
    knows better gives an actor of the same id.
    """
    code = country.iso2.lower()
    names = (country.name, *country.names)
    adjectives = (*names, *country.demonyms)
    yield Actor(
        id=f"gov-{code}",
        name=f"Government of {country.full_name}",
        kind="government",
        aliases=_government_names(country),
        metonyms=(*names, *((country.capital,) if country.capital else ())),
        side="national_government",
        level="national",
        country=country.iso2,
        source=source,
    )
    for prefix, word, aliases in (
        ("mil", "military", _FORCES),
        ("sec", "security forces", ("security forces", "forces")),
        ("pol", "police", ("police", "police officers", "policemen")),
    ):
        yield Actor(
            id=f"{prefix}-{code}",
            name=f"{country.name} {word}",
            kind="security_force",
            aliases=tuple(f"{adjective} {alias}" for adjective in adjectives for alias in aliases),
            side="police" if prefix == "pol" else "military",
            level="national",
            country=country.iso2,
            parent=f"gov-{code}",
            source=source,
        )


def _government_names(country: Country) -> tuple[str, ...]:
    words = ("government", "authorities", "officials", "administration")
    adjectives = (country.name, *country.names, *country.demonyms)
    return (
        f"Government of {country.name}",
        *(f"{adjective} {word}" for adjective in adjectives for word in words),
        *(f"Government of {name}" for name in country.names),
    )
