"""The menu: every page, in the order of its section. To add a page: a file in a folder of pages/ and a line here.

Pages live in sub-folders of pages/: Streamlit runs a file directly under pages/ without app.py when a fresh server is first
visited by a deep link.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st

from coopstats.words import Words

PAGES = Path(__file__).resolve().parents[3] / "pages"


def menu(words: Words) -> dict[str, dict[str, st.Page]]:
    """Sections with their pages by file, named in the reader's language; addresses stay the same in all languages."""
    say = words.say
    return {
        say("Conseil"): {
            "council/overview": page("council/overview", say("Vue d'ensemble"), default=True),
            "council/years": page("council/years", say("Depuis quand")),
            "council/commitments": page("council/commitments", say("Engagements")),
            "council/relations": page("council/relations", say("Relations")),
        },
        say("Planification"): {
            "planning/sectors": page("planning/sectors", say("Secteurs")),
            "planning/map": page("planning/map", say("Carte")),
            "planning/territories": page("planning/territories", say("Territoires")),
            "planning/peers": page("planning/peers", say("Pairs")),
            "planning/finder": page("planning/finder", say("Trouver un partenaire")),
            "planning/sdgs": page("planning/sdgs", say("ODD")),
            "planning/priorities": page("planning/priorities", say("Priorités")),
            "planning/network": page("planning/network", say("Réseau")),
        },
        say("Financement"): {
            "funding/partners": page("funding/partners", say("Partenaires")),
            "funding/programmes": page("funding/programmes", say("Programmes")),
            "funding/calls": page("funding/calls", say("Appels")),
            "funding/overlap": page("funding/overlap", say("Recouvrements")),
            "funding/watch": page("funding/watch", say("Veille")),
            "funding/event": page("funding/event", say("Rencontres")),
            "funding/eligibility": page("funding/eligibility", say("Éligibilité")),
            "funding/programme": page("funding/programme", say("Fiche d'un programme"), hidden=True),
        },
        say("Registre"): {
            "register/agreements": page("register/agreements", say("Tous les accords")),
            "register/sources": page("register/sources", say("Sources et limites")),
            "register/coverage": page("register/coverage", say("Couverture")),
            "register/contribute": page("register/contribute", say("Apporter vos accords")),
            "register/accessibility": page("register/accessibility", say("Accessibilité")),
            "register/party": page("register/party", say("Page d'une partie"), hidden=True),
            "register/agreement": page("register/agreement", say("Fiche d'un accord"), hidden=True),
        },
    }


def page(name: str, title: str, *, default: bool = False, hidden: bool = False) -> st.Page:
    """One page; the last part of its file's name is its address. Streamlit marks on a page whether it may run: each run has its own."""
    return copy(ready(name, title, default=default, hidden=hidden))


@cache
def ready(name: str, title: str, *, default: bool, hidden: bool) -> st.Page:
    """A page made once: Streamlit looks at its file and takes its name apart."""
    return st.Page(
        PAGES / f"{name}.py",
        title=title,
        url_path=name.rsplit("/", maxsplit=1)[-1],
        default=default,
        visibility="hidden" if hidden else "visible",
    )
