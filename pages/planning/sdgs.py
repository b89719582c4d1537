"""Which goals of sustainable development a source names, which the sectors indicate, and which programmes state: never added up."""

import streamlit as st

from coopstats.charts import ranked_bars
from coopstats.headlines import sdg_headline
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("À quels objectifs de développement durable ces accords répondent-ils ?"))
view.figures(
    lambda ask: sdg_headline(ask("sdg_figures").iloc[0], ask("sdgs_of_programmes"), ask("programme_figures").iloc[0], words)
)
stated, indicated = st.columns([2, 3], gap="large")
with stated:
    view.table(
        say("Ce que les sources nomment"),
        "sdgs_stated",
        ["title", "sdg", "publisher"],
        note=say(
            "Un objectif figure ici quand une page sur l'accord le nomme ; un tiret : la page nomme les ODD en bloc. "
            "Les pages ont été lues pour d'autres faits aussi : un objectif qu'elles nomment a pu passer inaperçu."
        ),
    )
with indicated:
    view.chart(
        say("Ce que les secteurs indiquent"),
        lambda answer: ranked_bars(answer, words, names=[words.label("sdgs", code) for code in answer["sdg"]]),
        "sdgs_indicated",
        note=say(
            "Indicatif : chaque secteur mène à des cibles par notre lecture de leur texte, en partie confirmée par une table publique ; "
            "aucune partie ne s'y est engagée. Un accord compte une fois par objectif. Les données donnent cibles et secteurs."
        ),
    )
view.table(
    say("Ce que les programmes de financement énoncent"),
    "sdgs_of_programmes",
    ["programme", "sdgs", "publisher"],
    note=say(
        "Les objectifs qu'un programme se donne dans ses propres pages ; ils ne disent rien des accords et n'y sont pas ajoutés. "
        "Un programme absent n'en énonce aucun dans les pages lues."
    ),
)
