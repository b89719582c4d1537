"""How far the agreements serve a list of priorities, who works on each, and where it is crowded, empty or never searched."""

import streamlit as st

from coopstats.charts import ranked_bars
from coopstats.findings import never_searched, untouched
from coopstats.headlines import lens_headline
from coopstats.screen.lens import ask_lens, at_work, sectors_of
from coopstats.screen.matrix import matrix
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
    matrix(
        view,
        say("Avec quels types de partenaire"),
        "sectors_by_partner_type",
        "partner_type",
        sectors_of(view),
        note=say(
            "Encadré : au moins le double de la moyenne des cases occupées, tous secteurs compris. Un point : aucun accord dans cette sélection."
        ),
    )
    looked_at = view.ask("regions_looked_at").set_index("region")
    matrix(
        view,
        say("Dans quelles régions"),
        "sectors_by_region",
        "region",
        sectors_of(view),
        never=never_searched(looked_at),
        more={
            words.heading("agreements"): {region: words.number(int(n)) for region, n in looked_at["agreements"].items()},
            words.heading("never_looked_at"): {region: words.percent(share) for region, share in looked_at["share"].items()},
        },
        note=say(
            "Jamais cherché : ni un accord du jeu de données ni le journal des recherches ne nomme le territoire. "
            "Un point dans une région peu cherchée dit peu ; une région dont aucun territoire n'a été cherché est hachurée."
        ),
    )
