"""Whose agreements are shown: those of territorial authorities, unless the reader asks for all."""

from __future__ import annotations

import streamlit as st

from coopstats.once import once
from coopstats.screen.reader import Reader, close_scope, open_scope
from coopstats.selection import Selection
from coopstats.store import Store


@once
def beyond_territories(store: Store) -> int:
    """How many agreements are those of the State, of public bodies and of others."""
    with store.choose(Selection(scope=())) as everything:
        counts = everything.ask("filter_counts")
    return sum(
        int(n)
        for name, code, n in zip(counts["filter"], counts["code"], counts["agreements"], strict=True)
        if name == "scope" and code != "territorial"
    )


def scope_notice(reader: Reader) -> None:
    """Say whose agreements are shown; those of the State and of public bodies are one click away."""
    if reader.selection.scope not in ((), Selection.scope):
        return
    others = beyond_territories(reader.store)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="scope_notice"):
        if reader.selection.scope:
            st.caption(
                reader.words.say_n(
                    "Accords des collectivités territoriales. %(n)s autre, de l'État ou d'établissements publics, n'est pas compté ici.",
                    "Accords des collectivités territoriales. %(n)s autres, de l'État et d'établissements publics, ne sont pas comptés ici.",
                    others,
                ),
                width="content",
            )
            st.button(reader.words.say("Les montrer aussi"), on_click=open_scope, type="tertiary", key="open_scope")
        else:
            st.caption(
                reader.words.say("Accords de toutes les parties marocaines, État et établissements publics compris."),
                width="content",
            )
            st.button(
                reader.words.say("Collectivités territoriales seulement"),
                on_click=close_scope,
                type="tertiary",
                key="close_scope",
            )
