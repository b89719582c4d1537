"""Around an agreement: its parties, the frame above it and the agreements below, and the pages it rests on."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coopstats.asking import Choice
from coopstats.screen.tables import escaped, link_target, party_link, sheet_link
from coopstats.screen.view import View


def party_line(view: View, party: pd.Series) -> str:
    """A party, leading to its page, with its kind, its country unless Moroccan, and its role unless it is simply a party."""
    words = view.words
    name = f"[{escaped(words.label('parties', party['party']))}]({party_link(words, party['party'])})"
    line = f"{name} · {escaped(words.label('kinds', party['kind']))}"
    if party["country"] not in ("MA", "INT"):
        line += f" · {escaped(words.label('countries', party['country']))}"
    return line + ("" if party["role"] == "party" else f" — *{escaped(words.label('roles', party['role']))}*")


def relatives(view: View, one: Choice) -> None:
    """The framework above and the agreements below, as the records say."""
    found = one.ask("agreement_relatives")
    titles = {"parent": view.say("Accord-cadre"), "child": view.say("Accords qui en découlent")}
    column = f"title_{view.words.language}"
    for relation, rows in found.groupby("relation", sort=False):
        st.markdown(f"**{titles[str(relation)]}**")
        links = [f"- [{escaped(row[column])}]({sheet_link(view.reader, row['fact_id'])})" for _, row in rows.iterrows()]
        st.markdown("\n".join(links))


def sources(view: View, one: Choice) -> None:
    """Every page the agreement rests on, each one click away."""
    st.header(view.say("Sources"), anchor=False)
    st.markdown("\n".join(source_lines(view, one.ask("agreement_sources"))))


def source_lines(view: View, pages: pd.DataFrame) -> list[str]:
    """Pages as lines of a list: title, publisher, language, date, what kind of source it is."""
    words = view.words
    lines = []
    for _, source in pages.iterrows():
        title = source["source_title"] if isinstance(source["source_title"], str) else source["address"]
        details = [
            source["publisher"] if isinstance(source["publisher"], str) else "",
            words.label("languages", source["language"]) if isinstance(source["language"], str) else "",
            words.date(source["published"] if isinstance(source["published"], str) else None),
            words.label("confidences", source["confidence"]),
        ]
        told = " · ".join(escaped(words.isolate(detail)) for detail in details if detail)
        lines.append(f"- [{escaped(words.isolate(title))}]({link_target(source['address'])})  \n  {told}")
    return lines
