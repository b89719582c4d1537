"""The map on the screen: what it counts, at which level, the click that selects a territory, and the same as a table.

What is counted and the level stand in the address as `measure` and `by`. Where a dataset brings no outlines the table stands alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from coopstats.charts import Figure, Territory, territories
from coopstats.findings import first_on_map
from coopstats.screen.drawing import plot
from coopstats.screen.reader import address, put, taken
from coopstats.screen.tables import UNKNOWN, escaped, written
from coopstats.screen.view import View
from coopstats.selection import LEFT_OUT, Selection
from coopstats.sentence import sentence
from coopstats.words import Words

LEVELS = ("region", "province")
MONEY = ("amount_mad", "amount_eur", "amount_usd")
MEASURES = ("agreements", "per_100000", *MONEY)
QUESTIONS = {"region": "map_by_region", "province": "map_by_province"}


def asked(name: str, options: tuple[str, ...]) -> str:
    """What the address or the reader chose among some options, the first of which is the usual one."""
    state = st.session_state
    state[name] = state.get(name) if state.get(name) in options else options[0]
    return str(state[name])


def selected(selection: Selection, by: str, place: str) -> Selection:
    """The selection after a click on a territory: that one alone, or without it when it was chosen before."""
    if by == "province":
        return replace(selection, province=() if selection.province == (place,) else (place,))
    return replace(selection, region=() if selection.region == (place,) else (place,), province=())


def click(place: str, by: str) -> None:
    """Take the territory that was clicked into the filters."""
    put(selected(taken(), by, place))
    st.session_state.refused = ()


def write(measure: str, words: Words) -> Callable[[float], str]:
    """How a value of a measure is written."""
    return words.round_number if measure in MONEY else lambda value: words.number(int(value) if value == int(value) else value)


def territory_map(view: View) -> None:
    """The controls, the map with its table beside it, and all that belongs to a chart."""
    say, words = view.say, view.words
    with st.container(horizontal=True, key="map_bar"):
        by = asked("by", LEVELS)
        levels = {"region": say("Régions"), "province": say("Provinces et préfectures")}
        st.segmented_control(say("Découpage"), LEVELS, format_func=levels.__getitem__, key="by", required=True)
        measure = asked("measure", MEASURES)
        st.selectbox(say("Ce que montre la carte"), MEASURES, format_func=words.heading, key="measure", width=260)
    answers = within([choice.ask(QUESTIONS[by]) for choice in view.choices], view, by)
    answers = [each.sort_values([measure, by], ascending=[False, True], na_position="last") for each in answers]
    titles = [first_on_map(answer, words, by, measure) for answer in answers]
    outlines = view.reader.store.outlines()
    drawn: dict[int, tuple[str, Figure]] = {}
    if not all(place in outlines for place in answers[0][by]):
        st.header(escaped(titles[0]), anchor=False)
        st.caption(say("Ce jeu de données n'a pas de contours : les territoires sont en tableau seulement."))
        table(view, answers[0], by, measure)
    elif len(answers) == 1:
        st.header(escaped(titles[0]), anchor=False)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            drawn[0] = titles[0], draw(view, answers, 0, by, measure)
        with right:
            table(view, answers[0], by, measure)
    else:
        for number, place in enumerate(st.columns(len(answers), gap="large")):
            with place:
                st.header(escaped(titles[number]), anchor=False)
                st.caption(escaped(sentence(view.choices[number].selection, words)))
                drawn[number] = titles[number], draw(view, answers, number, by, measure)
        table(view, answers[0], by, measure)
    view.beneath(QUESTIONS[by], note(view, by, measure), drawn)


def within(answers: list[pd.DataFrame], view: View, by: str) -> list[pd.DataFrame]:
    """Of provinces only those of the regions that are chosen, or chosen to compare with."""
    asked_for = [[code for code in choice.selection.region if not code.startswith(LEFT_OUT)] for choice in view.choices]
    if by == "region" or not all(asked_for):
        return answers
    regions = [code for codes in asked_for for code in codes]
    return [answer[answer["province"].str[:2].isin(regions)] for answer in answers]


def draw(view: View, answers: list[pd.DataFrame], number: int, by: str, measure: str) -> Figure:
    """One map of those side by side, in their common classes; only the first, that of the filters, takes clicks.

    Each selection draws a new one, so that a second click on a territory is a click again.
    """
    words, outlines, answer = view.words, view.reader.store.outlines(), answers[number]
    selection = view.choices[number].selection
    told = write(measure, words)
    shown = [
        Territory(
            outlines[place],
            words.label(f"{by}s", place),
            None if pd.isna(value) else float(value),
            view.say("rien de connu") if pd.isna(value) or not value else told(value),
        )
        for place, value in zip(answer[by], answer[measure], strict=True)
    ]
    regions = sorted({place[:2] for place in answer[by]} if by == "province" else ())
    figure = territories(
        shown,
        words,
        measure=words.heading(measure),
        write=told,
        borders=[outlines[region] for region in regions],
        chosen=getattr(selection, by),
        scale=[float(value) for each in answers for value in each[measure].dropna()],
    )
    place = "map_beside" if number else "map"
    key = "-".join([place, by, measure, *selection.region, *selection.province])
    with st.container(key=place):
        plot(figure, words.heading(measure), key, None if number else lambda place: click(place, by))
    return figure


def table(view: View, answer: pd.DataFrame, by: str, measure: str) -> None:
    """The same as a table; the name of a territory is a link that selects it, as a click on the map does."""
    words = view.words
    own = {"measure": measure, "by": by}

    def link(place: str) -> str:
        chosen = replace(view.reader, selection=selected(view.selection, by, place))
        name = escaped(words.label(f"{by}s", place))
        return f"[{name}](map?{urlencode(address(chosen, **own), doseq=True)})"

    columns = ["agreements", measure if measure in MONEY else "per_100000"]
    shown = {words.heading(by): [link(place) for place in answer[by]]}
    told = write(measure, words)
    shown |= {
        words.heading(name): [UNKNOWN if pd.isna(value) else told(value) for value in answer[name]]
        if name in MONEY
        else written(answer[name], words)
        for name in columns
    }
    with st.container(key="table_map"):
        st.table(pd.DataFrame(shown), hide_index=True, border="horizontal")


def note(view: View, by: str, measure: str) -> str:
    """The rule of counting, what the map cannot show, and whose outlines they are."""
    say = view.say
    reach = view.ask("map_reach").set_index("map_level").astype(int).to_dict("index")[by]
    counted, total = reach["agreements"], reach["total"]
    placed = {
        "region": say("%(n)s accords sur %(total)s ont une collectivité dans une région d'aujourd'hui.", n=counted, total=total),
        "province": say(
            "%(n)s accords sur %(total)s ont une collectivité dans une province ; ceux d'une région entière ne sont pas répartis.",
            n=counted,
            total=total,
        ),
    }[by]
    rule = say("Un accord de deux territoires compte en entier dans chacun.")
    money = say(
        "Montants engagés, au cours moyen de l'année de chaque accord : %(n)s convertis, %(left)s non convertis faute d'année ou de cours.",
        n=reach["converted"],
        left=reach["unconverted"],
    )
    source = say("Contours : © les contributeurs d'OpenStreetMap.")
    return " ".join([placed, rule, *([money] if measure in MONEY else []), source])
