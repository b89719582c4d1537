"""The pages on funding programmes: their heading, the board that is sorted and filtered, and the way to compare."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coopstats.screen.programme_table import programme_table
from coopstats.screen.reader import address, clear
from coopstats.screen.tables import escaped
from coopstats.screen.view import NothingToShow, View
from coopstats.selection import PROGRAMME_FILTERS
from coopstats.sentence import parts

MOST_COMPARED = 5
ROWS_A_PAGE = 20


def heading(view: View, title: str) -> None:
    """The page's title; that no programme is left is said at once, and so is which filters say nothing of programmes."""
    st.title(escaped(title), anchor=False)
    if any(name not in (*PROGRAMME_FILTERS, "scope") for name, _, _ in parts(view.selection, view.words)):
        st.caption(
            view.say("Les filtres de territoire, de date, d'acte et de statut portent sur les accords, non sur les programmes.")
        )
    only_some(view)
    if view.ask("programmes").empty:
        sentence = view.reader.wish.sentence(view.selection, view.words)
        st.info(view.say("Aucun programme ne répond à cette sélection : %(selection)s.", selection=escaped(sentence)))
        st.button(view.say("Effacer les filtres"), on_click=forget, key="clear_empty")
        raise NothingToShow


def only_some(view: View) -> None:
    """Say that a link picked some programmes, and how to see the others again."""
    picked = view.reader.wish.programmes()
    if not picked:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="only_some"):
        st.caption(
            view.say_n(
                "%(n)s programme choisi par un lien ; les autres ne sont pas montrés.",
                "%(n)s programmes choisis par un lien ; les autres ne sont pas montrés.",
                len(picked),
            ),
            width="content",
        )
        st.button(view.say("Les montrer tous"), on_click=show_all, type="tertiary", key="show_all")


def show_all() -> None:
    """Show the programmes that no link picked as well."""
    st.session_state.programme = ""


def forget() -> None:
    """Take away all filters and what was wished of programmes."""
    clear()
    for name in ("programme", "who", "support", "window"):
        st.session_state[name] = ""


def pick(view: View, name: str, label: str, codes: tuple[str, ...], code_list: str, empty: str) -> None:
    """One choice among codes; the empty one stands first."""
    words = view.words
    st.selectbox(
        label,
        ["", *codes],
        format_func=lambda code: words.label(code_list, code) if code else empty,
        key=name,
        width=240,
    )


def picks(view: View) -> None:
    """What the board may be narrowed to besides the filters at the side."""
    say, codes = view.say, view.reader.store.codes()
    with st.container(horizontal=True, vertical_alignment="bottom", key="programme_picks"):
        pick(view, "who", say("Qui demande"), codes["applicants"], "applicants", say("Tous"))
        pick(view, "support", say("Instrument de financement"), codes["funding_instruments"], "funding_instruments", say("Tous"))
        pick(view, "window", say("Ouverture"), codes["windows"], "windows", say("Toutes"))


def board(view: View) -> None:
    """Every chosen programme in the order that the reader picks, and two to five of them to put side by side."""
    say, words = view.say, view.words
    rows = view.ask("programmes")
    orders = {
        "name": say("Par nom"),
        "funder_type": say("Par type de financeur"),
        "rate": say("Par taux, le plus haut d'abord"),
        "ceiling": say("Par devise et plafond"),
        "window": say("Par ouverture"),
    }
    st.header(say("Tous les programmes de cette sélection"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare_bar"):
        picked = st.multiselect(
            say("Comparer (deux à cinq)"),
            list(rows["programme"]),
            format_func=lambda code: words.label("programmes", code),
            max_selections=MOST_COMPARED,
            placeholder=say("Choisir des programmes"),
            key="to_compare",
            select_all=False,
        )
        if picked:
            link = address(view.reader, programme=".".join(picked))
            st.page_link(view.reader_page("funding/programme"), label=say("Comparer"), query_params=link)
        state = st.session_state
        state.order = state.get("order") if state.get("order") in orders else "name"
        st.selectbox(say("Ordre"), list(orders), format_func=orders.__getitem__, key="order", width=240)
        pages = -(-len(rows) // ROWS_A_PAGE)
        state.page = state.get("page") if str(state.get("page")) in map(str, range(1, pages + 1)) else "1"
        st.selectbox(
            say("Page"),
            [str(number) for number in range(1, pages + 1)],
            format_func=lambda number: say("%(page)s sur %(pages)s", page=int(number), pages=pages),
            key="page",
            width=110,
        )
    first = (int(state.page) - 1) * ROWS_A_PAGE
    programme_table(view.reader, ordered(rows, state.order, view).iloc[first : first + ROWS_A_PAGE], "programmes")
    view.beneath("programmes", say("Un tiret est une information non trouvée, non une absence."))


def ordered(rows: pd.DataFrame, order: str, view: View) -> pd.DataFrame:
    """The rows of the board in one of its orders, then by name; what is unknown stands last."""
    codes = view.reader.store.codes()
    key = pd.DataFrame(
        {
            "name": [view.words.label("programmes", code).casefold() for code in rows["programme"]],
            "funder_type": [codes["partner_types"].index(code) for code in rows["funder_type"]],
            "rate": -rows["rate_max"],
            "ceiling": -rows["max_amount"],
            "currency": rows["amount_currency"],
            "window": [codes["windows"].index(code) for code in rows["window"]],
        }
    )
    by = {"name": ["name"], "ceiling": ["currency", "ceiling", "name"]}.get(order, [order, "name"])
    return rows.loc[key.sort_values(by, na_position="last", kind="stable").index]
