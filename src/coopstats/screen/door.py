"""One run of the app, from the address to the page and back to the address."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import timedelta
from functools import cache
from time import perf_counter

import streamlit as st

from coopstats.asking import Choice
from coopstats.logbook import note
from coopstats.problems import DatasetError
from coopstats.screen.contribute import banner
from coopstats.screen.entrance import enters, signed_in, turn_away
from coopstats.screen.filters import ask_filters, ask_language, counted
from coopstats.screen.menu import menu
from coopstats.screen.reader import (
    PARAMETERS,
    Reader,
    arrive,
    compare,
    compare_no_more,
    held,
    remove,
    swap,
    turn,
    write_address,
)
from coopstats.screen.style import address_of, dress
from coopstats.screen.tables import escaped
from coopstats.screen.take import take_brief
from coopstats.screen.view import NothingToShow, View
from coopstats.screen.visitor import the_guest
from coopstats.selection import LEFT_OUT
from coopstats.sentence import Part, head, parts, sentence
from coopstats.words import SOURCE_LANGUAGE, Words

# A picture of our own: the named icons of Streamlit are fetched from an outside host. Given as a file it would come anew with every visit.
ICON = address_of("icon.png")


def open_door() -> None:
    """Everything that happens on one click."""
    began = perf_counter()
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
    place = next(name for name, one in st.session_state.pages.items() if one is page).rpartition("/")[2]
    if not enters(place):
        ask_language()
        turn_away(place, words)
        return
    counts = reader.store.workers.submit(reader.store.counts, reader.selection, counted())
    with (
        reader.store.choose(reader.selection, habit=page.url_path, wish=reader.wish, lens=reader.lens) as choice,
        beside(reader, page.url_path) as other,
    ):
        bar(reader, held("party") if page.url_path == "party" else "")
        st.session_state.view = View(reader, choice, other)
        with suppress(NothingToShow):
            page.run()
    ask_filters(reader, counts.result())
    write_address(reader, {name: held(name) for name in PARAMETERS.get(page.url_path, ())})
    with st.sidebar:
        come_back()
    settle()
    version = reader.store.version
    note(
        "page",
        page.url_path or "overview",
        perf_counter() - began,
        questions=choice.names(),
        language=words.language,
        version=version,
    )


def beside(reader: Reader, habit: str) -> AbstractContextManager[Choice | None]:
    """The agreements to compare with, when there are any."""
    return (
        nullcontext()
        if reader.other is None
        else reader.store.choose(reader.other, habit=habit, wish=reader.wish, lens=reader.lens)
    )


@st.fragment(run_every=timedelta(days=1))
def come_back() -> None:
    """Nothing to see. A page whose server is gone comes to another by itself, but asks it to be drawn only where something runs by the clock.

    Until it asks, the new server knows nothing of it: its files would be missing, and its first click lost. That Streamlit's page does
    so is its own affair: tests/test_deploy.py kills a server.
    """


@cache
def settle() -> None:
    """After the first page all that stays is loaded: freeze it, so that the collection after each run has little to look at."""
    gc.collect()
    gc.freeze()


def bar(reader: Reader, party: str) -> None:
    """The line above every page: the selection as a sentence, each part removable, and the language at the far end.

    `party` is the one whose page it is, if it is one.
    """
    words = reader.words
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="top", key="bar"):
        with st.container(horizontal=True, width="stretch", gap="small", vertical_alignment="center", key="parts"):
            st.markdown(head(reader.selection, words), width="content")
            for number, part in enumerate(parts(reader.selection, words)):
                show_part(number, part, words)
            if reader.other is None:
                st.button(
                    words.say("Comparer"),
                    on_click=compare,
                    type="tertiary",
                    key="compare",
                    help=words.say("Garder cette sélection et en choisir une autre à côté"),
                )
            take_brief(reader, party)
            signed_in(words)
        ask_language()
    if guest := the_guest():
        banner(reader, guest)
    if reader.other is not None:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="compared"):
            st.markdown(escaped(words.say("À côté : %(selection)s", selection=sentence(reader.other, words))), width="content")
            st.button(words.say("Échanger"), on_click=swap, type="tertiary", key="swap")
            st.button(words.say("Ne plus comparer"), on_click=compare_no_more, type="tertiary", key="compare_no_more")
    for name, value in reader.refused:
        st.warning(
            reader.words.say(
                "Le lien demande « %(name)s = %(value)s », que ce jeu de données ne connaît pas : cette partie est laissée de côté.",
                name=reader.words.isolate(escaped(name)),
                value=reader.words.isolate(escaped(value)),
            )
        )


def show_part(number: int, part: Part, words: Words) -> None:
    """One part of the sentence, with what turns it round and what takes it away."""
    with st.container(horizontal=True, width="content", gap=None, key=f"part_{number}"):
        if part.code is None:
            st.markdown(escaped(part.text), width="content")
        else:
            other_way = (
                words.say("Demander au lieu d'exclure")
                if part.code.startswith(LEFT_OUT)
                else words.say("Exclure au lieu de demander")
            )
            st.button(
                escaped(part.text),
                key=f"turn_{number}",
                on_click=turn,
                args=(part.filter, part.code),
                help=other_way,
                type="tertiary",
            )
        st.button(
            words.say("Retirer"),
            icon=":material/close:",
            key=f"remove_{number}",
            on_click=remove,
            args=(part.filter, part.code),
            type="tertiary",
        )


def apologise(_: Exception) -> bool:
    """What a reader is told when a page fails, in their language; the failure itself stands in the server's log alone."""
    words = Words(st.session_state.get("language", SOURCE_LANGUAGE))
    st.error(words.say("Cette page n'a pas pu être montrée. Ce qui l'en a empêchée est noté dans le journal du serveur."))
    return True


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
