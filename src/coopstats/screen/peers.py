"""A territory beside its peers: which one the reader looks at, and the agreements of the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pandas as pd
import streamlit as st

from coopstats.screen.tables import escaped, register_link
from coopstats.screen.view import View

MEASURES = ("agreements", "per_100000")


def ask_territory(view: View) -> str | None:
    """Which authority to compare, and in what measure. None where no authority of the selection has a place."""
    words, state, say = view.words, st.session_state, view.say
    levels = dict(view.ask("peers")[["authority", "level"]].drop_duplicates("authority").itertuples(index=False, name=None))
    if not levels:
        st.info(say("Aucune collectivité de cette sélection n'a de population connue."))
        return None
    busiest = next((code for code in view.ask("agreements_by_authority")["authority"] if code in levels), next(iter(levels)))
    state.territory = state.get("territory") if state.get("territory") in levels else busiest
    state.measure = state.get("measure") if state.get("measure") in MEASURES else MEASURES[0]
    with st.container(horizontal=True, vertical_alignment="bottom", key="peers_bar"):
        st.selectbox(
            say("Collectivité"),
            [code for code in view.reader.store.codes()["authorities"] if code in levels],
            format_func=lambda code: words.authority(code, levels[code]),
            key="territory",
        )
        st.segmented_control(say("Compter"), MEASURES, format_func=words.heading, key="measure", required=True)
    return str(state.territory)


def group_of(view: View, authority: str) -> list[str]:
    """The authority and its peers, the nearest first."""
    peers = view.ask("peers")
    return [authority, *peers[peers["authority"] == authority]["peer"]]


@contextmanager
def beside_peers(view: View, group: Sequence[str]) -> Iterator[View]:
    """A view of the agreements of the group alone, whatever authorities the selection asks for."""
    reader = view.reader
    other = replace(reader.other, authority=tuple(group)) if reader.other else None
    reader = replace(reader, selection=replace(reader.selection, authority=tuple(group)), other=other)
    with ExitStack() as opened:
        choices = [opened.enter_context(reader.store.choose(one)) for one in (reader.selection, other) if one is not None]
        yield View(reader, *choices)


def names_of(view: View, group: Sequence[str]) -> dict[str, str]:
    """The authorities with how many agreements they have, and how many of these have no date; beside another selection their names alone."""
    if len(view.choices) > 1:
        return {code: view.words.label("authorities", code) for code in group}
    found = view.ask("authorities_compared")
    counts = dict(zip(found["authority"], zip(found["agreements"], found["dated"], strict=True), strict=True))
    named = {}
    for code in group:
        n, dated = map(int, counts.get(code, (0, 0)))
        told = view.say_n("%(n)s accord", "%(n)s accords", n)
        undated = " · " + view.say("sans date : %(n)s", n=n - dated) if n > dated else ""
        named[code] = f"{view.words.label('authorities', code)} · {told}{undated}"
    return named


def sectors_named(view: View, group: Sequence[str]) -> list[str]:
    """The sectors in which any of the group has an agreement."""
    found = view.ask("authorities_by_sector")
    return list(dict.fromkeys(found[found["authority"].isin(group)]["sector"]))


def side_by_side(view: View, whole: View, title: str, group: list[str], *, note: str) -> None:
    """The group as a table: population, urban share, distance in population, agreements, and how many for a hundred thousand inhabitants."""
    words = view.words
    found = view.ask("authorities_compared").set_index("authority").reindex(group)
    peers = whole.ask("peers")
    facts = peers[peers["authority"] == group[0]].set_index("peer").reindex(group)
    urban = found["urban_share"].combine_first(facts["urban_share"])
    shown = {
        "authority": [
            f"[{escaped(words.label('authorities', code))}]({register_link(view.reader, authority=[code])})" for code in group
        ],
        "population_2024": [words.number(int(n)) for n in found["population_2024"].combine_first(facts["population_2024"])],
        "urban_share": [words.percent(share) if pd.notna(share) else "—" for share in urban],
        "population_gap": [words.number(None if pd.isna(n) else int(n)) or "—" for n in facts["population_gap"]],
        "agreements": [words.number(0 if pd.isna(n) else int(n)) for n in found["agreements"]],
        "per_100000": [words.number(0 if pd.isna(n) else float(n)) for n in found["per_100000"]],
    }
    st.header(escaped(title), anchor=False)
    with st.container(key="table_peers"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")
    view.beneath("authorities_compared", note)
