"""The reader: their language, their selection, and the address that holds both.

A link always speaks before anything remembered: an address that differs from the one written last came from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import streamlit as st

from coopstats.lens import Lens, read_lens
from coopstats.screen.visitor import the_guest
from coopstats.selection import CODED, LEFT_OUT, Selection, read_link, read_query
from coopstats.showing import the_store
from coopstats.store import Store
from coopstats.wish import Wish, read_wish
from coopstats.words import LANGUAGES, SOURCE_LANGUAGE, Words

# Parameters of the address that belong to some pages, not to the selection: who goes on to another page leaves them behind.
WISHED = tuple(field.name for field in fields(Wish) if field.name != "since")
PARAMETERS = {
    "agreement": ("agreement",),
    "agreements": ("order", "page"),
    "calls": WISHED,
    "commitments": ("state",),
    "eligibility": WISHED,
    "event": ("event", *WISHED),
    "finder": WISHED,
    "map": ("measure", "by"),
    "network": ("party", "degree"),
    "overlap": ("lens", *WISHED),
    "party": ("party", "order", "page"),
    "peers": ("territory", "measure"),
    "priorities": ("lens",),
    "programme": WISHED,
    "programmes": ("order", "page", *WISHED),
    "sdgs": WISHED,
    "sources": ("page",),
    "watch": ("since",),
}
PAGE_PARAMETERS = tuple(dict.fromkeys(name for names in PARAMETERS.values() for name in names))
# The parameter that holds the selection to compare with, as the query of its own link.
COMPARED = "vs"


@dataclass(frozen=True)
class Reader:
    """Who looks: words in their language, what they chose, what they compare it with, and what a link asked for in vain."""

    store: Store
    words: Words
    selection: Selection
    other: Selection | None
    refused: tuple[tuple[str, str], ...]
    wish: Wish
    lens: Lens | None


def arrive() -> Reader:
    """Read the address when it speaks, else what the reader left in the filters; set the language."""
    guest, state = the_guest(), st.session_state
    store = guest.store if guest else the_store()
    link = {name: st.query_params.get_all(name) for name in st.query_params}
    # A run that was cut short leaves its widgets undrawn, and Streamlit forgets them: the address still knows.
    forgotten = "language" not in state or any(widget(field.name) not in state for field in fields(Selection))
    # What another dataset no longer knows is named and dropped, as of any link.
    replaced = state.get("shown") != store.version
    state.shown = store.version
    if "link" not in state or forgotten or replaced or (link and link != state.link):
        selection, refused = read_link(link, store.codes())
        state.refused = tuple(refused)
        put(selection)
        language = (link.get("lang") or [""])[0]
        state.language = language if language in LANGUAGES else state.get("language") or browser_language()
        if language and language not in LANGUAGES:
            state.refused += (("lang", language),)
        state.other = read_query(link[COMPARED][0], store.codes()) if link.get(COMPARED) else None
        for name in PAGE_PARAMETERS:
            state[name] = (link.get(name) or [""])[0]
        if state.lens:
            lens, unknown = read_lens(state.lens, store.codes())
            state.refused += tuple(("lens", part) for part in unknown)
            state.lens = lens.link() if lens else ""
        wish, refused = read_wish(link, store.codes())
        state.refused += tuple(refused)
        hold(wish)
    wish, _ = read_wish({field.name: [held(field.name)] for field in fields(Wish)}, store.codes())
    lens, _ = read_lens(state.lens, store.codes())
    words = Words(state.language, store.labels(state.language))
    selection = taken()
    # A code that was asked for as well as left out stands twice in its widget.
    if any(len(state[widget(name)]) > len(getattr(selection, name)) for name in CODED):
        put(selection)
    return Reader(store, words, selection, state.other, state.get("refused", ()), wish, lens)


def browser_language() -> str:
    """The language of a first visit: the browser's when we speak it, French otherwise."""
    language = (st.context.locale or "").split("-")[0]
    return language if language in LANGUAGES else SOURCE_LANGUAGE


def put(selection: Selection) -> None:
    """Set the filters' widgets to a selection."""
    for field in fields(selection):
        value = getattr(selection, field.name)
        st.session_state[widget(field.name)] = list(value) if isinstance(value, tuple) else value


def held(name: str) -> str:
    """A parameter of a page as the address writes it; several codes are parted by a point."""
    value = st.session_state.get(name)
    return ".".join(value) if isinstance(value, list) else str(value or "")


def hold(wish: Wish) -> None:
    """Set the widgets of pages on programmes to a wish."""
    for field in fields(wish):
        st.session_state[field.name] = getattr(wish, field.name)


def taken() -> Selection:
    """The selection as the filters' widgets hold it."""
    held = {field.name: st.session_state[widget(field.name)] for field in fields(Selection)}
    chosen: dict[str, Any] = {name: last_of_each(value) if isinstance(value, list) else value for name, value in held.items()}
    return Selection(**chosen)


def last_of_each(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes, each once: one that is asked for as well as left out counts as it was chosen last."""
    last = {code.removeprefix(LEFT_OUT): code for code in codes}
    return tuple(last.values())


def widget(name: str) -> str:
    """The key of a filter's widget."""
    return f"filter_{name}"


def write_address(reader: Reader, page_parameters: dict[str, str]) -> None:
    """Make the address say language, selection and the page's own parameters; what did not change is not written."""
    link = address(reader, **page_parameters)
    st.session_state.link = {name: [v] if isinstance(v, str) else list(v) for name, v in link.items()}
    if {name: st.query_params.get_all(name) for name in st.query_params} != st.session_state.link:
        st.query_params.from_dict(link)


def address(reader: Reader, **page_parameters: str) -> dict[str, str | list[str]]:
    """The parameters of a link to this selection in this language."""
    own = {name: str(value) for name, value in page_parameters.items() if value}
    if reader.other is not None:
        own[COMPARED] = reader.other.query() or "scope=territorial"
    return {"lang": reader.words.language} | reader.selection.to_link() | own


def turn(name: str, code: str) -> None:
    """Leave out what was asked for, or ask for what was left out."""
    put(taken().turned(name, code))


def compare() -> None:
    """Keep the present selection beside the one that the reader goes on to choose."""
    st.session_state.other = taken()


def swap() -> None:
    """Let the two selections change places: the filters then change the other one."""
    here = taken()
    put(st.session_state.other)
    st.session_state.other = here


def compare_no_more() -> None:
    """Show one selection again."""
    st.session_state.other = None


def remove(name: str, code: str | None) -> None:
    """Take a part out of the selection: what a click on that part does."""
    put(taken().without(name, code))
    st.session_state.refused = ()


def clear() -> None:
    """Take all filters away."""
    put(Selection())
    st.session_state.refused = ()


def open_scope() -> None:
    """Show the agreements of all Moroccan parties."""
    put(replace(taken(), scope=()))


def close_scope() -> None:
    """Show the agreements of territorial authorities only."""
    put(replace(taken(), scope=Selection.scope))
