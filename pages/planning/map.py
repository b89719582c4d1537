"""Where the agreements are: regions or provinces by count, per inhabitant or by money, and the countries each region works with."""

from coopstats.charts import matrix
from coopstats.screen.maps import territory_map
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Où coopère-t-on, et avec quels pays ?"))
territory_map(view)
view.chart(
    say("Avec quels pays chaque région coopère"),
    lambda answer: matrix(
        answer,
        words,
        row="region",
        column="country",
        row_names=words.labels("regions"),
        column_names=words.labels("countries"),
    ),
    "regions_by_country",
    note=say("Les douze pays les plus fréquents ; un accord compte une fois pour chaque région et chaque pays qu'il lie."),
)
