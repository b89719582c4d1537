"""Bringing a file of one's own: it is read beside the page, shown before anything is taken, then seen by this visitor only."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from coopstats.imports.guest import MOST_AGREEMENTS, Errand, Guest, room
from coopstats.imports.template import accepted, as_template
from coopstats.screen.outcome import forget, show_outcome
from coopstats.screen.reader import Reader, taken
from coopstats.screen.tables import escaped
from coopstats.screen.view import View
from coopstats.screen.visitor import leave, the_guest
from coopstats.showing import the_store

ENDINGS = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "zip", "xml"]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How often the page looks how far the reading has come, in seconds.
EVERY = 0.7
WHOLE = 100


def bring(view: View) -> None:
    """Ask for the file, show how far its reading has come, then what it would do."""
    errand: Errand | None = st.session_state.get("errand")
    if errand is None:
        ask_file(view)
    elif errand.running():
        wait(view)
    else:
        show_outcome(view, errand)


def ask_file(view: View) -> None:
    """The place to drop a file, and a workbook to begin with."""
    say = view.say
    if the_guest() is not None:
        st.info(say("Un fichier est déjà repris dans vos pages : un autre prendra sa place."))
    if view.reader.store.size() > MOST_AGREEMENTS:
        st.info(say("Ce registre est trop grand pour être relu à chaque visite : « coopstats import » y reprend un fichier."))
        return
    if not room():
        st.info(say("Trop de visiteurs apportent un fichier en ce moment : réessayez dans quelques minutes."))
        return
    # What was chosen for one file is proposed for the next, mended one.
    ways = {False: say("Reprendre le reste"), True: say("Ne rien reprendre")}
    st.radio(
        say("Si des lignes sont refusées"),
        ways,
        index=int(st.session_state.get("whole", False)),
        format_func=ways.__getitem__,
        horizontal=True,
        key="way",
    )
    label = say("Votre fichier : tableur, CSV, archive de CSV ou activités IATI")
    st.file_uploader(label, ENDINGS, key="file", on_change=start, args=(view.words.language,))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="template"):
        st.download_button(
            say("Modèle (Excel)"),
            data=lambda: as_template(view.words),
            file_name=f"coopstats-{view.words.language}.xlsx",
            mime=WORKBOOK,
            on_click="ignore",
            key="download_template",
        )
        st.caption(
            say("Les colonnes et les listes de valeurs, à remplir. L'export Excel du registre se modifie et revient de même.")
        )
    with st.expander(say("Ce qui est lu")):
        st.table(accepted(view.words), hide_index=True, border="horizontal")


def start(language: str) -> None:
    """Begin to read the file that was dropped, beside the public register: it takes the place of one brought before."""
    file = st.session_state.file
    if file is not None:
        st.session_state.whole = st.session_state.way
        st.session_state.errand = Errand(the_store().folder, file.name, file.getvalue(), language, whole=st.session_state.whole)


def wait(view: View) -> None:
    """How far the reading has come, and the way to stop it."""

    @st.fragment(run_every=EVERY)
    def progress() -> None:
        errand: Errand = st.session_state.errand
        if not errand.running():
            st.rerun()
        read, percent = errand.read()
        told = view.say_n(
            "Lecture de %(file)s… %(n)s accord lu",
            "Lecture de %(file)s… %(n)s accords lus",
            read,
            file=view.words.isolate(errand.name),
        )
        if percent:
            whole = view.say("Comparaison avec le registre…") if percent == WHOLE else view.words.percent(percent / WHOLE)
            st.progress(percent, text=whole)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="reading"):
            st.markdown(escaped(told), width="content")
            if st.button(view.say("Arrêter"), key="cancel"):
                errand.cancel()
                forget()
                st.rerun()

    progress()


def beside_register() -> None:
    """Compare all with what the register alone holds."""
    st.session_state.other = replace(taken(), origin=("register",))


def banner(reader: Reader, guest: Guest) -> None:
    """The line above every page that says whose agreements are among those shown."""
    words = reader.words
    own = guest.record["added"] + guest.record["changed"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="visitor"):
        told = words.say_n(
            "Avec %(file)s : %(n)s accord, vu de vous seul jusqu'à votre départ.",
            "Avec %(file)s : %(n)s accords, vus de vous seul jusqu'à votre départ.",
            own,
            file=words.isolate(guest.name),
        )
        st.markdown(escaped(told), width="content")
        if reader.other is None:
            st.button(words.say("Comparer au registre seul"), on_click=beside_register, type="tertiary", key="beside_register")
        st.button(words.say("Retirer le fichier"), on_click=leave, type="tertiary", key="leave")
