"""The reader: their language, their selection, and the address that holds both.

A link always speaks before anything remembered: an address that differs from the one written last came from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

import streamlit as st

from coopstats.selection import CODED, Selection, filter_name, read_link
from coopstats.store import Store, the_store
from coopstats.words import LANGUAGES, SOURCE_LANGUAGE, Words

# Parameters of the address that belong to one page, not to the selection.
PAGE_PARAMETERS = ("agreement", "party", "degree", "order", "page")


@dataclass(frozen=True)
class Reader:
    """Who looks: words in their language, what they chose, and what a link asked for that does not exist."""

    store: Store
    words: Words
    selection: Selection
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
        for name in PAGE_PARAMETERS:
            state[name] = (link.get(name) or [""])[0]
    words = Words(state.language, store.labels(state.language))
    return Reader(store, words, taken(), state.get("refused", ()))


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
    chosen: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}
    return Selection(**chosen)


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
    return {"lang": reader.words.language} | reader.selection.to_link() | own


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


@cache
def options(store: Store, language: str, scope: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """What each filter offers within a scope: filter → code → name with the number of agreements, the most first.

    The filter of scopes itself counts within all of them.
    """
    words = Words(language, store.labels(language))
    offered: dict[str, dict[str, str]] = {}
    for counted_in, only_scope in (((), True), (scope, False)):
        with store.choose(Selection(scope=counted_in)) as choice:
            counts = choice.ask("filter_counts")
        for name, code, n in zip(counts["filter"], counts["code"], counts["agreements"], strict=True):
            if (name == "scope") == only_scope:
                label = words.label(CODED.get(name, ""), code)
                offered.setdefault(name, {})[code] = f"{label} ({words.number(int(n))})"
    return offered


def ask_filters(reader: Reader) -> Selection:
    """Draw the filters and give the selection they hold."""
    words, codes = reader.words, reader.store.codes()
    held = options(reader.store, words.language, reader.selection.scope)

    def ask(name: str, order: Sequence[str] = ()) -> None:
        """One filter; codes come in the given order or else by the number of agreements, those without any left out."""
        named = held.get(name, {})
        chosen = st.session_state[widget(name)]
        codes_shown = [code for code in order or named if code in named] + [code for code in chosen if code not in named]
        st.multiselect(
            filter_name(name, words),
            codes_shown,
            format_func=lambda code: named.get(code) or words.label(CODED[name], code),
            key=widget(name),
            placeholder=words.say("Tous"),
            select_all=False,
        )

    with st.sidebar:
        st.markdown(f"#### coopstats\n{words.say('La coopération des collectivités territoriales du Maroc')}")
        st.text_input(filter_name("text", words), key=widget("text"), placeholder=words.say("Nom, ville, projet…"))
        ask("partner_type", codes["partner_types"])
        ask("sector", codes["sectors"])
        ask("priority", codes["priority_sets"])
        ask("region", codes["regions"])
        ask("level", codes["levels"])
        ask("authority")
        ask("country")
        ask("partner")
        years = sorted(int(year) for year in held.get("year", {}))
        first, last = st.columns(2)
        for column, name, order in ((first, "from_year", years), (last, "to_year", years[::-1])):
            chosen_year = st.session_state[widget(name)]
            column.selectbox(
                filter_name(name, words),
                [*([] if chosen_year in (None, *order) else [chosen_year]), *order],
                index=None,
                format_func=str,
                key=widget(name),
                placeholder=words.say("Toutes"),
            )
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
        st.button(words.say("Effacer tous les filtres"), on_click=clear, width="stretch")
    return taken()
