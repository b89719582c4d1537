"""Which sectors many funders share and which none serves: agreements and programmes, never in one figure."""

from coopstats.charts import ranked_bars
from coopstats.findings import never_searched
from coopstats.screen.lens import ask_lens, sectors_of
from coopstats.screen.matrix import matrix
from coopstats.screen.overlap import programme_matrices, reading
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Où les financeurs se recouvrent-ils, où n'y en a-t-il aucun ?"))
lens = ask_lens(view)
if lens and view.ask("priorities").size:
    reading(view, lens)
    matrix(
        view,
        say("Accords par type de partenaire"),
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
        say("Accords par région"),
        "sectors_by_region",
        "region",
        sectors_of(view),
        never=never_searched(looked_at),
        more={words.heading("never_looked_at"): {region: words.percent(share) for region, share in looked_at["share"].items()}},
        note=say(
            "Jamais cherché : ni un accord du jeu de données ni le journal des recherches ne nomme le territoire. "
            "Un point dans une région peu cherchée dit peu ; une région dont aucun territoire n'a été cherché est hachurée."
        ),
    )
    programme_matrices(view)
view.table(
    say("Qui recouvre qui"),
    "funder_overlap",
    ["funder", "other_funder", "cells", "together", "sectors", "regions"],
    note=say(
        "Banques, agences, organisations multilatérales, ambassades et ministères étrangers, parties à des accords dans le même secteur "
        "et la même région. Vingt-cinq paires au plus ; ceux qui signent ensemble se coordonnent peut-être."
    ),
)
view.chart(
    say("Combien de financeurs par secteur"),
    lambda answer: ranked_bars(
        answer, words, names=[words.label("sectors", code) for code in answer["sector"]], values="funders"
    ),
    "funders_by_sector",
)
