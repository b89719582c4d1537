"""Which regions, levels and authorities take part, and with whom."""

from coopstats.charts import family_bars, ranked_bars
from coopstats.findings import first_of_many
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Quels territoires coopèrent, et avec qui ?"))
view.chart(
    lambda ask: first_of_many(ask("regions_by_family"), words, "region", "regions"),
    lambda answer: family_bars(answer, words, row="region", names=words.labels("regions")),
    "regions_by_family",
    note=say(
        "Région d'aujourd'hui de chaque collectivité, bénéficiaires compris ; les régions d'avant 2015 ne sont pas réparties. "
        "Un accord de deux régions compte une fois dans chacune."
    ),
)
view.table(
    say("Tels que signés, tels qu'aujourd'hui"),
    "regions_as_today",
    ["region", "as_signed", "as_today"],
    note=say("Tels qu'aujourd'hui : l'accord d'une région d'avant 2015 compte dans chacune des régions où sont ses provinces."),
)
view.table(say("Les anciennes régions"), "former_regions", ["former", "agreements", "successors"])
view.chart(
    say("Par niveau de collectivité"),
    lambda answer: ranked_bars(answer, words, names=[words.label("levels", code) for code in answer["level"]]),
    "agreements_by_level",
    note=say("Un accord de deux niveaux compte une fois dans chacun."),
)
view.chart(
    lambda ask: first_of_many(ask("authorities_by_family"), words, "authority", "authorities"),
    lambda answer: family_bars(
        answer,
        words,
        row="authority",
        names={code: words.authority(code, level) for code, level in zip(answer["authority"], answer["level"], strict=True)},
    ),
    "authorities_by_family",
    note=say("Les trente premières."),
)
