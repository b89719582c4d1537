"""What was promised, what is publicly known of it, when committees should meet, and what ends soon."""

from coopstats.charts import ranked_bars
from coopstats.findings import commitments_headline
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Qu'a-t-on promis, et qu'en est-il advenu ?"))
view.figures(lambda ask: commitments_headline(ask("commitments_by_state"), ask("committees"), words))
view.chart(
    say("Ce que l'on sait publiquement des engagements"),
    lambda answer: ranked_bars(
        answer, words, names=[words.label("commitment_states", code) for code in answer["state"]], values="commitments"
    ),
    "commitments_by_state",
    note=say("« Aucune preuve publique » ne veut pas dire en retard : rien n'a été trouvé, ni pour ni contre."),
)
view.chart(
    say("Engagements par type de partenaire"),
    lambda answer: ranked_bars(
        answer, words, names=[words.label("partner_types", code) for code in answer["partner_type"]], values="commitments"
    ),
    "commitments_by_partner_type",
)
view.table(
    say("Le registre des engagements"),
    "commitments",
    ["text", "title", "bearer", "debtor", "due", "state"],
    note=say("Les échéances connues d'abord ; deux cents lignes au plus, le fichier des données les dit."),
)
view.table(
    say("L'horloge des comités"),
    "committees",
    ["title", "name", "chair", "meetings_per_year", "meetings", "last_meeting"],
    note=say("Les réunions documentées sont celles qu'une page publique rapporte ; d'autres ont pu se tenir."),
)
view.table(
    say("Ce qui se termine"),
    "agreements_ending",
    ["title", "end", "horizon"],
    note=say("Accords dont la fin connue tombe entre un an avant et deux ans après ce jour."),
)
view.calendar(say("Télécharger ces dates (.ics)"))
