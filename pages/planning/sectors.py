"""In which sectors the agreements act, and by which instruments."""

from coopstats.charts import ranked_bars
from coopstats.findings import leader
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Dans quels secteurs coopère-t-on ?"))
view.chart(
    leader(view.ask("agreements_by_sector"), words, "sector", "sectors"),
    lambda answer: ranked_bars(answer, words, names=[words.label("sectors", code) for code in answer["sector"]]),
    "agreements_by_sector",
    note=say("Un accord qui nomme plusieurs secteurs compte une fois dans chacun."),
)
view.chart(
    leader(view.ask("agreements_by_instrument"), words, "instrument", "instruments"),
    lambda answer: ranked_bars(answer, words, names=[words.label("instruments", code) for code in answer["instrument"]]),
    "agreements_by_instrument",
)
