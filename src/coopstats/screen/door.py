"""One run of the app, from the address to the page and back to the address."""

from __future__ import annotations

import gc
from contextlib import suppress
from functools import cache
from pathlib import Path

import streamlit as st

from coopstats.problems import DatasetError
from coopstats.screen.menu import menu
from coopstats.screen.reader import (
    PAGE_PARAMETERS,
    Reader,
    arrive,
    ask_filters,
    ask_language,
    remove,
    write_address,
)
from coopstats.screen.style import dress
from coopstats.screen.tables import escaped
from coopstats.screen.view import NothingToShow, View
from coopstats.words import SOURCE_LANGUAGE, Words

# A picture of our own: the named icons of Streamlit are fetched from an outside host.
ICON = Path(__file__).resolve().parents[3] / "static" / "icon.png"


def open_door() -> None:
    """Everything that happens on one click."""
    st.set_page_config(page_title="coopstats", page_icon=ICON, layout="wide")
    try:
        reader = arrive()
    except DatasetError as error:
        refuse(error)
        return
    words = reader.words
    dress(words)
    pages = menu(words)
    st.session_state.pages = {name: page for section in pages.values() for name, page in section.items()}
    page = st.navigation({section: list(named.values()) for section, named in pages.items()}, position="top")
    with reader.store.choose(reader.selection, habit=page.url_path, wish=reader.wish) as choice:
        bar(reader)
        st.session_state.view = View(reader, choice)
        with suppress(NothingToShow):
            page.run()
    ask_filters(reader)
    write_address(reader, {name: st.session_state.get(name, "") for name in PAGE_PARAMETERS})
    settle()


@cache
def settle() -> None:
    """After the first page all that stays is loaded: freeze it, so that the collection after each run has little to look at."""
    gc.collect()
    gc.freeze()


def bar(reader: Reader) -> None:
    """The line above every page: the selection, each part removable, and the language at the far end."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="bar"):
        with st.container(horizontal=True, width="stretch", gap="small", key="parts"):
            parts = reader.selection.parts(reader.words)
            if not parts:
                st.caption(reader.selection.sentence(reader.words))
            for number, (name, code, text) in enumerate(parts):
                st.button(
                    escaped(text),
                    icon=":material/close:",
                    icon_position="right",
                    key=f"part_{number}",
                    on_click=remove,
                    args=(name, code),
                    help=reader.words.say("Retirer"),
                )
        ask_language()
    for name, value in reader.refused:
        st.warning(
            reader.words.say(
                "Le lien demande « %(name)s = %(value)s », que ce jeu de données ne connaît pas : cette partie est laissée de côté.",
                name=reader.words.isolate(escaped(name)),
                value=reader.words.isolate(escaped(value)),
            )
        )


def refuse(error: DatasetError) -> None:
    """A dataset that must not be shown: one sentence, and how many problems there are."""
    words = Words(SOURCE_LANGUAGE)
    st.error(words.say("Le jeu de données ne peut pas être montré. %(problem)s", problem=error.problems[0].sentence(words)))
    more = len(error.problems) - 1
    if more:
        st.markdown(
            words.say_n(
                "%(n)s autre problème : « coopstats check » le nomme.",
                "%(n)s autres problèmes : « coopstats check » les nomme.",
                more,
            )
        )
