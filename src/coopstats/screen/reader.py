"""The reader: their language, their selection, and the address that holds both.

A link always speaks before anything remembered: an address that differs from the one written last came from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import streamlit as st

from coopstats.selection import CODED, ELEMENTS, LEFT_OUT, Selection, read_link, read_query
from coopstats.sentence import filter_name
from coopstats.store import Counts, Store, the_store
from coopstats.words import LANGUAGES, SOURCE_LANGUAGE, Words

# Parameters of the address that belong to one page, not to the selection.
PAGE_PARAMETERS = ("agreement", "party", "degree", "order", "page", "measure", "by")
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


def arrive() -> Reader:
    """Read the address when it speaks, else what the reader left in the filters; set the language."""
    store, state = the_store(), st.session_state
    link = {name: st.query_params.get_all(name) for name in st.query_params}
    # A run that was cut short leaves its widgets undrawn, and Streamlit forgets them: the address still knows.
    forgotten = "language" not in state or any(widget(field.name) not in state for field in fields(Selection))
    if "link" not in state or forgotten or (link and link != state.link):
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
    words = Words(state.language, store.labels(state.language))
    selection = taken()
    put(selection)
    return Reader(store, words, selection, state.other, state.get("refused", ()))


def browser_language() -> str:
    """The language of a first visit: the browser's when we speak it, French otherwise."""
    language = (st.context.locale or "").split("-")[0]
    return language if language in LANGUAGES else SOURCE_LANGUAGE


def put(selection: Selection) -> None:
    """Set the filters' widgets to a selection."""
    for field in fields(selection):
        value = getattr(selection, field.name)
        st.session_state[widget(field.name)] = list(value) if isinstance(value, tuple) else value


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
    own = {name: value for name, value in page_parameters.items() if value}
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


def ask_language() -> None:
    """The switch of languages, each under its own name. Page and filters stay as they are."""
    st.segmented_control(
        "Langue · اللغة · Language",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="language",
        required=True,
        label_visibility="collapsed",
    )


def ask_filters(reader: Reader, counts: Counts) -> None:
    """Draw the filters; each value with the number of agreements it holds among those that the other filters let through."""
    words, codes = reader.words, reader.store.codes()

    def ask(name: str, order: Sequence[str] = ()) -> None:
        """One filter; codes come in the given order or else by the number of agreements, those without any left out."""
        held = counts.get(name, {})
        chosen = st.session_state[widget(name)]

        def named(code: str) -> str:
            text = words.label(CODED[name], code.removeprefix(LEFT_OUT))
            if code.startswith(LEFT_OUT):
                return words.say("sauf %(what)s", what=text)
            return f"{text} ({words.number(held.get(code, 0))})"

        st.multiselect(
            filter_name(name, words),
            [code for code in order or held if code in held] + [code for code in chosen if code not in held],
            format_func=named,
            key=widget(name),
            placeholder=words.say("Tous"),
            select_all=False,
        )

    def ask_number(name: str, order: Sequence[int], placeholder: str) -> None:
        """One filter that is a whole number, or none."""
        chosen = st.session_state[widget(name)]
        st.selectbox(
            filter_name(name, words),
            [*([] if chosen in (None, *order) else [chosen]), *order],
            index=None,
            format_func=str,
            key=widget(name),
            placeholder=placeholder,
        )

    with st.sidebar:
        st.markdown(f"#### coopstats\n{words.say('La coopération des collectivités territoriales du Maroc')}")
        st.text_input(filter_name("text", words), key=widget("text"), placeholder=words.say("Nom, ville, projet…"))
        ask("partner_type", codes["partner_types"])
        ask("sector", codes["sectors"])
        ask("priority", codes["priority_sets"])
        ask("region", codes["regions"])
        ask("province")
        ask("level", codes["levels"])
        ask("authority")
        ask("country")
        ask("partner")
        years = sorted(int(year) for year in counts.get("year", {}))
        first, last = st.columns(2)
        with first:
            ask_number("from_year", years, words.say("Toutes"))
        with last:
            ask_number("to_year", years[::-1], words.say("Toutes"))
        ask("mandate", codes["mandates"])
        st.selectbox(
            filter_name("undated", words),
            codes["undated"],
            format_func=lambda code: words.label("undated", code),
            key=widget("undated"),
        )
        ask("instrument", codes["instruments"])
        ask("status", codes["statuses"])
        ask("scope", codes["scopes"])
        first, last = st.columns(2)
        with first:
            ask_number("elements", range(1, ELEMENTS + 1), words.say("Tous"))
        with last:
            ask_number("publishers", range(1, 4), words.say("Tous"))
        st.button(words.say("Effacer tous les filtres"), on_click=clear, width="stretch")
