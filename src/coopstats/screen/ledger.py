"""The ledger of commitments: what was promised by and to whom, by state, those with a date due first."""

from __future__ import annotations

import streamlit as st

from coopstats.screen.register import ROWS_A_PAGE, first_row
from coopstats.screen.tables import linked_table
from coopstats.screen.view import View

COLUMNS = ("text", "title", "partners", "bearer", "debtor", "due", "state")


def ledger(view: View) -> None:
    """The commitments of the chosen agreements, of one state or of all, some rows at a time."""
    say, words, state = view.say, view.words, st.session_state
    answer = view.ask("commitments")
    st.header(say("Le registre des engagements"), anchor=False)
    if answer.empty:
        st.caption(say("Rien de connu pour cette sélection."))
        return
    held = answer["state"].value_counts()
    codes = [code for code in view.reader.store.codes()["commitment_states"] if code in held.index]
    state.state = state.get("state") if state.get("state") in codes else None
    with st.container(horizontal=True, vertical_alignment="bottom", key="ledger_bar"):
        st.selectbox(
            say("État"),
            codes,
            format_func=lambda code: f"{words.label('commitment_states', code)} ({words.number(int(held[code]))})",
            key="state",
            placeholder=say("Tous"),
            width=280,
        )
        shown = answer[answer["state"] == state.state] if state.state else answer
        first = first_row(view, len(shown))
    linked_table(view.reader, shown.iloc[first : first + ROWS_A_PAGE], COLUMNS, "commitments")
    view.beneath(
        "commitments",
        say("Les échéances connues d'abord ; mille engagements au plus. Le filtre des partenaires les réduit aux leurs."),
    )
