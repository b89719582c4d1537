"""Which sectors many funders share and which none serves: agreements and programmes, never in one figure."""

from coopstats.charts import ranked_bars
from coopstats.screen.lens import ask_lens
from coopstats.screen.matrix import agreement_matrices
from coopstats.screen.overlap import programme_matrices, reading
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Où les financeurs se recouvrent-ils, où n'y en a-t-il aucun ?"))
lens = ask_lens(view)
if lens and view.ask("priorities").size:
    reading(view, lens)
    agreement_matrices(view, say("Accords par type de partenaire"), say("Accords par région"))
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
