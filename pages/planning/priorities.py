"""How far the agreements serve a list of priorities, who works on each, and where it is crowded, empty or never searched."""

import streamlit as st

from coopstats.charts import ranked_bars
from coopstats.findings import untouched
from coopstats.headlines import lens_headline
from coopstats.screen.lens import ask_lens, at_work
from coopstats.screen.matrix import agreement_matrices
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Nos accords servent-ils nos priorités ?"))
lens = ask_lens(view)
if lens and view.ask("priorities").size:
    view.figures(lambda ask: lens_headline(ask("priority_share"), ask("priority_amounts"), ask("priorities"), words))
    st.markdown(untouched(view.ask("priorities"), words))
    view.chart(
        say("Accords par priorité"),
        lambda answer: ranked_bars(answer, words, names=list(answer[f"wording_{words.language}"])),
        "priorities",
        note=say(
            "Un accord qui touche deux priorités compte une fois dans chacune, une seule fois dans la part du haut de la page."
        ),
    )
    at_work(
        view,
        say("Qui travaille sur chaque priorité"),
        note=say("Les trois premiers de chaque priorité par le nombre d'accords ; chaque nom mène à ses accords."),
    )
    agreement_matrices(view, say("Avec quels types de partenaire"), say("Dans quelles régions"))
