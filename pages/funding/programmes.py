"""The funding programmes: who funds what, for whom, up to how much, open or not; two to five of them side by side."""

from coopstats.charts import PARTNER_TYPE_COLOURS, ranked_bars
from coopstats.headlines import programme_headline
from coopstats.screen.programmes import board, heading, picks
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

heading(view, say("Quels programmes peuvent financer quoi, et pour qui ?"))
picks(view)
view.figures(lambda ask: programme_headline(ask("programme_figures").iloc[0], words))
board(view)
view.chart(
    say("Qui finance"),
    lambda answer: ranked_bars(
        answer,
        words,
        names=[words.label("partner_types", code) for code in answer["funder_type"]],
        values="programmes",
        colours=[PARTNER_TYPE_COLOURS[code] for code in answer["funder_type"]],
    ),
    "programmes_by_funder_type",
)
view.chart(
    say("Ce que l'on sait de ces programmes"),
    lambda answer: ranked_bars(answer, words, names=[words.heading(name) for name in answer["known_field"]], values="programmes"),
    "programmes_known",
    note=say("Chaque barre compte les programmes dont l'information a été trouvée dans une page publique."),
)
