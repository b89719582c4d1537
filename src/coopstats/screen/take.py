"""Taking along: one table, the register of the chosen agreements in the formats of others, a brief of them. Each is made on its click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from coopstats.brief import Imprint, as_brief
from coopstats.charts import WIDTH, Figure, as_picture
from coopstats.exports import FORMATS, Asked, bundled, file_name
from coopstats.screen.drawing import offer
from coopstats.screen.reader import Reader, address
from coopstats.selection import Selection

if TYPE_CHECKING:
    from coopstats.screen.view import View

Drawn = Mapping[int, tuple[str, Figure]]
"""The charts above: by the number of their selection, each with its title."""

# How many dots a picture has for each of its own: a PNG is made for print as well.
SCALES = {"png": 2, "svg": 1}
# The register of so many agreements takes some twenty seconds as a workbook, and about a gigabyte while it is made.
MOST_TAKEN = 20_000
NAMES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "parquet": "Parquet"}


def take_table(view: View, question: str, label: str, key: str = "") -> None:
    """One answer in each format that holds any table."""
    if question == "agreements" and too_many(view):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"take_{key or question}"):
        st.caption(label, width="content")
        for form, name in NAMES.items():
            button(view, form, name, question, f"{key or question}_{form}")


def take_register(view: View) -> None:
    """All that is known of the chosen agreements, a line a format: what it is, and for whom."""
    say = view.say
    if too_many(view):
        return
    with st.popover(say("Emporter"), on_change="rerun", key="take", width="content") as box:
        if box.open:
            st.markdown(say("Ces accords et tout ce qui les entoure, dans la langue de la page :"))
            lines(view, register_formats(view))
            st.markdown(view.say("Dans les formats d'autres, avec le rapport de ce qui n'y entre pas :"))
            lines(view, formats_of_others(view))
            st.checkbox(say("IATI : prendre pour en cours les actes signés dont aucune fin n'est connue"), key="assume_running")


def take_pictures(view: View, name: str, drawn: Drawn, note: str) -> None:
    """Each chart with title, selection, rule and source inside, as an image that the browser draws and saves on a click.

    The picture itself is not shown.
    """
    words, say = view.words, view.say
    source = say(
        "Source : %(app)s, version %(version)s, d'après des pages publiques citées ; CC BY 4.0.",
        app=words.isolate("coopstats"),
        version=words.isolate(view.reader.store.version),
    )
    for number, (title, figure) in drawn.items():
        told = Asked(view.reader.store, view.choices[number], words.language, name).selection()
        picture = as_picture(figure, title, [told, note, source], words)
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"pictures_{name}_{number}"):
            st.caption(
                say("Emporter ce graphique") if len(drawn) == 1 else words.pair(say("Emporter ce graphique"), told),
                width="content",
            )
            for form, scale in SCALES.items():
                size = {"width": WIDTH, "height": picture["layout"]["height"], "scale": scale}
                offer(
                    picture,
                    {"format": form, "filename": f"coopstats-{name}"} | size,
                    say("Enregistrer l'image"),
                    say("L'image n'a pas pu être enregistrée."),
                    f"save_{form}_{name}_{number}",
                )


def too_many(view: View) -> bool:
    """Whether more agreements are chosen than a server makes files of while others wait; then it is said."""
    many = view.total() > MOST_TAKEN
    if many:
        st.caption(
            view.say(
                "Plus de %(most)s accords : réduisez la sélection pour l'emporter, ou passez par la ligne de commande.",
                most=MOST_TAKEN,
            )
        )
    return many


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


def formats_of_others(view: View) -> Sequence[tuple[str, str, str]]:
    """The same for formats that hold only what their standard knows."""
    say = view.say
    return (
        ("iati", "IATI 2.03", say("Les accords dont le début est connu au jour, pour ministères et bailleurs.")),
        ("scdl", "SCDL", say("Les dons d'attribuants français, à compléter (subventions 2.1.1).")),
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

    assume = bool(st.session_state.get("assume_running"))

    def file() -> bytes:
        with chosen.again() as choice:
            return bundled(form, Asked(store, choice, language, question, mark=True, link=link, assume=assume))

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


def take_brief(reader: Reader, party: str = "") -> None:
    """The council brief of the selection, in the reader's language; on the page of a party that of all its agreements."""
    store, words = reader.store, reader.words
    one = party if party in store.codes()["parties"] else None
    selection = Selection(scope=()) if one else reader.selection
    site = (st.context.url or "").partition("?")[0].rpartition("/")[0]

    def file() -> bytes:
        with store.choose(selection, party=one) as choice:
            return as_brief(choice, words, Imprint(store.version, date.today(), site))  # noqa: DTZ011 - the day where the reader is

    st.download_button(
        words.say("Note (PDF)"),
        data=file,
        file_name=f"coopstats-{one}-{words.language}.pdf" if one else f"coopstats-{words.language}.pdf",
        mime="application/pdf",
        on_click="ignore",
        key="download_brief",
        type="tertiary",
        help=words.say("Note de synthèse : une ou deux pages sur cette partie, à emporter en réunion")
        if one
        else words.say("Note de synthèse : une ou deux pages sur cette sélection, à emporter en réunion"),
    )


def page_link(view: View, **own: str) -> str:
    """The address of this page with the reader's selection and parameters of its own, as far as the browser tells it."""
    here = (st.context.url or "").partition("?")[0]
    return f"{here}?{urlencode(address(view.reader, **own), doseq=True)}" if here else ""
