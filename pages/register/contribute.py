"""Bringing one's own agreements: a file becomes part of the pages, for its owner only."""

import streamlit as st

from coopstats.screen.contribute import bring
from coopstats.screen.view import open_view

view = open_view()

st.title(view.say("Apporter vos accords"), anchor=False)
st.markdown(
    view.say(
        "Un tableur ou un fichier IATI devient des accords de ces pages : chaque filtre, carte et graphique les compte avec ceux du "
        "registre. Ils sont vus de vous seul, jusqu'à votre départ."
    )
)
bring(view)
