"""The day from which changes are told, the address of the feed, and what the data cannot tell."""

from __future__ import annotations

from datetime import date

import streamlit as st

from coopstats.feed import feed_query
from coopstats.request import Request
from coopstats.screen.view import View


def ask_since(view: View) -> None:
    """Let the reader choose the day; a year before today unless said. The address keeps it."""
    state = st.session_state
    state.since = date.fromisoformat(str(state["since"])) if state.get("since") else None
    st.date_input(
        view.say("Depuis le"), value=None, key="since", format="YYYY-MM-DD", width=220, help=view.say("Sans date : depuis un an.")
    )


def feed_address(view: View) -> None:
    """The address of the same changes for a feed reader, ready to be copied."""
    reader = view.reader
    request = Request(reader.selection, reader.wish, None, "", reader.words.language)
    address = f"feed.atom?{feed_query(request, reader.words.language)}"
    page = st.context.url or ""
    with st.expander(view.say("Suivre ces changements")):
        st.caption(view.say("Cette adresse, donnée à un lecteur de flux (Atom), annonce chaque changement de cette sélection."))
        st.code(f"{page.rpartition('/')[0]}/{address}" if page else f"/{address}", language=None, wrap_lines=True)


def unknown_dates(view: View) -> None:
    """What cannot be told because no column holds it."""
    read = view.words.date(view.ask("holding").iloc[0]["read"])
    st.caption(
        view.say(
            "Le jeu de données ne note pas le jour où un fait y est entré, ni si une page a disparu depuis sa lecture. "
            "Les changements suivent les dates des faits et des pages ; les pages ont été lues pour la dernière fois en : %(read)s.",
            read=read,
        )
    )
