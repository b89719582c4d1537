"""In which sectors the agreements act, with whom, and by which instruments."""

from coopstats.charts import family_bars, ranked_bars
from coopstats.findings import leader
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Dans quels secteurs coopère-t-on, et avec qui ?"))
view.chart(
    lambda ask: leader(ask("agreements_by_sector"), words, "sector", "sectors"),
    lambda answer: family_bars(answer, words, row="sector", names=words.labels("sectors")),
    "sectors_by_family",
    note=say("Un accord qui nomme plusieurs secteurs compte une fois dans chacun."),
)
view.chart(
    lambda ask: leader(ask("agreements_by_instrument"), words, "instrument", "instruments"),
    lambda answer: ranked_bars(answer, words, names=[words.label("instruments", code) for code in answer["instrument"]]),
    "agreements_by_instrument",
)
