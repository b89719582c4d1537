"""How many agreements, with whom, since when, and how much of it is known."""

from coopstats.charts import PARTNER_TYPE_COLOURS, ranked_bars, years
from coopstats.findings import leader, since_when
from coopstats.headlines import headline
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Qui coopère avec qui, dans quoi et depuis quand ?"))
view.figures(lambda ask: headline(ask("figures").iloc[0], words))
view.chart(
    lambda ask: leader(ask("agreements_by_partner_type"), words, "partner_type", "partner_types"),
    lambda answer: ranked_bars(
        answer,
        words,
        names=[words.label("partner_types", code) for code in answer["partner_type"]],
        colours=[PARTNER_TYPE_COLOURS[code] for code in answer["partner_type"]],
    ),
    "agreements_by_partner_type",
)
view.chart(
    lambda ask: since_when(ask("agreements_dated").iloc[0], words), lambda answer: years(answer, words), "agreements_by_year"
)
view.chart(
    say("Ce que l'on sait de ces accords"),
    lambda answer: ranked_bars(answer, words, names=[words.heading(name) for name in answer["known_field"]]),
    "known",
    note=say(
        "Chaque barre compte les accords dont l'information est connue ; le reste n'a pas été trouvé dans une page publique."
    ),
)
view.latest(say("Les accords les plus récents"))
