"""From what a reader filters and wishes to the project that a plan of cooperation is made for: its territory, its sectors, who applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coopstats.selection import LEFT_OUT, Selection
from coopstats.wish import Wish

# Filters that a project answers by itself: on its page its own territory and sectors stand for them.
ANSWERED = ("sector", "level", "region", "province", "authority")


def place_filtered(selection: Selection, places: Mapping[str, str]) -> str:
    """The one territory that the filters ask for, the narrowest first, or nothing; `places` maps an authority to its territory."""
    for codes in (selection.authority, selection.province, selection.region):
        asked = [code for code in codes if not code.startswith(LEFT_OUT)]
        if len(asked) == 1:
            return places.get(asked[0], "") if codes is selection.authority else asked[0]
    return ""


def sectors_filtered(selection: Selection) -> str:
    """The sectors that the filter asks for, parted by a point."""
    return ".".join(code for code in selection.sector if not code.startswith(LEFT_OUT))


def unfiltered(selection: Selection) -> Selection:
    """The selection without the filters that a project answers: its neighbours and peers lie outside of them."""
    for name in ANSWERED:
        selection = selection.without(name)
    return selection


def applying(wish: Wish, level: str) -> Wish:
    """The wish of a territorial authority: the level of its territory says who applies."""
    return replace(wish, applicant=level)
