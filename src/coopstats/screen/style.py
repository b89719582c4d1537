"""The look: one style sheet for every language, a few rules more for those that run from right to left.

They are files that a browser keeps (`static/`). The served page names them itself (shell.py); what `streamlit run` serves, and a page whose
language changes, get theirs from the script below.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit as st

from coopstats.words import LANGUAGES, Words

STATIC = Path(__file__).resolve().parents[3] / "static"


@cache
def address_of(name: str) -> str:
    """Where a file of `static/` lies; the address changes with what is in it, so that a browser keeps it and never uses an old one."""
    return f"app/static/{name}?{sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def said_by_streamlit(words: Words) -> dict[str, str]:
    """What Streamlit's own page says to those who listen to it, in the reader's language.

    What ends in a space goes on with a name; # is a number.
    """
    say = words.say
    return {
        "Skip to main content": say("Aller au contenu"),
        "App pages": say("Pages"),
        "Sidebar": say("Filtres"),
        "Collapse sidebar": say("Fermer les filtres"),
        "Expand sidebar": say("Ouvrir les filtres"),
        "Open": say("Ouvrir la liste"),
        "Clear all": say("Tout effacer"),
        "Clear value": say("Effacer"),
        "Selected values": say("Valeurs choisies"),
        "Remove ": say("Retirer :") + " ",
        "Clear date": say("Effacer"),
        "Choose date": say("Choisir une date"),
        "Increment": say("Suivant"),
        "Decrement": say("Précédent"),
        "Scroll tabs left": say("Onglets précédents"),
        "Scroll tabs right": say("Onglets suivants"),
        "Close": say("Fermer"),
        "Main menu": say("Menu"),
        "Running...": say("Calcul en cours"),
        "View # more": say("Les autres pages (%(n)s)", n="#"),
        "View less": say("Moins de pages"),
        "%": words.pair("%", ""),
        "Scrolls": say("Se déplace de côté avec les flèches"),
    }


def sheets(words: Words) -> dict[str, bool]:
    """The address of each style sheet, and whether a language wears it."""
    return {address_of("style.css"): True, address_of("style_rtl.css"): words.rtl}


# Sheets stand at the end of the page: after those of Streamlit, whose rules give way then.
WEAR = """for (const [address, worn] of Object.entries(%s)) {
  let sheet = document.querySelector(`link[href$="${address}"]`);
  if (worn && !sheet) document.body.append(sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
  if (sheet) sheet.disabled = !worn;
}"""


def script(words: Words) -> str:
    """The one script that stands in a page itself: fixed text in each language, for a browser runs none that the server has not told it (guarding.py)."""
    said = json.dumps(said_by_streamlit(words), ensure_ascii=False)
    root = "document.documentElement"
    told = f'{root}.lang="{words.language}";{root}.dir="{words.direction}";{root}.dataset.said={json.dumps(said, ensure_ascii=False)};'
    return told + WEAR % json.dumps(sheets(words))


def scripts() -> list[str]:
    """That of every language."""
    return [script(Words(language)) for language in LANGUAGES]


def own_words(words: Words) -> str:
    """What Streamlit says in English only, for style.css to say in the reader's language."""
    told = {
        "choose-file": words.say("Choisir un fichier"),
        "file-kinds": words.say("50 Mo au plus · CSV, Excel, ODS, ZIP, IATI (XML)"),
    }
    return f":root {{{''.join(f'--{name}: {json.dumps(text, ensure_ascii=False)};' for name, text in told.items())}}}"


def dress(words: Words) -> None:
    """Dress the page for a language, and tell the browser which it is: screen readers and hyphenation go by it."""
    st.html(f"<style>{own_words(words)}</style>")
    st.html(f"<script>{script(words)}</script>", unsafe_allow_javascript=True)
    st.html(f'<script src="{address_of("page.js")}"></script>', unsafe_allow_javascript=True)
