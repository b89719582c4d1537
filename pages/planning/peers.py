"""A territory beside the five of its level that are nearest to it in population and urban share, on one scale."""

import streamlit as st

from coopstats.charts import yearly_multiples
from coopstats.findings import peers_rule
from coopstats.screen.matrix import matrix
from coopstats.screen.peers import ask_territory, beside_peers, group_of, names_of, sectors_named, side_by_side
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Que fait cette collectivité à côté de ses pairs ?"))
territory = ask_territory(view)
if territory:
    group = group_of(view, territory)
    measure = st.session_state.measure
    with beside_peers(view, group) as those:
        side_by_side(
            those,
            view,
            say("Elle et ses cinq pairs"),
            group,
            note=peers_rule(words),
        )
        names = names_of(those, group)
        those.chart(
            say("Accords par année"),
            lambda answer: yearly_multiples(answer, words, row="authority", names=names, value=measure),
            "authorities_by_year",
            note=say(
                "Une seule échelle pour tous. Un accord signé par deux d'entre elles compte chez chacune ; les actes sans date manquent aux colonnes."
            ),
        )
        matrix(
            those,
            say("Accords par secteur"),
            "authorities_by_sector",
            "authority",
            sectors_named(those, group),
            note=say(
                "Encadré : au moins le double de la moyenne des cases occupées, tous secteurs compris. Un point : aucun accord dans cette sélection."
            ),
        )
