"""What a meeting needs: whom it concerns, which relations sleep, what ends, what is owed, what is open. It prints as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from coopstats.screen.programme_table import programme_table
from coopstats.screen.tables import escaped, link_target, linked_table
from coopstats.screen.view import View
from coopstats.selection import Selection

OWN = "own"
# What a meeting says of those whom it concerns: filters, and the columns of the question `events` that hold their codes.
CONCERNED = {"country": "countries", "partner": "partners", "partner_type": "partner_types"}
OPEN = ("open", "continuous", "upcoming")
LONG_SILENT = 5


@contextmanager
def open_event(view: View) -> Iterator[View]:
    """What the page draws with: the agreements that a meeting concerns, as far as the reader's own filters do not say otherwise."""
    events = view.ask("events").set_index("event")
    event = ask_event(view, events)
    selection = view.selection
    if event != OWN:
        announced(view, event, events[events.index == event].iloc[0])
        asked = {name: events.loc[event, column] for name, column in CONCERNED.items() if not getattr(selection, name)}
        codes: dict[str, Any] = {name: tuple(several.split("|")) for name, several in asked.items() if isinstance(several, str)}
        selection = replace(selection, **codes)
    with view.reader.store.choose(selection, habit="event_pack", wish=view.reader.wish) as choice:
        yield View(replace(view.reader, selection=selection), choice)


def ask_event(view: View, events: pd.DataFrame) -> str:
    """Let the reader choose a meeting, or none: then the filters alone count. Unless said it is the next one that is known."""
    state = st.session_state
    coming = [str(event) for event in events.index[events["to_come"].astype(bool)]]
    known = [*map(str, events.index), OWN]
    state.event = state.get("event") if state.get("event") in known else (coming or [OWN])[0]
    with st.container(key="event_bar"):
        st.selectbox(
            view.say("Rencontre"),
            known,
            format_func=lambda code: (
                view.say("Aucune : mes filtres seulement") if code == OWN else view.words.label("events", code)
            ),
            key="event",
        )
        st.caption(view.say("Cette page s'imprime telle quelle sur du papier A4, sans menus ni filtres."))
    return str(state.event)


def announced(view: View, event: str, row: pd.Series) -> None:
    """The meeting as its page announces it; a place that the page does not give is said to be unknown."""
    words, say = view.words, view.say
    place = row[f"place_{words.language}"]
    first, last = words.date(row["starts"]), words.date(row["ends"])
    told = [
        first if first == last else say("du %(first)s au %(last)s", first=first, last=last),
        words.isolate(place) if isinstance(place, str) else say("lieu non trouvé"),
    ]
    st.markdown(f"**{escaped(words.label('events', event))}** · {escaped(' · '.join(told))}")
    note = row[f"note_{words.language}"]
    source = f"[{say('source')}]({link_target(row['address'])})"
    st.caption(f"{escaped(note)} {source}" if isinstance(note, str) else source)


def relations(view: View) -> None:
    """The relations concerned: first those without a public trace for more than five years or ever, then the living ones."""
    say, answer = view.say, view.ask("relations")
    silent = answer["silent_years"].isna() | (answer["silent_years"].fillna(0) > LONG_SILENT)
    columns = ["authority", "partner", "agreements", "seen", "silent_years"]
    for title, rows, key in (
        (say("Relations endormies : plus de cinq ans sans trace publique"), answer[silent], "sleeping"),
        (say("Relations vivantes"), answer[~silent], "living"),
    ):
        st.header(escaped(f"{title} ({view.words.number(len(rows))})"), anchor=False)
        if rows.empty:
            st.caption(say("Rien de connu pour cette sélection."))
        else:
            linked_table(view.reader, rows, columns, key)
    view.beneath("relations", say("Une absence de trace publique n'est pas une absence de relation. Deux cents lignes au plus."))


def open_programmes(view: View) -> None:
    """The programmes that can be asked, or soon, whose funders are of the countries concerned."""
    say = view.say
    of_countries = Selection(country=view.selection.country)
    with view.reader.store.choose(of_countries, wish=view.reader.wish) as choice:
        rows = choice.ask("programmes")
        due = choice.ask("calls_due")
    rows = rows[rows["window"].isin(OPEN)]
    st.header(say("Programmes ouverts ou à venir"), anchor=False)
    if rows.empty:
        st.caption(say("Aucun programme ouvert n'est connu pour ces pays."))
    else:
        programme_table(view.reader, rows, "open")
    if len(due):
        st.header(say("Appels des 180 prochains jours"), anchor=False)
        linked_table(view.reader, due, ["programme", "date", "call_event", "tranche"], "due")
    st.caption(
        say("Programmes dont un financeur est de ces pays, sans les autres filtres ; un tiret est une information non trouvée.")
    )
