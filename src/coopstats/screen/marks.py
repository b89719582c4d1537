"""Marks: how well a field is known, and who says so, behind one click."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from coopstats.screen.tables import escaped, link_target
from coopstats.screen.view import View

MARKS = {"stated": ":green", "inferred": ":orange", "conflict": ":red", "corrected": ":blue", "unknown": ":gray"}


def mark(view: View, name: str, usual: str, about: pd.DataFrame, *, note: str = "", pages: Sequence[str] = ()) -> None:
    """A small mark (stated, inferred, in conflict, corrected, unknown) that opens the claims behind it.

    `usual` is the mark without any claim, `note` how an inferred value was reached, `pages` the addresses that a stated one rests on.
    """
    say = view.say
    stances = list(about["stance"])
    stance = next((s for s in ("conflict", "corrected", "inferred") if s in stances), usual)
    label = {
        "stated": say("énoncé"),
        "inferred": say("déduit"),
        "conflict": say("contredit"),
        "corrected": say("corrigé"),
        "unknown": say("inconnu"),
    }[stance]
    with st.popover(f"{MARKS[stance]}[{escaped(label)}]", type="tertiary", key=f"mark_{name}", on_change="rerun") as box:
        if not box.open:
            return
        if usual == "inferred" and note:
            st.markdown(escaped(note))
        if about.empty:
            st.markdown(say("La source principale le dit.") if usual == "stated" else say("Aucune source trouvée ne le dit."))
        st.markdown("\n".join(f"- [{escaped(view.words.isolate(page))}]({link_target(page)})" for page in dict.fromkeys(pages)))
        for _, claim in about.iterrows():
            reading(view, claim)


def reading(view: View, claim: pd.Series) -> None:
    """One claim: what is kept, what another source says, side by side, and why."""
    words, say = view.words, view.say
    st.markdown(f"**{escaped(words.label('stances', claim['stance']))}**")
    kept, other = st.columns(2)
    for column, title, value, language, address_of in (
        (kept, say("Lecture retenue"), claim["value"], claim["language"], claim["address"]),
        (other, say("Autre lecture"), claim["other_value"], claim["other_language"], claim["other_address"]),
    ):
        with column:
            st.caption(title)
            st.markdown(escaped(words.isolate(value)) if isinstance(value, str) else "—")
            if isinstance(address_of, str):
                told = words.label("languages", language) if isinstance(language, str) else say("source")
                st.markdown(f"[{escaped(told)}]({link_target(address_of)})")
    st.markdown(escaped(claim[f"reason_{words.language}"]))
