"""With whom: types of partner, partners, countries, and what is committed in each currency."""

from coopstats.charts import PARTNER_TYPE_COLOURS, ranked_bars
from coopstats.findings import first_of_many, leader
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Avec quels partenaires, et pour combien ?"))
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
view.money(
    say("Montants engagés"),
    note=say("Les devises ne s'additionnent pas ; enveloppes, plafonds et annonces sont à part, dans les données."),
)
view.chart(
    lambda ask: first_of_many(ask("agreements_by_partner"), words, "partner", "parties"),
    lambda answer: ranked_bars(answer, words, names=[words.label("parties", code) for code in answer["partner"]]),
    "agreements_by_partner",
    note=say("Les trente premiers."),
)
view.chart(
    lambda ask: first_of_many(ask("agreements_by_country"), words, "country", "countries"),
    lambda answer: ranked_bars(
        answer.head(20), words, names=[words.label("countries", code) for code in answer["country"].head(20)]
    ),
    "agreements_by_country",
    note=say("Les vingt premiers ; les données les donnent tous."),
)
