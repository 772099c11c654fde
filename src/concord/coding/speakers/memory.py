"""What a text has named so far, for the descriptions that name nobody by themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from concord.coding.speakers.sources import Source


@dataclass(slots=True)
class Memory:
    """What has been named so far in one text: the last organisation of every kind."""

    last: dict[str, Source] = field(default_factory=dict)
    heads: dict[str, Source] = field(default_factory=dict)
    history: list[Source] = field(default_factory=list)
    nation: str | None = None  # a country that no pack knows, by its name in the text

    def note(self, source: Source) -> None:
        """Remember the source as the last of its kind."""
        if source.name is None or source.weak:
            return
        self.history.append(source)
        if source.kind in {"actor", "name"} and not source.metonym:
            self.heads[source.label.split()[-1].casefold()] = source
        group = source.group or "name"
        self.last[group] = source
        if (source.side and "provinc" in source.side) or source.side == "subnational_government":
            self.last["provincial"] = source
        elif group == "government":
            self.last["national"] = source
        if source.metonym:
            return
        self.last["any"] = source

    def armed(self) -> Source | None:
        """Return the armed group named last."""
        found = [self.last[g] for g in ("armed_group", "movement", "criminal") if g in self.last]
        return max(found, key=lambda s: s.end, default=None)

    def minister(self, head: str) -> Source | None:
        """Return whom "the minister" or "the home minister" alone stands for: the last one named.

        ``head`` is the title in lower case; there is one prime minister, who needs no looking up.
        """
        if not head.endswith("minister") or head.endswith("prime minister"):
            return None
        offices = ((s, (s.office or "").casefold()) for s in reversed(self.history))
        same = (s for s, o in offices if head in o and "prime minister" not in o)
        return next(same, None)
