"""The sheet of one programme, or two to five side by side: every field with its mark, differences told, unknown said."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from coopstats.asking import Choice
from coopstats.comparison import ROWS, Cell, cells, differs
from coopstats.screen.around import source_lines
from coopstats.screen.marks import mark
from coopstats.screen.programme_table import programme_name
from coopstats.screen.programmes import MOST_COMPARED
from coopstats.screen.reader import address
from coopstats.screen.tables import escaped, sheet_link
from coopstats.screen.view import View
from coopstats.selection import Selection
from coopstats.wish import Wish

AGREEMENTS_SHOWN = 20


def programme_sheet(view: View) -> None:
    """Draw the programmes that the address names, whatever the filters are."""
    say, words = view.say, view.words
    programmes = view.reader.wish.programmes()[:MOST_COMPARED]
    st.title(
        escaped(words.label("programmes", programmes[0])) if len(programmes) == 1 else say("Programmes côte à côte"), anchor=False
    )
    choose(view, programmes)
    if not programmes:
        st.info(say("Choisissez un programme pour ouvrir sa fiche, ou plusieurs pour les comparer."))
    else:
        wish = Wish(programme=".".join(programmes))
        with view.reader.store.choose(Selection(scope=()), habit="programme", wish=wish) as some:
            draw(view, some, programmes)
    st.page_link(
        view.reader_page("funding/programmes"),
        label=say("Tous les programmes"),
        icon=":material/arrow_forward:" if words.rtl else ":material/arrow_back:",
        query_params=address(view.reader),
    )


def choose(view: View, programmes: list[str]) -> None:
    """Which programmes stand side by side; the address follows."""
    state = st.session_state
    state.side_by_side = programmes

    def follow() -> None:
        state.programme = ".".join(state.side_by_side)

    st.multiselect(
        view.say("Programmes à montrer (cinq au plus)"),
        view.reader.store.codes()["programmes"],
        format_func=lambda code: view.words.label("programmes", code),
        max_selections=MOST_COMPARED,
        placeholder=view.say("Choisir des programmes"),
        key="side_by_side",
        on_change=follow,
        select_all=False,
    )


def draw(view: View, some: Choice, programmes: list[str]) -> None:
    """The summaries, the fields row by row, the agreements and the sources."""
    say, words = view.say, view.words
    sheets = some.ask("programme_sheet").set_index("programme")
    columns = st.columns(len(programmes), gap="large")
    for column, programme in zip(columns, programmes, strict=True):
        with column:
            if len(programmes) > 1:
                st.markdown(f"**{programme_name(view.reader, programme)}**")
            for name in ("summary", "note"):
                text = sheets.loc[programme, f"{name}_{words.language}"]
                if isinstance(text, str):
                    (st.markdown if name == "summary" else st.caption)(escaped(text))
    st.header(say("Ce que l'on sait, et qui le dit"), anchor=False)
    rows = cells(some.ask, words)
    claims = some.ask("programme_claims")
    for name, row in rows.items():
        field(view, name, {programme: row[programme] for programme in programmes}, claims)
    if len(programmes) > 1:
        st.caption(say("≠ marque les champs où ces programmes diffèrent."))
    agreements(view, some)
    st.header(say("Sources"), anchor=False)
    st.markdown("\n".join(source_lines(view, some.ask("programme_sources").drop_duplicates("address"))))


def field(view: View, name: str, row: dict[str, Cell], claims: pd.DataFrame) -> None:
    """One field of every programme shown, each value with its mark; on a phone each says whose it is."""
    words = view.words
    several = len(row) > 1
    with st.container(key=f"compare_{name}"):
        label, *places = st.columns([1.5, *[2.4 if several else 5.0] * len(row)], gap="small")
        sign = f" :orange[{words.isolate('≠')}]" if several and differs(row) else ""
        label.markdown(f"**{escaped(words.heading(name))}**{sign}")
        for number, (place, (programme, cell)) in enumerate(zip(places, row.items(), strict=True)):
            about = claims[(claims["programme"] == programme) & claims["field"].isin(ROWS[name])]
            with place:
                if several:
                    with st.container(key=f"whose_{name}_{number}"):
                        st.caption(escaped(words.label("programmes", programme)))
                with st.container(horizontal=not several, gap="small", key=f"cell_{name}_{number}"):
                    st.markdown(written(view, cell), width="stretch")
                    usual = "unknown" if not cell.lines else "inferred" if cell.derived else "stated"
                    mark(view, f"{name}_{number}", usual, about, pages=cell.pages)


def written(view: View, cell: Cell) -> str:
    """The lines of a cell; what is unknown is said."""
    lines = [escaped(line) for line in cell.lines]
    if not lines:
        return f"*{view.say('Non trouvé dans une page publique')}*"
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def agreements(view: View, some: Choice) -> None:
    """The agreements that these programmes made, each leading to its sheet."""
    words, say = view.words, view.say
    found = some.ask("programme_agreements")
    st.header(say("Accords de ces programmes"), anchor=False)
    if found.empty:
        st.caption(say("Aucun accord de ce jeu de données n'est rattaché à ces programmes."))
        return
    lines = [
        f"- [{escaped(row[f'title_{words.language}'])}]({sheet_link(view.reader, row['fact_id'])})"
        for _, row in found.head(AGREEMENTS_SHOWN).iterrows()
    ]
    st.markdown("\n".join(lines))
    more = len(found) - len(lines)
    if more > 0:
        st.caption(view.say_n("et %(n)s autre", "et %(n)s autres", more))
