"""The look: one style sheet for every language, a few rules more for those that run from right to left."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

import streamlit as st

from coopstats.words import LANGUAGES, Words


@cache
def sheet(name: str) -> str:
    """A style sheet of this folder; fixed text, never data."""
    return resources.files("coopstats.screen").joinpath(name).read_text(encoding="utf-8")


# A file that is saved is a click on a link beside the page: a popover takes it for a click elsewhere and closes under the chart that is
# being saved. That click is kept from it; set once in each browser tab.
KEEP_OPEN = """if(!window.coopstatsKeepsOpen){window.coopstatsKeepsOpen=true;window.addEventListener("click",
event=>{if(event.target.download&&event.target.parentNode===document.body)event.stopPropagation()},true)}"""


def script(words: Words) -> str:
    """The one script of a page; fixed text in each language, for a browser runs none whose text the server has not told it (guarding.py)."""
    return f'document.documentElement.lang="{words.language}";document.documentElement.dir="{words.direction}";{KEEP_OPEN}'


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
    st.html(f"<style>{own_words(words)}{sheet('style.css')}{sheet('style_rtl.css') if words.rtl else ''}</style>")
    st.html(f"<script>{script(words)}</script>", unsafe_allow_javascript=True)
