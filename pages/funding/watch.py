"""What changed since a day: agreements, results and meetings, pages, calls and awards; and the same as a feed."""

from coopstats.charts import ranked_bars
from coopstats.screen.view import open_view
from coopstats.screen.watch import ask_since, feed_address, unknown_dates

view = open_view()
say, words = view.say, view.words

view.heading(say("Qu'est-ce qui a changé ?"))
ask_since(view)
feed_address(view)
unknown_dates(view)
view.chart(
    say("Ce qui s'est passé, par nature"),
    lambda answer: ranked_bars(
        answer, words, names=[words.label("changes", code) for code in answer["change"]], values="changes"
    ),
    "changes_by_kind",
    note=say("Une date connue au mois ou à l'année compte dès que ce mois ou cette année touche la période."),
)
view.table(
    say("Accords"),
    "changes",
    ["title", "date", "change", "told"],
    note=say("Les deux cents derniers. La date est celle du fait ou de la page, non celle de son entrée dans le jeu de données."),
)
view.table(
    say("Programmes"),
    "programme_changes",
    ["programme", "date", "change", "told"],
    note=say("Appels, attributions et pages publiées ; un appel attendu est déduit du rythme qu'une page énonce."),
)
