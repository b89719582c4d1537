"""Through which priorities the reader looks: the choice of a set or of sectors, and who works on each priority."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from coopstats.lens import Lens
from coopstats.screen.tables import escaped, link_target, register_link
from coopstats.screen.view import View

OWN = "own"


def ask_lens(view: View) -> Lens | None:
    """Let the reader choose a priority set or sectors of their own; those begin with the sectors looked through so far."""
    lens, words, state = view.reader.lens, view.words, st.session_state
    codes = view.reader.store.codes()
    state.lens_set = (lens.priority_set or OWN) if lens else OWN
    with st.container(horizontal=True, vertical_alignment="bottom", key="lens_bar"):
        st.selectbox(
            view.say("Priorités"),
            [*codes.get("priority_sets", ()), OWN],
            format_func=lambda code: view.say("Des secteurs de mon choix") if code == OWN else words.label("priority_sets", code),
            key="lens_set",
            on_change=take_set,
            args=(sectors_of(view),),
        )
    if lens and lens.priority_set:
        origin(view, lens.priority_set)
        return lens
    state.lens_sectors = list(lens.sectors) if lens else []
    st.multiselect(
        view.say("Secteurs regardés comme priorités"),
        codes["sectors"],
        format_func=words.labels("sectors").__getitem__,
        key="lens_sectors",
        on_change=take_sectors,
        placeholder=view.say("Choisir des secteurs"),
        select_all=False,
    )
    return lens


def take_set(sectors: Sequence[str]) -> None:
    """Look through the set that was picked, or through the sectors of the last one."""
    state = st.session_state
    state.lens = Lens(sectors=tuple(sectors)).link() if state.lens_set == OWN else state.lens_set
    state.refused = ()


def take_sectors() -> None:
    """Look through the sectors that were picked."""
    st.session_state.lens = Lens(sectors=tuple(st.session_state.lens_sectors)).link()


def sectors_of(view: View) -> list[str]:
    """The sectors of the priorities looked through, each once, in the order of the priorities."""
    return list(dict.fromkeys(code for codes in view.ask("priorities")["sectors"] for code in codes.split("|")))


def origin(view: View, code: str) -> None:
    """Whose list of priorities it is, and the page it rests on."""
    sets = view.ask("priority_sets").set_index("priority_set").loc[code]
    owners = [view.words.label("parties", party) for party in (sets["party"], sets["partner"]) if isinstance(party, str)]
    told = view.say("Liste de : %(owners)s", owners=escaped(view.words.list(owners)))
    page = f" · [{view.say('Source')}]({link_target(sets['address'])})" if isinstance(sets["address"], str) else ""
    st.caption(told + page)


def at_work(view: View, title: str, *, note: str = "") -> None:
    """Each priority with its agreements and the partners and authorities who work on it, each leading to the register."""
    words, reader = view.words, view.reader
    names = view.ask("priorities")
    st.header(escaped(title), anchor=False)

    def those(name: str, column: str, code_list: str) -> list[str]:
        found = view.ask(name)
        return [
            some(view, found[found["sectors"] == sectors], column, code_list, str(sectors).split("|"))
            for sectors in names["sectors"]
        ]

    shown = {
        "priority": [
            linked(words.isolate(wording), register_link(reader, sector=sectors.split("|")))
            for wording, sectors in zip(names[f"wording_{words.language}"], names["sectors"], strict=True)
        ],
        "agreements": [words.number(int(n)) for n in names["agreements"]],
        "partners": those("partners_by_priority", "partner", "parties"),
        "authorities": those("authorities_by_priority", "authority", "authorities"),
    }
    with st.container(key="rows_at_work"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")
    view.beneath("partners_by_priority", note)


def some(view: View, found: pd.DataFrame, column: str, code_list: str, sectors: Sequence[str]) -> str:
    """The first few who work on a priority, each with the number of agreements, and how many more there are."""
    if found.empty:
        return "—"
    words, total = view.words, int(found[found.columns[-1]].iloc[0])
    named = [
        view.say(
            "%(name)s (%(n)s)",
            name=linked(words.label(code_list, code), register_link(view.reader, sector=sectors, **{column: [str(code)]})),
            n=int(n),
        )
        for code, n in zip(found[column], found["agreements"], strict=True)
    ]
    more = total - len(found)
    return words.list(named + ([view.say_n("%(n)s autre", "%(n)s autres", more)] if more else []))


def linked(text: str, target: str | None) -> str:
    """A text that leads somewhere, or only itself."""
    return f"[{escaped(text)}]({target})" if target else escaped(text)
