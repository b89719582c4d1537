"""The register: all chosen agreements, a page at a time."""

from __future__ import annotations

import streamlit as st

from coopstats.asking import Page
from coopstats.screen.tables import listing
from coopstats.screen.view import View

ROWS_A_PAGE = 50


def register(view: View) -> None:
    """All chosen agreements, a page at a time, in the order the reader picks."""
    total = view.total()
    pages = -(-total // ROWS_A_PAGE)
    state = st.session_state
    names = {
        "latest": view.say("Les plus récents d'abord"),
        "oldest": view.say("Les plus anciens d'abord"),
        "title": view.say("Par titre"),
        "partner_type": view.say("Par type de partenaire"),
        "status": view.say("Par statut"),
        "amount": view.say("Par devise et montant"),
    }
    state.order = state.get("order") if state.get("order") in names else "latest"
    with st.container(horizontal=True, vertical_alignment="bottom", key="register_bar"):
        st.selectbox(view.say("Ordre"), list(names), format_func=names.__getitem__, key="order", width=280)
        asked = str(state.get("page") or 1)
        state.page = int(asked) if asked.isdigit() and 1 <= int(asked) <= pages else 1
        st.number_input(view.say("Page, sur %(pages)s", pages=pages), 1, pages, key="page", width=160)
    page = Page(state.order, (state.page - 1) * ROWS_A_PAGE, ROWS_A_PAGE, view.words.language)
    listing(view.reader, view.rows(page), "register")
    view.beneath("agreements")
