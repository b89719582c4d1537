"""How much of reality the dataset is believed to hold: against public totals, by partner type, decade, field and territory."""

from coopstats.charts import ranked_bars
from coopstats.findings import coverage_told
from coopstats.screen.coverage import known_by
from coopstats.screen.view import open_view

view = open_view()
say, words = view.say, view.words

view.heading(say("Que couvre ce jeu de données ?"))
view.tell(lambda ask: coverage_told(ask("holding"), ask("coverage_by_total"), words))
view.table(
    say("Ce que des pages publiques comptent, et ce qui en est ici"),
    "coverage_by_total",
    ["what", "number", "held", "share", "date"],
    note=say(
        "Compté sur tout le jeu de données, quels que soient les filtres. Une page peut compter autre chose que des accords ; "
        "au-delà de cent pour cent, elle en compte moins que le jeu de données."
    ),
)
view.chart(
    say("Éléments trouvés par accord"),
    lambda answer: ranked_bars(answer, words, names=[say("%(n)s sur %(total)s", n=int(n), total=9) for n in answer["elements"]]),
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
known_by(view)
