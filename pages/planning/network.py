"""Who is tied to whom: one party in the centre, its ties, and whom its partners could introduce it to."""

from coopstats.screen.network import ask_party, centred, graph, invite
from coopstats.screen.view import open_view

view = open_view()
say = view.say

view.heading(say("Qui est lié à qui, et par qui passer ?"))
party = ask_party(view)
if party:
    with centred(view, party) as around:
        if graph(around):
            around.table(
                say("Ses liens"),
                "party_ties",
                ["party", "kind", "country", "agreements", "first_year", "seen", "sectors"],
                note=say("Face à face dans un même accord, en quelque qualité que ce soit. Deux cents lignes au plus."),
            )
            around.table(
                say("Au second degré"),
                "network_second",
                ["party", "through", "sectors", "agreements", "seen"],
                note=say(
                    "Liés à l'un de ses partenaires ou membres d'un même réseau, sans accord avec elle ; les secteurs sont ceux qu'ils ont en commun."
                ),
            )
else:
    invite(view)
