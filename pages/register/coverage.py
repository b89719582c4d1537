"""How much of reality the dataset is believed to hold: by field, partner type and territory, and how well each record stands."""

from coopstats.charts import ranked_bars
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Que couvre ce jeu de données ?"))
view.chart(
    say("Éléments trouvés par accord"),
    lambda answer: ranked_bars(
        answer, words, names=[say("%(n)s éléments sur %(total)s", n=int(n), total=9) for n in answer["elements"]]
    ),
    "agreements_by_elements",
    note=say(
        "Un point par élément trouvé : parties, objet, secteurs, obligations, moyens, durée, comité, rythme, évaluation. "
        "La clause de sortie n'a pas été relevée."
    ),
)
view.chart(
    say("Éditeurs qui parlent de chaque accord"),
    lambda answer: ranked_bars(
        answer,
        words,
        names=[
            {1: say("Un seul éditeur"), 2: say("Deux éditeurs"), 3: say("Trois éditeurs ou plus")}[n]
            for n in answer["publishers"]
        ],
    ),
    "agreements_by_publishers",
    note=say("Un fait que deux éditeurs rapportent est plus sûr qu'un fait d'une seule page."),
)
view.table(
    say("Ce qui est connu par type de partenaire"),
    "coverage_by_partner_type",
    ["partner_type", "agreements", "dated", "with_amount", "summarised", "with_commitments", "primary_sourced"],
)
view.table(
    say("Territoires nommés par au moins un accord"),
    "coverage_by_region",
    ["region", "territories", "with_agreement", "share"],
    note=say("Communes, provinces et préfectures de la région. Les autres n'ont pas encore été cherchées une à une."),
)
view.table(
    say("Accords qui tiennent à une seule page de presse ou de liste"),
    "agreements_on_one_press_page",
    ["title", "date", "publisher", "confidence"],
    note=say("Cent au plus, les plus récents d'abord."),
)
