"""Taking along: one table, or the register of the chosen agreements, in the formats of others. Each file is made on its click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from coopstats.exports import FORMATS, Asked, bundled, file_name
from coopstats.screen.reader import address

if TYPE_CHECKING:
    from coopstats.screen.view import View

NAMES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "parquet": "Parquet"}


def take_table(view: View, question: str, label: str, key: str = "") -> None:
    """One answer in each format that holds any table."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"take_{key or question}"):
        st.caption(label, width="content")
        for form, name in NAMES.items():
            button(view, form, name, question, f"{key or question}_{form}")


def take_register(view: View) -> None:
    """All that is known of the chosen agreements, a line a format: what it is, and for whom."""
    say = view.say
    with st.popover(say("Emporter"), on_change="rerun", key="take", width="content") as box:
        if box.open:
            st.markdown(
                say("Ces accords avec leurs parties, secteurs, sources, engagements et constats, dans la langue de la page.")
            )
            lines(view, register_formats(view))


def register_formats(view: View) -> Sequence[tuple[str, str, str]]:
    """Format, what its button says, and what it is good for."""
    say = view.say
    return (
        (
            "xlsx",
            "Excel",
            say("Un classeur : une feuille par tableau, sélection et sources en tête."),
        ),
        ("csv", "CSV", say("Un fichier par tableau, pour tout tableur ou programme.")),
        ("json", "JSON", say("Un document pour programmes, avec la sélection et les sources.")),
        ("parquet", "Parquet", say("Un fichier typé par tableau, pour l'analyse de données.")),
        ("package", "Data Package", say("Tout le jeu de données, sans filtre, avec sa description et ses licences.")),
    )


def lines(view: View, formats: Sequence[tuple[str, str, str]]) -> None:
    """A button for each format, with its sentence beside it."""
    for form, name, sentence in formats:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"take_line_{form}"):
            button(view, form, name, "", f"register_{form}", width=140)
            st.caption(sentence, width="stretch")


def button(view: View, form: str, name: str, question: str, key: str, width: int | None = None) -> None:
    """A button that gives the file of one format; asked and made on its click, in a thread of its own."""
    chosen, store, language, link = view.choice, view.reader.store, view.words.language, page_link(view)

    def file() -> bytes:
        with chosen.again() as choice:
            return bundled(form, Asked(store, choice, language, question, mark=True, link=link))

    st.download_button(
        name,
        data=file,
        file_name=file_name(form, question),
        mime=FORMATS[form].mime,
        on_click="ignore",
        key=f"download_{key}",
        help=view.say("Télécharger : %(format)s", format=name),
        width=width or "content",
    )


def page_link(view: View, **own: str) -> str:
    """The address of this page with the reader's selection and parameters of its own, as far as the browser tells it."""
    here = (st.context.url or "").partition("?")[0]
    return f"{here}?{urlencode(address(view.reader, **own), doseq=True)}" if here else ""
