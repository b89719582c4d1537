"""Through which priorities the agreements are looked at: a set of the dataset, or sectors picked by the reader.

    lens=afd_casablanca_settat       the priorities of that set, in its own words
    lens=transport,energy            each of these sectors is a priority

The lens narrows nothing. It becomes two temporary tables beside `chosen`: `lens`, one row a priority, and `touched`, which
combinations of sectors touch it. Without a lens the views of these names (afterwards.sql) make a priority of every sector.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

BETWEEN = ","


@dataclass(frozen=True)
class Lens:
    """A priority set by its code, or sectors in the order of their list; `sectors` counts only where there is no set."""

    priority_set: str = ""
    sectors: tuple[str, ...] = ()

    def link(self) -> str:
        """The lens as the value of its parameter; sectors of which none is left are a comma alone."""
        return self.priority_set or BETWEEN.join(self.sectors) or BETWEEN

    def statements(self) -> Iterator[tuple[str, dict[str, object]]]:
        """The statements that make the tables `lens` and `touched`, each with its parameters."""
        if self.priority_set:
            asked: dict[str, object] = {"priority_set": self.priority_set}
            yield "create temp table lens as from set_priority where priority_set = $priority_set", asked
            yield "create temp table touched as from set_touched where priority_set = $priority_set", asked
        else:
            asked = {"sectors": list(self.sectors)}
            yield "create temp table lens as from sector_priority where sectors in (select unnest($sectors::varchar[]))", asked
            yield "create temp table touched as from main.touched where priority in (select priority from lens)", {}


def read_lens(value: str, codes: Mapping[str, Sequence[str]]) -> tuple[Lens | None, list[str]]:
    """The lens that a parameter asks for, and what in it is unknown; without any parameter the first set, where there is one."""
    asked = list(dict.fromkeys(part.strip() for part in value.split(BETWEEN)))
    sets, sectors = codes.get("priority_sets", ()), codes["sectors"]
    if len(asked) == 1 and asked[0] in sets:
        return Lens(priority_set=asked[0]), []
    unknown = [part for part in asked if part and part not in sectors]
    picked = tuple(code for code in sectors if code in asked)
    if picked or (BETWEEN in value and not unknown):
        return Lens(sectors=picked), unknown
    return (Lens(priority_set=sets[0]) if sets else None), unknown
