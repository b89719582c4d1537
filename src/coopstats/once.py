"""What is made once for each store, and forgotten with it: a store that is shown no more must not be held by what was made of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Keeps(Protocol):
    """What holds what was made of it."""

    made: dict[tuple[object, ...], Any]


Kept = TypeVar("Kept", bound=Keeps)
Made = TypeVar("Made")
Given = ParamSpec("Given")


def once(make: Callable[Concatenate[Kept, Given], Made]) -> Callable[Concatenate[Kept, Given], Made]:
    """A function of a store, or a method of it, that answers anew only what it was not asked before."""

    @wraps(make)
    def kept(store: Kept, /, *given: Given.args, **named: Given.kwargs) -> Made:
        key = (make.__qualname__, *given, *named.values())
        if key not in store.made:
            store.made[key] = make(store, *given, **named)
        made: Made = store.made[key]
        return made

    return kept
