"""The calls of programmes as a list: those that are open, to come or expected, and then the latest."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from coopstats.screen.programme_table import programme_name
from coopstats.screen.tables import UNKNOWN, escaped, link_target
from coopstats.screen.view import View

CALLS_SHOWN = 40


def today() -> str:
    """The reader's day as the server knows it, as YYYY-MM-DD."""
    return str(datetime.now().astimezone().date())


def known_calls(view: View) -> None:
    """Each call with its dates as they are known, its state and its page."""
    words, say = view.words, view.say
    answer = view.ask("calls")
    order = answer["call_state"].map({code: n for n, code in enumerate(view.reader.store.codes()["call_states"])})
    rows = answer.loc[order.sort_values(kind="stable").index].head(CALLS_SHOWN)
    st.header(say("Les appels"), anchor=False)
    shown = {
        "programme": [programme_name(view.reader, programme) for programme in rows["programme"]],
        "tranche": [escaped(words.isolate(text)) for text in rows[f"tranche_{words.language}"]],
        "opens": dates(rows["opens"], view),
        "closes": dates(rows["closes"], view),
        "call_state": [escaped(words.label("call_states", code)) for code in rows["call_state"]],
        "source": [f"[{say('source')}]({link_target(address)})" for address in rows["address"]],
    }
    with st.container(key="rows_calls"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")
    st.caption(
        say(
            "Quarante au plus : ouverts, à venir et attendus d'abord, puis les plus récents ; le fichier des données les dit tous."
        )
    )


def dates(column: pd.Series, view: View) -> list[str]:
    """Dates in words; an unknown one is a dash."""
    return [view.words.date(date) if isinstance(date, str) else UNKNOWN for date in column]
