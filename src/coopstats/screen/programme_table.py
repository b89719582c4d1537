"""Programmes as rows of a table, each leading to its sheet; on a phone each becomes a paragraph."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coopstats.screen.reader import Reader
from coopstats.screen.tables import SECTORS_SHOWN, UNKNOWN, escaped, programme_link, some_names


def programme_name(reader: Reader, programme: str) -> str:
    """A programme's name as a link to its sheet."""
    return f"[{escaped(reader.words.label('programmes', programme))}]({programme_link(reader.words, programme)})"


def programme_table(reader: Reader, rows: pd.DataFrame, key: str) -> None:
    """Rows of the question `programmes`."""
    words = reader.words
    shown = {
        "programme": [programme_name(reader, code) for code in rows["programme"]],
        "funder_type": [escaped(words.label("partner_types", code)) for code in rows["funder_type"]],
        "applicants": [escaped(some_names(codes, "applicants", words, SECTORS_SHOWN)) or UNKNOWN for codes in rows["applicants"]],
        "supports": [
            escaped(some_names(codes, "funding_instruments", words, SECTORS_SHOWN)) or UNKNOWN for codes in rows["supports"]
        ],
        "rate_max": [UNKNOWN if pd.isna(rate) else words.rate(rate) for rate in rows["rate_max"]],
        "max_amount": [
            words.money(None if pd.isna(a) else a, None if pd.isna(c) else str(c)) or UNKNOWN
            for a, c in zip(rows["max_amount"], rows["amount_currency"], strict=True)
        ],
        "window": [escaped(words.label("windows", code)) for code in rows["window"]],
    }
    with st.container(key=f"rows_{key}"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")
