"""Since when the agreements exist, and what happened on their dates."""

from coopstats.charts import ranked_bars, years
from coopstats.findings import since_when
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Depuis quand les accords existent-ils ?"))
view.chart(
    lambda ask: since_when(ask("agreements_dated").iloc[0], words),
    lambda answer: years(answer, words),
    "agreements_by_year",
    note=say("Une approbation n'est pas une signature : la nature de chaque date est dite ci-dessous."),
)
view.chart(
    say("Ce qui s'est passé à cette date"),
    lambda answer: ranked_bars(
        answer,
        words,
        names=[words.date_kind(event, basis) for event, basis in zip(answer["date_event"], answer["date_basis"], strict=True)],
    ),
    "agreements_by_date_event",
    note=say("Une date déduite est marquée ; la fiche de l'accord dit comment."),
)
view.chart(
    say("Où en étaient les accords quand ils ont été vus"),
    lambda answer: ranked_bars(answer, words, names=[words.label("statuses", code) for code in answer["status"]]),
    "agreements_by_status",
)
