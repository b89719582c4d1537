"""How long each relation has been silent: years since the last public trace."""

from coopstats.charts import ranked_bars
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Quelles relations vivent, lesquelles dorment ?"))
view.chart(
    say("Dernière trace publique des relations"),
    lambda answer: ranked_bars(
        answer, words, names=[words.label("silences", code) for code in answer["silence"]], values="relations"
    ),
    "relations_by_silence",
    note=say("Une trace est la date d'un accord, d'une réunion, d'une réalisation ou de la publication d'une page."),
)
view.table(
    say("Les jumelages endormis d'abord"),
    "relations",
    ["authority", "partner", "twinning", "seen", "trace", "silent_years"],
    note=say("Une absence de trace publique n'est pas une absence de relation. Deux cents lignes au plus."),
)
