"""What the reader asks with: the switch of languages, and the filters beside every page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coopstats.choosing import EVERY_FILTER
from coopstats.screen.reader import Reader, clear, widget
from coopstats.selection import CODED, ELEMENTS, LEFT_OUT, Selection
from coopstats.sentence import filter_name
from coopstats.store import Counts
from coopstats.words import LANGUAGES

# Filters that are drawn when they are looked for: what nobody sees need not be drawn, named and sent anew on every click.
SELDOM = (
    "province",
    "level",
    "authority",
    "partner",
    "mandate",
    "undated",
    "instrument",
    "status",
    "scope",
    "elements",
    "publishers",
)


def counted() -> frozenset[str]:
    """The filters whose values stand on the page with their numbers; a source is asked for on its own page."""
    unseen = {"source"} if st.session_state.get("more_filters") else {"source", *SELDOM}
    return EVERY_FILTER - unseen


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
            persist_state="session",
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
            persist_state="session",
        )

    with st.sidebar:
        st.markdown(f"**coopstats**\n\n{words.say('La coopération des collectivités territoriales du Maroc')}")
        if "brought" in counts.get("origin", {}):
            ask("origin", codes["origins"])
        st.text_input(filter_name("text", words), key=widget("text"), placeholder=words.say("Nom, ville, projet…"))
        ask("partner_type", codes["partner_types"])
        ask("sector", codes["sectors"])
        ask("priority", codes["priority_sets"])
        ask("region", codes["regions"])
        ask("country")
        years = sorted(int(year) for year in counts.get("year", {}))
        first, last = st.columns(2)
        with first:
            ask_number("from_year", years, words.say("Toutes"))
        with last:
            ask_number("to_year", years[::-1], words.say("Toutes"))
        more = st.expander(seldom_used(reader), key="more_filters", on_change="rerun")
        if more.open:
            with more:
                ask("province")
                ask("level", codes["levels"])
                ask("authority")
                ask("partner")
                ask("mandate", codes["mandates"])
                st.selectbox(
                    filter_name("undated", words),
                    codes["undated"],
                    format_func=lambda code: words.label("undated", code),
                    key=widget("undated"),
                    persist_state="session",
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


def seldom_used(reader: Reader) -> str:
    """What the control over the seldom used filters is called: how many of them are set stands beside it."""
    asked = sum(getattr(reader.selection, name) != getattr(Selection(), name) for name in SELDOM)
    if not asked:
        return reader.words.say("Plus de filtres")
    return reader.words.say_n("Plus de filtres (%(n)s actif)", "Plus de filtres (%(n)s actifs)", asked)
