"""A planner's project: where, in what, for how much; then whom to work with, who may pay, whom to wake up and what to follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from coopstats.asking import Choice
from coopstats.plan import Link, Stage, as_plan, not_ruled_out, stages
from coopstats.project import applying, place_filtered, sectors_filtered, unfiltered
from coopstats.screen.eligibility import ask_project, in_link, verdicts
from coopstats.screen.reader import address
from coopstats.screen.tables import SECTORS_SHOWN, UNKNOWN, escaped, party_link, register_link, some_names
from coopstats.screen.take import page_link
from coopstats.screen.view import View
from coopstats.tables import names_of

# Rings are opened, the nearest first, until so many suggestions are seen.
SHOWN_AT_ONCE = 5
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Finder:
    """A project: all agreements seen from it, those of its own authority where it is a party, and the stages in words."""

    view: View
    own: View | None
    stages: tuple[Stage, ...]


def follow(name: str, filtered: str, otherwise: str) -> None:
    """A part of the project begins as the filters say it, and follows them when they change; a link that says it speaks first."""
    state = st.session_state
    if filtered and (not state.get(name) or state.get(f"{name}_filtered", filtered) != filtered):
        state[name] = filtered
    state[name] = state.get(name) or otherwise
    state[f"{name}_filtered"] = filtered


@contextmanager
def project_of(view: View) -> Iterator[Finder]:
    """Ask for the project, and open what is known around it."""
    reader, state, places = view.reader, st.session_state, view.reader.store.territories()
    of_authority = {party: place for place, (_, party) in places.items() if party}
    busiest = next((of_authority[code] for code in view.ask("agreements_by_authority")["authority"] if code in of_authority), "")
    follow("place", place_filtered(reader.selection, of_authority), busiest or next(iter(places)))
    follow("field", sectors_filtered(reader.selection), "")
    ask_project(view, territory=True)
    level, party = places[state.place]
    wish = replace(reader.wish, place=state.place, field=".".join(state.field), who="", window="", programme="")
    reader = replace(reader, selection=unfiltered(reader.selection), wish=applying(wish, level), other=None)
    with ExitStack() as opened:
        choice = opened.enter_context(reader.store.choose(reader.selection, habit="project", wish=reader.wish))
        own = opened.enter_context(reader.store.choose(reader.selection, party=party, habit="own")) if party else None
        told = stages(choice, view.words, known=own is not None)
        yield Finder(View(reader, choice), View(reader, own) if own else None, told)


def needs(finder: Finder) -> None:
    """Who acts in these sectors, ring by ring, and the way to the same project on the page of eligibility."""
    view, stage = finder.view, finder.stages[0]
    names = ["nearness", "agreements", "authorities", "partners", "last_year", "territories", "never_looked_at"]
    view.table(stage.name, "project_rings", names, note=stage.rule)


def partners(finder: Finder) -> None:
    """Possible partners by ring, each with why it is suggested, leading to its agreements."""
    view, stage = finder.view, finder.stages[1]
    words, answer = view.words, view.ask("project_partners")
    st.header(escaped(stage.name), anchor=False)
    if answer.empty:
        st.caption(escaped(stage.nothing))
    shown = 0
    for ring, rows in answer.groupby("nearness", sort=False):
        title = words.pair(words.label("rings", ring), words.number(int(rows["total"].iloc[0])))
        with st.expander(escaped(title), expanded=shown < SHOWN_AT_ONCE, key=f"ring_{ring}"):
            suggestions(view, rows, f"ring_{ring}")
        shown += len(rows)
    view.beneath("project_partners", stage.rule)


def programmes(finder: Finder) -> None:
    """The programmes that nothing rules out, with the page of eligibility's own reasons."""
    view, stage = finder.view, finder.stages[2]
    st.header(escaped(stage.name), anchor=False)
    if not_ruled_out(view.ask("eligibility")).empty:
        st.caption(escaped(stage.nothing))
    verdicts(view, ("eligible", "cannot_tell"))
    label = view.say("Ce projet sur la page Éligibilité")
    st.page_link(
        view.reader_page("funding/eligibility"), label=label, query_params=address(view.reader, **in_link(view.reader.wish))
    )
    view.beneath("eligibility", stage.rule)


