"""The pack for a meeting: relations concerned, asleep or about to end, open commitments, open programmes, ready to print."""

from coopstats.headlines import headline
from coopstats.screen.event import open_event, open_programmes, relations
from coopstats.screen.view import open_view

opened = open_view()
opened.heading(opened.say("Que faut-il savoir avant une rencontre ?"))
with open_event(opened) as view:
    say, words = view.say, view.words
    view.figures(lambda ask: headline(ask("figures").iloc[0], words))
    view.table(
        say("Ce qui se termine"),
        "agreements_ending",
        ["title", "end", "horizon"],
        note=say("Accords dont la fin connue tombe entre un an avant et deux ans après ce jour."),
    )
    view.table(
        say("Engagements sans réalisation complète connue"),
        "commitments_open",
        ["title", "text", "due", "state"],
        note=say("Douze au plus, l'échéance la plus proche d'abord ; sans échéance connue, les premiers du registre."),
    )
    open_programmes(view)
    relations(view)
