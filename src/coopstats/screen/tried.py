"""Nothing was found: what each word finds by itself, and the places that bear the name."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from coopstats.screen.reader import Reader, address
from coopstats.screen.tables import escaped
from coopstats.searching import Term, alternatives


def tried(reader: Reader) -> None:
    """Say what was tried: each term alone among the other filters, then places of this name with what to choose instead."""
    wanted = [term for part in alternatives(reader.selection.text) for term in part if not term.left_out]
    lines = [found_alone(reader, term) for term in wanted]
    lines += [place_line(reader, *place) for term in wanted for place in reader.store.places_named(term.words)]
    if lines:
        st.markdown("\n".join(f"- {line}" for line in dict.fromkeys(lines)))


def found_alone(reader: Reader, term: Term) -> str:
    """How many agreements one term finds, the other filters being as they are."""
    selection = replace(reader.selection, text=f'"{term.words}"')
    with reader.store.choose(selection) as choice:
        n = int(choice.ask("agreements_dated").iloc[0]["agreements"])
    words = reader.words
    told = words.say_n("« %(text)s » seul : %(n)s accord", "« %(text)s » seul : %(n)s accords", n, text=words.isolate(term.words))
    return link(replace(reader, selection=selection), told) if n else escaped(told)


def place_line(reader: Reader, place: str, level: str, province: str | None, region: str) -> str:
    """A place of this name, and the agreements of its province or region."""
    words = reader.words
    within, name = ("province", province) if province else ("region", region)
    selection = replace(reader.selection, text="", **{within: (name,)})  # type: ignore[arg-type]
    with reader.store.choose(selection) as choice:
        n = int(choice.ask("agreements_dated").iloc[0]["agreements"])
    told = words.say_n(
        "%(place)s (%(level)s), dans : %(within)s, %(n)s accord",
        "%(place)s (%(level)s), dans : %(within)s, %(n)s accords",
        n,
        place=words.isolate(reader.store.place_name(place, words.language)),
        level=words.inside(words.label("levels", level)),
        within=words.isolate(words.label(f"{within}s", name)),
    )
    return link(replace(reader, selection=selection), told) if n else escaped(told)


def link(reader: Reader, text: str) -> str:
    """A line that leads to the register with another selection."""
    return f"[{escaped(text)}](agreements?{urlencode(address(reader), doseq=True)})"