def relations(finder: Finder) -> None:
    """Relations of the authority that have slept, and could be woken up."""
    view, stage = finder.view, finder.stages[3]
    answer = view.ask("project_relations")
    st.header(escaped(stage.name), anchor=False)
    if answer.empty:
        st.caption(escaped(stage.nothing))
    else:
        suggestions(view, answer, "relations")
    view.beneath("project_relations", stage.rule)


def commitments(finder: Finder) -> None:
    """What the authority's agreements promise and nothing shows to be complete."""
    stage = finder.stages[4]
    if finder.own is None or finder.own.ask("commitments_open").empty:
        st.header(escaped(stage.name), anchor=False)
        st.caption(escaped(stage.nothing))
    else:
        finder.own.table(stage.name, "commitments_open", ["text", "title", "bearer", "debtor", "due", "state"], note=stage.rule)


def suggestions(view: View, rows: pd.DataFrame, key: str) -> None:
    """Partners with how many agreements they have here, with whom, why they are suggested, and their last trace."""
    words = view.words
    shown = {
        "partner": [f"[{escaped(words.label('parties', code))}]({party_link(words, code)})" for code in rows["partner"]],
        "agreements": [linked(view, row) for row in rows.to_dict("records")],
    }
    if "works_with" in rows:
        shown["works_with"] = [some_names(codes, "parties", words, SECTORS_SHOWN) for codes in rows["works_with"]]
    shown["reasons"] = [escaped(names_of(codes, "project_reasons", words)) for codes in rows["reasons"]]
    shown["seen"] = [words.date(seen if isinstance(seen, str) else None) or UNKNOWN for seen in rows["seen"]]
    with st.container(key=f"rows_{key}"):
        st.table(pd.DataFrame(shown).rename(columns=words.heading), hide_index=True, border="horizontal")


def linked(view: View, row: Mapping[Any, Any]) -> str:
    """How many agreements, leading to them in the register."""
    told = escaped(view.say_n("%(n)s accord", "%(n)s accords", int(row["agreements"])))
    target = register_of(view, row)
    return f"[{told}]({target})" if target else told


def register_of(view: View, row: Mapping[Any, Any]) -> str | None:
    """The register with the agreements of one suggestion: this partner, these authorities, the project's sectors."""
    places, wish = view.reader.store.territories(), view.reader.wish
    own = places[wish.place][1]
    if "works_with" in row:
        return register_link(
            view.reader,
            partner=[row["partner"]],
            authority=row["works_with"].split("|"),
            **({"sector": wish.sectors()} if wish.field else {}),
        )
    return register_link(view.reader, partner=[row["partner"]], authority=[own] if own else [])


def take_plan(finder: Finder) -> None:
    """The whole plan as a workbook, made on the click."""
    view, own = finder.view, finder.own
    words, version, page = view.words, view.reader.store.version, page_link(view, **in_link(view.reader.wish))
    base = page.partition("?")[0].rpartition("/")[0]

    def file() -> bytes:
        with ExitStack() as opened:
            mine: Choice | None = opened.enter_context(own.choice.again()) if own else None
            return as_plan(opened.enter_context(view.choice.again()), mine, words, version, page, link)

    def register(row: Mapping[Any, Any]) -> str:
        target = register_of(view, row) if base else None
        return f"{base}/{target}" if target else ""

    link: Link = register
    st.download_button(
        view.say("Télécharger le plan (classeur)"),
        data=file,
        file_name="coopstats-plan.xlsx",
        mime=WORKBOOK,
        on_click="ignore",
        key="download_plan",
        help=view.say("Une feuille par étape, avec des colonnes à remplir : qui, pour quand, où en est-on."),
    )
