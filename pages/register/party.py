"""The page of one authority or partner: its names, its agreements over the years, with whom, in what, and its peers."""

from streamlit import header

from coopstats.charts import family_bars, years
from coopstats.findings import leader, peers_rule, since_when
from coopstats.headlines import party_headline
from coopstats.screen.party import funds, identity, open_party, title, to_network
from coopstats.screen.register import register
from coopstats.screen.view import open_view

with open_party(open_view()) as view:
    say, words = view.say, view.words

    title(view)
    view.figures(
        lambda ask: party_headline(ask("agreements_dated").iloc[0], ask("party_ties"), ask("commitments_by_state"), words)
    )
    identity(view)
    funds(view)
    view.chart(
        lambda ask: since_when(ask("agreements_dated").iloc[0], words), lambda answer: years(answer, words), "agreements_by_year"
    )
    view.table(
        say("Avec qui, et depuis quand"),
        "party_ties",
        ["party", "country", "agreements", "first_year", "seen", "silent_years", "sectors"],
        note=say("Face à face dans un même accord, en quelque qualité que ce soit. Deux cents lignes au plus."),
    )
    to_network(view)
    view.chart(
        lambda ask: leader(ask("agreements_by_sector"), words, "sector", "sectors") or say("Secteurs"),
        lambda answer: family_bars(answer, words, row="sector", names=words.labels("sectors")),
        "sectors_by_family",
        note=say("Un accord qui nomme plusieurs secteurs compte une fois dans chacun."),
    )
    if not view.ask("party_peers").empty:
        view.table(
            say("Comparée à ses semblables"),
            "party_peers",
            ["authority", "population_2024", "urban_share", "agreements", "per_100000"],
            note=peers_rule(words),
        )
    view.money(say("Montants engagés"))
    if not view.ask("party_programmes").empty:
        view.table(say("Programmes"), "party_programmes", ["programme", "agreements", "first_year", "last_year"])
    view.table(
        say("Ce qu'elle doit, et ce qui lui est dû"),
        "party_commitments",
        ["text", "title", "bearer", "debtor", "creditor", "due", "state"],
        note=say("Les engagements de toutes les parties comptent parmi les siens."),
    )
    view.table(
        say("L'horloge des comités"), "committees", ["title", "name", "chair", "meetings_per_year", "meetings", "last_meeting"]
    )
    header(say("Ses accords"), anchor=False)
    register(view)
    view.table(say("Les éditeurs dont ses accords dépendent"), "agreements_by_publisher", ["publisher", "agreements", "sources"])
    if not view.ask("party_searches").empty:
        view.table(say("Ce qui a été cherché sans être trouvé"), "party_searches", ["sought", "language", "searched", "missing"])
