"""The register: all chosen agreements, and all pages they rest on, some rows at a time."""

from __future__ import annotations

import streamlit as st

from coopstats.paging import Page
from coopstats.screen.tables import listing, source_listing
from coopstats.screen.take import take_register
from coopstats.screen.view import View

ROWS_A_PAGE = 50


def register(view: View) -> None:
    """All chosen agreements, a page at a time, in the order the reader picks."""
    state = st.session_state
    names = {"relevance": view.say("Par pertinence")} if view.selection.text else {}
    names |= {
        "latest": view.say("Les plus récents d'abord"),
        "oldest": view.say("Les plus anciens d'abord"),
        "title": view.say("Par titre"),
        "partner_type": view.say("Par type de partenaire"),
        "status": view.say("Par statut"),
        "amount": view.say("Par devise et montant"),
    }
    state.order = state.get("order") if state.get("order") in names else next(iter(names))
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="register_bar"):
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            st.selectbox(view.say("Ordre"), list(names), format_func=names.__getitem__, key="order", width=280)
            page = Page(state.order, first_row(view, view.total()), ROWS_A_PAGE, view.words.language)
        take_register(view)
    listing(view.reader, view.rows(page), "register")
    view.beneath("agreements")


def sources(view: View) -> None:
    """Every page that the chosen agreements rest on, those with most agreements first."""
    answer = view.ask("sources")
    st.header(view.say("Toutes les pages, et ce qui repose sur chacune"), anchor=False)
    first = first_row(view, len(answer))
    source_listing(view.reader, answer.iloc[first : first + ROWS_A_PAGE])
    view.beneath("sources", view.say("Le nombre d'accords mène à ces accords."))


def first_row(view: View, total: int) -> int:
    """Let the reader turn the pages; the place of the first row to show, counted from 0."""
    state, pages = st.session_state, max(1, -(-total // ROWS_A_PAGE))
    asked = str(state.get("page") or 1)
    page = int(asked) if asked.isdigit() and 1 <= int(asked) <= pages else 1
    state.page = page
    st.number_input(view.say("Page, sur %(pages)s", pages=pages), 1, pages, key="page", width=160)
    return (page - 1) * ROWS_A_PAGE
