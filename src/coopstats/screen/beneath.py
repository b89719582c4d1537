"""What belongs under every chart and table: the selection in words, what is unknown, the rows behind, the SQL and the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from coopstats.paging import Page
from coopstats.questions import is_about_project, on_programmes, question
from coopstats.screen.programme_table import programme_table
from coopstats.screen.reader import address
from coopstats.screen.tables import answer_table, escaped, listing
from coopstats.screen.take import Drawn, take_pictures, take_table
from coopstats.screen.visitor import the_guest
from coopstats.sentence import sentence
from coopstats.tables import difference

if TYPE_CHECKING:
    from coopstats.screen.view import View

ROWS_SHOWN = 12


NOTHING_DRAWN: Drawn = {}


def beneath(view: View, name: str, note: str, drawn: Drawn = NOTHING_DRAWN) -> None:
    """The quiet line under the answer to a question, and the control with its table, rows, SQL, files and pictures."""
    project = view.choice.wish.project().told(view.words) if is_about_project(name) else []
    parts = [*(programmes_line(view) if on_programmes(name) else agreements_line(view)), *project, note]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"beneath_{name}"):
        st.caption(" · ".join(escaped(part) for part in parts if part), width="stretch")
        with st.popover(view.say("Données"), on_change="rerun", key=f"data_{name}", type="tertiary") as box:
            if box.open:
                data(view, name, note, drawn)


def agreements_line(view: View) -> list[str]:
    """Which agreements were chosen, and how many of them are dated; then the same of those to compare with."""
    lines = [view.words.label("parties", view.choice.party)] if view.choice.party else []
    for choice in view.choices:
        figures = choice.ask("agreements_dated").iloc[0]
        known = view.say_n(
            "%(n)s accord daté sur %(total)s",
            "%(n)s accords datés sur %(total)s",
            int(figures["dated"]),
            total=view.words.number(int(figures["agreements"])),
        )
        lines += [sentence(choice.selection, view.words), known]
        if the_guest():
            brought = int(choice.ask("agreements_brought").iloc[0]["agreements"])
            lines.append(view.say_n("dont %(n)s de votre fichier", "dont %(n)s de votre fichier", brought))
    return lines


def programmes_line(view: View) -> list[str]:
    """Which programmes were chosen, and of how many the highest rate is known."""
    figures = view.ask("programme_figures").iloc[0]
    known = view.say(
        "taux connu de %(known)s programmes sur %(total)s", known=int(figures["with_rate"]), total=int(figures["programmes"])
    )
    return [view.reader.wish.sentence(view.selection, view.words), known]


def data(view: View, name: str, note: str, drawn: Drawn) -> None:
    """Table, rows behind, SQL and downloads of one question; made only when opened."""
    say = view.say
    programmes = on_programmes(name)
    table, rows, sql = st.tabs([say("Tableau"), say("Programmes") if programmes else say("Accords"), "SQL"])
    with table:
        if len(view.choices) > 1 and not programmes:
            answer_table(difference(*(choice.ask(name) for choice in view.choices)), view.words)
        elif name != "agreements":
            answer_table(view.ask(name), view.words)
        take_table(view, name, say("Emporter ce tableau"))
        take_pictures(view, name, drawn, note)
    with rows:
        (programmes_behind if programmes else agreements_behind)(view, name)
    with sql:
        st.code(question(name), language=None, wrap_lines=True)


def agreements_behind(view: View, name: str) -> None:
    """The first of the chosen agreements, the way to all of them, and their file."""
    total = view.total()
    st.markdown(view.say_n("%(n)s accord répond à cette sélection.", "%(n)s accords répondent à cette sélection.", total))
    listing(view.reader, view.rows(Page("latest", 0, ROWS_SHOWN)), f"behind_{name}")
    if not view.choice.party:
        label, register = view.say("Les voir tous dans le registre"), view.reader_page("register/agreements")
        st.page_link(register, label=label, query_params=address(view.reader))
    take_table(view, "agreements", view.say("Emporter ces accords"), f"{name}_rows")


def programmes_behind(view: View, name: str) -> None:
    """The first of the chosen programmes, and the file of all."""
    rows = view.ask("programmes")
    st.markdown(
        view.say_n("%(n)s programme répond à cette sélection.", "%(n)s programmes répondent à cette sélection.", len(rows))
    )
    programme_table(view.reader, rows.head(ROWS_SHOWN), f"behind_{name}")
    take_table(view, "programmes", view.say("Emporter ces programmes"), f"{name}_rows")
